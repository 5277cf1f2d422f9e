import Diagnostics
import Formulas
import Inventories
import Quantities
import Studies

extension ActivityBook {
  /// Posts what the study states under a key, for the activity or for single equipment; the same
  /// process at both is an error.
  mutating func postStated(_ key: EnergyKey, as process: Process, rule: String) {
    let own = activity.holdings.compactMap { holding in
      holding.energy.first { $0.key == key }.map { (holding.item, $0) }
    }
    if let figure = stated(key) {
      refuseTwice(figure, process)
      post(
        process, energy: figure.energy.formula, rule: rule,
        status: figure.energy.formula.statedStatus)
    }
    for (item, figure) in own {
      refuseTwice(figure, process, of: item)
      post(
        process, item: item, energy: figure.energy.formula, rule: rule,
        status: figure.energy.formula.statedStatus)
    }
  }

  /// Refuses a figure for a process that another figure covers already.
  private mutating func refuseTwice(
    _ figure: EnergyFigure, _ process: Process, of item: String? = nil
  ) {
    if let emission = activity.activity.emissions.first(where: {
      EmissionKey.covers($0.key).contains(process)
    }) {
      diagnostics.append(Self.countedTwice(process, at: figure.keySpan, and: emission.keySpan))
      return
    }
    guard item != nil else { return }
    let others = activity.activity.energy.filter {
      EmissionKey.covers(EmissionKey(rawValue: $0.key.rawValue) ?? .full).contains(process)
        && $0.key != .facility
    }
    if let other = others.first {
      diagnostics.append(Self.countedTwice(process, at: figure.keySpan, and: other.keySpan))
    }
  }

  /// Refuses a meter over processes of which the emissions are stated; says whether there is one.
  mutating func refuseMetersBesideEmissions() -> Bool {
    guard !activity.activity.emissions.isEmpty else { return false }
    let meters = (activity.activity.energy + activity.holdings.flatMap(\.energy))
      .filter { $0.key == .it || $0.key == .facility }
    for meter in meters {
      let covered = EmissionKey.covers(meter.key == .it ? .it : .facility)
      for emission in activity.activity.emissions {
        let both = covered.intersection(EmissionKey.covers(emission.key))
        guard let process = both.first else { continue }
        diagnostics.append(Self.countedTwice(process, at: meter.keySpan, and: emission.keySpan))
        return true
      }
    }
    return false
  }

  static func countedTwice(_ process: Process, at span: Span, and other: Span) -> Diagnostic {
    Diagnostic(
      .countedTwice, "the \(process.rawValue) energy of this activity is given twice", at: span,
      hint: "state it for the activity or for its equipment, as energy or as emissions",
      related: [.init("it is given here too", at: other)])
  }
}

extension EmissionKey {
  /// The processes that a figure of a key covers.
  static func covers(_ key: EmissionKey) -> ProcessSet {
    switch key {
    case .dynamic: [.dynamic]
    case .idle: [.idle]
    case .it: [.dynamic, .idle]
    case .infrastructure: [.infrastructure]
    case .facility: [.dynamic, .idle, .infrastructure]
    case .network: [.network]
    case .embodied: [.embodied]
    case .full: [.dynamic, .idle, .infrastructure, .embodied]
    }
  }
}
