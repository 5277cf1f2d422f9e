import Diagnostics
import Formulas
import Quantities
import Studies

/// Published parts that do not add up to their published total.
enum PartsOfTotal: Audit {
  /// A published figure with the lines that it stands for.
  private struct Figure {
    let expectation: Expectation
    let lines: Set<Int>
    let value: Double
    /// How far it may lie from the exact one, being printed to so many digits.
    let slack: Double
  }

  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    guard subject.study.expectations.count <= Threshold.mostExpectations else { return [] }
    let figures = subject.study.expectations.compactMap { figure(of: $0, subject.ledger) }
    return figures.compactMap { total in
      guard isWhole(total.expectation, subject.ledger), let parts = parts(of: total, among: figures)
      else { return nil }
      let sum = parts.reduce(0) { $0 + $1.value }
      let slack = parts.reduce(total.slack) { $0 + $1.slack }
      guard abs(sum - total.value) > slack * (1 + 1e-9) else { return nil }
      return unlike(total, parts, sum)
    }
  }

  /// The published figures that together stand for the same lines, the largest first; nothing where
  /// they do not.
  private static func parts(of total: Figure, among figures: [Figure]) -> [Figure]? {
    let inside = figures.filter { part in
      part.expectation.figure.dimension == total.expectation.figure.dimension
        && part.lines.count < total.lines.count && part.lines.isSubset(of: total.lines)
    }.sorted { $0.lines.count > $1.lines.count }
    var rest = total.lines
    var parts: [Figure] = []
    for part in inside where part.lines.isSubset(of: rest) {
      rest.subtract(part.lines)
      parts.append(part)
    }
    return rest.isEmpty && parts.count > 1 ? parts : nil
  }

  /// Whether nothing is missing in what a figure stands for: a published total may hold what the
  /// study has no line for.
  private static func isWhole(_ expectation: Expectation, _ ledger: Ledger) -> Bool {
    expectation.of.names.allSatisfy { name in
      if let boundary = Boundary(rawValue: name) { return ledger.total(boundary).isComplete }
      if let process = Process(rawValue: name) { return ledger.total(process: process).isComplete }
      return !ledger.gaps.contains { gap in
        gap.leavesIncomplete && (gap.activity == name || gap.id.hasPrefix("\(slugPath(name))/"))
      }
    }
  }

  /// A mass or an energy whose miss is not explained already, as it is printed: `within` allows the
  /// computed figure to differ from print, and not the print from itself.
  private static func figure(of expectation: Expectation, _ ledger: Ledger) -> Figure? {
    let figure = expectation.figure
    guard expectation.but == nil, figure.dimension == .emissions || figure.dimension == .energy,
      let parameter = figure.parameter, let found = ledger.positions(of: expectation),
      !found.isEmpty
    else { return nil }
    let value = figure.term.value
    let place = parameter.digits.placeValue * parameter.unit.inBase(1)
    return Figure(
      expectation: expectation, lines: Set(found), value: value,
      slack: place / 2)
  }

  private static func unlike(_ total: Figure, _ parts: [Figure], _ sum: Double) -> Diagnostic {
    let unit = total.expectation.figure.unit ?? .one
    let names = parts.map { "`\($0.expectation.of)`" }.joined(separator: ", ")
    return Diagnostic(
      .warning, .partsOfTotal,
      "the published parts \(names) add up to \(plain(unit.fromBase(sum), digits: 6)) \(unit.symbol), and the published `\(total.expectation.of)` is \(total.expectation.written)",
      at: total.expectation.figureSpan,
      hint:
        "look the figures up again; where the source prints them so, its place under `where` may say it",
      related: parts.prefix(8).map { .init("a part is here", at: $0.expectation.figureSpan) })
  }
}

extension String {
  /// The value of the last printed digit: 0.01 for `24.69`, 1e21 for `3.14e23`.
  fileprivate var placeValue: Double {
    let mantissa = prefix { $0 != "e" && $0 != "E" }
    let places = mantissa.firstIndex(of: ".").map { mantissa[$0...].count - 1 } ?? 0
    let exponent = Int(dropFirst(mantissa.count + 1)) ?? 0
    let power = Swift.min(Swift.max(exponent, -300), 300) - Swift.min(places, 300)
    return Double("1e\(power)") ?? 0
  }
}
