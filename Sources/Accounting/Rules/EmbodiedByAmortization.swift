import Formulas
import Inventories
import Quantities

/// Embodied emissions, by the share of its life in which equipment was held.
enum EmbodiedByAmortization: Rule {
  static let entry = RuleEntry(
    id: "embodied-amortization", title: "Embodied emissions by amortization",
    formula: "emissions = embodied figure × device-time held / (lifetime × utilization)",
    applies: "to all equipment held whose embodied figure is known",
    about: """
      `utilization` is the share of its life in which somebody holds the equipment, not how busy \
      it is; hours in which nobody holds it are shared out among those who do. Left out, it is \
      assumed to be 100 %, and the report names the assumption.
      """,
    sources: [("luccioni2023", "section 4.1"), ("sci2024", "M = TE × TiR / EL × RR / ToR")])

  static func apply(to book: inout ActivityBook) {
    for holding in book.activity.holdings where !book.covers(.embodied, of: holding.item) {
      let equipment = holding.equipment
      guard let figure = equipment.embodied, let lifetime = equipment.lifetime,
        let utilization = equipment.utilization
      else { continue }
      let life = (lifetime * utilization).named(
        "hours held in the life of \(holding.item)", by: entry.id)
      let share = holding.held.ratio(to: life)
      var note: String?
      if case .named(let definition) = figure.term { note = definition.note }
      book.post(
        .embodied, item: holding.item, mass: figure * share, rule: entry.id, status: .modelled,
        note: note)
    }
  }
}
