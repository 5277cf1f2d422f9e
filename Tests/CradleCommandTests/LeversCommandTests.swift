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
    func study(_ power: Int, _ embodied: Int) -> String {
      """
      study: S
      sites: {here: {grid: 100 gCO2e/kWh, pue: 1.5}}
      equipment:
        box: {power: \(power) kW, idle: 0 W, embodied: \(embodied) kgCO2e, lifetime: 1000 h,
          utilization: 100 %}
      activities:
        - {training: Run, site: here, equipment: {box: 10 h}}
      """
    }
    // 15 kWh × g + 1 kg = 30 kWh × g + 0.5 kg at g = 33.3 g/kWh.
    #expect(
      TestSystem.run(
        "levers", "a.yaml", "b.yaml", files: ["a.yaml": study(1, 100), "b.yaml": study(2, 50)]
      ).out.contains("At a grid intensity of here of 33.3 gCO2e/kWh: as much as b.yaml."))
    // Grid, hardware and life are shared: the one has less power and is below the other everywhere.
    #expect(
      run(["levers", "bloom", "bloom-metered"]).out.contains(
        """
        No value of one of these figures brings the total to that of bloom-metered; what
        both share moves both.
        """))
    #expect(
      run(["levers", "bloom", "bloom", "bloom"]).err == """
        error[usage]: `levers` takes a study, and one more to cross it with
        hint: `cradle compare` takes any number of studies

        """)
  }

  private static let factors = """
    year: 2025
    cite: own
    sources: {own: {title: Ours, year: 2025}}
    factors:
      SE: {intensity: 12 gCO2e/kWh}
      lab-grid: {kind: grid, name: Our own grid, intensity: 5 gCO2e/kWh}
      lab-card: {kind: accelerator, name: Our card, power: 350 W, idle: 40 W, embodied: 90 kgCO2e}
      lab-hall: {kind: site, name: Our hall, pue: 1.05, intensity: 5 gCO2e/kWh}
    """

  private static let study = """
    study: S
    catalogue: own.yaml
    sites: {here: {grid: FR, pue: 1.5}}
    equipment: {gpu: {is: nvidia-a100-sxm4-80gb, lifetime: 5 yr, utilization: 85 %}}
    activities:
      - training: Run
        site: here
        equipment: {gpu: {count: 8, duration: 900 h}}
    """

  private func own(_ words: String...) -> (status: Int32, out: String, err: String) {
    let system = TestSystem(["s.yaml": Self.study, "own.yaml": Self.factors])
    let status = Cradle.run(["levers", "s.yaml"] + words, in: system)
    return (status, system.out, system.err)
  }

  @Test("What is tried comes from the catalogue of the study, its own entries among it")
  func ownCatalogue() throws {
    let page = try JSONDecoder().decode(OwnPage.self, from: Data(own("-f", "json").out.utf8))
    func tried(_ kind: String) -> [String] {
      page.levers.first { $0.kind == kind }?.tried.map { "\($0.name ?? "–"): \($0.value)" } ?? []
    }
    #expect(
      tried("grid").prefix(3) == [
        "Our own grid: 5 gCO2e/kWh", "Sweden: 12 gCO2e/kWh", "Iceland: 27.68 gCO2e/kWh",
      ])
    #expect(tried("pue").first == "Our hall: 1.05")
    #expect(tried("hardware").contains("Our card: 350 W, 90 kgCO2e"))
  }

  private struct OwnPage: Decodable {
    struct Lever: Decodable {
      let kind: String
      let tried: [Trial]
    }
    struct Trial: Decodable {
      let name: String?
      let value: String
    }
    let levers: [Lever]
  }

  @Test("`--try` names the values, of all of a kind, of a site or of equipment")
  func tries() throws {
    let run = own(
      "--try", "grid=lab-grid, DE,40gCO2e/kWh", "--try", "lifetime=4yr,8yr", "--try",
      "gpu=lab-card", "-f", "json")
    #expect(run.err == "")
    let page = try JSONDecoder().decode(OwnPage.self, from: Data(run.out.utf8))
    func tried(_ kind: String) -> [String] {
      page.levers.first { $0.kind == kind }?.tried.map { "\($0.name ?? "–"): \($0.value)" } ?? []
    }
    #expect(
      tried("grid") == [
        "Our own grid: 5 gCO2e/kWh", "–: 40 gCO2e/kWh", "Germany: 380.95 gCO2e/kWh",
      ])
    #expect(tried("lifetime") == ["–: 8 yr", "–: 4 yr"])
    #expect(tried("hardware") == ["Our card: 350 W, 90 kgCO2e"])
    #expect(tried("pue").count > 1, "the others keep theirs")
  }

  @Test("What cannot be tried is pointed at")
  func mistakenTries() {
    let run = own("--try", "grid=SE,Atlantis,5 kWh", "--try", "gpus=lab-card", "--try", "pue=0.9")
    #expect(run.status == 2)
    #expect(
      run.err == """
        error[unknown-zone]: the catalogue has no intensity of a grid zone or a region `Atlantis`
         --> --try:1:9
          |
        1 | grid=SE,Atlantis,5 kWh
          |         ^^^^^^^^
        hint: name a zone such as `SE`, a region such as `gcp/us-central1`, or an intensity such as `57gCO2e/kWh`

        error[wrong-dimension]: `5 kWh` is not a carbon intensity
         --> --try:1:18
          |
        1 | grid=SE,Atlantis,5 kWh
          |                  ^^^^^
        hint: write one such as `57 gCO2e/kWh`

        error[usage]: `gpus` is nothing that can be tried
         --> --try:1:1
          |
        1 | gpus=lab-card
          | ^^^^
        hint: did you mean `gpu`?

        error[out-of-range]: a PUE is 1 or more
         --> --try:1:5
          |
        1 | pue=0.9
          |     ^^^

        """)
    #expect(
      own("--try", "load=50%").err == """
        error[usage]: the total does not rest on `load`, so that no value of it changes it
         --> --try:1:1
          |
        1 | load=50%
          | ^^^^
        hint: it rests on grid intensity of here, PUE of here, kind of gpu, lifetime of gpu and utilization of gpu

        """)
    #expect(
      own("--try", "gpu=server-8x-a100").err == """
        error[unknown-row]: the catalogue has no `idle` of `server-8x-a100`
         --> --try:1:5
          |
        1 | gpu=server-8x-a100
          |     ^^^^^^^^^^^^^^
        hint: a catalogue of your own can tell it: `catalogue: my-factors.yaml` in the study

        """)
  }
}
