import Accounting
import Diagnostics
public import Documents
import Quantities
import Studies

/// Several reports side by side; one alone shows its boundaries.
public struct Comparison: Sendable {
  /// What is compared, each under a name of its own.
  public internal(set) var reports: [(name: String, report: Report)]
  /// How sure the differences are; nothing where no samples were drawn.
  var uncertainty: Uncertainty?

  /// Reports side by side.
  public init(_ reports: [(name: String, report: Report)]) { self.reports = reports }

  /// The page.
  public var document: Document {
    guard reports.count > 1 else { return single }
    var blocks: [Block] = [.table(table)]
    if uncertainty != nil { blocks += uncertaintyBlocks }
    let notes = unlikeDynamics.map(Self.inlines) + grouped(\.notes)
    if !notes.isEmpty { blocks += [.heading(1, ["Notes"]), .list(notes)] }
    let gaps = grouped(\.notCovered)
    if !gaps.isEmpty { blocks += [.heading(1, ["Not covered"]), .list(gaps)] }
    blocks.append(
      .list(reports.map { name, report in [.tone(.quiet, "\(name): \(report.provenance.line)")] }))
    let names = reports.map(\.report.ledger.study.name).uniqued
    let title = names.count == 1 ? names[0] : "\(names.count) studies compared"
    return Document(title: [.text(title)], blocks: blocks)
  }

  /// A warning where the dynamic figures are known to be of different kinds; of an example each,
  /// where many are compared.
  var unlikeDynamics: [Diagnostic] {
    var kinds: [(kinds: [DynamicKind], names: [String])] = []
    for (name, report) in reports {
      let own = report.ledger.dynamicKinds
      if own.isEmpty { continue }
      if let index = kinds.firstIndex(where: { $0.kinds == own }) {
        kinds[index].names.append(name)
      } else {
        kinds.append((own, [name]))
      }
    }
    let all = kinds.flatMap(\.kinds)
    guard kinds.count > 1, all.contains(where: { kind in all.contains(where: kind.isUnlike) })
    else { return [] }
    let words = kinds.map { kinds, names in
      let more = names.count > 1 ? " and \(names.count - 1) more" : ""
      return "\(names[0])\(more): \(kinds.map(\.words).joined(separator: "; "))"
    }
    return [
      Diagnostic(
        .warning, .unlikeDynamic,
        "the dynamic figures are not alike (\(words.joined(separator: " — "))), so that their ratio tells of the counting too",
        hint: "compare totals that hold dynamic and idle energy, or count both sides alike")
    ]
  }

  private static func inlines(_ finding: Diagnostic) -> [Inline] {
    finding.sentences + finding.pointer
  }

  /// What several reports say alike stands once, behind their names.
  private func grouped(_ items: (Report) -> [[Inline]]) -> [[Inline]] {
    var order: [[Inline]] = []
    var names: [[Inline]: [String]] = [:]
    for (name, report) in reports {
      for item in items(report) {
        if names[item] == nil { order.append(item) }
        names[item, default: []].append(name)
      }
    }
    return order.map { item in
      let sides = names[item] ?? []
      let all = sides.count == reports.count
      return [.strong(all ? "all" : sides.joined(separator: "; ")), ": "] + item
    }
  }

  private var single: Document {
    guard let report = reports.first?.report else { return Document(title: [], blocks: []) }
    var blocks: [Block] = [
      .paragraph(report.headline), .table(report.boundaryTable),
    ]
    if uncertainty != nil { blocks += uncertaintyBlocks }
    if !report.notes.isEmpty { blocks += [.heading(1, ["Notes"]), .list(report.notes)] }
    blocks += [.heading(1, ["Not covered"]), .list(report.notCovered)]
    blocks.append(.paragraph([.tone(.quiet, report.provenance.line)]))
    return Document(title: [.text(report.ledger.study.name)], blocks: blocks)
  }

  var boundary: Boundary { reports.first?.report.boundary ?? .full }

  /// The table: a row a study; a lower bound is not ranked against a complete total.
  public var table: Table {
    guard reports.count > 1 else {
      return reports.first?.report.boundaryTable
        ?? Table(name: "comparison", caption: [], columns: [], rows: [])
    }
    let totals = reports.map {
      ($0.name, $0.report.ledger.total(.dynamic), $0.report.ledger.total(boundary))
    }
    let masses = Scale.mass(totals.flatMap { [$0.1.kilograms, $0.2.kilograms] as [Double?] })
    let energies = Scale.energy(totals.map { $0.2.kilowattHours })
    let reference = totals.first.map { $0.2 }
    let rows = totals.map { name, dynamic, whole -> Table.Row in
      let (mass, energy) = whole.cells(masses, energies)
      return Table.Row([
        .text([.text(name)]), energy, dynamic.cells(masses, energies).mass, mass,
        ratio(whole, dynamic), reference.map { ratio(whole, $0) } ?? .none,
      ])
    }
    let isIncomplete = totals.contains { !$0.1.isComplete || !$0.2.isComplete }
    return Table(
      name: "comparison", caption: [.text("Dynamic energy only beside \(boundary.title)")],
      columns: [
        .init(["Study"]), .init(["Energy"], unit: energies.unit, .decimal),
        .init(["Dynamic"], unit: masses.unit, .decimal),
        .init(
          [.text(boundary == .full ? "Full" : boundary.rawValue.camel)], unit: masses.unit, .decimal
        ),
        .init(["of dynamic"], unit: "×", .decimal), .init(["of first"], unit: "×", .decimal),
      ], rows: rows,
      notes: (isIncomplete
        ? [["≥ marks a lower bound; it is not set against a complete total."]] : []) + whatIfs)
  }

  /// What was changed in which study.
  private var whatIfs: [[Inline]] {
    reports.filter { !$0.report.provenance.changes.isEmpty }.map { name, report in
      [.strong(name), .text(": with \(report.provenance.changes.joined(separator: ", ")).")]
    }
  }

  private func ratio(_ total: Total, _ other: Total) -> Table.Cell {
    guard total.isComplete, other.isComplete, let above = total.kilograms,
      let below = other.kilograms, below > 0, (above / below).isFinite
    else { return .none }
    return .number(rounded(above / below))
  }

  /// The comparison as data, `cradle.comparison/1`.
  public var datum: Datum {
    guard uncertainty == nil else { return sampledDatum }
    return plainDatum
  }

  /// The comparison as data without samples.
  var plainDatum: Datum {
    let reference = reports.first?.report.ledger.total(boundary)
    func number(_ value: Double?) -> Datum { value.map(Datum.number) ?? .null }
    func factor(_ total: Total, _ other: Total?) -> Datum {
      guard let other, total.isComplete, other.isComplete, let above = total.kilograms,
        let below = other.kilograms, below > 0, (above / below).isFinite
      else { return .null }
      return .number(above / below)
    }
    return .record([
      ("schema", .text("cradle.comparison/1")), ("boundary", .text(boundary.rawValue)),
      ("findings", .list(unlikeDynamics.map { $0.findingDatum(in: nil) })),
      (
        "studies",
        .list(
          reports.map { name, report in
            let whole = report.ledger.total(boundary)
            return .record([
              ("name", .text(name)), ("study", .text(report.ledger.study.name)),
              ("digest", .text("sha256:\(report.provenance.digest)")),
              ("changes", .list(report.provenance.changes.map(Datum.text))),
              (
                "totals",
                .record(
                  Boundary.allCases.map { boundary in
                    let total = report.ledger.total(boundary)
                    return (
                      boundary.rawValue,
                      .record([
                        ("kgCO2e", number(total.kilograms)), ("kWh", number(total.kilowattHours)),
                        ("complete", .bool(total.isComplete)),
                        ("missing", .list(total.missing.map { .text($0.rawValue) })),
                      ])
                    )
                  })
              ),
              ("ofDynamic", factor(whole, report.ledger.total(.dynamic))),
              ("ofFirst", factor(whole, reference)),
            ])
          })
      ),
    ])
  }
}
