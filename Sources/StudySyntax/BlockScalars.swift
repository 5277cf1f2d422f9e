import Diagnostics

extension Reader {
  /// What happens to the line breaks at the end of a block of text.
  private enum Chomping { case clip, strip, keep }

  /// A literal or folded block, whose `|` or `>` is the next byte and whose lines are indented
  /// deeper than `parent`.
  mutating func blockScalar(parent: Int) -> Node {
    let start = position
    let isFolded = bytes[position] == .greater
    position += 1
    var chomping = Chomping.clip
    var digit: Int?
    while true {
      let byte = bytes[position]
      if (byte == .plus || byte == .dash) && chomping == .clip {
        chomping = byte == .plus ? .keep : .strip
      } else if byte > .zero && byte <= .nine && digit == nil {
        digit = Int(byte - .zero)
      } else {
        break
      }
      position += 1
    }
    let headerEnd = position
    if !isBlank(bytes[position]) {
      let range = start..<textEnd(from: start)
      report(.badHeader(excerpt(range), span(range)))
      skipLine()
    }
    finishLine(behind: .blockSign)
    skipLine()
    if digit != nil, parent < 0 {
      report(.rootDigit(span(start..<headerEnd)))
      digit = nil
    }

    // Here and below, the place is at the end of a line or at the start of the next one.
    if isBreak(bytes[position]) { skipBreak() }
    var blankLines = 0
    let indent: Int
    if let digit {
      indent = parent + digit
    } else {
      indent = findIndentation(parent: parent, blankLines: &blankLines)
      if indent == .max { refuseShallowText(behind: span(start..<headerEnd)) }
    }
    var content: [UInt8] = []
    var upper = headerEnd
    var wasSpaced = false
    var endedInBreak = false
    while true {
      var index = position
      while bytes[index] == .space, index - lineStart < indent { index += 1 }
      if isBreak(bytes[index]) {
        position = index
        skipBreak()
        blankLines += 1
        continue
      }
      guard index - lineStart == indent, index < end else { break }
      let isSpaced = isSpaceOrTab(bytes[index])
      if upper > headerEnd {
        if !isFolded || wasSpaced || isSpaced {
          content.append(.lf)
        } else if blankLines == 0 {
          content.append(.space)
        }
      }
      content += Array(repeating: .lf, count: blankLines)
      blankLines = 0
      position = index
      skipLine()
      content += bytes[index..<position]
      upper = position
      wasSpaced = isSpaced
      endedInBreak = !isAtEnd
      if endedInBreak { skipBreak() } else { break }
    }
    if chomping != .strip, endedInBreak { content.append(.lf) }
    if chomping == .keep { content += Array(repeating: .lf, count: blankLines) }
    let scalar = Scalar(
      String(decoding: content, as: UTF8.self), style: isFolded ? .folded : .literal)
    return Node(span: span(start..<upper), content: .scalar(scalar))
  }

  /// Complains about lines that were meant to be the text of a block but are not indented deeper
  /// than its key, and goes past them: lines that cannot be read as an entry.
  private mutating func refuseShallowText(behind header: Span) {
    var isReported = false
    while true {
      let line = position
      skipSpaces()
      let byte = bytes[position]
      guard !isAtEnd, byte != .hash, !isBreak(byte), !isMarker(line), !looksLikeEntry else {
        position = line
        return
      }
      let range = position..<textEnd(from: position)
      if !isReported, !sawTabIndentation {
        report(.shallowText(excerpt(range), span(range), header: header))
      }
      isReported = true
      skipLine()
      if isBreak(bytes[position]) { skipBreak() }
    }
  }

  /// How far the lines of a block are indented, from its first line that is not blank; goes past
  /// the blank lines before that. A number that no line has where there is no text.
  private mutating func findIndentation(parent: Int, blankLines: inout Int) -> Int {
    var widest: Range<Int>?
    while true {
      var index = position
      while bytes[index] == .space { index += 1 }
      let width = index - lineStart
      if isBreak(bytes[index]) {
        if width > widest?.count ?? 0 { widest = lineStart..<index }
        position = index
        skipBreak()
        blankLines += 1
        continue
      }
      guard index < end, width > max(parent, 0) else { return .max }
      if let widest, widest.count > width {
        report(.wideBlankLine(span(widest)))
      } else if bytes[index] == .tab {
        report(.leadingTab(span(index..<index + 1)))
      }
      return width
    }
  }
}

extension Diagnostic {
  fileprivate static func badHeader(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .syntax, "\(text) does not start a block of text", at: span,
      hint: "start the text on the next line, or put quotes around text that begins so; behind "
        + "`|` and `>` may stand `+` or `-`, and a digit from 1 to 9")
  }

  fileprivate static func shallowText(
    _ text: String, _ span: Span, header: Span
  ) -> Diagnostic {
    Diagnostic(
      .indentation, "\(text) is not indented deeper than the key of its block of text",
      at: span, hint: "indent every line of the block",
      related: [Diagnostic.Related("the block starts here", at: header)])
  }

  fileprivate static func rootDigit(_ span: Span) -> Diagnostic {
    Diagnostic(
      .indentation, "there is nothing that this block of text could be indented against",
      at: span, hint: "take the digit away")
  }

  fileprivate static func leadingTab(_ span: Span) -> Diagnostic {
    Diagnostic(
      .tabIndentation, "a block of text may not start with a tab", at: span,
      hint: "use spaces, or double quotes with `\\t`")
  }

  fileprivate static func wideBlankLine(_ span: Span) -> Diagnostic {
    Diagnostic(
      .indentation,
      "this blank line is longer than the block of text behind it is indented",
      at: span, hint: "take the spaces away")
  }
}
