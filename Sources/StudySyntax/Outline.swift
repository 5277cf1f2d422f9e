public import Diagnostics

/// A readable picture of a tree: a line for each node, with its place, its kind and its text.
///
/// Places are lines and columns from 1, columns in Unicode scalars; the end is the place behind
/// the last character.
public func outline(_ node: Node, in sources: Sources) -> String {
  var outline = Outline(sources: sources)
  outline.add(node, label: "", indent: 0)
  return outline.text
}

/// A tree as compact JSON in which every scalar is a string.
public func json(of node: Node) -> String {
  var text = ""
  writeJSON(node, into: &text)
  return text
}

private struct Outline {
  let sources: Sources
  var text = ""

  mutating func add(_ node: Node, label: String, indent: Int) {
    text += String(repeating: "  ", count: indent) + label + range(node.span) + " "
    switch node.content {
    case .scalar(let scalar):
      text += scalar.style.rawValue + " " + quotedJSON(scalar.text) + "\n"
    case .mapping(let entries):
      text += "mapping\n"
      for entry in entries {
        let label = "\(range(entry.keySpan)) \(quotedJSON(entry.key)): "
        add(entry.value, label: label, indent: indent + 1)
      }
    case .sequence(let items):
      text += "sequence\n"
      for item in items { add(item, label: "- ", indent: indent + 1) }
    }
  }

  private func range(_ span: Span) -> String {
    place(span.lower, span) + "-" + place(span.upper, span)
  }

  private func place(_ offset: Int, _ span: Span) -> String {
    let source = sources[span.file]
    let mark = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var start = min(offset, source.bytes.count)
    var column = 1
    while start > mark, !isBreak(source.bytes[start - 1]) {
      start -= 1
      if source.bytes[start] & 0xC0 != 0x80 { column += 1 }
    }
    return "\(source.line(at: offset)):\(column)"
  }
}

private func writeJSON(_ node: Node, into text: inout String) {
  switch node.content {
  case .scalar(let scalar): text += quotedJSON(scalar.text)
  case .mapping(let entries):
    text += "{"
    for (index, entry) in entries.enumerated() {
      if index > 0 { text += "," }
      text += quotedJSON(entry.key) + ":"
      writeJSON(entry.value, into: &text)
    }
    text += "}"
  case .sequence(let items):
    text += "["
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      writeJSON(item, into: &text)
    }
    text += "]"
  }
}
