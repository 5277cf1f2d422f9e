import Diagnostics
import Factors
import Formulas
import Quantities
import Studies

extension Resolver {
  /// The site of a name; nothing, and a message, where there is none.
  func site(_ reference: Reference) -> ResolvedSite? {
    if let known = knownSites[reference.name] { return known }
    let found: ResolvedSite?
    if let own = ownSites[reference.name] {
      found = resolve(own)
    } else {
      found = catalogued(site: reference)
    }
    knownSites[reference.name] = found
    return found
  }

  private func resolve(_ own: Site) -> ResolvedSite? {
    var site = ResolvedSite(id: own.id, name: own.name ?? own.id, basis: "average")
    if let region = own.region { fill(&site, from: region) }
    if let grid = own.grid {
      site.basis = grid.basis ?? "average"
      site.scope = grid.scope
      switch grid.choice {
      case .stated(let stated): site.intensity = stated.formula
      case .zone(let zone): zoned(&site, zone, grid)
      }
    }
    site.market = own.market?.formula
    if let pue = own.pue {
      site.pue = pue.formula
      site.puePlace = pue.span
    }
    return site
  }

  private func fill(_ site: inout ResolvedSite, from region: Site.Region) {
    let id = "\(region.provider.lowercased())/\(region.id.lowercased())"
    guard let entry = catalogue.entry(id), entry.kind == .region else {
      let near = suggestion(for: id, among: [], kinds: [.region])
      report(
        Diagnostic(
          .unknownRegion, "the catalogue has no region `\(region.id)` of `\(region.provider)`",
          at: region.span,
          hint: near.map { "did you mean `\($0)`?" }
            ?? "state the site's `grid` and `pue` instead"))
      return
    }
    site.intensity = figure(entry.id, "intensity", label: "grid intensity of \(site.id)")
    site.pue = figure(entry.id, "pue", label: "PUE of \(site.id)")
  }

  private func zoned(_ site: inout ResolvedSite, _ zone: Reference, _ grid: Site.Grid) {
    guard let entry = catalogue.entry(zone.name), entry.kind == .grid else {
      let near = suggestion(for: zone.name, among: [], kinds: [.grid])
      report(
        Diagnostic(
          .unknownZone, "the catalogue has no grid zone `\(zone.name)`", at: zone.span,
          hint: near.map { "did you mean `\($0)`?" }
            ?? "state the intensity instead, such as `57 gCO2e/kWh`"))
      return
    }
    let words = [grid.basis, grid.scope].compactMap(\.self)
    site.intensity = figure(
      entry.id, "intensity", label: "grid intensity of \(site.id)", year: grid.year,
      method: words)
    if site.intensity == nil {
      var known: [String] = []
      for row in catalogue.rows(of: entry.id, figure: "intensity") {
        let kind = "\(row.year) (\(row.methodWords.joined(separator: ", ")))"
        if !known.contains(kind) { known.append(kind) }
      }
      let asked = (grid.year.map { ["\($0)"] } ?? []) + words
      report(
        Diagnostic(
          .unknownZone,
          "the catalogue has no \(asked.joined(separator: ", ")) intensity of `\(zone.name)`",
          at: zone.span, hint: "it has \(known.joined(separator: "; "))"))
    }
    if site.scope == nil, let row = chosenRow(entry.id, grid.year, words) {
      site.scope = ["direct", "life-cycle"].first { row.methodWords.contains($0) }
      if row.methodWords.contains("marginal") { site.basis = "marginal" }
    }
  }

  private func chosenRow(_ id: String, _ year: Int?, _ words: [String]) -> FactorRow? {
    catalogue.rows(of: id, figure: "intensity").filter { row in
      (year == nil || row.year == year) && words.allSatisfy { row.methodWords.contains($0) }
    }.newest
  }

  private func catalogued(site reference: Reference) -> ResolvedSite? {
    guard let entry = catalogue.entry(reference.name), entry.kind == .site else {
      let near = suggestion(
        for: reference.name, among: study.sites.map(\.id), kinds: [.site])
      report(
        Diagnostic(
          .unknownSite, "`\(reference.name)` is neither under `sites:` nor in the catalogue",
          at: reference.span,
          hint: near.map { "did you mean `\($0)`?" }
            ?? "describe it under `sites:`, with its `grid` and `pue`"))
      return nil
    }
    var site = ResolvedSite(id: reference.name, name: entry.name, basis: "average")
    site.pue = figure(entry.id, "pue", label: "PUE of \(site.id)")
    site.intensity = figure(entry.id, "intensity", label: "grid intensity of \(site.id)")
    if site.intensity == nil, let zone = catalogue.rows(of: entry.id, figure: "zone").first {
      site.intensity = figure(
        zone.value, "intensity", label: "grid intensity of \(site.id)")
    }
    return site
  }
}
