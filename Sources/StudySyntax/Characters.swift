import Diagnostics

/// What is the matter with the bytes of a text before any of them is read as syntax.
struct CharacterCheck {
  /// The mistakes: at most one of invalid UTF-8, and the refused characters before it.
  private(set) var mistakes: [Diagnostic] = []
  /// Whether the bytes are UTF-8.
  private(set) var isUTF8 = true
  /// Where refused characters of one byte stand.
  private(set) var refusedBytes: [Int] = []

  private static let mostMistakes = 20

  /// Looks through the bytes from an offset on, which is behind the byte-order mark if any.
  init(_ bytes: [UInt8], from start: Int, file: FileID) {
    var index = start
    let end = bytes.count
    while index < end {
      let byte = bytes[index]
      if byte >= 0x20 && byte < 0x7F || byte == .lf || byte == .cr || byte == .tab {
        index += 1
        continue
      }
      let length = Self.scalarLength(bytes, at: index)
      guard length > 0 else {
        isUTF8 = false
        let span = Span(file: file, lower: index, upper: index + 1)
        mistakes.append(.invalidUTF8(byte, at: index, span))
        return
      }
      if Self.isRefused(bytes, at: index, length: length) {
        if length == 1 { refusedBytes.append(index) }
        if mistakes.count < Self.mostMistakes {
          let scalar = String(decoding: bytes[index..<index + length], as: UTF8.self)
            .unicodeScalars.first
          let span = Span(file: file, lower: index, upper: index + length)
          mistakes.append(.controlCharacter(scalar?.value ?? 0xFFFD, span))
        }
      }
      index += length
    }
  }

  /// How many bytes the scalar at an offset has; zero where no well-formed one starts.
  static func scalarLength(_ bytes: [UInt8], at index: Int) -> Int {
    let lead = bytes[index]
    let length: Int
    switch lead {
    case 0..<0x80: return 1
    case 0xC2..<0xE0: length = 2
    case 0xE0..<0xF0: length = 3
    case 0xF0..<0xF5: length = 4
    default: return 0
    }
    guard index + length <= bytes.count else { return 0 }
    let second = bytes[index + 1]
    let legal: ClosedRange<UInt8> =
      switch lead {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
    guard legal.contains(second) else { return 0 }
    for offset in index + 2..<max(index + length, index + 2) where bytes[offset] & 0xC0 != 0x80 {
      return 0
    }
    return length
  }

  /// Whether YAML forbids a scalar, or older readers take it for a line break: the controls but
  /// for tab and line breaks, U+2028, U+2029, a byte-order mark within the text, U+FFFE, U+FFFF.
  private static func isRefused(_ bytes: [UInt8], at index: Int, length: Int) -> Bool {
    switch (length, bytes[index]) {
    case (1, let byte): byte < 0x20 || byte == .delete
    case (2, 0xC2): bytes[index + 1] < 0xA0
    case (3, 0xE2): bytes[index + 1] == 0x80 && bytes[index + 2] & 0xFE == 0xA8
    case (3, 0xEF):
      bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF
        || bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
    default: false
    }
  }
}

/// A number in capital hexadecimal digits, at least so many.
func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}

extension Diagnostic {
  fileprivate static func invalidUTF8(_ byte: UInt8, at offset: Int, _ span: Span) -> Diagnostic {
    let isUTF16 = offset == 0 && byte >= 0xFE
    return Diagnostic(
      .invalidUTF8,
      "byte \(offset) of the file, 0x\(hexadecimal(UInt32(byte), digits: 2)), is not UTF-8 text",
      at: span,
      hint: isUTF16
        ? "the file seems to be UTF-16; save it as UTF-8"
        : "save the file as UTF-8")
  }

  fileprivate static func controlCharacter(_ value: UInt32, _ span: Span) -> Diagnostic {
    let name = "U+" + hexadecimal(value, digits: 4)
    if value == 0xFEFF {
      return Diagnostic(
        .controlCharacter,
        "a byte-order mark (U+FEFF) may stand only at the start of a file",
        at: span, hint: "take it away")
    }
    let escape =
      value < 0x100 ? "\\x" + hexadecimal(value, digits: 2) : "\\u" + hexadecimal(value, digits: 4)
    if value == 0x85 || value == 0x2028 || value == 0x2029 {
      return Diagnostic(
        .controlCharacter, "\(name) is a line break to some readers and text to others",
        at: span,
        hint: "take it away, or write `\(escape)` in double quotes")
    }
    return Diagnostic(
      .controlCharacter, "the control character \(name) may not stand in a study", at: span,
      hint: "take it away, or write `\(escape)` in double quotes")
  }
}
