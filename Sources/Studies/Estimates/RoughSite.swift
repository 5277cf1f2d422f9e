import Factors

/// What an estimate takes for a place.
struct RoughSite {
  var name: String
  /// The intensity, assumed; nothing where it is stated.
  var intensity: RoughFigure?
  /// `basis`, `scope` and `year` of the intensity, as keys of a grid.
  var tags: [String] = []
  var pue: RoughFigure?

  /// The intensity of a region, or else of its zone, and the PUE of a region or a site, or else of
  /// its provider, or else what the Uptime Institute's survey answered.
  init(_ place: RoughPlace, in catalogue: FactorCatalog) {
    guard case .entry(let entry) = place else {
      name = place.name
      pue = RoughFigure(catalogue.rows(of: "site", figure: "pue"))
      return
    }
    name = entry.name
    var rows = catalogue.rows(of: entry.id, figure: "intensity")
    if rows.isEmpty, let zone = catalogue.row(of: entry.id, figure: "zone") {
      rows = catalogue.rows(of: zone.value, figure: "intensity")
    }
    intensity = RoughFigure(rows)
    if let pick = FactorCatalog.preferred(rows) {
      tags.append("year: \(pick.year)")
      if let method = pick.intensityMethod {
        tags.append("basis: \(method.basis.rawValue)")
        if method.scope != .unstated { tags.append("scope: \(method.scope.rawValue)") }
      }
    }
    let standIn = entry.kind == .region ? "region" : "site"
    pue =
      RoughFigure(catalogue.rows(of: entry.id, figure: "pue"))
      ?? Self.fleet(of: entry).flatMap { RoughFigure(catalogue.rows(of: $0, figure: "pue")) }
      ?? RoughFigure(catalogue.rows(of: standIn, figure: "pue"))
  }

  /// The data centres of a provider as a whole.
  private static func fleet(of region: CatalogueEntry) -> String? {
    let provider = String(region.id.prefix { $0 != "/" })
    guard provider != region.id else { return nil }
    let names = ["gcp": "google", "azure": "microsoft"]
    return "\(names[provider] ?? provider)-data-centres"
  }
}
