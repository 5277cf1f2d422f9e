import Diagnostics
import Factors
import Formulas
import Quantities
import StudySyntax

/// Sites: grid, market, PUE, region.
extension StudyReader {
  private static let siteKeys = ["name", "grid", "market", "pue", "region", "note"]
  private static let gridKeys = [
    "value", "zone", "year", "basis", "scope", "low", "high", "distribution", "gsd",
    "pedigree", "basic", "choices", "source", "note",
    "status",
  ]

  func readSites(_ node: Node) -> [Site] {
    entries(of: node, "sites", each: "a site by its name").compactMap { entry in
      let place = "sites.\(entry.key)"
      guard let fields = fields(of: entry.value, known: Self.siteKeys, what: "a site") else {
        return nil
      }
      var site = Site(id: entry.key, span: entry.keySpan)
      site.name = fields["name"].flatMap { text($0, "name") }
      _ = fields["note"].flatMap { text($0, "note") }
      site.grid = fields["grid"].flatMap {
        grid(
          $0, place: "\(place).grid", label: "grid intensity of \(entry.key)",
          hasRegion: fields["region"] != nil)
      }
      site.market = fields["market"].flatMap {
        quantity(
          $0, "market", place: "\(place).market", label: "market-based intensity of \(entry.key)")
      }
      site.puePick = fields["region"] == nil ? nil : fields["pue"].flatMap { pick($0, "pue") }
      if site.puePick == nil {
        site.pue = fields["pue"].flatMap {
          quantity($0, "pue", place: "\(place).pue", label: "PUE of \(entry.key)", .oneOrMore)
        }
      }
      site.region = fields["region"].flatMap(region)
      return site
    }
  }

  /// `57 gCO2e/kWh`, `FR`, or the long form of either.
  func grid(_ node: Node, place: String, label: String, hasRegion: Bool = false) -> Site.Grid? {
    guard case .mapping(let entries) = node.content else {
      guard let text = text(node, "grid") else { return nil }
      if isExpression(text) {
        return intensity(node, place, label).map { Site.Grid(choice: .stated($0)) }
      }
      return Site.Grid(choice: .zone(Reference(text, at: node.span)))
    }
    guard let fields = fields(of: node, known: Self.gridKeys, what: "a grid") else { return nil }
    let year = fields["year"].flatMap(year)
    let basis = fields["basis"].flatMap { choice($0, "basis", among: ["average", "marginal"]) }
    let scope = fields["scope"].flatMap { choice($0, "scope", among: ["direct", "life-cycle"]) }
    if fields["value"] != nil, let zone = fields["zone"] {
      report(
        Diagnostic(
          .wrongShape, "a grid has a `value` or a `zone`, not both", at: zone.span,
          hint: "leave out the one that is not meant"))
      return nil
    }
    let zoneNode = fields["zone"] ?? fields["value"]
    func source() -> String? { fields["source"].flatMap { text($0, "source") } }
    func among() -> RowChoices? {
      fields["choices"].flatMap { rowChoices($0, by: ["year", "source", "basis", "scope"]) }
    }
    if zoneNode == nil, hasRegion, let first = entries.first {
      return Site.Grid(
        choice: .region(first.keySpan), year: year, basis: basis, scope: scope, source: source(),
        among: among())
    }
    guard let zoneNode else {
      report(
        Diagnostic(
          .missingKey, "the long form of `grid` has neither `value` nor `zone`",
          at: Self.firstByte(node), hint: "write `{zone: FR, year: 2023}` or `{value: …}`"))
      return nil
    }
    guard let text = text(zoneNode, fields["zone"] == nil ? "value" : "zone") else { return nil }
    if fields["zone"] != nil || !isExpression(text) {
      return Site.Grid(
        choice: .zone(Reference(text, at: zoneNode.span)), year: year, basis: basis, scope: scope,
        source: source(), among: among())
    }
    let plain = entries.filter {
      Self.gridKeys.contains($0.key) && !["year", "basis", "scope", "zone"].contains($0.key)
    }
    let quantity = Node(span: node.span, content: .mapping(plain))
    return intensity(quantity, place, label).map {
      Site.Grid(choice: .stated($0), year: year, basis: basis, scope: scope)
    }
  }

  private func intensity(_ node: Node, _ place: String, _ label: String) -> Stated<Intensity>? {
    quantity(node, "grid", place: place, label: label)
  }

  /// Whether a text is an expression and not the name of a zone: it begins with a figure, or with
  /// a named value.
  func isExpression(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    if first >= 0x30 && first <= 0x39 || [0x28, 0x2D, 0x2B, 0x2E].contains(first) { return true }
    let word = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return valueNames.contains(String(word))
  }

  func year(_ node: Node) -> Int? {
    guard let text = text(node, "year") else { return nil }
    guard let year = Int(text), (1900...2200).contains(year) else {
      report(
        Diagnostic(
          .wrongShape, "`year` is a year such as 2023, not `\(text)`", at: node.span))
      return nil
    }
    return year
  }

  private func region(_ node: Node) -> Site.Region? {
    guard let fields = fields(of: node, known: ["provider", "id"], what: "a region") else {
      return nil
    }
    guard let provider = fields["provider"].flatMap({ text($0, "provider") }),
      let id = fields["id"].flatMap({ text($0, "id") })
    else {
      let missing = ["provider", "id"].filter { fields[$0] == nil }
      if !missing.isEmpty, !wasMisspelt(missing) {
        report(
          Diagnostic(
            .missingKey, "the region has no \(Self.list(missing))", at: Self.firstByte(node),
            hint: "write `{provider: gcp, id: us-central1}`"))
      }
      return nil
    }
    return Site.Region(provider: provider, id: id, span: node.span)
  }
}
