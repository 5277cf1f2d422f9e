import Accounting
import Formulas
import Quantities
import Studies

/// A figure of a report whose samples are asked for.
struct Question {
  let kind: FigureSamples.Kind
  let of: String
  let title: String
  let measure: FigureSamples.Measure
  let isAtLeast: Bool
  let term: Formulas.Term
}

extension Report {
  /// All figures of the report whose samples are asked for: totals, the factor between dynamic only
  /// and the boundary, stages where there are several, processes with their shares, lines, and totals by unit.
  var questions: [Question] {
    var questions: [Question] = []
    func ask(
      _ kind: FigureSamples.Kind, _ of: String, _ title: String, _ term: Formulas.Term?,
      _ measure: FigureSamples.Measure = .emissions, atLeast: Bool = false
    ) {
      guard let term else { return }
      questions.append(
        Question(
          kind: kind, of: of, title: title, measure: measure, isAtLeast: atLeast, term: term))
    }
    let totals = Boundary.allCases.map { ($0, ledger.total($0)) }
    for (boundary, total) in totals {
      ask(
        .total, boundary.rawValue, boundary.title, total.mass?.term, atLeast: !total.isComplete)
    }
    let whole = ledger.total(boundary)
    let dynamic = ledger.total(.dynamic)
    if boundary != .dynamic, whole.isComplete, dynamic.isComplete, let above = whole.mass?.term,
      let below = dynamic.mass?.term, below.value > 0
    {
      ask(
        .factor, "of-dynamic", "\(boundary.title) over dynamic only", .quotient(above, below),
        .number)
    }
    let stages = ledger.stages
    for stage in stages.count > 1 ? stages : [] {
      let total = ledger.total(stage: stage, boundary)
      ask(.stage, stage, "stage \(stage)", total.mass?.term, atLeast: !total.isComplete)
    }
    for process in ledger.processes {
      let lines = ledger.lines.filter { $0.process == process }
      let part = Total(lines: lines, missing: [])
      ask(.process, process.rawValue, process.rawValue, part.mass?.term)
      if lines.allSatisfy({ $0.covers.isSubset(of: boundary.processes) }), whole.isComplete,
        let above = part.mass?.term, let below = whole.mass?.term, below.value > 0
      {
        ask(
          .share, process.rawValue, "share of \(process.rawValue)", .quotient(above, below),
          .share)
      }
    }
    for line in ledger.lines { ask(.line, line.id, line.id, line.mass?.term) }
    for unit in ledger.perUnits {
      let count = Formulas.Term.quotient(unit.delivered, .number(unit.unit.inBase(1)))
      for (boundary, total) in totals {
        ask(
          .perUnit, "\(boundary.rawValue)/\(unit.unit.symbol)",
          "\(boundary.title), \(unit.unit.symbol.unitWord.withArticle)",
          total.mass.map { .quotient($0.term, count) }, atLeast: !total.isComplete)
      }
    }
    for (boundary, total) in totals {
      let energy = Formulas.Term.total(total.lines.compactMap { $0.energy?.term })
      ask(
        .total, boundary.rawValue, "energy, \(boundary.title)", energy, .energy,
        atLeast: !total.isEnergyComplete)
    }
    return questions
  }
}
