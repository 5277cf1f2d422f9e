import Diagnostics
import StudySyntax

extension CommandSpec {
  static let syntax = CommandSpec(
    name: "syntax",
    summary: "Print the tree of a file as it was read, as JSON",
    arguments: [
      ArgumentSpec(
        name: "FILE", help: "a path, or `-` for standard input", arity: .one, completes: [.files])
    ],
    examples: [HelpEntry("cradle syntax study.yaml", "keys, values and their places")])

  static let completions = CommandSpec(
    name: "completions",
    summary: "Print the completion script for a shell",
    arguments: [
      ArgumentSpec(
        name: "SHELL", help: "the shell that is to read it: bash, zsh or fish", arity: .one,
        completes: [
          .choices([
            ChoiceSpec("bash", "from version 3.2"), ChoiceSpec("zsh", "from version 5"),
            ChoiceSpec("fish", "from version 3"),
          ])
        ])
    ],
    examples: [
      HelpEntry("source <(cradle completions bash)", "for bash, as a line of ~/.bashrc"),
      HelpEntry("cradle completions zsh > \"${fpath[1]}/_cradle\"", "for zsh"),
      HelpEntry("cradle completions fish > ~/.config/fish/completions/cradle.fish", "for fish"),
    ])

  static let man = CommandSpec(
    name: "man",
    summary: "Print the manual page",
    examples: [
      HelpEntry("cradle man > ~/.local/share/man/man1/cradle.1", "so that `man cradle` shows it")
    ])

  static let help = CommandSpec(
    name: "help",
    summary: "Show the help of a command, or of the tool",
    arguments: [
      ArgumentSpec(
        name: "COMMAND", help: "the command to tell of", arity: .optional, completes: [.commands])
    ],
    examples: [HelpEntry("cradle help report", "the same as `cradle report --help`")])
}

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
