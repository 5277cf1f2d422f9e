import Formulas
import Inventories
import Quantities
import Studies

/// Dynamic energy of a service, the same for each request served.
enum DynamicByRequest: Rule {
  static let entry = RuleEntry(
    id: "dynamic-request", title: "Dynamic energy by requests served",
    formula: "dynamic energy = requests served × energy of a request",
    applies: "where `energy: {request: …}` is given beside `traffic`, and nothing was metered",
    about: """
      A straight line through paired figures, by least squares: what a meter shows with no request \
      is the idle draw, what it shows more for each request is this figure. It holds for requests of the mix, the batch size and the load under which it was drawn: \
      longer answers take more, batches less. Refused and failed requests are taken to need none. \
      Idle energy is apart from it, by reservation: held time × idle draw, or as stated.
      """,
    sources: [
      (
        "luccioni2023",
        "section 4.4, and the notebook of the authors: kWh in ten minutes by requests"
      )
    ])

  static func apply(to book: inout ActivityBook) {
    guard let use = book.activity.activity.use, case .request(let rate) = use.model,
      let served = book.activity.activity.traffic?.served, !book.refusesModel(use)
    else { return }
    let energy = Formula<Energy>(.product(served.term, rate.term))
    book.post(.dynamic, energy: energy, rule: entry.id, status: .modelled)
  }
}
