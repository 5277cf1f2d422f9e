import Accounting
import Formulas
import Quantities
import Rendering
import TestSupport
import Testing

@testable import Reporting

@Suite("Levers")
struct LeversTests {
  private func parameter(_ name: String, _ value: Double) -> Formulas.Term {
    .parameter(
      Parameter(
        identity: name, name: name, value: value, unit: .one, digits: "\(value)", status: .stated,
        origin: .rule("test")))
  }

  @Test("A term is the same function of a figure in it as the polynomial read from it")
  func sameFunction() throws {
    var random = SplitMix(seed: 7)
    for _ in 0..<200 {
      let x = parameter("x", Double.random(in: 0.5...3, using: &random))
      let parts = (0..<4).map { index in
        parameter("p\(index)", Double.random(in: 0.5...3, using: &random))
      }
      // a x + (x − b) c / x + d: what powers, PUEs and lifetimes do to a total.
      let term = Formulas.Term.sum(
        .sum(
          .product(parts[0], x),
          .quotient(.product(.difference(x, parts[1]), parts[2]), .product(x, .number(2)))),
        parts[3])
      let function = try #require(Laurent(term, of: x))
      let at = Double.random(in: 0.1...10, using: &random)
      let expected = term.value(where: x.parameters[0].identity, is: at)
      #expect(abs(function(at) - expected) <= 1e-12 * abs(expected))
      #expect(abs(term.value { $0.isSame(as: x) ? at : nil } - expected) <= 1e-12 * abs(expected))
    }
  }

  @Test("Crossings are the roots in closed form")
  func crossings() throws {
    let x = parameter("x", 1)
    func function(_ term: Formulas.Term) throws -> Laurent { try #require(Laurent(term, of: x)) }
    let line = try function(.product(.number(3), x))
    let life = try function(.quotient(.number(12), x))
    #expect(line.crossings(with: life) == [2])
    #expect(line.crossings(with: .constant(6)) == [2])
    // x² − 5 x + 6 = 0, over x.
    let two = try function(.sum(x, .quotient(.number(6), x)))
    #expect(two.crossings(with: .constant(5)) == [2, 3])
    #expect(two.crossings(with: .constant(1)) == [])
    #expect(line.crossings(with: line) == [])
    // x² + 1e8 x + 1 = 0 has no root above zero; x² − 1e8 x + 1 = 0 keeps the digits of its small one.
    let wide = try function(.sum(x, .quotient(.number(1), x)))
    #expect(wide.crossings(with: .constant(1e8)) == [1e-8, 1e8])
  }

  @Test("A sum below the line, and too many powers, are no such function")
  func noPolynomial() {
    let x = parameter("x", 1)
    #expect(Laurent(.quotient(.number(1), .sum(x, .number(1))), of: x) == nil)
    #expect(Laurent((0..<40).reduce(x) { term, _ in .product(term, x) }, of: x) == nil)
  }

  @Test("What changes nothing is no lever: a metered infrastructure has no PUE to lower")
  func metered() {
    let text = """
      study: S
      sites: {here: {grid: 100 gCO2e/kWh, pue: 1.5}}
      activities:
        - training: Run
          site: here
          energy: {it: 10 kWh, infrastructure: 1 kWh}
      """
    #expect(Levers(report(text)).levers.map(\.name) == ["grid intensity of here"])
    let unmetered = text.replacing(", infrastructure: 1 kWh", with: "")
    #expect(
      Levers(report(unmetered)).levers.map(\.name) == ["grid intensity of here", "PUE of here"])
    let bare = "study: S\nactivities:\n  - training: Run\n    emissions: {full: 1 kgCO2e}"
    let none = Levers(report(bare))
    #expect(none.levers.isEmpty)
    #expect(
      TextRenderer().render(none.document).contains("Nothing in the catalogue changes it"))
  }

  @Test("Equipment held without work: others would take over idle draw and making by the hour")
  func sharing() throws {
    // 100 h held, 25 h busy: dynamic 25 h × (1 kW − 0.2 kW) = 20 kWh, idle 20 kWh, both twice with
    // the PUE, and 10 kg of its making; held for 25 h only, idle 5 kWh and 2.5 kg.
    let text = """
      study: S
      sites: {here: {grid: 100 gCO2e/kWh, pue: 2}}
      equipment:
        box: {power: 1 kW, idle: 200 W, embodied: 100 kgCO2e, lifetime: 1000 h, utilization: 100 %}
      activities:
        - training: Run
          site: here
          equipment: {box: {count: 1, duration: 100 h, busy: 25 %}}
      """
    let found = report(text)
    #expect(found.ledger.total(.full).kilograms == 18)
    let lever = try #require(Levers(found).levers.first { $0.kind == .sharing })
    #expect(lever.trials.map(\.kilograms) == [7.5])
    #expect(lever.now == "100 h")
    #expect(lever.trials.first?.value == "25 h")
  }

  @Test("Break-even values are where making is as much as running, within what a figure can be")
  func breakEven() {
    // `small`: 1 kg of energy, half of it again for the PUE, and 1 kg of making.
    let levers = Levers(report(small))
    let found = levers.breakEvens.filter { $0.words.hasPrefix("embodied") }
      .map { "\($0.name): \($0.text)" }
    #expect(
      found.filter { !$0.hasPrefix("PUE") }.sorted() == [
        "grid intensity of here: 66.7 gCO2e/kWh", "lifetime of box: 667 h",
        "utilization of box: 66.7 %",
      ])
    #expect(!levers.breakEvens.contains { $0.name.hasPrefix("PUE") && $0.value < 1 })
    #expect(!levers.breakEvens.contains { $0.name.hasPrefix("utilization") && $0.value > 1 })
  }

  @Test("Beside another study, the value at which both totals are equal")
  func besides() {
    let hungry = small.replacing("power: 1 kW", with: "power: 2 kW")
      .replacing("embodied: 100 kgCO2e", with: "embodied: 50 kgCO2e")
    // 15 kWh × g + 1 kg = 30 kWh × g + 0.5 kg at g = 33.3 g/kWh.
    let levers = Levers(report(small), beside: ("hungry", report(hungry)))
    let found = levers.breakEvens.filter { $0.words == "as much as hungry" }
    #expect(
      found.filter { $0.name.hasPrefix("grid") }.map(\.text) == ["33.3 gCO2e/kWh"])
  }

  @Test("At a break-even value both options come to the same total")
  func breakEvensHold() throws {
    // Grids, lifetimes, utilizations and loads of all sizes: what is solved is put in again.
    var random = SplitMix(seed: 11)
    var checked = 0
    var kinds: Set<String> = []
    for _ in 0..<40 {
      func number(_ range: ClosedRange<Double>) -> Double {
        (Double.random(in: range, using: &random) * 100).rounded() / 100
      }
      func text(_ embodied: Double) -> String {
        """
        study: S
        sites: {here: {grid: \(number(20...900)) gCO2e/kWh, pue: \(number(1.02...2))}}
        equipment:
          box: {is: nvidia-a100-sxm4-80gb, power: \(number(0.2...2)) kW, idle: 50 W, embodied: \(embodied) kgCO2e,
            lifetime: \(number(2...8)) yr, utilization: \(number(30...99)) %}
        activities:
          - training: Run
            site: here
            equipment: {box: {count: 4, duration: 900 h, busy: 60 %, load: \(number(20...99)) %}}
        """
      }
      let found = report(text(number(50...900)))
      let other = report(text(number(900...3000)))
      let levers = Levers(found, beside: ("other", other))
      let whole = try #require(found.ledger.total(.full).mass?.term)
      let beside = try #require(other.ledger.total(.full).mass?.term)
      let lines = found.ledger.lines
      for even in levers.breakEvens {
        let lever = try #require(levers.levers.first { $0.figure == even.name })
        let figure = try #require(lever.term)
        func at(_ term: Formulas.Term) -> Double {
          term.value { $0.isSame(as: figure) ? even.value : nil }
        }
        let pair: (Double, Double)
        if even.words == "as much as other" {
          pair = (at(whole), at(beside))
        } else if even.words.hasPrefix("as good as ") {
          let best = try #require(
            levers.levers.first { even.words.hasPrefix("as good as \($0.name): ") }?.trials.first)
          pair = (at(whole), best.kilograms * 1000)
        } else if even.words.hasPrefix("as good with another ") {
          let trial = try #require(
            levers.levers.first { $0.kind == .hardware }?.trials
              .first { even.words.hasSuffix(": \($0.name)") })
          let then = whole.value {
            $0.isSame(as: figure) ? even.value : trial.value(of: $0)
          }
          pair = (at(whole), then)
        } else {
          var (made, run) = (0.0, 0.0)
          for line in lines {
            guard let term = line.mass?.term else { continue }
            if line.process == .embodied { made += at(term) } else { run += at(term) }
          }
          pair = (made, run)
        }
        #expect(abs(pair.0 - pair.1) <= 1e-9 * abs(pair.1), "\(even.name): \(even.words)")
        checked += 1
        kinds.insert(even.words.split(separator: " ").prefix(3).joined(separator: " "))
      }
    }
    #expect(checked > 100)
    #expect(
      kinds == ["embodied emissions are", "as good as", "as good with", "as much as"])
  }
}
