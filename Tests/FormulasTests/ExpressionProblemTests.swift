import TestSupport
import Testing

@testable import Formulas

@Suite("Messages about quantities")
struct ExpressionProblemTests {
  private static let named: Expressions = {
    var named = Expressions(["gpu_time": "1000 min", "unit": "5"])
    named.suggestions = ["gpu_tim": "did you mean `gpu_time`?"]
    return named
  }()

  private static let behind =
    "a unit stands right behind its number, and `*` between what is multiplied"

  private static let quantity =
    "a quantity is a number with a unit, or arithmetic with + - * / and parentheses"

  private static let cases: [(text: String, message: String)] = [
    // Commas.
    (
      "1,082,990 h",
      "comma-in-number: a number holds no comma: `1,082,990` @ 0..<9; write `1_082_990`; `_` groups digits"
    ),
    (
      "2 * 1,5 h",
      "comma-in-number: a number holds no comma: `1,5` @ 4..<7; write `1.5`; the point is a `.`"
    ),
    (
      "1.082,50 h",
      "comma-in-number: a number holds no comma: `1.082,50` @ 0..<8; digits are grouped by `_`, and the decimal point is a `.`"
    ),
    (
      "1,2,3 h",
      "comma-in-number: a number holds no comma: `1,2,3` @ 0..<5; digits are grouped by `_`, and the decimal point is a `.`"
    ),
    // Signs and shapes.
    ("5 $", "expression: `$` has no meaning here in a quantity @ 2..<3; \(quantity)"),
    ("5 € h", "expression: `€` has no meaning here in a quantity @ 2..<5; \(behind)"),
    ("5 h 3", "expression: `3` has no meaning here in a quantity @ 4..<5; \(behind)"),
    ("5 h min", "expression: `min` has no meaning here in a quantity @ 4..<7; \(behind)"),
    ("* 5", "expression: `*` has no meaning here in a quantity @ 0..<1; \(quantity)"),
    ("5 )", "expression: `)` has no meaning here in a quantity @ 2..<3; \(quantity)"),
    (
      "5 ± 1 h",
      "wrong-dimension: the bound of a pure number must be one too; this is a time @ 2..<8"
    ),
    ("5 h ± 1 h + 2 h", "expression: `+` has no meaning here in a quantity @ 11..<12; \(quantity)"),
    ("", "expression: a quantity is missing here @ 0..<0"),
    ("5 *", "expression: a number or a name is missing here @ 3..<3"),
    ("5 + ", "expression: a number or a name is missing here @ 4..<4"),
    ("(5", "expression: this `(` is not closed @ 0..<1; close it with `)`"),
    ("2 * (5 h + (3 h)", "expression: this `(` is not closed @ 4..<5; close it with `)`"),
    ("5 h ±", "expression: the figure of the spread is missing here @ 6..<6"),
    ("5 h ± x", "expression: the figure of the spread is missing here @ 7..<8"),
    ("5 h in 3", "expression: the `..` between the bounds is missing here @ 8..<8"),
    // Names.
    (
      "5 foo",
      "unknown-name: `foo` is neither a unit nor a named value @ 2..<5; name it under `values:`, or see `cradle explain units` for the units"
    ),
    (
      "gpu_tim * 2",
      "unknown-name: `gpu_tim` is neither a unit nor a named value @ 0..<7; did you mean `gpu_time`?"
    ),
    ("5 hours", "unknown-name: `hours` is neither a unit nor a named value @ 2..<7; write `h`"),
    ("5 KWH", "unknown-name: `KWH` is neither a unit nor a named value @ 2..<5; write `kWh`"),
    (
      "5 kgco2e",
      "unknown-name: `kgco2e` is neither a unit nor a named value @ 2..<8; write `kgCO2e`"
    ),
    ("5 percent", "unknown-name: `percent` is neither a unit nor a named value @ 2..<9; write `%`"),
    (
      "57 g/kWh",
      "gas-missing: `g` does not say a mass of what @ 3..<4; the gas is part of the unit: write `gCO2e`"
    ),
    (
      "57 kgCO2/kWh",
      "gas-missing: `kgCO2` is carbon dioxide alone; emissions are counted as CO2 equivalents @ 3..<8; the gas is part of the unit: write `kgCO2e`"
    ),
    (
      "5 gpu_time",
      "expression: `gpu_time` is a named value of this study, not a unit @ 2..<10; write `5 * gpu_time` to multiply by it, or give the value another name"
    ),
    // Dimensions.
    ("400 W + 3 h", "wrong-dimension: a time cannot be added to a power @ 8..<11"),
    (
      "gpu_time - 3",
      "wrong-dimension: a pure number cannot be taken from a time @ 11..<12; give the number a unit"
    ),
    // Numbers out of reach.
    (
      "9e999 kWh",
      "not-finite: `9e999` is too large a number @ 0..<5; the largest number that can be computed with is 1.8e308, in any unit"
    ),
    (
      "1e308 GWh",
      "not-finite: `1e308` is too large a number @ 0..<5; the largest number that can be computed with is 1.8e308, in any unit"
    ),
    (
      "5 h / 0",
      "not-finite: this comes to no finite number @ 0..<7; nothing is divided by zero, and the largest number is 1.8e308"
    ),
    (
      "0 / 0",
      "not-finite: this comes to no finite number @ 0..<5; nothing is divided by zero, and the largest number is 1.8e308"
    ),
    (
      "5 h in 0/0 .. 7",
      "not-finite: this comes to no finite number @ 7..<11; nothing is divided by zero, and the largest number is 1.8e308"
    ),
    (
      "1e300 h ± 1e20 %",
      "not-finite: this comes to no finite number @ 8..<17; nothing is divided by zero, and the largest number is 1.8e308"
    ),
    // Spreads.
    (
      "85 % ± 5 %",
      "percent-of-percentage: `± 5 %` of a percentage can be read in two ways @ 5..<11; write `± 5 points` for percentage points"
    ),
    (
      "85 % ± 5",
      "missing-unit: `5` needs a unit @ 5..<9; write `± 5 points` for percentage points"
    ),
    (
      "57 gCO2e/kWh ± 5",
      "missing-unit: `5` needs a unit @ 13..<17; write `± 5 gCO2e/kWh`, or a share such as `± 10 %`"
    ),
    (
      "400 W * 2 min ± 5",
      "missing-unit: `5` needs a unit @ 14..<18; write `± 5 kWh`, or a share such as `± 10 %`"
    ),
    (
      "400 W ± 5 points",
      "wrong-dimension: points are the spread of a percentage, and this is none @ 11..<17; write a share such as `± 10 %`, or a figure with its unit"
    ),
    (
      "400 W ± 5 h",
      "wrong-dimension: the bound of a power must be one too; this is a time @ 6..<12"
    ),
    (
      "400 W in 5 h .. 7 h",
      "wrong-dimension: the bound of a power must be one too; this is a time @ 9..<13"
    ),
    (
      "400 W * 2 min in 5 .. 70",
      "missing-unit: the bound `5` needs a unit @ 17..<19; it bounds an energy: write `5 kWh`"
    ),
    (
      "150 W in 200 .. 100",
      "bad-range: the range begins above its end @ 6..<19; write the lower bound first"
    ),
    (
      "150 W in 200 .. 300",
      "bad-range: the value lies outside its own range @ 6..<19; a range holds its value: `150 kgCO2e in 100 .. 570`"
    ),
  ]

  @Test("Each mistake has a message that points at it and says what next")
  func messages() {
    for (text, message) in Self.cases {
      let (reading, messages) = Self.named.read(text)
      #expect(reading == nil, "\(text)")
      #expect(messages == [message], "\(text)")
    }
  }

  @Test("A value with a mistake of its own is reported once, where it was made")
  func broken() {
    let (reading, messages) = Self.named.read("2 * broken")
    #expect(reading == nil)
    #expect(messages == [])
  }

  @Test("What is too long or nested too deeply to walk is refused")
  func sizes() {
    let deep = String(repeating: "(", count: 100) + "5" + String(repeating: ")", count: 100)
    #expect(
      Self.named.read(deep).messages == [
        "nested-too-deeply: this expression is nested more than 32 deep @ 32..<33; name its parts under `values:`"
      ])
    let minus = String(repeating: "-", count: 100) + "5"
    #expect(Self.named.read(minus).reading == nil)
    for sign in ["+", "-", "*", "/"] {
      let long = "1" + String(repeating: " \(sign) 1", count: 100_000)
      #expect(
        Self.named.read(long).messages == [
          "too-large: this expression has more than 400 terms and factors @ 1602..<1603; name its parts under `values:`"
        ], "at the sign behind 1 + 400 × 4 + 1 bytes")
      let fair = "1" + String(repeating: " \(sign) 1", count: 400)
      #expect(Self.named.read(fair).reading != nil)
    }
  }

  @Test("Values that double one another are walked once, however often they unfold")
  func doubling() throws {
    var expressions = Expressions(["v0": "1 min"])
    for step in 1...50 {
      expressions.label = "v\(step)"
      expressions.values["v\(step)"] = expressions.read("v\(step - 1) + v\(step - 1)").reading
    }
    let term = try #require(expressions.values["v50"]).term
    let times = Double(1 << 50)
    #expect(term.value == 60 * times)
    #expect(term.derivative(by: "values.v0 = 1 min") == times)
    #expect(term.parameters.map(\.identity) == ["values.v0 = 1 min"])
    #expect(term.sources == [])
    #expect(term.rests(on: .parameter(try #require(term.parameters.first))))
    #expect(!term.rests(on: .number(1)))
  }

  @Test("No bytes at all make the reader crash")
  func noise() {
    var random = SplitMix(seed: 12)
    let pieces = [
      "5", "h", "kWh", "/", "*", "+", "-", "(", ")", "%", "±", "+/-", "in", "..", ".", ",", "_",
      "e",
      "1e9", "gCO2-eq", "gCO2", "-eq", "gpu_time", "points", " ", "µ", "₂", "e5", "9e999", "0",
      "\n",
      "💥", "−", "×", "μs", "CO₂e",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...9, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let (reading, messages) = Self.named.read(text)
      #expect((reading == nil) == !messages.isEmpty, "\(text)")
      if let reading { #expect(reading.term.value.isFinite, "\(text)") }
    }
  }
}
