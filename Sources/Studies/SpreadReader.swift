import Diagnostics
import Formulas
import Quantities
import StudySyntax

// The spreads of a long form that are not a range: `gsd`, `pedigree` and `choices`.
extension StudyReader {
  /// The keys of those spreads.
  static let spreadKeys = ["gsd", "pedigree", "choices"]

  /// The estimate that one of the keys states, or nothing where it has a mistake.
  func spread(
    _ key: String, _ node: Node, of value: Reading, _ fields: Fields, _ context: ExpressionContext
  ) -> Estimate? {
    switch key {
    case "gsd":
      guard let deviation = number(node, "gsd", context) else { return nil }
      guard deviation >= 1 else {
        report(Self.smallDeviation(deviation, node.span))
        return nil
      }
      return lognormal(value, deviation, at: node)
    case "pedigree":
      guard let pedigree = pedigree(node, fields, context) else { return nil }
      return lognormal(value, pedigree.geometricDeviation, at: node)
    default: return choices(node, of: value, context)
    }
  }

  private func lognormal(_ value: Reading, _ deviation: Double, at node: Node) -> Estimate? {
    guard value.term.value > 0 else {
      report(
        Diagnostic(
          .badRange, "a lognormal quantity is more than zero", at: node.span,
          hint: "choose a range, `low` and `high`, with another distribution"))
      return nil
    }
    let estimate = Estimate.lognormal(median: value.term.value, geometricDeviation: deviation)
    let bounds = estimate.bounds(around: value.term.value)
    guard bounds.lowerBound > 0, bounds.upperBound.isFinite else {
      report(
        Diagnostic(
          .notFinite, "the range is too wide to be computed with", at: node.span,
          hint: "the largest number is 1.8e308"))
      return nil
    }
    return estimate
  }

  /// A pure number; not the name of another key's place.
  private func number(_ node: Node, _ key: String, _ context: ExpressionContext) -> Double? {
    var context = context
    context.label = key
    guard let reading = expression(node, key, context), check(reading, key, .none, node) else {
      return nil
    }
    return reading.term.value
  }

  private func pedigree(
    _ node: Node, _ fields: Fields, _ context: ExpressionContext
  ) -> Pedigree? {
    var scores: [Int] = []
    for item in items(of: node) {
      guard let text = text(item, "pedigree") else { return nil }
      guard let score = Int(text), (1...5).contains(score) else {
        report(Self.badScore(text, item.span))
        return nil
      }
      scores.append(score)
    }
    guard scores.count == 5 || scores.count == 6 else {
      report(Self.scoreCount(scores.count, node.span))
      return nil
    }
    guard let basicNode = fields["basic"] else { return Pedigree(scores) }
    guard let basic = number(basicNode, "basic", context) else { return nil }
    guard basic >= 1 else {
      report(Self.smallDeviation(basic, basicNode.span))
      return nil
    }
    return Pedigree(scores, basic: basic)
  }

  /// `[{value: 150 kgCO2e, probability: 60 %}, 330 kgCO2e, …]`.
  private func choices(
    _ node: Node, of value: Reading, _ context: ExpressionContext
  ) -> Estimate? {
    if choosesRows(node) {
      report(
        Diagnostic(
          .badSpread, "the figure has a `value`, and its choices are rows of the catalogue",
          at: Self.firstByte(node),
          hint: "leave the `value` out: the rows have values of their own"))
      return nil
    }
    var choices: [(value: Double, probability: Double?)] = []
    for item in items(of: node) {
      var figure = item
      var probability: Double?
      if case .mapping = item.content {
        guard
          let fields = fields(
            of: item, known: ["value", "probability", "source", "note"], what: "a choice")
        else { return nil }
        guard let valueNode = fields["value"] else {
          report(
            Diagnostic(
              .missingKey, "a choice has no `value`", at: Self.firstByte(item),
              hint: "write `{value: …, probability: …}`"))
          return nil
        }
        figure = valueNode
        if let share = fields["probability"] {
          guard let number = self.probability(share) else { return nil }
          probability = number
        }
      }
      guard let found = bound(figure, "value", of: value, context) else { return nil }
      choices.append((found, probability))
    }
    guard
      let shares = shares(
        choices.map(\.probability), node, example: "150 kgCO2e, 330 kgCO2e",
        "the value among them")
    else { return nil }
    let nominal = value.term.value
    guard choices.contains(where: { abs($0.value - nominal) <= 1e-9 * abs(nominal) }) else {
      report(
        Diagnostic(
          .badSpread, "the value is none of its own choices", at: Self.firstByte(node),
          hint: "`value` is the figure that is printed: list it among the `choices`"))
      return nil
    }
    return .among(zip(choices, shares).map { Estimate.Choice($0.value, probability: $1) })
  }

  /// A probability, from 0 to 1.
  func probability(_ node: Node) -> Double? {
    let context = ExpressionContext(place: "", label: "probability", sources: [])
    guard let number = number(node, "probability", context) else { return nil }
    guard number >= 0, number <= 1 else {
      report(
        Diagnostic(.outOfRange, "`probability` is a share, from 0 to 100 %", at: node.span))
      return nil
    }
    return number
  }

  /// The probabilities of choices, which come to 1, or are alike where none is stated.
  func shares(
    _ probabilities: [Double?], _ node: Node, example: String, _ remark: String? = nil
  ) -> [Double]? {
    let stated = probabilities.compactMap(\.self)
    guard probabilities.count > 1 else {
      report(
        Diagnostic(
          .badSpread, "a choice is one among two \(remark == nil ? "rows" : "values") or more",
          at: Self.firstByte(node),
          hint: "write `choices: [\(example)]`\(remark.map { ", " + $0 } ?? "")"))
      return nil
    }
    guard stated.isEmpty || stated.count == probabilities.count else {
      report(
        Diagnostic(
          .badSpread, "some of the choices have a `probability`, and others have none",
          at: Self.firstByte(node), hint: "give all of them one, or none: they are then alike"))
      return nil
    }
    if stated.isEmpty { return probabilities.map { _ in 1 / Double(probabilities.count) } }
    let sum = stated.reduce(0, +)
    guard abs(sum - 1) < 1e-6 else {
      report(
        Diagnostic(
          .badSpread, "the probabilities come to \(plain(sum * 100, digits: 6)) %",
          at: Self.firstByte(node), hint: "together they are 100 %"))
      return nil
    }
    return stated.map { $0 / sum }
  }

  private static func smallDeviation(_ number: Double, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badSpread,
      "a geometric standard deviation is 1 or more, not \(plain(number, digits: 6))", at: span,
      hint: "it multiplies and divides: 1.2 for a value that two thirds of the time is within a "
        + "factor of 1.2")
  }

  private static func badScore(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badSpread, "a pedigree score is a whole number from 1 to 5, not `\(text)`", at: span,
      hint: "1 is the best; the scores are those of \(listAll(Pedigree.indicators))")
  }

  private static func scoreCount(_ count: Int, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badSpread, "a pedigree has five scores, or six, not \(count)", at: span,
      hint: "they are those of \(listAll(Pedigree.indicators)); the last may be left out")
  }
}
