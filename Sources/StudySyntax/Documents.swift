import Diagnostics

// What stands outside of the one document, and the blanks that may not indent it.

extension Reader {
  /// Whether `---` or `...` stands alone at an offset.
  func isMarker(_ offset: Int) -> Bool {
    let byte = bytes[offset]
    guard byte == .dash || byte == .dot else { return false }
    return bytes[offset + 1] == byte && bytes[offset + 2] == byte && isBlank(bytes[offset + 3])
  }

  /// Gives up where a line starts with `---` or `...`.
  mutating func refuseMarker() {
    guard isMarker(position) else { return }
    let place = span(position..<position + 3)
    report(bytes[position] == .dash ? .secondDocument(place) : .documentEnd(place))
    giveUp()
  }

  /// Goes past the directives and the one `---` line that may come before a study.
  mutating func skipPrologue() {
    skipBlanks()
    while position == lineStart, bytes[position] == .percent {
      let range = position..<textEnd(from: position)
      report(.directive(excerpt(range), span(range)))
      skipLine()
      skipBlanks()
    }
    guard position == lineStart, isMarker(position), bytes[position] == .dash else { return }
    position += 3
    skipSpaces()
    if !isAtLineEnd {
      let range = position..<textEnd(from: position)
      report(.markerNotAlone(span(range)))
      skipLine()
    }
  }

  /// Goes past blanks that start with a tab, which stand where only spaces may, and says so once
  /// a line, or once a file where tabs indent.
  mutating func refuseTabs() {
    let start = position
    while isSpaceOrTab(bytes[position]) { position += 1 }
    guard lineStart != lineWithTab else { return }
    lineWithTab = lineStart
    let place = span(start..<start + 1)
    if bytes[lineStart..<start].allSatisfy({ $0 == .space }) {
      if !sawTabIndentation { report(.tabIndentation(place)) }
      sawTabIndentation = true
    } else {
      report(.tab(place))
    }
  }
}

extension Diagnostic {
  fileprivate static func secondDocument(_ span: Span) -> Diagnostic {
    Diagnostic(
      .severalDocuments, "`---` starts a second document; a study is one document",
      at: span,
      hint: "put each study into a file of its own")
  }

  fileprivate static func documentEnd(_ span: Span) -> Diagnostic {
    Diagnostic(
      .severalDocuments, "`...` ends a document; a study ends with its file", at: span,
      hint: "take the line away")
  }

  fileprivate static func markerNotAlone(_ span: Span) -> Diagnostic {
    Diagnostic(
      .severalDocuments, "`---` must stand alone on its line", at: span,
      hint: "start the study on the next line")
  }

  fileprivate static func directive(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .directive, "\(text) is a directive, which is not part of the study language",
      at: span,
      hint: "take the line away")
  }

  fileprivate static func tab(_ span: Span) -> Diagnostic {
    Diagnostic(
      .tabIndentation, "a tab may stand only in quotes, in blocks of text and in comments",
      at: span, hint: "use spaces")
  }

  fileprivate static func tabIndentation(_ span: Span) -> Diagnostic {
    Diagnostic(
      .tabIndentation, "lines are indented by spaces, not by tabs", at: span,
      hint: "replace the tabs at the starts of all lines by spaces")
  }
}
