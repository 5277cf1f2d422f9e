import Formulas
import Inventories
import Quantities
import Studies

/// Dynamic energy of a service by tokens, those that are read apart from those that are generated.
enum DynamicByToken: Rule {
  static let entry = RuleEntry(
    id: "dynamic-token", title: "Dynamic energy by tokens",
    formula:
      "dynamic energy = input tokens × energy of reading one + output tokens × energy of generating one",
    applies:
      "where `energy: {input-token: …, output-token: …}` is given beside `traffic` with tokens, and nothing was metered",
    about: """
      The tokens of a prompt are read together (prefill) and those of an answer are generated one \
      by one (decode), so that one of the latter takes several times the energy of one of the \
      former. The figures hold for one model on one kind of equipment, at the batch size at which \
      they were measured; very long prompts take more than in proportion, since attention grows \
      with their square.
      """,
    sources: [("patel2024", "sections 2 and 3, the prompt phase and the token phase")])

  static func apply(to book: inout ActivityBook) {
    guard let use = book.activity.activity.use, case .tokens(let input, let output) = use.model,
      let traffic = book.activity.activity.traffic, !book.refusesModel(use)
    else { return }
    var parts: [Formula<Energy>] = []
    for (rate, count, name) in [
      (input, traffic.input, "energy of reading"), (output, traffic.output, "energy of generating"),
    ] {
      guard let rate, let count else { continue }
      parts.append(Formula<Energy>(.product(count.term, rate.term)).named(name, by: entry.id))
    }
    guard let energy = Formula.total(parts) else { return }
    book.post(.dynamic, energy: energy, rule: entry.id, status: .modelled)
  }
}
