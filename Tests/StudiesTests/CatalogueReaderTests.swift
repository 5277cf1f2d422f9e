import Diagnostics
import Factors
import TestSupport
import Testing

@testable import Studies

@Suite("Files of factors")
struct CatalogueReaderTests {
  private static func read(
    _ text: String, name: String = "my-factors.yaml", for purpose: OwnCatalogue.Purpose = .use
  ) -> (own: OwnCatalogue?, messages: [String]) {
    var sources = Sources()
    let file = sources.add(SourceText(name: name, bytes: Array(text.utf8)))
    var diagnostics: [Diagnostic] = []
    let own = OwnCatalogue.read(
      file, in: sources, over: .embedded, version: "mine", for: purpose, diagnostics: &diagnostics)
    let short = ShortMessage(sources: sources)
    return (own, diagnostics.map { String(short.text(of: $0).dropLast()) })
  }

  private static func text(_ row: OwnCatalogue.Row) -> String {
    [
      row.id, row.figure, row.value, row.unit, "\(row.year)", row.method, row.source,
      row.confidence, row.note,
    ].joined(separator: ",")
  }

  @Test("Figures are read in their short and their long form, with what the file says once")
  func rows() throws {
    let read = Self.read(
      """
      year: 2025
      cite: lab2025
      sources:
        lab2025: {author: The laboratory, title: A year of metering, year: 2025}
      factors:
        nvidia-l4:
          power: 1_70.50 W
          idle: {value: 16 W, year: 2024, method: measured, source: epoch2025, confidence: high, note: cold}
          embodied: 0.15 tCO2e
        FR:
          intensity:
            - {value: 41 gCO2e/kWh, method: "life-cycle, consumption"}
            - {value: 48 gCO2eq/kWh, year: 2024}
            - {value: 60 gCO2e/kWh, method: marginal; direct; production}
        lab/north:
          kind: region
          name: Our hall
          aliases: hall
          pue: 1.08
          zone: france
        equipment: {utilization: 70 %, lifetime: 5 yr}
      """)
    #expect(read.messages == [])
    let own = try #require(read.own)
    #expect(
      own.rows.map(Self.text) == [
        "nvidia-l4,power,170.50,W,2025,stated,lab2025,medium,",
        "nvidia-l4,idle,16,W,2024,measured,epoch2025,high,cold",
        "nvidia-l4,embodied,0.15,tCO2e,2025,stated,lab2025,medium,",
        "FR,intensity,41,gCO2e/kWh,2025,average; life-cycle; consumption,lab2025,medium,",
        "FR,intensity,48,gCO2e/kWh,2024,average; unstated; unstated,lab2025,medium,",
        "FR,intensity,60,gCO2e/kWh,2025,marginal; direct; production,lab2025,medium,",
        "lab/north,pue,1.08,1,2025,stated,lab2025,medium,",
        "lab/north,zone,FR,zone,2025,location,lab2025,medium,",
        "equipment,utilization,70,%,2025,stated,lab2025,medium,",
        "equipment,lifetime,5,yr,2025,stated,lab2025,medium,",
      ])
    #expect(
      own.entries == [.init(id: "lab/north", kind: .region, name: "Our hall", aliases: ["hall"])])
    #expect(own.sources.map(\.key) == ["lab2025"])
  }

  @Test("A table in the columns of the catalogue is read alike, in whatever order they stand")
  func table() throws {
    let read = Self.read(
      "\u{FEFF}source,id,figure,value,unit,year,note\r\nowid2024,FR,intensity,41,gCO2e/kWh,2025,\"a, \"\"b\"\"\"\r\n\n"
        + "owid2024,nvidia-l4,power,70,W,2025,\n",
      name: "mine.csv")
    #expect(read.messages == [])
    #expect(
      read.own?.rows.map(Self.text) == [
        "FR,intensity,41,gCO2e/kWh,2025,average; unstated; unstated,owid2024,medium,a, \"b\"",
        "nvidia-l4,power,70,W,2025,stated,owid2024,medium,",
      ])
  }

  @Test("The bundled catalogue, written as a table, is read back as it was")
  func roundTrip() throws {
    var text = FactorRow.header + "\n"
    var rows: [String] = []
    for match in FactorCatalog.embedded.everything {
      for row in match.rows {
        text += row.csv + "\n"
        rows.append(row.csv)
      }
    }
    let kept = try #require(Self.read(text, name: "then.csv", for: .comparison).own)
    let now = FactorCatalog.embedded
    #expect(kept.rows.count == rows.count)
    #expect(now.differences(from: now.replaced(by: kept)).isEmpty)
    #expect(now.replaced(by: kept).everything.flatMap(\.rows).map(\.csv) == rows)
  }

  @Test("Of a file with one mistake nothing is loaded")
  func nothingHalfway() {
    let read = Self.read(
      """
      year: 2025
      cite: owid2024
      factors:
        FR: {intensity: 41 gCO2e/kWh}
        DE: {intensity: 341 kWh}
      """)
    #expect(read.own == nil)
    #expect(
      read.messages == [
        "my-factors.yaml:5:19: error[wrong-dimension]: `intensity` is told in `gCO2e/kWh`, and this is an energy"
      ])
  }

  @Test(
    "What is no catalogue is refused at its place",
    arguments: [
      (
        "factors: [a]\n",
        "1:10: error[wrong-shape]: `factors` is a mapping that holds an entry of the catalogue by its identifier, not a list"
      ),
      ("- a\n", "1:1: error[wrong-shape]: a catalogue is a mapping of keys, not a list"),
      ("year: 2025\n", "1:1: error[missing-key]: the catalogue has no `factors`"),
      ("factor: {}\n", "1:1: error[unknown-key]: a catalogue has no key `factor`"),
      (
        "factors: {FR: {intensity: 4 gCO2e/kWh}}\n",
        "1:27: error[missing-key]: `intensity` of `FR` has no `year` and no `source`"
      ),
      (
        "factors: {a: {kind: region}}\n",
        "1:11: error[bad-name]: a region is named `provider/region` in small letters, not `a`"
      ),
      (
        "factors: {FR: {kind: site}}\n",
        "1:22: error[unknown-choice]: `FR` is a grid in the catalogue, not a site"
      ),
      ("factors: {FR: 5}\n", "1:15: error[wrong-shape]: `FR` is a mapping of figures, not a text"),
    ])
  func shapes(text: String, message: String) {
    let read = Self.read(text)
    #expect(read.own == nil)
    #expect(read.messages == ["my-factors.yaml:" + message])
  }

  @Test(
    "What is no table is refused at its place",
    arguments: [
      ("", "1:1: error[empty-file]: the catalogue is empty"),
      ("a,b\n", "1:1: error[missing-key]: the table does not begin with the names of its columns"),
      (
        "id,figure,value,unit,year,source,colour\n",
        "1:34: error[unknown-key]: a catalogue has no column `colour`"
      ),
      (
        "id,figure,value,unit,year,source,id\n",
        "1:34: error[duplicate-key]: the column `id` comes twice"
      ),
      (
        "id,figure,value,unit,year,source\nFR,pue,,1,2025,owid2024\n",
        "2:1: error[missing-key]: a row has an `id`, a `figure` and a `value`"
      ),
      (
        "id,figure,value,unit,year,source\nFR,pue,1.2,1,2025,\"owid\n",
        "2:19: error[unclosed]: this quoted field does not end on its line"
      ),
      (
        "id,figure,value,unit,year,source\nFR,pue\u{0},1.2,1,2025,owid\n",
        "2:1: error[invalid-utf8]: this line is no text in UTF-8"
      ),
      (
        "id,figure,value,unit,year,source\nFR,puee,1.2,1,2025,owid2024\n",
        "2:4: error[unknown-key]: the catalogue has no figure `puee`"
      ),
      (
        "id,figure,value,unit,year,source\nxy-1,pue,1.2,1,2025,owid2024\n",
        "2:1: error[missing-key]: `xy-1` is not in the catalogue, and has no `kind` here"
      ),
    ])
  func tables(text: String, message: String) {
    let read = Self.read(text, name: "t.csv")
    #expect(read.own == nil)
    #expect(read.messages == ["t.csv:" + message])
  }

  @Test("No text breaks the reader")
  func random() {
    var random = SplitMix(seed: 7)
    let pieces = [
      "factors", ":", " ", "\n", "  ", "FR", "intensity", "41", "gCO2e/kWh", ",", "{", "}", "[",
      "]",
      "\"", "id,figure,value,unit,year,source\n", "year: 2025\n", "cite: owid2024\n", "- ", "zone",
      "é", "\r", "pue", "1.2", "%", "kind: grid", "±", "9e999", "-",
    ]
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<Int(random.next() % 24) {
        text += pieces[Int(random.next() % UInt64(pieces.count))]
      }
      for name in ["a.yaml", "a.csv"] {
        for purpose in [OwnCatalogue.Purpose.use, .comparison] {
          let read = Self.read(text, name: name, for: purpose)
          #expect((read.own == nil) != read.messages.isEmpty)
          if let own = read.own {
            _ = FactorCatalog.embedded.under(own).row(of: "FR", figure: "pue")
          }
        }
      }
    }
  }
}
