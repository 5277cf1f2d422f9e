public import Diagnostics
public import Factors
import StudySyntax

/// A row of the catalogue that a study picks for a figure: `embodied: {method: modelled}`; or several
/// of which one is right: `embodied: {choices: [{method: modelled}, {method: published}]}`.
public struct FactorPick: Sendable {
  /// The figure: `embodied`.
  public let figure: String
  /// Which of its rows is meant.
  public let choice: FactorChoice
  /// The rows that it may be; `choice` then says which of them is printed.
  public let among: RowChoices?
  /// Where that is said.
  public let span: Span

  /// A pick at a place.
  public init(
    _ figure: String, _ choice: FactorChoice, among: RowChoices? = nil, at span: Span
  ) {
    self.figure = figure
    self.choice = choice
    self.among = among
    self.span = span
  }
}

extension StudyReader {
  /// The keys of a pick; beside a `value`, or what only a quantity has, they are none.
  private static let pickKeys = ["method", "year", "source"]

  /// A pick by `{method: …, year: …, source: …}`, and `choices` among such; nothing for a quantity in any form.
  func pick(_ node: Node, _ figure: String) -> FactorPick? {
    guard case .mapping(let entries) = node.content, !entries.isEmpty else { return nil }
    var isPick = false
    var isOnlySource = true
    for entry in entries {
      if entry.key == "value" { return nil }
      if entry.key == "method" || entry.key == "year" { isPick = true }
      if entry.key == "choices", choosesRows(entry.value) { isPick = true }
      if entry.key != "source" { isOnlySource = false }
    }
    guard isPick || isOnlySource else { return nil }
    guard
      let fields = fields(
        of: node, known: Self.pickKeys + ["choices"], what: "a pick from the catalogue")
    else { return nil }
    let among = fields["choices"].flatMap { rowChoices($0, by: Self.pickKeys) }
    return FactorPick(figure, factorChoice(fields), among: among, at: entries[0].keySpan)
  }
}
