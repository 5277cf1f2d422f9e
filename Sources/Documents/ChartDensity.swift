/// How the samples of one or two figures are spread: histograms over each other, with marked values.
///
/// Heights are densities, or shares of samples where all bins are of one width; the plot puts them
/// on one scale as they are.
public struct DensityPlot: Hashable, Sendable {
  /// A histogram.
  public struct Curve: Hashable, Sendable {
    /// What is spread.
    public var name: String
    /// Where the first bin begins.
    public var start: Double
    /// The width of a bin.
    public var width: Double
    /// One height a bin, zero or more.
    public var heights: [Double]

    /// A histogram of bins of one width.
    public init(_ name: String, start: Double, width: Double, heights: [Double]) {
      self.name = name
      self.start = start
      self.width = width
      self.heights = heights
    }

    /// Where the last bin ends.
    public var end: Double { start + width * Double(heights.count) }
  }

  /// A value worth a line, such as a median.
  public struct Mark: Hashable, Sendable {
    /// What it is.
    public var name: String
    /// Where it is.
    public var value: Double
    /// The index of the curve that it belongs to; nothing for none.
    public var curve: Int?

    /// A value with a name.
    public init(_ name: String, at value: Double, of curve: Int? = nil) {
      self.name = name
      self.value = value
      self.curve = curve
    }
  }

  /// What the values are.
  public let axis: Chart.Axis
  /// What the heights are: `Share of samples`, `%`.
  public let heights: Chart.Axis
  /// The histograms.
  public let curves: [Curve]
  /// The marked values.
  public let marks: [Mark]

  /// Histograms over each other. Refuses none and more than two, one without bins or with bins of no
  /// width, heights below zero, and figures that are not finite.
  public init(
    axis: Chart.Axis, heights: Chart.Axis, curves: [Curve], marks: [Mark] = []
  ) throws(ChartProblem) {
    if curves.isEmpty { throw .nothing("curves") }
    if curves.count > 2 { throw .tooMany("curves") }
    for curve in curves {
      if curve.heights.isEmpty { throw .nothing("bins of \(curve.name)") }
      try check(curve.start, curve.name)
      try check(curve.width, curve.name)
      if curve.width <= 0 { throw .noLength("a bin of \(curve.name)") }
      try check(curve.end, curve.name)
      for height in curve.heights { try checkLength(height, curve.name) }
    }
    for mark in marks { try check(mark.value, mark.name) }
    self.axis = axis
    self.heights = heights
    self.curves = curves
    self.marks = marks
  }

  /// The least and the greatest value, marks included.
  public var extent: ClosedRange<Double> {
    var low = curves[0].start
    var high = curves[0].end
    for curve in curves {
      low = min(low, curve.start)
      high = max(high, curve.end)
    }
    for mark in marks {
      low = min(low, mark.value)
      high = max(high, mark.value)
    }
    return low...high
  }

  /// The greatest height.
  public var greatest: Double {
    curves.reduce(0) { $1.heights.reduce($0) { max($0, $1) } }
  }
}
