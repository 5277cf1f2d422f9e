import Formulas
import Quantities
import Testing

@testable import Inventories

@Suite("Sites with their gaps filled")
struct SiteTests {
  private static func site(_ lines: String) -> String {
    Resolved(study(equipment: "", held: "", sites: "x: {\(lines)}", site: "x")).site
  }

  private static func errors(_ lines: String) -> [String] {
    Resolved(study(equipment: "", held: "", sites: "x: {\(lines)}", site: "x")).errors
  }

  @Test("A stated intensity is taken as it is, average unless it says otherwise")
  func stated() {
    #expect(Self.site("grid: 57 gCO2e/kWh") == "57 gCO2e/kWh (stated), average, no scope")
    #expect(
      Self.site("grid: 0.057 kgCO2e/kWh, pue: 1.2")
        == "57 gCO2e/kWh (stated), average, no scope, PUE 1.2")
    #expect(
      Self.site(
        "grid: {value: 57 gCO2e/kWh, basis: marginal, scope: life-cycle, year: 2020}, market: 0 gCO2e/kWh"
      )
        == "57 gCO2e/kWh (stated), marginal, life-cycle, market 0")
    #expect(Self.site("pue: 1.2") == "no gCO2e/kWh (none), average, no scope, PUE 1.2")
  }

  /// The rows of France in the catalogue: 56.039 life-cycle of 2023; 57 of 2022, and another of low
  /// confidence; 55 and 51.28, both direct, of 2020.
  @Test(
    "A zone is the newest row of the catalogue, or that of the year, the basis, the scope, the source; where that leaves several that differ, the first is an assumption"
  )
  func zones() {
    #expect(Self.site("grid: FR") == "56.039 gCO2e/kWh (assumed), average, life-cycle")
    #expect(Self.site("grid: {zone: FR}") == "56.039 gCO2e/kWh (assumed), average, life-cycle")
    #expect(
      Self.site("grid: {zone: FR, year: 2022}") == "57 gCO2e/kWh (catalogue), average, no scope")
    #expect(
      Self.site("grid: {zone: FR, source: budennyy2022}")
        == "67.53 gCO2e/kWh (catalogue), average, no scope")
    #expect(
      Self.site("grid: {zone: FR, scope: direct}") == "55 gCO2e/kWh (assumed), average, direct")
    #expect(
      Self.site("grid: {zone: FR, year: 2020, basis: average}")
        == "55 gCO2e/kWh (assumed), average, direct")
    #expect(
      Self.site("grid: {zone: FR, year: 2020, source: eea2021}")
        == "55 gCO2e/kWh (catalogue), average, direct")
    #expect(
      Self.site("grid: {value: FR, year: 2023}")
        == "56.039 gCO2e/kWh (catalogue), average, life-cycle")
    #expect(Self.site("grid: France") == Self.site("grid: FR"))
  }

  @Test("A named value wins over a zone of its name")
  func namedValue() {
    let text = study(equipment: "", held: "", sites: "x: {grid: FR}", site: "x")
    #expect(
      Resolved(text + "values: {FR: 50 gCO2e/kWh}\n").site
        == "50 gCO2e/kWh (stated), average, no scope")
  }

  @Test("An intensity that the catalogue does not have is refused, and what it has is told")
  func missingRow() {
    #expect(
      Self.errors("grid: {zone: FR, basis: marginal}") == [
        "3:20: error[unknown-zone]: the catalogue has no marginal intensity of `FR`"
      ])
    #expect(
      Self.errors("grid: {zone: FR, year: 1999, scope: direct}") == [
        "3:20: error[unknown-zone]: the catalogue has no 1999, direct intensity of `FR`"
      ])
    #expect(
      Self.errors("grid: Atlantis") == [
        "3:13: error[unknown-zone]: the catalogue has no grid zone `Atlantis`"
      ])
    #expect(
      Self.errors("grid: jean-zay") == [
        "3:13: error[unknown-zone]: the catalogue has no grid zone `jean-zay`"
      ])
  }

  @Test("A cloud region fills grid and PUE, and what the site states wins over it")
  func regions() {
    #expect(
      Self.site("region: {provider: gcp, id: us-central1}")
        == "412.72 gCO2e/kWh (assumed), average, direct, PUE 1.11")
    #expect(
      Self.site("region: {provider: GCP, id: us-central1}, pue: 1.3")
        == "412.72 gCO2e/kWh (assumed), average, direct, PUE 1.3")
    #expect(
      Self.site("grid: 394 gCO2e/kWh, region: {provider: gcp, id: us-central1}")
        == "394 gCO2e/kWh (stated), average, no scope, PUE 1.11")
    // The catalogue has no intensity of this region's own, and takes that of its zone, France.
    #expect(
      Self.site("region: {provider: azure, id: francecentral}")
        == "56.039 gCO2e/kWh (assumed), average, life-cycle, PUE 1.18")
    // The year picks among the rows of the region itself: 412.72 of 2024, 430 of 2023, 394 of 2021.
    #expect(
      Self.site("grid: {year: 2023}, region: {provider: gcp, id: us-central1}")
        == "430 gCO2e/kWh (catalogue), average, direct, PUE 1.11")
    #expect(
      Self.site("grid: {year: 2021}, region: {provider: gcp, id: us-central1}, pue: {year: 2020}")
        == "394 gCO2e/kWh (catalogue), average, direct, PUE 1.11", "two sources that agree")
    #expect(
      Self.errors("region: {provider: gcp, id: us-central1}, pue: {year: 2005}") == [
        "3:55: error[unknown-row]: the catalogue has no `pue` of `gcp/us-central1` for `2005`"
      ])
    #expect(
      Self.errors("grid: {year: 1999}, region: {provider: gcp, id: us-central1}") == [
        "3:14: error[unknown-row]: the catalogue has no `intensity` of `gcp/us-central1` for `1999`"
      ])
    #expect(
      Self.errors("region: {provider: gcp, id: us-central9}") == [
        "3:15: error[unknown-region]: the catalogue has no region `us-central9` of `gcp`"
      ])
  }

  @Test("A site of the catalogue is named without being described")
  func catalogueSites() {
    let made = Resolved(study(equipment: "", held: "", site: "jean-zay"))
    #expect(made.errors == [])
    // Its PUE (Table 4 of the BLOOM paper) and the intensity of its zone, FR.
    #expect(made.site == "56.039 gCO2e/kWh (assumed), average, life-cycle, PUE 1.2")
    #expect(made.inventory.activities[0].site?.name == "Jean Zay, IDRIS")
    let own = Resolved(
      study(equipment: "", held: "", sites: "jean-zay: {pue: 1.1}", site: "jean-zay"))
    #expect(own.site == "no gCO2e/kWh (none), average, no scope, PUE 1.1", "an own site hides it")
    #expect(
      Resolved(study(equipment: "", held: "", site: "jean-zai")).errors == [
        "4:11: error[unknown-site]: `jean-zai` is neither under `sites:` nor in the catalogue"
      ])
    #expect(Resolved(study(equipment: "", held: "", site: "FR")).errors.count == 1)
  }

  @Test(
    "The same catalogue row at two sites is one parameter, and so is one site in two activities")
  func identities() {
    let made = Resolved(
      study(
        equipment: "", held: "", sites: "x: {grid: FR}\ny: {grid: FR}\nz: {grid: DE}", site: "x")
        + "  - inference: U\n    site: y\n  - inference: V\n    site: x\n  - inference: W\n    site: z\n"
    )
    let identities = made.inventory.activities.map {
      $0.site?.intensity?.term.parameters.first?.identity ?? ""
    }
    #expect(identities[0] == identities[1])
    #expect(identities[0] == identities[2])
    #expect(identities[0] != identities[3])
  }
}
