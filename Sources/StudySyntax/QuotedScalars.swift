import Diagnostics

extension Reader {
  /// Text in single or double quotes, the first of which is the next byte.
  mutating func quotedScalar(parent: Int) -> Node {
    let start = position
    let quote = bytes[position]
    let isDouble = quote == .doubleQuote
    var decoded: [UInt8] = []
    var isReported = false
    if flow.depth == 0 { flow = FlowState() }
    position += 1
    var segment = position
    while true {
      let byte = bytes[position]
      if byte == quote {
        if !isDouble, bytes[position + 1] == quote {
          decoded += bytes[segment...position]
          position += 2
          segment = position
          continue
        }
        break
      } else if byte == .backslash, isDouble {
        decoded += bytes[segment..<position]
        escape(into: &decoded)
        segment = position
        if position == lineStart {
          decoded += Array(repeating: .lf, count: skipBlankLines())
          segment = position
          guard goesOn(parent, start, &isReported) else { break }
        }
      } else if isBreak(byte) {
        var upper = position
        while upper > segment, isSpaceOrTab(bytes[upper - 1]) { upper -= 1 }
        decoded += bytes[segment..<upper]
        skipBreak()
        let blankLines = skipBlankLines()
        decoded += blankLines == 0 ? [.space] : Array(repeating: .lf, count: blankLines)
        segment = position
        guard goesOn(parent, start, &isReported) else { break }
      } else if isAtEnd {
        report(.unclosedQuote(span(start..<start + 1)))
        break
      } else {
        position += 1
      }
    }
    let style: Scalar.Style = isDouble ? .doubleQuoted : .singleQuoted
    guard bytes[position] == quote, !flow.endsBeforeLine else {
      flow.isBroken = true
      let content = Scalar(String(decoding: decoded, as: UTF8.self), style: style)
      return Node(span: span(start..<textEnd(from: start)), content: .scalar(content))
    }
    let content: String
    if decoded.isEmpty {
      content = text(segment..<position)
    } else {
      decoded += bytes[segment..<position]
      content = String(decoding: decoded, as: UTF8.self)
    }
    position += 1
    return Node(span: span(start..<position), content: .scalar(Scalar(content, style: style)))
  }

  /// The offset behind the closing quote of the text that starts at an offset, if that stands on
  /// the same line.
  func quotedEnd(from start: Int) -> Int? {
    let quote = bytes[start]
    var index = start + 1
    while index < end, !isBreak(bytes[index]) {
      let byte = bytes[index]
      if byte == quote {
        guard quote == .singleQuote, bytes[index + 1] == quote else { return index + 1 }
        index += 2
      } else if byte == .backslash, quote == .doubleQuote, !isBreak(bytes[index + 1]) {
        index += 2
      } else {
        index += 1
      }
    }
    return nil
  }

  /// Goes to the next text within quotes and counts the blank lines before it.
  private mutating func skipBlankLines() -> Int {
    var count = 0
    while true {
      let byte = bytes[position]
      if byte == .space {
        position += 1
      } else if byte == .tab {
        refuseTabs()
      } else if isBreak(byte) {
        skipBreak()
        count += 1
      } else {
        return count
      }
    }
  }

  /// Whether the text that was opened at `start` goes on with this line. A line that is not
  /// indented deeper than `parent` is a mistake; if it looks like an entry of a block, the closing
  /// quote is taken to be missing, and the line is read as that entry.
  private mutating func goesOn(_ parent: Int, _ start: Int, _ isReported: inout Bool) -> Bool {
    guard !isAtEnd else { return true }
    let isMarker = column == 0 && isMarker(position)
    guard isMarker || column <= parent else { return true }
    if isMarker || looksLikeEntry {
      if !isReported { report(.unclosedQuote(span(start..<start + 1))) }
      // The line belongs to whoever reads on.
      position = lineStart
      flow.isBroken = true
      flow.endsBeforeLine = true
      return false
    }
    if !isReported, !sawTabIndentation {
      report(.shallowText(span(position..<position + 1), text: span(start..<start + 1)))
    }
    isReported = true
    return true
  }

  /// Whether the rest of the line looks like an entry of a block collection.
  var looksLikeEntry: Bool {
    if bytes[position] == .dash, isBlank(bytes[position + 1]) { return true }
    if isFlowIndicator(bytes[position]) { return false }
    let line = plainLine(from: position, inFlow: false)
    return line.stop == .colon && line.end > position
  }

  /// Reads the escape whose backslash is the next byte.
  private mutating func escape(into text: inout [UInt8]) {
    let start = position
    let code = bytes[position + 1]
    position += 2
    switch code {
    case UInt8(ascii: "0"): text.append(0)
    case UInt8(ascii: "a"): text.append(0x07)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"), .tab: text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "e"): text.append(0x1B)
    case .space, .doubleQuote, .backslash, UInt8(ascii: "/"): text.append(code)
    case UInt8(ascii: "N"): text += "\u{85}".utf8
    case UInt8(ascii: "_"): text += "\u{A0}".utf8
    case UInt8(ascii: "L"): text += "\u{2028}".utf8
    case UInt8(ascii: "P"): text += "\u{2029}".utf8
    case UInt8(ascii: "x"): hexadecimalEscape(from: start, digits: 2, into: &text)
    case UInt8(ascii: "u"): hexadecimalEscape(from: start, digits: 4, into: &text)
    case UInt8(ascii: "U"): hexadecimalEscape(from: start, digits: 8, into: &text)
    case .lf, .cr:
      position = start + 1
      skipBreak()
    default:
      position = min(end, start + 1)
      if isAtEnd { return }
      repeat { position += 1 } while bytes[position] & 0xC0 == 0x80
      let range = start..<position
      report(.unknownEscape(excerpt(range), span(range)))
    }
  }

  /// Reads the digits of an escape.
  private mutating func hexadecimalEscape(
    from start: Int, digits: Int, into text: inout [UInt8]
  ) {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        let range = start..<position
        report(.shortEscape(excerpt(range), digits: digits, span(range)))
        return
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    guard let scalar = Unicode.Scalar(value) else {
      let range = start..<position
      report(.notACharacter(excerpt(range), isSurrogate: value <= 0xFFFF, span(range)))
      return
    }
    text += String(scalar).utf8
  }
}

extension Diagnostic {
  fileprivate static func unclosedQuote(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unclosed, "this quote is not closed", at: span,
      hint: "close it; further lines of the text must be indented deeper than its key")
  }

  fileprivate static func shallowText(_ span: Span, text: Span) -> Diagnostic {
    Diagnostic(
      .indentation, "the text in quotes goes on less indented than it may", at: span,
      hint: "indent its lines deeper than its key",
      related: [Related("the text starts here", at: text)])
  }

  fileprivate static func unknownEscape(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badEscape, "\(text) is not an escape", at: span,
      hint: "write `\\\\` for a backslash, or use single quotes, which know no escapes")
  }

  fileprivate static func shortEscape(_ text: String, digits: Int, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badEscape, "\(text) is not followed by enough hexadecimal digits", at: span,
      hint: "write \(digits) of them behind the letter, leading zeros included")
  }

  fileprivate static func notACharacter(
    _ text: String, isSurrogate: Bool, _ span: Span
  ) -> Diagnostic {
    Diagnostic(
      .badEscape, "\(text) is not a Unicode character", at: span,
      hint: isSurrogate
        ? "write the character itself, or `\\U` with eight digits, instead of a surrogate pair"
        : "the last character is `\\U0010FFFF`")
  }
}
