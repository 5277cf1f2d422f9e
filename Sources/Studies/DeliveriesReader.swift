import Diagnostics
import Factors
import Formulas
import Quantities
import StudySyntax

/// What activities deliver, and the units that totals are divided by.
extension StudyReader {
  /// `230_768 request`, or a list of such.
  func deliveries(_ node: Node, place: String) -> [Delivery] {
    items(of: node).compactMap { item in
      guard
        let reading = reading(
          item, "delivers", place: "\(place).delivers", label: "deliveries")
      else { return nil }
      let text = sources.text(of: item.span)
      guard let unit = Self.functionalUnit(reading) else {
        let code: Code = reading.isBare ? .missingUnit : .wrongDimension
        report(
          Diagnostic(
            code, "`\(text)` does not say what is delivered", at: item.span,
            hint:
              "write a number of things, such as `230_768 request`; `cradle explain units` lists them"
          )
        )
        return nil
      }
      guard within(.notNegative, reading, "delivers", item) else { return nil }
      return Delivery(term: reading.term, unit: FunctionalUnit(unit), span: item.span)
    }
  }

  /// The unit of a quantity that can be delivered: things counted, time, data, operations.
  private static func functionalUnit(_ reading: Reading) -> Unit? {
    if let counted = reading.dimension.countedUnit { return Unit(named: counted.symbol) }
    switch reading.dimension {
    case .time: return reading.unit ?? Unit(named: "h")
    case .information: return reading.unit ?? Unit(named: "GB")
    case .operations: return reading.unit ?? Unit(named: "FLOP")
    default: return nil
    }
  }

  /// `functional-unit: request`, or a list of units.
  func readFunctionalUnits(_ node: Node) -> [FunctionalUnit] {
    items(of: node).compactMap { item in
      guard let text = text(item, "functional-unit") else { return nil }
      if let unit = Unit(named: text),
        unit.dimension.countedUnit != nil
          || [.time, .information, .operations].contains(unit.dimension)
      {
        return FunctionalUnit(unit)
      }
      let units = CountedUnit.all.map(\.symbol)
      let near = suggestion(for: text, among: units)
      report(
        Diagnostic(
          .unknownChoice, "`\(text)` is no functional unit", at: item.span,
          hint: near.map { "did you mean `\($0)`?" }
            ?? "name what is delivered, such as `request`; `cradle explain units` lists the units"))
      return nil
    }
  }
}
