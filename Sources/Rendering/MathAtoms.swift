import Documents

/// A piece of arithmetic on a line, in the order of reading.
enum MathAtom {
  case name(String)
  case quantity(String, unit: String)
  /// A sign between two sides; the deeper, the worse a place to break the line before it.
  case sign(Sign, depth: UInt8)
  /// The sign of a term that nothing stands before.
  case negation
  /// A parenthesis; tall where a fraction stands within.
  case open(tall: Bool)
  case close(tall: Bool)
  /// A fraction with a bar.
  case fraction([MathAtom], over: [MathAtom])

  /// The signs of arithmetic.
  enum Sign: String {
    case plus = "+"
    case minus = "−"
    case times = "×"
    case over = "/"
  }
}

/// The atoms of some arithmetic, with the parentheses that precedence asks for; a quotient becomes
/// a fraction with a bar where both of its sides keep within `fractionWidth` characters.
func mathAtoms(of math: Math, fractionWidth: Int = 0) -> [MathAtom] {
  var line = MathLine(fractionWidth: fractionWidth)
  line.append(math, as: .whole)
  return line.atoms
}

private struct MathLine {
  /// What a piece of arithmetic is to what it stands in.
  enum Place {
    case whole
    case term
    case subtracted
    /// A factor; `ends` where a slash inside would have nothing but the end of a term behind it.
    case factor(ends: Bool)
    case numerator
    case denominator
  }

  let fractionWidth: Int
  var atoms: [MathAtom] = []
  var depth: UInt8 = 0

  mutating func append(_ math: Math, as place: Place) {
    switch math {
    case .name(let name): atoms.append(.name(name))
    case .quantity(let number, let unit):
      parenthesized(needsParentheses(number, unit, place)) {
        $0.atoms.append(.quantity(number, unit: unit))
      }
    case .sum(let terms): append(terms, as: place)
    case .product(let factors): append(factors, as: place)
    case .quotient(let numerator, let denominator): append(numerator, over: denominator, as: place)
    }
  }

  private mutating func append(_ terms: [Math.Term], as place: Place) {
    guard let first = terms.first else { return atoms.append(.quantity("0", unit: "")) }
    if terms.count == 1, !first.minus { return append(first.math, as: place) }
    let needed =
      switch place {
      case .whole, .term: false
      default: true
      }
    parenthesized(needed) { line in
      for (index, term) in terms.enumerated() {
        if index > 0 {
          line.atoms.append(.sign(term.minus ? .minus : .plus, depth: line.depth))
        } else if term.minus {
          line.atoms.append(.negation)
        }
        line.append(
          term.math, as: term.minus ? .subtracted : (index == 0 && !needed ? place : .term))
      }
    }
  }

  private mutating func append(_ factors: [Math], as place: Place) {
    guard let first = factors.first else { return atoms.append(.quantity("1", unit: "")) }
    if factors.count == 1 { return append(first, as: place) }
    var needed = false
    var ends = true
    switch place {
    case .denominator: needed = true
    case .numerator: ends = false
    case .factor(let outerEnds): ends = outerEnds
    case .whole, .term, .subtracted: break
    }
    parenthesized(needed) { line in
      for (index, factor) in factors.enumerated() {
        if index > 0 { line.atoms.append(.sign(.times, depth: line.depth &+ 1)) }
        line.append(factor, as: .factor(ends: ends && index == factors.count - 1))
      }
    }
  }

  private mutating func append(_ numerator: Math, over denominator: Math, as place: Place) {
    if fractionWidth > 0, numerator.isWithin(fractionWidth), denominator.isWithin(fractionWidth) {
      atoms.append(.fraction(mathAtoms(of: numerator), over: mathAtoms(of: denominator)))
      return
    }
    let needed =
      switch place {
      case .whole, .term, .subtracted: false
      case .factor(let ends): !ends
      case .numerator, .denominator: true
      }
    parenthesized(needed) { line in
      line.append(numerator, as: .numerator)
      line.atoms.append(.sign(.over, depth: line.depth &+ 1))
      line.append(denominator, as: .denominator)
    }
  }

  private mutating func parenthesized(_ needed: Bool, _ body: (inout MathLine) -> Void) {
    if !needed { return body(&self) }
    let start = atoms.count
    atoms.append(.open(tall: false))
    if depth < 250 { depth += 2 }
    body(&self)
    if depth < 252 { depth -= 2 }
    let tall = atoms[start...].contains { if case .fraction = $0 { true } else { false } }
    atoms[start] = .open(tall: tall)
    atoms.append(.close(tall: tall))
  }
}

/// Whether a quantity would be misread: a negative one behind a sign, one whose unit has a slash
/// below one.
private func needsParentheses(_ number: String, _ unit: String, _ place: MathLine.Place) -> Bool {
  switch place {
  case .whole: false
  case .denominator: number.hasPrefix("-") || unit.utf8.contains(UInt8(ascii: "/"))
  case .term, .subtracted, .factor, .numerator: number.hasPrefix("-")
  }
}

extension Math {
  /// Whether it takes no more than some characters on a line, roughly.
  fileprivate func isWithin(_ characters: Int) -> Bool {
    var left = characters
    return take(from: &left)
  }

  private func take(from left: inout Int) -> Bool {
    switch self {
    case .name(let name): left -= name.utf8.count
    case .quantity(let number, let unit): left -= number.utf8.count + 1 + unit.utf8.count
    case .sum(let terms):
      for term in terms {
        left -= 3
        if !term.math.take(from: &left) { return false }
      }
    case .product(let factors):
      for factor in factors {
        left -= 3
        if !factor.take(from: &left) { return false }
      }
    case .quotient(let numerator, let denominator):
      left -= 5
      return numerator.take(from: &left) && denominator.take(from: &left)
    }
    return left >= 0
  }
}
