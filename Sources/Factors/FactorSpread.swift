import Quantities

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

  /// Whether a row tells another value than the pick, to the digits that both print: 56 and 56.4
  /// agree, 56.039 and 57 do not.
  public var isDisputed: Bool {
    others.contains { $0.unit == pick.unit && !agreeInPrint($0.value, pick.value) }
  }

  /// In what the other rows differ from the pick: in their methods, else in their years, else only
  /// in their sources.
  public var kind: String {
    if !otherMethods.isEmpty { return "other methods" }
    return pick.movesWithTheYears && others.contains { $0.year != pick.year }
      ? "other years" : "other sources"
  }

  /// The values of the other rows: `330 .. 567.7`, or the only one; nothing without numbers.
  public var otherValues: String? {
    var least: (text: String, number: Double)?
    var most: (text: String, number: Double)?
    for row in others where row.unit == pick.unit {
      guard let number = Double(row.value) else { continue }
      if number < least?.number ?? .infinity { least = (row.value, number) }
      if number > most?.number ?? -.infinity { most = (row.value, number) }
    }
    guard let least, let most else { return nil }
    return least.number == most.number ? least.text : "\(least.text) .. \(most.text)"
  }
}

/// Whether two printed numbers are the same to the places that both print.
func agreeInPrint(_ first: String, _ second: String) -> Bool {
  if first == second { return true }
  func places(_ text: String) -> Int {
    text.firstIndex(of: ".").map { text[$0...].utf8.count - 1 } ?? 0
  }
  guard let left = Decimal(parsing: first), let right = Decimal(parsing: second) else {
    return false
  }
  let common = min(places(first), places(second))
  return left.rounded(toPlaces: common).text(places: common)
    == right.rounded(toPlaces: common).text(places: common)
}
