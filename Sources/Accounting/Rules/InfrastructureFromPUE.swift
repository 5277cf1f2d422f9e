import Formulas
import Inventories
import Quantities
import Studies

/// Infrastructure energy from the PUE of the site.
enum InfrastructureFromPUE: Rule {
  static let entry = RuleEntry(
    id: "infrastructure-pue", title: "Infrastructure energy from the PUE",
    formula: "infrastructure energy = (PUE − 1) × (dynamic energy + idle energy)",
    applies: "where the infrastructure was neither stated nor metered and the site has a PUE",
    about: """
      PUE is the energy of the facility over that of its equipment, over a year (ISO/IEC 30134-2). \
      It is applied to equipment energy only, once.
      """,
    sources: [("iso30134", "part 2"), ("patterson2021", "section 2")])

  static func apply(to book: inout ActivityBook) {
    guard !book.coversAll(.infrastructure), book.stated(.facility) == nil,
      let pue = book.activity.site?.pue, !book.statesEquipmentEmissions
    else { return }
    let equipment = book.postings.compactMap { posting in
      posting.covers.isSubset(of: [.dynamic, .idle]) ? posting.energy : nil
    }
    guard let sum = Formula.total(equipment) else { return }
    let named = equipment.count == 1 ? sum : sum.named("equipment energy", by: entry.id)
    let energy = (named * (pue - .constant(1))).named("infrastructure energy", by: entry.id)
    book.post(.infrastructure, energy: energy, rule: entry.id, status: .modelled)
  }
}

extension ActivityBook {
  /// Whether emissions of the equipment are stated without their energy: what a PUE makes of the
  /// rest would not be the infrastructure.
  var statesEquipmentEmissions: Bool {
    postings.contains { $0.energy == nil && !$0.covers.isDisjoint(with: [.dynamic, .idle]) }
  }
}
