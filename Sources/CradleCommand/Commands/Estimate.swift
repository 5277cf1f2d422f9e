import Diagnostics
import Factors
import Rendering
import Reporting
import Studies

extension CommandSpec {
  static let estimate = CommandSpec(
    name: "estimate",
    summary: "Estimate a footprint from an accelerator, hours and a region",
    about: [
      "All that is not said is assumed from the catalogue, and every assumption is named with its "
        + "range, its source and its effect on the total, the largest first. Without a number of "
        + "accelerators HOURS is device-time: 8 accelerators over 10 h are 80 h.",
      "With `--table` each line of a CSV file with the columns accelerator, hours and region, and "
        + "count and name where they are known, is an activity of one study.",
      "The estimate is a study: `--study` prints it, so that what is known better can be written "
        + "in its place.",
    ],
    arguments: [
      ArgumentSpec(
        name: "ACCELERATOR",
        help: "a name as `cradle factors` knows it; `8x…` in front makes HOURS those of each of 8",
        arity: .optional),
      ArgumentSpec(
        name: "HOURS", help: "a time with its unit, such as `1000h` or `30d`", arity: .optional),
      ArgumentSpec(
        name: "REGION",
        help: "a cloud region, a grid zone or a site of the catalogue, or an intensity such as "
          + "`57gCO2e/kWh`",
        arity: .optional),
    ],
    options: [
      .format(.text, .json, ChoiceSpec("latex", "a whole document")),
      .boundary,
      .output,
      OptionSpec(
        long: "study", help: "print the study that the estimate is, to be edited", group: .output),
      OptionSpec(
        long: "table", value: ValueSpec("FILE", .files),
        help: "read the jobs from a CSV file, a job a line; `-` is standard input", group: .known),
      OptionSpec(
        long: "count", value: ValueSpec("N"),
        help: "how many accelerators there are, for HOURS each", group: .known),
      OptionSpec(
        long: "busy", value: ValueSpec("SHARE"),
        help: "the share of HOURS at work, such as `80%`; else 100 % is assumed", group: .known),
      OptionSpec(
        long: "pue", value: ValueSpec("PUE"),
        help: "facility energy by equipment energy; else that of the region or its provider, or "
          + "the average of a survey",
        group: .known),
      OptionSpec(
        long: "stage", value: ValueSpec("STAGE"), help: "what was done", default: "training",
        group: .known),
      OptionSpec(
        long: "name", value: ValueSpec("NAME"), help: "what it is called", group: .known),
      .set("change the study before it is worked out; PATH leads to the place by names"),
    ],
    examples: [
      HelpEntry(
        "cradle estimate A100-SXM4-80GB 1000h us-central1", "1000 hours of device-time"),
      HelpEntry("cradle estimate 8xH100 30d FR", "eight for thirty days, on the French grid"),
      HelpEntry(
        "cradle estimate 8xH100 30d FR --study -o study.yaml", "the same, to go on from"),
    ])
}

extension Session {
  /// `cradle estimate ACCELERATOR HOURS REGION`: a study in which all else is assumed, on its usual
  /// way to a report.
  func estimate() throws(Failure) -> Int32 {
    let estimates: [RoughEstimate]
    if let path = invocation.value(of: "table") {
      estimates = try jobs(inTable: path)
    } else {
      estimates = [try job()]
    }
    let text = RoughEstimate.text(of: estimates, with: .embedded)
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

  /// The job that the words of the command line tell.
  private func job() throws(Failure) -> RoughEstimate {
    let words = invocation.arguments
    guard words.count == 3 else { throw missing(words.count) }
    let reader = EstimateReader()
    let estimate = try reader.estimate(
      accelerator: words[0], hours: words[1], region: words[2],
      count: invocation.value(of: "count"), &sources)
    return try withOptions(estimate, name: invocation.value(of: "name"), reader)
  }

  /// The same with a name and with what is said of every job.
  private func withOptions(
    _ estimate: RoughEstimate, name: String?, _ reader: EstimateReader
  ) throws(Failure) -> RoughEstimate {
    var copy = estimate
    copy.name = name
    copy.stage = invocation.value(of: "stage") ?? copy.stage
    if let busy = invocation.value(of: "busy") { copy.busy = try reader.busy(busy, &sources) }
    if let pue = invocation.value(of: "pue") { copy.pue = try reader.pue(pue, &sources) }
    return copy
  }

  /// The jobs of a table, an activity each; all mistakes of it in one run.
  private func jobs(inTable path: String) throws(Failure) -> [RoughEstimate] {
    let misplaced = invocation.arguments.first ?? (invocation.has("count") ? "--count" : nil)
    if let word = misplaced ?? (invocation.has("name") ? "--name" : nil) {
      throw Self.besideTable(word)
    }
    let table = try JobTable(text(ofFile: path), in: sources)
    let reader = EstimateReader()
    var estimates: [RoughEstimate] = []
    var mistakes = table.mistakes
    for job in table.jobs {
      // What a field says is read as a text of its own, which is not kept: a run has few texts.
      var scratch = Sources()
      do throws(Failure) {
        let estimate = try reader.estimate(
          accelerator: job.accelerator, hours: job.hours, region: job.region, count: job.count,
          &scratch)
        estimates.append(try withOptions(estimate, name: job.name, reader))
      } catch {
        mistakes += error.diagnostics.map {
          Diagnostic($0.code, $0.message, at: job.span, hint: $0.hint)
        }
      }
    }
    guard mistakes.isEmpty else { throw Failure(2, all: mistakes) }
    return RoughEstimate.distinguished(estimates)
  }
}

// The messages.
extension Session {
  private static let setBesideStudy = Failure(
    2,
    Diagnostic(
      .usage, "`--set` changes what is reported, and `--study` prints what may be changed",
      hint: "leave one of the two out"))

  private static func besideTable(_ word: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`\(word)` has no place beside `--table`",
        hint: "the table has columns for it; leave one of the two out"))
  }

  private func missing(_ given: Int) -> Failure {
    let names = ["ACCELERATOR", "HOURS", "REGION"]
    return Failure(
      2,
      Diagnostic(
        .usage, "`cradle estimate` needs `\(names[min(given, 2)])`",
        hint: "write ACCELERATOR HOURS REGION, as in `cradle estimate 8xH100 30d FR`, or `--table`")
    )
  }
}
