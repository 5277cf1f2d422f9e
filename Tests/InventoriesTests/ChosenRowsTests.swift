import Formulas
import Quantities
import Testing

@testable import Inventories

@Suite("Figures that sources tell differently")
struct ChosenRowsTests {
  private static let a100 = "nvidia-a100-sxm4-80gb"

  /// The first parameter of the embodied figure: `150 kgCO2e, assumed; other methods 330 .. 567.7`.
  private static func embodied(_ equipment: String, held: String = "x") -> String {
    let made = Resolved(study(equipment: equipment, held: "{\(held): 8 h}"))
    if !made.errors.isEmpty { return made.errors.joined(separator: "\n") }
    let parameter =
      made.inventory.activities[0].holdings[0].equipment.embodied?.term.parameters.first
    guard let parameter else { return "none" }
    let spread = parameter.spread.map { spread in
      let (low, high) = (parameter.unit.fromBase(spread.low), parameter.unit.fromBase(spread.high))
      return "; \(spread.text(in: parameter.unit)); \(plain(low)) to \(plain(high))"
    }
    return "\(parameter.written), \(parameter.status.rawValue)\(spread ?? "")"
  }

  /// Its rows: 150 assumption (luccioni2023), 567.7 modelled (boavizta2024), 330 published
  /// (morand2024), all of low confidence.
  @Test("A pick by the rule of choice among figures that differ is an assumption with its spread")
  func assumed() {
    let said = "150 kgCO2e, assumed; other methods 330 .. 567.7 kgCO2e; 150 to 567.7"
    #expect(Self.embodied("x: {is: \(Self.a100)}") == said)
    #expect(Self.embodied("x: {is: y}\ny: {is: \(Self.a100)}") == said)
    #expect(Self.embodied("", held: Self.a100) == said)
    #expect(
      Self.embodied("", held: "nvidia-h100-sxm5-80gb")
        == "164 kgCO2e, assumed; other methods 273 .. 575.1 kgCO2e; 164 to 575.1")
  }

  @Test("A study that picks one by method, year or source has it from the catalogue")
  func picked() {
    func pick(_ text: String) -> String {
      Self.embodied("x: {is: \(Self.a100), embodied: \(text)}")
    }
    #expect(pick("{method: modelled}") == "567.7 kgCO2e, catalogue")
    #expect(pick("{method: published}") == "330 kgCO2e, catalogue")
    #expect(pick("{year: 2023}") == "150 kgCO2e, catalogue")
    #expect(pick("{source: morand2024}") == "330 kgCO2e, catalogue")
    #expect(pick("{year: 2024, method: modelled}") == "567.7 kgCO2e, catalogue")
    #expect(
      pick("{year: 2024}") == "567.7 kgCO2e, assumed; other methods 330 kgCO2e; 330 to 567.7",
      "two are left")
    #expect(
      pick("{method: baseboard share}")
        == "3:45: error[unknown-row]: the catalogue has no `embodied` of `\(Self.a100)` for `baseboard share`"
    )
  }

  @Test("A pick goes through another entry, and a stated figure over it wins")
  func throughEntries() {
    let base = "y: {is: \(Self.a100), embodied: {method: modelled}}"
    #expect(Self.embodied("x: {is: y}\n\(base)") == "567.7 kgCO2e, catalogue")
    #expect(
      Self.embodied("x: {is: y, embodied: {method: published}}\n\(base)") == "330 kgCO2e, catalogue"
    )
    #expect(Self.embodied("x: {is: y, embodied: 7 kgCO2e}\n\(base)") == "7 kgCO2e, stated")
  }

  /// 400 W TDP (nvidia2021a100), 407 W modelled (ccf2023).
  @Test("Power, idle draw and lifetime are picked in the same way")
  func otherFigures() {
    func figures(_ text: String) -> [String] {
      Array(
        Resolved(
          study(equipment: "x: {is: nvidia-a100-sxm4-40gb\(text)}", held: "{x: 8 h}")
        ).figures.prefix(2))
    }
    #expect(figures("") == ["power 400 W (assumed)", "idle 46 W (catalogue)"])
    #expect(
      figures(", power: {method: TDP}") == ["power 400 W (catalogue)", "idle 46 W (catalogue)"])
    #expect(figures(", power: {source: ccf2023}").first == "power 407 W (catalogue)")
    #expect(
      Resolved(study(equipment: "x: {power: {method: TDP}}", held: "{x: 8 h}")).errors == [
        "3:15: error[unknown-row]: `x` is nothing of the catalogue, so it has no rows to pick from"
      ])
  }

  /// Two rows of 1000 kgCO2e: Davy 2021, and Wu et al. 2022.
  @Test("Where all rows agree to the digits printed there is nothing to assume")
  func agreeing() {
    #expect(Self.embodied("", held: "generic-server") == "1000 kgCO2e, catalogue")
  }

  @Test("A choice among rows has the values of all, and the figure of one")
  func amongRows() {
    func pick(_ text: String) -> String {
      let made = Resolved(
        study(equipment: "x: {is: \(Self.a100), embodied: \(text)}", held: "{x: 8 h}"))
      if !made.errors.isEmpty { return made.errors.joined(separator: "\n") }
      let embodied = made.inventory.activities[0].holdings[0].equipment.embodied
      guard let parameter = embodied?.term.parameters.first else { return "none" }
      return "\(parameter.written), \(parameter.status.rawValue), "
        + (parameter.estimate?.text(in: parameter.unit) ?? "a point") + ", "
        + parameter.sources.joined(separator: " ")
    }
    let all =
      "one of 150 kgCO2e (33.33 %), 330 kgCO2e (33.33 %), 567.7 kgCO2e (33.33 %)"
    #expect(
      pick("{choices: all}")
        == "150 kgCO2e, assumed, \(all), luccioni2023 boavizta2024 morand2024")
    #expect(
      pick("{source: morand2024, choices: all}")
        == "330 kgCO2e, catalogue, \(all), morand2024 luccioni2023 boavizta2024")
    let two = "{method: modelled, probability: 25 %}, {year: 2023, probability: 75 %}"
    let turned = "{year: 2023, probability: 75 %}, {method: modelled, probability: 25 %}"
    let said =
      "150 kgCO2e, catalogue, one of 150 kgCO2e (75 %), 567.7 kgCO2e (25 %), luccioni2023 boavizta2024"
    #expect(pick("{method: assumption, choices: [\(two)]}") == said)
    #expect(pick("{method: assumption, choices: [\(turned)]}") == said, "no meaning in the order")
  }

  /// Of 2023: 56.039 (owid2024); as of BLOOM: 57 (luccioni2023).
  @Test("A grid is one of the rows of its zone; who chooses among the same rows has one parameter")
  func amongIntensities() throws {
    let choices = "[{year: 2023, probability: 30 %}, {source: luccioni2023, probability: 70 %}]"
    let made = Resolved(
      """
      study: x
      sites:
        a: {grid: {zone: FR, year: 2023, choices: \(choices)}, pue: 1.2}
        b: {grid: {zone: FR, year: 2023, choices: \(choices)}, pue: 1.2}
        c: {grid: {zone: FR, year: 2023}, pue: 1.2}
        d: {grid: {zone: FR, choices: all}, pue: 1.2}
      activities:
        - {training: a, site: a, energy: {it: 1 kWh}}
        - {training: b, site: b, energy: {it: 1 kWh}}
        - {training: c, site: c, energy: {it: 1 kWh}}
        - {training: d, site: d, energy: {it: 1 kWh}}
      """)
    #expect(made.errors == [])
    let grids = made.inventory.activities.compactMap { $0.site?.intensity?.term.parameters.first }
    #expect(grids.count == 4)
    #expect(
      grids[0].estimate?.text(in: grids[0].unit)
        == "one of 56.039 gCO2e/kWh (30 %), 57 gCO2e/kWh (70 %)")
    #expect(grids[0].written == "56.039 gCO2e/kWh")
    #expect(grids[0].isSame(as: grids[1]))
    #expect(!grids[0].isSame(as: grids[2]))
    #expect(grids[2].estimate == nil)
    #expect(
      grids[3].estimate?.bounds(around: 0) == 0...grids[3].unit.inBase(98),
      "direct intensities are not among them: 44.18 to 98")
  }
}
