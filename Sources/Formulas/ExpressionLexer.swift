/// A word of a quantity expression.
struct ExpressionToken {
  enum Kind: Equatable {
    case number, name, percent, plus, minus, times, over, open, close, plusMinus, range, end
  }
  var kind: Kind
  /// Bytes within the expression.
  var range: Range<Int>
  /// The name, with `₂` as 2 and the Greek µ as the micro sign; empty for other words.
  var name = ""
}

/// Splits a quantity expression into words, byte by byte.
struct ExpressionLexer {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The bytes of a stretch as text.
  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: bytes.indices)], as: UTF8.self)
  }

  /// The digits of a number without the `_` that group them.
  func digits(_ range: Range<Int>) -> String {
    let digits = bytes[range]
    return digits.contains(UInt8(ascii: "_"))
      ? String(decoding: digits.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
      : String(decoding: digits, as: UTF8.self)
  }

  private func byte(_ offset: Int = 0) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  /// The next word, or the place of what is none.
  mutating func next() throws(ExpressionProblem) -> ExpressionToken {
    while byte() == 0x20 || byte() == 0x0A || byte() == 0x09 { position += 1 }
    let start = position
    guard position < bytes.count else { return token(.end, 0) }
    switch byte() {
    case 0x30...0x39: return try number()
    case 0x41...0x5A, 0x61...0x7A, 0x5F: return name()
    case UInt8(ascii: "."):
      if byte(1).isDigit { return try number() }
      if byte(1) == UInt8(ascii: ".") { return token(.range, 2) }
    case UInt8(ascii: "+"):
      let isSpread = byte(1) == UInt8(ascii: "/") && byte(2) == UInt8(ascii: "-")
      return isSpread ? token(.plusMinus, 3) : token(.plus, 1)
    case UInt8(ascii: "-"): return token(.minus, 1)
    case UInt8(ascii: "*"): return token(.times, 1)
    case UInt8(ascii: "/"): return token(.over, 1)
    case UInt8(ascii: "("): return token(.open, 1)
    case UInt8(ascii: ")"): return token(.close, 1)
    case UInt8(ascii: "%"): return token(.percent, 1)
    default:
      if isMicro { return name() }
      for (sign, kind) in Self.signs where starts(with: sign) { return token(kind, sign.count) }
    }
    let scalar = String(decoding: bytes[start...], as: UTF8.self).unicodeScalars.first ?? "?"
    throw .unexpected(String(scalar), start..<start + String(scalar).utf8.count)
  }

  /// The signs beyond ASCII: `±`, `·`, `×`, `÷` and the minus sign.
  private static let signs: [([UInt8], ExpressionToken.Kind)] = [
    ([0xC2, 0xB1], .plusMinus), ([0xC2, 0xB7], .times), ([0xC3, 0x97], .times),
    ([0xC3, 0xB7], .over), ([0xE2, 0x88, 0x92], .minus),
  ]

  private func starts(with sign: [UInt8]) -> Bool {
    position + sign.count <= bytes.count
      && bytes[position..<position + sign.count].elementsEqual(sign)
  }

  /// Whether the micro sign or the Greek letter stands here.
  private var isMicro: Bool {
    byte() == 0xC2 && byte(1) == 0xB5 || byte() == 0xCE && byte(1) == 0xBC
  }

  private mutating func token(_ kind: ExpressionToken.Kind, _ count: Int) -> ExpressionToken {
    position += count
    return ExpressionToken(kind: kind, range: position - count..<position)
  }

  private mutating func skipDigits() {
    while byte().isDigit || (byte() == UInt8(ascii: "_") && byte(1).isDigit) { position += 1 }
  }

  private mutating func number() throws(ExpressionProblem) -> ExpressionToken {
    let start = position
    skipDigits()
    try refuseComma(from: start)
    try refuseGroups(from: start)
    if byte() == UInt8(ascii: "."), byte(1).isDigit {
      position += 1
      skipDigits()
      try refuseComma(from: start)
    }
    if byte() | 0x20 == UInt8(ascii: "e") {
      let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
      if byte(1 + sign).isDigit {
        position += 1 + sign
        skipDigits()
      }
    }
    return ExpressionToken(kind: .number, range: start..<position)
  }

  /// Refuses digits that are grouped by apostrophes or blanks: `1'082'990`, `1 082 990`.
  private mutating func refuseGroups(from start: Int) throws(ExpressionProblem) {
    var groups = 0
    while byte() == UInt8(ascii: "'") || byte() == UInt8(ascii: " "), byte(1).isDigit,
      byte(2).isDigit, byte(3).isDigit, !byte(4).isDigit
    {
      position += 4
      groups += 1
    }
    if groups > 0 { throw .grouping(text(start..<position), start..<position) }
  }

  private mutating func refuseComma(from start: Int) throws(ExpressionProblem) {
    guard byte() == UInt8(ascii: ","), byte(1).isDigit else { return }
    while byte().isDigit || byte() == UInt8(ascii: ",") || byte() == UInt8(ascii: ".") {
      position += 1
    }
    throw .comma(text(start..<position), start..<position)
  }

  private mutating func name() -> ExpressionToken {
    let start = position
    var isPlain = true
    while true {
      if byte().isWord {
        position += 1
      } else if isMicro {
        position += 2
        isPlain = false
      } else if starts(with: [0xE2, 0x82, 0x82]) {
        position += 3
        isPlain = false
      } else if byte() == UInt8(ascii: "-"), isGasEnding(from: start) {
        position += 3
      } else {
        break
      }
    }
    let text = text(start..<position)
    let name =
      isPlain ? text : text.map { $0 == "₂" ? "2" : $0 == "μ" ? "µ" : "\($0)" }.joined()
    return ExpressionToken(kind: .name, range: start..<position, name: name)
  }

  /// Whether `-eq` stands here, behind `CO2`.
  private func isGasEnding(from start: Int) -> Bool {
    byte(1) == UInt8(ascii: "e") && byte(2) == UInt8(ascii: "q") && !byte(3).isWord
      && position - start >= 3 && bytes[position - 3..<position].elementsEqual("CO2".utf8)
  }
}

extension UInt8 {
  /// Whether it is an ASCII digit.
  fileprivate var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// Whether it is an ASCII letter, a digit or `_`.
  fileprivate var isWord: Bool {
    isDigit || (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A) || self == 0x5F
  }
}
