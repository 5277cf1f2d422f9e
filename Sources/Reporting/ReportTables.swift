import Accounting
import Diagnostics
public import Documents
import Formulas
import Quantities
import Studies

extension Report {
  /// Emissions and energy by process, items below their process, with shares of the boundary.
  public var processTable: Table {
    let total = ledger.total(boundary)
    let masses = Scale.mass([total.kilograms] + ledger.lines.map { $0.mass?.value.kilograms })
    let energies = Scale.energy(
      [total.kilowattHours] + ledger.lines.map { $0.energy?.value.kilowattHours })
    let sumOfAll = total.kilograms
    func row(
      _ title: String, _ part: Total, inside: Bool, role: Table.Row.Role = .body
    ) -> Table.Row {
      let share = inside ? part.kilograms.flatMap { part in sumOfAll.map { part / $0 } } : nil
      let (mass, energy) = part.cells(masses, energies)
      return Table.Row(
        [
          .text([.text(title)]), energy, mass,
          share.map { $0.isFinite ? .number(percentage($0)) : .none } ?? .none,
        ], role: role)
    }
    var inside: [Table.Row] = []
    var outside: [Table.Row] = []
    for process in ledger.processes {
      let whole = ledger.posted(process)
      let lines = whole.lines
      let isInside = lines.allSatisfy { $0.covers.isSubset(of: boundary.processes) }
      var rows = [row(title(process, lines), whole, inside: isInside)]
      if lines.count > 1 {
        rows += lines.map {
          row(
            itemTitle($0), Total(lines: [$0], missing: []), inside: isInside, role: .detail)
        }
      }
      if isInside { inside += rows } else { outside += rows }
    }
    let (mass, energy) = total.cells(masses, energies)
    let sum = Table.Row(
      [
        .text([.strong("total, \(boundary.title)")]), energy, mass,
        total.kilograms == nil ? .none : .number("100"),
      ], role: .total)
    return Table(
      name: "processes",
      caption: [.text("\(ledger.study.name): emissions by process")],
      columns: [
        .init(["Process"]), .init(["Energy"], unit: energies.unit, .decimal),
        .init(["Emissions"], unit: masses.unit, .decimal),
        .init([.text(shareTitle(total))], unit: "%", .decimal),
      ],
      rows: inside + [sum] + outside,
      notes: roundingNote(inside, sum, column: 2) + incompleteNotes([total])
        + (outside.isEmpty ? [] : [[.text("Below the total: outside this boundary.")]]))
  }

  private func title(_ process: Process, _ lines: [Line]) -> String {
    guard process == .undivided else { return process.rawValue }
    let covers = lines.reduce(into: ProcessSet()) { $0.formUnion($1.covers) }
    return "\(listed(covers.sorted().map(\.rawValue))), undivided"
  }

  private func itemTitle(_ line: Line) -> String {
    let item = line.item ?? "all equipment"
    return ledger.study.activities.count > 1 ? "\(line.activity), \(item)" : item
  }

  /// Shares of a lower bound are shares of what is covered.
  private func shareTitle(_ total: Total) -> String {
    total.isComplete ? "Share" : "Share of covered"
  }

  /// Says so where figures rounded singly do not add up.
  private func roundingNote(
    _ rows: [Table.Row], _ sum: Table.Row, column: Int
  ) -> [[Inline]] {
    func number(_ row: Table.Row) -> Double? {
      guard case .number(let text, _) = row.cells[column] else { return nil }
      return Double(text)
    }
    let parts = rows.filter { $0.role == .body }.compactMap(number)
    guard let total = number(sum), parts.count > 1,
      abs(parts.reduce(0, +) - total) > 1e-9 * abs(total)
    else { return [] }
    return [["Figures are rounded singly; their sum may differ in the last digit."]]
  }

  /// The boundaries side by side: what is counted, and what that comes to.
  public var boundaryTable: Table {
    let boundaries = Boundary.allCases
    let totals = boundaries.map { ledger.total($0) }
    let masses = Scale.mass(totals.map { $0.kilograms })
    let energies = Scale.energy(totals.map { $0.kilowattHours })
    let dynamic = ledger.total(.dynamic)
    let hasMarket = ledger.lines.contains { $0.marketMass != nil }
    var columns: [Table.Column] = [
      .init(["Boundary"]), .init(["Energy"], unit: energies.unit, .decimal),
      .init(["Emissions"], unit: masses.unit, .decimal),
      .init(["of dynamic"], unit: "×", .decimal),
    ]
    if hasMarket { columns.append(.init(["Market-based"], unit: masses.unit, .decimal)) }
    let rows = boundaries.indices.map { index -> Table.Row in
      let total = totals[index]
      let (mass, energy) = total.cells(masses, energies)
      let ratio = total.kilograms.flatMap { whole in
        dynamic.kilograms.flatMap { part in
          total.isComplete && dynamic.isComplete && part > 0 ? whole / part : nil
        }
      }
      var cells: [Table.Cell] = [
        .text([.text(boundaries[index].title)]), energy, mass,
        ratio.map { $0.isFinite ? .number(rounded($0)) : .none } ?? .none,
      ]
      if hasMarket {
        cells.append(
          masses.cell(total.marketMass?.value.kilograms, atLeast: !total.isComplete))
      }
      return Table.Row(cells)
    }
    return Table(
      name: "comparison",
      caption: [.text("\(ledger.study.name): dynamic energy only beside wider boundaries")],
      columns: columns, rows: rows, notes: incompleteNotes(totals))
  }

  /// What `≥` stands for.
  private func incompleteNotes(_ totals: [Total]) -> [[Inline]] {
    guard let widest = totals.last(where: { !$0.isComplete }) else { return [] }
    return [[.text("≥ marks a lower bound: \(widest.missingWords).")]]
  }

  /// Emissions by stage and activity.
  public var stageTable: Table {
    let total = ledger.total(boundary)
    let stages = ledger.study.activities.map(\.stage).uniqued
    let masses = Scale.mass([total.kilograms])
    let energies = Scale.energy([total.kilowattHours])
    let sumOfAll = total.kilograms
    var rows: [Table.Row] = []
    func row(
      _ title: String, _ part: Total, _ dynamic: Total, _ role: Table.Row.Role
    ) -> Table.Row {
      let (mass, energy) = part.cells(masses, energies)
      let share = part.kilograms.flatMap { kg in sumOfAll.map { kg / $0 } }
      return Table.Row(
        [
          .text([.text(title)]), energy, dynamic.cells(masses, energies).mass, mass,
          share.map { $0.isFinite ? .number(percentage($0)) : .none } ?? .none,
        ], role: role)
    }
    for stage in stages {
      rows.append(
        row(
          stage, ledger.total(stage: stage, boundary), ledger.total(stage: stage, .dynamic), .body))
      for activity in ledger.study.activities where activity.stage == stage {
        let id = activity.id
        rows.append(
          row(
            activity.name, ledger.total(activity: id, boundary),
            ledger.total(activity: id, .dynamic), .detail))
      }
    }
    let sum = row("total, \(boundary.title)", total, ledger.total(.dynamic), .total)
    rows.append(sum)
    return Table(
      name: "stages", caption: [.text("\(ledger.study.name): emissions by stage")],
      columns: [
        .init(["Stage"]), .init(["Energy"], unit: energies.unit, .decimal),
        .init(["Dynamic only"], unit: masses.unit, .decimal),
        .init(["Emissions"], unit: masses.unit, .decimal),
        .init([.text(shareTitle(total))], unit: "%", .decimal),
      ],
      rows: rows,
      notes: roundingNote(rows.filter { $0.role == .body }, sum, column: 3)
        + incompleteNotes([total]))
  }

  /// Totals by functional unit.
  public var unitTable: Table? {
    let units = ledger.perUnits
    guard !units.isEmpty else { return nil }
    let totals = Boundary.allCases.map { ($0, ledger.total($0)) }
    let rows = units.flatMap { unit -> [Table.Row] in
      let masses = Scale.mass(totals.map { unit.kilograms($0.1) })
      let energies = Scale.energy(totals.map { unit.kilowattHours($0.1) })
      func row(_ title: String, _ unit: PerUnit, _ total: Total) -> Table.Row {
        .init([
          .text([.text("\(title), \(unit.unit.symbol.unitWord.withArticle)")]),
          energies.cell(unit.kilowattHours(total), atLeast: !total.isEnergyComplete),
          .text([.text(energies.unit)]),
          masses.cell(unit.kilograms(total), atLeast: !total.isComplete),
          .text([.text(masses.unit)]),
        ])
      }
      return totals.map { row($0.title, unit, $1) } + alone(unit).map { row($0, $1, $2) }
    }
    let counts = units.map { unit -> [Inline] in
      ["The whole study, divided by ", .quantity(plain(unit.count), unit: unit.unit.plural), "."]
    }
    return Table(
      name: "units", caption: [.text("\(ledger.study.name): figures per functional unit")],
      columns: [
        .init(["Per unit"]), .init(["Energy"], .decimal), .init([]),
        .init(["Emissions"], .decimal), .init([]),
      ], rows: rows, notes: counts)
  }

  /// The activities that deliver a unit, each by itself, where the study holds others too.
  private func alone(_ unit: PerUnit) -> [(title: String, unit: PerUnit, total: Total)] {
    guard ledger.study.activities.count > 1 else { return [] }
    return ledger.study.activities.compactMap { activity in
      ledger.delivered(unit.unit) { $0.id == activity.id }.map {
        ("\(activity.name) alone", $0, ledger.total(activity: activity.id, boundary))
      }
    }
  }

  /// Published figures beside the computed ones.
  public var expectationTable: Table? {
    guard !expectations.isEmpty else { return nil }
    let rows = expectations.map { result -> Table.Row in
      let digits = result.expectation.figure.parameter?.digits ?? ""
      let computed = result.computed.map { plain(result.unit.fromBase($0), digits: 6) }
      return Table.Row([
        .text([.text(result.expectation.of)]), .text([.quantity(digits, unit: result.unit.symbol)]),
        computed.map { .text([.quantity($0, unit: result.unit.symbol)]) } ?? .none,
        .text([result.verdict]),
        .text([.text(result.expectation.place ?? "")]),
      ])
    }
    let reasons = expectations.compactMap { result in
      result.expectation.but.map { but -> [Inline] in
        [.text("\(result.expectation.of), \(result.expectation.written): \(but)")]
      }
    }
    return Table(
      name: "expectations", caption: [.text("\(ledger.study.name): published figures")],
      columns: [
        .init(["Figure"]), .init(["Published"], .trailing), .init(["Computed"], .trailing),
        .init(["Holds"]), .init(["Where"]),
      ], rows: rows, notes: reasons)
  }
}

extension ExpectationResult {
  /// Whether it holds, in a word.
  var verdict: Inline {
    if holds { return expectation.but == nil ? .tone(.good, "yes") : .tone(.bad, "yes, but") }
    return expectation.but == nil ? .tone(.bad, "no") : .tone(.caution, "documented")
  }
}

extension Sequence where Element: Hashable {
  /// The elements, each once, in their order.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Unit {
  /// The unit behind a number of things: `requests`.
  var plural: String { dimension.countedUnit?.plural ?? symbol }
}

extension String {
  /// A unit as a word: `d` is a day.
  var unitWord: String {
    switch self {
    case "d": "day"
    case "h": "hour"
    case "yr": "year"
    case "s": "second"
    case "min": "minute"
    default: self
    }
  }
}
