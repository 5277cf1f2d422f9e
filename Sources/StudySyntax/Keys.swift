import Diagnostics

/// A key as it stands in the text.
struct Key {
  var text: String
  var span: Span
  /// Whether an entry may have it; if not, that has been said.
  var isUsable: Bool
  /// Whether it is `<<`.
  var isMerge: Bool { !isUsable && text == "<<" }
}

/// The entries of a mapping, gathered so that equal keys are noticed however many there are.
struct MappingBuilder {
  private(set) var entries: [Entry] = []
  private var indices: [String: Int] = [:]

  /// Takes an entry in, or answers with the one that has its key already.
  mutating func add(_ entry: Entry) -> Entry? {
    if entries.count < 8 {
      if let first = entries.first(where: { $0.key == entry.key }) { return first }
    } else {
      if indices.isEmpty {
        for (index, known) in entries.enumerated() { indices[known.key] = index }
      }
      if let index = indices[entry.key] { return entries[index] }
      indices[entry.key] = entries.count
    }
    entries.append(entry)
    return nil
  }
}

extension Reader {
  /// How many bytes may lie between the start of a key and its colon.
  static let longestKey = 1024

  /// Adds an entry unless its key is taken, and says so if it is.
  mutating func add(_ entry: Entry, to builder: inout MappingBuilder) {
    guard let first = builder.add(entry) else { return }
    report(.duplicateKey(entry.key, entry.keySpan, first: first.keySpan))
  }

  /// The offset of the next byte but blanks on the line if it is a colon.
  var colonAhead: Int? {
    var index = position
    while isSpaceOrTab(bytes[index]) { index += 1 }
    return bytes[index] == .colon ? index : nil
  }

  /// Whether `? ` comes next.
  var startsExplicitKey: Bool { bytes[position] == .question && isBlank(bytes[position + 1]) }

  /// The offset of the colon behind the key of a block mapping that starts with the next byte;
  /// nil if there is none.
  var keyAhead: Int? {
    switch bytes[position] {
    case .openBracket, .openBrace, .bar, .greater: return nil
    case .singleQuote, .doubleQuote:
      guard var index = quotedEnd(from: position) else { return nil }
      while isSpaceOrTab(bytes[index]) { index += 1 }
      return bytes[index] == .colon && isBlank(bytes[index + 1]) ? index : nil
    default:
      let line = plainLine(from: position, inFlow: false)
      return line.stop == .colon ? line.stopOffset : nil
    }
  }

  /// The key of a block mapping that starts with the next byte; the place is then behind its
  /// colon. Nil, with a complaint and at a later line, if there is none.
  mutating func blockKey(margin: Int) -> Key? {
    refuseProperties()
    if startsExplicitKey {
      refuseExplicitKey(margin: margin)
      return nil
    }
    guard let colon = keyAhead else {
      let line = lineStart
      refuseLineWithoutKey(parent: margin)
      if lineStart == line || position > lineStart { skipBlock(margin: margin) }
      return nil
    }
    let key: Key
    if bytes[position] == .singleQuote || bytes[position] == .doubleQuote {
      let node = quotedScalar(parent: margin)
      skipSpaces()
      key = self.key(node, colon: colon)
    } else {
      refuseIndicator(parent: nil)
      let line = plainLine(from: position, inFlow: false)
      if let tab = line.tab { reportTab(tab) }
      let node = Node(
        span: span(position..<line.end), content: .scalar(Scalar(text(position..<line.end))))
      key = self.key(node, colon: colon)
    }
    position = colon + 1
    return key
  }

  /// A scalar as the key before a colon.
  mutating func key(_ node: Node, colon: Int) -> Key {
    guard case .scalar(let scalar) = node.content else {
      return Key(text: "", span: node.span, isUsable: false)
    }
    let count = mistakes.count
    if scalar.text.isEmpty {
      report(.emptyKey(span(node.span.lower..<colon + 1)))
    } else if scalar.text == "<<", scalar.style == .plain {
      report(.mergeKey(node.span))
    } else if colon - node.span.lower > Self.longestKey {
      report(.longKey(excerpt(node.span.lower..<node.span.upper), node.span))
    }
    return Key(text: scalar.text, span: node.span, isUsable: mistakes.count == count)
  }

  /// Complains about a line among the keys of a block mapping that has none.
  private mutating func refuseLineWithoutKey(parent: Int) {
    let start = position
    let line = lineStart
    flow = FlowState()
    switch bytes[position] {
    case .openBracket, .openBrace, .singleQuote, .doubleQuote:
      let count = mistakes.count
      let isText = bytes[position] == .singleQuote || bytes[position] == .doubleQuote
      let node = isText ? quotedScalar(parent: parent) : flowCollection(parent: parent)
      guard mistakes.count == count else { return }
      if let colon = colonAhead {
        return refuseKey(node, colon: colon, from: line)
      }
      let range = start..<position
      report(.noColon(excerpt(range), nil, span(range)))
    case .bar, .greater:
      report(.shallowBlock(span(start..<start + 1)))
    default:
      let range = start..<textEnd(from: start)
      report(.noColon(excerpt(range), text(range), span(range)))
    }
  }

  /// Complains about the colon behind text in quotes or brackets.
  mutating func refuseKey(_ node: Node, colon: Int, from line: Int) {
    let range = node.span.lower..<colon + 1
    guard case .scalar = node.content else {
      report(.collectionAsKey(node.span))
      return
    }
    if line != lineStart {
      report(.keyOverLines(node.span))
    } else if !isBlank(bytes[colon + 1]) {
      report(.tightColon(excerpt(range), span(colon..<colon + 1)))
    } else {
      report(.secondKey(excerpt(range), span(range)))
    }
  }

  /// Goes past `? key` and `: value`, with a complaint.
  private mutating func refuseExplicitKey(margin: Int) {
    report(.explicitKey(span(position..<position + 1)))
    skipBlock(margin: margin)
    if !isAtEnd, column == margin, bytes[position] == .colon, isBlank(bytes[position + 1]) {
      skipBlock(margin: margin)
    }
  }
}

extension Diagnostic {
  fileprivate static func duplicateKey(_ key: String, _ span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      .duplicateKey, "the key `\(key)` occurs twice", at: span,
      hint: "take one of them away, or give it another name",
      related: [Related("first here", at: first)])
  }

  fileprivate static func emptyKey(_ span: Span) -> Diagnostic {
    Diagnostic(
      .keyForm, "nothing stands before the colon", at: span,
      hint: "write a key before it, or put quotes around text that starts with a colon")
  }

  fileprivate static func mergeKey(_ span: Span) -> Diagnostic {
    Diagnostic(
      .mergeKey, "merge keys are not part of the study language", at: span,
      hint: "write the entries out, or name shared quantities under `values:`")
  }

  fileprivate static func longKey(_ key: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .keyForm, "the key \(key) has more than \(Reader.longestKey) bytes", at: span,
      hint: "shorten it")
  }

  static func collectionAsKey(_ span: Span) -> Diagnostic {
    Diagnostic(
      .keyForm, "a list or mapping cannot be a key", at: span,
      hint: "write a text before the colon; text that starts with a bracket needs quotes")
  }

  static func keyOverLines(_ span: Span) -> Diagnostic {
    Diagnostic(
      .keyForm, "a key and its colon must stand on one line", at: span,
      hint: "join the lines")
  }

  fileprivate static func tightColon(_ key: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .syntax, "the colon of \(key) needs a space behind it", at: span,
      hint: "put a space there")
  }

  fileprivate static func secondKey(_ key: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .unquotedText, "\(key) is a second key on its line", at: span,
      hint: "put it onto a line of its own, indented deeper, or quotes around the whole text")
  }

  static func explicitKey(_ span: Span) -> Diagnostic {
    Diagnostic(
      .keyForm, "explicit keys (`? `) are not part of the study language", at: span,
      hint: "write `key: value`")
  }

  fileprivate static func shallowBlock(_ span: Span) -> Diagnostic {
    Diagnostic(
      .indentation, "a block of text starts here without a key", at: span,
      hint: "put the sign behind its key, on the same line")
  }

  /// A line that should have been a key with a value; `text` is its plain text, if it is that.
  static func noColon(_ excerpt: String, _ text: String?, _ span: Span) -> Diagnostic {
    Diagnostic(
      .syntax, "\(excerpt) is not a key with a value", at: span,
      hint: text.map(missingColon) ?? "write `key: value`")
  }

  private static func missingColon(_ text: String) -> String {
    guard text.utf8.count <= 60 else { return "write `key: value`" }
    if let colon = text.utf8.firstIndex(of: .colon), colon > text.startIndex {
      let rest = text[text.utf8.index(after: colon)...]
      return "put a space behind the colon: `\(text[..<colon]): \(rest)`"
    }
    if let space = text.utf8.firstIndex(of: .space) {
      let rest = text[text.utf8.index(after: space)...].drop { $0 == " " }
      return "put a colon behind the key, such as `\(text[..<space]): \(rest)`"
    }
    return "put a colon behind the key: `\(text):`"
  }
}
