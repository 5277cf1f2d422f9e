import Foundation
import Testing

@testable import CradleCommand

@Suite("`cradle levers`")
struct LeversCommandTests {
  private func run(_ words: [String]) -> (status: Int32, out: String, err: String) {
    let system = TestSystem()
    let status = Cradle.run(words, in: system)
    return (status, system.out, system.err)
  }

  private struct Page: Decodable {
    struct Lever: Decodable {
      let kind: String
      let name: String
      let tried: [Trial]
    }
    struct Trial: Decodable {
      let kgCO2e: Double
      let change: Double
      let set: String?
    }
    struct Total: Decodable { let kgCO2e: Double? }
    let total: Total
    let levers: [Lever]
  }

  private struct Figures: Decodable {
    let totals: [String: Page.Total]
  }

  @Test(
    "What a lever promises is what `report --set` then says",
    arguments: ["bloom", "bloom-api", "gopher", "bloom-table4"])
  func promises(study: String) throws {
    let page = try JSONDecoder().decode(
      Page.self, from: Data(run(["levers", study, "-f", "json"]).out.utf8))
    #expect(!page.levers.isEmpty)
    let now = try #require(page.total.kgCO2e)
    var tried = 0
    for trial in page.levers.flatMap(\.tried) {
      #expect(abs(trial.kgCO2e - now - trial.change) <= 1e-9 * now)
      guard let set = trial.set else { continue }
      let found = run(["report", study, "--set", set, "-f", "json"])
      #expect(found.status == 0, "\(set): \(found.err)")
      let figures = try JSONDecoder().decode(Figures.self, from: Data(found.out.utf8))
      let kilograms = try #require(figures.totals["full"]?.kgCO2e)
      #expect(abs(kilograms - trial.kgCO2e) <= 1e-9 * kilograms, "\(set)")
      tried += 1
    }
    #expect(tried > 3)
  }

  @Test("BLOOM: the values at which two options are as good as each other")
  func bloom() {
    let found = run(["levers", "bloom"])
    #expect(found.status == 0)
    // Embodied emissions are 11.2 t, energy 689,842 kWh: equal at 11,211.45 kg / 689,842 kWh.
    #expect(
      found.out.contains(
        """
        Break-even
        ──────────

        • At a grid intensity of jean-zay of 16.3 gCO2e/kWh: embodied emissions are as
          much as those of operation.
        • At a utilization of 24.2 %: embodied emissions are as much as those of
          operation.
        • At a lifetime of 1.71 yr: embodied emissions are as much as those of
          operation.
        • At a grid intensity of jean-zay of 54.6 gCO2e/kWh: as good as utilization: 100
          %.
        """))
    #expect(!found.out.contains("PUE"))
  }

  @Test("Beside another study it says where both are equal, and no more than two are taken")
  func crossed() {
    // 690 MWh × g + 11.2 t of the one is 689,842 kWh less the overlap of the other.
    #expect(
      run(["levers", "bloom", "bloom-metered"]).out.contains(
        "At a grid intensity of jean-zay of 46.6 gCO2e/kWh: as much as bloom-metered."))
    #expect(
      run(["levers", "bloom", "bloom", "bloom"]).err == """
        error[usage]: `levers` takes a study, and one more to cross it with
        hint: `cradle compare` takes any number of studies

        """)
  }
}
