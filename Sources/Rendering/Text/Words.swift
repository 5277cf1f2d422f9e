import Diagnostics
import Documents

/// A stretch of text without a place to break it, and what stands between it and the one before.
struct Word {
  /// What is written; nothing in it needs escaping any more.
  var text: String
  /// How it looks.
  var style: Style
  /// The columns it takes.
  var width: Int
  /// Whether a space sets it off from the word before.
  var spaced: Bool
  /// Whether a line may end before it.
  var breakable: Bool
  /// Whether it must stay in one piece however narrow the place, as numbers must.
  var whole = false
  /// How bad a place before it is for a break; a line breaks at the least depth it can.
  var depth: UInt8 = 0
}

/// Running text as words, ready to be broken into lines.
struct Words {
  private(set) var all: [Word] = []
  private var space = false
  private let quotesCode: Bool

  /// The words of a piece of running text; `quotesCode` sets code in backticks.
  init(_ inlines: [Inline], quotesCode: Bool = false, style: Style = .plain) {
    self.quotesCode = quotesCode
    for inline in inlines { append(inline, style) }
  }

  private mutating func append(_ inline: Inline, _ style: Style) {
    switch inline {
    case .text(let text): append(text, style)
    case .strong(let text): append(text, style == .plain ? .strong : style)
    case .code(let text): append(quotesCode ? "`" + text + "`" : text, style)
    case .cite(let key): append("[" + key + "]", style)
    case .tone(let tone, let text): append(text, Style(tone))
    case .quantity(let number, let unit): append(quantity: number, unit, style)
    }
  }

  private mutating func append(quantity number: String, _ unit: String, _ style: Style) {
    let shown = Numeral(number).map { $0.grouped + $0.tail } ?? number
    let start = all.count
    append(shown, style)
    for index in start..<all.count { all[index].whole = true }
    if unit.isEmpty { return }
    space = true
    let middle = all.count
    append(unit, style)
    if middle > start, middle < all.count { all[middle].breakable = false }
  }

  private mutating func append(_ text: String, _ style: Style) {
    var text = text
    text.withUTF8 { append($0, style) }
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ style: Style) {
    if all.isEmpty { all.reserveCapacity(4 + bytes.count / 5) }
    var index = 0
    while index < bytes.count {
      if isSpace(bytes[index]) {
        space = true
        index += 1
        continue
      }
      let start = index
      var ascii = true
      while index < bytes.count, !isSpace(bytes[index]) {
        if bytes[index] < 0x20 || bytes[index] > 0x7E { ascii = false }
        index += 1
      }
      let raw = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
      let word = ascii ? raw : printable(raw)
      all.append(
        Word(
          text: word, style: style, width: ascii ? word.utf8.count : displayWidth(of: word),
          spaced: space, breakable: space || all.isEmpty))
      space = false
    }
  }
}

/// The space, the tab and what ends a line.
private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

extension Style {
  /// How a tone looks.
  init(_ tone: Tone) {
    switch tone {
    case .good: self = .good
    case .caution: self = .caution
    case .bad: self = .bad
    case .quiet: self = .quiet
    }
  }
}

/// A text that is written as it is, such as a unit: its printable form and the columns it takes.
func measured(_ text: String) -> (text: String, width: Int) {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 <= 0x7E }) { return (text, text.utf8.count) }
  let shown = printable(text)
  return (shown, displayWidth(of: shown))
}
