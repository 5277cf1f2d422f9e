/// What each of several parameters does to one figure: where it goes when the parameter goes to the
/// low and to the high end of its range, the others staying as they are.
public struct TornadoPlot: Hashable, Sendable {
  /// An end of the range of a parameter.
  public struct End: Hashable, Sendable {
    /// The figure there, on the axis.
    public var value: Double
    /// The parameter there, as text: `4 yr`; empty for nothing to say.
    public var text: String

    /// An end.
    public init(_ value: Double, _ text: String = "") {
      self.value = value
      self.text = text
    }
  }

  /// A parameter.
  public struct Row: Hashable, Sendable {
    /// What it is.
    public var name: String
    /// Where its low end leads, which may be upwards.
    public var low: End
    /// Where its high end leads.
    public var high: End

    /// A parameter.
    public init(_ name: String, low: End, high: End) {
      self.name = name
      self.low = low
      self.high = high
    }

    /// Whether both ends lead to the same side of a figure, and away from it.
    public func isOneSided(about centre: Double) -> Bool {
      (low.value > centre && high.value > centre) || (low.value < centre && high.value < centre)
    }
  }

  /// What the figure is.
  public let axis: Chart.Axis
  /// The figure with every parameter as it is.
  public let centre: Double
  /// The parameters, from the top; by custom the one that does most comes first.
  public let rows: [Row]

  /// A row a parameter. Refuses none, and figures that are not finite.
  public init(axis: Chart.Axis, centre: Double, rows: [Row]) throws(ChartProblem) {
    if rows.isEmpty { throw .nothing("parameters") }
    try check(centre, axis.title)
    for row in rows {
      try check(row.low.value, row.name)
      try check(row.high.value, row.name)
    }
    self.axis = axis
    self.centre = centre
    self.rows = rows
  }

  /// The least and the greatest figure.
  public var extent: ClosedRange<Double> {
    var low = centre
    var high = centre
    for row in rows {
      low = min(low, row.low.value, row.high.value)
      high = max(high, row.low.value, row.high.value)
    }
    return low...high
  }
}
