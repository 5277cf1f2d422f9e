import Accounting
public import Documents
import Formulas
import Quantities
import Sampling
import Studies

extension Report {
  /// `95 % of 10000 samples lie between 41 and 64 tCO2e; their median is 50, their mean 51.`
  var intervalLine: [Inline]? {
    guard let uncertainty, let figure = uncertainty.total(boundary) else { return nil }
    if let line = figure.intervalLine { return line }
    if figure.samples.undefined > 0 {
      return [
        .text(
          "\(figure.samples.undefined) of \(uncertainty.samples) samples have no total that is a "
            + "number: a range is too wide.")
      ]
    }
    return [
      .text("No value that the total rests on has a spread: \(uncertainty.samples) samples agree.")
    ]
  }

  /// Whether a value that a line rests on has a spread, so that samples differ.
  public var hasSpread: Bool { !Program(questions.map(\.term)).variables.isEmpty }

  /// What the samples tell, as a page of its own; nothing where none were drawn.
  public var intervalDocument: Document? {
    guard let intervalLine else { return nil }
    return Document(
      title: [.text("\(ledger.study.name): how sure it is")],
      blocks: [.paragraph(headline), .paragraph(intervalLine)] + uncertaintyBlocks
        + [.paragraph([.tone(.quiet, provenance.line)])])
  }

  /// What the samples tell, as a part of the page.
  var uncertaintyBlocks: [Block] {
    guard let uncertainty else { return [] }
    var blocks: [Block] = [.heading(1, ["Uncertainty"])]
    if let table = intervalTable { blocks.append(.table(table)) }
    if let table = driverTable { blocks.append(.table(table)) }
    blocks.append(.list(uncertainty.remarks(boundary)))
    return blocks
  }

  /// Figure, median, mean and intervals of all that varies.
  public var intervalTable: Table? {
    guard let uncertainty else { return nil }
    var rows: [Table.Row] = []
    for figure in uncertainty.figures {
      let samples = figure.samples
      guard !samples.isConstant, samples.count > 0 else { continue }
      if isRepeated(figure) { continue }
      rows.append(figure.row)
    }
    return Table.intervals(rows, of: ledger.study.name, uncertainty)
  }

  /// Whether the table has, or need not have, the figure: a process of one line is that line, and
  /// wider boundaries beside the one of the report are for data.
  private func isRepeated(_ figure: FigureSamples) -> Bool {
    switch figure.kind {
    case .line:
      guard let line = ledger.lines.first(where: { $0.id == figure.of }) else { return false }
      return !ledger.lines.contains { $0.process == line.process && $0 !== line }
    case .total:
      if case .energy = figure.measure { return figure.of != boundary.rawValue }
      return false
    case .perUnit:
      let start = figure.of.prefix { $0 != "/" }
      return start != boundary.rawValue && start != "dynamic"
    default: return false
    }
  }
}

extension FigureSamples {
  /// Whether it is an energy.
  var isEnergy: Bool { if case .energy = measure { true } else { false } }

  /// `95 % of 10000 samples lie between 41 and 64 tCO2e; their median is 50, their mean 51.`; nothing
  /// for a figure that does not vary.
  var intervalLine: [Inline]? {
    guard !samples.isConstant, samples.count > 0 else { return nil }
    let (low, high) = samples.interval(0.95)
    return [
      .text("95 % of \(samples.count) samples lie between \(text(low)) and "),
      .quantity(text(high), unit: scale.unit),
    ]
      + (hasMean
        ? [
          .text("; their median is \(text(samples.median)), their mean "),
          .quantity(text(samples.mean), unit: scale.unit), .text("."),
        ]
        : ["; their median is ", .quantity(text(samples.median), unit: scale.unit), .text(".")])
  }

  /// Figure, median, mean and intervals, with the unit.
  var row: Table.Row {
    let (low90, high90) = samples.interval(0.9)
    let (low95, high95) = samples.interval(0.95)
    func number(_ value: Double) -> Table.Cell { .number(text(value), atLeast: isAtLeast) }
    return Table.Row(
      [
        .text([.text(title)]), number(samples.nominal), number(samples.median),
        hasMean ? number(samples.mean) : .none, number(low90), number(high90), number(low95),
        number(high95),
        .text([.text(scale.unit)]),
      ], role: kind == .line || kind == .share ? .detail : .body)
  }
}

extension Table {
  /// A table of intervals; nothing without rows.
  static func intervals(
    _ rows: [Row], of name: String, _ uncertainty: Uncertainty
  ) -> Table? {
    guard !rows.isEmpty else { return nil }
    return Table(
      name: "intervals",
      caption: [.text("\(name): intervals of \(uncertainty.samples) samples")],
      columns: [
        .init(["Figure of"]), .init(["Figure"], .decimal), .init(["Median"], .decimal),
        .init(["Mean"], .decimal), .init(["5 %"], .decimal), .init(["95 %"], .decimal),
        .init(["2.5 %"], .decimal), .init(["97.5 %"], .decimal), .init([]),
      ],
      rows: rows,
      notes: [
        [
          .text(
            "The figure is the nominal one: every parameter as stated. Between 5 % and 95 % lie 90 % "
              + "of the samples, between 2.5 % and 97.5 % lie 95 %, whose width has two digits.")
        ]
      ])
  }
}

extension Uncertainty {
  /// What a reader of intervals should know.
  func remarks(_ boundary: Boundary) -> [[Inline]] {
    var remarks: [[Inline]] = []
    if let figure = total(boundary), !figure.samples.isConstant {
      let place = figure.samples.share(below: figure.samples.nominal) * 100
      remarks.append([
        .text(
          "The figure printed elsewhere is the nominal one: \(Quantities.rounded(place, digits: 2)) % "
            + "of the samples lie below it.")
      ])
      let error = figure.error / figure.scale.size
      remarks.append([
        .text("Another seed would move the ends of its intervals by some "),
        .quantity(Quantities.rounded(error, digits: 2), unit: figure.scale.unit),
        .text(
          figure.isConverged
            ? " (standard error): the printed digits hold."
            : " (standard error), more than half of the last printed digit."),
      ])
      if !figure.isConverged {
        remarks.append([.code("--samples auto"), " draws until the printed digits hold."])
      }
    }
    if figures.contains(where: { !$0.samples.isConstant && !$0.hasMean }) {
      remarks.append([
        .text(
          "A dash for a mean: a few samples make most of it, so that others would give another one; "
            + "something is divided by what may be next to zero.")
      ])
    }
    let undefined = figures.reduce(0) { max($0, $1.samples.undefined) }
    if undefined > 0 {
      remarks.append([
        .text("\(undefined) samples have no value somewhere, such as a division by zero.")
      ])
    }
    for variable in variables { remarks.append(variable.words) }
    if !points.isEmpty {
      var line: [Inline] = ["Points, not drawn, that the total hangs on: "]
      for (index, (parameter, elasticity)) in points.enumerated() {
        if index > 0 { line.append("; ") }
        line.append(
          .text(
            "\(parameter.name ?? parameter.written) (1 % more: "
              + "\(elasticity < 0 ? "−" : "+")\(Quantities.rounded(abs(elasticity), digits: 2)) %)")
        )
      }
      remarks.append(line + ["."])
    }
    return remarks
  }
}

extension Program.Variable {
  /// `grid intensity of here: 57 gCO2e/kWh, ± 5.7 gCO2e/kWh (95 %); cut off …`.
  var words: [Inline] {
    var line: [Inline] = [
      .text("\(parameter.name ?? parameter.written): "),
      .quantity(plain(Double(parameter.digits) ?? 0, digits: 6), unit: parameter.unit.symbol),
    ]
    if let estimate = parameter.estimate {
      line.append(.text(", \(estimate.text(in: parameter.unit))"))
    }
    if distribution.cutOff >= 1e-6 {
      let support = distribution.support
      func bound(_ base: Double) -> String {
        let number = plain(parameter.unit.fromBase(base), digits: 6)
        return parameter.unit.symbol.isEmpty ? number : "\(number) \(parameter.unit.symbol)"
      }
      var reachesBelow = support.lowerBound > -.infinity
      if case .lognormal = parameter.estimate, support.lowerBound <= 0 { reachesBelow = false }
      let below = reachesBelow ? "below \(bound(support.lowerBound))" : nil
      let above = support.upperBound < .infinity ? "above \(bound(support.upperBound))" : nil
      let share = Quantities.rounded(distribution.cutOff * 100, digits: 2)
      line.append(
        .text(
          "; cut off \([below, above].compactMap { $0 }.joined(separator: " and ")), where \(share) % of it would lie"
        ))
    }
    return line
  }
}
