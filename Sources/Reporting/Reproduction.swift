import Accounting
public import Documents
import Factors
import Formulas
import Quantities
import Studies

/// Published figures of several studies beside the computed ones: which hold, which cannot, and why.
public struct Reproduction: Sendable {
  /// The studies, each under the name it was asked for by.
  public let studies: [(name: String, report: Report)]
  /// How many more studies could not be read.
  public let unread: Int

  /// The record of some studies.
  public init(_ studies: [(name: String, report: Report)], unread: Int = 0) {
    self.studies = studies
    self.unread = unread
  }

  /// How it stands with a published figure.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// The computed figure rounds to the printed digits.
    case printed
    /// It lies within the tolerance that the study states.
    case within
    /// It does not hold, and the study says why.
    case documented
    /// It does not hold without a reason, or holds in spite of one.
    case missed
  }

  /// A published figure with its study.
  struct Figure {
    let study: String
    let result: ExpectationResult
  }

  /// All figures that could be compared, in the order of the studies.
  var figures: [Figure] {
    studies.flatMap { name, report in report.expectations.map { Figure(study: name, result: $0) } }
  }

  /// How many figures have a verdict; what names nothing in its study is missed.
  public func count(_ verdict: Verdict) -> Int {
    let found = figures.filter { $0.result.standing == verdict }.count
    return verdict == .missed ? found + total - figures.count : found
  }

  /// How many figures the studies state.
  public var total: Int {
    studies.reduce(0) { $0 + $1.report.ledger.study.expectations.count }
  }

  /// `3 published figures in 1 study: 2 hold to the printed digits, …`.
  public var summary: String {
    func counted(_ count: Int, _ one: String, _ many: String) -> String {
      "\(count) \(count == 1 ? one : many)"
    }
    let printed = count(.printed)
    return counted(total, "published figure", "published figures") + " in "
      + counted(studies.count, "study", "studies") + ": "
      + counted(printed, "holds", "hold") + " to the printed digits, "
      + "\(count(.within)) within a stated tolerance, "
      + counted(count(.documented), "documented discrepancy", "documented discrepancies")
      + ", \(count(.missed)) missed"
      + (unread > 0 ? "; " + counted(unread, "study", "studies") + " could not be read" : "")
  }

  /// The page: the summary, what is missed, every study, then the discrepancies with their reasons.
  public var document: Document {
    let isGood = count(.missed) == 0 && unread == 0
    var blocks: [Block] = [.paragraph([.tone(isGood ? .good : .bad, summary), "."])]
    blocks += section("Missed", .missed)
    blocks += studies.filter { !$0.report.expectations.isEmpty }.map { .table(table(of: $0)) }
    blocks += section("Documented discrepancies", .documented)
    let sources = cited.map { Documents.Term([.cite($0.key)], [.text($0.line)]) }
    if !sources.isEmpty { blocks += [.heading(1, ["Sources"]), .terms(sources)] }
    if let line = provenanceLine { blocks.append(.paragraph([.tone(.quiet, line)])) }
    return Document(title: ["Published figures reproduced"], blocks: blocks)
  }

  private func section(_ title: String, _ verdict: Verdict) -> [Block] {
    let items = figures.filter { $0.result.standing == verdict }.map(\.sentence)
    return items.isEmpty ? [] : [.heading(1, [.text(title)]), .list(items)]
  }

  private static let columns: [Table.Column] = [
    .init(["Figure"]), .init(["Published"], .trailing), .init(["Computed"], .trailing), .init([]),
    .init(["Deviation"], unit: "%", .decimal), .init(["Holds"]), .init(["Where"]),
  ]

  private func table(of study: (name: String, report: Report)) -> Table {
    var caption: [Inline] = [.text("\(study.name): \(study.report.ledger.study.name)")]
    for source in study.report.ledger.study.cite { caption += [" ", .cite(source.name)] }
    return Table(
      name: "reproduction-\(study.name)", caption: caption, columns: Self.columns,
      rows: study.report.expectations.map { Table.Row($0.cells) })
  }

  /// All figures in one table, a row for each study and those of its figures below.
  public var table: Table {
    Table(
      name: "reproduction", caption: ["Published figures beside computed ones"],
      columns: Self.columns,
      rows: studies.filter { !$0.report.expectations.isEmpty }.flatMap { name, report in
        [Table.Row([.text([.text(name)])])]
          + report.expectations.map { Table.Row($0.cells, role: .detail) }
      }, notes: [[.text(summary + ".")]])
  }

  /// What is missed, and what cannot hold, in one table with the reasons; nothing where all holds.
  public var discrepancyTable: Table? {
    var rows: [Table.Row] = []
    for (name, report) in studies {
      let found = report.expectations.filter { [.documented, .missed].contains($0.standing) }
      if !found.isEmpty { rows.append(Table.Row([.text([.text(name)])])) }
      rows += found.map { result in
        Table.Row(
          Array(result.cells.prefix(5)) + [
            .text([.text(result.expectation.but ?? "missed without a reason")])
          ], role: .detail)
      }
    }
    guard !rows.isEmpty else { return nil }
    return Table(
      name: "reproduction-discrepancies", caption: ["Published figures that do not hold, and why"],
      columns: Self.columns.prefix(5) + [.init(["Why"])], rows: rows)
  }

  /// What a part of the record says of itself where it stands alone.
  public var remarks: [String] { [summary] + (provenanceLine.map { [$0] } ?? []) }

  private var provenanceLine: String? {
    studies.first.map {
      "cradle \($0.report.provenance.tool), catalogue \($0.report.provenance.catalogue)"
    }
  }

  /// The keys of the studies' own sources with their lines, sorted.
  private var cited: [(key: String, line: String)] {
    var lines: [String: String] = [:]
    for (_, report) in studies {
      for source in report.ledger.study.cite where lines[source.name] == nil {
        lines[source.name] = report.sourceLine(source.name)
      }
    }
    return lines.sorted { $0.key < $1.key }.map { (key: $0.key, line: $0.value) }
  }

  /// The record as data, `cradle.reproduction/1`.
  public var datum: Datum {
    .record([
      ("schema", .text("cradle.reproduction/1")),
      (
        "summary",
        .record(
          [
            ("text", .text(summary)), ("studies", .integer(studies.count)),
            ("unread", .integer(unread)), ("figures", .integer(total)),
          ] + Verdict.allCases.map { ($0.rawValue, .integer(count($0))) })
      ),
      ("studies", .list(studies.map(Self.datum))),
      (
        "provenance",
        studies.first.map {
          .record([
            ("tool", .text("cradle \($0.report.provenance.tool)")),
            ("catalogue", .text($0.report.provenance.catalogue)),
          ])
        } ?? .null
      ),
    ])
  }

  private static func datum(of study: (name: String, report: Report)) -> Datum {
    .record([
      ("name", .text(study.name)), ("study", .text(study.report.ledger.study.name)),
      ("digest", .text("sha256:\(study.report.provenance.digest)")),
      ("cite", .list(study.report.ledger.study.cite.map { .text($0.name) })),
      (
        "expectations",
        .list(
          zip(study.report.expectationData, study.report.expectations).map { datum, result in
            guard case .record(let entries) = datum else { return .null }
            return .record(
              entries + [
                ("deviation", result.deviation.map(Datum.number) ?? .null),
                ("verdict", .text(result.standing.rawValue)),
              ])
          })
      ),
    ])
  }
}

extension Report {
  /// The expectations of the report's data.
  fileprivate var expectationData: [Datum] {
    guard case .record(let entries) = datum,
      case .list(let list)? = entries.first(where: { $0.key == "expectations" })?.value
    else { return [] }
    return list
  }
}

extension ExpectationResult {
  /// How it stands with the figure.
  var standing: Reproduction.Verdict {
    switch (holds, expectation.but == nil) {
    case (true, true): expectation.within == nil ? .printed : .within
    case (false, false): .documented
    default: .missed
    }
  }

  /// How far the computed figure lies from the published one, as a share of that.
  var deviation: Double? {
    guard let computed, published != 0 else { return nil }
    let deviation = (computed - published) / abs(published)
    return deviation.isFinite ? deviation : nil
  }

  /// The deviation in percent, to two places.
  fileprivate var deviationText: String? {
    deviation.flatMap { Decimal($0 * 100)?.rounded(toPlaces: 2).text(places: 2) }
  }

  /// What is compared: its names, and what it is a share of.
  fileprivate var figureName: String {
    expectation.of + (expectation.shareOf.map { ", share of \($0.name)" } ?? "")
  }

  /// The published figure as printed, without its unit.
  fileprivate var publishedDigits: String { expectation.figure.parameter?.digits ?? "" }

  /// The computed figure with a digit more than was printed, and with an exponent where it was.
  fileprivate var computedDigits: String? {
    guard let computed, let number = Decimal(unit.fromBase(computed)) else { return nil }
    let printed = publishedDigits
    let mantissa = printed.utf8.prefix { $0 | 0x20 != 0x65 }
    let figures = mantissa.filter { $0 >= 0x30 && $0 <= 0x39 }.drop { $0 == 0x30 }.count
    let short = number.rounded(toSignificant: max(6, figures + 1))
    guard mantissa.count < printed.utf8.count, let first = short.digits.first else {
      return short.text()
    }
    let rest = short.digits.dropFirst().map(String.init).joined()
    let text = (short.isNegative ? "-" : "") + "\(first)" + (rest.isEmpty ? "" : "." + rest)
    return "\(text)e\(short.point - 1)"
  }

  /// The unit, in pieces between which a narrow column may break it.
  private var unitPieces: [Inline] {
    var pieces = unit.symbol.split(separator: "/", omittingEmptySubsequences: false).map(
      String.init)
    for index in pieces.indices.dropLast() { pieces[index] += "/" }
    return pieces.map { .text($0) }
  }

  /// Figure, published, computed, unit, deviation, whether it holds, where.
  fileprivate var cells: [Table.Cell] {
    let verdict: Inline =
      switch standing {
      case .printed: .tone(.good, "yes")
      case .within: .tone(.good, "within \(expectation.within?.parameter?.written ?? "")")
      case .documented: .tone(.caution, "documented")
      case .missed: .tone(.bad, holds ? "yes, but" : "no")
      }
    return [
      .text([.text(figureName)]), .text([.quantity(publishedDigits, unit: "")]),
      computedDigits.map { .text([.quantity($0, unit: "")]) } ?? .none,
      .text(unitPieces), deviationText.map { .number($0) } ?? .none, .text([verdict]),
      .text([.text(expectation.place ?? "")]),
    ]
  }
}

extension Reproduction.Figure {
  /// `bloom, full (Table 3): 50.5 tCO2e published, 43.4 tCO2e computed, −14.1 %: the reason`.
  fileprivate var sentence: [Inline] {
    let place = result.expectation.place.map { " (\($0))" } ?? ""
    var line: [Inline] = [
      .strong(study), .text(", \(result.figureName)\(place): "),
      .quantity(result.publishedDigits, unit: result.unit.symbol), " published, ",
    ]
    line +=
      result.computedDigits.map { [.quantity($0, unit: result.unit.symbol), " computed"] }
      ?? ["nothing computed"]
    if let deviation = result.deviationText {
      line += [
        .text(deviation.hasPrefix("-") ? ", −" : ", +"),
        .quantity(deviation.filter { $0 != "-" }, unit: "%"),
      ]
    }
    switch (result.holds, result.expectation.but) {
    case (true, let but?): line.append(.text("; it holds, though the study says: \(but)."))
    case (false, let but?): line.append(.text(": \(but)."))
    default: line.append(".")
    }
    return line
  }
}
