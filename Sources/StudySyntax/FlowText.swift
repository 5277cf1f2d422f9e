import Diagnostics

extension Reader {
  /// The key of a flow mapping that starts with the next byte; the place is then behind its
  /// colon, or behind the key if it has none. Nil if the collection is broken.
  mutating func flowKey(parent: Int, from start: Int) -> Key? {
    let line = lineStart
    let isQuoted = bytes[position] == .singleQuote || bytes[position] == .doubleQuote
    if bytes[position] == .openBracket || bytes[position] == .openBrace {
      breakFlow(.collectionAsKey(span(position..<position + 1)))
      return nil
    }
    if bytes[position] == .question, isBlank(bytes[position + 1]) {
      breakFlow(.explicitKey(span(position..<position + 1)))
      return nil
    }
    var node: Node
    if bytes[position] == .colon,
      isBlank(bytes[position + 1]) || isFlowIndicator(bytes[position + 1])
    {
      node = Node(span: span(position..<position), content: .scalar(Scalar("")))
    } else {
      node = isQuoted ? quotedScalar(parent: parent) : flowText(parent: parent)
    }
    guard !flow.isBroken else { return nil }
    if isAtEnd {
      breakFlow(.unclosedBracket(text(start..<start + 1), span(start..<start + 1)))
      return nil
    }
    if lineStart != line {
      breakFlow(.keyOverLines(node.span))
      return nil
    }
    skipSpaces()
    if bytes[position] == .colon {
      let key = key(node, colon: position)
      if !isQuoted, isFlowIndicator(bytes[position + 1]) {
        // Some readers take the colon for the value's, others for a mistake.
        let range = node.span.lower..<position + 1
        report(.tightColonInFlow(excerpt(range), span(position..<position + 1)))
      }
      position += 1
      return key
    }
    if isBreak(bytes[position]), let next = continuation(parent: parent),
      bytes[next.offset] == .colon
    {
      breakFlow(.keyOverLines(node.span))
      return nil
    }
    guard case .scalar(let scalar) = node.content else { return nil }
    report(.noValue(scalar.text, isPlain: scalar.style == .plain, node.span))
    return Key(text: scalar.text, span: node.span, isUsable: false)
  }

  /// Plain text in a flow collection, over several lines where they are indented deeper than
  /// `parent`.
  mutating func flowText(parent: Int) -> Node {
    let start = position
    let count = mistakes.count
    refuseIndicator(parent: parent)
    var line = plainLine(from: start, inFlow: true)
    if mistakes.count > count || line.end == start {
      if mistakes.count == count {
        report(.oddText(text(start..<min(end, start + 1)), span(start..<min(end, start + 1))))
      }
      flow.isBroken = true
      return Node(span: span(start..<start), content: .scalar(Scalar("")))
    }
    if let tab = line.tab { reportTab(tab) }
    position = line.stopOffset
    var upper = line.end
    var joined: [UInt8] = []
    while line.stop == .lineEnd, let next = continuation(parent: parent) {
      line = plainLine(from: next.offset, inFlow: true)
      guard line.end > next.offset else { break }
      if joined.isEmpty { joined += bytes[start..<upper] }
      joined += next.breaks == 1 ? [.space] : Array(repeating: .lf, count: next.breaks - 1)
      joined += bytes[next.offset..<line.end]
      move(to: next)
      if let tab = line.tab { reportTab(tab) }
      position = line.stopOffset
      upper = line.end
    }
    let byte = bytes[position]
    if line.stop == .indicator, position == line.stopOffset,
      byte == .question || byte == .openBracket || byte == .openBrace
    {
      let range = start..<position + 1
      breakFlow(.indicatorInText(excerpt(range), text(position..<position + 1), span(range)))
    }
    let content = joined.isEmpty ? text(start..<upper) : String(decoding: joined, as: UTF8.self)
    return Node(span: span(start..<upper), content: .scalar(Scalar(content)))
  }
}

extension Diagnostic {
  fileprivate static func noValue(_ key: String, isPlain: Bool, _ span: Span) -> Diagnostic {
    let colon = isPlain ? key.utf8.firstIndex(of: .colon) : nil
    let spaced = colon.map { "`\(key[..<$0]): \(key[key.utf8.index(after: $0)...])`" }
    return Diagnostic(
      .keyForm, "`\(key)` stands in a mapping without a value", at: span,
      hint: spaced.map { "put a space behind the colon: \($0)" }
        ?? "write `\(key): …`, or a list in `[ ]`")
  }

  fileprivate static func tightColonInFlow(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .unquotedText, "the colon of \(text) needs a space behind it", at: span,
      hint: "put a space there")
  }

  fileprivate static func indicatorInText(
    _ text: String, _ indicator: String, _ span: Span
  ) -> Diagnostic {
    Diagnostic(
      .unquotedText, "\(text) holds `\(indicator)`, which within brackets needs quotes",
      at: span,
      hint: "put quotes around the text")
  }

  fileprivate static func oddText(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .syntax, "`\(text)` cannot stand here", at: span, hint: "put quotes around the text")
  }
}
