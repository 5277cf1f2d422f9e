import Diagnostics

/// A place in the text of a study, with what is needed to go on from there.
///
/// The other files extend it by one construct each. Whatever they do, the place only moves on,
/// and looking ahead never goes beyond one line or one run of blank lines: reading takes linear
/// time, whatever the text.
struct Reader {
  /// The text that is read.
  let file: FileID
  /// Its bytes and four zeros; no other byte is zero.
  let bytes: [UInt8]
  /// The offset of the first of the zeros.
  let end: Int
  /// The offset of the next byte.
  var position: Int
  /// The offset of the first byte of the line that holds `position`.
  var lineStart: Int
  /// How many collections hold `position`.
  var depth = 0
  /// The mistakes so far.
  var mistakes: [Diagnostic] = []
  /// Whether reading has been given up: `position` is the end and no mistake is taken any more.
  var halted = false
  /// Whether a tab has indented a line: what follows from that is not reported.
  var sawTabIndentation = false
  /// The start of the last line that held a tab where none may stand.
  var lineWithTab = -1
  /// The start of the line whose indentation has been reported already.
  var reportedLine = -1
  /// What is known of the flow collection around `position`.
  var flow = FlowState()

  /// How many collections may stand within each other.
  static let deepest = 64
  /// After how many mistakes reading is given up.
  static let mostMistakes = 1000

  /// Starts at an offset of a text without zero bytes.
  init(_ text: [UInt8], file: FileID, at offset: Int) {
    self.file = file
    bytes = text + [0, 0, 0, 0]
    end = text.count
    position = offset
    lineStart = offset
  }

  /// How far the next byte is from the start of its line.
  var column: Int { position - lineStart }

  /// Whether nothing is left.
  var isAtEnd: Bool { position >= end }

  /// A stretch of the text.
  func span(_ range: Range<Int>) -> Span {
    Span(file: file, lower: range.lowerBound, upper: range.upperBound)
  }

  /// The bytes of a stretch as text.
  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// A stretch of the text in backticks, cut if it is long.
  func excerpt(_ range: Range<Int>) -> String {
    var upper = range.lowerBound
    let limit = min(range.upperBound, range.lowerBound + 40)
    while upper < limit, !isBreak(bytes[upper]) { upper += 1 }
    while upper < range.upperBound, bytes[upper] & 0xC0 == 0x80 { upper += 1 }
    let kept = text(range.lowerBound..<upper)
    return upper < range.upperBound ? "`\(kept)…`" : "`\(kept)`"
  }

  /// The offset behind the last byte of the line around an offset that is neither blank nor part
  /// of a comment.
  func textEnd(from offset: Int) -> Int {
    var index = offset
    var upper = offset
    while index < end, !isBreak(bytes[index]) {
      let byte = bytes[index]
      if byte == .hash, index > offset, isSpaceOrTab(bytes[index - 1]) { break }
      index += 1
      if !isSpaceOrTab(byte) { upper = index }
    }
    return upper
  }

  /// Takes a mistake in.
  mutating func report(_ mistake: Diagnostic) {
    guard !halted else { return }
    mistakes.append(mistake)
    if mistakes.count == Self.mostMistakes {
      mistakes.append(.tooMany(Self.mostMistakes, mistake.span))
      giveUp()
    }
  }

  /// Reads no more.
  mutating func giveUp() {
    halted = true
    position = end
    lineStart = end
  }

  // MARK: Moving on

  /// Goes past a line break.
  mutating func skipBreak() {
    position += bytes[position] == .cr && bytes[position + 1] == .lf ? 2 : 1
    lineStart = position
  }

  /// Goes to the end of the line.
  mutating func skipLine() {
    while position < end, !isBreak(bytes[position]) { position += 1 }
  }

  /// Goes past spaces, and past tabs with a complaint.
  mutating func skipSpaces() {
    while true {
      if bytes[position] == .space {
        position += 1
      } else if bytes[position] == .tab {
        refuseTabs()
      } else {
        return
      }
    }
  }

  /// Goes past spaces, comments and line breaks.
  mutating func skipBlanks() {
    while true {
      skipSpaces()
      let byte = bytes[position]
      if byte == .hash {
        if position > lineStart, !isSpaceOrTab(bytes[position - 1]) {
          report(.tightComment(span(position..<position + 1)))
        }
        skipLine()
      } else if isBreak(byte) {
        skipBreak()
      } else {
        return
      }
    }
  }

  /// Goes to the next token, past spaces, comments and line breaks; gives up where the document
  /// ends before the file does.
  mutating func skipToToken() {
    skipBlanks()
    if position == lineStart { refuseMarker() }
  }

  /// What may stand last on a line.
  enum Ending { case singleQuotes, doubleQuotes, brackets, blockSign }

  /// Whether nothing but a comment is left on the line.
  var isAtLineEnd: Bool {
    let byte = bytes[position]
    return isBreak(byte) || byte == .hash || isAtEnd
  }

  /// Goes to the end of the line behind a value; what else stands there is a mistake.
  mutating func finishLine(behind what: Ending) {
    let before = position
    skipSpaces()
    if isAtLineEnd {
      if bytes[position] == .hash, position == before {
        report(.tightComment(span(position..<position + 1)))
        skipLine()
      }
      return
    }
    let range = position..<textEnd(from: position)
    report(.leftover(excerpt(range), what, span(range)))
    skipLine()
  }

  // MARK: Nesting

  /// Enters a collection that starts with the next byte, unless it is one too many.
  mutating func enter() -> Bool {
    guard depth < Self.deepest else {
      report(.nestedTooDeeply(span(position..<position + 1), deepest: Self.deepest))
      giveUp()
      return false
    }
    depth += 1
    return true
  }
}

extension Diagnostic {
  fileprivate static func tooMany(_ count: Int, _ span: Span?) -> Diagnostic {
    Diagnostic(
      .note, .syntax, "reading stopped here, after \(count) mistakes", at: span,
      hint: "mend the first ones and try again")
  }

  fileprivate static func tightComment(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unquotedText, "a comment needs a space before its `#`", at: span,
      hint: "put a space there, or quotes around a text that holds `#`")
  }

  fileprivate static func leftover(
    _ text: String, _ what: Reader.Ending, _ span: Span
  ) -> Diagnostic {
    let place: String
    let hint: String
    switch what {
    case .singleQuotes:
      place = "the closing quote"
      hint = "take it away, or write `''` for a quote within the text"
    case .doubleQuotes:
      place = "the closing quote"
      hint = "take it away, or write `\\\"` for a quote within the text"
    case .brackets:
      place = "the closing bracket"
      hint = "take it away, or put quotes around the whole text"
    case .blockSign:
      place = "the sign of a block of text"
      hint = "start the text on the next line"
    }
    return Diagnostic(.syntax, "\(text) stands behind \(place)", at: span, hint: hint)
  }

  fileprivate static func nestedTooDeeply(_ span: Span, deepest: Int) -> Diagnostic {
    Diagnostic(
      .nestedTooDeeply,
      "more than \(deepest) lists and mappings stand within each other here",
      at: span, hint: "a study needs a handful; look for brackets that are not closed")
  }
}
