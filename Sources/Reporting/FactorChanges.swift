public import Accounting
public import Diagnostics
import Documents
public import Factors
import Formulas
import Inventories
import Quantities
public import Studies

/// Which factors moved the full total of a study from one catalogue to another.
///
/// The effect of a factor is the mean of what it does alone, all else as it was then, and of what it
/// does last, all else as it is now. For one factor that is the whole change; of two that multiply
/// each other each gets half of what they do together, so that the effects add up (the Shapley value
/// of two players; L. S. Shapley, A value for n-person games, 1953). What three and more do together
/// is told as ``together``.
public struct FactorChanges: Sendable {
  /// A figure of the catalogue that moved the total.
  public struct Move: Sendable {
    /// The identifier of its entry.
    public let id: String
    /// The name of its entry.
    public let name: String
    /// Which figure of it.
    public let figure: String
    /// The rows that the study rested on then; none where it was not told.
    public let then: [FactorRow]
    /// The rows that it rests on now.
    public let now: [FactorRow]
    /// Its effect on the full total, in kgCO2e.
    public let kilograms: Double
  }

  /// What the older catalogue is called.
  public let then: String
  /// The version of the catalogue of today.
  public let now: String
  /// The full total with the older catalogue.
  public let totalThen: Total
  /// The full total with that of today.
  public let totalNow: Total
  /// What moved the total, the largest effect first.
  public let moves: [Move]
  /// What three and more factors do together beyond the effects of each, in kgCO2e.
  public let together: Double
  /// How many other figures of the catalogue the study rests on.
  public let others: Int

  /// Works a study out with two catalogues; nothing where it cannot be with the older one, whose
  /// mistakes are then in `diagnostics`.
  public init?(
    _ study: Study, from older: FactorCatalog, named name: String, to newer: FactorCatalog,
    diagnostics: inout [Diagnostic]
  ) {
    var mistakes: [Diagnostic] = []
    guard let before = study.ledger(older, &mistakes), let after = study.ledger(newer, &mistakes)
    else {
      diagnostics += mistakes.filter { $0.severity == .error }
      return nil
    }
    then = name
    now = newer.baseVersion
    totalThen = before.total(.full)
    totalNow = after.total(.full)
    let (start, end) = (totalThen.kilograms ?? 0, totalNow.kilograms ?? 0)
    let smallest = 1e-9 * max(abs(start), abs(end))
    let (usedThen, usedNow) = (before.factors, after.factors)
    var moves: [Move] = []
    for change in newer.differences(from: older) {
      let isUsed = usedThen.contains(change) || usedNow.contains(change)
      guard isUsed || change.figure == "zone" else { continue }
      let first = study.kilograms(older.taking([change], from: newer)).map { $0 - start }
      let last = study.kilograms(newer.taking([change], from: older)).map { end - $0 }
      let effects = [first, last].compactMap(\.self)
      let effect = effects.reduce(0, +) / Double(max(1, effects.count))
      guard effect.isFinite, abs(effect) > smallest else { continue }
      moves.append(
        Move(
          id: change.id, name: newer.entry(change.id)?.name ?? change.id, figure: change.figure,
          then: before.rows(of: change, in: older), now: after.rows(of: change, in: newer),
          kilograms: effect))
    }
    let rest = end - start - moves.reduce(0) { $0 + $1.kilograms }
    together = abs(rest) > smallest ? rest : 0
    self.moves = moves.enumerated().sorted { left, right in
      let (a, b) = (abs(left.element.kilograms), abs(right.element.kilograms))
      return a == b ? left.offset < right.offset : a > b
    }.map(\.element)
    others =
      usedNow.filter { used in
        !moves.contains { $0.id == used.id && $0.figure == used.figure }
      }.count
  }
}

extension Study {
  fileprivate func ledger(_ catalogue: FactorCatalog, _ mistakes: inout [Diagnostic]) -> Ledger? {
    var found: [Diagnostic] = []
    let ledger = resolved(with: catalogue, diagnostics: &found).accounted(diagnostics: &found)
    mistakes += found
    return found.contains { $0.severity == .error } ? nil : ledger
  }

  fileprivate func kilograms(_ catalogue: FactorCatalog) -> Double? {
    var mistakes: [Diagnostic] = []
    return ledger(catalogue, &mistakes)?.total(.full).kilograms
  }
}

extension Ledger {
  /// The figures of the catalogue that the lines rest on, each once.
  fileprivate var factors: [FactorDifference] {
    var found: [FactorDifference] = []
    for parameter in parameters {
      guard case .catalogue(let row, _) = parameter.origin else { continue }
      let words = row.split(separator: ",", maxSplits: 2)
      guard words.count > 1 else { continue }
      let factor = FactorDifference(
        id: String(words[0]), figure: String(words[1].drop { $0 == " " }))
      if !found.contains(factor) { found.append(factor) }
    }
    return found
  }

  /// The rows of a figure that the lines rest on; a zone stands behind an intensity, so that its row
  /// is the one that the catalogue prefers.
  fileprivate func rows(of figure: FactorDifference, in catalogue: FactorCatalog) -> [FactorRow] {
    let told = catalogue.rows(of: figure.id, figure: figure.figure)
    if figure.figure == "zone" { return Array(told.prefix(1)) }
    var found: [FactorRow] = []
    for parameter in parameters {
      guard case .catalogue(let text, _) = parameter.origin else { continue }
      let row = told.first { row in
        text == "\(row.id), \(row.figure), \(row.year), \(row.method)"
          && row.value == parameter.digits && parameter.sources.contains(row.source)
      }
      if let row, !found.contains(row) { found.append(row) }
    }
    return found
  }
}

// The page and the data.

extension FactorChanges {
  /// What is said of it: the totals, then each factor, then the rest.
  var blocks: [Block] {
    var items = moves.map(line)
    if together != 0 {
      items.append(["what they do together moves it by "] + signed(together))
    }
    var blocks: [Block] = [
      .heading(1, [.text("Against catalogue \(then)")]), .paragraph(summary),
    ]
    if !items.isEmpty { blocks.append(.list(items)) }
    blocks.append(.paragraph([.text(rest)]))
    return blocks
  }

  private var summary: [Inline] {
    guard let start = totalThen.kilograms, let end = totalNow.kilograms else {
      return ["There is no full total to compare."]
    }
    func shown(_ total: Total, _ kilograms: Double) -> [Inline] {
      (total.isComplete ? [] : ["≥ "]) + [mass(kilograms)]
    }
    return ["The full total is "] + shown(totalThen, start) + [.text(" with it and ")]
      + shown(totalNow, end) + [.text(" with catalogue \(now): ")]
      + (end == start ? ["no change"] : signed(end - start))
      + [totalThen.isComplete && totalNow.isComplete ? "." : " of what is known."]
  }

  private var rest: String {
    let figures = "figure\(others == 1 ? "" : "s") that the study takes from the catalogue"
    switch (moves.isEmpty, others) {
    case (true, 0): return "The study takes nothing from the catalogue."
    case (true, 1): return "The one \(figures) did not move the total."
    case (true, _): return "None of the \(others) \(figures) moved the total."
    case (false, 0): return "The study takes nothing else from the catalogue."
    case (false, 1): return "The one other \(figures) did not move the total."
    case (false, _): return "The \(others) other \(figures) did not move the total."
    }
  }

  private func line(_ move: Move) -> [Inline] {
    let name = move.name == move.id ? "" : "\(move.name), "
    var line: [Inline] = [.text("\(move.figure) of \(name)"), .code(move.id), ": "]
    let unit = move.then.first?.unit == move.now.first?.unit ? "" : shown(move.then.first?.unit)
    line += values(move.then, unit: unit)
    line.append(" → ")
    line += values(move.now, unit: shown(move.now.first?.unit))
    line.append(" moves the total by ")
    line += signed(move.kilograms)
    let origins = [origin(move.then), origin(move.now)].uniqued.joined(separator: " → ")
    line.append(.tone(.quiet, " (\(origins))"))
    return line
  }

  private func values(_ rows: [FactorRow], unit: String) -> [Inline] {
    guard !rows.isEmpty else { return ["not told"] }
    return [.quantity(rows.map(\.value).uniqued.joined(separator: ", "), unit: unit)]
  }

  private func origin(_ rows: [FactorRow]) -> String {
    guard !rows.isEmpty else { return "–" }
    return rows.map { "\($0.year), \($0.source)" }.uniqued.joined(separator: "; ")
  }

  private func shown(_ unit: String?) -> String {
    unit.map { $0 == "1" || $0 == "zone" ? "" : $0 } ?? ""
  }

  private func signed(_ kilograms: Double) -> [Inline] {
    [.text(kilograms > 0 ? "+" : "−"), mass(abs(kilograms))]
  }

  /// The same as data.
  var datum: Datum {
    .record([
      ("catalogue", .text(then)), ("version", .text(now)),
      ("totals", .record([("then", datum(totalThen)), ("now", datum(totalNow))])),
      ("moved", .list(moves.map(datum))), ("together", .number(together)),
      ("others", .integer(others)),
    ])
  }

  private func datum(_ total: Total) -> Datum {
    .record([
      ("kgCO2e", total.kilograms.map(Datum.number) ?? .null), ("complete", .bool(total.isComplete)),
      ("missing", .list(total.missing.map { .text($0.rawValue) })),
    ])
  }

  private func datum(_ move: Move) -> Datum {
    func rows(_ rows: [FactorRow]) -> Datum {
      .list(
        rows.map { row in
          .record([
            ("value", Double(row.value).map(Datum.number) ?? .text(row.value)),
            ("unit", .text(row.unit)), ("year", .integer(row.year)), ("method", .text(row.method)),
            ("source", .text(row.source)),
          ])
        })
    }
    return .record([
      ("id", .text(move.id)), ("figure", .text(move.figure)), ("name", .text(move.name)),
      ("then", rows(move.then)), ("now", rows(move.now)), ("kgCO2e", .number(move.kilograms)),
    ])
  }
}
