import Testing

@testable import Factors

/// How much the catalogue holds, and single figures of it against their sources.
@Suite("Catalogue size")
struct CatalogueSizeTests {
  let catalogue = FactorCatalog.embedded
  let rows = CatalogueDataTests.allRows

  /// The identifiers of a kind that have all of some figures.
  private func entries(_ kind: EntryKind, with figures: String...) -> [String] {
    let told = Dictionary(grouping: rows, by: \.id).mapValues { Set($0.map(\.figure)) }
    return catalogue.entries.filter { $0.kind == kind }.map(\.id)
      .filter { told[$0]?.isSuperset(of: figures) == true }
  }

  @Test("There are accelerators of every sort, most with their memory, some with idle draw and MIG")
  func accelerators() {
    #expect(entries(.accelerator, with: "power").count >= 140)
    #expect(entries(.accelerator, with: "power", "memory").count >= 120)
    #expect(entries(.accelerator, with: "idle").count >= 10)
    #expect(entries(.accelerator, with: "mig-slices").count >= 10)
    let ids = entries(.accelerator, with: "power")
    for word in ["tpu", "ascend", "jetson", "instinct", "gaudi", "cambricon", "trainium", "quadro"]
    {
      #expect(ids.contains { $0.contains(word) }, "\(word)")
    }
  }

  @Test("There are CPUs, servers, memory, disks, networks and fabs")
  func components() {
    #expect(entries(.component, with: "power", "cores").count >= 240)
    #expect(entries(.server, with: "embodied").count >= 7)
    #expect(entries(.component, with: "embodied-per-gb").count >= 35)
    for id in ["dram", "ssd", "hdd"] {
      #expect(entries(.component, with: "embodied-per-gb", "power-per-gb").contains(id))
    }
    #expect(entries(.component, with: "transfer").count >= 10)
    #expect(entries(.component, with: "fab-energy", "fab-gas", "fab-material").count == 8)
  }

  @Test("There are countries, states, provinces and Nordic zones")
  func grids() {
    let ids = entries(.grid, with: "intensity")
    #expect(ids.filter { $0.utf8.count == 2 }.count >= 213)
    #expect(ids.filter { $0.hasPrefix("US-") }.count == 51)
    #expect(ids.filter { $0.hasPrefix("CA-") }.count == 13)
    #expect(ids.filter { $0.hasPrefix("AU-") }.count == 10)
    #expect(ids.filter { $0.hasPrefix("NO-") || $0.hasPrefix("SE-") }.count == 9)
    let years = Set(rows.filter { $0.id == "DE" && $0.confidence != "low" }.map(\.year))
    #expect(years == [2018, 2019, 2020, 2023])
  }

  @Test("There are regions of several providers, with intensity and PUE")
  func regions() {
    #expect(
      entries(.region, with: "zone").count == catalogue.entries.filter { $0.kind == .region }.count)
    let ids = entries(.region, with: "intensity", "pue", "zone")
    #expect(ids.count >= 85)
    #expect(entries(.region, with: "pue", "zone").count >= 125)
    var counts: [Substring: Int] = [:]
    for id in ids { counts[id.prefix { $0 != "/" }, default: 0] += 1 }
    #expect(counts["aws", default: 0] >= 25)
    #expect(counts["azure", default: 0] >= 18)
    #expect(counts["gcp", default: 0] >= 40)
  }

  @Test("There are PUEs by operator and year")
  func sites() {
    let ids = entries(.site, with: "pue")
    #expect(ids.count >= 20)
    let survey = catalogue.rows(of: "uptime-survey", figure: "pue")
    #expect(survey.map(\.year) == [2025, 2024, 2023, 2022, 2021, 2020, 2019, 2018, 2014, 2007])
  }

  @Test(
    "Figures are those of their sources",
    arguments: [
      ("nvidia-b200", "power", "epoch2025", "1000"), ("nvidia-b200", "memory", "epoch2025", "180"),
      ("nvidia-tesla-p40", "idle", "ccf2023", "30"),
      ("google-tpu-v2", "power", "patterson2021", "221"),
      ("amd-instinct-mi355x", "power", "epoch2025", "1400"),
      ("amd-instinct-mi250x", "embodied-die", "li2023", "31.403"),
      ("nvidia-a100-sxm4-80gb", "mig-slices", "nvidia2025mig", "7"),
      ("nvidia-jetson-nano", "power", "ultralytics2025", "10"),
      ("mac-studio-m2-ultra", "idle", "apple2024mac", "10"),
      ("amd-epyc-9965", "power", "amd2025processors", "500"),
      ("intel-xeon-6980p", "cores", "intel2025ark", "128"),
      ("aws-vcpu-graviton", "power", "ccf2023", "1.693"),
      ("dell-r740-ssds", "embodied", "dell2019", "3373"),
      ("dram-ddr4-10nm", "embodied-per-gb", "gupta2022", "65"),
      ("hdd", "power-per-gb", "ccf2023", "0.00065"),
      ("fab-7nm", "fab-energy", "gupta2022", "2.15"), ("fab-3nm", "fab-carbon", "act2024", "1.75"),
      ("internet-core", "transfer", "krug2014", "0.04"), ("NA", "intensity", "owid2024", nil),
      ("IS", "intensity", "carbonfootprint2022", "0.13"), ("US-WY", "intensity", "egrid2016", nil),
      ("CA-AB", "intensity", "carbonfootprint2022", "670"),
      ("NO-1", "intensity", "codecarbon2025", "18"),
      ("gcp/africa-south1", "intensity", "google2024regions", "656.85"),
      ("aws/ap-south-1", "intensity", "ccf2023", "708.2"),
      ("equinix-data-centres", "pue", "equinix2023", "1.42"),
    ] as [(String, String, String, String?)])
  func spotValues(id: String, figure: String, source: String, value: String?) throws {
    let row = try #require(
      catalogue.rows(of: id, figure: figure).first { $0.source == source }, "\(id) \(figure)")
    if let value { #expect(row.value == value) }
  }
}
