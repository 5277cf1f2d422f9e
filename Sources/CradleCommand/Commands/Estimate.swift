import Diagnostics
import Factors
import Rendering
import Reporting
import Studies

extension Session {
  /// `cradle estimate ACCELERATOR HOURS REGION`: a study in which all else is assumed, on its usual
  /// way to a report.
  func estimate() throws(Failure) -> Int32 {
    let text = RoughEstimate.text(of: try estimates(), with: .embedded)
    if invocation.has("study") {
      guard !invocation.has("set") else { throw Self.setBesideStudy }
      try deliver(text)
      return 0
    }
    let file = sources.add(SourceText(name: "estimate", bytes: Array(text.utf8)))
    let loaded = try load(
      file, as: "estimate", changes: invocation.values(of: "set"), boundary: boundary)
    try deliver(rendered(loaded.report))
    report(loaded.misses)
    return loaded.misses.isEmpty ? 0 : 1
  }

  private func rendered(_ report: Report) -> String {
    switch invocation.value(of: "format") {
    case "json": renderJSON(report.datum)
    case "latex": LaTeXRenderer().standalone(report.document)
    default: textRenderer.render(report.document)
    }
  }

  private func estimates() throws(Failure) -> [RoughEstimate] {
    let words = invocation.arguments
    let reader = EstimateReader()
    var estimate = try reader.estimate(
      accelerator: words[0], hours: words[1], region: words[2],
      count: invocation.value(of: "count"), &sources)
    estimate.name = invocation.value(of: "name")
    estimate.stage = invocation.value(of: "stage") ?? estimate.stage
    if let busy = invocation.value(of: "busy") {
      estimate.busy = try reader.busy(busy, &sources)
    }
    if let pue = invocation.value(of: "pue") { estimate.pue = try reader.pue(pue, &sources) }
    return [estimate]
  }

  private static let setBesideStudy = Failure(
    2,
    Diagnostic(
      .usage, "`--set` changes what is reported, and `--study` prints what may be changed",
      hint: "leave one of the two out"))
}
