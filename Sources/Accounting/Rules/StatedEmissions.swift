import Diagnostics
import Formulas
import Inventories
import Quantities
import Studies

/// Emissions stated as a mass, where a source gives only those.
enum StatedEmissions: Rule {
  static let entry = RuleEntry(
    id: "stated-emissions", title: "Stated emissions",
    formula: "emissions = the figure; a part that is missing is the rest of its sum",
    applies: "where `emissions: {…}` is given",
    about: """
      For published footprints that give masses and no energy. A sum such as `facility` beside \
      some of its parts gives the rest; a sum that nothing divides is one undivided line.
      """,
    sources: [("ghgprotocol2011", "chapter 8, secondary data")])

  /// From the narrowest sum to the widest.
  private static let sums: [EmissionKey] = [.it, .facility, .full]

  static func apply(to book: inout ActivityBook) {
    for figure in book.activity.activity.emissions where !sums.contains(figure.key) {
      let process = EmissionKey.covers(figure.key).first ?? .undivided
      let formula = figure.mass.formula
      book.post(process, mass: formula, rule: entry.id, status: formula.statedStatus)
    }
    for key in sums {
      guard let figure = book.statedMass(key) else { continue }
      postRest(of: figure, to: &book)
    }
  }

  /// Posts what a sum holds beyond its parts posted so far.
  private static func postRest(of figure: EmissionFigure, to book: inout ActivityBook) {
    let covers = EmissionKey.covers(figure.key)
    // The whole holds network and end of life too, but covers them only where they are stated.
    let inside = figure.key == .full ? Boundary.full.processes : covers
    let parts = book.postings.filter { $0.covers.isSubset(of: inside) }
    let missing = covers.subtracting(parts.reduce(into: []) { $0.formUnion($1.covers) })
    let whole = figure.mass.formula
    let known = Formula.total(parts.compactMap(\.mass))
    guard !missing.isEmpty else {
      book.noteUnlike(
        whole.value.base, known?.value.base ?? 0, figure.key.rawValue, at: figure.keySpan)
      return
    }
    let rest = known.map { (whole - $0).named("the rest", by: entry.id) } ?? whole
    guard rest.value >= .zero else {
      book.diagnostics.append(negative(figure, known?.value ?? .zero))
      return
    }
    let process = missing.count == 1 ? missing.first ?? .undivided : .undivided
    let status = known == nil ? whole.statedStatus : .modelled
    let names = missing.sorted().map(\.rawValue).joined(separator: ", ")
    book.post(
      process, covers: missing, mass: rest, rule: entry.id, status: status,
      note: process == .undivided ? "covers \(names)" : nil)
  }
}

extension StatedEmissions {
  private static func negative(_ figure: EmissionFigure, _ parts: Quantity<Mass>) -> Diagnostic {
    func text(_ mass: Quantity<Mass>) -> String { "\(plain(mass.kilograms, digits: 6)) kgCO2e" }
    let whole = text(figure.mass.formula.value)
    return Diagnostic(
      .negativeRest, "`\(figure.key.rawValue)` is \(whole), and its parts come to \(text(parts))",
      at: figure.mass.span,
      hint: "a sum is at least as large as its parts; check the figures and their units")
  }
}

extension ActivityBook {
  /// Notes a sum that differs from its parts, all of which are stated: the parts are counted.
  mutating func noteUnlike(_ whole: Double, _ parts: Double, _ key: String, at span: Span) {
    guard abs(whole - parts) > 1e-6 * max(abs(whole), abs(parts)) else { return }
    diagnostics.append(
      Diagnostic(
        .note, .overlap,
        "`\(key)` differs from the sum of its parts, all of which are stated; the parts are counted",
        at: span))
  }
}
