import Factors
import Testing

@Suite("Search")
struct FactorSearchTests {
  let catalogue = FactorCatalog.embedded

  private func found(_ words: String) -> [String] {
    catalogue.search(words.split(separator: " ").map(String.init)).map(\.entry.id)
  }

  @Test(
    "Words find entries by name, kind, figure, method and source, whatever their case",
    arguments: [
      ("b200", ["nvidia-b200"]), ("grid france", ["FR"]), ("GRID France", ["FR"]),
      ("france", ["FR", "azure/francecentral", "azure/francesouth"]),
      ("NVIDIA A100-SXM4-80GB", ["nvidia-a100-sxm4-80gb"]),
      ("a100 sxm4 80gb", ["nvidia-a100-sxm4-80gb"]),
      ("NVIDIA H100 80GB HBM3", ["nvidia-h100-sxm5-80gb"]),
      ("gcp/us-central1 pue", ["gcp/us-central1"]),
      (
        "embodied a100",
        [
          "nvidia-a100-pcie-40gb", "nvidia-a100-pcie-80gb", "nvidia-a100-sxm4-40gb",
          "nvidia-a100-sxm4-80gb", "server-8x-a100",
        ]
      ),
      ("jetson orin", ["nvidia-jetson-orin-nano-8gb", "nvidia-jetson-orin-nx-16gb"]),
      ("utilization", ["equipment"]), ("embodied morand2024 pcie", ["nvidia-a100-pcie-80gb"]),
      ("jeanzay", ["jean-zay"]), ("xyzzy", []), ("", []), ("-", []), ("a1", []),
      ("grid h100", []),
    ])
  func entries(words: String, ids: [String]) {
    #expect(found(words) == ids)
  }

  @Test("Only the rows that were asked for come, figure by figure")
  func rows() throws {
    let match = try #require(catalogue.search(["embodied", "A100-PCIE-80GB"]).first)
    #expect(match.figures.map { $0.map(\.value) } == [["150", "567.7", "330"], ["28.957"]])
    let all = try #require(catalogue.search(["nvidia-a100-pcie-80gb"]).first)
    #expect(all.rows == catalogue.rows(of: "nvidia-a100-pcie-80gb"))
  }

  @Test("A year asks for what held then: its rows or those of the newest year before it")
  func years() throws {
    func values(_ words: String...) throws -> [String] {
      try #require(catalogue.search(words).first).rows.map { "\($0.value) of \($0.year)" }
    }
    #expect(try values("pue", "google-data-centres", "2022") == ["1.1 of 2021"])
    #expect(try values("pue", "google-data-centres", "2021") == ["1.1 of 2021"])
    #expect(try values("pue", "google-data-centres", "2024") == ["1.09 of 2024", "1.1 of 2024"])
    #expect(try values("grid", "sweden", "2019") == ["12 of 2019"])
    #expect(catalogue.search(["pue", "google-data-centres", "2007"]).isEmpty)
  }

  @Test("A year that is part of a name is a name")
  func yearsInNames() {
    #expect(catalogue.search(["conventional", "2008"]).map(\.entry.id) == ["conventional-2008"])
  }

  @Test("Every entry is found by its name, and comes first")
  func everyName() {
    let entries = catalogue.entries
    for index in stride(from: 0, to: entries.count, by: 40) {
      let entry = entries[index]
      #expect(catalogue.search([entry.name]).first?.entry == entry, "\(entry.name)")
    }
  }

  @Test(
    "What found nothing is spelt as the catalogue spells it",
    arguments: [
      ("grid frnace", "grid france"), ("pue gogle", "pue google"), ("embodid b200", nil),
      ("nvidia jetsn", "nvidia jetson"), ("Grmany", "germany"), ("xyzzy", nil), ("grid h100", nil),
    ] as [(String, String?)])
  func suggestions(words: String, meant: String?) {
    let near = catalogue.suggestion(forSearch: words.split(separator: " ").map(String.init))
    #expect(near?.joined(separator: " ") == meant)
  }

  @Test("No words are too many or too long")
  func absurd() {
    let long = String(repeating: "ab", count: 50_000)
    #expect(catalogue.search([long]).isEmpty)
    #expect(catalogue.search(Array(repeating: "h100", count: 10_000)).count == found("h100").count)
    #expect(catalogue.suggestion(forSearch: [long]) == nil)
    #expect(catalogue.everything.count == catalogue.entries.count)
  }
}
