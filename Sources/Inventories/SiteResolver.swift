import Diagnostics
import Factors
import Formulas
import Quantities
import Studies

extension Resolver {
  /// The site of a name; nothing, and a message, where there is none.
  func site(_ reference: Reference) -> ResolvedSite? {
    if let known = knownSites[reference.name] { return foundSites[known] }
    let found: ResolvedSite?
    if let own = ownSites[reference.name] {
      found = resolve(study.sites[own])
    } else {
      found = catalogued(site: reference)
    }
    if knownSites.insert(reference.name).isNew { foundSites.append(found) }
    return found
  }

  private func resolve(_ own: Site) -> ResolvedSite? {
    var site = ResolvedSite(id: own.id, name: own.name ?? own.id, basis: "average")
    if let region = own.region { fill(&site, from: region) }
    if let grid = own.grid {
      site.basis = grid.basis ?? "average"
      site.scope = grid.scope
      site.intensity = nil
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
    take(entry.id, for: &site)
    if site.intensity == nil { takeZone(of: entry.id, for: &site) }
    site.pue = figure(entry.id, "pue", label: "PUE of \(site.id)")
  }

  /// The intensity of the zone that a region or a site lies in.
  private func takeZone(of id: String, for site: inout ResolvedSite) {
    if let zone = rows(of: id).first(where: { $0.figure == "zone" }) {
      take(zone.value, for: &site)
    }
  }

  private func zoned(_ site: inout ResolvedSite, _ zone: Reference, _ grid: Site.Grid) {
    guard let entry = catalogue.entry(zone.name), entry.kind == .grid else {
      let near = catalogue.nearest(to: zone.name, kinds: [.grid], limit: 1).first
      report(
        Diagnostic(
          .unknownZone, "the catalogue has no grid zone `\(zone.name)`", at: zone.span,
          hint: near.map { "did you mean `\($0)`?" }
            ?? "an intensity such as `57 gCO2e/kWh` is stated as `grid`, or as its `value`"))
      return
    }
    let words = [grid.basis, grid.scope].compactMap(\.self)
    take(entry.id, for: &site, year: grid.year, method: words)
    if site.intensity == nil {
      var known: [String] = []
      for row in rows(of: entry.id) where row.figure == "intensity" {
        let words = row.methodWords.filter { $0 != "unstated" }.joined(separator: ", ")
        let kind = words.isEmpty ? "\(row.year)" : "\(row.year) (\(words))"
        if !known.contains(kind) { known.append(kind) }
      }
      let asked = (grid.year.map { ["\($0)"] } ?? []) + words
      report(
        Diagnostic(
          .unknownZone,
          "the catalogue has no \(asked.joined(separator: ", ")) intensity of `\(zone.name)`",
          at: zone.span,
          hint: "it has \(known.prefix(6).joined(separator: "; "))"
            + (known.count > 6 ? "; `cradle factors \(entry.id)` lists all" : "")))
    }
  }

  /// The intensity of a catalogue entry, with its basis and its scope.
  private func take(
    _ id: String, for site: inout ResolvedSite, year: Int? = nil, method: [String] = []
  ) {
    let found = rows(of: id).filter { row in
      row.figure == "intensity" && (year == nil || row.year == year)
        && method.allSatisfy { row.methodWords.contains($0) }
    }
    guard let row = FactorCatalog.preferred(found) else { return }
    site.intensity = parameter(row, label: "grid intensity of \(site.id)")
    if let kind = row.intensityMethod {
      site.basis = kind.basis.rawValue
      site.scope = kind.scope == .unstated ? nil : kind.scope.rawValue
    }
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
    take(entry.id, for: &site)
    if site.intensity == nil { takeZone(of: entry.id, for: &site) }
    return site
  }
}
