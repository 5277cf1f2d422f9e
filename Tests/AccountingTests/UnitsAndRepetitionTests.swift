import Formulas
import Quantities
import Testing

@testable import Accounting

@Suite("Figures by unit, repetitions, markets and sites")
struct UnitsAndRepetitionTests {
  private static func units(_ book: Book) -> [String] {
    book.ledger.perUnits.map { per in
      let total = book.ledger.total(.full)
      let kilograms = per.kilograms(total).map { plain($0, digits: 9) } ?? "none"
      let energy = per.kilowattHours(total).map { plain($0, digits: 9) } ?? "none"
      return "\(plain(per.count)) \(per.unit.symbol): \(kilograms) kg, \(energy) kWh"
    }
  }

  @Test("The functional unit is the unit delivered, where there is only one")
  func oneUnit() {
    // 50 kWh and 5 kg over 1,000 requests
    let book = Book(study(activity: "energy: {it: 50 kWh}\ndelivers: 1_000 request"))
    #expect(Self.units(book) == ["1000 request: 0.005 kg, 0.05 kWh"])
  }

  @Test("Units of several kinds give no figure until the study names one")
  func severalUnits() {
    let text = study(activity: "energy: {it: 50 kWh}\ndelivers: [1_000 request, 2 d]")
    #expect(Self.units(Book(text)) == [])
    #expect(
      Self.units(Book(text + "functional-unit: request\n")) == ["1000 request: 0.005 kg, 0.05 kWh"])
    #expect(
      Self.units(Book(text + "functional-unit: [d, request]\n")) == [
        "2 d: 2.5 kg, 25 kWh", "1000 request: 0.005 kg, 0.05 kWh",
      ])
    #expect(Self.units(Book(text + "functional-unit: token\n")) == [])
  }

  @Test("Deliveries of one kind are added in whatever unit they stand")
  func sameKind() {
    let book = Book(study(activity: "energy: {it: 50 kWh}\ndelivers: [1 d, 24 h]"))
    #expect(Self.units(book) == ["2 d: 2.5 kg, 25 kWh"])
    let hours = Book(
      study(activity: "energy: {it: 50 kWh}\ndelivers: [1 d, 24 h]", more: "functional-unit: h\n"))
    #expect(Self.units(hours) == ["48 h: 0.104166667 kg, 1.04166667 kWh"])
  }

  @Test("Nothing delivered gives no figure")
  func nothing() {
    #expect(Self.units(Book(study(activity: "energy: {it: 50 kWh}\ndelivers: 0 request"))) == [])
    #expect(Self.units(Book(study(activity: "energy: {it: 50 kWh}"))) == [])
  }

  @Test("Repetitions multiply everything, what is delivered too")
  func repetition() {
    let equipment = "gpu: {power: 400 W, idle: 100 W, embodied: 876 kgCO2e}"
    let activity =
      "equipment: {gpu: 10 h}\nenergy: {network: 1 kWh}\nemissions: {infrastructure: 2 kgCO2e}\ndelivers: 10 request"
    let once = Book(study(equipment: equipment, activity: activity))
    let thrice = Book(study(equipment: equipment, activity: activity + "\nrepeat: 3"))
    #expect(
      once.lines == [
        "training/t/dynamic/gpu: 3 kWh, 0.3 kg (dynamic-busy-time, modelled)",
        "training/t/idle/gpu: 1 kWh, 0.1 kg (idle-held-time, modelled)",
        "training/t/infrastructure: 2 kg (stated-emissions, stated)",
        "training/t/network: 1 kWh, 0.1 kg (network-stated, stated)",
        "training/t/embodied/gpu: 0.25 kg (embodied-amortization, modelled)",
      ])
    #expect(
      thrice.lines == [
        "training/t/dynamic/gpu: 9 kWh, 0.9 kg (dynamic-busy-time, modelled)",
        "training/t/idle/gpu: 3 kWh, 0.3 kg (idle-held-time, modelled)",
        "training/t/infrastructure: 6 kg (stated-emissions, stated)",
        "training/t/network: 3 kWh, 0.3 kg (network-stated, stated)",
        "training/t/embodied/gpu: 0.75 kg (embodied-amortization, modelled)",
      ])
    #expect(Self.units(once) == ["10 request: 0.275 kg, 0.5 kWh"])
    #expect(Self.units(thrice) == ["30 request: 0.275 kg, 0.5 kWh"])
  }

  @Test("A market-based figure stands beside the location-based one, never in its place")
  func market() throws {
    let book = Book(
      study(
        site: "market: 20 gCO2e/kWh\npue: 1.5",
        equipment: "gpu: {power: 400 W, embodied: 876 kgCO2e}", activity: "equipment: {gpu: 10 h}"))
    #expect(
      book.lines == [
        "training/t/dynamic/gpu: 4 kWh, 0.4 kg, 0.08 kg market (dynamic-busy-time, modelled)",
        "training/t/infrastructure: 2 kWh, 0.2 kg, 0.04 kg market (infrastructure-pue, modelled)",
        "training/t/embodied/gpu: 0.25 kg (embodied-amortization, modelled)",
      ])
    #expect(book.total(.full) == "0.85 kg")
    // Embodied emissions have no market: 0.08 + 0.04 + 0.25
    let total = try #require(book.ledger.total(.full).marketMass)
    #expect(abs(total.value.kilograms - 0.37) < 1e-12)
    let plain = Book(study(activity: "energy: {it: 50 kWh}"))
    #expect(plain.ledger.total(.full).marketMass == nil)
  }

  @Test("Energy without an intensity has no mass, and leaves each total that holds it incomplete")
  func noIntensity() {
    let book = Book(
      "study: S\nactivities:\n  - training: T\n    energy: {dynamic: 5 kWh, idle: 1 kWh, infrastructure: 0 kWh}\n    emissions: {embodied: 3 kgCO2e}\n"
    )
    #expect(
      book.lines == [
        "training/t/dynamic: 5 kWh, no mass (dynamic-stated, stated)",
        "training/t/idle: 1 kWh, no mass (idle-stated, stated)",
        "training/t/infrastructure: 0 kWh, no mass (infrastructure-metered, stated)",
        "training/t/embodied: 3 kg (stated-emissions, stated)",
      ])
    #expect(
      book.totals == [
        "dynamic ≥ nothing without dynamic", "it ≥ nothing without dynamic, idle",
        "operational ≥ nothing without dynamic, idle, infrastructure",
        "full ≥ 3 kg without dynamic, idle, infrastructure",
      ])
    #expect(book.ledger.total(.it).kilowattHours == 6)
  }

  @Test("Network and end of life are listed when missing, and leave totals complete")
  func listedGaps() {
    let book = Book(
      study(
        activity:
          "energy: {dynamic: 5 kWh, idle: 1 kWh, infrastructure: 2 kWh}\nemissions: {embodied: 1 kgCO2e}"
      ))
    #expect(
      book.ledger.gaps.map { "\($0.id): \($0.why)" } == [
        "training/t/network: not stated", "training/t/end-of-life: not modelled",
      ])
    #expect(book.totals == ["dynamic 0.5 kg", "it 0.6 kg", "operational 0.8 kg", "full 1.8 kg"])
  }

  @Test("A process missing in one of several activities marks every total that holds it")
  func missingInOne() {
    let book = Book(
      """
      study: S
      sites: {x: {grid: 100 gCO2e/kWh, pue: 1.5}}
      activities:
        - training: A
          site: x
          energy: {dynamic: 5 kWh, idle: 1 kWh}
          emissions: {embodied: 1 kgCO2e}
        - inference: B
          site: x
          energy: {dynamic: 5 kWh}
          emissions: {embodied: 1 kgCO2e}
      """)
    #expect(
      book.totals == [
        "dynamic 1 kg", "it ≥ 1.1 kg without idle",
        // The PUE of the inference is applied to what is known, so that the rest is missing too.
        "operational ≥ 1.65 kg without idle, infrastructure",
        "full ≥ 3.65 kg without idle, infrastructure",
      ])
    #expect(Book.text(book.ledger.total(stage: "training", .full)) == "1.9 kg")
    #expect(
      Book.text(book.ledger.total(stage: "inference", .full))
        == "≥ 1.75 kg without idle, infrastructure")
    #expect(Book.text(book.ledger.total(activity: "training/a", .it)) == "0.6 kg")
    #expect(Book.text(book.ledger.total(process: .dynamic)) == "1 kg")
    #expect(book.ledger.stages == ["training", "inference"])
    #expect(book.ledger.processes == [.dynamic, .idle, .infrastructure, .embodied])
  }

  @Test("Average beside marginal, or direct beside life-cycle, is never summed silently")
  func unlikeIntensities() {
    func notes(_ first: String, _ second: String) -> [String] {
      Book(
        """
        study: S
        sites:
          x: {\(first)}
          y: {\(second)}
        activities:
          - training: A
            site: x
            energy: {it: 1 kWh}
          - training: B
            site: y
            energy: {it: 1 kWh}
        """
      ).notes
    }
    #expect(
      notes("grid: {zone: FR, scope: direct}", "grid: DE") == [
        "warning[unlike-intensities]: the totals add emissions by direct (`x`) and by life-cycle (`y`) intensities"
      ])
    #expect(
      notes("grid: {value: 5 gCO2e/kWh, basis: marginal}", "grid: 6 gCO2e/kWh") == [
        "warning[unlike-intensities]: the totals add emissions by average (`y`) and by marginal (`x`) intensities"
      ])
    // The intensity of a region is direct, that of a zone life-cycle.
    #expect(
      notes("region: {provider: gcp, id: us-central1}", "grid: DE") == [
        "warning[unlike-intensities]: the totals add emissions by direct (`x`) and by life-cycle (`y`) intensities"
      ])
    #expect(notes("grid: FR", "grid: DE") == [])
    #expect(notes("grid: FR", "grid: 60 gCO2e/kWh") == [])
  }

  @Test("A figure too large to compute with is refused")
  func notFinite() {
    let book = Book(study(activity: "energy: {dynamic: 1e300 kWh}\nrepeat: 1e10"))
    #expect(
      book.errors == [
        "6:15: error[not-finite]: the line `training/t/dynamic` comes to no finite number"
      ])
  }
}
