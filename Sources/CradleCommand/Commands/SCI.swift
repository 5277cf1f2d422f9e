import Accounting
import Diagnostics
import Documents
import Factors
import Quantities
import Rendering
import Reporting
import Studies

extension CommandSpec {
  static let sci = CommandSpec(
    name: "sci",
    summary: "Print the Software Carbon Intensity of a study",
    about: [
      "(E × I + M) per R, after ISO/IEC 21031: the location-based emissions of all hardware "
        + "reserved, and its embodied emissions by the time reserved over its lifetime, without "
        + "utilization, by functional unit. R is the study's `functional-unit`, or that of `--per`.",
      "What does not serve, such as training, is left out unless `--training` takes it in; the page "
        + "says which.",
    ],
    arguments: [.study(.one)],
    options: [
      .format(.text, .json),
      .output,
      OptionSpec(
        long: "per", value: ValueSpec("UNIT"), help: "the functional unit R, such as `request`",
        group: .score),
      OptionSpec(
        long: "training", help: "take in all activities, not only those that serve", group: .score),
      .set("change the study before it is worked out; PATH leads to the place by names"),
      .allowPath,
    ],
    examples: [
      HelpEntry("cradle sci bloom-api --per request", "the score of BLOOM behind an API")
    ])
}

extension Session {
  /// `cradle sci STUDY`: the Software Carbon Intensity per functional unit.
  func sci() throws(Failure) -> Int32 {
    let loaded = try load(
      invocation.arguments.first ?? "-", changes: invocation.values(of: "set"))
    let ledger = loaded.report.ledger
    let unit = try functionalUnit(of: ledger.study)
    let training = invocation.has("training")
    guard let score = ledger.softwareCarbonIntensity(per: unit, training: training) else {
      throw Failure(2, Self.notDelivered(unit, ledger.study))
    }
    let page = IntensityPage(loaded.report, score)
    try deliver(
      invocation.value(of: "format") == "json"
        ? renderJSON(page.datum) : textRenderer.render(page.document))
    report(loaded.misses)
    return loaded.misses.isEmpty ? 0 : 1
  }

  /// R, as the option or the study declares it; never guessed.
  private func functionalUnit(of study: Study) throws(Failure) -> Unit {
    if let name = invocation.value(of: "per") {
      if let unit = Unit(named: name), unit.isFunctional { return unit }
      throw Failure(2, Self.noUnit(name))
    }
    guard let unit = study.functionalUnits.first, study.functionalUnits.count == 1 else {
      throw Failure(2, Self.undeclared(study))
    }
    return unit.unit
  }

  private static func noUnit(_ name: String) -> Diagnostic {
    let near = nearest(to: name, among: CountedUnit.all.map(\.symbol), limit: 1).first
    return Diagnostic(
      .functionalUnit, "`\(name)` is no functional unit",
      hint: near.map { "did you mean `\($0)`?" }
        ?? "name what is delivered, such as `--per request`; `cradle explain units` lists the units"
    )
  }

  private static func undeclared(_ study: Study) -> Diagnostic {
    let units = study.functionalUnits.map { "`\($0.unit.symbol)`" }
    guard let first = units.first else {
      return Diagnostic(
        .functionalUnit, "the study declares no functional unit, and R is never guessed",
        hint: "choose with `--per request`, or write `functional-unit: request` in the study")
    }
    return Diagnostic(
      .functionalUnit,
      "the study declares several functional units: \(units.joined(separator: ", "))",
      hint: "choose one, such as `--per \(first.filter { $0 != "`" })`")
  }

  private static func notDelivered(_ unit: Unit, _ study: Study) -> Diagnostic {
    var delivered: [String] = []
    for delivery in study.activities.flatMap(\.deliveries)
    where !delivered.contains("`\(delivery.unit.unit.symbol)`") {
      delivered.append("`\(delivery.unit.unit.symbol)`")
    }
    return Diagnostic(
      .functionalUnit, "no activity delivers a \(unit.symbol), so that R is not known",
      hint: delivered.isEmpty
        ? "say what the service delivers with `traffic`, or with `delivers: 230_768 request`"
        : "the study delivers \(delivered.joined(separator: ", "))")
  }
}

extension Unit {
  /// Whether totals can be divided by it: things counted, time, data, operations.
  fileprivate var isFunctional: Bool {
    dimension.countedUnit != nil || [.time, .information, .operations].contains(dimension)
  }
}
