import Factors
import Formulas
import Inventories
import Quantities
import Studies

/// What audits look at: the ledger, and the equipment of the study beside what the catalogue tells
/// of the like.
struct AuditSubject {
  let ledger: Ledger
  /// The study's own entries, each with the catalogue entry that it is like, if any.
  let own: [(equipment: Equipment, entry: CatalogueEntry?)]

  init(_ ledger: Ledger) {
    self.ledger = ledger
    var bases: [String: String] = [:]
    for equipment in ledger.study.equipment { bases[equipment.id] = equipment.base?.name }
    let names = Set(ledger.study.equipment.map(\.id))
    own = ledger.study.equipment.map { equipment in
      var name = equipment.base?.name
      var room = Self.deepest
      while let base = name, names.contains(base), room > 0 {
        name = bases[base]
        room -= 1
      }
      return (equipment, name.flatMap { ledger.inventory.catalogue.entry($0) })
    }
  }

  /// How many own entries may be like each other; the resolver refuses more.
  private static let deepest = 20

  var inventory: Inventory { ledger.inventory }
  /// What the study was resolved with, the user's own on top.
  var catalogue: FactorCatalog { inventory.catalogue }
  var study: Study { ledger.study }

  /// The lowest and the highest value that the catalogue has for a figure of an entry.
  func range<M: Measure>(
    of figure: String, _ entry: CatalogueEntry, as measure: M.Type = M.self
  ) -> ClosedRange<Quantity<M>>? {
    var range: ClosedRange<Quantity<M>>?
    for row in catalogue.rows(of: entry.id, figure: figure) {
      guard let unit = Unit(parsing: row.unit), let number = Double(row.value),
        let value = Quantity<M>(number, unit)
      else { continue }
      range = min(range?.lowerBound ?? value, value)...max(range?.upperBound ?? value, value)
    }
    return range
  }
}

extension Parameter {
  /// The catalogue row that it comes from: the id of its entry, the figure and the method.
  var catalogueRow: (id: String, figure: String, method: String)? {
    guard case .catalogue(let row, _) = origin else { return nil }
    // As the resolver writes it: id, figure, year, method; none of the first three holds a comma.
    let fields = row.split(separator: ",", maxSplits: 3).map { $0.drop { $0 == " " } }
    guard fields.count == 4 else { return nil }
    return (String(fields[0]), String(fields[1]), String(fields[3]))
  }
}

extension Formula {
  /// The one parameter that it consists of, behind any names for it.
  var parameter: Parameter? {
    var term = term
    while case .named(let definition) = term { term = definition.term }
    if case .parameter(let parameter) = term { return parameter }
    return nil
  }
}
