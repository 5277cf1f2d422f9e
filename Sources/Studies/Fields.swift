import Diagnostics
import Factors
import StudySyntax

/// The values of a mapping by key; a handful, so they are looked up one after the other.
struct Fields {
  var entries: [Entry] = []

  subscript(key: String) -> Node? {
    for entry in entries where entry.key == key { return entry.value }
    return nil
  }
}

/// Reading of mappings, lists and texts, with the messages for what has another shape.
extension StudyReader {
  /// The values of a mapping by key; unknown keys are reported with the nearest known one.
  func fields(of node: Node, known: [String], what: String) -> Fields? {
    guard case .mapping(let entries) = node.content else {
      report(Self.wrongShape("\(what) is a mapping of keys", known: known, node))
      return nil
    }
    unknownKeys = entries.map(\.key).filter { !known.contains($0) }
    var fields = Fields()
    for entry in entries {
      if known.contains(entry.key) {
        fields.entries.append(entry)
      } else {
        report(unknownKey(entry, known: known, what: what))
      }
    }
    return fields
  }

  /// The entries of a mapping whose keys are names of the user's; an absent value has none.
  func entries(of node: Node, _ key: String, each: String) -> [Entry] {
    switch node.content {
    case .mapping(let entries):
      return entries.filter { entry in
        if entry.key.isEmpty {
          report(
            Diagnostic(.badName, "a name under `\(key)` is empty", at: entry.keySpan))
        }
        return !entry.key.isEmpty
      }
    case .scalar(let scalar) where scalar.text.isEmpty && scalar.style == .plain: return []
    default:
      report(
        Diagnostic(
          .wrongShape, "`\(key)` is a mapping that holds \(each)\(Self.butIs(node))",
          at: Self.kind(node) == "a text" ? node.span : Self.firstByte(node),
          hint: "write `NAME: …` on a line of its own below `\(key):`"))
      return []
    }
  }

  /// Whether an unknown key of the mapping that was read last may have been meant for one of these:
  /// then it is not missing too.
  func wasMisspelt(_ keys: [String]) -> Bool {
    unknownKeys.contains { !nearest(to: $0, among: keys, limit: 1).isEmpty }
  }

  /// The items of a list; a single thing is a list of itself.
  func items(of node: Node) -> [Node] {
    if case .sequence(let items) = node.content { items } else { [node] }
  }

  /// The text of a scalar.
  func text(_ node: Node, _ key: String) -> String? {
    guard case .scalar(let scalar) = node.content else {
      report(
        Diagnostic(
          .wrongShape, "`\(key)` is a text, not \(Self.kind(node))", at: Self.firstByte(node)))
      return nil
    }
    guard !scalar.text.isEmpty else {
      report(
        Diagnostic(
          .wrongShape, "`\(key)` has no value", at: node.span,
          hint: "write one behind the colon, or leave the key out"))
      return nil
    }
    return scalar.text
  }

  /// One of a few words.
  func choice(_ node: Node, _ key: String, among choices: [String]) -> String? {
    guard let text = text(node, key) else { return nil }
    guard choices.contains(text) else {
      let near = suggestion(for: text, among: choices)
      report(
        Diagnostic(
          .unknownChoice, "`\(key)` is \(Self.list(choices)), not `\(text)`", at: node.span,
          hint: near.map { "did you mean `\($0)`?" }))
      return nil
    }
    return text
  }

  /// `a, b or c`, each in backticks.
  static func list(_ words: [String]) -> String {
    let quoted = words.map { "`\($0)`" }
    guard quoted.count > 1, let last = quoted.last else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  /// `a, b and c`, each in backticks.
  static func listAll(_ words: [String]) -> String {
    let quoted = words.map { "`\($0)`" }
    guard quoted.count > 1, let last = quoted.last else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The known name that an unknown one may have meant; for some of them only, since each costs a
  /// look at all known ones.
  func suggestion(for name: String, among known: [String]) -> String? {
    guard suggestionsLeft > 0 else { return nil }
    suggestionsLeft -= known.count
    return nearest(to: name, among: known, limit: 1).first
  }

  /// What something is instead of what it should be.
  static func butIs(_ node: Node) -> String {
    if case .scalar(let scalar) = node.content, scalar.text.isEmpty {
      return ", and nothing stands here"
    }
    return ", not \(kind(node))"
  }

  static func kind(_ node: Node) -> String {
    switch node.content {
    case .scalar: "a text"
    case .mapping: "a mapping"
    case .sequence: "a list"
    }
  }

  /// A place at the start of a thing that may be long.
  static func firstByte(_ node: Node) -> Span {
    Span(file: node.span.file, lower: node.span.lower, upper: node.span.lower)
  }

  static func wrongShape(_ rule: String, known: [String], _ node: Node) -> Diagnostic {
    Diagnostic(
      .wrongShape, "\(rule)\(butIs(node))",
      at: kind(node) == "a text" ? node.span : firstByte(node),
      hint: "its keys are \(listAll(known))")
  }

  private func unknownKey(_ entry: Entry, known: [String], what: String) -> Diagnostic {
    let near = suggestion(for: entry.key, among: known)
    return Diagnostic(
      .unknownKey, "\(what) has no key `\(entry.key)`", at: entry.keySpan,
      hint: near.map { "did you mean `\($0)`?" } ?? "its keys are \(Self.listAll(known))")
  }
}
