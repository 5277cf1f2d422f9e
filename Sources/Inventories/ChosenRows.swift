import Diagnostics
import Factors
import Formulas
import Quantities
import Studies

/// Figures of the catalogue where its sources disagree: the rule of choice picks one, and unless
/// the study said which is meant, the pick is an assumption that says how far the others lie apart.
extension Resolver {
  /// The figure of a catalogue entry that a study asks for.
  func figure<M: Measure>(
    _ id: String, _ figure: String, _ choice: FactorChoice, label: String,
    as measure: M.Type = M.self
  ) -> Formula<M>? {
    chosen(choice.rows(in: rows(of: id).filter { $0.figure == figure }), label: label)
  }

  /// What some rows about one figure come to.
  func chosen<M: Measure>(_ rows: [FactorRow], label: String) -> Formula<M>? {
    guard let row = FactorCatalog.preferred(rows) else { return nil }
    guard let formula: Formula<M> = parameter(row, label: label) else { return nil }
    return rows.count > 1 ? assumed(formula, among: rows) : formula
  }

  /// A figure from the catalogue as an assumption with its spread, where rows beside it disagree.
  func assumed<M: Measure>(_ formula: Formula<M>, among rows: [FactorRow]) -> Formula<M> {
    guard case .parameter(var parameter) = formula.term,
      let spread = spread(of: rows, unit: parameter.unit)
    else { return formula }
    parameter.status = .assumed
    parameter.spread = spread
    return Formula(parameter)
  }

  /// How far rows about one figure lie apart; nothing where they agree.
  func spread(of rows: [FactorRow], unit: Unit) -> Spread? {
    guard let spread = FactorSpread(rows), spread.isDisputed, let others = spread.otherValues,
      let low = Double(spread.low.value), let high = Double(spread.high.value)
    else { return nil }
    return Spread(
      low: unit.inBase(low), high: unit.inBase(high), kind: spread.kind, others: others)
  }

  /// The rows that a study picks; nothing, and a message that lists what there is, where the
  /// catalogue has none.
  func rows(picked pick: FactorPick, of id: String?, for name: String) -> [FactorRow]? {
    guard let id else {
      report(
        Diagnostic(
          .unknownRow, "`\(name)` is nothing of the catalogue, so it has no rows to pick from",
          at: pick.span,
          hint: "name what it is by `is:`, or state the figure as a quantity"))
      return nil
    }
    let known = rows(of: id).filter { $0.figure == pick.figure }
    let found = pick.choice.rows(in: known)
    if found.isEmpty { report(Self.noRow(pick.figure, pick.choice, of: id, known, at: pick.span)) }
    return found.isEmpty ? nil : found
  }

  static func noRow(
    _ figure: String, _ choice: FactorChoice, of id: String, _ known: [FactorRow], at span: Span
  ) -> Diagnostic {
    var rows: [String] = []
    for row in known {
      let unit = row.unit == "1" ? "" : " \(row.unit)"
      rows.append("\(row.value)\(unit) (\(row.year), \(row.method), \(row.source))")
    }
    let more = rows.count > 6 ? "; `cradle factors \(id)` lists all" : ""
    return Diagnostic(
      .unknownRow,
      "the catalogue has no `\(figure)` of `\(id)` for `\(choice.text)`", at: span,
      hint: rows.isEmpty
        ? "it has none at all; state the figure as a quantity"
        : "it has \(rows.prefix(6).joined(separator: "; "))\(more)")
  }
}

/// The rows behind figures of an entry that others tell too, kept until the entry is held and those
/// figures turn out to be used.
extension ResolvedEquipment {
  /// Forgets the rows of a figure that the study states or picks.
  mutating func settle(_ figure: String) {
    if !disputed.isEmpty { disputed.removeAll { $0.figure == figure } }
  }
}
