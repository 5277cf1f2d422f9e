public import Diagnostics
public import Factors
import Formulas
import Quantities
public import Studies

extension Study {
  /// This study with its names resolved and its gaps filled from a catalogue.
  ///
  /// Own names win over those of the catalogue. A name that stands for nothing, a cycle of `is:`
  /// or `parts:`, and a part beside the whole that holds it are errors in `diagnostics`.
  public func resolved(
    with catalogue: FactorCatalog = .embedded, diagnostics: inout [Diagnostic]
  ) -> Inventory {
    let resolver = Resolver(study: self, catalogue: catalogue)
    for entry in equipment { _ = resolver.equipment(Reference(entry.id, at: entry.span)) }
    for site in sites { _ = resolver.site(Reference(site.id, at: site.span)) }
    let activities = activities.map(resolver.activity)
    diagnostics += resolver.diagnostics
    return Inventory(study: self, activities: activities, catalogue: catalogue)
  }
}

/// Looks names up, first among the study's own, then in the catalogue.
final class Resolver {
  let study: Study
  let catalogue: FactorCatalog
  var diagnostics: [Diagnostic] = []
  /// The equipment that was looked at, by name, and what was found.
  var knownEquipment = NameIndex()
  var foundEquipment: [FoundEquipment] = []
  /// The sites that were looked at, by name, and what was found.
  var knownSites = NameIndex()
  var foundSites: [ResolvedSite?] = []
  /// The entries being resolved, outermost first, to name a cycle.
  var path: [String] = []
  private var last: (id: String, rows: [FactorRow])?
  /// For each of them, how many entries stand behind each other in what it names so far.
  var depths: [Int] = []
  /// Whether a cycle, or an entry that rests on too many others, was reported: what follows from
  /// that is not.
  var isTangled = false
  /// How many more known names are looked at for suggestions.
  private var suggestionsLeft = 10_000

  /// The places of the study's own entries.
  let ownEquipment: NameIndex
  let ownSites: NameIndex

  init(study: Study, catalogue: FactorCatalog) {
    self.study = study
    self.catalogue = catalogue
    ownEquipment = NameIndex(study.equipment.map(\.id))
    ownSites = NameIndex(study.sites.map(\.id))
  }

  func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// The own name, or those of the catalogue, that an unknown one may have meant: a question.
  func question(about name: String, among own: [String], kinds: [EntryKind]) -> String? {
    guard suggestionsLeft > 0 else { return nil }
    suggestionsLeft -= own.count + 100
    let near = nearest(to: name, among: own, limit: 1)
    return didYouMean(
      near.isEmpty ? catalogue.nearest(to: name, kinds: kinds, within: 0.05) : near)
  }

  /// The rows about an entry; the last entry's are kept, since its figures are asked for in turn.
  func rows(of id: String) -> [FactorRow] {
    if let last, last.id == id { return last.rows }
    let rows = catalogue.rows(of: id)
    last = (id, rows)
    return rows
  }

  /// A row of the catalogue as a formula.
  func parameter<M: Measure>(
    _ row: FactorRow, label: String, status: Status = .catalogue, identity: String? = nil
  ) -> Formula<M>? {
    guard let unit = Unit(parsing: row.unit), unit.dimension == M.dimension,
      let number = Double(row.value)
    else { return nil }
    let place = row.place
    return Formula(
      Parameter(
        identity: identity
          ?? "catalogue: \(row.id), \(row.figure), \(row.year), \(row.method), \(row.source)",
        name: label, value: unit.inBase(number), unit: unit, digits: row.value, status: status,
        origin: .catalogue(
          row: "\(row.id), \(row.figure), \(row.year), \(row.method)",
          place: CataloguePlace(isOwn: place.isOwn) { "\(place.file):\(place.line)" }),
        sources: [row.source], note: row.note.isEmpty ? nil : row.note))
  }
}

/// What was found under the name of equipment.
struct FoundEquipment {
  /// Nothing where that was said to be wrong.
  let equipment: ResolvedEquipment?
  /// How many entries stand behind each other in what it names.
  let depth: Int
}
