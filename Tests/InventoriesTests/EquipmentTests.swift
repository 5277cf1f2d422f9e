import Formulas
import Quantities
import Testing

@testable import Inventories

@Suite("Equipment with its gaps filled")
struct EquipmentTests {
  private static let a100 = "nvidia-a100-sxm4-80gb"

  @Test("A catalogue entry has the figures of its rows: 400 W, 63 W idle, 150 kgCO2e")
  func catalogue() throws {
    let made = Resolved(study(equipment: "", held: "{\(Self.a100): 8 h}"))
    #expect(made.errors == [])
    #expect(
      made.figures == [
        "power 400 W (catalogue)", "idle 63 W (catalogue)", "embodied 150 kgCO2e (assumed)",
        "lifetime 4 yr (assumed)", "utilization 100 % (assumed)",
      ])
    let equipment = made.inventory.activities[0].holdings[0].equipment
    #expect(equipment.id == Self.a100)
    #expect(equipment.name == "NVIDIA A100 SXM4 80GB")
    let power = try #require(equipment.power?.term.parameters.first)
    #expect(power.identity == "catalogue: \(Self.a100), power, 2020, TDP, nvidia2021a100")
    #expect(power.sources == ["nvidia2021a100"])
    #expect(power.name == "power of \(Self.a100)")
    #expect(
      equipment.lifetime?.term.parameters.first?.identity
        == "equipment.\(Self.a100).lifetime")
    #expect(equipment.utilization?.term.parameters.first?.sources == ["sci2024"])
  }

  @Test("An alias of the catalogue stands for its entry")
  func alias() {
    #expect(
      Resolved(study(equipment: "", held: "{A100-SXM4-80GB: 8 h}")).figures
        == Resolved(study(equipment: "", held: "{\(Self.a100): 8 h}")).figures)
  }

  @Test("Own figures win over those of the base, and the base's over the catalogue's")
  func inheritance() {
    let made = Resolved(
      study(
        equipment: """
          mine: {is: ours, power: 350 W, utilization: 50 %}
          ours: {is: \(Self.a100), power: 330 W, embodied: 200 kgCO2e, lifetime: 5 yr}
          """, held: "{mine: 8 h}"))
    #expect(made.errors == [])
    #expect(
      made.figures == [
        "power 350 W (stated)", "idle 63 W (catalogue)", "embodied 200 kgCO2e (stated)",
        "lifetime 5 yr (stated)", "utilization 50 % (stated)",
      ])
  }

  @Test("Every figure of an entry wins over the same figure of its base")
  func everyFigure() {
    let base = "power: 2 W, idle: 1 W, embodied: 3 kgCO2e, lifetime: 4 yr, utilization: 50 %"
    let own = "power: 20 W, idle: 10 W, embodied: 30 kgCO2e, lifetime: 40 yr, utilization: 60 %"
    let figures = [
      "power 20 W (stated)", "idle 10 W (stated)", "embodied 30 kgCO2e (stated)",
      "lifetime 40 yr (stated)", "utilization 60 % (stated)",
    ]
    for equipment in ["b: {\(base)}\na: {is: b, \(own)}", "a: {is: b, \(own)}\nb: {\(base)}"] {
      #expect(Resolved(study(equipment: equipment, held: "{a: 8 h}")).figures == figures)
    }
    #expect(
      Resolved(study(equipment: "a: {is: archer2-node, lifetime: 5 yr}", held: "{a: 8 h}")).figures
        .contains("lifetime 5 yr (stated)"))
  }

  @Test("An own name hides the catalogue's entry of that name")
  func ownNames() {
    let made = Resolved(study(equipment: "\(Self.a100): {power: 1 W}", held: "{\(Self.a100): 8 h}"))
    #expect(
      made.figures == [
        "power 1 W (stated)", "lifetime 4 yr (assumed)", "utilization 100 % (assumed)",
      ])
  }

  @Test(
    "A power below the catalogue's idle draw leaves that draw out: it is that of another device")
  func idleAbovePower() {
    let made = Resolved(
      study(equipment: "gpu: {is: \(Self.a100), power: 50 W}", held: "{gpu: 8 h}"))
    #expect(made.errors == [])
    #expect(made.figures.first == "power 50 W (stated)")
    #expect(!made.figures.contains { $0.hasPrefix("idle") })
  }

  @Test("The name for people is the own one, else the base's, else the entry's own")
  func names() {
    func name(_ equipment: String) -> String {
      Resolved(study(equipment: equipment, held: "{gpu: 8 h}")).inventory.activities[0]
        .holdings[0].equipment.name
    }
    #expect(name("gpu: {is: \(Self.a100)}") == "NVIDIA A100 SXM4 80GB")
    #expect(name("gpu: {is: \(Self.a100), name: Ours}") == "Ours")
    #expect(name("gpu: {power: 1 W}") == "gpu")
  }

  @Test("What is assumed of an entry does not hang on the order in which entries are met")
  func assumptionsInAnyOrder() {
    let derived = "one: {is: two, power: 1 W}"
    let base = "two: {embodied: 10 kgCO2e}"
    for equipment in ["\(derived)\n\(base)", "\(base)\n\(derived)"] {
      for held in ["{one: 8 h, two: 8 h}", "{two: 8 h, one: 8 h}"] {
        let made = Resolved(study(equipment: equipment, held: held))
        for holding in made.inventory.activities[0].holdings {
          let id = holding.item
          #expect(
            holding.equipment.lifetime?.term.parameters.map(\.identity) == [
              "equipment.\(id).lifetime"
            ])
          #expect(
            holding.equipment.utilization?.term.parameters.map(\.identity) == [
              "equipment.\(id).utilization"
            ])
        }
      }
    }
  }

  @Test("Equipment of the catalogue has its assumptions also as a part, and beside what is like it")
  func assumptionsOfParts() {
    let part = Resolved(
      study(equipment: "box: {power: 1 W, parts: {\(Self.a100): 8}}", held: "{box: 8 h}"))
    #expect(
      Resolved.figures(part.inventory.activities[0].holdings[1].equipment).suffix(2) == [
        "lifetime 4 yr (assumed)", "utilization 100 % (assumed)",
      ])
    let beside = Resolved(
      study(equipment: "gpu: {is: \(Self.a100)}", held: "{gpu: 8 h, \(Self.a100): 8 h}"))
    for holding in beside.inventory.activities[0].holdings {
      #expect(
        Resolved.figures(holding.equipment).suffix(2) == [
          "lifetime 4 yr (assumed)", "utilization 100 % (assumed)",
        ])
    }
  }

  @Test("A lifetime of the catalogue is no assumption")
  func catalogueLifetime() {
    let made = Resolved(study(equipment: "", held: "{archer2-node: 8 h}"))
    #expect(
      made.figures == [
        "embodied 1100 kgCO2e (catalogue)", "lifetime 6 yr (catalogue)",
        "utilization 100 % (assumed)",
      ])
  }

  @Test("Held and busy time come from a time, a share of it, or a count over a duration")
  func times() {
    let gpu = "gpu: {power: 400 W}"
    func held(_ text: String) -> [String] {
      Resolved(study(equipment: gpu, held: "{gpu: \(text)}")).holdings
    }
    #expect(held("384 * 100 h") == ["gpu: 38400 h held"])
    #expect(held("{held: 100 h}") == ["gpu: 100 h held"])
    #expect(held("{held: 100 h, busy: 25 %}") == ["gpu: 100 h held, 25 h busy"])
    #expect(held("{held: 100 h, busy: 0.25}") == ["gpu: 100 h held, 25 h busy"])
    #expect(held("{held: 100 h, busy: 1 d}") == ["gpu: 100 h held, 24 h busy"])
    #expect(held("{count: 16, duration: 18 d}") == ["gpu: 6912 h held"])
    #expect(held("{count: 16, duration: 18 d, busy: 25 %}") == ["gpu: 6912 h held, 1728 h busy"])
    #expect(held("{held: 100 h, busy: 100 %}") == ["gpu: 100 h held"])
    #expect(held("{held: 100 h, busy: 0 %, load: 50 %}") == ["gpu: 100 h held, 0 h busy, load 0.5"])
    #expect(held("0 h") == ["gpu: 0 h held"])
  }
}
