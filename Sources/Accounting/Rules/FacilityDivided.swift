import Formulas
import Inventories
import Quantities
import Studies

/// Energy metered at the building, alone, divided by the PUE.
enum FacilityDivided: Rule {
  static let entry = RuleEntry(
    id: "facility-divided", title: "Facility energy divided",
    formula: "equipment energy = facility energy / PUE; infrastructure = facility − equipment",
    applies: "where `energy: {facility: …}` stands alone and the site has a PUE",
    about: """
      Facility energy holds the infrastructure already, so it is never multiplied by a PUE. \
      Beside a figure of the equipment, the infrastructure is facility − equipment instead.
      """,
    sources: [("iso30134", "part 2, PUE = facility energy / equipment energy")])

  static func apply(to book: inout ActivityBook) {
    let keys: [EnergyKey] = [.dynamic, .idle, .it, .infrastructure]
    guard let facility = book.stated(.facility), keys.allSatisfy({ book.stated($0) == nil }),
      book.activity.holdings.allSatisfy({ $0.energy.isEmpty }),
      let pue = book.activity.site?.pue
    else { return }
    let energy = facility.energy.formula
    let equipment = (energy / pue).named("equipment energy", by: entry.id)
    book.equipmentEnergy = equipment
    book.post(
      .infrastructure, energy: (energy - equipment).named("infrastructure energy", by: entry.id),
      rule: entry.id, status: .modelled)
  }
}
