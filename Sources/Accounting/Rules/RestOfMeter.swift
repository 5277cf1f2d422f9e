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
    guard !book.refuseMetersBesideEmissions() else { return }
    for holding in book.activity.holdings {
      guard let figure = holding.energy.first(where: { $0.key == .it }) else { continue }
      if let other = book.activity.activity.energy.first(where: {
        [.it, .dynamic, .idle].contains($0.key)
      }) {
        book.diagnostics.append(
          ActivityBook.countedTwice(
            other.key == .idle ? .idle : .dynamic, at: figure.keySpan, and: other.keySpan))
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
    let inside = book.postings.filter { $0.covers.isSubset(of: [.dynamic, .idle]) }
    let isUneven = inside.contains { posting in
      item == nil && posting.item != nil
        && (posting.process == .undivided || !book.coversEverywhere(posting.process))
    }
    guard !isUneven else {
      if book.coversEverywhere(.dynamic), book.coversEverywhere(.idle),
        let sum = Formula<Energy>.total(inside.compactMap(\.energy))
      {
        compare(whole, sum, Formula(.number(0)), figure, &book)
      } else {
        divide(whole, figure, beyond: [.dynamic, .idle], "the rest of the equipment", &book)
      }
      return
    }
    switch (known(.dynamic), known(.idle)) {
    case (let dynamic?, let idle?): compare(whole, dynamic, idle, figure, &book)
    case (let dynamic?, nil): post(.idle, less: dynamic, &book)
    case (nil, let idle?): post(.dynamic, less: idle, &book)
    case (nil, nil):
      let idle = holdings.compactMap(IdleFromHeldTime.energy)
      let sum = idle.count == holdings.count ? Formula.total(idle) : nil
      if let sum, sum.value > whole.value {
        book.diagnostics.append(beyondMeter(figure, whole.value, sum.value))
      }
      if let sum, sum.value <= whole.value {
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
    guard let equipment = book.equipmentEnergy ?? modelledEquipment(book) else {
      let missing = [Process.dynamic, .idle].filter { !book.coversEverywhere($0) }
      divide(
        whole, facility, beyond: ProcessSet(missing + [.infrastructure]),
        "the rest of the facility", &book)
      return
    }
    let rest = (whole - equipment).named("infrastructure energy", by: entry.id)
    guard rest.value >= .zero else {
      book.diagnostics.append(
        negative("facility", whole.value, equipment.value, at: facility.energy.span))
      return
    }
    book.post(.infrastructure, energy: rest, rule: entry.id, status: .modelled)
  }

  /// Posts what a meter shows beyond all equipment energy posted so far, as one line.
  private static func divide(
    _ whole: Formula<Energy>, _ figure: EnergyFigure, beyond covers: ProcessSet, _ name: String,
    _ book: inout ActivityBook
  ) {
    let known = Formula<Energy>.total(
      book.postings.compactMap { $0.covers.isSubset(of: [.dynamic, .idle]) ? $0.energy : nil })
    guard let known else {
      book.postUndivided(covers, energy: whole, rule: entry.id, status: whole.statedStatus)
      return
    }
    let rest = (whole - known).named(name, by: entry.id)
    guard rest.value >= .zero else {
      book.diagnostics.append(
        negative(figure.key.rawValue, whole.value, known.value, at: figure.energy.span))
      return
    }
    if covers.count == 1 {
      book.post(.infrastructure, energy: rest, rule: entry.id, status: .modelled)
    } else {
      book.postUndivided(covers, energy: rest, rule: entry.id, status: .modelled)
    }
  }

  /// Equipment energy where nothing is stated of the whole, and what is not stated of single
  /// equipment can be modelled.
  private static func modelledEquipment(_ book: ActivityBook) -> Formula<Energy>? {
    guard !book.coversAll(.dynamic), !book.coversAll(.idle), !book.activity.holdings.isEmpty else {
      return nil
    }
    var model = book
    IdleFromHeldTime.apply(to: &model)
    DynamicFromBusyTime.apply(to: &model)
    let isWhole = book.activity.holdings.allSatisfy { holding in
      let isInside = model.postings.contains {
        $0.item == holding.item && $0.rule == DynamicFromBusyTime.entry.id && holding.isAlwaysBusy
      }
      return model.covers(.dynamic, of: holding.item)
        && (isInside || model.covers(.idle, of: holding.item))
    }
    guard isWhole else { return nil }
    return .total(
      model.postings.compactMap { $0.covers.isSubset(of: [.dynamic, .idle]) ? $0.energy : nil })
  }

  /// Facility, infrastructure and nothing of the equipment: the rest is equipment energy.
  private static func refuseLone(_ facility: EnergyFigure, _ book: inout ActivityBook) {
    guard let infrastructure = book.stated(.infrastructure) else { return }
    if let equipment = book.equipmentEnergy {
      let parts = equipment.value + infrastructure.energy.formula.value
      book.noteUnlike(
        facility.energy.formula.value.base, parts.base, "facility", at: facility.keySpan)
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
    Diagnostic(
      .negativeRest, "`\(key)` is \(text(whole)), and what it holds comes to \(text(parts))",
      at: span, hint: "a meter shows at least what is behind it; check the figures and their units")
  }

  private static func text(_ energy: Quantity<Energy>) -> String {
    "\(plain(energy.kilowattHours, digits: 6)) kWh"
  }

  private static func beyondMeter(
    _ figure: EnergyFigure, _ whole: Quantity<Energy>, _ idle: Quantity<Energy>
  ) -> Diagnostic {
    Diagnostic(
      .note, .negativeRest,
      "the meter `\(figure.key.rawValue)` shows \(text(whole)), and the idle draw over the time held comes to \(text(idle)), so that the meter is not divided",
      at: figure.energy.span, hint: "state the `idle` draw of the equipment, or its idle energy")
  }
}
