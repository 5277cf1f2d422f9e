import Testing

@testable import Factors

@Suite("Own catalogues and versions")
struct OwnCatalogueTests {
  private static func row(
    _ id: String, _ figure: String, _ value: String, _ unit: String, year: Int = 2025,
    source: String = "us", start: Int = 0
  ) -> OwnCatalogue.Row {
    OwnCatalogue.Row(
      id: id, figure: figure, value: value, unit: unit, year: year, method: "measured",
      source: source, confidence: "high", note: "said \"so\",\nby us", start: start)
  }

  @Test("Own rows replace all rows of their entry and figure, and know their line")
  func under() throws {
    let text = "a\nb\nc\nd\n"
    let own = OwnCatalogue(
      file: "mine.yaml", bytes: Array(text.utf8), version: "mine",
      entries: [.init(id: "lab-node", kind: .server, name: "Our \"node\", 42", aliases: ["n42"])],
      rows: [
        Self.row("nvidia-l4", "power", "70", "W", start: 6),
        Self.row("lab-node", "idle", "300", "W", start: 2),
        Self.row("lab-node", "power", "600", "W", start: 4),
        Self.row("lab-node", "idle", "310", "W", year: 2024),
      ])
    let pile = FactorCatalog.embedded.under(own)
    #expect(pile.version == "mine over 2026.11")
    #expect(pile.baseVersion == "2026.11")
    #expect(pile.hasOwn && !FactorCatalog.embedded.hasOwn)
    #expect(pile.entry("N42")?.name == "Our \"node\", 42")
    #expect(pile.rows(of: "lab-node").map(\.value) == ["300", "310", "600"])
    #expect(
      pile.rows(of: "nvidia-l4").map(\.figure).sorted()
        == ["idle", "memory", "power"].filter {
          $0 == "power" || FactorCatalog.embedded.row(of: "nvidia-l4", figure: $0) != nil
        })
    let row = try #require(pile.row(of: "nvidia-l4", figure: "power"))
    #expect(row.value == "70")
    #expect(row.note == "said \"so\", by us")
    #expect("\(row.place.file):\(row.place.line)" == "mine.yaml:4")
    #expect(row.place.isOwn)
    #expect(pile.row(of: "lab-node", figure: "idle")?.place.line == 2)
    #expect(pile.row(of: "FR", figure: "intensity")?.place.isOwn == false)
    #expect(pile.search(["n42", "power"]).first?.rows.map(\.value) == ["600"])
  }

  @Test("The last of several catalogues is the uppermost")
  func several() {
    let first = OwnCatalogue(
      file: "a", bytes: [], version: "a", rows: [Self.row("FR", "intensity", "1", "gCO2e/kWh")])
    let second = OwnCatalogue(
      file: "b", bytes: [], version: "b", rows: [Self.row("FR", "intensity", "2", "gCO2e/kWh")])
    let pile = FactorCatalog.embedded.under(first).under(second)
    #expect(pile.version == "b over a over 2026.11")
    #expect(pile.rows(of: "FR", figure: "intensity").map(\.value) == ["2"])
  }

  /// A layer of differences.
  private static func differences(_ version: String, _ rows: String) -> FactorCatalog.Layer {
    FactorCatalog.Layer(
      differences: CatalogueTable(
        file: .init(name: "history/\(version).csv", isBundled: true),
        text: .owned(Array((FactorRow.header + "\n" + rows).utf8))),
      version: version)
  }

  @Test("An older version is that of today under the differences of all versions since")
  func history() throws {
    let history = [
      Self.differences(
        "2026.5",
        "FR,intensity,60,gCO2e/kWh,2022,average; direct; production,owid2024,high,\n"
          + "nvidia-l4,power,,W,2023,TDP,epoch2025,high,\n"),
      Self.differences(
        "2025.11",
        "FR,intensity,70,gCO2e/kWh,2021,average; direct; production,owid2024,high,\n"
          + "nvidia-l4,power,75,W,2023,TDP,epoch2025,high,\n"),
    ]
    let now = FactorCatalog.embedded
    func asOf(_ version: String) throws -> FactorCatalog {
      try #require(now.asOf(version, history: history))
    }
    let may = try asOf("2026.5")
    #expect(may.version == "2026.5")
    #expect(may.rows(of: "FR", figure: "intensity").map(\.value) == ["60"])
    #expect(may.row(of: "nvidia-l4", figure: "power") == nil)
    #expect(!may.rows(of: "nvidia-l4").contains { $0.figure == "power" })
    #expect(try asOf("2025.11").row(of: "FR", figure: "intensity")?.value == "70")
    #expect(try asOf("2025.11").row(of: "nvidia-l4", figure: "power")?.value == "75")
    #expect(try asOf("2026.11").row(of: "FR", figure: "intensity")?.value == "56.039")
    #expect(now.asOf("2024.1", history: history) == nil)
    #expect(
      now.differences(from: may) == [
        FactorDifference(id: "FR", figure: "intensity"),
        FactorDifference(id: "nvidia-l4", figure: "power"),
      ])
    #expect(now.differences(from: now).isEmpty)
    // What a user says stands above whatever version.
    let own = OwnCatalogue(
      file: "a", bytes: [], version: "a", rows: [Self.row("FR", "intensity", "1", "gCO2e/kWh")])
    #expect(may.under(own).version == "a over 2026.5")
    #expect(may.under(own).row(of: "FR", figure: "intensity")?.value == "1")
  }

  @Test("A catalogue takes single figures from another, and no others")
  func taking() throws {
    let now = FactorCatalog.embedded
    let then = try #require(
      now.asOf(
        "0",
        history: [
          Self.differences(
            "0",
            "FR,intensity,60,gCO2e/kWh,2022,average; direct; production,owid2024,high,\n"
              + "nvidia-l4,power,,W,2023,TDP,epoch2025,high,\n")
        ]))
    for change in now.differences(from: then) {
      let mixed = now.taking([change], from: then)
      #expect(now.differences(from: mixed) == [change])
      #expect(mixed.differences(from: then) == now.differences(from: then).filter { $0 != change })
      #expect(now.differences(from: mixed.taking([change], from: now)).isEmpty)
    }
  }

  @Test("Versions are ordered number by number")
  func order() {
    #expect(isNewer("2026.11", than: "2026.5"))
    #expect(isNewer("2026.11.1", than: "2026.11"))
    #expect(!isNewer("2026.5", than: "2026.11"))
    #expect(!isNewer("2026.11", than: "2026.11"))
    #expect(FactorCatalog.versions.first == "2026.11")
    for (newer, older) in zip(FactorCatalog.versions, FactorCatalog.versions.dropFirst()) {
      #expect(isNewer(newer, than: older))
      #expect(FactorCatalog.recorded(older)?.version == older)
    }
    #expect(FactorCatalog.recorded("1999.1") == nil)
  }

  @Test("Every figure of the catalogue is a known one, in its unit")
  func figures() {
    for row in CatalogueDataTests.allRows {
      #expect(FigureKind.named(row.figure)?.unit == row.unit, "\(row.csv)")
    }
  }

  @Test("A source in plain words becomes BibTeX that is read back as it was")
  func sources() throws {
    let own = OwnCatalogue.Source(
      key: "lab2025",
      fields: [
        .init(name: "author", value: "The laboratory & friends"),
        .init(name: "title", value: "100 % of {it}_1"), .init(name: "year", value: "2025"),
        .init(name: "url", value: "https://example.org/a_b"),
      ])
    let bibliography = Bibliography.embedded.under([own])
    let entry = try #require(bibliography.entry("lab2025"))
    #expect(entry.line == "The laboratory & friends (2025). 100 % of (it)_1.")
    #expect(entry.link == "https://example.org/a_b")
    #expect(
      entry.bibTeX == """
        @misc{lab2025,
          author = {{The laboratory \\& friends}},
          title = {100 \\% of (it)\\_1},
          year = {2025},
          url = {https://example.org/a_b}
        }
        """)
    let read = Bibliography(.owned(Array(entry.bibTeX.utf8))).entry("lab2025")
    #expect(read?.line == entry.line)
    #expect(bibliography.contains("lab2025") && bibliography.contains("luccioni2023"))
    #expect(!Bibliography.embedded.contains("lab2025"))
  }
}
