import Diagnostics
import Factors
import Formulas
import Quantities
import StudySyntax

/// The rows and entries of an own catalogue: what each has to say, and the messages where it does
/// not.
extension CatalogueReader {
  /// Takes an entry in; false where its figures cannot be told either.
  func describe(
    _ id: Located, kind kindNode: Node? = nil, name: String? = nil, aliases: [String] = [],
    inTable: Bool = false
  ) -> Bool {
    if id.text.contains(where: { $0 == "," || $0 == "\"" || $0 == ";" || $0.isNewline }) {
      report(Self.badName(id))
      return false
    }
    let below = catalogue.entry(id.text).flatMap { $0.id == id.text ? $0 : nil }
    var kind = below?.kind
    if let kindNode {
      guard let word = reader.choice(kindNode, "kind", among: Self.kinds) else { return true }
      kind = EntryKind(rawValue: word)
      if let below, below.kind != kind {
        report(Self.otherKind(below, word, at: kindNode.span))
        return true
      }
    }
    guard let kind else {
      report(newEntry(id, inTable: inTable))
      return true
    }
    if kind == .region, !id.text.contains("/") || id.text != id.text.lowercased() {
      report(Self.badRegion(id))
      return true
    }
    for alias in aliases where alias.contains(";") { report(Self.badAlias(alias, at: id.span)) }
    if below == nil || name != nil || !aliases.isEmpty {
      entries.append(
        OwnCatalogue.Entry(
          id: id.text, kind: kind, name: name ?? below?.name ?? id.text,
          aliases: aliases + (below?.aliases.filter { !aliases.contains($0) } ?? [])))
    }
    return true
  }

  private static let kinds = EntryKind.allCases.filter { $0 != .standIn }.map(\.rawValue)

  /// Takes a row in, unless something is wrong with it.
  func take(_ draft: FactorDraft) {
    guard let figure = FigureKind.named(draft.figure.text) else {
      if purpose == .use { report(unknownFigure(draft.figure)) }
      return
    }
    let value = figure.unit == "zone" ? zone(draft) : self.value(draft, figure)
    let year = year(draft)
    let source = source(draft)
    reportMissing(draft)
    let confidence =
      draft.confidence.map {
        reader.choice($0, "confidence", among: ["high", "medium", "low"])
      } ?? "medium"
    let note = draft.note.map { reader.text($0, "note") } ?? ""
    let row = rows.count
    defer {
      if figure.unit == "zone", let value {
        zones.append((value.text, rows.count > row ? row : nil, draft.value))
      }
    }
    guard let method = method(draft, figure), let value, let year, let source, let confidence,
      let note
    else { return }
    let key = [draft.id, figure.name, "\(year)", method, source]
    if purpose == .use, let first = known[key] {
      report(Self.duplicate(draft, year, method, source, first: first))
      return
    }
    known[key] = draft.span
    rows.append(
      OwnCatalogue.Row(
        id: draft.id, figure: figure.name, value: value.text, unit: value.unit, year: year,
        method: method, source: source, confidence: confidence, note: note,
        start: draft.span.lower))
  }

  /// A number with its unit.
  private func value(
    _ draft: FactorDraft, _ figure: FigureKind
  ) -> (text: String, unit: String)? {
    let name = figure.name
    guard let due = Unit(parsing: figure.unit) else { return nil }
    if case .scalar = draft.value.content {
    } else {
      report(Self.noNumber(draft, figure))
      return nil
    }
    let context = ExpressionContext(place: "\(draft.id).\(name)", label: name)
    let before = reader.diagnostics.count
    guard let reading = reader.expression(draft.value, name, context) else {
      for index in before..<reader.diagnostics.count
      where reader.diagnostics[index].code == .unknownName {
        reader.diagnostics[index] = Self.unknownUnit(reader.diagnostics[index], figure)
      }
      return nil
    }
    guard let parameter = reading.parameter, parameter.name == name, parameter.estimate == nil
    else {
      report(Self.noNumber(draft, figure))
      return nil
    }
    guard reading.dimension == due.dimension else {
      report(
        reading.isBare
          ? Self.noUnit(draft, figure, parameter.digits)
          : Self.otherUnit(draft, figure, reading.dimension))
      return nil
    }
    guard purpose == .comparison || reader.within(bounds(name), reading, name, draft.value) else {
      return nil
    }
    let unit = parameter.unit
    let isUsual = unit.scale == due.scale && unit.divisor == due.divisor
    return (parameter.digits, isUsual ? figure.unit : unit.symbol.isEmpty ? "1" : unit.symbol)
  }

  private func bounds(_ figure: String) -> Bounds {
    switch figure {
    case "pue": .oneOrMore
    case "lifetime", "cores", "accelerators", "mig-slices", "memory", "die-area", "node": .positive
    case "utilization", "yield", "load": .positiveShare
    case "idle-share": .share
    default: .notNegative
    }
  }

  private func zone(_ draft: FactorDraft) -> (text: String, unit: String)? {
    reader.text(draft.value, "zone").map { ($0, "zone") }
  }

  private func year(_ draft: FactorDraft) -> Int? {
    guard let node = draft.year ?? year else { return nil }
    guard let text = reader.text(node, "year") else { return nil }
    guard let year = Int(text), (1900...2200).contains(year) else {
      report(Self.noYear(text, at: node.span))
      // Said once for all rows, it is wrong once.
      if draft.year == nil { self.year = Node(span: node.span, content: .scalar(Scalar("1900"))) }
      return nil
    }
    return year
  }

  private func source(_ draft: FactorDraft) -> String? {
    guard let node = draft.source ?? source else { return nil }
    guard let key = reader.text(node, draft.source == nil ? "cite" : "source") else { return nil }
    guard purpose == .comparison || reader.isSource(key) else {
      report(reader.unknownSource(key, at: node.span))
      if draft.source == nil { _ = reader.sourceKeys.insert(key) }
      return nil
    }
    return key
  }

  /// A row says of which year it is and who says so.
  private func reportMissing(_ draft: FactorDraft) {
    var missing: [String] = []
    for (key, isThere) in [
      ("year", draft.year ?? year != nil), ("source", draft.source ?? source != nil),
    ] where !isThere && !draft.misspelt.contains(where: { !nearest(to: $0, among: [key]).isEmpty })
    {
      missing.append(key)
    }
    if !missing.isEmpty { report(Self.missing(missing, draft)) }
  }

  /// How the figure came about; of an intensity three words, whatever their order, those that are
  /// left out being `average` and `unstated`.
  private func method(_ draft: FactorDraft, _ figure: FigureKind) -> String? {
    let isIntensity = figure.name == "intensity"
    guard let node = draft.method else {
      return isIntensity
        ? "average; unstated; unstated" : figure.unit == "zone" ? "location" : "stated"
    }
    guard let text = reader.text(node, "method") else { return nil }
    guard isIntensity, IntensityMethod(text) == nil else { return text }
    var words = ["average", "unstated", "unstated"]
    for piece in text.split(whereSeparator: { $0 == ";" || $0 == "," }) {
      let word = String(piece.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      if IntensityMethod.Basis(rawValue: word) != nil {
        words[0] = word
      } else if word == "unstated" {
        continue
      } else if IntensityMethod.Scope(rawValue: word) != nil {
        words[1] = word
      } else if IntensityMethod.Side(rawValue: word) != nil {
        words[2] = word
      } else {
        report(Self.unknownMethod(word, at: node.span))
        return nil
      }
    }
    return words.joined(separator: "; ")
  }

  /// Every zone is a grid of the catalogue, or of the file.
  func checkZones() {
    guard !zones.isEmpty else { return }
    let file = OwnCatalogue(file: "", bytes: [], version: "", entries: entries)
    let all = catalogue.under(file)
    for (name, row, node) in zones {
      if let entry = all.entry(name), entry.kind == .grid {
        if let row { rows[row].value = entry.id }
      } else if purpose == .use {
        let near = suggestion { all.nearest(to: name, kinds: [.grid], limit: 1).first }
        report(
          Diagnostic(
            .unknownZone, "neither the catalogue nor this file has a grid `\(name)`",
            at: node.span,
            hint: near.map { "did you mean `\($0)`?" }
              ?? "describe it here, with `kind: grid` and its `intensity`"))
      }
    }
  }

  private func suggestion(_ search: () -> String?) -> String? {
    searchesLeft -= 1
    return searchesLeft >= 0 ? search() : nil
  }
}

// What can be wrong with an entry or a row.
extension CatalogueReader {
  private static func badName(_ id: Located) -> Diagnostic {
    Diagnostic(
      .badName, "`\(id.text)` cannot be the identifier of an entry", at: id.span,
      hint: "use letters, digits and signs such as `-`, `_`, `.` and `/`")
  }

  private static func badRegion(_ id: Located) -> Diagnostic {
    Diagnostic(
      .badName, "a region is named `provider/region` in small letters, not `\(id.text)`",
      at: id.span, hint: "studies then find it by `region: {provider: …, id: …}`")
  }

  private static func badAlias(_ alias: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .badName, "an alias holds no `;`: `\(alias)`", at: span,
      hint: "write several aliases as a list")
  }

  private static func otherKind(
    _ entry: CatalogueEntry, _ kind: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "`\(entry.id)` is a \(entry.kind.rawValue) in the catalogue, not a \(kind)",
      at: span, hint: "leave out its `kind`, or give a new entry a name of its own")
  }

  private func newEntry(_ id: Located, inTable: Bool) -> Diagnostic {
    let near = suggestion {
      catalogue.entry(id.text)?.id ?? catalogue.nearest(to: id.text, limit: 1).first
    }
    return Diagnostic(
      .missingKey, "`\(id.text)` is not in the catalogue, and has no `kind` here", at: id.span,
      hint: (near.map { "did you mean `\($0)`? " } ?? "")
        + (inTable
          ? "a new entry is described in a catalogue in YAML, with its `kind`"
          : "a new entry says what it is, such as `kind: server`"))
  }

  private func unknownFigure(_ figure: Located) -> Diagnostic {
    let names = FigureKind.all.map(\.name)
    let near = reader.suggestion(for: figure.text, among: names)
    return Diagnostic(
      .unknownKey, "the catalogue has no figure `\(figure.text)`", at: figure.span,
      hint: near.map { "did you mean `\($0)`?" } ?? "its figures are \(StudyReader.listAll(names))")
  }

  private static func noNumber(_ draft: FactorDraft, _ figure: FigureKind) -> Diagnostic {
    Diagnostic(
      .wrongShape, "`\(figure.name)` is one number with its unit", at: draft.value.span,
      hint: "write it in \(unitName(figure)); where sources disagree, list a row for each")
  }

  private static func noUnit(
    _ draft: FactorDraft, _ figure: FigureKind, _ digits: String
  ) -> Diagnostic {
    Diagnostic(
      .missingUnit, "`\(figure.name)` needs a unit", at: draft.value.span,
      hint: "write `\(digits) \(figure.unit)` if that is what is meant")
  }

  private static func otherUnit(
    _ draft: FactorDraft, _ figure: FigureKind, _ dimension: Dimension
  ) -> Diagnostic {
    Diagnostic(
      .wrongDimension,
      "`\(figure.name)` is told in \(unitName(figure)), and this is \(dimension.name)",
      at: draft.value.span)
  }

  /// A name has no meaning in a catalogue, so a word behind a number is a unit gone wrong.
  private static func unknownUnit(_ problem: Diagnostic, _ figure: FigureKind) -> Diagnostic {
    var copy = problem
    copy.message = problem.message.split(separator: "`").first.map { "`\($0)` is not a unit" } ?? ""
    copy.hint = "write it in \(unitName(figure)); `cradle explain units` lists the units"
    return copy
  }

  private static func unitName(_ figure: FigureKind) -> String {
    figure.unit == "1" ? "a bare number" : "`\(figure.unit)`"
  }

  private static func noYear(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(.wrongShape, "`year` is a year such as 2023, not `\(text)`", at: span)
  }

  private static func missing(_ keys: [String], _ draft: FactorDraft) -> Diagnostic {
    let here = keys.map { "\($0): …" }.joined(separator: ", ")
    let above = keys.map { $0 == "source" ? "`cite:`" : "`year:`" }.joined(separator: " and ")
    return Diagnostic(
      .missingKey,
      "`\(draft.figure.text)` of `\(draft.id)` has no \(StudyReader.listAll(keys).replacingComma)",
      at: Span(file: draft.span.file, lower: draft.value.span.lower, upper: draft.value.span.upper),
      hint: "write `{value: …, \(here)}`, or \(above) at the top for all rows")
  }

  private static func duplicate(
    _ draft: FactorDraft, _ year: Int, _ method: String, _ source: String, first: Span
  ) -> Diagnostic {
    Diagnostic(
      .duplicateFactor,
      "`\(draft.figure.text)` of `\(draft.id)`, \(year), \(method), \(source), is told twice",
      at: draft.value.span,
      hint: "keep one, or say what sets them apart in `year`, `method` or `source`",
      related: [.init("the first is here", at: first)])
  }

  private static func unknownMethod(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "an intensity is not told by `\(word)`", at: span,
      hint:
        "its method is `average` or `marginal`; `direct` or `life-cycle`; `production` or `consumption`"
    )
  }
}

extension String {
  /// `a` and `b` as `a` and no `b`, behind a `no`.
  fileprivate var replacingComma: String {
    split(separator: " ").map { $0 == "and" ? "and no" : String($0) }.joined(separator: " ")
  }
}
