import Diagnostics
import StudySyntax

extension Session {
  /// `cradle syntax FILE`: the tree as it was read, as JSON.
  func syntax() throws(Failure) -> Int32 {
    let file = try text(of: invocation.arguments.first ?? "-")
    let tree = try tree(of: file, changes: [])
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
