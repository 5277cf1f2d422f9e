import Accounting
import Diagnostics
import Factors
import Inventories
import Reporting
import Studies
import StudySyntax

/// A study on its way from a name to a report.
struct LoadedStudy {
  /// The name under which it was asked for.
  var name: String
  var report: Report
  /// Expectations that are not as the study says, and other answers of no.
  var misses: [Diagnostic]
  /// Which factors moved its total since another catalogue, where that was asked.
  var changes: FactorChanges?
}

extension Session {
  /// The largest study that is read, in bytes.
  static let limit = 16 << 20

  /// The names of the studies that are built in.
  static var bundledStudies: [String] {
    Embedded.paths(under: "studies").compactMap { path in
      path.hasSuffix(".yaml") ? String(path.dropFirst("studies/".count).dropLast(5)) : nil
    }.sorted()
  }

  /// The text of a study: a path, `-`, or the name of a bundled one; a file of that name wins.
  func text(of study: String) throws(Failure) -> FileID {
    if study != "-", !system.exists(study), let file = Embedded.file("studies/\(study).yaml") {
      return sources.add(SourceText(name: study, bytes: file.bytes()))
    }
    guard study == "-" || system.exists(study) || system.isFolder(study) else {
      throw Self.unknown(study)
    }
    return try text(ofFile: study)
  }

  /// The text of a file, or of standard input for `-`.
  func text(ofFile path: String) throws(Failure) -> FileID {
    do throws(SystemError) {
      if path != "-", system.isFolder(path) { throw SystemError(reason: "it is a folder") }
      let bytes =
        path == "-"
        ? try system.readInput(limit: Self.limit) : try system.read(path, limit: Self.limit)
      return sources.add(SourceText(name: path, bytes: bytes))
    } catch {
      throw Self.unreadable(path == "-" ? "standard input" : path, error)
    }
  }

  /// The tree of a text, with the changes that `--set` asks for.
  func tree(of file: FileID, changes: [String]) throws(Failure) -> Node {
    var diagnostics: [Diagnostic] = []
    var tree = StudyParser.parse(file, in: sources, diagnostics: &diagnostics)
    if let parsed = tree, !diagnostics.contains(where: { $0.severity == .error }) {
      var changed = parsed
      for change in changes { changed = set(change, in: changed, diagnostics: &diagnostics) }
      tree = changed
    }
    guard let tree, !diagnostics.contains(where: { $0.severity == .error }) else {
      throw Failure(1, all: diagnostics + (tree.map { meaning(of: $0, beside: diagnostics) } ?? []))
    }
    return tree
  }

  /// The mistakes of a tree beyond its syntax, so that all come in one run.
  private func meaning(of tree: Node, beside syntax: [Diagnostic]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    let study = Study.read(tree, in: sources, logs: unread, diagnostics: &diagnostics)
    // Without the catalogues that it names, its names could not be told.
    if study.catalogue?.files.isEmpty ?? true { _ = study.resolved(diagnostics: &diagnostics) }
    let aftermath = Aftermath(of: syntax, in: tree, sources)
    return diagnostics.filter { !aftermath.explains($0) }
  }

  private func set(_ change: String, in tree: Node, diagnostics: inout [Diagnostic]) -> Node {
    guard let split = change.firstIndex(of: "="), split != change.startIndex,
      change[split...].contains(where: { $0 != "=" && $0 != " " })
    else {
      let file = sources.add(SourceText(name: "--set", bytes: Array(change.utf8)))
      diagnostics.append(Self.noPath(change, Span(file: file, lower: 0, upper: change.utf8.count)))
      return tree
    }
    let path = String(change[..<split])
    let value = String(change[change.index(after: split)...])
    let pathFile = sources.add(SourceText(name: "--set", bytes: Array(path.utf8)))
    let pathSpan = Span(file: pathFile, lower: 0, upper: path.utf8.count)
    let file = sources.add(SourceText(name: "--set \(path)", bytes: Array(value.utf8)))
    var mistakes: [Diagnostic] = []
    let parsed = StudyParser.parse(file, in: sources, diagnostics: &mistakes)
    diagnostics += mistakes
    guard let node = parsed, !mistakes.contains(where: { $0.severity == .error }) else {
      return tree
    }
    return tree.setting(path, at: pathSpan, to: node, diagnostics: &diagnostics) ?? tree
  }

  /// A study from its name to its report; throws with all its mistakes where it has any.
  func load(
    _ name: String, changes: [String] = [], boundary: Boundary = .full,
    against older: (name: String, catalogue: FactorCatalog)? = nil
  ) throws(Failure) -> LoadedStudy {
    try load(text(of: name), as: name, changes: changes, boundary: boundary, against: older)
  }

  /// A text from its bytes to its report, under a name.
  func load(
    _ file: FileID, as name: String, changes: [String], boundary: Boundary,
    against older: (name: String, catalogue: FactorCatalog)? = nil
  ) throws(Failure) -> LoadedStudy {
    var meters = MeterFindings()
    let tree = metered(try tree(of: file, changes: changes), in: name, &meters)
    var diagnostics = meters.mistakes
    let logFailures = LogFailures()
    var study = Study.read(
      tree, in: sources, logs: logs(of: name, logFailures), diagnostics: &diagnostics)
    var status: Int32 = 1
    for failure in logFailures.all {
      diagnostics += failure.diagnostics
      status = max(status, failure.status)
    }
    var own: [OwnCatalogue] = []
    if let files = study.catalogue?.files, !files.isEmpty {
      own = try catalogues(files, of: name, beside: diagnostics)
      study.add(own)
    }
    let catalogue = own.isEmpty ? FactorCatalog.embedded : FactorCatalog.embedded.under(own)
    let inventory = study.resolved(with: catalogue, diagnostics: &diagnostics)
    if diagnostics.contains(where: { $0.severity == .error }) {
      throw Failure(status, all: diagnostics)
    }
    let ledger = inventory.accounted(diagnostics: &diagnostics)
    if diagnostics.contains(where: { $0.severity == .error }) {
      throw Failure(1, all: diagnostics)
    }
    var misses: [Diagnostic] = []
    let expectations = changes.isEmpty ? ledger.expectations(diagnostics: &misses) : []
    if invocation.has("strict") { misses += ledger.strictDiagnostics }
    var provenance = Provenance(
      tool: tool.version, catalogue: inventory.catalogueVersion,
      digest: sha256(sources[file].bytes), changes: changes, logs: meters.logs)
    provenance.records = meters.records
    let report = Report(
      ledger, boundary: boundary, expectations: expectations, provenance: provenance,
      sources: sources)
    var loaded = LoadedStudy(name: name, report: report, misses: misses)
    if let older {
      loaded.changes = try self.changes(
        of: study, from: older.catalogue.under(own), named: older.name, to: catalogue)
    }
    return loaded
  }
}

// What can be wrong with the name of a study.
extension Session {
  private static func unreadable(_ what: String, _ error: SystemError) -> Failure {
    Failure(2, Diagnostic(.unreadable, "cannot read `\(what)`: \(error.reason)"))
  }

  private static func unknown(_ study: String) -> Failure {
    let near = nearest(to: study, among: bundledStudies, limit: 1).first
    let bundled = bundledStudies.map { "`\($0)`" }.joined(separator: ", ")
    return Failure(
      2,
      Diagnostic(
        .unknownStudy, "there is no file `\(study)`, and no bundled study of that name",
        hint: near.map { "did you mean `\($0)`?" } ?? "the bundled studies are \(bundled)"))
  }

  private static func noPath(_ change: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .unknownPath, "`\(change)` is not PATH=VALUE", at: span,
      hint: "write for example `--set sites.jean-zay.grid=394gCO2e/kWh`")
  }
}
