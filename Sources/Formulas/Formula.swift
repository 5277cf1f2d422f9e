public import Quantities

/// Typed arithmetic that is kept: built with ordinary operators over sourced parameters, checked by
/// the compiler, read as a value, a derivation, a derivative.
public struct Formula<M>: Hashable, Sendable {
  /// The arithmetic, in base units.
  public let term: Term

  /// Gives a term its measure; the caller vouches for it.
  public init(_ term: Term) { self.term = term }

  /// The value.
  public var value: Quantity<M> { Quantity(base: term.value) }

  /// A pure number that belongs to the formula.
  public static func constant(_ number: Double) -> Formula where M == Ratio {
    Formula(.number(number))
  }

  /// The sum.
  public static func + (left: Formula, right: Formula) -> Formula {
    Formula(.sum(left.term, right.term))
  }
  /// The difference.
  public static func - (left: Formula, right: Formula) -> Formula {
    Formula(.difference(left.term, right.term))
  }
  /// How many times the one is the other.
  public func ratio(to other: Formula) -> Formula<Ratio> {
    Formula<Ratio>(.quotient(term, other.term))
  }

  /// The sum of several formulas; nothing where there are none.
  public static func total(_ parts: [Formula]) -> Formula? {
    Term.total(parts.map { $0.term }).map { Formula($0) }
  }
}

extension Formula where M: Measure {
  /// A parameter as a formula.
  public init(_ parameter: Parameter) {
    assert(parameter.unit.dimension == M.dimension, "\(parameter.identity) measures another thing")
    term = .parameter(parameter)
  }

  /// This formula under a name, as a step of a rule.
  public func named(_ name: String, by rule: String, note: String? = nil) -> Formula {
    Formula(.named(Definition(name, term, M.dimension, origin: .rule(rule), note: note)))
  }
}
