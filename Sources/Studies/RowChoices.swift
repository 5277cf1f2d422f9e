public import Diagnostics
public import Factors
import Quantities
import StudySyntax

/// Rows of the catalogue of which one is right, and nobody knows which: `choices: [{method:
/// modelled, probability: 40 %}, {source: KEY, probability: 60 %}]`, or `choices: all`.
public struct RowChoices: Sendable {
  /// A row with its probability.
  public struct Row: Sendable {
    /// Which row is meant.
    public let choice: FactorChoice
    /// How likely it is; those of all come to 1.
    public let probability: Double
    /// Where it is said.
    public let span: Span
  }

  /// The rows; none where all are meant that the catalogue has, alike.
  public let rows: [Row]
  /// Where they are said.
  public let span: Span
}

extension StudyReader {
  /// Whether `choices` are among rows of the catalogue: all of them, or some by method, year or
  /// source, and not values.
  func choosesRows(_ node: Node) -> Bool {
    if case .scalar(let scalar) = node.content, scalar.text == "all" { return true }
    for item in items(of: node) {
      guard case .mapping(let entries) = item.content else { continue }
      let keys = entries.map(\.key)
      if keys.contains("value") { continue }
      if keys.contains(where: { Self.rowKeys.contains($0) }) { return true }
    }
    return false
  }

  /// What tells rows of the catalogue apart.
  private static let rowKeys = ["method", "year", "source", "basis", "scope"]

  /// The rows that are chosen among, told apart by some keys; nothing where there is a mistake.
  func rowChoices(_ node: Node, by keys: [String]) -> RowChoices? {
    if case .scalar(let scalar) = node.content, scalar.text == "all" {
      return RowChoices(rows: [], span: node.span)
    }
    var found: [(choice: FactorChoice, span: Span)] = []
    var probabilities: [Double?] = []
    var isWhole = true
    for item in items(of: node) {
      guard case .mapping(let entries) = item.content, !entries.isEmpty else {
        report(Self.noRow(item, keys))
        isWhole = false
        continue
      }
      if let value = entries.first(where: { $0.key == "value" }) {
        report(Self.valueAmongRows(value.keySpan))
        isWhole = false
        continue
      }
      guard
        let fields = fields(of: item, known: keys + ["probability", "note"], what: "a choice"),
        entries.contains(where: { keys.contains($0.key) })
      else {
        if !entries.contains(where: { keys.contains($0.key) }) { report(Self.noRow(item, keys)) }
        isWhole = false
        continue
      }
      found.append((factorChoice(fields), entries[0].keySpan))
      probabilities.append(nil)
      if let share = fields["probability"] {
        guard let probability = probability(share) else {
          isWhole = false
          continue
        }
        probabilities[probabilities.count - 1] = probability
      }
    }
    guard isWhole, let shares = shares(probabilities, node, example: "{method: …}, {source: …}")
    else { return nil }
    return RowChoices(
      rows: zip(found, shares).map {
        RowChoices.Row(choice: $0.choice, probability: $1, span: $0.span)
      },
      span: node.span)
  }

  /// Which rows are meant, by year, method (a basis and a scope are words of it) and source.
  func factorChoice(_ fields: Fields) -> FactorChoice {
    var choice = FactorChoice()
    choice.year = fields["year"].flatMap(year)
    choice.methods =
      fields["method"].flatMap { text($0, "method") }.map(FactorRow.words(ofMethod:)) ?? []
    if let basis = fields["basis"].flatMap({
      self.choice($0, "basis", among: ["average", "marginal"])
    }) {
      choice.methods.append(basis)
    }
    if let scope = fields["scope"].flatMap({
      self.choice($0, "scope", among: ["direct", "life-cycle"])
    }) {
      choice.methods.append(scope)
    }
    choice.source = fields["source"].flatMap { text($0, "source") }
    return choice
  }

  private static func noRow(_ node: Node, _ keys: [String]) -> Diagnostic {
    Diagnostic(
      .badSpread, "a choice among rows of the catalogue says which row by \(list(keys))",
      at: firstByte(node), hint: "write `{\(keys[0]): …}`, with a `probability` or without")
  }

  private static func valueAmongRows(_ span: Span) -> Diagnostic {
    Diagnostic(
      .badSpread, "a value stands among rows of the catalogue", at: span,
      hint: "choose among rows alone, or among values alone, one of which is the figure's `value`")
  }
}
