import Diagnostics
import Formulas
import Quantities
import StudySyntax

/// Published figures to compare with.
extension StudyReader {
  private static let expectationKeys = ["of", "is", "where", "share-of", "within", "but"]

  func readExpectations(_ node: Node) -> [Expectation] {
    if case .scalar(let scalar) = node.content, scalar.text.isEmpty { return [] }
    return items(of: node).enumerated().compactMap { index, item in
      guard
        let fields = fields(of: item, known: Self.expectationKeys, what: "an expectation")
      else { return nil }
      guard let ofNode = fields["of"], let isNode = fields["is"] else {
        let missing = ["of", "is"].filter { fields[$0] == nil }
        guard !wasMisspelt(missing) else { return nil }
        report(
          Diagnostic(
            .missingKey, "the expectation has no \(Self.list(missing))", at: Self.firstByte(item),
            hint: "write `{of: full, is: 50.5 tCO2e, where: Table 3}`"))
        return nil
      }
      guard let names = text(ofNode, "of"),
        let figure = figure(isNode, place: "expect.\(index)")
      else { return nil }
      var expectation = Expectation(
        of: names, span: ofNode.span, figure: figure, written: sources.text(of: isNode.span),
        figureSpan: isNode.span)
      if let node = fields["share-of"] { expectation.shareOf = share(node, of: figure) }
      expectation.within = fields["within"].flatMap { tolerance($0, of: figure) }
      expectation.but = fields["but"].flatMap { text($0, "but") }
      expectation.place = fields["where"].flatMap { text($0, "where") }
      return expectation
    }
  }

  /// A figure as printed: one number with a unit.
  private func figure(_ node: Node, place: String) -> Reading? {
    let context = ExpressionContext(place: place, label: "published figure")
    guard let reading = expression(node, "is", context) else { return nil }
    guard let parameter = reading.parameter, parameter.estimate == nil,
      parameter.name == context.label
    else {
      report(
        Diagnostic(
          .incompleteExpectation, "`is` is one number as printed, with its unit", at: node.span,
          hint: "say how far the figure may be off in `within: 0.5 %`"))
      return nil
    }
    if reading.isBare {
      report(
        Diagnostic(
          .missingUnit, "`is` is a mass, an energy, a count or a share and needs a unit",
          at: node.span, hint: "write for example `\(parameter.digits) tCO2e`"))
      return nil
    }
    return reading
  }

  /// What a percentage is a share of.
  private func share(_ node: Node, of figure: Reading) -> Reference? {
    guard figure.dimension == .none else {
      report(
        Diagnostic(
          .incompleteExpectation,
          "`share-of` goes with a percentage; `is` is \(figure.dimension.name)",
          at: node.span, hint: "leave `share-of` out, or state a share such as `48.9 %`"))
      return nil
    }
    return text(node, "share-of").map { Reference($0, at: node.span) }
  }

  private func tolerance(_ node: Node, of figure: Reading) -> Reading? {
    let context = ExpressionContext(place: "expect", label: "tolerance")
    guard let reading = expression(node, "within", context) else { return nil }
    let isShare = reading.dimension == .none && !reading.isBare
    guard isShare || reading.dimension == figure.dimension, !reading.isBare else {
      report(
        Diagnostic(
          reading.isBare ? .missingUnit : .wrongDimension,
          "`within` is a share such as `0.5 %`, or \(figure.dimension.name)", at: node.span))
      return nil
    }
    return within(.notNegative, reading, "within", node) ? reading : nil
  }
}
