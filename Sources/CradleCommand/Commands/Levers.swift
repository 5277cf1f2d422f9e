import Diagnostics
import Rendering
import Reporting

extension CommandSpec {
  static let levers = CommandSpec(
    name: "levers",
    summary: "Rank what would change the footprint of a study",
    about: [
      "Other grids or regions, PUEs, lifetimes, utilizations, loads, hardware and sharing, each with "
        + "the values of the catalogue that were tried and the total with them; and the values at "
        + "which two options are as good as each other, solved from the formulas.",
      "The values are those of the catalogue that the study is worked out with, its own among them; "
        + "`--try` names others. WHAT is `grid` (a zone, a region or an intensity), `pue`, `lifetime`, "
        + "`utilization`, `load`, `hardware`, or the name of a site or of equipment in the study.",
      "With a second STUDY, also the values at which both have the same total.",
    ],
    arguments: [.study(.many)],
    options: [
      .format(.text, .json, .latex), .boundary, .output,
      .set("change the study before it is worked out; PATH leads to the place by names"),
      OptionSpec(
        long: "try", value: ValueSpec("WHAT=VALUE,..."),
        help: "try these values, in place of those of the catalogue", repeats: true,
        group: .whatIf),
      .allowPath, .caption, .label,
    ],
    examples: [
      HelpEntry("cradle levers bloom", "what would have made BLOOM smaller"),
      HelpEntry(
        "cradle levers bloom --try grid=SE --try gpu=nvidia-h100-sxm5-80gb",
        "with values of your own"),
      HelpEntry("cradle levers study.yaml other.yaml", "and where both would come to the same"),
    ])
}

extension Session {
  /// `cradle levers STUDY [OTHER]`.
  func levers() throws(Failure) -> Int32 {
    guard invocation.arguments.count <= 2 else {
      throw Failure(2, Self.tooManyStudies)
    }
    let changes = invocation.values(of: "set")
    let name = invocation.arguments.first ?? "-"
    let loaded = try load(name, changes: changes, boundary: boundary)
    var other: LoadedStudy?
    if invocation.arguments.count > 1 {
      other = try load(invocation.arguments[1], boundary: boundary)
    }
    var tries: LeverTries?
    if invocation.has("try") {
      var mistakes: [Diagnostic] = []
      tries = LeverTries(
        invocation.values(of: "try"), for: loaded.report, sources: &sources,
        diagnostics: &mistakes)
      if !mistakes.isEmpty { throw Failure(2, all: mistakes) }
    }
    let levers = Levers(
      loaded.report, beside: other.map { ($0.name, $0.report) }, trying: tries)
    if !levers.diagnostics.isEmpty { throw Failure(2, all: levers.diagnostics) }
    switch invocation.value(of: "format") {
    case "json": try deliver(renderJSON(levers.datum))
    case "latex":
      let renderer = LaTeXRenderer()
      try deliver(
        renderer.comment(loaded.report.remarks)
          + renderer.fragment(
            table: levers.table, caption: invocation.value(of: "caption"),
            label: invocation.value(of: "label") ?? "\(Self.folderName(name))-levers"))
    default: try deliver(textRenderer.render(levers.document))
    }
    return 0
  }
}

// What can be wrong with the studies.
extension Session {
  private static var tooManyStudies: Diagnostic {
    Diagnostic(
      .usage, "`levers` takes a study, and one more to cross it with",
      hint: "`cradle compare` takes any number of studies")
  }
}
