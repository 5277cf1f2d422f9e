import Diagnostics
import Factors
import Quantities

/// A value that is tried in place of a figure of the study.
struct LeverCandidate: Sendable {
  /// What it is called: `Sweden`; empty for what the value says.
  var name = ""
  /// The value, in its unit.
  let number: Double
  /// Its unit.
  let unit: Unit
  /// What `--set` takes for it: `SE`, `4yr`.
  let written: String
  /// The rows of the catalogue that tell it.
  var rows: [FactorRow] = []
  /// The region of a provider that it is, with its PUE where the catalogue tells it.
  var region: (provider: String, id: String, pue: FactorRow?)?
  /// What it is in the catalogue, where more figures than one are changed.
  var entry: CatalogueEntry?
  /// Where a user names it.
  var span: Span?

  /// The value in base units.
  var base: Double { unit.inBase(number) }

  /// The value in words: `41.2 gCO2e/kWh`.
  var text: String { Self.words(number, unit) }

  /// A number with its unit.
  static func words(_ number: Double, _ unit: Unit) -> String {
    let number = plain(number, digits: 6)
    return unit.symbol.isEmpty ? number : "\(number) \(unit.symbol)"
  }
}

extension LeverCandidate {
  /// What a row of the catalogue tells; nothing where that is no number.
  init?(_ row: FactorRow, name: String = "", written: String? = nil) {
    guard let unit = Unit(parsing: row.unit), let number = Double(row.value) else { return nil }
    self.init(
      name: name, number: number, unit: unit,
      written: written ?? "\(row.value)\(row.unit == "1" ? "" : row.unit)", rows: [row])
  }
}

extension FactorCatalog {
  /// The intensity of a grid zone.
  func zoneCandidate(_ entry: CatalogueEntry) -> LeverCandidate? {
    row(of: entry.id, figure: "intensity").flatMap {
      LeverCandidate($0, name: entry.name, written: entry.id)
    }
  }

  /// The intensity of a cloud region, or of the zone that it is on, and its PUE.
  func regionCandidate(_ entry: CatalogueEntry) -> LeverCandidate? {
    let zone = row(of: entry.id, figure: "zone")?.value
    guard
      let row = row(of: entry.id, figure: "intensity")
        ?? zone.flatMap({ self.row(of: $0, figure: "intensity") }),
      var candidate = LeverCandidate(row, name: entry.id),
      let slash = entry.id.firstIndex(of: "/")
    else { return nil }
    candidate.region = (
      String(entry.id[..<slash]), String(entry.id[entry.id.index(after: slash)...]),
      self.row(of: entry.id, figure: "pue")
    )
    return candidate
  }

  /// The PUE of a site, a region or somebody's data centres.
  func pueCandidate(_ entry: CatalogueEntry) -> LeverCandidate? {
    row(of: entry.id, figure: "pue").flatMap { LeverCandidate($0, name: entry.name) }
  }

  /// The entries of some kinds that stand in the user's own catalogue.
  func ownEntries(_ kinds: [EntryKind]) -> [CatalogueEntry] {
    guard hasOwn else { return [] }
    return entries.filter { entry in
      kinds.contains(entry.kind) && rows(of: entry.id).contains { $0.place.isOwn }
    }
  }
}
