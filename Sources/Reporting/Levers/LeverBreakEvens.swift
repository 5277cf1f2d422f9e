import Accounting
import Formulas
import Quantities
import Studies

// Where two options are as good as each other.
extension Levers {
  /// Where embodied emissions are as much as those of operation, and what of the greatest lever is
  /// as good as the best of each other one.
  mutating func findBreakEvens(_ term: Formulas.Term) {
    func sum(_ processes: [Process]) -> Formulas.Term? {
      .total(total.lines.compactMap { processes.contains($0.process) ? $0.mass?.term : nil })
    }
    let made = sum([.embodied])
    let run = sum([.dynamic, .idle, .infrastructure, .network])
    for lever in levers {
      guard let figure = lever.term else { continue }
      if let made, let run, let left = Laurent(made, of: figure),
        let right = Laurent(run, of: figure)
      {
        for value in left.crossings(with: right) where lever.allows(value) {
          breakEvens.append(
            BreakEven(
              name: lever.figure, words: "embodied emissions are as much as those of operation",
              value: value, unit: lever.unit))
        }
      }
    }
    findHardwareCrossings(term)
    guard let first = levers.first(where: { $0.term != nil }), let figure = first.term,
      let whole = Laurent(term, of: figure)
    else { return }
    for lever in levers where lever.name != first.name {
      guard let best = lever.trials.first, best.kilograms < term.value / 1000 else { continue }
      let what = [best.name, best.value].filter { !$0.isEmpty }.joined(separator: ", ")
      for value in whole.crossings(with: .constant(best.kilograms * 1000))
      where first.allows(value) {
        breakEvens.append(
          BreakEven(
            name: first.figure, words: "as good as \(lever.name): \(what)", value: value,
            unit: first.unit))
      }
    }
  }

  /// The intensities at which other hardware is as good as what is held: what is dear to make and
  /// draws less pays above them.
  private mutating func findHardwareCrossings(_ term: Formulas.Term) {
    for lever in levers where lever.kind == .grid || lever.kind == .region {
      guard let figure = lever.term, let now = Laurent(term, of: figure) else { continue }
      for hardware in levers where hardware.kind == .hardware {
        for trial in hardware.trials {
          guard let then = Laurent(term, of: figure, replacing: trial.value(of:)) else { continue }
          for value in now.crossings(with: then) where lever.allows(value) {
            breakEvens.append(
              BreakEven(
                name: lever.figure, words: "as good with another \(hardware.name): \(trial.name)",
                value: value, unit: lever.unit))
          }
        }
      }
    }
  }

  /// The values at which the total is that of another study; what both share moves both.
  mutating func findCrossings(_ term: Formulas.Term, _ name: String, _ other: Report) {
    let beside = other.ledger.total(other.boundary)
    guard total.isComplete, beside.isComplete, let second = beside.mass?.term else {
      notes.append("A total that is a lower bound is not set beside another: \(name).")
      return
    }
    let known = breakEvens.count
    for lever in levers {
      guard let figure = lever.term, let left = Laurent(term, of: figure),
        let right = Laurent(second, of: figure)
      else { continue }
      for value in left.crossings(with: right) where lever.allows(value) {
        breakEvens.append(
          BreakEven(
            name: lever.figure, words: "as much as \(name)", value: value, unit: lever.unit))
      }
    }
    if breakEvens.count == known {
      notes.append(
        "No value of one of these figures brings the total to that of \(name); what both share moves "
          + "both.")
    }
  }
}
