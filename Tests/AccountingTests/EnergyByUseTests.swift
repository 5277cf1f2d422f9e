import Quantities
import TestSupport
import Testing

@testable import Accounting

/// A service `S` over ten hours at a site of 100 gCO2e/kWh: two devices of 1 kW, 200 W of it idle.
func service(_ lines: String, more: String = "", devices: String = "{count: 2}") -> String {
  func indented(_ lines: String) -> String {
    lines.split(separator: "\n").map { "    \($0)\n" }.joined()
  }
  return """
    study: S
    sites: {x: {grid: 100 gCO2e/kWh}}
    equipment:
      box: {power: 1 kW, idle: 200 W, embodied: 876 kgCO2e, lifetime: 1 yr, utilization: 50 %}
    activities:
      - inference: S
        site: x
        duration: 10 h
        equipment: {box: \(devices)}

    """ + indented(lines) + more
}

@Suite("Dynamic energy by use")
struct EnergyByUseTests {
  private static let idle = "inference/s/idle/box: 4 kWh, 0.4 kg (idle-held-time, modelled)"
  // 20 h × 876 kg / (8760 h × 0.5)
  private static let embodied = "inference/s/embodied/box: 4 kg (embodied-amortization, modelled)"

  @Test("By requests served: refused and failed ones need none")
  func requests() {
    let book = Book(
      service(
        """
        traffic: {served: 2_000 request, refused: 500 request, failed: 100 request}
        energy: {request: 0.9 Wh/request}
        """))
    #expect(book.errors == [])
    #expect(
      book.lines == [
        "inference/s/dynamic: 1.8 kWh, 0.18 kg (dynamic-request, modelled)", Self.idle,
        Self.embodied,
      ])
    #expect(
      book.gaps == ["inference/s/infrastructure: the site has no PUE, and nothing was metered"])
  }

  @Test("By tokens, those read apart from those generated")
  func tokens() {
    let book = Book(
      service(
        """
        traffic: {input: 3e6 token, output: 1e6 token}
        energy: {input-token: 0.1 mWh/token, output-token: 2 mWh/token}
        """))
    #expect(book.errors == [])
    // 0.3 kWh + 2 kWh
    #expect(book.lines[0] == "inference/s/dynamic: 2.3 kWh, 0.23 kg (dynamic-token, modelled)")
    let output = Book(
      service("traffic: {output: 1e6 token}\nenergy: {output-token: 2 mWh/token}"))
    #expect(output.lines[0] == "inference/s/dynamic: 2 kWh, 0.2 kg (dynamic-token, modelled)")
  }

  @Test("From operations: the time they take, above the idle draw of the equipment")
  func operations() {
    // 3.6e6 token × 2 × 1e9 FLOP / (1 TFLOP/s × 40 %) = 18,000 s = 5 h; 5 h × 0.8 kW
    let flop = "energy: {flop: {parameters: 1e9, peak: 1 TFLOP/s, efficiency: 40 %}}"
    let book = Book(service("traffic: {input: 3e6 token, output: 6e5 token}\n\(flop)"))
    #expect(book.errors == [])
    #expect(
      book.lines == [
        "inference/s/dynamic/box: 4 kWh, 0.4 kg (dynamic-operations, modelled)", Self.idle,
        Self.embodied,
      ])
    let loaded = Book(
      service("load: 50 %\ntraffic: {input: 3e6 token, output: 6e5 token}\n\(flop)"))
    #expect(
      loaded.lines[0] == "inference/s/dynamic/box: 1.5 kWh, 0.15 kg (dynamic-operations, modelled)")
  }

  @Test("Operations that take longer than the equipment is held are refused, with both figures")
  func beyondHeld() {
    let flop = "energy: {flop: {parameters: 1e9, peak: 1 TFLOP/s, efficiency: 40 %}}"
    // 20 h held; 1.44e7 token take 20 h.
    #expect(Book(service("traffic: {input: 1.44e7 token, output: 0 token}\n\(flop)")).errors == [])
    let book = Book(service("traffic: {input: 1.44e7 token, output: 1.44e6 token}\n\(flop)"))
    #expect(
      book.errors == [
        "11:14: error[busy-beyond-held]: the operations take 22 h of `box`, which is held for 20 h"
      ])
  }

  @Test("A rate times the duration is the total")
  func rate() {
    let rate = Book(service("traffic: 200 request/h\nenergy: {request: 0.9 Wh/request}"))
    let total = Book(service("traffic: 2_000 request\nenergy: {request: 0.9 Wh/request}"))
    #expect(rate.lines == total.lines)
    #expect(rate.ledger.perUnits.map(\.count) == [2000])
    #expect(total.ledger.perUnits.map(\.count) == [2000])
    let tokens = Book(
      service("traffic: {output: 2.4e6 token/d}\nenergy: {output-token: 2 mWh/token}"))
    #expect(tokens.lines[0] == "inference/s/dynamic: 2 kWh, 0.2 kg (dynamic-token, modelled)")
  }

  @Test("Replicas hold the equipment several times over; use stays the same")
  func replicas() {
    let use = "traffic: 2_000 request\nenergy: {request: 0.9 Wh/request}"
    let book = Book(service("\(use)\nreplicas: 3"))
    #expect(
      book.lines == [
        "inference/s/dynamic: 1.8 kWh, 0.18 kg (dynamic-request, modelled)",
        "inference/s/idle/box: 12 kWh, 1.2 kg (idle-held-time, modelled)",
        "inference/s/embodied/box: 12 kg (embodied-amortization, modelled)",
      ])
    // What the equipment of one is busy is that of each.
    let busy = Book(service("replicas: 3", devices: "{count: 2, busy: 5 h}"))
    #expect(
      busy.lines[0] == "inference/s/dynamic/box: 12 kWh, 1.2 kg (dynamic-busy-time, modelled)")
  }

  @Test("Two ways to the same energy are refused")
  func twice() {
    for other in ["it: 9 kWh", "dynamic: 1 kWh", "facility: 120 kWh"] {
      let book = Book(
        service("traffic: 2_000 request\nenergy: {request: 0.9 Wh/request, \(other)}"))
      #expect(
        book.errors == [
          "11:14: error[counted-twice]: the dynamic energy of this activity is given twice"
        ], "\(other)")
    }
    let stated = Book(
      service(
        "traffic: 2_000 request\nenergy: {request: 0.9 Wh/request}\nemissions: {full: 3 kgCO2e}"))
    #expect(stated.errors.count == 1)
  }

  @Test("Twice the traffic is twice the dynamic energy, and nothing else changes")
  func doubling() {
    var random = SplitMix(seed: 5)
    for _ in 0..<50 {
      let served = Double(random.next() % 1_000_000 + 1)
      func book(_ count: Double) -> Book {
        Book(service("traffic: \(plain(count)) request\nenergy: {request: 0.9 Wh/request}"))
      }
      let once = book(served)
      let twice = book(2 * served)
      let dynamic = once.ledger.total(.dynamic).kilograms ?? 0
      #expect(twice.ledger.total(.dynamic).kilograms == 2 * dynamic)
      #expect(Array(twice.lines.dropFirst()) == Array(once.lines.dropFirst()))
    }
  }
}
