public import Quantities

/// What an expression turned out to be: its arithmetic, what it measures and the unit it was
/// written in.
public struct Reading: Hashable, Sendable {
  /// The arithmetic.
  public var term: Term
  /// What it measures.
  public var dimension: Dimension
  /// The unit it was written in, where one can be told.
  public var unit: Unit?
  /// Whether it is a bare number: no unit was written anywhere.
  public var isBare: Bool

  /// An expression as it turned out.
  public init(term: Term, dimension: Dimension, unit: Unit?, isBare: Bool = false) {
    self.term = term
    self.dimension = dimension
    self.unit = unit
    self.isBare = isBare
  }

  /// The one parameter that the expression consists of, where it does.
  public var parameter: Parameter? {
    if case .parameter(let parameter) = term { parameter } else { nil }
  }
}

/// What a name in an expression stands for.
public enum NameMeaning: Sendable {
  /// A named value.
  case value(Reading)
  /// A named value with a mistake of its own, already reported.
  case broken
  /// No value of this name.
  case unknown
}
