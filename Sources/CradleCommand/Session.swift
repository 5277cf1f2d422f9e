import Diagnostics
import Rendering

/// One run of the tool: the world, the texts read so far, and how messages are written.
final class Session {
  let system: any System
  let invocation: Invocation
  let tool: ToolSpec
  var sources = Sources()

  init(system: any System, tool: ToolSpec, invocation: Invocation) {
    self.system = system
    self.tool = tool
    self.invocation = invocation
  }

  /// Whether to colour what goes to a stream.
  func colors(_ isTerminal: Bool) -> Bool {
    switch invocation.value(of: "color") {
    case "always": true
    case "never": false
    default: isTerminal && (system.environment("NO_COLOR") ?? "").isEmpty
    }
  }

  /// Text for a terminal, coloured where the answer goes to one.
  var textRenderer: TextRenderer {
    let isShown = (invocation.value(of: "output") ?? "-") == "-"
    return TextRenderer(color: colors(system.outputIsTerminal && isShown))
  }

  /// Writes messages to standard error: those of a text in the order of their places.
  func report(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    let ordered = diagnostics.enumerated().sorted { left, right in
      let (a, b) = (left.element.span, right.element.span)
      let first = (a.map { Int($0.file.index) } ?? .max, a?.lower ?? .max, left.offset)
      let second = (b.map { Int($0.file.index) } ?? .max, b?.lower ?? .max, right.offset)
      return first < second
    }.map(\.element.shortened)
    var text = ""
    switch invocation.value(of: "message-format") {
    case "short":
      let message = ShortMessage(sources: sources)
      for diagnostic in ordered { text += message.text(of: diagnostic) }
    case "json":
      let message = JSONMessage(sources: sources)
      for diagnostic in ordered { text += message.text(of: diagnostic) }
    default:
      let message = HumanMessage(sources: sources, color: colors(system.talkIsTerminal))
      for (index, diagnostic) in ordered.enumerated() {
        text += (index > 0 ? "\n" : "") + message.text(of: diagnostic)
      }
    }
    system.talk(text)
  }

  /// Writes the answer to `--output`, or to standard output.
  func deliver(_ text: String) throws(Failure) {
    let path = invocation.value(of: "output") ?? "-"
    do throws(SystemError) {
      if path == "-" { try system.output(text) } else { try system.write(path, text) }
    } catch {
      throw Failure(
        2,
        Diagnostic(
          .unreadable, "cannot write `\(path == "-" ? "standard output" : path)`: \(error.reason)"))
    }
  }
}

extension Diagnostic {
  /// The same with long names and texts of the study cut: a mistake may have megabytes.
  fileprivate var shortened: Diagnostic {
    var copy = self
    copy.message = message.shortened
    copy.hint = hint?.shortened
    return copy
  }
}

extension String {
  /// The text with what stands in backticks cut to some 60 characters, the whole to some 1000.
  fileprivate var shortened: String {
    guard utf8.count > 100 else { return self }
    var text = ""
    for (index, piece) in split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      let isLong = index % 2 == 1 && piece.utf8.count > 80
      text += (index > 0 ? "`" : "") + (isLong ? piece.prefix(60) + "…" : piece)
    }
    return text.utf8.count > 2000 ? text.prefix(1000) + "…" : text
  }
}

/// A command that stops short: its exit status and what it says.
struct Failure: Error {
  var status: Int32
  var diagnostics: [Diagnostic]

  init(_ status: Int32, _ diagnostics: Diagnostic...) {
    self.status = status
    self.diagnostics = diagnostics
  }

  init(_ status: Int32, all diagnostics: [Diagnostic]) {
    self.status = status
    self.diagnostics = diagnostics
  }
}
