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
    if let region = own.region { fill(&site, from: region, own.puePick) }
    if let grid = own.grid {
      site.basis = grid.basis ?? "average"
      site.scope = grid.scope
      site.intensity = nil
      switch grid.choice {
      case .stated(let stated): site.intensity = stated.formula
      case .zone(let zone): zoned(&site, zone, grid)
      case .region(let span): picked(&site, of: own.region, grid, at: span)
      }
    }
    site.market = own.market?.formula
    if let pue = own.pue {
      site.pue = pue.formula
      site.puePlace = pue.span
    }
    return site
  }

  private func fill(_ site: inout ResolvedSite, from region: Site.Region, _ pick: FactorPick?) {
    let id = Self.id(of: region)
    guard let entry = catalogue.entry(id), entry.kind == .region else {
      let near = question(about: id, among: [], kinds: [.region])
      report(
        Diagnostic(
          .unknownRegion, "the catalogue has no region `\(region.id)` of `\(region.provider)`",
          at: region.span,
          hint: near
            ?? "state the site's `grid` and `pue` instead"))
      return
    }
    take(entry.id, for: &site)
    if site.intensity == nil { takeZone(of: entry.id, for: &site) }
    if let pick {
      site.pue = chosen(pick, of: entry.id, for: site.id, label: "PUE of \(site.id)")?.formula
    } else {
      site.pue = figure(entry.id, "pue", FactorChoice(), label: "PUE of \(site.id)")
    }
  }

  private static func id(of region: Site.Region) -> String {
    "\(region.provider.lowercased())/\(region.id.lowercased())"
  }

  /// The intensity that a study picks among those of its region.
  private func picked(
    _ site: inout ResolvedSite, of region: Site.Region?, _ grid: Site.Grid, at span: Span
  ) {
    guard let region, let entry = catalogue.entry(Self.id(of: region)) else { return }
    take(
      FactorPick("intensity", grid.factorChoice, among: grid.among, at: span), of: entry.id,
      for: &site)
  }

  private func take(_ pick: FactorPick, of id: String, for site: inout ResolvedSite) {
    guard
      let (intensity, row): (Formula<Intensity>, FactorRow) = chosen(
        pick, of: id, for: site.id, label: "grid intensity of \(site.id)")
    else { return }
    site.intensity = intensity
    settle(&site, as: row)
  }

  /// The intensity of the zone that a region or a site lies in.
  private func takeZone(of id: String, for site: inout ResolvedSite) {
    if let zone = rows(of: id).first(where: { $0.figure == "zone" }) {
      take(zone.value, for: &site)
    }
  }

  func zoned(_ site: inout ResolvedSite, _ zone: Reference, _ grid: Site.Grid) {
    guard let entry = catalogue.entry(zone.name), entry.kind == .grid else {
      let near = question(about: zone.name, among: [], kinds: [.grid])
      report(
        Diagnostic(
          .unknownZone, "the catalogue has no grid zone `\(zone.name)`", at: zone.span,
          hint: near
            ?? "an intensity such as `57 gCO2e/kWh` is stated as `grid`, or as its `value`"))
      return
    }
    if grid.among != nil {
      let pick = FactorPick("intensity", grid.factorChoice, among: grid.among, at: zone.span)
      return take(pick, of: entry.id, for: &site)
    }
    let choice = grid.factorChoice
    take(entry.id, choice, for: &site)
    if site.intensity == nil {
      var known: [String] = []
      for row in rows(of: entry.id) where row.figure == "intensity" {
        let words = row.methodWords.filter { $0 != "unstated" }.joined(separator: ", ")
        let kind = words.isEmpty ? "\(row.year)" : "\(row.year) (\(words))"
        if !known.contains(kind) { known.append(kind) }
      }
      report(
        Diagnostic(
          .unknownZone,
          "the catalogue has no \(choice.text.isEmpty ? "" : choice.text + " ")intensity of "
            + "`\(zone.name)`",
          at: zone.span,
          hint: known.isEmpty
            ? "state one such as `57 gCO2e/kWh` as `grid`"
            : "it has \(known.prefix(6).joined(separator: "; "))"
              + (known.count > 6 ? "; `cradle factors \(entry.id)` lists all" : "")))
    }
  }

  /// The intensity of a catalogue entry, with its basis and its scope.
  private func take(
    _ id: String, _ choice: FactorChoice = FactorChoice(), for site: inout ResolvedSite
  ) {
    take(
      choice.rows(in: rows(of: id).filter { $0.figure == "intensity" }), for: &site)
  }

  private func take(_ found: [FactorRow], for site: inout ResolvedSite) {
    guard let row = FactorCatalog.preferred(found) else { return }
    site.intensity = chosen(found, label: "grid intensity of \(site.id)")
    settle(&site, as: row)
  }

  /// Basis and scope of the intensity are those of its row.
  private func settle(_ site: inout ResolvedSite, as row: FactorRow) {
    if let kind = row.intensityMethod {
      site.basis = kind.basis.rawValue
      site.scope = kind.scope == .unstated ? nil : kind.scope.rawValue
    }
  }

  private func catalogued(site reference: Reference) -> ResolvedSite? {
    guard let entry = catalogue.entry(reference.name), entry.kind == .site else {
      let near = question(
        about: reference.name, among: study.sites.map(\.id), kinds: [.site])
      report(
        Diagnostic(
          .unknownSite, "`\(reference.name)` is neither under `sites:` nor in the catalogue",
          at: reference.span,
          hint: near
            ?? "describe it under `sites:`, with its `grid` and `pue`"))
      return nil
    }
    var site = ResolvedSite(id: reference.name, name: entry.name, basis: "average")
    site.pue = figure(entry.id, "pue", FactorChoice(), label: "PUE of \(site.id)")
    take(entry.id, for: &site)
    if site.intensity == nil { takeZone(of: entry.id, for: &site) }
    return site
  }
}

extension Site.Grid {
  /// Which rows of the catalogue it asks for.
  fileprivate var factorChoice: FactorChoice {
    FactorChoice(year: year, methods: [basis, scope].compactMap(\.self), source: source)
  }
}
