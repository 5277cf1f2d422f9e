public import Documents
public import Factors

/// What a search of the catalogue found, ready to be shown.
public struct FactorPage: Sendable {
  /// The words that were asked for.
  public let query: [String]
  /// What was found.
  public let matches: [FactorMatch]
  /// The catalogue that was searched.
  public let catalogue: FactorCatalog
  private let bibliography: Bibliography

  /// What a search found.
  public init(
    _ matches: [FactorMatch], query: [String], in catalogue: FactorCatalog,
    bibliography: Bibliography = .embedded
  ) {
    self.matches = matches
    self.query = query
    self.catalogue = catalogue
    self.bibliography = bibliography
  }

  /// More entries than this are listed, a line for each figure.
  private static let limit = 12

  /// The page: a table for each entry or, of many, one line for each figure.
  public var document: Document {
    var blocks: [Block] = []
    if matches.count > Self.limit {
      blocks.append(.table(list))
    } else {
      if matches.count > 1, let figure = onlyFigure {
        blocks.append(.table(table(of: matches, figure: figure)))
      } else {
        for match in matches {
          blocks.append(.heading(1, [.text("\(match.entry.name), "), .code(match.entry.id)]))
          blocks.append(.table(table(of: match)))
        }
      }
      blocks += [.heading(1, ["Sources"]), .terms(sources)]
    }
    let count = matches.count == 1 ? "1 entry" : "\(matches.count) entries"
    blocks.append(
      .paragraph([.tone(.quiet, "catalogue \(catalogue.version), \(count)")]))
    return Document(title: [.text(query.joined(separator: " "))], blocks: blocks)
  }

  /// The one figure that all that was found tells in one unit.
  private var onlyFigure: FactorRow? {
    guard let first = matches.first?.figures.first?.first else { return nil }
    let isAlone = matches.allSatisfy { match in
      match.figures.count == 1
        && match.rows.allSatisfy { $0.figure == first.figure && $0.unit == first.unit }
    }
    return isAlone && Double(first.value) != nil ? first : nil
  }

  /// The rows of an entry, figure by figure; the first of each stands for it.
  private func table(of match: FactorMatch) -> Table {
    if let only = match.figures.first?.first, match.figures.count == 1, Double(only.value) != nil {
      return table(of: [match], figure: only)
    }
    let rows = match.figures.flatMap { rows in
      rows.enumerated().map { index, row in
        Table.Row(
          [
            index == 0 ? .text([.text(row.figure)]) : .blank,
            .text([.quantity(row.value, unit: shown(row.unit))]),
          ] + origin(row))
      }
    }
    return Table(
      name: match.entry.id, caption: [],
      columns: [.init(["Figure"]), .init(["Value"], .trailing)] + Self.originColumns,
      rows: rows, notes: spreads(of: match) + notes(of: [match]))
  }

  /// One figure of one entry, or of several, whose identifiers then stand before it.
  private func table(of matches: [FactorMatch], figure: FactorRow) -> Table {
    let isList = matches.count > 1
    let rows = matches.flatMap { match in
      match.rows.enumerated().map { index, row in
        let name = index == 0 ? Table.Cell.text([.code(match.entry.id)]) : .blank
        return Table.Row((isList ? [name] : []) + [.number(row.value)] + origin(row))
      }
    }
    return Table(
      name: figure.figure,
      caption: [.text(figure.figure == "pue" ? "PUE" : capitalized(figure.figure))],
      columns: (isList ? [.init(["Entry"])] : [])
        + [.init(["Value"], unit: shown(figure.unit), .decimal)] + Self.originColumns,
      rows: rows, notes: (isList ? [] : spreads(of: matches[0])) + notes(of: matches))
  }

  private static let originColumns: [Table.Column] = [
    .init(["Year"]), .init(["Method"]), .init(["Source"]), .init(["Trust"]),
  ]

  private func origin(_ row: FactorRow) -> [Table.Cell] {
    ["\(row.year)", row.method, row.source, row.confidence].map { .text([.text($0)]) }
  }

  private func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// How far the sources of each figure lie apart.
  private func spreads(of match: FactorMatch) -> [[Inline]] {
    match.figures.compactMap { rows in
      guard let spread = FactorSpread(rows), spread.isWide else { return nil }
      let unit = shown(spread.pick.unit)
      guard let others = spread.otherValues else { return nil }
      return [
        .text("\(spread.pick.figure): "), .quantity(spread.pick.value, unit: unit),
        .text(" unless another is picked; \(spread.kind) "), .quantity(others, unit: unit),
      ]
    }
  }

  /// What is said of the rows, behind their values; what is said of several stands once.
  private func notes(of matches: [FactorMatch]) -> [[Inline]] {
    var order: [String] = []
    var rows: [String: [String]] = [:]
    for row in matches.flatMap(\.rows) where !row.note.isEmpty || row.place.isOwn {
      var note = row.note
      if row.place.isOwn {
        note = "from \(row.place.file):\(row.place.line)" + (note.isEmpty ? "" : "; \(note)")
      }
      if rows[note] == nil { order.append(note) }
      let unit = shown(row.unit)
      rows[note, default: []].append(unit.isEmpty ? row.value : "\(row.value) \(unit)")
    }
    return order.map { note in
      [.text("\(rows[note, default: []].uniqued.joined(separator: ", ")): \(note)")]
    }
  }

  /// A line for each figure: what stands for it, and how far its sources lie apart where they do.
  private var list: Table {
    let picks = matches.flatMap { match in
      match.figures.enumerated().compactMap { index, rows in
        FactorCatalog.preferred(rows).map { (id: index == 0 ? match.entry.id : nil, $0, rows) }
      }
    }
    let spreads = picks.map { FactorSpread($0.2).flatMap { $0.isWide ? $0 : nil } }
    let isWide = spreads.contains { $0 != nil }
    let rows = zip(picks, spreads).map { pick, spread -> Table.Row in
      var cells: [Table.Cell] = [
        pick.id.map { .text([.code($0)]) } ?? .blank, .text([.text(pick.1.figure)]),
        .text([.quantity(pick.1.value, unit: shown(pick.1.unit))]),
      ]
      if isWide {
        cells.append(
          spread.map { .text([.text("\($0.low.value) .. \($0.high.value)")]) } ?? .blank)
      }
      return Table.Row(
        cells + [.text([.text("\(pick.1.year)")]), .text([.text(pick.1.source)])])
    }
    return Table(
      name: "factors", caption: [],
      columns: [.init(["Entry"]), .init(["Figure"]), .init(["Value"], .trailing)]
        + (isWide ? [.init(["Spread"])] : []) + [.init(["Year"]), .init(["Source"])],
      rows: rows, notes: [["More words show fewer entries, with every row and its source."]])
  }

  private var keys: [String] { matches.flatMap(\.rows).map(\.source).uniqued.sorted() }

  private var sources: [Term] {
    keys.map { Term([.cite($0)], [.text(bibliography.entry($0)?.line ?? $0)]) }
  }

  /// Units as they are shown: nothing for a bare number or for the name of a grid.
  private func shown(_ unit: String) -> String { unit == "1" || unit == "zone" ? "" : unit }
}

// Other forms.

extension FactorPage {
  /// The search as data, `cradle.factors/1`: the schema under `Data/schema` describes it.
  public var datum: Datum {
    .record([
      ("schema", .text("cradle.factors/1")), ("catalogue", .text(catalogue.version)),
      ("query", .list(query.map(Datum.text))),
      ("entries", .list(matches.map(entry))),
      (
        "sources",
        .list(
          keys.map { key in
            let source = bibliography.entry(key)
            return .record([
              ("key", .text(key)), ("line", .text(source?.line ?? key)),
              ("link", source?.link.map(Datum.text) ?? .null),
            ])
          })
      ),
    ])
  }

  private func entry(_ match: FactorMatch) -> Datum {
    .record([
      ("id", .text(match.entry.id)), ("kind", .text(match.entry.kind.rawValue)),
      ("name", .text(match.entry.name)),
      ("aliases", .list(match.entry.aliases.map(Datum.text))),
      ("figures", .list(match.figures.map(figure))),
    ])
  }

  private func figure(_ rows: [FactorRow]) -> Datum {
    let pick = FactorCatalog.preferred(rows)
    let spread = FactorSpread(rows)
    return .record([
      ("figure", .text(pick?.figure ?? "")), ("unit", .text(pick?.unit ?? "")),
      ("value", pick.map(value) ?? .null), ("low", spread.map { value($0.low) } ?? .null),
      ("high", spread.map { value($0.high) } ?? .null),
      (
        "rows",
        .list(
          rows.map { row in
            .record([
              ("value", value(row)), ("digits", .text(row.value)), ("unit", .text(row.unit)),
              ("year", .integer(row.year)), ("method", .text(row.method)),
              ("source", .text(row.source)), ("confidence", .text(row.confidence)),
              ("note", .text(row.note)), ("picked", .bool(row == pick)),
              ("place", .text("\(row.place.file):\(row.place.line)")),
            ])
          })
      ),
    ])
  }

  private func value(_ row: FactorRow) -> Datum {
    Double(row.value).map(Datum.number) ?? .text(row.value)
  }

  /// The rows as the files of the catalogue have them, under their header.
  public var csv: String {
    var text = FactorRow.header + "\n"
    for row in matches.flatMap(\.rows) { text += row.csv + "\n" }
    return text
  }

  /// The sources that the rows cite, as BibTeX.
  public var bibTeX: String {
    keys.compactMap { bibliography.entry($0)?.bibTeX }.joined(separator: "\n\n") + "\n"
  }
}

// The overview.

extension FactorCatalog {
  /// How much the catalogue holds of what, and how it is asked.
  public var overview: Document {
    var counts: [EntryKind: (entries: Int, rows: Int)] = [:]
    for entry in entries {
      let count = counts[entry.kind] ?? (0, 0)
      counts[entry.kind] = (count.entries + 1, count.rows + rows(of: entry.id).count)
    }
    let table = Table(
      name: "kinds", caption: [],
      columns: [.init(["Kind"]), .init(["Entries"], .decimal), .init(["Rows"], .decimal)],
      rows: EntryKind.allCases.compactMap { kind in
        counts[kind].map { count in
          Table.Row([
            .text([.text(kind.rawValue)]), .number("\(count.entries)"), .number("\(count.rows)"),
          ])
        }
      })
    return Document(
      title: [.text("Catalogue \(version)")],
      blocks: [
        .table(table),
        .paragraph(["Words search it, whatever their case and punctuation:"]),
        .list([
          [.code("cradle factors h100")], [.code("cradle factors grid france")],
          [.code("cradle factors pue google 2022")], [.code("cradle factors embodied a100")],
        ]),
      ])
  }
}
