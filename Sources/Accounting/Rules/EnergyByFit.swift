import Diagnostics
import Formulas
import Inventories
import Quantities
import Studies

/// Idle and dynamic energy of a service by a line through what was metered of it.
enum EnergyByFit: Rule {
  static let entry = RuleEntry(
    id: "energy-fit", title: "Idle and dynamic energy by a line through paired figures",
    formula:
      "idle energy = duration × idle power; dynamic energy = requests served × energy of a request",
    applies:
      "where `energy: {fit: FILE}` names windows of time with their requests and the energy metered over them, beside `traffic`, and nothing else tells the energy",
    about: """
      A straight line by ordinary least squares through energy by requests: where it begins is \
      what a window takes without a request, its slope the energy of a request; both are shown \
      with their standard error, from the residuals at n − 2 degrees of freedom. The BLOOM study \
      draws it through 10-minute windows, and finds 0.288427 kWh for each without a request. It \
      holds for the equipment behind the meter, all replicas included, as it was configured, for \
      requests of that mix, and between the fewest and the most requests of a window; the report \
      says where the service lies beyond. Requests in the log and `served` have to be counted \
      alike. The meter stands at the equipment: infrastructure is not in it.
      """,
    sources: [
      (
        "luccioni2023",
        "section 4.4, and the notebook of the authors: kWh in ten minutes by requests"
      )
    ])

  static func apply(to book: inout ActivityBook) {
    guard let use = book.activity.activity.use, case .fit(let fit) = use.model,
      let served = book.activity.activity.traffic?.served,
      let duration = book.activity.activity.duration, !book.refusesModel(use),
      !book.refusesIdleModel(use)
    else { return }
    let dynamic = Formula<Energy>(.product(served.term, fit.request.term))
    book.post(
      .dynamic, energy: dynamic, rule: entry.id, status: .modelled,
      note: note(fit, served, duration.formula.value))
    book.post(
      .idle, energy: duration.formula * fit.idle.formula, rule: entry.id, status: .modelled)
  }

  /// How good the line is, and where the service lies beyond it.
  private static func note(
    _ fit: EnergyFit, _ served: Traffic.Count, _ duration: Quantity<Duration>
  ) -> String {
    func wattHours(_ joules: Double) -> String { plain(joules / 3600, digits: 3) }
    func watts(_ joules: Double) -> String { plain(joules / fit.window, digits: 3) }
    let (line, unit) = (fit.line, served.unit)
    var text =
      "a line through \(plain(Double(line.count))) windows of \(plain(fit.window / 60, digits: 3)) min, "
      + "R² \(plain(line.determination, digits: 3)): "
      + "\(wattHours(line.slope)) Wh a \(unit.symbol), standard error \(wattHours(line.slopeError)); "
      + "\(watts(line.intercept)) W without one, standard error \(watts(line.interceptError))"
    let mean = served.value * fit.window / duration.base
    if mean.isFinite, !(fit.requests ~= mean) {
      text +=
        "; the service has \(plain(mean, digits: 3)) \(unit.plural) a window, where the log has "
        + "\(plain(fit.requests.lowerBound)) to \(plain(fit.requests.upperBound))"
    }
    return text
  }
}

extension ActivityBook {
  /// Whether a model of idle energy stands beside a figure of it; says so, once.
  fileprivate mutating func refusesIdleModel(_ use: EnergyByUse) -> Bool {
    let metered = (activity.activity.energy + activity.holdings.flatMap(\.energy)).first {
      $0.key == .idle
    }
    let emission = activity.activity.emissions.first { EmissionKey.covers($0.key).contains(.idle) }
    guard let other = metered?.keySpan ?? emission?.keySpan else { return false }
    var twice = Self.countedTwice(.idle, at: use.keySpan, and: other)
    twice.hint = "`fit` tells the idle energy too; `request: …` is dynamic energy alone"
    diagnostics.append(twice)
    return true
  }
}
