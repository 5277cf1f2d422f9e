/// The tokens of JSON texts of any length (RFC 8259), read from a source in chunks.
struct JSONTokens {
  /// A token: its text is in ``JSONTokens/text``.
  enum Token: Equatable {
    case open, close, openList, closeList, colon, comma
    /// A text, without its quotes, and with what its escapes stand for.
    case string
    /// A number, `true`, `false` or `null`.
    case literal
    /// The end of the source.
    case end
    /// What no JSON text holds, such as an escape that is none, or a text too long to be held.
    case none
  }

  /// The longest text that is held, in bytes.
  static let longest = 64 << 10

  /// The bytes of the last string or literal.
  private(set) var text: [UInt8] = []
  /// The line of the last token, from 1.
  private(set) var line = 1
  /// The column of the last token in bytes, from 1.
  private(set) var column = 1

  private let source: any ByteSource
  private var buffer = [UInt8](repeating: 0, count: 256 << 10)
  private var index = 0
  private var filled = 0
  private var position = 0
  private var lineStart = 0

  init(_ source: any ByteSource) { self.source = source }

  private mutating func fill() throws(ReadFailure) -> Bool {
    guard index >= filled else { return true }
    let count = try source.read(at: position, into: &buffer, from: 0)
    lineStart -= filled
    (index, filled) = (0, max(0, count))
    position += filled
    return filled > 0
  }

  /// The next token.
  mutating func next() throws(ReadFailure) -> Token {
    while true {
      guard try fill() else { return .end }
      let byte = buffer[index]
      column = index - lineStart + 1
      index += 1
      switch byte {
      case 0x0A:
        line += 1
        lineStart = index
      case 0x20, 0x09, 0x0D: break
      case 0x7B: return .open
      case 0x7D: return .close
      case 0x5B: return .openList
      case 0x5D: return .closeList
      case 0x3A: return .colon
      case 0x2C: return .comma
      case 0x22: return try string()
      default: return try literal(byte)
      }
    }
  }

  private mutating func string() throws(ReadFailure) -> Token {
    text.removeAll(keepingCapacity: true)
    var isEscaped = false
    var hasEscapes = false
    while try fill() {
      let byte = buffer[index]
      index += 1
      if byte == 0x22, !isEscaped { return !hasEscapes || unescape() ? .string : .none }
      isEscaped = byte == 0x5C && !isEscaped
      hasEscapes = hasEscapes || isEscaped
      guard text.count < Self.longest, byte >= 0x20 else { return .none }
      text.append(byte)
    }
    return .none
  }

  /// Puts what escapes stand for in their places; false where one is none. Half of a pair of
  /// surrogates stands for the replacement character.
  private mutating func unescape() -> Bool {
    var plain: [UInt8] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      guard byte == 0x5C else {
        plain.append(byte)
        continue
      }
      guard index < text.count else { return false }
      let letter = text[index]
      index += 1
      switch letter {
      case 0x22, 0x5C, 0x2F: plain.append(letter)
      case 0x62: plain.append(0x08)
      case 0x66: plain.append(0x0C)
      case 0x6E: plain.append(0x0A)
      case 0x72: plain.append(0x0D)
      case 0x74: plain.append(0x09)
      case 0x75:
        guard var code = unit(at: index) else { return false }
        index += 4
        if 0xD800..<0xDC00 ~= code, index + 1 < text.count, text[index] == 0x5C,
          text[index + 1] == 0x75, let low = unit(at: index + 2), 0xDC00..<0xE000 ~= low
        {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
          index += 6
        }
        plain += Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
      default: return false
      }
    }
    text = plain
    return true
  }

  /// The four hexadecimal digits at an index of the text.
  private func unit(at index: Int) -> UInt32? {
    guard index + 4 <= text.count else { return nil }
    var code: UInt32 = 0
    for byte in text[index..<index + 4] {
      switch byte {
      case 0x30...0x39: code = code << 4 + UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: code = code << 4 + UInt32(byte | 0x20 - 0x57)
      default: return nil
      }
    }
    return code
  }

  private mutating func literal(_ first: UInt8) throws(ReadFailure) -> Token {
    text.removeAll(keepingCapacity: true)
    text.append(first)
    func belongs(_ byte: UInt8) -> Bool {
      isDigit(byte) || byte | 0x20 &- 0x61 < 26 || byte == 0x2E || byte == 0x2D || byte == 0x2B
    }
    guard belongs(first) else { return .none }
    while try fill(), belongs(buffer[index]) {
      guard text.count < Self.longest else { return .none }
      text.append(buffer[index])
      index += 1
    }
    return .literal
  }
}

/// A source whose first bytes have been looked at: a stream tells them once.
struct PeekedSource: ByteSource {
  let name: String
  let length: Int?
  /// The first bytes.
  let head: [UInt8]
  private let source: any ByteSource

  /// Looks at the first bytes of a source, some 4 KB at most.
  init(_ source: any ByteSource) throws(ReadFailure) {
    self.source = source
    name = source.name
    length = source.length
    var buffer = [UInt8](repeating: 0, count: 4096)
    var filled = 0
    // A pipe may give less at once.
    while filled < buffer.count {
      let count = try source.read(at: filled, into: &buffer, from: filled)
      if count <= 0 { break }
      filled += count
    }
    head = Array(buffer[..<filled])
  }

  func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(ReadFailure) -> Int
  {
    guard offset < head.count else {
      return try source.read(at: offset, into: &buffer, from: start)
    }
    let count = min(head.count - offset, buffer.count - start)
    guard count > 0 else { return 0 }
    buffer.replaceSubrange(start..<start + count, with: head[offset..<offset + count])
    return count
  }
}
