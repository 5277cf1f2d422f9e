public import Accounting
public import Diagnostics
public import Documents
import Formulas
import Quantities
import Studies

extension Report {
  /// What `check` says of a study: figures that are missing, assumed, missed or noteworthy.
  ///
  /// - Parameter changes: which factors moved the total since another catalogue.
  public func checkDocument(_ diagnostics: [Diagnostic], changes: FactorChanges? = nil) -> Document
  {
    var blocks: [Block] = [.paragraph(verdict(diagnostics))]
    if let table = expectationTable { blocks.append(.table(table)) }
    func section(_ title: String, _ items: [[Inline]]) {
      if !items.isEmpty { blocks += [.heading(1, [.text(title)]), .list(items)] }
    }
    section("Notes", ledger.notes.map(explained))
    section("For a second look", ledger.findings.map(explained))
    if let changes { blocks += changes.blocks }
    if ledger.study.catalogue != nil { section("Own catalogue", ownFactors) }
    section("Assumptions", assumptions)
    section("Not covered", notCovered)
    section("Ranges stated", ranges)
    blocks.append(.paragraph([.tone(.quiet, provenance.line)]))
    return Document(title: [.text(ledger.study.name)], blocks: blocks)
  }

  /// One line: how much of it stands.
  private func verdict(_ diagnostics: [Diagnostic]) -> [Inline] {
    let errors = diagnostics.filter { $0.severity == .error }.count
    let holding = expectations.filter(\.holds).count
    let documented = expectations.filter { !$0.holds && $0.expectation.but != nil }.count
    let count = ledger.lines.count
    var words = ["\(count) line\(count == 1 ? "" : "s")"]
    if !expectations.isEmpty {
      words.append("\(holding) of \(expectations.count) published figures hold")
      if documented > 0 {
        words.append("\(documented) documented discrepanc\(documented == 1 ? "y" : "ies")")
      }
    }
    words.append(
      "\(ledger.assumptions.count) assumption\(ledger.assumptions.count == 1 ? "" : "s")")
    let missing = notCovered.count
    words.append("\(missing) kind\(missing == 1 ? "" : "s") of figure not covered")
    return [
      errors == 0
        ? .tone(.good, "In order: ") : .tone(.bad, "\(errors) error\(errors == 1 ? "" : "s"): "),
      .text(words.joined(separator: ", ") + "."),
    ]
  }

  /// A note with its place, and where to read more.
  private func explained(_ note: Diagnostic) -> [Inline] {
    var line = note.sentences
    if let span = note.span { line.append(.tone(.quiet, " \(sources.place(of: span))")) }
    return line + note.pointer
  }

  /// The check as data, `cradle.check/1`.
  public func checkDatum(_ diagnostics: [Diagnostic], changes: FactorChanges? = nil) -> Datum {
    guard case .record(var entries) = datum else { return .null }
    if let changes { entries.append(("against", changes.datum)) }
    let kept = [
      "against", "catalogue", "study", "gaps", "assumptions", "notes", "expectations", "provenance",
    ]
    let errors = diagnostics.filter { $0.severity == .error }
    return .record(
      [
        ("schema", .text("cradle.check/1")), ("ok", .bool(errors.isEmpty)),
        ("errors", .list(errors.map { $0.datum(in: sources) })),
        ("findings", .list(ledger.findings.map { $0.findingDatum(in: sources) })),
      ] + entries.filter { kept.contains($0.key) })
  }
}

extension Ledger {
  /// The assumptions as errors, for `--strict`.
  public var strictDiagnostics: [Diagnostic] {
    assumptions.map { parameter in
      Diagnostic(
        .assumption,
        "`\(parameter.name ?? parameter.identity)` is assumed: \(parameter.written)"
          + (parameter.spread.map { "; \($0.text(in: parameter.unit))" } ?? ""),
        hint: parameter.isPickable
          ? "pick it by `method`, `year` or `source`, or state it in the study"
          : "state it in the study, or leave out `--strict`")
    }
  }
}

extension Parameter {
  /// Whether it stands in the catalogue beside others, so that a study can say which it means.
  fileprivate var isPickable: Bool {
    guard spread != nil, case .catalogue = origin else { return false }
    return identity.hasPrefix("catalogue: ")
  }
}
