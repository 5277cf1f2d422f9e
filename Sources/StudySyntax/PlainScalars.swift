import Diagnostics

/// How far plain text reaches on one line, and what ends it there.
struct PlainLine {
  enum Stop {
    /// The line ends, or a comment starts.
    case lineEnd, comment
    /// A colon that a blank follows.
    case colon
    /// In a flow collection, one of `,[]{}` or `?`.
    case indicator
  }

  /// The offset behind the last byte that is not blank.
  var end: Int
  /// The offset of what ends the text.
  var stopOffset: Int
  var stop: Stop
  /// The offset of the first tab in or behind the text.
  var tab: Int?
}

extension Reader {
  /// Plain text on the line around an offset; with all its colons if those are not to end it.
  func plainLine(from start: Int, inFlow: Bool, overColons: Bool = false) -> PlainLine {
    var index = start
    var textEnd = start
    var tab: Int?
    func line(_ stop: PlainLine.Stop) -> PlainLine {
      PlainLine(end: textEnd, stopOffset: index, stop: stop, tab: tab)
    }
    while true {
      let byte = bytes[index]
      switch byte {
      case .space: index += 1
      case .lf, .cr, 0: return line(.lineEnd)
      case .tab:
        if tab == nil { tab = index }
        index += 1
      case .hash where index > start && isSpaceOrTab(bytes[index - 1]): return line(.comment)
      case .colon:
        let next = bytes[index + 1]
        if !overColons, isBlank(next) || inFlow && isFlowIndicator(next) { return line(.colon) }
        index += 1
        textEnd = index
      case .comma, .openBracket, .closeBracket, .openBrace, .closeBrace, .question:
        if inFlow { return line(.indicator) }
        index += 1
        textEnd = index
      default:
        index += 1
        textEnd = index
      }
    }
  }

  /// Plain text of a block value, over several lines where they are indented deeper than
  /// `parent`; nil, with a complaint, where the line was meant to be a key: the place is then at
  /// the line after it, which is one.
  ///
  /// `mayBeMapping` says whether the text stands where a key could.
  mutating func plainScalar(parent: Int, mayBeMapping: Bool) -> Node? {
    let start = position
    let ownColumn = column
    var sawColon = false
    var line = plainLine(from: start, inFlow: false)
    if line.stop == .colon {
      line = withColons(from: start, isReported: &sawColon)
    }
    if let tab = line.tab { reportTab(tab) }
    position = line.stopOffset
    var upper = line.end
    var joined: [UInt8] = []
    while line.stop == .lineEnd, let next = continuation(parent: parent) {
      line = plainLine(from: next.offset, inFlow: false)
      if line.stop == .colon {
        let key = next.offset..<line.end
        guard key.isEmpty || bytes[key].contains(.space) else {
          if mayBeMapping, next.offset - next.lineStart == ownColumn {
            report(.noColon(excerpt(start..<upper), text(start..<upper), span(start..<upper)))
            move(to: next)
            return nil
          }
          if !sawTabIndentation {
            report(.keyInText(excerpt(key), span(key), text: span(start..<upper)))
          }
          reportedLine = next.lineStart
          break
        }
        line = withColons(from: next.offset, isReported: &sawColon)
      }
      if joined.isEmpty { joined += bytes[start..<upper] }
      joined += next.breaks == 1 ? [.space] : Array(repeating: .lf, count: next.breaks - 1)
      joined += bytes[next.offset..<line.end]
      move(to: next)
      if let tab = line.tab { reportTab(tab) }
      position = line.stopOffset
      upper = line.end
    }
    skipLine()
    let content = joined.isEmpty ? text(start..<upper) : String(decoding: joined, as: UTF8.self)
    return Node(span: span(start..<upper), content: .scalar(Scalar(content)))
  }

  /// A line of text that holds a colon before a space, which is complained about once a text.
  private mutating func withColons(from start: Int, isReported: inout Bool) -> PlainLine {
    let line = plainLine(from: start, inFlow: false, overColons: true)
    let range = start..<line.end
    if !isReported { report(.colonInText(excerpt(range), span(range))) }
    isReported = true
    return line
  }

  /// The start of text on a later line.
  struct Continuation {
    var offset: Int
    var lineStart: Int
    /// How many line breaks lie between.
    var breaks: Int
  }

  /// Where a scalar that has come to the end of a line goes on, if it does: on the next line that
  /// is not blank, if that is indented deeper than `parent`.
  func continuation(parent: Int) -> Continuation? {
    var next = Continuation(offset: position, lineStart: lineStart, breaks: 0)
    while true {
      let byte = bytes[next.offset]
      if byte == .space {
        next.offset += 1
      } else if isBreak(byte) {
        next.offset += byte == .cr && bytes[next.offset + 1] == .lf ? 2 : 1
        next.lineStart = next.offset
        next.breaks += 1
      } else {
        break
      }
    }
    let byte = bytes[next.offset]
    guard next.offset < end, byte != .tab, byte != .hash,
      next.offset - next.lineStart > parent,
      next.offset > next.lineStart || !isMarker(next.offset)
    else { return nil }
    return next
  }

  /// Goes to the start of text on a later line.
  mutating func move(to next: Continuation) {
    position = next.offset
    lineStart = next.lineStart
  }

  /// Complains about the tab at an offset of plain text.
  mutating func reportTab(_ offset: Int) {
    let here = position
    position = offset
    refuseTabs()
    position = here
  }
}

extension Diagnostic {
  fileprivate static func colonInText(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .unquotedText, "\(text) holds a colon before a space, which only text in quotes may",
      at: span, hint: "put quotes around the text, or its second key onto a line of its own")
  }

  fileprivate static func keyInText(_ key: String, _ span: Span, text: Span) -> Diagnostic {
    Diagnostic(
      .indentation, "\(key) is indented as if it went on with the text above it", at: span,
      hint: "align it with the key that it stands beside, or put quotes around the text",
      related: [Related("the text", at: text)])
  }
}
