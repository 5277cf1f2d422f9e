import Formulas

/// A polynomial in one value and in its reciprocal: what a total is as a function of one of the
/// figures that it rests on. Intensities, powers and shares enter it as factors, lifetimes as
/// divisors, so that a point where two options are as good as each other is the root of a polynomial,
/// solved and not searched for.
struct Laurent: Hashable, Sendable {
  /// The exponent of the first coefficient.
  private(set) var lowest: Int
  /// The coefficients of rising powers; neither the first nor the last is zero.
  private(set) var coefficients: [Double]

  /// No more powers than this: formulas of footprints have three or so.
  private static let most = 16

  /// A number.
  static func constant(_ number: Double) -> Laurent { Laurent(0, [number]) }
  /// The value itself.
  static let value = Laurent(1, [1])

  private init(_ lowest: Int, _ coefficients: [Double]) {
    var first = 0
    var last = coefficients.count
    while first < last, coefficients[first] == 0 { first += 1 }
    while last > first, coefficients[last - 1] == 0 { last -= 1 }
    self.lowest = first < last ? lowest + first : 0
    self.coefficients = Array(coefficients[first..<last])
  }

  /// What it is where the value is `x`.
  func callAsFunction(_ x: Double) -> Double {
    var sum = 0.0
    for coefficient in coefficients.reversed() { sum = sum * x + coefficient }
    for _ in 0..<abs(lowest) { sum = lowest > 0 ? sum * x : sum / x }
    return sum
  }

  private static func added(_ left: Laurent, _ right: Laurent, sign: Double) -> Laurent? {
    if left.coefficients.isEmpty {
      return Laurent(right.lowest, right.coefficients.map { sign * $0 })
    }
    if right.coefficients.isEmpty { return left }
    let lowest = min(left.lowest, right.lowest)
    let end = max(
      left.lowest + left.coefficients.count, right.lowest + right.coefficients.count)
    guard end - lowest <= most else { return nil }
    var sum = Array(repeating: 0.0, count: end - lowest)
    for (index, number) in left.coefficients.enumerated() {
      sum[left.lowest - lowest + index] += number
    }
    for (index, number) in right.coefficients.enumerated() {
      sum[right.lowest - lowest + index] += sign * number
    }
    return Laurent(lowest, sum)
  }

  private static func product(_ left: Laurent, _ right: Laurent) -> Laurent? {
    guard !left.coefficients.isEmpty, !right.coefficients.isEmpty else { return .constant(0) }
    let count = left.coefficients.count + right.coefficients.count - 1
    let lowest = left.lowest + right.lowest
    guard count <= most, abs(lowest) <= most else { return nil }
    var product = Array(repeating: 0.0, count: count)
    for (index, number) in left.coefficients.enumerated() {
      for (other, factor) in right.coefficients.enumerated() {
        product[index + other] += number * factor
      }
    }
    return Laurent(lowest, product)
  }

  /// The quotient; nothing where more than one power stands below.
  private static func quotient(_ left: Laurent, _ right: Laurent) -> Laurent? {
    guard right.coefficients.count == 1, abs(left.lowest - right.lowest) <= most else { return nil }
    return Laurent(left.lowest - right.lowest, left.coefficients.map { $0 / right.coefficients[0] })
  }

  /// A term as a function of one of the terms in it, others being replaced by numbers; nothing where
  /// it is none of these polynomials.
  init?(
    _ term: Formulas.Term, of value: Formulas.Term,
    replacing other: (Formulas.Term) -> Double? = { _ in nil }
  ) {
    var known: [ObjectIdentifier: Laurent?] = [:]
    guard let found = Self.read(term, value, &known, other),
      found.coefficients.allSatisfy(\.isFinite)
    else { return nil }
    self = found
  }

  private static func read(
    _ term: Formulas.Term, _ value: Formulas.Term, _ known: inout [ObjectIdentifier: Laurent?],
    _ other: (Formulas.Term) -> Double?
  ) -> Laurent? {
    if term.isSame(as: value) { return .value }
    if let number = other(term) { return .constant(number) }
    switch term {
    case .number(let number): return .constant(number)
    case .parameter(let parameter): return .constant(parameter.value)
    case .named(let definition):
      if let found = known[ObjectIdentifier(definition)] { return found }
      let found = read(definition.term, value, &known, other)
      known[ObjectIdentifier(definition)] = found
      return found
    case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
      .quotient(let left, let right):
      guard let left = read(left, value, &known, other),
        let right = read(right, value, &known, other)
      else { return nil }
      switch term {
      case .sum: return added(left, right, sign: 1)
      case .difference: return added(left, right, sign: -1)
      case .product: return product(left, right)
      default: return quotient(left, right)
      }
    }
  }

  /// The values above zero where it is as much as another one, in rising order; nothing where it is
  /// that everywhere, nowhere, or where more than three powers meet.
  func crossings(with other: Laurent) -> [Double] {
    guard let difference = Self.added(self, other, sign: -1) else { return [] }
    let parts = difference.coefficients
    let roots: [Double]
    switch parts.count {
    case 2: roots = [-parts[0] / parts[1]]
    case 3:
      // The stable form: no difference of nearly equal numbers.
      let (a, b, c) = (parts[2], parts[1], parts[0])
      let square = b * b - 4 * a * c
      guard square >= 0 else { return [] }
      let half = -0.5 * (b + (b < 0 ? -1 : 1) * square.squareRoot())
      roots = square == 0 ? [half / a] : [half / a, c / half]
    default: roots = []
    }
    return roots.filter { $0.isFinite && $0 > 0 }.sorted()
  }
}

extension Formulas.Term {
  /// Whether this is another term: the parameter of the same identity, or the same arithmetic.
  func isSame(as other: Formulas.Term) -> Bool {
    switch (self, other) {
    case (.parameter(let left), .parameter(let right)): left.identity == right.identity
    case (.parameter, _), (_, .parameter): false
    default: self == other
    }
  }

  /// The value that the term has where some of the terms in it have others.
  func value(replacing other: (Formulas.Term) -> Double?) -> Double {
    var known: [ObjectIdentifier: Double] = [:]
    return value(&known, other)
  }

  private func value(
    _ known: inout [ObjectIdentifier: Double], _ other: (Formulas.Term) -> Double?
  ) -> Double {
    if let value = other(self) { return value }
    switch self {
    case .number(let number): return number
    case .parameter(let parameter): return parameter.value
    case .named(let definition):
      if let value = known[ObjectIdentifier(definition)] { return value }
      let value = definition.term.value(&known, other)
      known[ObjectIdentifier(definition)] = value
      return value
    case .sum(let left, let right): return left.value(&known, other) + right.value(&known, other)
    case .difference(let left, let right):
      return left.value(&known, other) - right.value(&known, other)
    case .product(let left, let right):
      return left.value(&known, other) * right.value(&known, other)
    case .quotient(let left, let right):
      return left.value(&known, other) / right.value(&known, other)
    }
  }
}
