import Quantities
import TestSupport
import Testing

@testable import Formulas

@Suite("The grammar of quantities")
struct ExpressionGrammarTests {
  private static let cases: [(text: String, unit: String, value: String)] = [
    // Precedence and association.
    ("1 + 2 * 3", "", "7"), ("(1 + 2) * 3", "", "9"), ("8 / 4 / 2", "", "1"),
    ("8 - 4 - 2", "", "2"),
    ("8 - (4 - 2)", "", "6"), ("8 / (4 / 2)", "", "4"), ("2 * 3 + 4 * 5", "", "26"),
    ("12 / 3 * 2", "", "8"), ("1 - 2 + 3", "", "2"), ("((((5))))", "", "5"),
    // A number and its unit bind tightest.
    ("12 h / 2 h", "", "6"), ("1 / 2 h", "1/h", "a quantity in 1/s"),
    ("100 W * 2 h / 4", "Wh", "50 Wh"),
    ("2 * 3 h", "h", "6 h"), ("3 h * 2", "h", "6 h"), ("10 kWh / 4 h", "W", "2500 W"),
    // Compound units.
    ("57 gCO2e/kWh", "gCO2e/kWh", "57 gCO2e/kWh"), ("57gCO2e/kWh", "gCO2e/kWh", "57 gCO2e/kWh"),
    ("57 gCO2e / kWh", "gCO2e/kWh", "57 gCO2e/kWh"),
    ("0.057 kgCO2-eq/kWh", "gCO2e/kWh", "57 gCO2e/kWh"),
    ("57 gCO2eq/kWh * 2 kWh", "gCO2e", "114 gCO2e"), ("2 kWh/GB * 3 GB", "kWh", "6 kWh"),
    ("10 kW*h", "kWh", "10 kWh"), ("400 W * 2 h", "Wh", "800 Wh"), ("6 yr / d", "", "2190"),
    ("0.28 kWh/d * 10 d", "kWh", "2.8 kWh"), ("2 kWh / GB / 4", "kWh/GB", "0.5 kWh/GB"),
    // Each sign in its spellings.
    ("2 × 3 · 4", "", "24"), ("8 ÷ 2", "", "4"), ("5 − 3", "", "2"), ("50%", "%", "50 %"),
    ("50 % * 10 h", "h", "5 h"), ("85 % + 5 %", "%", "90 %"), ("1 - 20 %", "%", "80 %"),
    // Minus.
    ("-5 h", "h", "-5 h"), ("--5 h", "h", "5 h"), ("---5 h", "h", "-5 h"),
    ("-(2 h + 3 h)", "h", "-5 h"),
    ("2 - -3", "", "5"), ("2 * -3", "", "-6"), ("-2 * -3", "", "6"), ("-2 + 3", "", "1"),
    // Numbers.
    ("1_082_990 h", "h", "1082990 h"), ("3.14e23 FLOP", "FLOP", "314000000000000000000000 FLOP"),
    ("1E3 W", "kW", "1 kW"), ("1e+3 W", "kW", "1 kW"), ("25e-1 kW", "W", "2500 W"),
    (".5 h", "min", "30 min"),
    ("1_0.2_5 h", "h", "10.25 h"), ("0", "", "0"),
    // Units alone.
    ("kWh", "kWh", "1 kWh"), ("2 * kWh", "kWh", "2 kWh"), ("5 / s", "1/s", "a quantity in 1/s"),
    // The examples of the contract.
    ("118 d + 5 h + 41 min", "min", "170261 min"), ("400 W", "W", "400 W"), ("85 %", "", "0.85"),
    ("384 * 100 h", "h", "38400 h"), ("230_768 request", "request", "230768 request"),
    ("230_768 requests", "request", "230768 request"), ("6 yr", "h", "52560 h"),
    // Spaces and line breaks do not count.
    ("  400   W ", "W", "400 W"), ("400\n  W", "W", "400 W"), ("2*3", "", "6"),
    ("2\t*\t3", "", "6"),
  ]

  @Test("An expression has the value that its precedences give it")
  func values() {
    for (text, unit, value) in Self.cases {
      #expect(Expressions().value(text, in: unit) == value, "\(text)")
    }
  }

  @Test("A time may be an amount of work over a speed: GPT-3 on V100s at 19.7 %")
  func operations() throws {
    // 3.14e23 / (125e12 × 0.197) = 1.27512690e10 s
    let reading = try #require(
      Expressions().read("3.14e23 FLOP / (125 TFLOP/s * 19.7 %)").reading)
    #expect(reading.dimension == .time)
    #expect(abs(reading.term.value - 3.14e23 / 2.4625e13) < 1)
  }

  private static let named = Expressions([
    "gpu_time": "1_082_990 h", "partition": "384", "h": "7 kWh", "share": "85 %", "W2": "2 W",
    "_x": "3",
  ])

  private static let namedCases: [(text: String, unit: String, value: String)] = [
    ("gpu_time * 400 W", "kWh", "433196 kWh"), ("400 W * gpu_time", "kWh", "433196 kWh"),
    ("27 kW * gpu_time / partition", "kWh", "76147.734375 kWh"),  // 27 × 1,082,990 / 384
    ("gpu_time / 8", "h", "135373.75 h"), ("-gpu_time", "h", "-1082990 h"),
    ("share * gpu_time", "h", "920541.5 h"), ("gpu_time", "h", "1082990 h"),
    ("2 * W2", "W", "4 W"), ("_x + _x", "", "6"), ("10 kWh / partition * 384", "kWh", "10 kWh"),
    // An own name wins over the unit: h is 7 kWh here, and ends a compound unit.
    ("2 * h", "kWh", "14 kWh"), ("14 kWh/h", "", "2"), ("h", "kWh", "7 kWh"),
  ]

  @Test("Own names stand for their values, and win over units")
  func names() {
    for (text, unit, value) in Self.namedCases {
      #expect(Self.named.value(text, in: unit) == value, "\(text)")
    }
  }

  @Test("The arithmetic is kept as it was written")
  func arithmeticIsKept() throws {
    func kept(_ text: String) -> String {
      Self.named.read(text).reading.map { arithmetic($0.term) } ?? "nothing"
    }
    #expect(kept("gpu_time * 400 W") == "x{(gpu_time × 400 W)}")
    #expect(kept("64 kW * gpu_time / partition") == "x{((64 kW × gpu_time) / partition)}")
    #expect(kept("118 d + 5 min") == "x{(118 d + 5 min)}")
    #expect(kept("400 W") == "x")
    #expect(kept("gpu_time") == "gpu_time")
    #expect(kept("-gpu_time") == "x{(-1 × gpu_time)}")
    #expect(kept("2 - -3") == "x{(2 − -3)}")
    #expect(kept("--5 min") == "x")
    #expect(Self.named.read("--5 min").reading?.parameter?.written == "5 min")
    #expect(Self.named.read("-5 min").reading?.parameter?.written == "-5 min")
  }

  private static let units: [(text: String, unit: String?, isBare: Bool)] = [
    ("118 d + 5 min", "d", false), ("400 W", "W", false), ("2 * 400 W", "W", false),
    ("400 W * 2", "W", false), ("400 W / 2", "W", false), ("400 W * 2 min", nil, false),
    ("5", nil, true),
    ("5 * 3 + 1", nil, true), ("5 %", "%", false), ("2 * 5 %", nil, false),
    ("partition", nil, true),
    ("gpu_time", "h", false), ("partition * 2", nil, true), ("1 / 2 min", nil, false),
    ("partition * 2 min", "min", false),
  ]

  @Test("An expression remembers the unit it was written in, and whether it has none")
  func writtenUnits() throws {
    for (text, unit, isBare) in Self.units {
      let reading = try #require(Self.named.read(text).reading, "\(text)")
      #expect(reading.unit?.symbol == unit, "\(text)")
      #expect(reading.isBare == isBare, "\(text)")
    }
  }

  @Test("A literal in a text gives a parameter with its place, its digits and its source")
  func parameters() throws {
    let reading = try #require(
      Expressions().read("1_082_990 min", status: .measured, sources: ["luccioni2023"]).reading)
    let parameter = try #require(reading.parameter)
    #expect(parameter.name == "x")
    #expect(parameter.identity == "values.x = 1082990 min")
    #expect(parameter.digits == "1082990")
    #expect(parameter.written == "1082990 min")
    #expect(parameter.status == .measured)
    #expect(parameter.sources == ["luccioni2023"])
    #expect(parameter.value == 1_082_990 * 60)
  }

  @Test("Random arithmetic comes out as a calculator of one's own has it")
  func randomArithmetic() throws {
    var random = SplitMix(seed: 11)
    for _ in 0..<2000 {
      let (text, value) = Self.sum(depth: 3, &random)
      let reading = try #require(Expressions().read(text).reading, "\(text)")
      #expect(abs(reading.term.value - value) <= 1e-9 * max(1, abs(value)), "\(text)")
    }
  }

  /// A random sum of products with its value, computed along the way by the schoolbook.
  private static func sum(depth: Int, _ random: inout SplitMix) -> (String, Double) {
    var (text, value) = product(depth: depth, &random)
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      let (other, amount) = product(depth: depth, &random)
      let plus = Bool.random(using: &random)
      text += plus ? " + \(other)" : " - \(other)"
      value += plus ? amount : -amount
    }
    return (text, value)
  }

  private static func product(depth: Int, _ random: inout SplitMix) -> (String, Double) {
    var (text, value) = factor(depth: depth, &random)
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      let (other, amount) = factor(depth: depth, &random)
      let times = Bool.random(using: &random) || abs(amount) < 0.01
      text += times ? " * \(other)" : " / \(other)"
      value = times ? value * amount : value / amount
    }
    return (text, value)
  }

  private static func factor(depth: Int, _ random: inout SplitMix) -> (String, Double) {
    switch Int.random(in: 0...3, using: &random) {
    case 0 where depth > 0:
      let (text, value) = sum(depth: depth - 1, &random)
      return ("(\(text))", value)
    case 1:
      let (text, value) = depth > 0 ? factor(depth: depth - 1, &random) : ("3", 3)
      return ("-\(text)", -value)
    case 2: return ("40 %", 0.4)
    default:
      let number = Int.random(in: 1...20, using: &random)
      return ("\(number)", Double(number))
    }
  }
}
