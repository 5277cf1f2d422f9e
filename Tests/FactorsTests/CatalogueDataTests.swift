import Accounting
import Testing

@testable import Factors

/// What the files under `Data/factors` promise.
@Suite("Catalogue data")
struct CatalogueDataTests {
  static let header = "id,figure,value,unit,year,method,source,confidence,note"
  static let files: [String: Set<EntryKind>] = [
    "equipment.csv": [.accelerator, .server, .component], "grids.csv": [.grid],
    "regions.csv": [.region], "sites.csv": [.site], "defaults.csv": [],
  ]
  static let units: [String: Set<String>] = [
    "power": ["W"], "idle": ["W"], "embodied": ["kgCO2e"], "lifetime": ["yr"],
    "utilization": ["%"], "memory": ["GB"], "transfer": ["kWh/GB"], "intensity": ["gCO2e/kWh"],
    "pue": ["1"], "zone": ["zone"],
  ]
  static let layer = FactorCatalog.Layer.embedded

  static func rows(_ table: CatalogueTable) -> [FactorRow?] {
    table.allRows().map { FactorRow($0, file: table.file) }
  }
  static let allRows = layer.figures.flatMap { rows($0) }.compactMap { $0 }

  @Test("Every file of figures has the one header, and every line of it is a row")
  func layout() {
    #expect(
      Set(Self.layer.figures.map(\.file)) == Set(Self.files.keys.map { "Data/factors/" + $0 }))
    for table in Self.layer.figures {
      let lines = table.text.withBytes { String(decoding: $0, as: UTF8.self) }
        .split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.first.map(String.init) == Self.header, "\(table.file)")
      #expect(lines.last == "", "\(table.file) ends with a line break")
      #expect(Self.rows(table).allSatisfy { $0 != nil }, "\(table.file)")
      #expect(Self.rows(table).count == lines.count - 2, "\(table.file)")
    }
    #expect(Self.layer.entries.allRows().allSatisfy { CatalogueEntry(fields: $0.fields) != nil })
  }

  @Test("Identifiers need no quotation marks and are sorted by their bytes")
  func order() {
    for table in Self.layer.figures + [Self.layer.entries] {
      let ids = table.allRows().map { $0.fields[0] }
      for (id, next) in zip(ids, ids.dropFirst()) {
        #expect(!next.utf8.lexicographicallyPrecedes(id.utf8), "\(table.file): \(id), \(next)")
      }
      for id in ids {
        #expect(!id.isEmpty && id.utf8.allSatisfy { $0 == 45 || $0 == 47 || normalized($0) != nil })
      }
    }
    let ids = Self.layer.entries.allRows().map { $0.fields[0] }
    #expect(Set(ids).count == ids.count)
  }

  @Test("The rows of one figure stand together, the newest first")
  func figures() {
    for (row, next) in zip(Self.allRows, Self.allRows.dropFirst())
    where row.id == next.id && row.figure == next.figure {
      #expect(row.year >= next.year, "\(next.place)")
    }
    var seen: Set<String> = []
    var last = ""
    for row in Self.allRows {
      let figure = row.id + " " + row.figure
      if figure != last { #expect(seen.insert(figure).inserted, "\(row.place)") }
      last = figure
    }
  }

  @Test("Every row has a known figure in its unit, a year, a method, a confidence and a source")
  func fields() {
    for row in Self.allRows {
      #expect(Self.units[row.figure]?.contains(row.unit) == true, "\(row.place)")
      #expect((2000...2026).contains(row.year), "\(row.place)")
      #expect(!row.method.isEmpty, "\(row.place)")
      #expect(["high", "medium", "low"].contains(row.confidence), "\(row.place)")
      #expect(Bibliography.embedded.entry(row.source) != nil, "\(row.source), \(row.place)")
      if row.confidence == "low" { #expect(!row.note.isEmpty, "\(row.place) says why it is low") }
      if row.figure == "intensity" { #expect(row.intensityMethod != nil, "\(row.place)") }
    }
  }

  @Test("Values are decimal numbers, and zones are grids that the catalogue knows")
  func values() {
    for row in Self.allRows {
      if row.figure == "zone" {
        #expect(FactorCatalog.embedded.entry(row.value)?.kind == .grid, "\(row.place)")
        #expect(FactorCatalog.embedded.row(of: row.value, figure: "intensity") != nil)
      } else {
        let parts = row.value.split(separator: ".", omittingEmptySubsequences: false)
        #expect(
          parts.count <= 2
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } },
          "\(row.value), \(row.place)")
      }
    }
  }

  @Test("Every figure is of an entry of the right kind, and every entry has a figure")
  func entries() {
    let entries = FactorCatalog.embedded.entries
    let kinds = Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0.kind) })
    for row in Self.allRows where row.place.file != "Data/factors/defaults.csv" {
      let name = String(row.place.file.split(separator: "/").last ?? "")
      let kind = kinds[row.id]
      #expect(kind.map { Self.files[name]?.contains($0) == true } == true, "\(row.place)")
    }
    let told = Set(Self.allRows.map(\.id))
    for entry in entries { #expect(told.contains(entry.id), "\(entry.id)") }
  }

  @Test("No two entries share a name, whatever its case, spaces and punctuation")
  func names() {
    var owners: [[UInt8]: String] = [:]
    for entry in FactorCatalog.embedded.entries {
      for name in [entry.id, entry.name] + entry.aliases {
        let normal = NormalizedName(name).bytes
        #expect(!normal.isEmpty)
        #expect(owners[normal] == nil || owners[normal] == entry.id, "\(name)")
        owners[normal] = entry.id
      }
    }
  }

  @Test("Every source is cited by a figure, a rule or a study, and the sources are sorted")
  func sources() {
    let rules = Rules.entries.flatMap { $0.sources.map(\.key) }
    let cited = Set(Self.allRows.map(\.source) + rules)
    let studies = Embedded.paths(under: "studies").compactMap { Embedded.file($0)?.text() }
    let keys = Bibliography.embedded.keys
    for key in keys where !cited.contains(key) {
      #expect(studies.contains { $0.contains(key) }, "\(key)")
    }
    #expect(Set(keys).count == keys.count)
    for (key, next) in zip(keys, keys.dropFirst()) {
      #expect(key.utf8.lexicographicallyPrecedes(next.utf8), "\(key), \(next)")
    }
  }
}
