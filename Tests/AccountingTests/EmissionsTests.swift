import Formulas
import Testing

@testable import Accounting

@Suite("Embodied and stated emissions")
struct EmissionsTests {
  @Test("Embodied is the figure × the time held over lifetime × utilization, busy or not")
  func embodied() {
    // 2,500 kg × 135,373.75 h / (6 × 8,760 h × 0.85) = 7,575.30609 kg (BLOOM, section 4.1)
    let node = "node: {embodied: 2500 kgCO2e, lifetime: 6 yr, utilization: 85 %}"
    let book = Book(study(equipment: node, activity: "equipment: {node: 135_373.75 h}"))
    #expect(
      book.lines == ["training/t/embodied/node: 7575.30609 kg (embodied-amortization, modelled)"])
    let idle = Book(
      study(equipment: node, activity: "equipment: {node: {held: 135_373.75 h, busy: 10 %}}"))
    #expect(idle.lines == book.lines)
    #expect(book.ledger.assumptions.isEmpty)
  }

  @Test("Lifetime and utilization left out are assumptions by name: 4 years and 100 %")
  func assumptions() {
    // 876 kg × 10 h / (4 × 8,760 h × 1) = 0.25 kg
    let book = Book(
      study(equipment: "box: {embodied: 876 kgCO2e}", activity: "equipment: {box: 10 h}"))
    #expect(book.lines == ["training/t/embodied/box: 0.25 kg (embodied-amortization, modelled)"])
    #expect(
      book.ledger.assumptions.map { "\($0.name ?? ""): \($0.written) [\($0.sources)]" } == [
        "lifetime of box: 4 yr [[\"sci2024\"]]", "utilization of box: 100 % [[\"sci2024\"]]",
      ])
  }

  @Test("Emissions stated as masses stand for their processes")
  func stated() {
    let book = Book(
      study(activity: "emissions: {dynamic: 5 kgCO2e, embodied: 3 kgCO2e, network: 1 kgCO2e}"))
    #expect(
      book.lines == [
        "training/t/dynamic: 5 kg (stated-emissions, stated)",
        "training/t/network: 1 kg (stated-emissions, stated)",
        "training/t/embodied: 3 kg (stated-emissions, stated)",
      ])
    #expect(book.total(.full) == "≥ 9 kg without idle, infrastructure")
  }

  @Test("A sum beside some of its parts gives the rest")
  func rests() {
    func lines(_ emissions: String) -> [String] {
      let book = Book(study(activity: "emissions: \(emissions)"))
      return book.errors + book.lines
    }
    #expect(
      lines("{it: 10 kgCO2e, dynamic: 6 kgCO2e}") == [
        "training/t/dynamic: 6 kg (stated-emissions, stated)",
        "training/t/idle: 4 kg (stated-emissions, modelled)",
      ])
    #expect(
      lines("{it: 10 kgCO2e, facility: 15 kgCO2e}") == [
        "training/t/infrastructure: 5 kg (stated-emissions, modelled)",
        "training/t/undivided: 10 kg (stated-emissions, stated)",
      ])
    // BLOOM, Table 3: 50.5 − 24.69 − 11.2 = 14.61 t of idle and infrastructure
    #expect(
      lines("{full: 50.5 tCO2e, dynamic: 24.69 tCO2e, embodied: 11.2 tCO2e}") == [
        "training/t/dynamic: 24690 kg (stated-emissions, stated)",
        "training/t/embodied: 11200 kg (stated-emissions, stated)",
        "training/t/undivided: 14610 kg (stated-emissions, modelled)",
      ])
    #expect(
      lines("{it: 10 kgCO2e, dynamic: 11 kgCO2e}").first
        == "8:21: error[negative-rest]: `it` is 10 kgCO2e, and its parts come to 11 kgCO2e")
  }

  @Test("A stated whole is the whole: its network is a part of it, and not added")
  func wholeWithNetwork() {
    let book = Book(study(activity: "emissions: {full: 10 kgCO2e, network: 1 kgCO2e}"))
    #expect(
      book.lines == [
        "training/t/network: 1 kg (stated-emissions, stated)",
        "training/t/undivided: 9 kg (stated-emissions, modelled)",
      ])
    #expect(book.total(.full) == "10 kg")
    #expect(book.total(.operational) == "≥ 1 kg without dynamic, idle, infrastructure")
  }

  @Test(
    "A sum that differs from its parts, all of them stated, is noted, and the parts are counted")
  func unlikeSum() {
    let book = Book(
      study(activity: "emissions: {it: 10 kgCO2e, dynamic: 6 kgCO2e, idle: 5 kgCO2e}"))
    #expect(book.total(.it) == "11 kg")
    #expect(
      book.notes == [
        "8:17: note[overlap]: `it` differs from the sum of its parts, all of which are stated; the parts are counted"
      ])
    let like = Book(
      study(activity: "emissions: {it: 11 kgCO2e, dynamic: 6 kgCO2e, idle: 5 kgCO2e}"))
    #expect(like.notes == [])
  }

  @Test("What is stated as emissions is not modelled from equipment beside it")
  func besideEquipment() {
    let book = Book(
      study(
        site: "pue: 1.5",
        equipment: "gpu: {power: 400 W, idle: 100 W, embodied: 876 kgCO2e}",
        activity: "equipment: {gpu: 10 h}\nemissions: {it: 10 kgCO2e, embodied: 3 kgCO2e}"))
    #expect(
      book.lines == [
        "training/t/embodied: 3 kg (stated-emissions, stated)",
        "training/t/undivided: 10 kg (stated-emissions, stated)",
      ])
    #expect(
      book.gaps == [
        "training/t/infrastructure: the PUE applies to energy, and emissions of the equipment are stated without it"
      ])
  }

  @Test("Energy of a process whose emissions are stated is refused")
  func countedTwice() {
    func errors(_ emissions: String, _ energy: String, at: String = "energy") -> [String] {
      let gpu = "gpu: {power: 400 W, idle: 100 W}"
      let activity =
        at == "energy"
        ? "emissions: {\(emissions): 10 kgCO2e}\nequipment: {gpu: 10 h}\nenergy: {\(energy): 50 kWh}"
        : "emissions: {\(emissions): 10 kgCO2e}\nequipment: {gpu: {held: 10 h, energy: {\(energy): 50 kWh}}}"
      return Book(study(site: "pue: 1.5", equipment: gpu, activity: activity)).errors
        .map { String($0.drop { $0 != "[" }) }
    }
    func twice(_ process: String) -> [String] {
      ["[counted-twice]: the \(process) energy of this activity is given twice"]
    }
    #expect(errors("dynamic", "dynamic") == twice("dynamic"))
    #expect(errors("it", "idle") == twice("idle"))
    #expect(errors("full", "dynamic") == twice("dynamic"))
    #expect(errors("network", "network") == twice("network"))
    #expect(errors("facility", "infrastructure") == twice("infrastructure"))
    #expect(errors("it", "dynamic", at: "gpu") == twice("dynamic"))
    // A meter covers its processes as a figure for each would.
    #expect(errors("dynamic", "it") == twice("dynamic"))
    #expect(errors("it", "it") == twice("dynamic"))
    #expect(errors("idle", "facility") == twice("idle"))
    #expect(errors("infrastructure", "facility") == twice("infrastructure"))
    #expect(errors("full", "facility") == twice("dynamic"))
    #expect(errors("idle", "it", at: "gpu") == twice("idle"))
    // What does not meet is no contradiction.
    #expect(errors("embodied", "it") == [])
    #expect(errors("infrastructure", "it") == [])
    #expect(errors("network", "facility") == [])
  }
}
