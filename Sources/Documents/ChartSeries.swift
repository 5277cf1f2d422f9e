/// One or two series over time, in windows of equal length; a window may be a gap.
public struct SeriesPlot: Hashable, Sendable {
  /// A series.
  public struct Series: Hashable, Sendable {
    /// What its figures are, and their unit.
    public var axis: Chart.Axis
    /// One figure a window; nothing where there is none, which is never a zero.
    public var values: [Double?]

    /// A series.
    public init(_ axis: Chart.Axis, _ values: [Double?]) {
      self.axis = axis
      self.values = values
    }
  }

  /// The time along which the windows stand.
  public struct Time: Hashable, Sendable {
    /// A place along the time that has a name, such as a day.
    public struct Label: Hashable, Sendable {
      /// Where, in windows from the beginning.
      public var window: Double
      /// Its name.
      public var text: String

      /// A place with a name.
      public init(_ window: Double, _ text: String) {
        self.window = window
        self.text = text
      }
    }

    /// What it is, and its unit: `Time`, `h`.
    public var axis: Chart.Axis
    /// Where the first window begins.
    public var start: Double
    /// The length of a window.
    public var window: Double
    /// Places with names, in their order; without them the time is told in its unit.
    public var labels: [Label]

    /// What the labels are told in: the unit, but UTC where they stand on the clock.
    public var clockUnit: String { axis.unit == Self.clockAxisUnit ? "UTC" : axis.unit }

    /// The unit of a time that begins in 1970.
    static let clockAxisUnit = "s since 1970, UTC"

    /// Windows along a time in its unit.
    public init(_ axis: Chart.Axis, start: Double = 0, window: Double, labels: [Label] = []) {
      self.axis = axis
      self.start = start
      self.window = window
      self.labels = labels
    }
  }

  /// The time along which the windows stand.
  public let time: Time
  /// The series, each on a scale of its own.
  public let series: [Series]

  /// Series over a time. Refuses none and more than two, series of different length or without a
  /// single window, and figures that are not finite.
  public init(time: Time, series: [Series]) throws(ChartProblem) {
    guard let first = series.first, !first.values.isEmpty else { throw .nothing("windows") }
    if series.count > 2 { throw .tooMany("series") }
    try check(time.start, time.axis.title)
    try check(time.window, time.axis.title)
    if time.window <= 0 { throw .noLength("a window") }
    try check(time.start + time.window * Double(first.values.count), time.axis.title)
    for label in time.labels { try check(label.window, label.text) }
    for one in series {
      if one.values.count != first.values.count { throw .unequal(one.axis.title) }
      for case .some(let value) in one.values { try check(value, one.axis.title) }
    }
    self.time = time
    self.series = series
  }

  /// The number of windows.
  public var count: Int { series[0].values.count }
}
