import Accounting
public import Documents
import Formulas
import Quantities
import Sampling

extension Comparison {
  /// The same comparison with samples drawn of all sides at once: what they share is drawn once, so
  /// that a difference has an interval of its own.
  public func sampled(_ drawing: Drawing) -> Comparison {
    var comparison = self
    let uncertainty = Uncertainty(drawing, questions)
    comparison.uncertainty = uncertainty
    for index in comparison.reports.indices {
      comparison.reports[index].report.provenance.drawn = drawing.words(uncertainty.samples)
    }
    return comparison
  }

  /// The totals of all sides, and for all but the first their distance from it.
  private var questions: [Question] {
    var questions: [Question] = []
    let whole = reports.map { $0.report.ledger.total(boundary) }
    for (index, (name, report)) in reports.enumerated() {
      func ask(
        _ kind: FigureSamples.Kind, _ title: String, _ term: Formulas.Term?,
        _ measure: FigureSamples.Measure = .emissions, atLeast: Bool = false
      ) {
        guard let term else { return }
        questions.append(
          Question(
            kind: kind, of: name, title: title, measure: measure, isAtLeast: atLeast, term: term))
      }
      let total = whole[index]
      ask(.total, name, total.mass?.term, atLeast: !total.isComplete)
      let dynamic = report.ledger.total(.dynamic)
      if boundary != .dynamic, total.isComplete, dynamic.isComplete, let above = total.mass?.term,
        let below = dynamic.mass?.term, below.value > 0
      {
        ask(.factor, "\(name) over its dynamic energy", .quotient(above, below), .number)
      }
      guard index > 0, total.isComplete, whole[0].isComplete, let own = total.mass?.term,
        let other = whole[0].mass?.term
      else { continue }
      ask(.difference, "\(name), less \(reports[0].name)", .difference(own, other))
      if other.value > 0 {
        ask(.difference, "\(name) over \(reports[0].name)", .quotient(own, other), .number)
      }
    }
    return questions
  }

  /// The intervals, as a part of the page.
  var uncertaintyBlocks: [Block] {
    guard let uncertainty else { return [] }
    var blocks: [Block] = [.heading(1, ["Uncertainty"])]
    if let table = intervalTable { blocks.append(.table(table)) }
    var remarks: [[Inline]] = []
    for figure in uncertainty.figures where figure.kind == .difference {
      if case .emissions = figure.measure { remarks.append(Self.verdict(figure)) }
    }
    if !uncertainty.isConverged {
      remarks.append([
        "The samples are too few for all printed digits; ", .code("--samples auto"),
        " draws until they hold.",
      ])
    }
    if !uncertainty.variables.isEmpty {
      remarks.append([
        .text(
          "Drawn, each once a sample and for all studies that share it: "
            + listed(
              uncertainty.variables.map { $0.parameter.name ?? $0.parameter.written }.uniqued)
            + ".")
      ])
    }
    if !remarks.isEmpty { blocks.append(.list(remarks)) }
    return blocks
  }

  /// In how many of the samples a side is above the first.
  private static func verdict(_ figure: FigureSamples) -> [Inline] {
    let share = figure.samples.isConstant ? nil : 1 - figure.samples.share(below: 0)
    guard let share else {
      return [.text("\(figure.title): the same in all samples.")]
    }
    return [.text("\(figure.title): above zero in \(percentage(share)) % of the samples.")]
  }

  /// Intervals of all totals, differences and factors that vary.
  public var intervalTable: Table? {
    guard let uncertainty else { return nil }
    var rows: [Table.Row] = []
    for figure in uncertainty.figures where !figure.samples.isConstant && figure.samples.count > 0 {
      rows.append(figure.row)
    }
    return .intervals(rows, of: "Studies compared", uncertainty)
  }

  /// The comparison as data, with its samples.
  var sampledDatum: Datum {
    guard case .record(var entries) = plainDatum, let uncertainty else { return plainDatum }
    if case .record(let found) = uncertainty.datum {
      entries.append(
        ("uncertainty", .record(found.filter { $0.key != "points" && $0.key != "drivers" })))
    }
    return .record(entries)
  }
}
