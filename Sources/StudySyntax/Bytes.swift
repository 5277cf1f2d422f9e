extension UInt8 {
  static let tab: UInt8 = 0x09
  static let lf: UInt8 = 0x0A
  static let cr: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let doubleQuote: UInt8 = 0x22
  static let hash: UInt8 = 0x23
  static let percent: UInt8 = 0x25
  static let ampersand: UInt8 = 0x26
  static let singleQuote: UInt8 = 0x27
  static let star: UInt8 = 0x2A
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let dash: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let zero: UInt8 = 0x30
  static let nine: UInt8 = 0x39
  static let colon: UInt8 = 0x3A
  static let less: UInt8 = 0x3C
  static let greater: UInt8 = 0x3E
  static let question: UInt8 = 0x3F
  static let at: UInt8 = 0x40
  static let openBracket: UInt8 = 0x5B
  static let backslash: UInt8 = 0x5C
  static let closeBracket: UInt8 = 0x5D
  static let backtick: UInt8 = 0x60
  static let openBrace: UInt8 = 0x7B
  static let bar: UInt8 = 0x7C
  static let closeBrace: UInt8 = 0x7D
  static let exclamation: UInt8 = 0x21
  static let delete: UInt8 = 0x7F
}

/// Whether a byte ends a line.
func isBreak(_ byte: UInt8) -> Bool { byte == .lf || byte == .cr }

/// Whether a byte separates words within a line.
func isSpaceOrTab(_ byte: UInt8) -> Bool { byte == .space || byte == .tab }

/// Whether a byte separates tokens; the zero behind the text does.
func isBlank(_ byte: UInt8) -> Bool {
  byte == .space || byte == .lf || byte == .cr || byte == .tab || byte == 0
}

/// Whether a byte is one of `,[]{}`, which end plain text in a flow collection.
func isFlowIndicator(_ byte: UInt8) -> Bool {
  byte == .comma || byte == .openBracket || byte == .closeBracket || byte == .openBrace
    || byte == .closeBrace
}
