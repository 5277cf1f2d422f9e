import Diagnostics
import Formulas
import Inventories
import Quantities
import Studies

/// What a meter shows beyond the processes that are known apart.
enum RestOfMeter: Rule {
  static let entry = RuleEntry(
    id: "rest-of-meter", title: "The rest of a meter",
    formula: "dynamic = it − idle; idle = it − dynamic; infrastructure = facility − it",
    applies: "where `it` or `facility` energy is given and all but one of its processes are known",
    about: """
      Idle energy that is not stated is modelled from the time held where all idle draws are \
      known. What cannot be divided is one line of the process `undivided`, and totals too narrow \
      for it are incomplete.
      """,
    sources: [("luccioni2023", "section 4.3, Table 2 and section 4.4")])

  static func apply(to book: inout ActivityBook) {
    for holding in book.activity.holdings {
      guard let figure = holding.energy.first(where: { $0.key == .it }) else { continue }
      if let other = book.activity.activity.energy.first(where: {
        [.it, .dynamic, .idle].contains($0.key)
      }) {
        book.diagnostics.append(
          ActivityBook.countedTwice(.dynamic, at: figure.keySpan, and: other.keySpan))
        continue
      }
      divide(figure.energy.formula, figure, among: [holding], item: holding.item, &book)
    }
    if let figure = book.stated(.it) {
      book.equipmentEnergy = figure.energy.formula
      divide(figure.energy.formula, figure, among: book.activity.holdings, item: nil, &book)
    } else if let equipment = book.equipmentEnergy, let facility = book.stated(.facility) {
      divide(equipment, facility, among: book.activity.holdings, item: nil, &book)
    }
    if let facility = book.stated(.facility) { divideFacility(facility, &book) }
  }

  /// Divides equipment energy into dynamic and idle.
  private static func divide(
    _ whole: Formula<Energy>, _ figure: EnergyFigure, among holdings: [ResolvedHolding],
    item: String?, _ book: inout ActivityBook
  ) {
    func known(_ process: Process) -> Formula<Energy>? {
      .total(
        book.postings.compactMap {
          ($0.item == item || item == nil) && $0.covers == [process] ? $0.energy : nil
        })
    }
    func post(_ process: Process, less known: Formula<Energy>, _ book: inout ActivityBook) {
      let rest = (whole - known).named(
        "\(process.rawValue) energy" + (item.map { " of \($0)" } ?? ""), by: entry.id)
      guard rest.value >= .zero else {
        book.diagnostics.append(
          negative(figure.key.rawValue, whole.value, known.value, at: figure.energy.span))
        return
      }
      book.post(
        process, item: item, energy: rest, rule: entry.id,
        status: whole.statedStatus == .measured && known.statedStatus == .measured
          ? .measured : .modelled)
    }
    switch (known(.dynamic), known(.idle)) {
    case (let dynamic?, let idle?): compare(whole, dynamic, idle, figure, &book)
    case (let dynamic?, nil): post(.idle, less: dynamic, &book)
    case (nil, let idle?): post(.dynamic, less: idle, &book)
    case (nil, nil):
      let idle = holdings.compactMap(IdleFromHeldTime.energy)
      if idle.count == holdings.count, let sum = Formula.total(idle) {
        for (holding, energy) in zip(holdings, idle) {
          book.post(
            .idle, item: holding.item, energy: energy, rule: IdleFromHeldTime.entry.id,
            status: .modelled)
        }
        post(.dynamic, less: sum, &book)
      } else {
        book.postUndivided(
          [.dynamic, .idle], item: item, energy: whole, rule: entry.id,
          status: whole.statedStatus)
      }
    }
  }

  /// Infrastructure as facility − equipment, or what cannot be divided.
  private static func divideFacility(_ facility: EnergyFigure, _ book: inout ActivityBook) {
    guard !book.coversAll(.infrastructure) else {
      refuseLone(facility, &book)
      return
    }
    let whole = facility.energy.formula
    let inside = book.postings.filter { $0.covers.isSubset(of: [.dynamic, .idle]) }
    let modelled = book.equipmentEnergy == nil ? modelledEquipment(book) : nil
    let equipment = book.equipmentEnergy ?? modelled ?? Formula.total(inside.compactMap(\.energy))
    let covered = inside.reduce(into: ProcessSet()) { $0.formUnion($1.covers) }
    let missing =
      book.equipmentEnergy != nil || modelled != nil
      ? [] : ProcessSet([.dynamic, .idle]).subtracting(covered)
    guard let equipment else {
      book.postUndivided(
        [.dynamic, .idle, .infrastructure], energy: whole, rule: entry.id,
        status: whole.statedStatus)
      return
    }
    let name = missing.isEmpty ? "infrastructure energy" : "the rest of the facility"
    let rest = (whole - equipment).named(name, by: entry.id)
    guard rest.value >= .zero else {
      book.diagnostics.append(
        negative("facility", whole.value, equipment.value, at: facility.energy.span))
      return
    }
    if missing.isEmpty {
      book.post(.infrastructure, energy: rest, rule: entry.id, status: .modelled)
    } else {
      book.postUndivided(
        missing.union([.infrastructure]), energy: rest, rule: entry.id, status: .modelled)
    }
  }

  /// Equipment energy where every kind held has its power, and nothing was stated.
  private static func modelledEquipment(_ book: ActivityBook) -> Formula<Energy>? {
    guard book.postings.allSatisfy({ $0.covers.isDisjoint(with: [.dynamic, .idle]) }),
      !book.activity.holdings.isEmpty
    else { return nil }
    var model = ActivityBook(book.activity)
    IdleFromHeldTime.apply(to: &model)
    DynamicFromBusyTime.apply(to: &model)
    guard book.activity.holdings.allSatisfy({ model.covers(.dynamic, of: $0.item) }) else {
      return nil
    }
    return Formula.total(model.postings.compactMap(\.energy))
  }

  /// Facility, infrastructure and nothing of the equipment: the rest is equipment energy.
  private static func refuseLone(_ facility: EnergyFigure, _ book: inout ActivityBook) {
    guard book.equipmentEnergy == nil, let infrastructure = book.stated(.infrastructure) else {
      return
    }
    let rest = (facility.energy.formula - infrastructure.energy.formula)
      .named("equipment energy", by: entry.id)
    guard rest.value >= .zero else {
      book.diagnostics.append(
        negative(
          "facility", facility.energy.formula.value, infrastructure.energy.formula.value,
          at: facility.energy.span))
      return
    }
    book.equipmentEnergy = rest
    divide(rest, facility, among: book.activity.holdings, item: nil, &book)
  }

  private static func negative(
    _ key: String, _ whole: Quantity<Energy>, _ parts: Quantity<Energy>, at span: Span
  ) -> Diagnostic {
    func text(_ energy: Quantity<Energy>) -> String {
      "\(plain(energy.kilowattHours, digits: 6)) kWh"
    }
    return Diagnostic(
      .negativeRest, "`\(key)` is \(text(whole)), and what it holds comes to \(text(parts))",
      at: span, hint: "a meter shows at least what is behind it; check the figures and their units")
  }
}
