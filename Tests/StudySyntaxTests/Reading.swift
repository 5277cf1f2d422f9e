import Diagnostics
import StudySyntax

/// What reading a text gives.
struct Reading {
  var sources: Sources
  var node: Node?
  var diagnostics: [Diagnostic]

  init(_ bytes: [UInt8]) {
    sources = Sources()
    let file = sources.add(SourceText(name: "my.yaml", bytes: bytes))
    var diagnostics: [Diagnostic] = []
    node = StudyParser.parse(file, in: sources, diagnostics: &diagnostics)
    self.diagnostics = diagnostics
  }

  init(_ text: String) { self.init(Array(text.utf8)) }

  /// The tree as JSON, or the messages.
  var json: String {
    guard diagnostics.isEmpty, let node else { return messages }
    return StudySyntax.json(of: node)
  }

  /// The tree as a picture; nothing if there is none.
  var outline: String { node.map { StudySyntax.outline($0, in: sources) } ?? "" }

  /// The messages in short, each with its hint and its related places.
  var messages: String {
    let short = ShortMessage(sources: sources)
    return diagnostics.map { diagnostic in
      short.text(of: diagnostic)
        + (diagnostic.hint.map { "  hint: \($0)\n" } ?? "")
        + diagnostic.related.map { related in
          "  \(sources.place(of: related.span)): \(related.message)\n"
        }.joined()
    }.joined()
  }
}
