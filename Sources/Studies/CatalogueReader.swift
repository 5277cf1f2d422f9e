public import Diagnostics
public import Factors
import StudySyntax

extension OwnCatalogue {
  /// What a file of factors is read for.
  public enum Purpose: Sendable {
    /// To stand above the bundled catalogue: every row has to be in order.
    case use
    /// To be held against the bundled catalogue, as one that was kept from another time: entries,
    /// figures and sources that are not known today are passed over or taken as they are.
    case comparison
  }

  /// Reads a file of factors: YAML, or the columns of `Data/factors` where its first line names them
  /// or its name ends in `.csv`.
  ///
  /// All mistakes of the file go to `diagnostics` in one run, and nothing is returned then: a
  /// catalogue is never loaded halfway.
  ///
  /// - Parameters:
  ///   - catalogue: what it is to stand on, whose entries it may add to.
  ///   - bibliography: the sources that it may cite beside its own.
  ///   - version: what reports call it.
  public static func read(
    _ file: FileID, in sources: Sources, over catalogue: FactorCatalog,
    bibliography: Bibliography = .embedded, version: String, for purpose: Purpose = .use,
    diagnostics: inout [Diagnostic]
  ) -> OwnCatalogue? {
    var found: [Diagnostic] = []
    let reader = CatalogueReader(
      StudyReader(sources: sources, bibliography: bibliography), over: catalogue, for: purpose)
    let name = sources[file].name
    let isTable = name.hasSuffix(".csv") || CatalogueReader.namesColumns(sources[file].bytes)
    if isTable {
      reader.table(file)
    } else if let root = StudyParser.parse(file, in: sources, diagnostics: &found) {
      reader.tree(root)
    }
    reader.checkZones()
    found += reader.reader.diagnostics
    diagnostics += found
    guard !found.contains(where: { $0.severity == .error }) else { return nil }
    return OwnCatalogue(
      file: name, bytes: sources[file].bytes, version: version, entries: reader.entries,
      rows: reader.rows, sources: reader.ownSources, isTable: isTable)
  }
}

/// Reads one file of factors.
final class CatalogueReader {
  let reader: StudyReader
  let catalogue: FactorCatalog
  let purpose: OwnCatalogue.Purpose
  var entries: [OwnCatalogue.Entry] = []
  var rows: [OwnCatalogue.Row] = []
  var ownSources: [OwnCatalogue.Source] = []
  /// What the file says once for all rows that do not say it themselves.
  var year: Node?
  var source: Node?
  /// Where each row stands, by all that tells it from others.
  var known: [[String]: Span] = [:]
  /// The identifiers of a table that were looked up.
  var described: Set<String> = []
  /// The zones that rows name, with the row where it is in order.
  var zones: [(name: String, row: Int?, node: Node)] = []
  /// How many more entries of the catalogue are looked for, each costing a look at all of them.
  var searchesLeft = 20

  static let keys = ["factors", "sources", "cite", "year", "note"]
  static let rowKeys = ["value", "year", "method", "source", "confidence", "note"]
  static let entryKeys = ["kind", "name", "aliases"]

  init(_ reader: StudyReader, over catalogue: FactorCatalog, for purpose: OwnCatalogue.Purpose) {
    self.reader = reader
    self.catalogue = catalogue
    self.purpose = purpose
  }

  func report(_ diagnostic: Diagnostic) { reader.report(diagnostic) }

  /// The whole file, written as YAML.
  func tree(_ root: Node) {
    guard let fields = reader.fields(of: root, known: Self.keys, what: "a catalogue") else {
      return
    }
    let isMisspelt = reader.wasMisspelt(["factors"])
    _ = fields["note"].flatMap { reader.text($0, "note") }
    ownSources = (fields["sources"].map(reader.readSources) ?? []).map { source in
      OwnCatalogue.Source(
        key: source.key, fields: source.fields.map { .init(name: $0.name, value: $0.text) })
    }
    reader.sourceKeys = NameIndex(ownSources.map(\.key))
    year = fields["year"]
    source = fields["cite"]
    guard let factors = fields["factors"] else {
      if !isMisspelt { report(Self.noFactors(at: CatalogueReader.start(of: root))) }
      return
    }
    let each = "an entry of the catalogue by its identifier"
    for entry in reader.entries(of: factors, "factors", each: each) { self.entry(entry) }
  }

  /// An entry with its figures.
  private func entry(_ entry: Entry) {
    let figures = FigureKind.all.map(\.name)
    let what = "`\(entry.key)`"
    let known = Self.entryKeys + figures
    guard case .mapping(let fields) = entry.value.content else {
      report(StudyReader.wrongShape("\(what) is a mapping of figures", known: known, entry.value))
      return
    }
    guard reader.fields(of: entry.value, known: known, what: "a catalogue entry") != nil else {
      return
    }
    func node(_ key: String) -> Node? { fields.first { $0.key == key }?.value }
    let aliases =
      node("aliases").map { reader.items(of: $0).compactMap { reader.text($0, "aliases") } } ?? []
    let isKnown = describe(
      Located(entry.key, entry.keySpan), kind: node("kind"),
      name: node("name").flatMap { reader.text($0, "name") }, aliases: aliases)
    guard isKnown else { return }
    for field in fields where figures.contains(field.key) {
      for item in reader.items(of: field.value) {
        if let draft = draft(item, of: entry, field) { take(draft) }
      }
    }
  }

  /// A figure in its short or its long form.
  private func draft(_ node: Node, of entry: Entry, _ field: Entry) -> FactorDraft? {
    var draft = FactorDraft(
      id: entry.key, figure: Located(field.key, field.keySpan), value: node, span: node.span)
    guard case .mapping = node.content else { return draft }
    guard let fields = reader.fields(of: node, known: Self.rowKeys, what: "a row of `\(field.key)`")
    else { return nil }
    guard let value = fields["value"] else {
      if !reader.wasMisspelt(["value"]) {
        report(Self.noValue(field.key, entry.key, at: CatalogueReader.start(of: node)))
      }
      return nil
    }
    draft.value = value
    draft.year = fields["year"]
    draft.method = fields["method"]
    draft.source = fields["source"]
    draft.confidence = fields["confidence"]
    draft.note = fields["note"]
    draft.misspelt = reader.unknownKeys
    return draft
  }

  /// The place before a thing that may be long.
  static func start(of node: Node) -> Span {
    Span(file: node.span.file, lower: node.span.lower, upper: node.span.lower)
  }
}

/// A text and where it stands.
struct Located {
  var text: String
  var span: Span

  init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// A row on its way from text to figure.
struct FactorDraft {
  var id: String
  var figure: Located
  var value: Node
  var year: Node?
  var method: Node?
  var source: Node?
  var confidence: Node?
  var note: Node?
  /// Keys that are none; they may have been meant for one that is missing.
  var misspelt: [String] = []
  var span: Span
}

// What can be wrong with a file as a whole.
extension CatalogueReader {
  private static func noFactors(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingKey, "the catalogue has no `factors`", at: span,
      hint: "list its figures there by entry, such as `FR: {intensity: 41 gCO2e/kWh}`")
  }

  private static func noValue(_ figure: String, _ id: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingKey, "this `\(figure)` of `\(id)` has no `value`", at: span,
      hint: "write `{value: …, year: …, source: …}`")
  }
}
