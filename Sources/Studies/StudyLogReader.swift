import Diagnostics
import StudySyntax

/// Logs by name, wherever a study takes figures from one.
extension StudyReader {
  /// A file and its columns: `{time: ts, input: prompt_tokens}`, or the text that `--columns` takes.
  func log(_ node: Node, columns: Node?, roles: [String]) -> StudyLog? {
    guard let path = text(node, "log") else { return nil }
    var log = StudyLog(Reference(path, at: node.span))
    guard let columns else { return log }
    guard case .mapping(let entries) = columns.content else {
      guard let text = text(columns, "columns") else { return nil }
      log.columnText = Reference(text, at: columns.span)
      return log
    }
    guard fields(of: columns, known: roles, what: "`columns`") != nil, unknownKeys.isEmpty else {
      return nil
    }
    for entry in entries {
      guard let name = text(entry.value, entry.key) else { return nil }
      log.columns.append(.init(role: entry.key, name: name, span: entry.value.span))
    }
    guard entries.contains(where: { $0.key == "time" }) else {
      report(Self.noTime(at: Self.firstByte(columns)))
      return nil
    }
    return log
  }

  private static func noTime(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingKey, "`columns` names no column for the time", at: span,
      hint: "write for example `{time: ts, input: prompt_tokens}`")
  }
}
