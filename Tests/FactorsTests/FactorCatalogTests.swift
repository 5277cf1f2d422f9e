import Testing

@testable import Factors

@Suite("Catalogue")
struct FactorCatalogTests {
  let catalogue = FactorCatalog.embedded

  @Test(
    "An entry is found by its identifier, its name and its aliases, in any spelling",
    arguments: [
      ("nvidia-a100-sxm4-80gb", "nvidia-a100-sxm4-80gb"),
      ("NVIDIA A100-SXM4-80GB", "nvidia-a100-sxm4-80gb"),
      ("a100 sxm4 80gb", "nvidia-a100-sxm4-80gb"),
      ("NVIDIA H100 80GB HBM3", "nvidia-h100-sxm5-80gb"),
      ("Tesla V100-SXM2-16GB", "nvidia-tesla-v100-sxm2-16gb"),
      ("A100 SXM4 80GB", "nvidia-a100-sxm4-80gb"),
      ("Tesla V100-SXM2-32GB", "nvidia-tesla-v100-sxm2-32gb"),
      ("NVIDIA B200", "nvidia-b200"), ("NVIDIA GH200 480GB", "nvidia-gh200"),
      ("NVIDIA H100 NVL", "nvidia-h100-nvl"), ("Tesla T4", "nvidia-tesla-t4"),
      ("AMD EPYC 9655 96-Core Processor", "amd-epyc-9655"),
      ("Intel(R) Xeon(R) Gold 6530 CPU @ 2.10GHz", "intel-xeon-gold-6530"),
      ("INTEL(R) XEON(R) PLATINUM 8562Y+", "intel-xeon-platinum-8562y"),
      ("Cote d'Ivoire", "CI"), ("Türkiye", "TR"), ("new york", "US-NY"), ("CÔTE D'IVOIRE", "CI"),
      ("são tomé and príncipe", "ST"),
      ("se1 bidding zone", "SE-1"),
      ("HPE Apollo 6500 Gen10 Plus node, without GPUs", "hpe-apollo-6500-node"),
      ("FR", "FR"), ("fr", "FR"), ("france", "FR"), ("Québec", "CA-QC"), ("us-ca", "US-CA"),
      ("gcp/us-central1", "gcp/us-central1"), ("Jean Zay", "jean-zay"),
    ])
  func lookup(name: String, id: String) {
    #expect(catalogue.entry(name)?.id == id)
  }

  @Test("Every entry is found by every name it has")
  func everyName() {
    let entries = catalogue.entries
    // A few hundred of them: each search of a name reads the whole list.
    for index in stride(from: 0, to: entries.count, by: 7) {
      let entry = entries[index]
      for name in [entry.id, entry.name, entry.name.uppercased()] + entry.aliases {
        #expect(catalogue.entry(name) == entry, "\(name)")
      }
    }
  }

  @Test(
    "A name that is nobody's leads to nothing",
    arguments: [
      "", " ", "-", "A100", "nvidia", "FR,grid", "name", "kind", "\"", "\n", "F", "FRANCES",
    ])
  func misses(name: String) {
    #expect(catalogue.entry(name) == nil)
  }

  @Test("A row is told with all its fields and its place")
  func row() throws {
    let rows = catalogue.rows(of: "gcp/us-central1", figure: "intensity")
    #expect(rows.map(\.value) == ["412.72", "430", "460", "394", "394"])
    #expect(rows.map(\.year) == [2024, 2023, 2022, 2021, 2021])
    let row = try #require(rows.last)
    #expect(row.id == "gcp/us-central1")
    #expect(row.figure == "intensity")
    #expect(row.unit == "gCO2e/kWh")
    #expect(row.method == "average; direct; unstated")
    #expect(row.source == "luccioni2023")
    #expect(row.confidence == "high")
    #expect(row.note == "as used for the deployment of BLOOM")
    #expect(row.place.file == "Data/factors/regions.csv")
    let lines = try #require(Embedded.file("factors/regions.csv")).text().split(separator: "\n")
    #expect(lines[row.place.line - 1].hasPrefix("gcp/us-central1,intensity,394,"))
    #expect(lines[row.place.line - 1].contains(",luccioni2023,"))
  }

  @Test("Every row is found by its identifier and figure, where it stands")
  func everyRow() {
    for row in CatalogueDataTests.allRows {
      #expect(catalogue.rows(of: row.id, figure: row.figure).contains(row), "\(row.place)")
      #expect(catalogue.rows(of: row.id).contains(row), "\(row.place)")
    }
  }

  @Test("The figures of the BLOOM study are in the catalogue, with their sources")
  func bloom() {
    func told(_ id: String, _ figure: String, by source: String) -> String? {
      let row = catalogue.rows(of: id, figure: figure).first { $0.source == source }
      return row.map { $0.value + " " + $0.unit }
    }
    let gpu = "nvidia-a100-sxm4-80gb"
    #expect(told(gpu, "power", by: "nvidia2021a100") == "400 W")
    #expect(told(gpu, "embodied", by: "luccioni2023") == "150 kgCO2e")
    #expect(told("hpe-apollo-6500-node", "embodied", by: "luccioni2023") == "2500 kgCO2e")
    #expect(told("FR", "intensity", by: "luccioni2023") == "57 gCO2e/kWh")
    #expect(told("jean-zay", "pue", by: "luccioni2023") == "1.2 1")
    #expect(told("equipment", "lifetime", by: "luccioni2023") == "6 yr")
    #expect(told("equipment", "utilization", by: "luccioni2023") == "85 %")
  }

  @Test("The first row of a figure stands for it")
  func defaults() {
    #expect(catalogue.row(of: "FR", figure: "intensity")?.value == "56.039")
    #expect(catalogue.row(of: "nvidia-a100-sxm4-80gb", figure: "embodied")?.value == "150")
    #expect(catalogue.row(of: "google-tpu-v4", figure: "power")?.value == "170")
    #expect(catalogue.row(of: "equipment", figure: "lifetime")?.value == "4")
    #expect(catalogue.row(of: "equipment", figure: "utilization")?.value == "100")
    #expect(catalogue.row(of: "region", figure: "pue")?.value == "1.56")
    #expect(catalogue.row(of: "FR", figure: "power") == nil)
    #expect(catalogue.row(of: "nowhere", figure: "intensity") == nil)
  }

  @Test(
    "Confidence goes before the year, the year before the order, and the order alone for devices")
  func choice() {
    func pick(_ figure: String, _ rows: (value: Int, year: Int, confidence: String)...) -> String? {
      let text = rows.map { "x,\(figure),\($0.value),u,\($0.year),m,s,\($0.confidence),\n" }
      let rows = table(FactorRow.header + "\n" + text.joined()).allRows()
      let told = rows.compactMap { FactorRow($0, of: table("")) }
      #expect(told.count == text.count)
      return FactorCatalog.preferred(told)?.value
    }
    #expect(pick("pue") == nil)
    #expect(pick("pue", (1, 2020, "low")) == "1")
    #expect(pick("pue", (1, 2020, "high"), (2, 2024, "medium")) == "2")
    #expect(pick("pue", (1, 2020, "medium"), (2, 2024, "low")) == "1")
    #expect(pick("pue", (1, 2024, "low"), (2, 2020, "medium")) == "2")
    #expect(pick("pue", (1, 2024, "high"), (2, 2024, "medium"), (3, 2024, "high")) == "1")
    #expect(pick("intensity", (1, 2020, "low"), (2, 2024, "low")) == "2")
    #expect(pick("transfer", (1, 2015, "high"), (2, 2020, "high")) == "2")
    #expect(pick("embodied", (1, 2020, "high"), (2, 2024, "medium")) == "1")
    #expect(pick("embodied", (1, 2024, "low"), (2, 2020, "medium"), (3, 2026, "high")) == "2")
  }

  @Test("Where sources disagree the spread tells how far, and by which other methods")
  func spread() throws {
    let gpu = try #require(catalogue.spread(of: "nvidia-a100-sxm4-80gb", figure: "embodied"))
    #expect([gpu.pick, gpu.low, gpu.high].map(\.value) == ["150", "150", "567.7"])
    #expect(gpu.others.map(\.value) == ["567.7", "330"])
    #expect(gpu.otherMethods == ["modelled", "published"])
    #expect(gpu.isWide)
    let france = try #require(catalogue.spread(of: "FR", figure: "intensity"))
    #expect([france.pick, france.low, france.high].map(\.value) == ["56.039", "44.18", "98"])
    #expect(france.others.count == catalogue.rows(of: "FR", figure: "intensity").count - 1)
    let memory = try #require(catalogue.spread(of: "nvidia-a100-sxm4-80gb", figure: "memory"))
    #expect(!memory.isWide && memory.others.isEmpty && memory.otherMethods.isEmpty)
    #expect(catalogue.spread(of: "jean-zay", figure: "zone") == nil)
    #expect(catalogue.spread(of: "FR", figure: "power") == nil)
  }

  @Test("A row is told as its file has it")
  func csv() throws {
    for (path, table) in zip(
      ["equipment", "grids", "regions", "sites", "defaults"], CatalogueDataTests.layer.figures)
    {
      let file = try #require(Embedded.file("factors/\(path).csv"))
      let rows = table.allRows().compactMap { FactorRow($0, of: table)?.csv }
      #expect(([FactorRow.header] + rows).joined(separator: "\n") + "\n" == file.text())
    }
  }

  @Test("How an intensity is counted can be read by a program")
  func methods() {
    let rows = catalogue.rows(of: "SE", figure: "intensity").map(\.intensityMethod)
    #expect(
      rows.map(\.?.scope) == [
        .lifeCycle, .direct, .direct, .direct, .direct, .lifeCycle, .unstated, .unstated,
      ])
    #expect(rows.prefix(5).allSatisfy { $0?.basis == .average && $0?.side == .production })
    #expect(IntensityMethod("average; direct") == nil)
    #expect(IntensityMethod("average; direct; anywhere") == nil)
    #expect(catalogue.row(of: "jean-zay", figure: "pue")?.intensityMethod == nil)
  }

  @Test("A layer on top replaces the figures and the entries that it tells, and no others")
  func layers() {
    let mine = FactorCatalog.Layer(
      version: "mine",
      entries: table("id,kind,name,aliases\nFR,grid,Our France,ours\nlab,site,Our lab,\n"),
      figures: [
        table(
          CatalogueDataTests.header + "\n"
            + "FR,intensity,40,gCO2e/kWh,2001,average; direct; consumption,us,high,\"a, \"\"b\"\"\"\n"
            + "lab,pue,1.4,1,2025,measured,us,high,\n"
            + "nvidia-l4,idle,16,W,2025,measured,us,high,\r\n")
      ])
    let pile = FactorCatalog(layers: [mine, .embedded])
    #expect(pile.version == "mine over 2026.11")
    #expect(pile.entry("FR")?.name == "Our France")
    #expect(pile.entry("Our lab")?.id == "lab")
    #expect(pile.entry("DE")?.name == "Germany")
    #expect(pile.entries.count == catalogue.entries.count + 1)
    #expect(pile.row(of: "FR", figure: "intensity")?.value == "40")
    #expect(pile.row(of: "FR", figure: "intensity")?.note == "a, \"b\"")
    #expect(pile.rows(of: "nvidia-l4").map(\.figure) == ["idle", "power", "memory"])
    #expect(pile.rows(of: "nvidia-l4").map(\.note) == ["", "", ""])
    #expect(pile.row(of: "DE", figure: "intensity")?.value == "380.95")
  }

  @Test("Rows that are no rows are passed over, and no text breaks the search")
  func brokenTables() {
    let texts = [
      "", "\n", "id", "id\n", "id\nFR", "id\nFR,power,1\n", "\n\n\nFR,power\n", "id\n\"FR\n",
      ",\n,\n",
      "id\nFR,intensity,1,u,notayear,m,s,c,n\n", "FR,intensity,1,u,2000,m,s,c,n", "id\r\nFR,\"\r\n",
      "id\nFR,intensity,1,u,2000,m,s,c,n,more\n",
    ]
    for text in texts {
      let layer = FactorCatalog.Layer(version: "", entries: table(text), figures: [table(text)])
      let catalogue = FactorCatalog(layers: [layer])
      #expect(catalogue.rows(of: "FR").isEmpty, "\(text)")
      #expect(catalogue.entry("FR") == nil)
      #expect(catalogue.entries.isEmpty)
      #expect(catalogue.nearest(to: "FR").isEmpty)
    }
  }

  @Test("Binary search finds the same rows as reading them all, for any keys")
  func searching() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let count = Int.random(in: 0...20, using: &generator)
      let letters: [Character] = ["a", "b", "-", "/", "Z", "0"]
      let ids = (0..<count).map { _ in
        String(
          (0...Int.random(in: 0...3, using: &generator)).map { _ in letters.randomElement() ?? "a" }
        )
      }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let text = "id,n\n" + ids.enumerated().map { "\($1),\($0)\n" }.joined()
      let table = table(text)
      for id in Set(ids + ["a", "zz", "", "-"]) {
        let found = table.rows(of: id)
        let lines = found.map { table.text.line(of: $0.start) }
        #expect(lines == ids.indices.filter { ids[$0] == id }.map { $0 + 2 }, "\(text)")
        #expect(found.map(\.fields) == ids.indices.filter { ids[$0] == id }.map { [id, "\($0)"] })
      }
    }
  }

  @Test("The line of a row is counted when it is asked for, however far down it stands")
  func lines() throws {
    for table in CatalogueDataTests.layer.figures {
      for (index, row) in table.allRows().enumerated() where index % 13 == 0 {
        #expect(table.text.line(of: row.start) == index + 2)
      }
    }
    let breaks = CatalogueTable.Text.owned([UInt8](repeating: UInt8(ascii: "\n"), count: 10_000))
    for offset in [0, 1, 15, 16, 17, 4079, 4080, 4081, 9_999, 10_000] {
      #expect(breaks.line(of: offset) == offset + 1)
    }
    #expect(breaks.line(of: 20_000) == 10_001)
    #expect(breaks.line(of: -1) == 1)
  }

  private func table(_ text: String) -> CatalogueTable {
    CatalogueTable(file: "mine.csv", text: .owned(Array(text.utf8)))
  }
}
