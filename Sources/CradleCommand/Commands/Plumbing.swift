import Diagnostics
import StudySyntax

extension Session {
  /// `cradle syntax FILE`: the tree as it was read, as JSON.
  func syntax() throws(Failure) -> Int32 {
    let file = try text(of: invocation.arguments.first ?? "-")
    var diagnostics: [Diagnostic] = []
    let tree = StudyParser.parse(file, in: sources, diagnostics: &diagnostics)
    guard let tree, !diagnostics.contains(where: { $0.severity == .error }) else {
      throw Failure(1, all: diagnostics)
    }
    try say(json(of: tree) + "\n")
    return 0
  }

  /// `cradle completions SHELL`.
  func completions() throws(Failure) -> Int32 {
    let names = KnownNames(studies: Self.bundledStudies, topics: Self.topicNames)
    guard let shell = invocation.arguments.first.flatMap(Shell.init(rawValue:)) else { return 2 }
    try say(tool.completions(for: shell, names: names))
    return 0
  }
}
