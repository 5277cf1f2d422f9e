import Formulas
import Quantities
import TestSupport
import Testing

@testable import Studies

@Suite("Every key of a study")
struct KeysTests {
  private static let source = """
    cradle: 1
    study: All keys
    note: A note on all of it
    cite: [luccioni2023, own]
    sources:
      own: A report of ours, 2024
      book: {author: N. N., title: A book, year: 2020, url: "https://example.org", doi: 10.1/2}
    catalogue: {version: 2026.11, files: [ours.yaml, "more/theirs.csv"]}
    values:
      a: 2 * b
      b: 100 h
    functional-unit: [request, d]
    sites:
      one:
        name: The first
        note: beside the lake
        grid: {zone: FR, year: 2023, basis: average, scope: life-cycle}
        market: 5 gCO2e/kWh
        pue: 1.1
      two:
        region: {provider: gcp, id: us-central1}
      three:
        grid: {value: 50 gCO2e/kWh, low: 40, high: 70, distribution: pert, source: own, note: guessed, status: assumed, scope: direct, basis: marginal, year: 2021}
    equipment:
      gpu:
        is: nvidia-a100-sxm4-80gb
        name: Our GPUs
        note: bought in 2020
        power: 400 W ± 10 %
        idle: 50 W
        embodied: 150 kgCO2e in 100 .. 570
        lifetime: 6 yr
        utilization: 85 % ± 5 points
        parts: {fan: 2}
        includes: {chip: 1}
      fan: {power: 5 W}
      chip: {power: 5 W}
    activities:
      - training: First
        note: the first of all
        cite: own
        site: one
        load: 90 %
        repeat: 3
        equipment:
          gpu: a
          fan: {count: 16, duration: 18 d, busy: 25 %}
          chip: {held: b, busy: 50 h, load: 50 %, energy: {dynamic: 1 kWh, idle: 2 kWh}}
        energy: {dynamic: 1 kWh, idle: 2 kWh, it: 3 kWh, infrastructure: 4 kWh, facility: 7 kWh, network: 8 kWh}
        emissions: {embodied: 1 kgCO2e, full: 9 kgCO2e, it: 2 kgCO2e}
        delivers: [230_768 request, 2 d, 1_000 tokens]
      - site: two
        name: Second
        stage: distillation
        delivers: 5 GB
    expect:
      - {of: full, is: 50 tCO2e, where: Table 3, within: 0.5 %, but: of another window}
      - {of: idle, is: 75 %, share-of: it}
    """

  @Test("Each key is read into its place")
  func keys() throws {
    let reading = StudyText(Self.source)
    #expect(reading.errors == [])
    let study = reading.study
    #expect(study.name == "All keys")
    #expect(study.note == "A note on all of it")
    #expect(study.cite.map(\.name) == ["luccioni2023", "own"])
    #expect(study.sources.map(\.key) == ["own", "book"])
    #expect(
      study.sources[0].fields.map { "\($0.name): \($0.text)" } == ["title: A report of ours, 2024"])
    #expect(
      Set(study.sources[1].fields.map { "\($0.name): \($0.text)" }) == [
        "author: N. N.", "title: A book", "year: 2020", "url: https://example.org", "doi: 10.1/2",
      ])
    #expect(
      study.values.map { "\($0.name): \(text($0.reading.term, in: "h"))" } == [
        "a: 200 h [luccioni2023, own]", "b: 100 h [luccioni2023, own]",
      ])
    #expect(study.functionalUnits.map(\.unit.symbol) == ["request", "d"])
    #expect(study.catalogue?.version?.name == "2026.11")
    #expect(study.catalogue?.files.map(\.name) == ["ours.yaml", "more/theirs.csv"])
  }

  @Test("A site has a name, a grid, a market, a PUE and a region")
  func sites() throws {
    let sites = StudyText(Self.source).study.sites
    #expect(sites.map(\.id) == ["one", "two", "three"])
    #expect(sites[0].name == "The first")
    #expect(text(sites[0].market) == "5 gCO2e/kWh [luccioni2023, own]")
    #expect(text(sites[0].pue) == "1.1 [luccioni2023, own]")
    let zone = try #require(sites[0].grid)
    guard case .zone(let reference) = zone.choice else {
      Issue.record("a zone")
      return
    }
    #expect(reference.name == "FR")
    #expect(zone.year == 2023 && zone.basis == "average" && zone.scope == "life-cycle")
    #expect(sites[1].region?.provider == "gcp" && sites[1].region?.id == "us-central1")
    let stated = try #require(sites[2].grid)
    guard case .stated(let intensity) = stated.choice else {
      Issue.record("an intensity")
      return
    }
    #expect(text(intensity) == "50 gCO2e/kWh, 40 .. 70 gCO2e/kWh (PERT), assumed, guessed [own]")
    #expect(stated.year == 2021 && stated.basis == "marginal" && stated.scope == "direct")
  }

  @Test("Equipment has its figures with their estimates, its parts and what it includes")
  func equipment() {
    let gpu = StudyText(Self.source).study.equipment[0]
    #expect(gpu.base?.name == "nvidia-a100-sxm4-80gb")
    #expect(gpu.name == "Our GPUs")
    #expect(text(gpu.power) == "400 W, ± 40 W (95 %) [luccioni2023, own]")
    #expect(text(gpu.idle) == "50 W [luccioni2023, own]")
    #expect(text(gpu.embodied) == "150 kgCO2e, 100 .. 570 kgCO2e (triangular) [luccioni2023, own]")
    #expect(text(gpu.lifetime) == "52560 h [luccioni2023, own]")
    #expect(gpu.utilization?.formula.term.parameters.first?.estimate == .normal(halfWidth: 0.05))
    #expect(
      gpu.parts.map { "\($0.equipment.name): \(text($0.count))" } == ["fan: 2 [luccioni2023, own]"])
    #expect(gpu.includes.map(\.equipment.name) == ["chip"])
  }

  @Test("An activity has its stage, its equipment, its energy and what it delivers")
  func activities() throws {
    let activities = StudyText(Self.source).study.activities
    #expect(activities.map(\.id) == ["training/first", "distillation/second"])
    #expect(activities.map(\.stage) == ["training", "distillation"])
    let first = activities[0]
    #expect(first.note == "the first of all")
    #expect(first.cite.map(\.name) == ["own"])
    #expect(first.site?.name == "one")
    #expect(text(first.repetition) == "3 [own]", "the activity's source wins over the study's")
    #expect(
      first.holdings.map { "\($0.equipment.name): \(text($0.held)), load \(text($0.load))" } == [
        "gpu: 200 h [luccioni2023, own], load 0.9 [own]", "fan: 6912 h [own], load 0.9 [own]",
        "chip: 100 h [luccioni2023, own], load 0.5 [own]",
      ])
    guard case .share(let share) = first.holdings[1].busy,
      case .time(let time) = first.holdings[2].busy
    else {
      Issue.record("a share and a time")
      return
    }
    #expect(text(share) == "0.25 [own]")
    #expect(text(time) == "50 h [own]")
    #expect(
      first.holdings[2].energy.map { "\($0.key): \(text($0.energy))" } == [
        "dynamic: 1 kWh [own]", "idle: 2 kWh [own]",
      ])
    #expect(
      first.energy.map { "\($0.key.rawValue) \(plain($0.energy.formula.value.kilowattHours))" } == [
        "dynamic 1", "idle 2", "it 3", "infrastructure 4", "facility 7", "network 8",
      ])
    #expect(
      first.emissions.map { "\($0.key.rawValue) \(plain($0.mass.formula.value.kilograms))" } == [
        "embodied 1", "full 9", "it 2",
      ])
    #expect(
      first.deliveries.map {
        "\(plain($0.unit.unit.fromBase($0.term.value))) \($0.unit.unit.symbol)"
      } == [
        "230768 request", "2 d", "1000 token",
      ])
    #expect(
      activities[1].deliveries.map {
        "\(plain($0.unit.unit.fromBase($0.term.value))) \($0.unit.unit.symbol)"
      } == [
        "5 GB"
      ])
  }

  @Test("An expectation has a figure, a place, a tolerance, a reason and a share")
  func expectations() {
    let expectations = StudyText(Self.source).study.expectations
    #expect(expectations[0].of == "full")
    #expect(expectations[0].written == "50 tCO2e")
    #expect(expectations[0].place == "Table 3")
    #expect(expectations[0].within?.term.value == 0.005)
    #expect(expectations[0].but == "of another window")
    #expect(expectations[1].shareOf?.name == "it")
    #expect(expectations[1].figure.term.value == 0.75)
  }

  @Test("A key that is not known is refused at every level, and named")
  func unknownKeys() {
    func errors(_ text: String) -> [String] {
      StudyText(text).errors.map { String($0.drop { $0 != " " }.dropFirst()) }
    }
    func in_(_ lines: String) -> String { "study: S\nactivities: [{training: T}]\n\(lines)\n" }
    func activity(_ lines: String) -> String {
      "study: S\nactivities:\n  - training: T\n    \(lines)\n"
    }
    let table: [(text: String, what: String)] = [
      (in_("xyz: 1"), "a study has no key `xyz`"),
      (in_("sites: {x: {xyz: 1}}"), "a site has no key `xyz`"),
      (in_("sites: {x: {grid: {zone: FR, xyz: 1}}}"), "a grid has no key `xyz`"),
      (
        in_("sites: {x: {region: {provider: gcp, id: us-central1, xyz: 1}}}"),
        "a region has no key `xyz`"
      ),
      (in_("equipment: {x: {xyz: 1}}"), "an equipment entry has no key `xyz`"),
      (in_("equipment: {x: {power: {value: 5 W, xyz: 1}}}"), "a quantity has no key `xyz`"),
      (in_("sources: {x: {xyz: 1}}"), "a source has no key `xyz`"),
      (in_("expect: [{of: full, is: 5 tCO2e, xyz: 1}]"), "an expectation has no key `xyz`"),
      (activity("xyz: 1"), "an activity has no key `xyz`"),
      (activity("energy: {xyz: 1 kWh}"), "`energy` of T has no key `xyz`"),
      (activity("emissions: {xyz: 1 kgCO2e}"), "`emissions` has no key `xyz`"),
      (activity("equipment: {g: {held: 1 h, xyz: 1}}"), "the time of `g` has no key `xyz`"),
      (
        activity("equipment: {g: {held: 1 h, energy: {xyz: 1 kWh}}}"),
        "`energy` of g has no key `xyz`"
      ),
      (
        activity("equipment: {g: {held: 1 h, energy: {facility: 1 kWh}}}"),
        "`energy` of g has no key `facility`"
      ),
    ]
    for (text, what) in table { #expect(errors(text) == ["error[unknown-key]: \(what)"]) }
  }
}
