import Accounting
public import Documents
import Factors
import Quantities
import Studies

extension Levers {
  /// The page: each lever with what was tried, and where two options are as good as each other.
  public var document: Document {
    var blocks: [Block] = [.paragraph(report.headline)]
    if levers.isEmpty {
      blocks.append(
        .paragraph([
          .text(
            "Nothing in the catalogue changes it: the total rests on no intensity, PUE, lifetime, "
              + "utilization, load or kind of hardware.")
        ]))
    } else {
      blocks.append(.table(table))
    }
    if !breakEvens.isEmpty {
      blocks += [
        .heading(1, ["Break-even"]),
        .list(
          breakEvens.map { even in
            [.text("At a \(even.name) of "), .strong(even.text), .text(": \(even.words).")]
          }),
      ]
    }
    for note in notes { blocks.append(.paragraph([.text(note)])) }
    let cited = self.cited
    if !cited.isEmpty { blocks += [.heading(1, ["Sources"]), .terms(cited)] }
    blocks.append(.paragraph([.tone(.quiet, report.provenance.line)]))
    return Document(
      title: [.text("\(report.ledger.study.name): what would change it")], blocks: blocks)
  }

  /// A row for each lever, and one for each value tried.
  public var table: Table {
    let now = total.kilograms ?? 0
    let scale = Scale.mass([now] + levers.flatMap { $0.trials.map(\.kilograms) })
    let hasSpeed = levers.contains { $0.kind == .hardware }
    var columns: [Table.Column] = [
      .init(["Change"]), .init(["To"]), .init(["Total"], unit: scale.unit, .decimal),
      .init(["Change"], unit: "%", .decimal),
    ]
    if hasSpeed { columns.append(.init(["Pays from"], unit: "× speed", .decimal)) }
    columns.append(.init(["Source"]))
    var rows: [Table.Row] = []
    for lever in levers {
      rows.append(
        Table.Row(
          [
            .text([.text(lever.name)]), .text([.text("now \(lever.now)")]),
            scale.cell(now, atLeast: !total.isComplete), .none,
          ] + (hasSpeed ? [.none] : []) + [.none]))
      for trial in lever.trials {
        var cells: [Table.Cell] = [
          trial.name.isEmpty ? .none : .text([.text(trial.name)]), .text([.text(trial.value)]),
          scale.cell(trial.kilograms, atLeast: !total.isComplete),
          now > 0 ? .number(rounded((trial.kilograms - now) / now * 100)) : .none,
        ]
        if hasSpeed { cells.append(trial.speed.map { .number(rounded($0)) } ?? .none) }
        let sources = trial.rows.map(\.source).uniqued
        var cited: [Inline] = []
        for source in sources { cited += (cited.isEmpty ? [] : [" "]) + [.cite(source)] }
        cells.append(cited.isEmpty ? .none : .text(cited))
        rows.append(Table.Row(cells, role: .detail))
      }
    }
    var notes: [[Inline]] = [
      [
        .text(
          "Each change alone, all else as stated, the time for which equipment is held among it; the "
            + "greatest reduction first.")
      ]
    ]
    if hasSpeed {
      notes.append([
        "Pays from: how many times as fast other hardware must be for the total to stay."
      ])
    }
    return Table(
      name: "levers", caption: [.text("\(report.ledger.study.name): what would change it")],
      columns: columns, rows: rows, notes: notes)
  }

  private var cited: [Documents.Term] {
    var keys: [String] = []
    for lever in levers {
      for trial in lever.trials {
        for row in trial.rows where !keys.contains(row.source) { keys.append(row.source) }
      }
    }
    return keys.compactMap { key in
      let line = report.sourceLine(key)
      return line == key ? nil : Documents.Term([.cite(key)], [.text(line)])
    }
  }

  /// The levers as data, `cradle.levers/1`.
  public var datum: Datum {
    let now = total.kilograms
    return .record([
      ("schema", .text("cradle.levers/1")),
      (
        "study",
        .record([
          ("name", .text(report.ledger.study.name)),
          ("digest", .text("sha256:\(report.provenance.digest)")),
        ])
      ),
      ("boundary", .text(report.boundary.rawValue)),
      (
        "total",
        .record([
          ("kgCO2e", now.map(Datum.number) ?? .null), ("complete", .bool(total.isComplete)),
        ])
      ),
      ("levers", .list(levers.map { datum($0, now ?? 0) })),
      (
        "breakEven",
        .list(
          breakEvens.map { even in
            .record([
              ("of", .text(even.name)), ("value", .number(even.unit.fromBase(even.value))),
              ("unit", .text(even.unit.symbol.isEmpty ? "1" : even.unit.symbol)),
              ("where", .text(even.words)),
            ])
          })
      ),
    ])
  }

  private func datum(_ lever: Lever, _ now: Double) -> Datum {
    .record([
      ("kind", .text(lever.kind.rawValue)), ("name", .text(lever.name)), ("now", .text(lever.now)),
      (
        "tried",
        .list(
          lever.trials.map { trial in
            .record([
              ("name", trial.name.isEmpty ? .null : .text(trial.name)),
              ("value", .text(trial.value)), ("kgCO2e", .number(trial.kilograms)),
              ("change", .number(trial.kilograms - now)),
              ("speed", trial.speed.map(Datum.number) ?? .null),
              ("sources", .list(trial.rows.map(\.source).uniqued.map(Datum.text))),
              ("set", trial.set.map(Datum.text) ?? .null),
            ])
          })
      ),
    ])
  }
}
