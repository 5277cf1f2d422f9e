import Diagnostics

/// What is known of the flow collection that is being read.
struct FlowState {
  /// How many flow collections hold the place.
  var depth = 0
  /// Whether a mistake made the rest of it unreadable.
  var isBroken = false
  /// Whether it ends, unclosed, before the line whose start is the place.
  var endsBeforeLine = false
  /// Whether it was said that a line of it is not indented enough.
  var isShallow = false
}

extension Reader {
  /// A flow collection, whose opening bracket is the next byte, within a block collection whose
  /// margin is `parent`. Its lines must be indented deeper than that.
  mutating func flowCollection(parent: Int) -> Node {
    flow = FlowState()
    let node = flowNode(parent: parent)
    defer { flow = FlowState() }
    guard flow.isBroken, !flow.endsBeforeLine else { return node }
    // What follows on deeper lines, or starts with a closing bracket, belongs to the wreck.
    repeat {
      skipLine()
      skipToToken()
    } while !isAtEnd
      && (column > parent || bytes[position] == .closeBracket || bytes[position] == .closeBrace)
    if !isAtEnd { position = lineStart }
    return node
  }

  /// The node of a flow collection that starts with the next byte.
  private mutating func flowNode(parent: Int) -> Node {
    switch bytes[position] {
    case .openBracket: return flowSequence(parent: parent)
    case .openBrace: return flowMapping(parent: parent)
    case .singleQuote, .doubleQuote: return quotedScalar(parent: parent)
    default: return flowText(parent: parent)
    }
  }

  private mutating func flowSequence(parent: Int) -> Node {
    let start = position
    var items: [Node] = []
    guard enterFlow() else { return Node(span: span(start..<start), content: .sequence([])) }
    defer { leaveFlow() }
    skipInFlow(parent: parent, from: start)
    while !flow.isBroken, bytes[position] != .closeBracket {
      if refusesItem(start) { break }
      let line = lineStart
      refuseProperties()
      let item = flowNode(parent: parent)
      if flow.isBroken {
        items.append(item)
        break
      }
      skipInFlow(parent: parent, from: start)
      if bytes[position] == .colon, !flow.isBroken {
        refuseColon(behind: item, from: line)
        break
      }
      items.append(item)
      finishItem(.closeBracket, parent: parent, from: start)
    }
    return closed(start, .sequence(items))
  }

  private mutating func flowMapping(parent: Int) -> Node {
    let start = position
    var builder = MappingBuilder()
    guard enterFlow() else { return Node(span: span(start..<start), content: .mapping([])) }
    defer { leaveFlow() }
    skipInFlow(parent: parent, from: start)
    while !flow.isBroken, bytes[position] != .closeBrace {
      if refusesItem(start) { break }
      refuseProperties()
      guard let key = flowKey(parent: parent, from: start) else { break }
      let colon = position
      skipInFlow(parent: parent, from: start)
      var value = Node(span: span(colon..<colon), content: .scalar(Scalar("")))
      if !flow.isBroken { refuseProperties(quietly: key.isMerge) }
      let byte = bytes[position]
      if !flow.isBroken, byte != .comma, byte != .closeBrace, byte != .closeBracket {
        value = flowNode(parent: parent)
        if !flow.isBroken { skipInFlow(parent: parent, from: start) }
      }
      if key.isUsable { add(Entry(key: key.text, keySpan: key.span, value: value), to: &builder) }
      if flow.isBroken { break }
      if bytes[position] == .colon {
        let text = plainLine(from: value.span.lower, inFlow: true, overColons: true)
        let range = value.span.lower..<max(text.end, position + 1)
        breakFlow(.colonInFlow(excerpt(range), span(value.span.lower..<position + 1)))
        break
      }
      finishItem(.closeBrace, parent: parent, from: start)
    }
    return closed(start, .mapping(builder.entries))
  }

  // MARK: Between items

  private mutating func enterFlow() -> Bool {
    guard enter() else { return false }
    flow.depth += 1
    position += 1
    return true
  }

  private mutating func leaveFlow() {
    depth -= 1
    flow.depth -= 1
  }

  /// Takes the rest of the collection for unreadable, and says why.
  mutating func breakFlow(_ mistake: Diagnostic) {
    if !flow.isBroken, !flow.isShallow { report(mistake) }
    flow.isBroken = true
  }

  /// Goes to the next token of the flow collection that was opened at `start`.
  private mutating func skipInFlow(parent: Int, from start: Int) {
    let line = lineStart
    let last = position
    skipBlanks()
    guard lineStart != line, !isAtEnd else { return }
    let isMarker = column == 0 && isMarker(position)
    guard column <= parent || isMarker else { return }
    let expectsMore = bytes[last - 1] == .comma || last == start + 1
    if isMarker || looksLikeEntry && !expectsMore {
      breakFlow(.unclosedBracket(text(start..<start + 1), span(start..<start + 1)))
      position = lineStart
      flow.endsBeforeLine = true
    } else if !flow.isShallow, !sawTabIndentation {
      let place = span(position..<position + 1)
      report(.shallowFlow(place, bracket: span(start..<start + 1)))
      flow.isShallow = true
    }
  }

  /// Whether, with a complaint, no item can start with the next byte.
  private mutating func refusesItem(_ start: Int) -> Bool {
    let byte = bytes[position]
    if isAtEnd {
      breakFlow(.unclosedBracket(text(start..<start + 1), span(start..<start + 1)))
    } else if byte == .comma {
      breakFlow(.noItem(span(position..<position + 1)))
    } else if byte == .closeBracket || byte == .closeBrace {
      refuseBracket(start)
    } else {
      return false
    }
    return true
  }

  /// Goes past the comma behind an item; only the closing bracket may stand there instead.
  private mutating func finishItem(_ closing: UInt8, parent: Int, from start: Int) {
    guard !flow.isBroken else { return }
    let byte = bytes[position]
    if byte == .comma {
      position += 1
      skipInFlow(parent: parent, from: start)
    } else if byte == closing {
      return
    } else if isAtEnd {
      breakFlow(.unclosedBracket(text(start..<start + 1), span(start..<start + 1)))
    } else if byte == .closeBracket || byte == .closeBrace {
      refuseBracket(start)
    } else {
      breakFlow(.noComma(span(position..<position + 1)))
    }
  }

  private mutating func refuseBracket(_ start: Int) {
    breakFlow(
      .wrongBracket(
        text(position..<position + 1), span(position..<position + 1),
        opening: text(start..<start + 1), span(start..<start + 1)))
  }

  private mutating func refuseColon(behind item: Node, from line: Int) {
    let range = item.span.lower..<position + 1
    guard case .scalar = item.content else {
      return breakFlow(.collectionAsKey(item.span))
    }
    breakFlow(
      lineStart == line ? .keyInBrackets(excerpt(range), span(range)) : .keyOverLines(item.span))
  }

  /// The collection up to the closing bracket, which is the next byte unless something broke.
  private mutating func closed(_ start: Int, _ content: Content) -> Node {
    if !flow.isBroken, !isAtEnd { position += 1 }
    return Node(span: span(start..<max(start, position)), content: content)
  }
}

extension Diagnostic {
  static func unclosedBracket(_ bracket: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .unclosed, "this `\(bracket)` is not closed", at: span,
      hint: "close it with `\(bracket == "[" ? "]" : "}")`; its lines must be indented deeper than "
        + "its key")
  }

  fileprivate static func wrongBracket(
    _ closing: String, _ span: Span, opening: String, _ first: Span
  ) -> Diagnostic {
    Diagnostic(
      .unclosed, "`\(closing)` does not close `\(opening)`", at: span,
      hint: "write `\(opening == "[" ? "]" : "}")`",
      related: [Related("opened here", at: first)])
  }

  fileprivate static func shallowFlow(_ span: Span, bracket: Span) -> Diagnostic {
    Diagnostic(
      .indentation, "a line within brackets is indented no deeper than their key", at: span,
      hint: "indent it deeper, the closing bracket too",
      related: [Related("the bracket", at: bracket)])
  }

  fileprivate static func noItem(_ span: Span) -> Diagnostic {
    Diagnostic(
      .syntax, "nothing stands before this comma", at: span, hint: "take the comma away")
  }

  fileprivate static func noComma(_ span: Span) -> Diagnostic {
    Diagnostic(
      .syntax, "a comma or a closing bracket is missing before this", at: span,
      hint: "put a comma between items, and quotes around text that holds quotes")
  }

  fileprivate static func keyInBrackets(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .unquotedText, "\(text) looks like a key in a list", at: span,
      hint: "put quotes around text that holds a colon, or braces around the entry")
  }

  fileprivate static func colonInFlow(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .unquotedText, "\(text) holds a colon that only text in quotes may hold", at: span,
      hint: "put quotes around the text, or a comma before the next key")
  }
}
