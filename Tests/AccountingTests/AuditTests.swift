import Diagnostics
import Factors
import Testing

@testable import Accounting

/// Each audit against studies that make its mistake and their neighbours that do not; the messages
/// stand under Data/mistakes.
@Suite("Audits")
struct AuditTests {
  /// The codes of what is found, but for the making that most of these leave out.
  private func codes(_ text: String) -> [String] {
    let book = Book(text)
    #expect(book.errors == [], "\(text)")
    return book.ledger.findings.map(\.code.rawValue).filter { $0 != "embodied-missing" }
  }

  private func expect(_ code: Code, in wrong: [String], notIn right: [String]) {
    for text in wrong { #expect(codes(text).contains(code.rawValue), "\(text)") }
    for text in right { #expect(codes(text) == [], "\(text)") }
  }

  @Test("The published studies pass, but for equipment of unknown making")
  func bundled() {
    let paths = Embedded.paths(under: "studies").filter { $0.hasSuffix(".yaml") }
    #expect(paths.count > 25)
    for path in paths {
      let name = String(path.dropFirst("studies/".count).dropLast(5))
      let found = Book(bundled: name).ledger.findings
      #expect(found.filter { $0.code != .embodiedMissing }.map(\.message) == [], "\(name)")
    }
  }

  @Test("A PUE on top of energy that holds it is found, wherever it was multiplied in")
  func pueTwice() {
    func at(_ energy: String, pue: String = "1.2", values: String = "k: 1 kWh") -> String {
      study(
        site: "pue: \(pue)", activity: "energy: {\(energy)}", more: "values: {\(values)}\n")
    }
    expect(
      .pueTwice,
      in: [
        at("it: 100 kWh * 1.2"), at("it: 1.2 * 100 kWh"), at("dynamic: 8 * 100 h * 400 W * 1.2"),
        at("idle: 10 kWh * 1.2, dynamic: 100 kWh"), at("it: 100 kWh * (1 + 0.2)"),
        at("it: 100 kWh * 120 %"), at("it: 50 kWh * 1.2 + 50 kWh * 1.2"),
        at("it: whole", values: "whole: 100 kWh * 1.2"),
        at("it: 100 kWh * p", pue: "p", values: "p: 2"),
        at("it: 100 kWh * o", values: "o: 1.2"),
        at("it: facility_energy", values: "facility_energy: 9 kWh"),
        at("facility: building_kwh * 1.2", values: "building_kwh: 9 kWh"),
        at("it: 100 kWh, infrastructure: 100 kWh * 1.2"),
      ],
      notIn: [
        at("it: 100 kWh"), at("it: 100 kWh * 1.1"), at("facility: 100 kWh * 1.2"),
        // Each value twice in the next: a walk that did not keep what it has seen would not end.
        at(
          "it: f31",
          values: "f0: 1 kWh"
            + (1...31).map { ", f\($0): f\($0 - 1) + f\($0 - 1)" }.joined()),
        at("facility: facility_energy", values: "facility_energy: 9 kWh"),
        at("it: facility_energy / 1.2", values: "facility_energy: 9 kWh"),
        at("it: facility_energy - 1 kWh", values: "facility_energy: 9 kWh"),
        at("it: 100 kWh, infrastructure: 100 kWh * (1.2 - 1)"),
        at("it: 100 kWh, infrastructure: 100 kWh * 0.2"),
        at("it: 100 kWh * 1.2, infrastructure: 20 kWh"), at("it: 100 kWh * 2", pue: "2"),
        at("it: 100 kWh * 1.0", pue: "1"), at("it: 1.2 kWh * 100"),
        at("it: 100 kWh, network: 9 kWh * 1.2"),
      ])
  }

  @Test("A meter tells device-time from wall-clock time, with room for the machine around")
  func meter() {
    let gpu = "gpu: {is: nvidia-a100-sxm4-80gb, embodied: 150 kgCO2e, lifetime: 5 yr}"
    func held(_ held: String, _ energy: String, _ equipment: String = gpu) -> String {
      study(equipment: equipment, activity: "equipment: {\(held)}\nenergy: {\(energy)}")
    }
    let node = gpu + "\nnode: {power: 1000 W, idle: 300 W}"
    expect(
      .deviceTime,
      in: [
        held("gpu: 100 h", "it: 320 kWh"), held("gpu: 100 h", "dynamic: 320 kWh"),
        held("gpu: 100 h", "facility: 320 kWh"),
        held("gpu: {held: 100 h, energy: {it: 320 kWh}}", ""),
        held("gpu: 800 h", "it: 240 MWh"), held("gpu: 800 h, node: 100 h", "it: 1000 kWh", node),
        held("gpu: 100 h, node: 100 h", "it: 400 kWh", node),
        // Hours of eight GPUs, times eight once more.
        held("gpu: 8 * 800 h", "it: 240 kWh"), held("gpu: 800 h", "it: 240 Wh"),
        held("gpu: 800 h", "it: 2 kWh"), held("g: 800 h", "it: 5 kWh", "g: {power: 400 W}"),
      ],
      notIn: [
        held("gpu: 800 h", "it: 240 kWh"), held("gpu: 800 h", "it: 320 kWh"),
        // A DGX A100 at its rated 6.5 kW over a hundred hours.
        held("gpu: 800 h", "it: 650 kWh"), held("gpu: 800 h", "facility: 780 kWh"),
        held("gpu: 800 h", "it: 55 kWh"), held("gpu: 800 h", "dynamic: 1 kWh, idle: 50 kWh"),
        held("gpu: 800 h, node: 100 h", "it: 420 kWh", node),
        held("g: 800 h", "it: 15 kWh", "g: {power: 400 W}"), held("g: 800 h", "it: 9 MWh", "g: {}"),
        held("gpu: 10 h, rack: 800 h", "it: 900 kWh", gpu + "\nrack: {}"),
        // A workstation around one small card.
        held("gpu: 100 h", "it: 50 kWh", "gpu: {is: nvidia-tesla-t4}"),
      ])
  }

  @Test(
    "Device-time as a duration, and a duration as device-time, are found by their size and name")
  func wallClock() {
    func held(_ held: String, stage: String = "training", values: String = "k: 1 h") -> String {
      let equipment =
        "gpu: {power: 400 W, lifetime: 5 yr}\nnode: {power: 600 W}\ncore: {power: 3 W}"
      return study(
        equipment: equipment, activity: "equipment: {\(held)}", more: "values: {\(values)}\n"
      ).replacing("training: T", with: "\(stage): T")
    }
    expect(
      .deviceTime,
      in: [
        held("gpu: {count: 384, duration: 1_082_990 h}"), held("gpu: {count: 2, duration: 3 yr}"),
        held("gpu: {count: 8, duration: 6 yr}", stage: "inference"),
        held("gpu: 384 * gpu_time", values: "gpu_time: 1000 h"),
        held("gpu: gpu_hours * 8", values: "gpu_hours: 1000 h"),
        held("gpu: {count: 8, duration: gpu_hours}", values: "gpu_hours: 1000 h"),
        held("node: {count: 8, duration: device_time}", values: "device_time: 1000 h"),
        held("gpu: 100 h, node: 4 * 100 h"), held("gpu: 100 h, node: {count: 4, duration: 100 h}"),
        held("gpu: run, node: 4 * run", values: "run: 100 h"),
      ],
      notIn: [
        held("gpu: {count: 384, duration: 118 d}"), held("gpu: 1_082_990 h"),
        held("gpu: {count: 1, duration: 3 yr}"),
        held("gpu: {count: 8, duration: 3 yr}", stage: "inference"),
        held("gpu: gpu_time, node: gpu_time / 8", values: "gpu_time: 1000 h"),
        held("gpu: gpus * hours", values: "gpus: 8, hours: 100 h"),
        held("gpu: 8 * node_time, node: node_time", values: "node_time: 1000 h"),
        held("core: 16 * gpu_time", values: "gpu_time: 1000 h"),
        held("gpu: 100 h, core: 16 * 100 h"), held("gpu: 100 h, node: 100 h"),
        held("gpu: 4 * 100 h, node: 4 * 100 h"), held("gpu: 3072 * 67.4 min"),
      ])
  }

  @Test("A repetition is a whole number")
  func repetition() {
    func times(_ text: String) -> String { study(activity: "energy: {it: 1 kWh}\nrepeat: \(text)") }
    expect(
      .fractionalRepeat,
      in: ["0.5", "2.5", "1 / 3", "50 %", "1.001", "235 * 5.1", "0.1 + 0.1"].map(times),
      notIn: ["1", "0", "30", "235 * 5", "1e6", "5 / 5", "0.5 * 4", "300 %", "3 * (1 / 3)"].map(
        times))
  }

  @Test("A thousandfold is told from what is only unusual")
  func unlikely() {
    func equipment(_ text: String) -> String {
      study(equipment: "d: {\(text)}", activity: "equipment: {d: 1 h}")
    }
    func site(_ text: String) -> String {
      "study: S\nsites: {x: {\(text)}}\nactivities:\n  - {training: T, site: x, energy: {it: 1 kWh}}\n"
    }
    let a100 = "is: nvidia-a100-sxm4-80gb, "
    expect(
      .unlikelyFigure,
      in: [
        equipment(a100 + "power: 400 kW"), equipment(a100 + "power: 400 mW, idle: 60 mW"),
        equipment(a100 + "idle: 60 kW, power: 400 kW"), equipment(a100 + "embodied: 150 gCO2e"),
        equipment(a100 + "embodied: 150 tCO2e"),
        equipment("power: 400 kW, embodied: 150 kgCO2e"),
        equipment("power: 0.4 W, embodied: 150 kgCO2e"),
        equipment("power: 600 W, embodied: 2500 gCO2e"), equipment("power: 400 W, idle: 60 mW"),
        site("grid: 13 kgCO2e/kWh"), site("grid: 0.057 gCO2e/kWh"), site("grid: 57 gCO2e/Wh"),
        site("grid: 57 gCO2e/kWh, pue: 12"), site("grid: 57 gCO2e/kWh, market: 20 kgCO2e/kWh"),
      ],
      notIn: [
        equipment(a100 + "power: 250 W"), equipment(a100 + "power: 40 W, idle: 10 W"),
        equipment(a100 + "embodied: 568 kgCO2e"), equipment(a100 + "embodied: 1.5 tCO2e"),
        equipment("power: 173 kW, embodied: 300 tCO2e"),
        equipment("power: 5 W, embodied: 30 kgCO2e"),
        equipment("power: 500 W, embodied: 4017 kgCO2e"),
        equipment("power: 280 W, embodied: 12 kgCO2e"),
        equipment("power: 10 W, idle: 0.5 W"), equipment("power: 5 MW"),
        site("grid: 1306 gCO2e/kWh"), site("grid: 0.5 kgCO2e/kWh, pue: 2.5"),
        site("grid: 57 kgCO2e/MWh"), site("grid: {value: 0.13 gCO2e/kWh, scope: direct}"),
        site("grid: 1.3 gCO2e/kWh, market: 0 gCO2e/kWh"),
      ])
  }

  @Test("A meter a thousandfold off those of the same equipment is found, beside two others")
  func unlikeMeters() {
    func meters(_ energies: String...) -> String {
      var text = "study: S\nequipment: {d: {embodied: 20 kgCO2e}}\nactivities:\n"
      for (index, energy) in energies.enumerated() {
        text += "  - {training: T\(index), equipment: {d: 10 h}, energy: {it: \(energy)}}\n"
      }
      return text
    }
    expect(
      .unlikelyFigure,
      in: [
        meters("70 Wh", "70 kWh", "80 Wh"), meters("70 kWh", "90 kWh", "80 Wh"),
        meters("1 kWh", "2 kWh", "3 kWh", "4 MWh"),
      ],
      notIn: [
        meters("70 Wh", "70 kWh"), meters("70 Wh", "700 Wh", "30 Wh"),
        meters("1 kWh", "2 kWh", "30 kWh", "40 kWh"),
      ])
  }

  @Test("Contracts in place of the mix of a place are found by their words, and by the region")
  func market() {
    func site(_ text: String) -> String {
      "study: S\nsites: {x: {\(text)}}\nactivities:\n  - {training: T, site: x, energy: {it: 1 kWh}}\n"
    }
    func noted(_ note: String) -> String { site("grid: {value: 57 gCO2e/kWh, note: \"\(note)\"}") }
    let iowa = "region: {provider: gcp, id: us-central1}"
    expect(
      .marketAsLocation,
      in: [
        site("grid: 0 gCO2e/kWh"), site("grid: 0 gCO2e/kWh, market: 0 gCO2e/kWh"),
        noted("market-based"), noted("after RECs"), noted("net of power purchase agreements"),
        noted("residual mix"), noted("guarantees of origin"), noted("a PPA with a wind farm"),
        noted("green tariff of our supplier"),
        site("grid: 30 gCO2e/kWh, name: \"Cloud, market-based\""),
        site("\(iowa), grid: 30 gCO2e/kWh"),
        site("\(iowa), grid: 250 gCO2e/kWh, market: 250 gCO2e/kWh"),
      ],
      notIn: [
        site("grid: 57 gCO2e/kWh"), site("grid: FR"),
        site("grid: 57 gCO2e/kWh, market: 0 gCO2e/kWh"),
        site("grid: 57 gCO2e/kWh, market: 57 gCO2e/kWh"), noted("location-based"),
        noted("location-based, not market-based"), noted("40 % renewable energy in the mix"),
        noted("recorded by the grid operator"), noted("not market-based"),
        site("\(iowa), grid: 394 gCO2e/kWh"), site("\(iowa), grid: 250 gCO2e/kWh"), site(iowa),
      ])
  }

  @Test("Lifetimes of less than one year or more than ten are told")
  func lifetime() {
    func years(_ text: String) -> String {
      study(
        equipment: "d: {embodied: 2 kgCO2e, lifetime: \(text), utilization: 85 %}",
        activity: "equipment: {d: 1 h}\nenergy: {it: 1 kWh}")
    }
    expect(
      .unusualLifetime,
      in: ["6 h", "118 d", "0.5 yr", "364 d", "10.1 yr", "15 yr", "20 yr", "60 yr", "44_676_000 h"]
        .map(years),
      notIn: ["1 yr", "2 yr", "3 yr", "4 yr", "5 yr", "6 yr", "44_676 h", "8 yr", "10 yr"].map(
        years))
  }

  @Test("100 % of what several hold is told, of what one holds for life is not")
  func utilization() {
    func shared(_ use: String, _ times: String..., more: String = "") -> String {
      var text = "study: S\nequipment:\n  d: {embodied: 9 kgCO2e, lifetime: 5 yr, \(use)\(more)}\n"
      text += "  p: {embodied: 1 kgCO2e, lifetime: 5 yr}\nactivities:\n"
      for (index, time) in times.enumerated() {
        text += "  - {training: T\(index), equipment: {d: \(time)}, energy: {it: 1 kWh}}\n"
      }
      return text
    }
    let full = "utilization: 100 %"
    expect(
      .fullUtilization,
      in: [
        shared(full, "1 h", "2 h"), shared("utilization: 1", "1 h", "2 h"),
        shared(full, "1 yr", "2 yr"), shared(full, "1 h", more: ", parts: {p: 8}"),
        shared(full, "1 h", more: ", is: generic-server"), shared(full, "2 yr", "2 yr", "0.4 yr"),
      ],
      notIn: [
        shared("utilization: 85 %", "1 h", "2 h"), shared("name: n", "1 h", "2 h"),
        shared(full, "1 h"), shared(full, "5 yr"), shared(full, "2 yr", "3 yr"),
        shared(full, "8 * 4 yr", "1 h"), shared(full, "5 yr", more: ", parts: {p: 8}"),
      ])
  }

  @Test("One share taken for two is found")
  func busy() {
    func held(_ holding: String, use: String = "85 %", values: String = "u: 30 %") -> String {
      study(
        equipment: "d: {power: 400 W, idle: 60 W, lifetime: 5 yr, utilization: \(use)}",
        activity: "equipment: {d: {\(holding)}}", more: "values: {\(values)}\n")
    }
    expect(
      .busyForHeld,
      in: [
        held("held: 9 h, busy: 25 %", use: "25 %"), held("held: 9 h, busy: 0.25", use: "25 %"),
        held("held: 9 h, busy: u", use: "u"), held("count: 2, duration: 9 h, busy: u", use: "30 %"),
        held("held: 9 h * 25 %, busy: 25 %"), held("held: 9 h * u, busy: u"),
        held("held: worked, busy: u", values: "u: 30 %, worked: 8 * 9 h * u"),
        held("count: 8, duration: 9 h * 0.25, busy: 25 %"),
        held("held: 9 h, busy: 25 %, load: 25 %"),
      ],
      notIn: [
        held("held: 9 h, busy: 25 %"), held("held: 9 h"),
        held("held: 9 h, busy: 100 %", use: "100 %"),
        held("held: 9 h * 85 %, busy: 25 %"), held("held: 9 h / 4, busy: 25 %"),
        held("held: 9 h, busy: 25 %, load: 80 %"), held("held: 9 h, busy: 3 h", use: "33 %"),
        held("held: 9 h, busy: 25 %", use: "30 %"), held("held: 9 h, busy: 0 %"),
        held("held: 9 h, load: 85 %"),
      ])
  }

  @Test("The making of dies for a card, and of a share of a server beside it, are found")
  func method() {
    func card(_ card: String, _ node: String = "embodied: 2500 kgCO2e") -> String {
      study(
        equipment: "gpu: {\(card), lifetime: 5 yr}\nnode: {\(node)}",
        activity: "equipment: {gpu: 8 h, node: 1 h}\nenergy: {it: 3 kWh}")
    }
    let v100 = "is: nvidia-tesla-v100-sxm2-32gb"
    let a100 = "is: nvidia-a100-sxm4-40gb"
    expect(
      .embodiedMethod,
      in: [
        card("\(v100), embodied: 9.78 kgCO2e"), card("\(v100), embodied: 19.9 kgCO2e"),
        card("\(v100), embodied: 9_780 gCO2e"), card("\(a100), embodied: 26 kgCO2e"),
        card("\(a100), embodied: 10 kgCO2e"),
        card("is: nvidia-h100-sxm5-80gb, embodied: 30 kgCO2e"),
        card("is: amd-instinct-mi250x, embodied: 31.4 kgCO2e"),
        card("\(a100), embodied: 318 kgCO2e"),
      ],
      notIn: [
        card(v100), card("\(v100), embodied: 150 kgCO2e"), card("\(a100), embodied: 330 kgCO2e"),
        card("\(a100), embodied: 318 kgCO2e", "embodied: 0 kgCO2e"),
        card("\(a100), embodied: 0 kgCO2e"),
        card("is: nvidia-jetson-nano, embodied: 12 kgCO2e"), card("embodied: 9.78 kgCO2e"),
        card("is: nvidia-tesla-t4, embodied: 30 kgCO2e"), card("\(a100), embodied: 45 kgCO2e"),
      ])
  }

  @Test("A full total without the making of what is held says so once")
  func missing() {
    let both = study(
      equipment: "a: {power: 400 W}\nb: {power: 9 W}",
      activity: "equipment: {a: 1 h, b: 1 h}",
      more: "  - {training: U, site: x, equipment: {a: 1 h}}\n")
    #expect(
      Book(both).ledger.findings.map(\.message) == [
        "the full total is a lower bound: no figure for the making of `a`, `b` is known"
      ])
    for text in [
      study(equipment: "a: {power: 4 W, embodied: 9 kgCO2e}", activity: "equipment: {a: 1 h}"),
      study(activity: "energy: {it: 1 kWh}"),
      study(
        equipment: "a: {power: 4 W}",
        activity: "equipment: {a: 1 h}\nemissions: {embodied: 1 kgCO2e}"),
      study(activity: "equipment: {nvidia-a100-sxm4-80gb: 1 h}"),
      study(
        equipment: "a: {embodied: 9 kgCO2e, includes: {b: 2}}\nb: {power: 4 W}",
        activity: "equipment: {a: 1 h}"),
    ] { #expect(codes(text) == [] && Book(text).ledger.findings.isEmpty, "\(text)") }
  }

  @Test("Printed parts add up to their printed total, as far as print tells")
  func parts() {
    func printed(_ lines: String...) -> String {
      study(activity: "energy: {dynamic: 700 kWh, idle: 104 kWh}", more: "expect:\n")
        + lines.map { "  - {\($0)}\n" }.joined()
    }
    let (dynamic, idle, it) = (
      "of: dynamic, is: 70 kgCO2e", "of: idle, is: 10 kgCO2e", "of: it, is: 80 kgCO2e"
    )
    expect(
      .partsOfTotal,
      in: [
        printed(dynamic, idle, "of: it, is: 83 kgCO2e, within: 4 %"),
        printed("of: dynamic, is: 66 kgCO2e, within: 7 %", idle, it),
        printed(
          "of: dynamic, is: 700 kWh", "of: idle, is: 104 kWh", "of: it, is: 810 kWh, within: 1 %"),
        printed(dynamic, "of: training/t/idle, is: 12 kgCO2e, within: 20 %", it),
      ],
      notIn: [
        printed(dynamic, idle, it), printed(dynamic, it), printed(dynamic, idle),
        printed(dynamic, "of: idle, is: 10.4 kgCO2e", "of: it, is: 8e1 kgCO2e"),
        printed(dynamic, idle, "of: it, is: 81 kgCO2e, within: 2 %"),
        printed(dynamic, idle, "of: it, is: 90 kgCO2e, but: a misprint"),
        // A total that is not whole may hold what the study has no line for.
        printed(dynamic, idle, "of: full, is: 90 kgCO2e, within: 20 %"),
        printed(dynamic, "of: idle, is: 104 kWh", "of: it, is: 83 kgCO2e, within: 4 %"),
      ])
  }

  @Test("What is generated beside what is used is told where the catalogue knows both")
  func sides() {
    func sites(_ here: String, _ there: String) -> String {
      """
      study: S
      sites: {a: {grid: \(here)}, b: {grid: \(there)}}
      activities:
        - {training: T, site: a, energy: {it: 1 kWh}}
        - {training: U, site: b, energy: {it: 1 kWh}}
      """
    }
    let used = "{zone: CA, year: 2019}"
    expect(
      .unlikeIntensities,
      in: [
        sites("FR", used), sites(used, "DE"), sites("{zone: SE, year: 2020, scope: direct}", used),
      ],
      notIn: [
        sites("FR", "DE"), sites(used, used), sites(used, "57 gCO2e/kWh"),
        sites("FR", "57 gCO2e/kWh"),
        sites("US-CA", used),
      ])
  }
}
