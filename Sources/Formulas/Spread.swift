public import Quantities

/// How far the sources of a value lie apart: what others tell of it beside the one that was picked.
///
/// It is no ``Estimate``: nobody says how likely each of them is.
public struct Spread: Hashable, Sendable {
  /// The lowest value that any source tells, the picked one included; in base units.
  public let low: Double
  /// The highest.
  public let high: Double
  /// In what the others differ: `other methods`, `other years`, `other sources`.
  public let kind: String
  /// What the others tell, in the unit of the value: `330 .. 567.7`, or `318` where they agree.
  public let others: String

  /// What sources tell of a value.
  public init(low: Double, high: Double, kind: String, others: String) {
    self.low = low
    self.high = high
    self.kind = kind
    self.others = others
  }

  /// The spread in words: `other methods 330 .. 567.7 kgCO2e`.
  public func text(in unit: Unit) -> String {
    unit.symbol.isEmpty ? "\(kind) \(others)" : "\(kind) \(others) \(unit.symbol)"
  }
}
