import Accounting
import Diagnostics
import Documents
import Rendering
import Reporting

extension CommandSpec {
  static let report = CommandSpec(
    name: "report",
    summary: "Print the footprint of a study",
    about: [
      "The report names its boundary, shows the dynamic-only total beside it, and lists every "
        + "assumption and what is not covered. Its last line says what it was made from."
    ],
    arguments: [.study(.one)],
    options: [
      .format(.text, .json, .latex, .svg),
      OptionSpec(
        long: "chart",
        value: ValueSpec(
          "CHART",
          .choices([
            ChoiceSpec("processes", "the boundaries side by side, by process"),
            ChoiceSpec("stages", "the stages side by side, by process"),
            ChoiceSpec("density", "the spread of samples, dynamic only beside the boundary"),
            ChoiceSpec("tornado", "what each uncertain parameter does to the total"),
            ChoiceSpec("traffic", "requests and emissions over time, where a log tells them"),
          ])),
        help: "write only this chart; `processes` for `--format svg`", group: .output),
      .boundary,
      .output,
      .strict,
      .set("change the study before it is worked out; PATH leads to the place by names"),
      .samples,
      .seed,
      .allowPath,
      OptionSpec(
        long: "standalone", help: "write a whole document, not a part to include", group: .latex),
      OptionSpec(
        long: "table",
        value: ValueSpec(
          "TABLE",
          .choices([
            ChoiceSpec("processes", "a row for each process"),
            ChoiceSpec("stages", "a row for each stage"),
            ChoiceSpec("comparison", "the boundaries side by side"),
            ChoiceSpec("intervals", "median, mean and intervals of samples"),
            ChoiceSpec("drivers", "what makes the total uncertain"),
            ChoiceSpec("parameters", "every parameter with its interval, status and source"),
            ChoiceSpec("services", "services by request, token, hour and day"),
            ChoiceSpec("life", "making beside serving"),
          ])),
        help: "write only this table", group: .latex),
      .caption,
      .label,
      OptionSpec(
        long: "macros", value: ValueSpec("NAME"),
        help: "write commands for the totals; their names begin with NAME", group: .latex),
    ],
    examples: [
      HelpEntry("cradle report bloom", "the footprint of BLOOM, as a page of text"),
      HelpEntry(
        "cradle report study.yaml --set sites.jean-zay.grid=394gCO2e/kWh",
        "the same on another grid"),
      HelpEntry(
        "cradle report bloom -f latex --table processes -o table.tex",
        "one table to put into a paper"),
      HelpEntry(
        "cradle report bloom -f svg -o bloom.svg", "dynamic-only beside full, as a picture"),
      HelpEntry(
        "cradle report study.yaml --samples auto", "how sure it is, to the digits that are printed"),
    ])
}

extension Session {
  /// `cradle report STUDY`.
  func report() throws(Failure) -> Int32 {
    try refuseMisplaced()
    let drawing = try drawing
    let loaded = try load(
      invocation.arguments.first ?? "-", changes: invocation.values(of: "set"),
      boundary: boundary)
    // The process ends with the report, and what it was made from goes with it at once: taking the
    // study apart piece by piece would be work for nothing.
    _ = Unmanaged.passRetained(KeptStudy(loaded))
    let report = drawing.map { loaded.report.sampled($0) } ?? loaded.report
    let text = try rendered(report)
    try deliver(text)
    self.report(loaded.misses)
    return loaded.misses.isEmpty ? 0 : 1
  }

  private func rendered(_ report: Report) throws(Failure) -> String {
    if invocation.has("chart") || invocation.value(of: "format") == "svg" {
      return try rendered(chart(of: report), of: report)
    }
    switch invocation.value(of: "format") {
    case "json": return renderJSON(report.datum)
    case "latex": return try latex(report)
    default:
      return textRenderer.render(report.document)
    }
  }

  /// The chart that is asked for.
  private func chart(of report: Report) throws(Failure) -> Chart {
    let name = invocation.value(of: "chart") ?? "processes"
    do throws(ChartProblem) {
      switch name {
      case "stages": return try report.stageChart()
      case "density": return try report.densityChart()
      case "tornado": return try report.tornadoChart()
      case "traffic": return try report.trafficChart()
      default: return try report.processChart()
      }
    } catch {
      throw Failure(
        2,
        Diagnostic(
          .usage, "cannot draw the chart `\(name)`: \(error.message)",
          hint: Self.hint(ofChart: name)))
    }
  }

  private static func hint(ofChart name: String) -> String? {
    switch name {
    case "stages": "`--chart processes` draws a single stage too"
    case "traffic":
      "it is drawn for one service whose traffic comes from a log, `traffic: {log: requests.csv}`"
    case "density", "tornado": spreadHint
    default: nil
    }
  }

  private func rendered(_ chart: Chart, of report: Report) -> String {
    switch invocation.value(of: "format") {
    case "json": return renderJSON(chart)
    case "svg": return SVGRenderer().render(chart, remarks: report.remarks)
    case "latex":
      let renderer = LaTeXRenderer(options: .init(drawsCharts: true))
      if invocation.has("standalone") {
        return renderer.comment(report.remarks)
          + renderer.standalone(Document(title: [], blocks: [.chart(chart)]))
      }
      let study = Self.folderName(invocation.arguments.first ?? "-")
      return renderer.comment(report.remarks)
        + renderer.fragment(
          chart: chart, caption: invocation.value(of: "caption"),
          label: invocation.value(of: "label") ?? "\(study)-\(chart.name)")
    default: return textRenderer.render(chart)
    }
  }

  private func latex(_ report: Report) throws(Failure) -> String {
    let renderer = LaTeXRenderer()
    if let name = invocation.value(of: "macros") {
      return renderer.comment(report.remarks)
        + renderer.macros(name: name, definitions: report.macros.map(\.latex))
    }
    let caption = invocation.value(of: "caption")
    let label = invocation.value(of: "label")
    if invocation.has("standalone") { return renderer.standalone(report.document) }
    let table: Table
    switch invocation.value(of: "table") {
    case "stages": table = report.stageTable
    case "comparison": table = report.boundaryTable
    case "intervals":
      table = try present(report.intervalTable, "has no value with a spread", hint: Self.spreadHint)
    case "drivers":
      table = try present(report.driverTable, "has no value with a spread", hint: Self.spreadHint)
    case "parameters": table = report.parameterTable
    case "services": table = try present(report.serviceTable, "serves nothing")
    case "life": table = try present(report.lifeTable, "has no making beside serving")
    default: table = report.processTable
    }
    let study = Self.folderName(invocation.arguments.first ?? "-")
    return renderer.comment(report.remarks)
      + renderer.fragment(
        table: table, caption: caption, label: label ?? "\(study)-\(table.name)")
  }

  /// A table that not every study has.
  private func present(
    _ table: Table?, _ why: String,
    hint: String = "a service is an activity `inference: NAME` with `traffic` or `delivers`"
  ) throws(Failure) -> Table {
    guard let table else {
      throw Failure(
        2,
        Diagnostic(
          .usage, "there is no table to write: the study \(why)",
          hint: hint))
    }
    return table
  }

  /// Options that go with `--format latex` only, and those that exclude each other.
  private func refuseMisplaced() throws(Failure) {
    let sampled = ["density", "tornado", "intervals", "drivers"]
    let asked = [invocation.value(of: "chart"), invocation.value(of: "table")]
    if !invocation.has("samples"), asked.contains(where: { sampled.contains($0 ?? "") }) {
      throw Failure(
        2,
        Diagnostic(
          .usage, "there are no samples to show", hint: "add `--samples auto`, or a number of them")
      )
    }
    let given = ["standalone", "table", "caption", "label", "macros"].filter(invocation.has)
    if let first = given.first, invocation.value(of: "format") != "latex" {
      throw Failure(
        2,
        Diagnostic(
          .usage, "`--\(first)` goes with `--format latex`",
          hint: "add `--format latex`, or leave `--\(first)` out"))
    }
    var whole = given.filter { ["standalone", "table", "macros"].contains($0) }
    if invocation.has("chart") { whole = whole.filter { $0 != "standalone" } + ["chart"] }
    if whole.count > 1 {
      throw Failure(
        2,
        Diagnostic(
          .usage, "`--\(whole[0])` and `--\(whole[1])` write different things",
          hint: "call the tool once for each"))
    }
  }
}

extension MacroDefinition {
  /// The same for the renderer.
  var latex: LaTeXRenderer.Macro {
    LaTeXRenderer.Macro(
      suffix: suffix, number: number, unit: unit, atLeast: isAtLeast, comment: comment)
  }
}

/// Holds a study to the end of the process.
private final class KeptStudy {
  let study: LoadedStudy

  init(_ study: LoadedStudy) { self.study = study }
}
