public import Diagnostics
public import Studies
public import StudySyntax

/// A study text as it is read, mistakes and all: where tests of every later module begin.
public struct StudyText {
  /// The name of the text.
  let name: String
  /// The text.
  public var sources: Sources
  /// Its tree; nothing where it is no study at all.
  public let tree: Node?
  /// What could be read of it.
  public let study: Study
  /// The mistakes so far; what later steps find is added by them.
  public var diagnostics: [Diagnostic]

  /// Reads a text under a name.
  public init(
    _ text: String, name: String = "s", log: ((Reference) -> TrafficTotals?)? = nil
  ) {
    self.name = name
    var sources = Sources()
    let file = sources.add(SourceText(name: name, bytes: Array(text.utf8)))
    var diagnostics: [Diagnostic] = []
    tree = StudyParser.parse(file, in: sources, diagnostics: &diagnostics)
    let root = tree ?? Node(span: Span(file: file, lower: 0, upper: 0), content: .mapping([]))
    study = Study.read(
      root, in: sources, logs: log.map { log in StudyLogs(traffic: { log($0.file) }) },
      diagnostics: &diagnostics)
    self.sources = sources
    self.diagnostics = diagnostics
  }

  /// The mistakes, each `line:column: error[code]: message`.
  public var errors: [String] { diagnostics.map(line) }

  /// Their hints.
  public var hints: [String] { diagnostics.map { $0.hint ?? "" } }

  /// A message as `line:column: error[code]: message`; without its place where it has none.
  public func line(_ diagnostic: Diagnostic) -> String {
    let text = ShortMessage(sources: sources).text(of: diagnostic).dropLast()
    return String(text.hasPrefix("\(name):") ? text.dropFirst(name.utf8.count + 1) : text)
  }
}
