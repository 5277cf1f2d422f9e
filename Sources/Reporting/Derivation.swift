import Accounting
import Diagnostics
public import Documents
import Factors
import Formulas
import Quantities
import Studies

/// How figures of a ledger come about: formulas in names, then in numbers, then every parameter
/// with its place and its source.
public struct Derivation {
  private let report: Report
  private var blocks: [Block] = []
  /// Definitions and parameters explained already, by name and value.
  private var explained: Set<String> = []

  /// The derivation of the lines and totals of a report.
  public init(_ report: Report) { self.report = report }

  /// The page for a boundary's total, a process's, a stage's, an activity's or a line's; nothing
  /// where the name stands for no line. Its sources are listed at the end unless a bibliography does
  /// that.
  public static func document(
    _ report: Report, of name: String?, listsSources: Bool = true
  ) -> Document? {
    var derivation = Derivation(report)
    let wanted = name ?? report.boundary.rawValue
    guard let lines = report.lines(explained: wanted) else { return nil }
    if lines.count > 1 || Boundary(rawValue: wanted) != nil {
      derivation.total(wanted, lines)
    }
    for line in lines { derivation.line(line) }
    if listsSources { derivation.blocks += report.sourceSection(of: lines) }
    return Document(
      title: [.text("\(report.ledger.study.name): how the figures come about")],
      blocks: derivation.blocks + [.paragraph([.tone(.quiet, report.provenance.line)])])
  }

  private mutating func total(_ name: String, _ lines: [Line]) {
    let total = Total(
      lines: lines, missing: Boundary(rawValue: name).map { report.ledger.total($0).missing } ?? [])
    blocks.append(
      .heading(1, [.text(Boundary(rawValue: name).map { "Total, \($0.title)" } ?? name)]))
    guard let mass = total.mass else { return }
    let parts = total.lines.filter { $0.mass != nil }
    blocks.append(
      .equations([
        Equation(.name(name), .equals, .sum(parts.map { .init(.name($0.id)) })),
        Equation(
          nil, .equals,
          .sum(parts.compactMap { $0.mass.map { .init(Self.result($0.term, .emissions)) } })),
        Equation(
          nil, total.isComplete ? .equals : .atLeast, Self.result(mass.term, .emissions)),
      ]))
    if !total.isComplete {
      blocks.append(.paragraph([.text("A lower bound: \(total.missingWords).")]))
    }
    interval(of: name, [.total, .stage, .process])
  }

  private mutating func line(_ line: Line) {
    blocks.append(.heading(1, [.text(line.id)]))
    let entry = Rules.entries.first { $0.id == line.rule }
    var text: [Inline] = [
      .text("\(entry?.title ?? line.rule) ("), .code(line.rule),
      .text("), \(line.status.rawValue)."),
    ]
    if let note = line.note { text.append(.text(" \(sentence(note))")) }
    blocks.append(.paragraph(text))
    var pending: [Formulas.Term] = []
    if let mass = line.mass {
      blocks.append(.equations(Self.equations("emissions", mass.term, .emissions)))
      interval(of: line.id, [.line])
      pending += Self.parts(of: mass.term)
    } else if let energy = line.energy {
      blocks.append(.equations(Self.equations("energy", energy.term, .energy)))
      blocks.append(.paragraph(["Its emissions are not known: no carbon intensity is given."]))
      pending += Self.parts(of: energy.term)
    }
    explain(pending)
  }

  /// What the samples tell of a figure, where some were drawn.
  private mutating func interval(of name: String, _ kinds: [FigureSamples.Kind]) {
    guard let uncertainty = report.uncertainty else { return }
    for figure in uncertainty.figures
    where kinds.contains(figure.kind) && figure.of == name && !figure.isEnergy {
      if let line = figure.intervalLine { blocks.append(.paragraph(line)) }
      return
    }
  }

  /// Definitions as equations, parameters as terms, each once on the page.
  private mutating func explain(_ first: [Formulas.Term]) {
    var pending = first
    var equations: [Equation] = []
    var terms: [Documents.Term] = []
    while !pending.isEmpty {
      let term = pending.removeFirst()
      switch term {
      case .named(let definition):
        guard explained.insert("\(definition.name) \(definition.value)").inserted else { continue }
        equations += Self.equations(
          definition.name, definition.term, definition.dimension, note: note(definition))
        pending += Self.parts(of: definition.term)
      case .parameter(let parameter):
        guard explained.insert(parameter.identity).inserted else { continue }
        terms.append(Documents.Term([.code(parameter.name ?? parameter.written)], words(parameter)))
      default: pending += Self.parts(of: term)
      }
    }
    if !equations.isEmpty { blocks += [.paragraph(["where"]), .equations(equations)] }
    if !terms.isEmpty { blocks.append(.terms(terms)) }
  }

  private func note(_ definition: Definition) -> [Inline] {
    var words: [Inline] = []
    if case .study(let span) = definition.origin {
      words.append(.tone(.quiet, report.sources.place(of: span)))
    }
    if let estimate = definition.estimate {
      words += estimate.behind(in: Self.unit(definition.dimension, definition.value))
    }
    return words
  }

  /// `1,082,990 h, stated at bloom.yaml:6; source: …`.
  private func words(_ parameter: Parameter) -> [Inline] {
    var line: [Inline] = [.quantity(Self.digits(parameter), unit: parameter.unit.symbol)]
    if let estimate = parameter.estimate {
      line += estimate.behind(in: parameter.unit)
    }
    switch parameter.origin {
    case .study(let span):
      line.append(.text(", \(parameter.status.rawValue) at \(report.sources.place(of: span))"))
    case .catalogue(let row, let place) where place.isOwn:
      line.append(.text(", own catalogue: \(row) (from \(place.text))"))
    case .catalogue(let row, let place):
      line.append(.text(", \(parameter.status.rawValue): \(row) (\(place.text))"))
    case .rule(let rule): line.append(.text(", by \(rule)"))
    }
    for source in parameter.sources {
      line.append(" ")
      line.append(report.sourceLine(source) == source ? .text("(\(source))") : .cite(source))
    }
    if let spread = parameter.spread { line.append(.text("; \(spread.text(in: parameter.unit))")) }
    if let note = parameter.note { line.append(.text("; \(note)")) }
    return line
  }
}

// Terms as arithmetic to be shown.
extension Derivation {
  /// A name, what it stands for in names, in numbers, and what comes out.
  static func equations(
    _ name: String, _ term: Formulas.Term, _ dimension: Dimension, note: [Inline] = []
  ) -> [Equation] {
    let result = result(term, dimension)
    if case .parameter(let parameter) = term {
      return [Equation(.name(name), .equals, numbers(.parameter(parameter)), note: note)]
    }
    let names = names(term)
    let numbers = numbers(term)
    var lines = [Equation(.name(name), .equals, names, note: note)]
    if numbers != names { lines.append(Equation(nil, .equals, numbers)) }
    if numbers != result { lines.append(Equation(nil, .equals, result)) }
    return lines
  }

  /// The arithmetic with names for whatever has one.
  static func names(_ term: Formulas.Term) -> Math {
    math(term) { leaf in
      switch leaf {
      case .parameter(let parameter):
        parameter.name.map(Math.name) ?? .quantity(digits(parameter), unit: parameter.unit.symbol)
      case .named(let definition): .name(definition.name)
      default: nil
      }
    }
  }

  /// The arithmetic with numbers throughout.
  static func numbers(_ term: Formulas.Term) -> Math {
    math(term) { leaf in
      switch leaf {
      case .parameter(let parameter):
        .quantity(digits(parameter), unit: parameter.unit.symbol)
      case .named(let definition): result(leaf, definition.dimension)
      default: nil
      }
    }
  }

  /// What a term comes to, in a unit that people use, to eight digits.
  static func result(_ term: Formulas.Term, _ dimension: Dimension) -> Math {
    let unit = unit(dimension, term.value)
    return .quantity(plain(unit.fromBase(term.value), digits: 8), unit: unit.symbol)
  }

  /// The unit in which a computed value of a dimension is shown.
  static func unit(_ dimension: Dimension, _ base: Double) -> Unit {
    let name: String
    switch dimension {
    case .emissions: name = abs(base) < 1000 ? "gCO2e" : "kgCO2e"
    case .energy: name = abs(base) < 3.6e6 ? "Wh" : "kWh"
    case .time: name = "h"
    case .power: name = abs(base) < 1000 ? "W" : "kW"
    case .intensity: name = "gCO2e/kWh"
    default: name = dimension.usualUnit
    }
    return Unit(parsing: name) ?? Unit(symbol: dimension.baseUnits, dimension: dimension, scale: 1)
  }

  private static func math(
    _ term: Formulas.Term, _ leaf: (Formulas.Term) -> Math?
  ) -> Math {
    if let leaf = leaf(term) { return leaf }
    switch term {
    case .number(let number): return .quantity(plain(number), unit: "")
    case .parameter, .named: return .name("?")
    case .sum, .difference:
      var terms: [Math.Term] = []
      flatten(term, minus: false, into: &terms, leaf)
      return .sum(terms)
    case .product:
      var factors: [Math] = []
      flatten(term, into: &factors, leaf)
      return .product(factors)
    case .quotient(let above, let below): return .quotient(math(above, leaf), math(below, leaf))
    }
  }

  private static func flatten(
    _ term: Formulas.Term, minus: Bool, into terms: inout [Math.Term],
    _ leaf: (Formulas.Term) -> Math?
  ) {
    switch term {
    case .sum(let left, let right):
      flatten(left, minus: minus, into: &terms, leaf)
      flatten(right, minus: minus, into: &terms, leaf)
    case .difference(let left, let right):
      flatten(left, minus: minus, into: &terms, leaf)
      flatten(right, minus: !minus, into: &terms, leaf)
    default: terms.append(.init(math(term, leaf), minus: minus))
    }
  }

  private static func flatten(
    _ term: Formulas.Term, into factors: inout [Math], _ leaf: (Formulas.Term) -> Math?
  ) {
    if case .product(let left, let right) = term {
      flatten(left, into: &factors, leaf)
      flatten(right, into: &factors, leaf)
    } else {
      factors.append(math(term, leaf))
    }
  }

  /// The named things and parameters that a term shows.
  static func parts(of term: Formulas.Term) -> [Formulas.Term] {
    switch term {
    case .number: []
    case .parameter(let parameter): parameter.name == nil ? [] : [term]
    case .named: [term]
    case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
      .quotient(let left, let right):
      parts(of: left) + parts(of: right)
    }
  }

  /// The digits of a parameter as it was given, without an exponent up to some size.
  static func digits(_ parameter: Parameter) -> String {
    Decimal(parsing: parameter.digits).map {
      abs($0.point) < 16 ? $0.text(places: places(parameter.digits)) : parameter.digits
    }
      ?? parameter.digits
  }

  private static func places(_ digits: String) -> Int {
    guard !digits.contains(where: { $0 == "e" || $0 == "E" }) else { return 0 }
    return digits.firstIndex(of: ".").map { digits[$0...].count - 1 } ?? 0
  }
}

extension Report {
  /// The lines that a name stands for, or whose ids end with it; nothing where it stands for none.
  func lines(explained name: String) -> [Line]? {
    guard let lines = ledger.lines(named: name) ?? suffix(name), !lines.isEmpty else { return nil }
    return lines
  }

  /// The lines whose id ends with a name: `embodied/node`.
  fileprivate func suffix(_ name: String) -> [Line]? {
    let part = slugPath(name)
    let found = ledger.lines.filter { $0.id.hasSuffix("/" + part) }
    return found.isEmpty ? nil : found
  }
}
