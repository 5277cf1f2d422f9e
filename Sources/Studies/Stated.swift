public import Diagnostics
public import Formulas
import Quantities

/// A quantity as the study states it: its formula and where it stands.
public struct Stated<M>: Sendable {
  /// The arithmetic, down to the literals of the study.
  public let formula: Formula<M>
  /// Where it stands.
  public let span: Span

  /// A quantity at a place.
  public init(_ formula: Formula<M>, at span: Span) {
    self.formula = formula
    self.span = span
  }
}

/// A name of something else, and where it stands.
public struct Reference: Hashable, Sendable {
  /// The name as it was written.
  public let name: String
  /// Where it stands.
  public let span: Span

  /// A name at a place.
  public init(_ name: String, at span: Span) {
    self.name = name
    self.span = span
  }
}
