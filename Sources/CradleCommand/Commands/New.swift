import Diagnostics
import Factors

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
