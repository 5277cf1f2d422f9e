import Diagnostics
import Factors

extension CommandSpec {
  static let new = CommandSpec(
    name: "new",
    summary: "Write a study to start from, with comments",
    arguments: [
      ArgumentSpec(
        name: "FILE", help: "the file to write; without it, or with `-`, standard output",
        arity: .optional,
        completes: [.files])
    ],
    options: [
      OptionSpec(long: "force", help: "overwrite FILE if it is there", group: .output)
    ],
    examples: [HelpEntry("cradle new study.yaml", "a file to fill in")])
}

extension Session {
  /// `cradle new [FILE]`: a commented study to start from.
  func new() throws(Failure) -> Int32 {
    let text = Embedded.file("starter.yaml")?.text() ?? ""
    let path = invocation.arguments.first ?? "-"
    if path == "-" {
      try say(text)
      return 0
    }
    if system.exists(path), !invocation.has("force") {
      throw Failure(
        2,
        Diagnostic(
          .unreadable, "`\(path)` is there already",
          hint: "choose another name, or overwrite it with `--force`"))
    }
    do throws(SystemError) { try system.write(path, text) } catch {
      throw Failure(2, Diagnostic(.unreadable, "cannot write `\(path)`: \(error.reason)"))
    }
    system.talk("wrote \(path); next: cradle report \(path)\n")
    return 0
  }
}
