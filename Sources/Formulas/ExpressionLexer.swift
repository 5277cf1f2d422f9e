import Diagnostics

/// A word of a quantity expression.
struct ExpressionToken {
  enum Kind: Equatable {
    case number, name, percent, plus, minus, times, over, open, close, plusMinus, range, end
  }
  var kind: Kind
  var text: String
  /// Bytes within the expression.
  var range: Range<Int>
}

/// Splits a quantity expression into words.
struct ExpressionLexer {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  private func byte(_ offset: Int = 0) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A) || byte == 0x5F
  }

  /// The next word, or the place of what is none.
  mutating func next() throws(ExpressionProblem) -> ExpressionToken {
    while byte() == 0x20 || byte() == 0x0A || byte() == 0x09 { position += 1 }
    let start = position
    guard position < bytes.count else { return token(.end, from: start) }
    let first = byte()
    if Self.isDigit(first) || (first == 0x2E && Self.isDigit(byte(1))) { return try number() }
    if Self.isLetter(first) || starts("µ") || starts("μ") { return name() }
    for (text, kind) in Self.signs where starts(text) {
      position += text.utf8.count
      return token(kind, from: start)
    }
    let scalar = String(decoding: bytes[start...], as: UTF8.self).unicodeScalars.first ?? "?"
    throw .unexpected(String(scalar), start..<start + String(scalar).utf8.count)
  }

  /// Longer signs stand before those that they begin with.
  private static let signs: [(String, ExpressionToken.Kind)] = [
    ("+/-", .plusMinus), ("±", .plusMinus), ("..", .range), ("+", .plus), ("-", .minus),
    ("−", .minus), ("*", .times), ("×", .times), ("·", .times), ("/", .over), ("÷", .over),
    ("(", .open), (")", .close), ("%", .percent),
  ]

  private func starts(_ text: String) -> Bool {
    var index = position
    for byte in text.utf8 {
      guard index < bytes.count, bytes[index] == byte else { return false }
      index += 1
    }
    return true
  }

  private func token(_ kind: ExpressionToken.Kind, from start: Int) -> ExpressionToken {
    ExpressionToken(
      kind: kind, text: String(decoding: bytes[start..<position], as: UTF8.self),
      range: start..<position)
  }

  private mutating func digits() {
    while Self.isDigit(byte()) || (byte() == 0x5F && Self.isDigit(byte(1))) { position += 1 }
  }

  private mutating func number() throws(ExpressionProblem) -> ExpressionToken {
    let start = position
    digits()
    if byte() == 0x2C, Self.isDigit(byte(1)) {
      while Self.isDigit(byte()) || byte() == 0x2C || byte() == 0x2E { position += 1 }
      throw .comma(token(.number, from: start).text, start..<position)
    }
    if byte() == 0x2E, Self.isDigit(byte(1)) {
      position += 1
      digits()
      if byte() == 0x2C, Self.isDigit(byte(1)) {
        while Self.isDigit(byte()) || byte() == 0x2C || byte() == 0x2E { position += 1 }
        throw .comma(token(.number, from: start).text, start..<position)
      }
    }
    if byte() == 0x65 || byte() == 0x45 {
      let sign = byte(1) == 0x2B || byte(1) == 0x2D ? 1 : 0
      if Self.isDigit(byte(1 + sign)) {
        position += 1 + sign
        digits()
      }
    }
    return token(.number, from: start)
  }

  private mutating func name() -> ExpressionToken {
    let start = position
    while true {
      if Self.isLetter(byte()) || Self.isDigit(byte()) {
        position += 1
      } else if starts("µ") || starts("μ") {
        position += 2
      } else if starts("₂") {
        position += 3
      } else if starts("-eq"), endsWithGas(from: start), !Self.isLetter(byte(3)) {
        position += 3
      } else {
        break
      }
    }
    var word = token(.name, from: start)
    if !word.text.utf8.allSatisfy({ $0 < 0x80 }) {
      word.text = word.text.map { $0 == "₂" ? "2" : $0 == "μ" ? "µ" : "\($0)" }.joined()
    }
    return word
  }

  private func endsWithGas(from start: Int) -> Bool {
    position - start >= 3 && bytes[position - 3..<position].elementsEqual("CO2".utf8)
  }
}
