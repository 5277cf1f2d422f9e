import Accounting
import Diagnostics
import Factors
import Formulas
import Inventories
import Quantities
import StudySyntax
import TestSupport
import Testing

@testable import Studies

@Suite("The study of the contract")
struct ContractTests {
  /// The example under "The study file", as it is promised to users.
  static let source = """
    # The final training run of BLOOM, as counted by its authors
    study: BLOOM, final training run
    cite: luccioni2023

    values:
      gpu_time: 1_082_990 h       # device-time of the A100s, Table 1
      partition: 384              # GPUs behind the metered partition

    sites:
      jean-zay:
        name: Jean Zay, IDRIS
        grid: 57 gCO2e/kWh        # or a zone of the catalogue: FR
        pue: 1.2                  # not used below: the infrastructure was metered

    equipment:
      gpu:
        is: nvidia-a100-sxm4-80gb # a catalogue entry; the lines below override it
        power: 400 W
        embodied: 150 kgCO2e
        lifetime: 6 yr
        utilization: 85 %
      node:
        name: HPE Apollo 6500 Gen10 Plus, without its GPUs
        embodied: 2500 kgCO2e
        lifetime: 6 yr
        utilization: 85 %

    activities:
      - training: BLOOM 176B
        site: jean-zay
        equipment:
          gpu: gpu_time
          node: gpu_time / 8
        energy:
          dynamic: gpu_time * 400 W
          idle: 64 kW * gpu_time / partition
          infrastructure: 27 kW * gpu_time / partition

    expect:                       # published figures, to the precision of print
      - {of: dynamic, is: 24.69 tCO2e, where: Table 3}
      - {of: idle + infrastructure, is: 14.6 tCO2e, where: Table 3}
      - {of: embodied, is: 11.2 tCO2e, where: Table 3}
      - {of: full, is: 50.5 tCO2e, where: Table 3}
    """

  @Test("It reads without a message, and is what it says")
  func reads() throws {
    let reading = StudyText(Self.source)
    #expect(reading.errors == [])
    let study = reading.study
    #expect(study.name == "BLOOM, final training run")
    #expect(study.cite.map(\.name) == ["luccioni2023"])
    #expect(
      study.values.map { "\($0.name): \(text($0.reading.term, in: $0.reading.unit?.symbol ?? ""))" }
        == [
          "gpu_time: 1082990 h [luccioni2023]", "partition: 384 [luccioni2023]",
        ])
    let site = try #require(study.sites.first)
    #expect(site.id == "jean-zay" && site.name == "Jean Zay, IDRIS")
    guard case .stated(let grid) = site.grid?.choice else {
      Issue.record("the grid is stated")
      return
    }
    #expect(text(grid) == "57 gCO2e/kWh [luccioni2023]")
    #expect(text(site.pue) == "1.2 [luccioni2023]")
    #expect(study.equipment.map(\.id) == ["gpu", "node"])
    #expect(study.equipment.map { $0.base?.name } == ["nvidia-a100-sxm4-80gb", nil])
    #expect(study.equipment.map { text($0.power) } == ["400 W [luccioni2023]", "nothing"])
    #expect(
      study.equipment.map { text($0.embodied) } == [
        "150 kgCO2e [luccioni2023]", "2500 kgCO2e [luccioni2023]",
      ])
    #expect(
      study.equipment.map { text($0.lifetime) } == [
        "52560 h [luccioni2023]", "52560 h [luccioni2023]",
      ])
    #expect(
      study.equipment.map { text($0.utilization) } == [
        "0.85 [luccioni2023]", "0.85 [luccioni2023]",
      ])
    let activity = try #require(study.activities.first)
    #expect(activity.id == "training/bloom-176b")
    #expect(activity.stage == "training" && activity.name == "BLOOM 176B")
    #expect(activity.site?.name == "jean-zay")
    #expect(activity.holdings.map(\.equipment.name) == ["gpu", "node"])
    #expect(
      activity.holdings.map { text($0.held) } == [
        "1082990 h [luccioni2023]", "135373.75 h [luccioni2023]",
      ])
    #expect(activity.energy.map(\.key) == [.dynamic, .idle, .infrastructure])
    // 1,082,990 × 0.4; 64 and 27 × 1,082,990 / 384
    #expect(
      activity.energy.map { text($0.energy) } == [
        "433196 kWh [luccioni2023]", "180498.333333 kWh [luccioni2023]",
        "76147.734375 kWh [luccioni2023]",
      ])
    #expect(
      study.expectations.map { "\($0.of): \($0.written) (\($0.place ?? ""))" } == [
        "dynamic: 24.69 tCO2e (Table 3)", "idle + infrastructure: 14.6 tCO2e (Table 3)",
        "embodied: 11.2 tCO2e (Table 3)", "full: 50.5 tCO2e (Table 3)",
      ])
  }

  /// What comes of a tree: its lines, its gaps, its totals and its published figures.
  private static func outcome(_ tree: Node, _ sources: Sources) -> [String] {
    var diagnostics: [Diagnostic] = []
    let ledger = Study.read(tree, in: sources, diagnostics: &diagnostics)
      .resolved(diagnostics: &diagnostics).accounted(diagnostics: &diagnostics)
    let lines = ledger.lines.map { line in
      let mass = line.mass.map { plain($0.value.kilograms, digits: 12) } ?? "none"
      let energy = line.energy.map { plain($0.value.kilowattHours, digits: 12) } ?? "none"
      return
        "\(line.id): \(energy) kWh, \(mass) kg, \(line.rule), \(line.status), \(line.sources.sorted())"
    }
    let totals = Boundary.allCases.map { boundary in
      let total = ledger.total(boundary)
      return
        "\(boundary): \(total.kilograms.map { plain($0, digits: 12) } ?? "none"), \(total.missing)"
    }
    let results = ledger.expectations(diagnostics: &diagnostics).map {
      "\($0.expectation.of): \($0.computed.map { plain($0, digits: 12) } ?? "none"), \($0.holds)"
    }
    return
      (lines + ledger.gaps.map { "\($0.id): \($0.why)" } + totals + results
      + diagnostics.map(\.message) + ledger.notes.map(\.message)).sorted()
  }

  /// The same tree with the entries of all mappings and the items of all lists in another order.
  private static func shuffled(_ node: Node, _ random: inout SplitMix) -> Node {
    var copy = node
    switch node.content {
    case .scalar: break
    case .mapping(let entries):
      var mixed: [Entry] = []
      for entry in entries {
        var changed = entry
        changed.value = shuffled(entry.value, &random)
        mixed.append(changed)
      }
      copy.content = .mapping(mixed.shuffled(using: &random))
    case .sequence(let items):
      var mixed: [Node] = []
      for item in items { mixed.append(shuffled(item, &random)) }
      copy.content = .sequence(mixed.shuffled(using: &random))
    }
    return copy
  }

  @Test(
    "No meaning hangs on the order of keys or of entries",
    arguments: ["contract", "bloom", "bloom-api", "bloom-metered", "starter"])
  func order(name: String) throws {
    let file = name == "starter" ? "starter.yaml" : "studies/\(name).yaml"
    let content = name == "contract" ? Self.source : try #require(Embedded.file(file)).text()
    let reading = StudyText(content)
    #expect(reading.errors == [])
    let tree = try #require(reading.tree)
    let expected = Self.outcome(tree, reading.sources)
    #expect(expected.count > 8)
    var random = SplitMix(seed: 21)
    for _ in 0..<60 {
      let mixed = Self.shuffled(tree, &random)
      #expect(Self.outcome(mixed, reading.sources) == expected)
    }
  }
}
