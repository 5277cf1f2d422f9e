import Diagnostics

// Block collections are told by the columns of their entries. `margin` is the column of a
// collection's entries, `parent` the margin of the collection around it, -1 for none.

extension Reader {
  /// The node that starts with the next byte, behind a dash or on a line of its own, within a
  /// block collection whose margin is `parent`.
  mutating func blockNode(parent: Int) -> Node {
    let margin = column
    refuseProperties()
    if isAtLineEnd { return valueOnNextLine(parent: parent, absentAt: position) }
    if startsItem { return blockSequence(margin: margin, parent: parent) }
    if startsExplicitKey || keyAhead != nil {
      return blockMapping(margin: margin, parent: parent)
    }
    return inlineValue(parent: parent, mayBeMapping: true)
      ?? blockMapping(margin: margin, parent: parent)
  }

  /// A scalar or flow collection that starts with the next byte, up to the end of its line; nil,
  /// with a complaint, where it was meant to be the first key of a mapping, as it may be behind a
  /// dash or on a line of its own: the place is then at the line behind that.
  private mutating func inlineValue(parent: Int, mayBeMapping: Bool) -> Node? {
    let margin = column
    let line = lineStart
    let node: Node
    switch bytes[position] {
    case .openBracket, .openBrace: node = flowCollection(parent: parent)
    case .doubleQuote, .singleQuote: node = quotedScalar(parent: parent)
    case .bar, .greater: return blockScalar(parent: parent)
    default:
      refuseIndicator(parent: parent)
      return plainScalar(parent: parent, mayBeMapping: mayBeMapping)
    }
    guard position > lineStart else { return node }
    if let colon = colonAhead {
      refuseKey(node, colon: colon, from: line)
      if mayBeMapping {
        skipBlock(margin: margin)
        return nil
      }
      skipLine()
    } else if case .scalar(let scalar) = node.content {
      finishLine(behind: scalar.style == .singleQuoted ? .singleQuotes : .doubleQuotes)
    } else {
      finishLine(behind: .brackets)
    }
    return node
  }

  /// The value of an entry when nothing stands behind its colon or dash: what follows on deeper
  /// lines; a list as deep as the keys where `mayAlign`; else nothing.
  private mutating func valueOnNextLine(
    parent: Int, absentAt place: Int, mayAlign: Bool = false
  ) -> Node {
    skipToToken()
    if !isAtEnd {
      if column > parent { return blockNode(parent: parent) }
      if column == parent, mayAlign, startsItem {
        return blockSequence(margin: parent, parent: parent - 1, isAligned: true)
      }
    }
    return Node(span: span(place..<place), content: .scalar(Scalar("")))
  }

  // MARK: Sequences

  /// Whether a dash that starts an item comes next.
  private var startsItem: Bool { bytes[position] == .dash && isBlank(bytes[position + 1]) }

  /// A block sequence whose first dash is the next byte. `isAligned` says whether it is the value
  /// of a key in the same column, so that another key there ends it.
  private mutating func blockSequence(
    margin: Int, parent: Int, isAligned: Bool = false
  ) -> Node {
    let start = position
    var items: [Node] = []
    var upper = position + 1
    guard enter() else { return Node(span: span(start..<start), content: .sequence([])) }
    defer { depth -= 1 }
    var lastColumn = margin
    while !isAtEnd, column > parent {
      if isAligned, column == margin, !startsItem { break }
      let isReported = reportStray(margin: margin, after: &lastColumn)
      if startsItem {
        let own = column
        position += 1
        upper = position
        skipSpaces()
        let item =
          isAtLineEnd
          ? valueOnNextLine(parent: own, absentAt: upper) : blockNode(parent: own)
        upper = max(upper, item.span.upper)
        items.append(item)
      } else {
        if !isReported {
          let range = position..<textEnd(from: position)
          report(.noItem(excerpt(range), span(range)))
        }
        _ = blockNode(parent: column - 1)
      }
      skipToToken()
    }
    return Node(span: span(start..<upper), content: .sequence(items))
  }

  // MARK: Mappings

  /// A block mapping whose first key starts with the next byte.
  private mutating func blockMapping(margin: Int, parent: Int) -> Node {
    let start = position
    var builder = MappingBuilder()
    var upper = position
    guard enter() else { return Node(span: span(start..<start), content: .mapping([])) }
    defer { depth -= 1 }
    var lastColumn = margin
    var isFirst = true
    while !isAtEnd, column > parent {
      let own = isFirst ? margin : column
      let isReported = !isFirst && reportStray(margin: margin, after: &lastColumn)
      isFirst = false
      if startsItem {
        if !isReported {
          let range = position..<textEnd(from: position)
          report(.itemAmongKeys(excerpt(range), span(range)))
        }
        _ = blockSequence(margin: own, parent: own - 1, isAligned: true)
      } else if isReported, keyAhead == nil {
        skipBlock(margin: own)
      } else if let key = blockKey(margin: own) {
        let colon = position
        skipSpaces()
        let value = entryValue(margin: own, colon: colon, isMerge: key.isMerge)
        upper = max(colon, value.span.upper)
        if key.isUsable {
          add(Entry(key: key.text, keySpan: key.span, value: value), to: &builder)
        }
      }
      skipToToken()
    }
    return Node(span: span(start..<max(start, upper)), content: .mapping(builder.entries))
  }

  /// The value behind the colon of a key in the column `margin`.
  private mutating func entryValue(margin: Int, colon: Int, isMerge: Bool) -> Node {
    refuseProperties(quietly: isMerge)
    if isAtLineEnd {
      return valueOnNextLine(parent: margin, absentAt: colon, mayAlign: true)
    }
    if startsItem {
      let range = position..<textEnd(from: position)
      report(.itemBehindKey(excerpt(range), span(range)))
      skipBlock(margin: margin)
    } else if let value = inlineValue(parent: margin, mayBeMapping: false) {
      return value
    }
    return Node(span: span(colon..<colon), content: .scalar(Scalar("")))
  }

  // MARK: Lines that fit nowhere

  /// Complains about a line that belongs to a collection but does not stand at its margin, unless
  /// the line before it made the same mistake; says whether it is such a line.
  private mutating func reportStray(margin: Int, after lastColumn: inout Int) -> Bool {
    defer { lastColumn = column }
    guard column != margin else { return false }
    if column != lastColumn, lineStart != reportedLine, !sawTabIndentation {
      let range = position..<textEnd(from: position)
      report(
        startsItem || startsExplicitKey || keyAhead != nil
          ? .stray(excerpt(range), column, margin, span(range))
          : .strayText(excerpt(range), span(range)))
    }
    return true
  }

  /// Goes past the line and the lines that are indented deeper than `margin`.
  mutating func skipBlock(margin: Int) {
    repeat {
      skipLine()
      skipToToken()
    } while !isAtEnd && column > margin
  }
}

extension Diagnostic {
  fileprivate static func noItem(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .indentation, "\(text) stands among the items of a list but is none", at: span,
      hint: "start it with `- `, or indent it deeper if it belongs to the item above")
  }

  fileprivate static func itemAmongKeys(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .indentation, "\(text) is an item of a list but stands among keys", at: span,
      hint: "put it under the key whose list it belongs to")
  }

  fileprivate static func itemBehindKey(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .unquotedText, "\(text) starts a list on the line of its key", at: span,
      hint: "start the list on the next line, or put quotes around the text")
  }

  fileprivate static func stray(
    _ text: String, _ column: Int, _ margin: Int, _ span: Span
  ) -> Diagnostic {
    Diagnostic(
      .indentation,
      "\(text) is indented by \(spaces(column)), the lines beside it by \(margin)",
      at: span, hint: "indent lines that belong together alike")
  }

  fileprivate static func strayText(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .indentation, "\(text) belongs to nothing: the value above it has ended", at: span,
      hint: "a text goes on neither behind a comment nor behind a closing quote or bracket")
  }

  private static func spaces(_ count: Int) -> String {
    count == 1 ? "1 space" : "\(count) spaces"
  }
}
