public import Diagnostics
public import Factors
import Formulas
public import StudySyntax

extension Study {
  /// Reads a study from its tree: every mistake goes to `diagnostics`, all in one run.
  ///
  /// - Parameters:
  ///   - root: the tree of the study file, `--set` applied.
  ///   - sources: the texts that the tree points into.
  ///   - bibliography: the bundled sources, which `cite:` may name beside the study's own.
  ///   - logs: reads the logs that the study names, such as `traffic: {log: FILE}`, or says why
  ///     not; without it `log` is no key.
  /// - Returns: the study, with what could be read of it where there are mistakes.
  public static func read(
    _ root: Node, in sources: Sources, bibliography: Bibliography = .embedded,
    logs: StudyLogs? = nil, diagnostics: inout [Diagnostic]
  ) -> Study {
    let reader = StudyReader(sources: sources, bibliography: bibliography)
    reader.logs = logs
    let study = reader.study(root)
    diagnostics += reader.diagnostics
    return study
  }

  /// The keys of a study file.
  static let keys = [
    "cradle", "study", "note", "cite", "sources", "catalogue", "values", "sites", "equipment",
    "activities",
    "functional-unit", "expect",
  ]
}

/// Walks the tree of one study; each part of the language is an extension in a file of its own.
final class StudyReader {
  let sources: Sources
  let bibliography: Bibliography
  var diagnostics: [Diagnostic] = []
  /// The names of the values.
  var valueNames = NameIndex()
  /// The values by their names, as far as they are read.
  var values: [DeclaredValue] = []
  /// The values being read, outermost first, to name a cycle.
  var reading: [String] = []
  /// For each of them, how many values rest upon each other in what it names so far.
  var depths: [Int] = []
  /// Whether a value that rests on too many others was reported.
  var sawDeepValue = false
  /// The unknown keys of the mapping that was read last.
  var unknownKeys: [String] = []
  /// How many more known names are looked at for suggestions.
  var suggestionsLeft = 10_000
  /// The keys of the study's own sources.
  var sourceKeys = NameIndex()
  /// Reads the logs that a study names.
  var logs: StudyLogs?
  /// The study's `cite`, the source of every figure that names none.
  var cite: [String] = []

  init(sources: Sources, bibliography: Bibliography) {
    self.sources = sources
    self.bibliography = bibliography
  }

  func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  func study(_ root: Node) -> Study {
    var study = Study()
    guard let fields = fields(of: root, known: Study.keys, what: "a study") else { return study }
    let hasActivities = fields["activities"] != nil || wasMisspelt(["activities"])
    if let node = fields["cradle"], let text = text(node, "cradle"), text != "1" {
      report(Self.unknownVersion(text, at: node.span))
    }
    if let node = fields["study"] {
      study.name = text(node, "study") ?? ""
    } else if !wasMisspelt(["study"]) {
      report(Self.missingName(at: root.span))
    }
    study.note = fields["note"].flatMap { text($0, "note") }
    study.sources = fields["sources"].map(readSources) ?? []
    sourceKeys = NameIndex(study.sources.map(\.key))
    study.cite = fields["cite"].map(readCitations) ?? []
    cite = study.cite.map(\.name)
    study.catalogue = fields["catalogue"].flatMap(readCatalogue)
    study.values = fields["values"].map(readValues) ?? []
    study.sites = fields["sites"].map(readSites) ?? []
    study.equipment = fields["equipment"].map(readEquipment) ?? []
    if let node = fields["activities"] {
      study.activities = readActivities(node)
    } else if !hasActivities {
      report(
        Self.noActivity(
          at: Span(file: root.span.file, lower: root.span.lower, upper: root.span.lower)))
    }
    study.functionalUnits = fields["functional-unit"].map(readFunctionalUnits) ?? []
    study.expectations = fields["expect"].map(readExpectations) ?? []
    return study
  }

  /// `cite: luccioni2023`, or a list of keys.
  func readCitations(_ node: Node) -> [Reference] {
    items(of: node).compactMap { item in
      guard let key = text(item, "cite") else { return nil }
      guard isSource(key) else {
        report(unknownSource(key, at: item.span))
        return nil
      }
      return Reference(key, at: item.span)
    }
  }

  func isSource(_ key: String) -> Bool {
    sourceKeys.contains(key) || bibliography.contains(key)
  }

  func unknownSource(_ key: String, at span: Span) -> Diagnostic {
    let near = suggestion(for: key, among: sourceKeys.names.sorted() + bibliography.keys)
    return Diagnostic(
      .unknownSource, "no source has the key `\(key)`", at: span,
      hint: near.map { "did you mean `\($0)`?" } ?? "describe it under `sources:`, by this key")
  }

  func readSources(_ node: Node) -> [StudySource] {
    entries(of: node, "sources", each: "a source by its key").compactMap { entry in
      if case .scalar = entry.value.content {
        guard let text = text(entry.value, entry.key) else { return nil }
        return StudySource(key: entry.key, span: entry.keySpan, fields: [("title", text)])
      }
      guard let fields = fields(of: entry.value, known: Self.sourceFields, what: "a source")
      else { return nil }
      let texts = Self.sourceFields.compactMap { name in
        fields[name].flatMap { text($0, name) }.map { (name: name, text: $0) }
      }
      return StudySource(key: entry.key, span: entry.keySpan, fields: texts)
    }
  }

  private static let sourceFields = [
    "author", "title", "year", "journal", "publisher", "note", "doi", "url", "version", "date",
  ]
}

// What can be wrong with a study as a whole.
extension StudyReader {
  private static func unknownVersion(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unknownVersion, "`cradle: \(text)` is a version of the study language not known here",
      at: span, hint: "this tool reads `cradle: 1`, which may be left out")
  }

  private static func missingName(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingKey, "the study has no name",
      at: Span(file: span.file, lower: span.lower, upper: span.lower),
      hint: "begin with `study: NAME`")
  }

  static func noActivity(at span: Span) -> Diagnostic {
    Diagnostic(
      .noActivity, "the study has no activity, so there is nothing to count", at: span,
      hint: "list one under `activities:`, such as `- training: NAME`")
  }
}
