import Accounting
import Diagnostics
public import Documents
import Formulas
import Quantities
import Studies

extension Derivation {
  /// How figures come about, as data, `cradle.derivation/1`: each line with its formula in symbols
  /// and in numbers, every step of it, and every parameter; nothing where the name stands for no line.
  public static func datum(_ report: Report, of name: String?) -> Datum? {
    let wanted = name ?? report.boundary.rawValue
    guard let lines = report.lines(explained: wanted) else { return nil }
    return .record([
      ("schema", .text("cradle.derivation/1")),
      (
        "study",
        .record([
          ("name", .text(report.ledger.study.name)),
          ("digest", .text("sha256:\(report.provenance.digest)")),
        ])
      ),
      ("of", .text(wanted)),
      ("samples", report.uncertainty.map { .integer($0.samples) } ?? .null),
      ("seed", report.uncertainty.map { .integer(Int($0.drawing.seed)) } ?? .null),
      ("lines", .list(lines.map { datum($0, report) })),
    ])
  }

  private static func datum(_ line: Line, _ report: Report) -> Datum {
    let term = line.mass?.term ?? line.energy?.term
    var steps: [Datum] = []
    if let term {
      let isMass = line.mass != nil
      steps.append(
        step(
          isMass ? "emissions" : "energy", term, isMass ? .emissions : .energy, place: nil))
      for definition in definitions(in: term) {
        var place: String?
        if case .study(let span) = definition.origin { place = report.sources.place(of: span) }
        steps.append(step(definition.name, definition.term, definition.dimension, place: place))
      }
    }
    return .record([
      ("id", .text(line.id)), ("rule", .text(line.rule)), ("status", .text(line.status.rawValue)),
      ("kgCO2e", line.mass.map { .number($0.value.kilograms) } ?? .null),
      ("kWh", line.energy.map { .number($0.value.kilowattHours) } ?? .null),
      ("interval", report.uncertainty?.line(line.id)?.datum ?? .null),
      ("note", line.note.map(Datum.text) ?? .null), ("steps", .list(steps)),
      ("parameters", .list((term?.parameters ?? []).map { datum($0, report) })),
    ])
  }

  private static func step(
    _ name: String, _ term: Formulas.Term, _ dimension: Dimension, place: String?
  ) -> Datum {
    let unit = unit(dimension, term.value)
    let value = unit.fromBase(term.value)
    return .record([
      ("name", .text(name)), ("symbols", .text(line(names(term)))),
      ("numbers", .text(line(numbers(term)))), ("value", value.isFinite ? .number(value) : .null),
      ("unit", .text(unit.symbol.isEmpty ? "1" : unit.symbol)),
      ("place", place.map(Datum.text) ?? .null),
    ])
  }

  private static func datum(_ parameter: Parameter, _ report: Report) -> Datum {
    let unit = parameter.unit
    let bounds = parameter.estimate?.bounds(around: parameter.value)
    func number(_ base: Double?) -> Datum {
      guard let base, base.isFinite else { return .null }
      return .number(unit.fromBase(base))
    }
    let place: String? =
      switch parameter.origin {
      case .study(let span): report.sources.place(of: span)
      case .catalogue(_, let place): place.text
      case .rule: nil
      }
    return .record([
      ("id", .text(parameter.identity)), ("name", parameter.name.map(Datum.text) ?? .null),
      ("value", number(parameter.value)), ("unit", .text(unit.symbol.isEmpty ? "1" : unit.symbol)),
      ("distribution", parameter.estimate.map { .text($0.name) } ?? .null),
      ("low", number(bounds?.lowerBound)), ("high", number(bounds?.upperBound)),
      ("status", .text(parameter.status.rawValue)), ("place", place.map(Datum.text) ?? .null),
      ("sources", .list(parameter.sources.map(Datum.text))),
      ("note", parameter.note.map(Datum.text) ?? .null),
    ])
  }

  /// The named results in a term, outer ones first, each once.
  private static func definitions(in term: Formulas.Term) -> [Definition] {
    var found: [Definition] = []
    var seen: Set<ObjectIdentifier> = []
    var pending = [term]
    while let next = pending.popLast() {
      switch next {
      case .number, .parameter: break
      case .named(let definition):
        guard seen.insert(ObjectIdentifier(definition)).inserted else { continue }
        found.append(definition)
        pending.append(definition.term)
      case .sum(let left, let right), .difference(let left, let right),
        .product(let left, let right), .quotient(let left, let right):
        pending += [right, left]
      }
    }
    return found
  }

  /// Arithmetic in one line, with the parentheses that precedence asks for.
  private static func line(_ math: Math, inFactor: Bool = false) -> String {
    switch math {
    case .name(let name): return name
    case .quantity(let number, let unit): return unit.isEmpty ? number : "\(number) \(unit)"
    case .sum(let terms):
      var text = ""
      for (index, term) in terms.enumerated() {
        if index > 0 {
          text += term.minus ? " − " : " + "
        } else if term.minus {
          text += "−"
        }
        text += line(term.math, inFactor: term.minus)
      }
      return inFactor ? "(\(text))" : text
    case .product(let factors):
      return factors.map { line($0, inFactor: true) }.joined(separator: " × ")
    case .quotient(let above, let below):
      var divisor = line(below, inFactor: true)
      if case .product = below { divisor = "(\(divisor))" }
      if case .quotient = below { divisor = "(\(divisor))" }
      let text = "\(line(above, inFactor: true)) / \(divisor)"
      return inFactor ? "(\(text))" : text
    }
  }
}
