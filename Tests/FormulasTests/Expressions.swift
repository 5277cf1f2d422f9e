import Diagnostics
import Quantities

@testable import Formulas

/// Expressions as a test reads them, with named values beside them.
struct Expressions {
  var values: [String: Reading] = [:]
  var suggestions: [String: String] = [:]
  var place = "values.x"
  var label = "x"
  static let file = FileID(index: 0)

  /// No named values.
  init() {}

  /// Named values, each a text; later ones may use earlier ones.
  init(_ named: KeyValuePairs<String, String>) {
    for (name, text) in named {
      var expressions = self
      expressions.place = "values.\(name)"
      expressions.label = name
      values[name] = expressions.read(text).reading
    }
  }

  /// What a text is, and the messages that it gets.
  func read(
    _ text: String, status: Status = .stated, sources: [String] = []
  ) -> (reading: Reading?, messages: [String]) {
    var diagnostics: [Diagnostic] = []
    let span = Span(file: Self.file, lower: 0, upper: text.utf8.count)
    let reading = ExpressionParser.read(
      text, at: span, isVerbatim: true,
      context: ExpressionContext(place: place, label: label, status: status, sources: sources),
      diagnostics: &diagnostics, suggest: { suggestions[$0] },
      meaning: { name in
        if name == "broken" { return .broken }
        return values[name].map(NameMeaning.value) ?? .unknown
      })
    return (reading, diagnostics.map(Self.message))
  }

  /// A message in one line: `code: message @ lower..<upper; hint`.
  static func message(_ diagnostic: Diagnostic) -> String {
    var text = "\(diagnostic.code.rawValue): \(diagnostic.message)"
    if let span = diagnostic.span { text += " @ \(span.lower)..<\(span.upper)" }
    return diagnostic.hint.map { "\(text); \($0)" } ?? text
  }

  /// The value of a text in a unit: `433196 kWh`; the first message where it has one.
  func value(_ text: String, in symbol: String) -> String {
    let (reading, messages) = read(text)
    guard let reading else { return messages.first ?? "nothing" }
    guard let unit = Unit(parsing: symbol), unit.dimension == reading.dimension else {
      return "\(reading.dimension.name)"
    }
    let number = plain(unit.fromBase(reading.term.value), digits: 12)
    return symbol.isEmpty ? number : "\(number) \(symbol)"
  }

  /// The estimate of a text, with its name in the reading: `x ± 5.7 gCO2e/kWh (95 %)`.
  func estimate(_ text: String) -> String {
    let (reading, messages) = read(text)
    guard let reading else { return messages.first ?? "nothing" }
    let unit = reading.unit ?? Unit(parsing: reading.dimension.usualUnit) ?? .one
    switch reading.term {
    case .parameter(let parameter):
      return "\(parameter.name ?? "?"): \(parameter.estimate?.text(in: unit) ?? "a point")"
    case .named(let definition):
      return "\(definition.name): \(definition.estimate?.text(in: unit) ?? "a point")"
    default: return "an unnamed term"
    }
  }
}

/// A term as arithmetic: `(gpu_time × 400 W)`.
func arithmetic(_ term: Term) -> String {
  switch term {
  case .number(let number): plain(number)
  case .parameter(let parameter): parameter.name ?? parameter.written
  case .named(let definition): "\(definition.name){\(arithmetic(definition.term))}"
  case .sum(let left, let right): "(\(arithmetic(left)) + \(arithmetic(right)))"
  case .difference(let left, let right): "(\(arithmetic(left)) − \(arithmetic(right)))"
  case .product(let left, let right): "(\(arithmetic(left)) × \(arithmetic(right)))"
  case .quotient(let left, let right): "(\(arithmetic(left)) / \(arithmetic(right)))"
  }
}
