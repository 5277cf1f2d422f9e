/// A line of a derivation: a side, a relation, a side. The left side is empty where it repeats the
/// one above.
public struct Equation: Hashable, Sendable {
  /// The left side; nothing where it is that of the line above.
  public var left: Math?
  /// The sign between the sides.
  public var relation: Relation
  /// The right side.
  public var right: Math
  /// What stands behind the line, such as a place in the study.
  public var note: [Inline]

  /// The signs between two sides.
  public enum Relation: String, Hashable, Sendable {
    /// Equal.
    case equals = "="
    /// Equal but for rounding.
    case approximately = "≈"
    /// A lower bound.
    case atLeast = "≥"
  }

  /// A line of a derivation.
  public init(
    _ left: Math?, _ relation: Relation = .equals, _ right: Math, note: [Inline] = []
  ) {
    self.left = left
    self.relation = relation
    self.right = right
    self.note = note
  }
}

/// Arithmetic to be shown; a format sets the parentheses that precedence asks for.
public indirect enum Math: Hashable, Sendable {
  /// A name in words, such as `grid intensity` or `gpu_time`.
  case name(String)
  /// A number already rounded and without grouping, with its unit (or an empty text).
  case quantity(String, unit: String)
  /// Terms added, or taken away where `minus` says so.
  case sum([Term])
  /// Factors.
  case product([Math])
  /// A numerator over a denominator.
  case quotient(Math, Math)

  /// A term of a sum.
  public struct Term: Hashable, Sendable {
    /// Whether it is taken away.
    public var minus: Bool
    /// The term.
    public var math: Math

    /// A term of a sum.
    public init(_ math: Math, minus: Bool = false) {
      self.math = math
      self.minus = minus
    }
  }
}
