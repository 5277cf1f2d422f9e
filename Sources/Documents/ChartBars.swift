/// Horizontal bars under each other, each the sum of its parts, with the range of the sum if known.
public struct BarPlot: Hashable, Sendable {
  /// A bar.
  public struct Bar: Hashable, Sendable {
    /// What it is.
    public var name: String
    /// One figure a part, zero or more; nothing where the part is not there.
    public var values: [Double?]
    /// The range of the sum, drawn as a whisker.
    public var range: ClosedRange<Double>?
    /// Whether the sum is a lower bound.
    public var isAtLeast: Bool

    /// A bar.
    public init(
      _ name: String, _ values: [Double?], range: ClosedRange<Double>? = nil,
      isAtLeast: Bool = false
    ) {
      self.name = name
      self.values = values
      self.range = range
      self.isAtLeast = isAtLeast
    }

    /// The sum of its parts; nothing where it has none.
    public var total: Double? {
      var sum: Double?
      for case .some(let value) in values { sum = (sum ?? 0) + value }
      return sum
    }
  }

  /// What the length of a bar shows.
  public let axis: Chart.Axis
  /// The names of the parts, in the order in which they are stacked.
  public let parts: [String]
  /// The bars, from the top.
  public let bars: [Bar]

  /// Bars of parts. Refuses no bars, no parts, a bar with more or fewer figures than parts, and
  /// figures below zero or not finite.
  public init(axis: Chart.Axis, parts: [String], bars: [Bar]) throws(ChartProblem) {
    if parts.isEmpty { throw .nothing("parts") }
    if bars.isEmpty { throw .nothing("bars") }
    for bar in bars {
      if bar.values.count != parts.count { throw .unequal(bar.name) }
      for case .some(let value) in bar.values { try checkLength(value, bar.name) }
      if let total = bar.total { try check(total, bar.name) }
      if let range = bar.range {
        try checkLength(range.lowerBound, bar.name)
        try check(range.upperBound, bar.name)
      }
    }
    self.axis = axis
    self.parts = parts
    self.bars = bars
  }

  /// The longest bar or whisker.
  public var greatest: Double {
    bars.reduce(0) { max($0, $1.total ?? 0, $1.range?.upperBound ?? 0) }
  }
}
