import Diagnostics
import Factors
import Formulas
import Quantities
import Studies

/// Figures of which a study says that one of several rows of the catalogue is right: a parameter
/// whose samples are drawn among them, and whose figure is that of one.
extension Resolver {
  /// The figure that a study picks for an entry, which may be one among several rows, and the row
  /// that it is; nothing, and a message, where the catalogue has none.
  func chosen<M: Measure>(
    _ pick: FactorPick, of id: String?, for name: String, label: String, as: M.Type = M.self
  ) -> (formula: Formula<M>, row: FactorRow)? {
    guard let among = pick.among, let id else {
      guard let rows = rows(picked: pick, of: id, for: name),
        let row = FactorCatalog.preferred(rows),
        let formula: Formula<M> = chosen(rows, label: label)
      else { return nil }
      return (formula, row)
    }
    let known = rows(of: id).filter { $0.figure == pick.figure && Double($0.value) != nil }
    guard !known.isEmpty else {
      report(Self.noRow(pick.figure, pick.choice, of: id, [], at: among.span))
      return nil
    }
    guard let first = printed(pick, among, known, of: id, for: name),
      let choices = choices(among, known, like: first.row, pick, of: id),
      let formula: Formula<M> = parameter(
        first.row, label: label, identity: identity(choices, of: id)),
      case .parameter(var parameter) = formula.term
    else { return nil }
    guard choices.contains(where: { $0.row == first.row }) else {
      report(Self.printedElsewhere(first.row, pick.span))
      return nil
    }
    let unit = parameter.unit
    var values: [Estimate.Choice] = []
    for choice in choices {
      guard let number = Double(choice.row.value), choice.row.unit == first.row.unit else {
        continue
      }
      values.append(.init(unit.inBase(number), probability: choice.probability))
      if !parameter.sources.contains(choice.row.source) {
        parameter.sources.append(choice.row.source)
      }
    }
    if values.contains(where: { $0.value != parameter.value }) {
      parameter.estimate = .among(values)
    }
    let whole: Formula<M> = Formula(parameter)
    return (first.isSaid ? whole : assumed(whole, among: choices.map(\.row)), first.row)
  }

  /// The row whose figure is printed: the one that stands beside `choices`, or else the one that
  /// the rule of choice picks among them.
  private func printed(
    _ pick: FactorPick, _ among: RowChoices, _ known: [FactorRow], of id: String, for name: String
  ) -> (row: FactorRow, isSaid: Bool)? {
    var candidates: [FactorRow] = []
    for choice in among.rows {
      let found = choice.choice.rows(in: known)
      guard !found.isEmpty else {
        report(Self.noRow(pick.figure, choice.choice, of: id, known, at: choice.span))
        return nil
      }
      candidates += found
    }
    if among.rows.isEmpty { candidates = known }
    guard pick.choice != FactorChoice() else {
      return FactorCatalog.preferred(candidates).map { ($0, false) }
    }
    guard let said = rows(picked: pick, of: id, for: name) else { return nil }
    let both = said.filter { candidates.contains($0) }
    return FactorCatalog.preferred(both.isEmpty ? said : both).map { ($0, both.count == 1) }
  }

  /// The row of each choice with its probability. Intensities are of one basis and one scope, as far
  /// as these are known.
  private func choices(
    _ among: RowChoices, _ known: [FactorRow], like first: FactorRow, _ pick: FactorPick,
    of id: String
  ) -> [(row: FactorRow, probability: Double)]? {
    let alike = known.filter { $0.isComparable(with: first) && $0.unit == first.unit }
    if among.rows.isEmpty {
      return alike.map { ($0, 1 / Double(alike.count)) }
    }
    var found: [(row: FactorRow, probability: Double)] = []
    for choice in among.rows {
      let rows = choice.choice.rows(in: alike)
      let preferred = rows.contains(first) ? first : FactorCatalog.preferred(rows)
      guard let row = preferred else {
        report(Self.unlike(choice.choice, first, of: id, at: choice.span))
        return nil
      }
      guard !found.contains(where: { $0.row == row }) else {
        report(Self.twice(row, at: choice.span))
        return nil
      }
      found.append((row, choice.probability))
    }
    return found
  }

  /// Rows and probabilities: who chooses among the same ones has the same parameter.
  private func identity(
    _ choices: [(row: FactorRow, probability: Double)], of id: String
  ) -> String {
    let words = choices.map { choice in
      "\(choice.row.year), \(choice.row.method), \(choice.row.source) "
        + "(\(plain(choice.probability, digits: 9)))"
    }
    return
      "catalogue: \(id), \(choices.first?.row.figure ?? ""), one of \(words.sorted().joined(separator: "; "))"
  }
}

extension Resolver {
  private static func printedElsewhere(_ row: FactorRow, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badSpread, "the row that is picked, \(row.inWords), is none of the choices", at: span,
      hint: "it is the one whose figure is printed: list it among the `choices`, or pick none")
  }

  private static func twice(_ row: FactorRow, at span: Span) -> Diagnostic {
    Diagnostic(
      .badSpread, "two of the choices are one row, \(row.inWords)", at: span,
      hint: "say which is meant by `method`, `year` and `source` together")
  }

  private static func unlike(
    _ choice: FactorChoice, _ first: FactorRow, of id: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .badSpread,
      "the intensity of `\(id)` for `\(choice.text)` is not of the kind of the others, "
        + "\(first.inWords)", at: span,
      hint: "average and marginal, direct and life-cycle are not drawn from one another")
  }
}

extension FactorRow {
  /// `330 kgCO2e (2024, published, morand2024)`.
  fileprivate var inWords: String {
    "\(value)\(unit == "1" ? "" : " \(unit)") (\(year), \(method), \(source))"
  }

  /// Whether one may stand for the other: intensities of one basis, and of one scope as far as both
  /// tell theirs.
  fileprivate func isComparable(with other: FactorRow) -> Bool {
    guard let kind = intensityMethod, let otherKind = other.intensityMethod else { return true }
    guard kind.basis == otherKind.basis else { return false }
    return kind.scope == otherKind.scope || kind.scope == .unstated || otherKind.scope == .unstated
  }
}
