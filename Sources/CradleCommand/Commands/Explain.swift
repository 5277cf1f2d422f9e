import Accounting
import Diagnostics
import Documents
import Factors
import Formulas
import Quantities
import Rendering
import Reporting

extension CommandSpec {
  static let explain = CommandSpec(
    name: "explain",
    summary: "Show how a figure came about, or what a rule or message means",
    about: [
      "With a study and a LINE, it prints the derivation of that figure down to the source of every "
        + "value. With the name of a rule, or the code in the brackets of an error, it tells what "
        + "is behind it. Without anything it lists what can be explained.",
      "For a paper, `--format latex` writes the formula in names, then with numbers and units, then "
        + "what comes out, as `align*` of amsmath with siunitx, and then every value with its "
        + "interval, status and source; `--format bibtex` writes the sources.",
    ],
    arguments: [
      ArgumentSpec(
        name: "TOPIC", help: "a study, a rule, or the code of a message", arity: .optional,
        completes: [.files, .bundledStudies, .rulesAndCodes]),
      ArgumentSpec(
        name: "LINE", help: "the id of a line of the study, or a total such as `full`",
        arity: .optional),
    ],
    options: [
      .format(.text, .json, .latex, ChoiceSpec("bibtex", "the sources that the figure rests on")),
      .output,
      .set("change the study before it is worked out; PATH leads to the place by names"),
      .samples, .seed, .allowPath,
      OptionSpec(
        long: "standalone", help: "write a whole document, not a part to include", group: .latex),
      OptionSpec(
        long: "cite",
        help: "cite sources by `\\cite`, for a paper that has them in its bibliography",
        group: .latex),
    ],
    examples: [
      HelpEntry("cradle explain", "what can be explained"),
      HelpEntry("cradle explain study", "every key of a study file"),
      HelpEntry("cradle explain bloom full", "how the total of BLOOM came about"),
      HelpEntry(
        "cradle explain bloom embodied -f latex --cite -o embodied.tex",
        "the derivation of a figure, to put into a paper"),
      HelpEntry("cradle explain bloom embodied -f bibtex", "what to cite for it"),
      HelpEntry("cradle explain tab-indentation", "what an error means"),
    ])
}

extension Session {
  /// `cradle explain [TOPIC] [LINE]`: a study's derivations, a rule, an error code, the units.
  func explain() throws(Failure) -> Int32 {
    let arguments = invocation.arguments
    let format = invocation.value(of: "format") ?? "text"
    if !isStudy(arguments.first) {
      if format == "json" || format == "bibtex" { throw Self.goesWithStudy("--format \(format)") }
      for option in ["samples", "seed", "cite", "set"] where invocation.has(option) {
        throw Self.goesWithStudy("--\(option)")
      }
    }
    for option in ["standalone", "cite"] where invocation.has(option) && format != "latex" {
      throw Self.goesWithLaTeX(option)
    }
    if invocation.has("standalone"), invocation.has("cite") { throw Self.noBibliography }
    let drawing = try drawing
    guard let topic = arguments.first else {
      try deliver(rendered(topics))
      return 0
    }
    if !system.exists(topic), topic != "-", arguments.count == 1, let page = page(of: topic) {
      try deliver(rendered(page))
      return 0
    }
    if arguments.count > 1, !system.exists(topic), page(of: topic) != nil {
      throw Self.hasNoLines(topic)
    }
    guard isStudy(topic) else { throw Self.unknownTopic(topic) }
    let loaded = try load(topic, changes: invocation.values(of: "set"))
    let line = arguments.count > 1 ? arguments[1] : nil
    let report = drawing.map { loaded.report.sampled($0) } ?? loaded.report
    switch format {
    case "json": try deliver(renderJSON(known(Derivation.datum(report, of: line), line, report)))
    case "bibtex": try deliver(known(report.bibTeX(of: line), line, report))
    default:
      let page = Derivation.document(report, of: line, listsSources: !invocation.has("cite"))
      try deliver(rendered(known(page, line, report)))
    }
    return 0
  }

  /// What there is of a line of the study, which has to have it.
  private func known<Answer>(
    _ answer: Answer?, _ line: String?, _ report: Report
  ) throws(Failure) -> Answer {
    guard let answer else { throw Self.unknownLine(line ?? "full", report.ledger) }
    return answer
  }

  private func isStudy(_ topic: String?) -> Bool {
    guard let topic else { return false }
    return topic == "-" || system.exists(topic) || Self.bundledStudies.contains(topic)
  }

  private static func goesWithStudy(_ option: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`\(option)` goes with a study",
        hint: "such as `bloom` in `cradle explain bloom full`"))
  }

  private static var noBibliography: Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`--cite` needs a paper with a bibliography, which `--standalone` has not",
        hint: "leave one of them out; `--format bibtex` writes the sources"))
  }

  private static func goesWithLaTeX(_ option: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`--\(option)` goes with `--format latex`",
        hint: "add `--format latex`, or leave `--\(option)` out"))
  }

  private func rendered(_ document: Document) -> String {
    guard invocation.value(of: "format") == "latex" else { return textRenderer.render(document) }
    let renderer = LaTeXRenderer(options: .init(citesByCommand: invocation.has("cite")))
    return invocation.has("standalone")
      ? renderer.standalone(document)
      : renderer.comment(document.needsInLaTeX) + renderer.part(document)
  }

  /// The page of a rule, a code, or the units.
  private func page(of topic: String) -> Document? {
    if let rule = Rules.entries.first(where: { $0.id == topic }) { return rule.document }
    if let code = Code(rawValue: topic) { return MistakePage(code).document }
    if topic == "units" { return Self.units }
    if topic == "study" {
      let text = Embedded.file("language.txt")?.text() ?? ""
      return Document(title: ["The study file"], blocks: [.preformatted(text)])
    }
    return nil
  }

  /// All topics beside studies: rules and codes.
  static var topicNames: [String] {
    ["study", "units"] + Rules.entries.map(\.id) + Code.allCases.map(\.rawValue)
  }

  private var topics: Document {
    Document(
      title: ["What can be explained"],
      blocks: [
        .heading(1, ["Studies: how each figure came about"]),
        .list(Self.bundledStudies.map { [.code("cradle explain \($0)")] }),
        .heading(1, ["Rules of the book"]),
        .terms(Rules.entries.map { Term([.code($0.id)], [.text($0.title)]) }),
        .heading(1, ["The study file: every key, and the units"]),
        .list([[.code("cradle explain study")], [.code("cradle explain units")]]),
        .heading(1, ["Codes of messages"]),
        .paragraph([.text(Code.allCases.map(\.rawValue).joined(separator: ", "))]),
      ])
  }

  private static var units: Document {
    Document(
      title: ["Units of the study language"],
      blocks: [
        .terms([
          Term(["time"], ["s, min, h, d, yr (365 d); ms, us, ns"]),
          Term(["energy"], ["J, Wh, with the prefixes m, k, M, G, T, P"]),
          Term(["power"], ["W, with the same prefixes"]),
          Term(
            ["emissions"],
            ["gCO2e, kgCO2e, tCO2e, ktCO2e, MtCO2e; gCO2eq and gCO2-eq are the same"]),
          Term(["intensity"], ["emissions by energy, such as gCO2e/kWh"]),
          Term(["data"], ["B, kB, MB, GB, TB, PB; KiB, MiB, GiB, TiB; bit"]),
          Term(["operations"], ["FLOP, GFLOP, TFLOP, PFLOP, …; speed is TFLOP/s"]),
          Term(["area"], ["mm2, cm2, m2"]),
          Term(["share"], ["%"]),
          Term(["things counted"], [.text(CountedUnit.all.map(\.symbol).joined(separator: ", "))]),
        ]),
        .paragraph([
          "Units are multiplied and divided by ", .code("*"), " and ", .code("/"),
          ". The gas is part of the unit: a gram of nothing in particular is refused.",
        ]),
      ])
  }

  private static func unknownTopic(_ topic: String) -> Failure {
    let near = nearest(to: topic, among: bundledStudies + topicNames, limit: 1).first
    return Failure(
      2,
      Diagnostic(
        .unknownTopic, "`\(topic)` is neither a study nor a rule nor the code of a message",
        hint: near.map { "did you mean `\($0)`?" } ?? "`cradle explain` lists what there is"))
  }

  private static func hasNoLines(_ topic: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .unknownFigure, "`\(topic)` is no study, so it has no lines",
        hint: "`cradle explain \(topic)` shows the whole page"))
  }

  private static func unknownLine(_ line: String, _ ledger: Ledger) -> Failure {
    let near = nearest(to: line, among: ledger.names, limit: 1).first
    return Failure(
      2,
      Diagnostic(
        .unknownFigure, "the study has no line or total named `\(line)`",
        hint: near.map { "did you mean `\($0)`?" }
          ?? "its lines are \(ledger.lines.map { "`\($0.id)`" }.joined(separator: ", "))"))
  }
}

extension Document {
  /// What a paper that takes in the page has to load.
  fileprivate var needsInLaTeX: [String] {
    for block in blocks {
      if case .equations = block {
        return [
          "Needs amsmath and siunitx; with version 2 of siunitx, \\providecommand{\\qty}{\\SI}."
        ]
      }
    }
    return []
  }
}
