import Diagnostics
import Documents
import Rendering
import Reporting

extension CommandSpec {
  static let reproduce = CommandSpec(
    name: "reproduce",
    summary: "Print published figures beside computed ones",
    about: [
      "Each published figure of each STUDY stands beside the computed one, with the deviation and "
        + "whether it holds to the printed digits; where it cannot, with the reason that the study "
        + "documents. Without a STUDY, all bundled studies are reproduced.",
      "A figure that is missed without a reason is an answer of no.",
    ],
    arguments: [.study(.optionalMany)],
    options: [.format(.text, .json, .latex, .markdown), .output, .caption, .label, .allowPath],
    examples: [
      HelpEntry("cradle reproduce", "the whole record, and how much of it holds"),
      HelpEntry("cradle reproduce bloom -f markdown", "the figures of one study, for a web page"),
    ])
}

extension Session {
  /// `cradle reproduce [STUDY…]`: published figures beside computed ones, of all bundled studies
  /// unless some are named.
  func reproduce() throws(Failure) -> Int32 {
    let names = invocation.arguments.isEmpty ? Self.bundledStudies : invocation.arguments
    var loaded: [LoadedStudy] = []
    var messages: [Diagnostic] = []
    var status: Int32 = 0
    for name in names {
      do throws(Failure) {
        let study = try load(name)
        loaded.append(study)
        messages += study.misses
      } catch {
        messages += error.diagnostics
        status = max(status, error.status)
      }
    }
    let reproduction = Reproduction(
      loaded.map { ($0.name, $0.report) }, unread: names.count - loaded.count)
    try deliver(rendered(reproduction))
    report(messages)
    return max(status, reproduction.count(.missed) > 0 ? 1 : 0)
  }

  private func rendered(_ reproduction: Reproduction) -> String {
    switch invocation.value(of: "format") {
    case "json": return renderJSON(reproduction.datum)
    case "markdown": return MarkdownRenderer().render(reproduction.document)
    case "latex":
      let latex = LaTeXRenderer()
      var tex =
        latex.comment(reproduction.remarks)
        + latex.fragment(
          table: reproduction.table, caption: invocation.value(of: "caption"),
          label: invocation.value(of: "label"))
      if let table = reproduction.discrepancyTable { tex += "\n" + latex.fragment(table: table) }
      return tex
    default:
      return textRenderer.render(reproduction.document)
    }
  }
}
