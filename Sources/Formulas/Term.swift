/// Arithmetic that is kept: numbers, parameters and named intermediate results under `+ - × /`.
///
/// A term is untyped; ``Formula`` gives it its measure. Values are in base units throughout.
public indirect enum Term: Hashable, Sendable {
  /// A pure number that belongs to the formula, such as the 1 of `PUE − 1`.
  case number(Double)
  /// A sourced value.
  case parameter(Parameter)
  /// An intermediate result with a name of its own.
  case named(Definition)
  /// A sum.
  case sum(Term, Term)
  /// A difference.
  case difference(Term, Term)
  /// A product.
  case product(Term, Term)
  /// A quotient.
  case quotient(Term, Term)

  /// The value, in base units.
  public var value: Double {
    switch self {
    case .number(let number): number
    case .parameter(let parameter): parameter.value
    case .named(let definition): definition.value
    case .sum(let left, let right): left.value + right.value
    case .difference(let left, let right): left.value - right.value
    case .product(let left, let right): left.value * right.value
    case .quotient(let left, let right): left.value / right.value
    }
  }

  /// The exact derivative by the parameter of an identity, in base units.
  public func derivative(by identity: String) -> Double {
    var known: [ObjectIdentifier: Double] = [:]
    return derivative(by: identity, &known)
  }

  private func derivative(by identity: String, _ known: inout [ObjectIdentifier: Double]) -> Double
  {
    switch self {
    case .number: return 0
    case .parameter(let parameter): return parameter.hasIdentity(identity) ? 1 : 0
    case .named(let definition):
      guard definition.extent.isLarge else {
        return definition.term.derivative(by: identity, &known)
      }
      if let derivative = known[ObjectIdentifier(definition)] { return derivative }
      let derivative = definition.term.derivative(by: identity, &known)
      known[ObjectIdentifier(definition)] = derivative
      return derivative
    case .sum(let left, let right):
      return left.derivative(by: identity, &known) + right.derivative(by: identity, &known)
    case .difference(let left, let right):
      return left.derivative(by: identity, &known) - right.derivative(by: identity, &known)
    case .product(let left, let right):
      return left.derivative(by: identity, &known) * right.value
        + left.value * right.derivative(by: identity, &known)
    case .quotient(let left, let right):
      let above =
        left.derivative(by: identity, &known) * right.value
        - left.value * right.derivative(by: identity, &known)
      return above / (right.value * right.value)
    }
  }

  /// Calls `visit` for every parameter, in the order in which a reader meets them; one that occurs
  /// twice may be visited twice.
  public func forEachParameter(_ visit: (Parameter) -> Void) {
    var seen: Set<ObjectIdentifier> = []
    forEachParameter(&seen, visit)
  }

  private func forEachParameter(_ seen: inout Set<ObjectIdentifier>, _ visit: (Parameter) -> Void) {
    switch self {
    case .number: break
    case .parameter(let parameter): visit(parameter)
    case .named(let definition):
      guard !definition.extent.isLarge || seen.insert(ObjectIdentifier(definition)).inserted else {
        break
      }
      definition.term.forEachParameter(&seen, visit)
    case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
      .quotient(let left, let right):
      left.forEachParameter(&seen, visit)
      right.forEachParameter(&seen, visit)
    }
  }

  /// Whether another term occurs in this one.
  public func rests(on other: Term) -> Bool {
    var seen: Set<ObjectIdentifier> = []
    return rests(on: other, &seen)
  }

  private func rests(on other: Term, _ seen: inout Set<ObjectIdentifier>) -> Bool {
    if self == other { return true }
    switch self {
    case .number, .parameter: return false
    case .named(let definition):
      guard !definition.extent.isLarge || seen.insert(ObjectIdentifier(definition)).inserted else {
        return false
      }
      return definition.term.rests(on: other, &seen)
    case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
      .quotient(let left, let right):
      return left.rests(on: other, &seen) || right.rests(on: other, &seen)
    }
  }

  /// The parameters, each once, in the order in which a reader meets them.
  public var parameters: [Parameter] {
    var seen: Set<String> = []
    var found: [Parameter] = []
    forEachParameter { if seen.insert($0.identity).inserted { found.append($0) } }
    return found
  }

  /// The keys of all sources of all parameters and of what is made of them, each once.
  public var sources: [String] {
    var found: [String] = []
    func add(_ keys: [String]) {
      for key in keys where !found.contains(key) { found.append(key) }
    }
    forEachParameter { add($0.sources) }
    var seen: Set<ObjectIdentifier> = []
    forEachDefinition(&seen) { add($0.sources) }
    return found
  }

  /// Calls `visit` for every named result, outer ones first; a small one that occurs twice may be
  /// visited twice.
  private func forEachDefinition(
    _ seen: inout Set<ObjectIdentifier>, _ visit: (Definition) -> Void
  ) {
    switch self {
    case .number, .parameter: break
    case .named(let definition):
      guard !definition.extent.isLarge || seen.insert(ObjectIdentifier(definition)).inserted else {
        break
      }
      visit(definition)
      definition.term.forEachDefinition(&seen, visit)
    case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
      .quotient(let left, let right):
      left.forEachDefinition(&seen, visit)
      right.forEachDefinition(&seen, visit)
    }
  }

  /// Whether a parameter that comes from the study, and not from the catalogue or a rule, is in it.
  public var restsOnStudy: Bool {
    var found = false
    forEachParameter { if case .study = $0.origin { found = true } }
    return found
  }
}
