import Testing

@testable import Accounting

@Suite("The rest of a meter, infrastructure and the facility")
struct MeterTests {
  private static let gpu = "gpu: {power: 400 W, idle: 100 W}"

  /// The lines of an activity that holds a GPU for 10 h (4 kWh in all, 1 kWh of them idle).
  private static func lines(
    _ energy: String, pue: String = "", equipment: String = gpu, held: String = "{gpu: 10 h}"
  ) -> [String] {
    let book = Book(
      study(
        site: pue.isEmpty ? "" : "pue: \(pue)", equipment: equipment,
        activity: "equipment: \(held)\nenergy: \(energy)"))
    return book.errors + book.lines
  }

  @Test("Of a meter over both, what is not stated is the rest")
  func equipmentMeter() {
    #expect(
      Self.lines("{it: 9 kWh, idle: 2 kWh}") == [
        "training/t/dynamic: 7 kWh, 0.7 kg (rest-of-meter, modelled)",
        "training/t/idle: 2 kWh, 0.2 kg (idle-stated, stated)",
      ])
    #expect(
      Self.lines("{it: 9 kWh, dynamic: 6 kWh}") == [
        "training/t/dynamic: 6 kWh, 0.6 kg (dynamic-stated, stated)",
        "training/t/idle: 3 kWh, 0.3 kg (rest-of-meter, modelled)",
      ])
  }

  @Test("The rest of two measured figures is measured")
  func measuredRest() {
    #expect(
      Self.lines(
        "{it: {value: 9 kWh, status: measured}, idle: {value: 2 kWh, status: measured}}") == [
          "training/t/dynamic: 7 kWh, 0.7 kg (rest-of-meter, measured)",
          "training/t/idle: 2 kWh, 0.2 kg (idle-stated, measured)",
        ])
  }

  @Test("Of a lone equipment meter, idle is modelled where all draws are known, dynamic the rest")
  func idleModelled() {
    // idle 10 h × 100 W = 1 kWh, dynamic 9 − 1
    #expect(
      Self.lines("{it: 9 kWh}") == [
        "training/t/dynamic: 8 kWh, 0.8 kg (rest-of-meter, modelled)",
        "training/t/idle/gpu: 1 kWh, 0.1 kg (idle-held-time, modelled)",
      ])
  }

  @Test("What cannot be divided is one line, which leaves narrower totals incomplete")
  func undivided() {
    let book = Book(
      study(
        site: "pue: 1.5", equipment: "gpu: {power: 400 W, embodied: 876 kgCO2e}",
        activity: "equipment: {gpu: 10 h}\nenergy: {it: 9 kWh}"))
    // infrastructure 0.5 × 9 kWh; embodied 876 kg × 10 h / (4 × 8,760 h) = 0.25 kg
    #expect(
      book.lines == [
        "training/t/infrastructure: 4.5 kWh, 0.45 kg (infrastructure-pue, modelled)",
        "training/t/embodied/gpu: 0.25 kg (embodied-amortization, modelled)",
        "training/t/undivided: 9 kWh, 0.9 kg (rest-of-meter, stated)",
      ])
    #expect(book.ledger.lines[2].note == "covers dynamic, idle")
    #expect(
      book.totals == [
        "dynamic ≥ nothing without dynamic", "it 0.9 kg", "operational 1.35 kg", "full 1.6 kg",
      ])
    #expect(Book.text(book.ledger.total(process: .idle)) == "≥ nothing without idle")
    #expect(Book.text(book.ledger.total(process: .undivided)) == "0.9 kg")
  }

  @Test("A meter at one equipment entry is divided there, and the others are modelled")
  func meterAtOne() {
    #expect(
      Self.lines(
        "{network: 1 kWh}", equipment: "\(Self.gpu)\nnode: {power: 300 W}",
        held: "{gpu: {held: 10 h, energy: {it: 5 kWh}}, node: {held: 10 h, energy: {it: 2 kWh}}}")
        == [
          "training/t/dynamic/gpu: 4 kWh, 0.4 kg (rest-of-meter, modelled)",
          "training/t/idle/gpu: 1 kWh, 0.1 kg (idle-held-time, modelled)",
          "training/t/network: 1 kWh, 0.1 kg (network-stated, stated)",
          "training/t/undivided/node: 2 kWh, 0.2 kg (rest-of-meter, stated)",
        ])
  }

  @Test("A meter that shows less than what is behind it is refused")
  func negative() {
    #expect(
      Self.lines("{it: 1 kWh, dynamic: 6 kWh}").first
        == "11:18: error[negative-rest]: `it` is 1 kWh, and what it holds comes to 6 kWh")
    #expect(
      Self.lines("{it: 1 kWh, idle: 6 kWh}").first
        == "11:18: error[negative-rest]: `it` is 1 kWh, and what it holds comes to 6 kWh")
    #expect(
      Self.lines("{it: 6 kWh, facility: 5 kWh}").first
        == "11:35: error[negative-rest]: `facility` is 5 kWh, and what it holds comes to 6 kWh")
    #expect(
      Self.lines("{facility: 5 kWh, infrastructure: 6 kWh}").first
        == "11:24: error[negative-rest]: `facility` is 5 kWh, and what it holds comes to 6 kWh")
    #expect(Self.lines("{it: 6 kWh, dynamic: 6 kWh}").count == 2)
  }

  @Test("Infrastructure is its own figure before facility − it before the PUE, and never two")
  func infrastructure() {
    func infrastructure(_ energy: String) -> [String] {
      Self.lines(energy, pue: "1.5").filter { $0.hasPrefix("training/t/infrastructure") }
    }
    #expect(
      infrastructure("{it: 9 kWh, infrastructure: 2 kWh, facility: 20 kWh}") == [
        "training/t/infrastructure: 2 kWh, 0.2 kg (infrastructure-metered, stated)"
      ])
    #expect(
      infrastructure("{it: 9 kWh, facility: 20 kWh}") == [
        "training/t/infrastructure: 11 kWh, 1.1 kg (rest-of-meter, modelled)"
      ])
    #expect(
      infrastructure("{it: 9 kWh}") == [
        "training/t/infrastructure: 4.5 kWh, 0.45 kg (infrastructure-pue, modelled)"
      ])
    // (1.5 − 1) × (4 + 2); the network is beyond the site
    #expect(
      infrastructure("{dynamic: 4 kWh, idle: 2 kWh, network: 100 kWh}") == [
        "training/t/infrastructure: 3 kWh, 0.3 kg (infrastructure-pue, modelled)"
      ])
    #expect(
      infrastructure("{infrastructure: 2 kWh}") == [
        "training/t/infrastructure: 2 kWh, 0.2 kg (infrastructure-metered, stated)"
      ])
  }

  @Test("A PUE of 1 is infrastructure of nothing, which is known")
  func pueOfOne() {
    let book = Book(
      study(site: "pue: 1", equipment: Self.gpu, activity: "equipment: {gpu: 10 h}"))
    #expect(
      book.lines[2] == "training/t/infrastructure: 0 kWh, 0 kg (infrastructure-pue, modelled)")
    #expect(book.total(.operational) == "0.4 kg")
  }

  @Test("A PUE that nothing uses is noted")
  func unusedPUE() {
    let book = Book(
      study(
        site: "pue: 1.5", equipment: Self.gpu,
        activity: "equipment: {gpu: 10 h}\nenergy: {infrastructure: 2 kWh}"))
    #expect(
      book.notes == [
        "5:10: note[pue-unused]: the PUE of `x` is not used: the infrastructure was stated or metered"
      ])
    let used = Book(
      study(site: "pue: 1.5", equipment: Self.gpu, activity: "equipment: {gpu: 10 h}"))
    #expect(used.notes == [])
  }

  @Test("Facility energy alone is divided by the PUE and never multiplied by it")
  func facilityAlone() {
    // it = 15 / 1.5 = 10 kWh, infrastructure 5 kWh; idle 1 kWh, dynamic 9 kWh
    #expect(
      Self.lines("{facility: 15 kWh}", pue: "1.5") == [
        "training/t/dynamic: 9 kWh, 0.9 kg (rest-of-meter, modelled)",
        "training/t/idle/gpu: 1 kWh, 0.1 kg (idle-held-time, modelled)",
        "training/t/infrastructure: 5 kWh, 0.5 kg (facility-divided, modelled)",
      ])
    // Without idle draws it stays undivided.
    #expect(
      Self.lines("{facility: 15 kWh}", pue: "1.5", equipment: "gpu: {power: 400 W}") == [
        "training/t/infrastructure: 5 kWh, 0.5 kg (facility-divided, modelled)",
        "training/t/undivided: 10 kWh, 1 kg (rest-of-meter, stated)",
      ])
  }

  @Test("Facility energy without a PUE gives the infrastructure beyond what can be modelled")
  func facilityModelled() {
    // dynamic 3 + idle 1 modelled, 15 − 4 = 11
    #expect(
      Self.lines("{facility: 15 kWh}") == [
        "training/t/dynamic/gpu: 3 kWh, 0.3 kg (dynamic-busy-time, modelled)",
        "training/t/idle/gpu: 1 kWh, 0.1 kg (idle-held-time, modelled)",
        "training/t/infrastructure: 11 kWh, 1.1 kg (rest-of-meter, modelled)",
      ])
    // Busy for half the time with no idle draw known, the idle energy cannot be told apart.
    #expect(
      Self.lines(
        "{facility: 15 kWh}", equipment: "gpu: {power: 400 W}",
        held: "{gpu: {held: 10 h, busy: 50 %}}")
        == ["training/t/undivided: 15 kWh, 1.5 kg (rest-of-meter, stated)"])
    #expect(
      Self.lines("{facility: 15 kWh}", equipment: "gpu: {idle: 9 W}") == [
        "training/t/undivided: 15 kWh, 1.5 kg (rest-of-meter, stated)"
      ])
  }

  @Test("Facility beside one of its processes leaves the rest undivided")
  func facilityBesidePart() {
    let book = Book(
      study(
        equipment: "gpu: {power: 400 W}",
        activity: "equipment: {gpu: 10 h}\nenergy: {facility: 15 kWh, dynamic: 6 kWh}"))
    #expect(
      book.lines == [
        "training/t/dynamic: 6 kWh, 0.6 kg (dynamic-stated, stated)",
        "training/t/undivided: 9 kWh, 0.9 kg (rest-of-meter, modelled)",
      ])
    #expect(book.ledger.lines[1].note == "covers idle, infrastructure")
    #expect(
      book.totals == [
        "dynamic 0.6 kg", "it ≥ 0.6 kg without idle", "operational 1.5 kg",
        "full ≥ 1.5 kg without embodied",
      ])
    #expect(
      Self.lines("{facility: 15 kWh, dynamic: 6 kWh, idle: 2 kWh}") == [
        "training/t/dynamic: 6 kWh, 0.6 kg (dynamic-stated, stated)",
        "training/t/idle: 2 kWh, 0.2 kg (idle-stated, stated)",
        "training/t/infrastructure: 7 kWh, 0.7 kg (rest-of-meter, modelled)",
      ])
  }

  @Test("Facility less infrastructure is the energy of the equipment")
  func facilityAndInfrastructure() {
    #expect(
      Self.lines("{facility: 15 kWh, infrastructure: 5 kWh}") == [
        "training/t/dynamic: 9 kWh, 0.9 kg (rest-of-meter, modelled)",
        "training/t/idle/gpu: 1 kWh, 0.1 kg (idle-held-time, modelled)",
        "training/t/infrastructure: 5 kWh, 0.5 kg (infrastructure-metered, stated)",
      ])
    #expect(
      Self.lines("{facility: 15 kWh, infrastructure: 5 kWh, dynamic: 6 kWh}") == [
        "training/t/dynamic: 6 kWh, 0.6 kg (dynamic-stated, stated)",
        "training/t/idle: 4 kWh, 0.4 kg (rest-of-meter, modelled)",
        "training/t/infrastructure: 5 kWh, 0.5 kg (infrastructure-metered, stated)",
      ])
  }

  @Test("The energy of all lines never exceeds that of the meter they stand behind")
  func metersHold() throws {
    let two = "a: {power: 400 W, idle: 100 W}\nb: {power: 200 W, idle: 50 W}"
    let unknown = "a: {power: 400 W, idle: 100 W}\nb: {name: no figures}"
    let parts = [
      "{held: 10 h, energy: {dynamic: 4 kWh}}", "{held: 10 h, energy: {it: 4 kWh}}",
      "{held: 10 h, energy: {idle: 1 kWh}}", "10 h", "{held: 10 h, busy: 20 %}",
    ]
    let meters: [(energy: String, behind: Double)] = [
      ("{facility: 30 kWh}", 30), ("{facility: 30 kWh, infrastructure: 5 kWh}", 30),
      ("{facility: 30 kWh, network: 7 kWh}", 37),
    ]
    for equipment in [two, unknown] {
      for pue in ["", "1.5"] {
        for (energy, behind) in meters {
          for a in parts {
            for b in parts {
              let book = Book(
                study(
                  site: pue.isEmpty ? "" : "pue: \(pue)", equipment: equipment,
                  activity: "equipment: {a: \(a), b: \(b)}\nenergy: \(energy)"))
              #expect(book.errors == [])
              // Where all is stated besides, what the meter shows beyond it is told, not counted.
              if book.notes.contains(where: { $0.contains("are not in the total") }) { continue }
              let sum = try #require(book.ledger.total(.operational).kilowattHours)
              #expect(
                abs(sum - behind) < 1e-9, "\(energy), a: \(a), b: \(b), PUE \(pue): \(book.lines)")
            }
          }
        }
      }
    }
  }

  @Test("Stated figures that a meter contradicts are counted as stated, and the overlap is told")
  func overlap() {
    // 6 + 5 = 11 stated over a meter of 9: 2 kWh × 100 g/kWh = 0.2 kg
    let book = Book(
      study(
        equipment: Self.gpu,
        activity: "equipment: {gpu: 10 h}\nenergy: {it: 9 kWh, dynamic: 6 kWh, idle: 5 kWh}"))
    #expect(book.total(.it) == "1.1 kg")
    #expect(
      book.notes == [
        "11:14: note[overlap]: T: dynamic and idle are stated as 11 kWh (1.10 kgCO2e), where 9 kWh (0.900 kgCO2e) were metered for both; 2 kWh (0.200 kgCO2e) of the total are counted twice"
      ])
    let less = Book(
      study(
        equipment: Self.gpu,
        activity: "equipment: {gpu: 10 h}\nenergy: {it: 9 kWh, dynamic: 6 kWh, idle: 1 kWh}"))
    #expect(
      less.notes == [
        "11:14: note[overlap]: T: dynamic and idle are stated as 7 kWh (0.700 kgCO2e), where 9 kWh (0.900 kgCO2e) were metered for both; 2 kWh (0.200 kgCO2e) are not in the total"
      ])
  }
}
