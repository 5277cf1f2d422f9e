/// What the sources tell of one figure: the row that stands for it, and how far the others lie
/// apart, as in `150 kg; other methods 150 .. 570 kg`.
public struct FactorSpread: Hashable, Sendable {
  /// The row that stands for the figure unless somebody picks another.
  public let pick: FactorRow
  /// The row with the lowest value; the pick itself where none is lower.
  public let low: FactorRow
  /// The row with the highest value; the pick itself where none is higher.
  public let high: FactorRow
  /// All rows but the pick, in the order of the file.
  public let others: [FactorRow]

  /// The spread of rows about one figure; nothing if there are none, or if they tell no number.
  public init?(_ rows: [FactorRow]) {
    guard let pick = FactorCatalog.preferred(rows), let value = Double(pick.value) else {
      return nil
    }
    var (low, high) = ((row: pick, value), (row: pick, value))
    for row in rows where row.unit == pick.unit {
      guard let value = Double(row.value) else { continue }
      if value < low.1 { low = (row, value) }
      if value > high.1 { high = (row, value) }
    }
    self.pick = pick
    self.low = low.row
    self.high = high.row
    others = rows.filter { $0 != pick }
  }

  /// The methods of the other rows that are not that of the pick, each once.
  public var otherMethods: [String] {
    var methods: [String] = []
    for row in others where row.method != pick.method && !methods.contains(row.method) {
      methods.append(row.method)
    }
    return methods
  }

  /// Whether the sources tell more than one value.
  public var isWide: Bool { low.value != high.value }
}
