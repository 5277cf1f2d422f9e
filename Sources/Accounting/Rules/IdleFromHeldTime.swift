import Formulas
import Inventories
import Quantities

/// Idle energy of equipment from the time it is held.
enum IdleFromHeldTime: Rule {
  static let entry = RuleEntry(
    id: "idle-held-time", title: "Idle energy from the time held",
    formula: "idle energy = device-time held × idle draw",
    applies: "where no idle energy was stated or metered and the idle draw is known",
    about: """
      Charged for all the time the equipment is held, working or not, so that dynamic energy is \
      only what comes on top. By reservation, as the BLOOM study charges it.
      """,
    sources: [("luccioni2023", "section 4.3")])

  static func apply(to book: inout ActivityBook) {
    for holding in book.activity.holdings where !book.covers(.idle, of: holding.item) {
      guard let energy = energy(of: holding) else { continue }
      book.post(.idle, item: holding.item, energy: energy, rule: entry.id, status: .modelled)
    }
  }

  /// Device-time held × idle draw; nothing where the draw is not known.
  static func energy(of holding: ResolvedHolding) -> Formula<Energy>? {
    holding.equipment.idle.map {
      (holding.held * $0).named("idle energy of \(holding.item)", by: entry.id)
    }
  }
}
