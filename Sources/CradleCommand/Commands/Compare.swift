import Accounting
import Diagnostics
import Documents
import Rendering
import Reporting

extension CommandSpec {
  static let compare = CommandSpec(
    name: "compare",
    summary: "Print studies side by side",
    about: [
      "Each STUDY is one column; the same one may come more than once. Studies are ranked only "
        + "where their totals cover the same.",
      "A `--set` before the first STUDY changes all of them; one behind a STUDY changes that STUDY "
        + "alone.",
    ],
    arguments: [.study(.many)],
    options: [
      .format(.text, .json, .latex),
      .boundary,
      .output,
      .strict,
      .set("change the STUDY it stands behind, or all when it stands before the first"),
      .samples,
      .seed,
      .allowPath,
      .caption,
      .label,
    ],
    examples: [
      HelpEntry("cradle compare bloom study.yaml", "a study of yours beside BLOOM"),
      HelpEntry(
        "cradle compare bloom bloom --set sites.jean-zay.grid=394gCO2e/kWh",
        "BLOOM as it was, and BLOOM on another grid"),
    ])
}

extension Session {
  /// `cradle compare STUDY…`: a `--set` before the first study changes all, one behind a study
  /// that one.
  func compare() throws(Failure) -> Int32 {
    let drawing = try drawing
    let placed = invocation.placed("set")
    var loaded: [LoadedStudy] = []
    var failures: [Diagnostic] = []
    var status: Int32 = 0
    for argument in placed.arguments {
      do throws(Failure) {
        loaded.append(
          try load(argument.word, changes: placed.shared + argument.values, boundary: boundary))
      } catch {
        failures += error.diagnostics
        status = max(status, error.status)
      }
    }
    guard failures.isEmpty else { throw Failure(status, all: failures) }
    var comparison = Comparison(Self.named(loaded))
    if let drawing { comparison = comparison.sampled(drawing) }
    try deliver(rendered(comparison))
    let misses = loaded.flatMap(\.misses)
    report(misses)
    return misses.isEmpty ? 0 : 1
  }

  /// A name for each side: that of its study, with a number where it stands twice.
  private static func named(_ loaded: [LoadedStudy]) -> [(name: String, report: Report)] {
    var seen: [String: Int] = [:]
    return loaded.map { study in
      let base = study.report.provenance.changes.isEmpty ? study.name : "\(study.name), changed"
      let count = seen[base, default: 0] + 1
      seen[base] = count
      return (count == 1 ? base : "\(base) (\(count))", study.report)
    }
  }

  private func rendered(_ comparison: Comparison) -> String {
    switch invocation.value(of: "format") {
    case "json": renderJSON(comparison.datum)
    case "latex":
      LaTeXRenderer().comment(comparison.reports.flatMap(\.report.remarks))
        + LaTeXRenderer().fragment(
          table: comparison.table, caption: invocation.value(of: "caption"),
          label: invocation.value(of: "label")
            ?? "\(Self.folderName(invocation.arguments.first ?? "-"))-comparison")
    default:
      textRenderer.render(comparison.document)
    }
  }
}
