import Quantities
import Testing

@testable import Formulas

@Suite("Estimates in expressions")
struct EstimateTests {
  private static let named = Expressions([
    "gpu_time": "1000 min", "many": "8", "spread_out": "100 W ± 10 W",
  ])

  private static let cases: [(text: String, estimate: String)] = [
    // A share of the value, a figure, and points of a percentage.
    ("57 gCO2e/kWh ± 10 %", "x: ± 5.7 gCO2e/kWh (95 %)"),
    ("57 gCO2e/kWh +/- 10 %", "x: ± 5.7 gCO2e/kWh (95 %)"),
    ("57 gCO2e/kWh ± 4 gCO2e/kWh", "x: ± 4 gCO2e/kWh (95 %)"),
    ("2 kW ± 50 W", "x: ± 0.05 kW (95 %)"), ("85 % ± 5 points", "x: ± 5 points (95 %)"),
    ("85 % ± 1 point", "x: ± 1 points (95 %)"), ("-5 min ± 10 %", "x: ± 0.5 min (95 %)"),
    ("8 ± 2", "x: ± 2 (95 %)"), ("8 ± 25 %", "x: ± 2 (95 %)"),
    ("57 gCO2e/kWh±10%", "x: ± 5.7 gCO2e/kWh (95 %)"),
    // A range; bare bounds take the unit of the value.
    ("150 kgCO2e in 100 .. 570", "x: 100 .. 570 kgCO2e (triangular)"),
    ("150 kgCO2e in 100..570", "x: 100 .. 570 kgCO2e (triangular)"),
    ("150 kgCO2e in 100 kgCO2e .. 0.57 tCO2e", "x: 100 .. 570 kgCO2e (triangular)"),
    ("85 % in 80 .. 90", "x: 80 .. 90 % (triangular)"), ("8 in 4 .. 9", "x: 4 .. 9 (triangular)"),
    ("5 min in 1 + 2 .. 2 * 5", "x: 3 .. 10 min (triangular)"),
    ("5 min in -1 .. 9", "x: -1 .. 9 min (triangular)"),
    // Both bind the whole expression.
    ("4 * 100 W ± 10 %", "x: ± 40 W (95 %)"), ("300 W + 100 W ± 10 %", "x: ± 40 W (95 %)"),
    ("gpu_time ± 10 %", "x: ± 100 min (95 %)"),
    ("2 * 150 kgCO2e in 200 .. 400", "x: 200 .. 400 kgCO2e (triangular)"),
    ("gpu_time * many ± 10 min", "x: ± 10 min (95 %)"), ("(2 * 100 W ± 10 %)", "x: ± 20 W (95 %)"),
    ("((100 W) ± 10 %)", "x: ± 10 W (95 %)"),
    // Parentheses bind a part, and leave the whole without an estimate of its own.
    ("(100 W ± 10 %) * 4", "x: a point"), ("many * (100 W in 90 .. 120)", "x: a point"),
    ("spread_out", "spread_out: ± 10 W (95 %)"), ("2 * spread_out", "x: a point"),
    ("400 W", "x: a point"),
  ]

  @Test("An estimate binds what stands before it, and is kept in the unit of the value")
  func binding() {
    for (text, estimate) in Self.cases {
      #expect(Self.named.estimate(text) == estimate, "\(text)")
    }
  }

  /// The estimates of all parameters and named results of a text.
  private static func parts(_ text: String) -> [String] {
    var found: [String] = []
    func walk(_ term: Term) {
      switch term {
      case .number: break
      case .parameter(let parameter):
        if let estimate = parameter.estimate {
          found.append("\(parameter.written): \(estimate.text(in: parameter.unit))")
        }
      case .named(let definition):
        if let estimate = definition.estimate { found.append("\(definition.name): \(estimate)") }
        walk(definition.term)
      case .sum(let left, let right), .difference(let left, let right),
        .product(let left, let right), .quotient(let left, let right):
        walk(left)
        walk(right)
      }
    }
    if let reading = named.read(text).reading { walk(reading.term) }
    return found
  }

  @Test("An estimate of a part stays with the part")
  func inside() {
    #expect(Self.parts("(100 W ± 10 %) * 4") == ["100 W: ± 10 W (95 %)"])
    #expect(
      Self.parts("(100 W ± 10 %) * 4 + 5 W ± 1 W") == [
        "x: normal(halfWidth: 1.0)", "100 W: ± 10 W (95 %)",
      ])
    #expect(Self.parts("2 * spread_out") == ["100 W: ± 10 W (95 %)"])
    #expect(
      Self.parts("-(150 W in 100 .. 570)") == ["150 W: 100 .. 570 W (triangular)"],
      "the range lies around 150 W, and the minus stands outside")
  }

  @Test("The value of an expression is the same with an estimate behind it and without")
  func nominal() throws {
    for text in ["4 * 100 W", "gpu_time * many", "-150 W", "--150 W", "2 * spread_out"] {
      let plain = try #require(Self.named.read(text).reading)
      let spread = try #require(Self.named.read("\(text) ± 10 %").reading)
      #expect(plain.term.value == spread.term.value)
      #expect(plain.dimension == spread.dimension)
    }
    #expect(Self.named.read("-(150 W in 100 .. 570)").reading?.term.value == -150)
  }

  @Test("Each distribution has a name, and its text says what its figures mean")
  func texts() throws {
    let watt = try #require(Unit(named: "kW"))
    let texts = Estimate.names.map {
      Estimate(named: $0, low: 1000, high: 3000)?.text(in: watt) ?? "none"
    }
    #expect(
      texts == [
        "± 1 kW (95 %)", "1 .. 3 kW (triangular)", "1 .. 3 kW (uniform)",
        "1 .. 3 kW (lognormal, 95 %)", "1 .. 3 kW (PERT)",
      ])
    #expect(Estimate(named: "beta", low: 1, high: 2) == nil)
    for name in Estimate.names {
      let estimate = try #require(Estimate(named: name, low: 1, high: 3))
      #expect(estimate.name == name)
      #expect(estimate.bounds(around: 2) == 1...3)
    }
  }
}
