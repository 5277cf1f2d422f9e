extension Term {
  /// The value that the term has where the parameter of an identity has another one, both in base
  /// units.
  public func value(where identity: String, is other: Double) -> Double {
    var known: [ObjectIdentifier: Double] = [:]
    return value(where: identity, is: other, &known)
  }

  private func value(
    where identity: String, is other: Double, _ known: inout [ObjectIdentifier: Double]
  ) -> Double {
    func varied(_ term: Term) -> Double { term.value(where: identity, is: other, &known) }
    switch self {
    case .number(let number): return number
    case .parameter(let parameter):
      return parameter.hasIdentity(identity) ? other : parameter.value
    case .named(let definition):
      guard definition.extent.isLarge else { return varied(definition.term) }
      if let value = known[ObjectIdentifier(definition)] { return value }
      let value = varied(definition.term)
      known[ObjectIdentifier(definition)] = value
      return value
    case .sum(let left, let right): return varied(left) + varied(right)
    case .difference(let left, let right): return varied(left) - varied(right)
    case .product(let left, let right): return varied(left) * varied(right)
    case .quotient(let left, let right): return varied(left) / varied(right)
    }
  }
}
