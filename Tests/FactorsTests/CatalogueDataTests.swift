import Accounting
import Quantities
import Testing

@testable import Factors

/// What the files under `Data/factors` promise.
@Suite("Catalogue data")
struct CatalogueDataTests {
  static let header = FactorRow.header
  static let files: [String: Set<EntryKind>] = [
    "equipment.csv": [.accelerator, .server, .component], "grids.csv": [.grid],
    "regions.csv": [.region], "sites.csv": [.site], "defaults.csv": [.standIn],
  ]
  /// The unit of each figure, and the range that its values lie in.
  static let figures: [String: (unit: String, range: ClosedRange<Double>)] = [
    "power": ("W", 1...2000), "idle": ("W", 0.1...200), "cores": ("1", 1...512),
    "embodied": ("kgCO2e", 1...10_000), "embodied-die": ("kgCO2e", 1...100),
    "lifetime": ("yr", 1...10), "utilization": ("%", 1...100), "memory": ("GB", 0.1...500),
    "accelerators": ("1", 1...128),
    "mig-slices": ("1", 1...8), "embodied-per-gb": ("gCO2e/GB", 1...1000),
    "power-per-gb": ("W/GB", 0.0001...1), "transfer": ("kWh/GB", 0.0005...3),
    "fab-energy": ("kWh/cm2", 0.5...5), "fab-gas": ("gCO2e/cm2", 50...600),
    "fab-material": ("gCO2e/cm2", 100...1000), "fab-carbon": ("kgCO2e/cm2", 0.5...3),
    "load": ("%", 50...100), "idle-share": ("%", 1...50), "power-share": ("%", 1...100),
    "die-area": ("mm2", 50...2000), "node": ("nm", 2...100), "yield": ("%", 1...100),
    "packaging": ("gCO2e", 1...10_000), "intensity": ("gCO2e/kWh", 0...1500), "pue": ("1", 1...3),
    "zone": ("zone", 0...0),
  ]
  /// The words that a method may be made of, beside those of intensities.
  static let methods: Set<String> = [
    "TDP", "datasheet", "measured", "modelled", "assumption", "survey", "published", "location",
    "product carbon footprint", "product carbon footprint of a similar product",
    "life-cycle assessment", "parametric", "die only", "share of a server", "95 % abatement",
    "99 % abatement",
  ]
  static let layer = FactorCatalog.Layer.embedded

  static func rows(_ table: CatalogueTable) -> [FactorRow?] {
    table.allRows().map { FactorRow($0, of: table) }
  }
  static let allRows = layer.figures.flatMap { rows($0) }.compactMap { $0 }

  @Test("Every file of figures has the one header, and every line of it is a row")
  func layout() {
    #expect(
      Set(Self.layer.figures.map(\.file.path)) == Set(Self.files.keys.map { "Data/factors/" + $0 }))
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

  @Test("The rows of one figure stand together in the order of choice")
  func order_of_choice() {
    for (row, next) in zip(Self.allRows, Self.allRows.dropFirst())
    where row.id == next.id && row.figure == next.figure {
      #expect(row.confidence != "low" || next.confidence == "low", "\(next.csv)")
      if row.movesWithTheYears, row.confidence == next.confidence || next.confidence != "low" {
        #expect(row.year >= next.year, "\(next.csv)")
      }
    }
    var seen: Set<String> = []
    var last = ""
    for row in Self.allRows {
      let figure = row.id + " " + row.figure
      if figure != last {
        #expect(seen.insert(figure).inserted, "\(row.csv)")
        #expect(FactorCatalog.embedded.row(of: row.id, figure: row.figure) == row, "\(row.csv)")
      }
      last = figure
    }
  }

  @Test("No row stands twice")
  func duplicates() {
    var seen: Set<String> = []
    for row in Self.allRows {
      let said = [row.id, row.figure, row.value, "\(row.year)", row.method, row.source, row.note]
      #expect(seen.insert(said.joined(separator: ",")).inserted, "\(row.csv)")
    }
  }

  @Test("Every row has a known figure in its unit, a year, a method, a confidence and a source")
  func fields() {
    var known: Set<String> = []
    for row in Self.allRows {
      #expect(Self.figures[row.figure]?.unit == row.unit, "\(row.csv)")
      #expect((2005...2026).contains(row.year), "\(row.csv)")
      #expect(["high", "medium", "low"].contains(row.confidence), "\(row.csv)")
      if !known.contains(row.source) {
        #expect(Bibliography.embedded.contains(row.source), "\(row.csv)")
        known.insert(row.source)
      }
      if row.confidence == "low" { #expect(!row.note.isEmpty, "\(row.csv) says why it is low") }
      if row.figure == "intensity" {
        #expect(row.intensityMethod != nil, "\(row.csv)")
      } else {
        for word in row.method.split(separator: ";").map({ String($0.drop { $0 == " " }) }) {
          #expect(Self.methods.contains(word), "\(row.csv)")
        }
        #expect(!row.method.isEmpty, "\(row.csv)")
      }
    }
  }

  @Test("Every unit is one that studies can use")
  func units() {
    for (figure, (unit, _)) in Self.figures where figure != "zone" {
      #expect(Unit(parsing: unit) != nil, "\(unit)")
    }
  }

  @Test("Values are plausible decimal numbers, and zones are grids that the catalogue knows")
  func values() throws {
    for row in Self.allRows {
      if row.figure == "zone" {
        #expect(FactorCatalog.embedded.entry(row.value)?.kind == .grid, "\(row.csv)")
        #expect(FactorCatalog.embedded.row(of: row.value, figure: "intensity") != nil)
      } else {
        let range = try #require(Self.figures[row.figure]?.range)
        let value = try #require(Double(row.value))
        #expect(range.contains(value), "\(row.csv)")
        let parts = row.value.split(separator: ".", omittingEmptySubsequences: false)
        #expect(
          parts.count <= 2
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } },
          "\(row.csv)")
      }
    }
  }

  @Test("Every figure is of an entry of the right kind, and every entry has a figure")
  func entries() {
    let entries = FactorCatalog.embedded.entries
    let kinds = Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0.kind) })
    for row in Self.allRows {
      let name = String(row.place.file.split(separator: "/").last ?? "")
      let kind = kinds[row.id]
      #expect(kind.map { Self.files[name]?.contains($0) == true } == true, "\(row.csv)")
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
