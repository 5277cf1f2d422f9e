import Diagnostics
import Quantities
import TestSupport
import Testing

@testable import Formulas

@Suite("Formulas")
struct FormulaTests {
  private static func parameter(
    _ name: String, _ number: Double, _ symbol: String, sources: [String] = []
  ) throws -> Parameter {
    let unit = try #require(Unit(parsing: symbol))
    return Parameter(
      identity: name, name: name, value: unit.inBase(number), unit: unit, digits: plain(number),
      status: .stated, origin: .rule("test"), sources: sources)
  }

  @Test("Formulas multiply and divide as quantities do")
  func algebra() throws {
    let power = Formula<Power>(try Self.parameter("power", 400, "W"))
    let time = Formula<Duration>(try Self.parameter("time", 1_082_990, "h"))
    let intensity = Formula<Intensity>(try Self.parameter("grid", 57, "gCO2e/kWh"))
    let half = Formula<Ratio>(try Self.parameter("half", 50, "%"))
    let energy = power * time
    let mass = energy * intensity
    #expect(energy.value.kilowattHours == 433_196)
    #expect((time * power).value == energy.value)
    #expect((energy / power).value == time.value)
    #expect((energy / time).value == power.value)
    #expect(abs(mass.value.kilograms - 24_692.172) < 1e-9)
    #expect((intensity * energy).value == mass.value)
    #expect(abs((mass / intensity).value / energy.value - 1) < 1e-15)
    #expect(abs((mass / energy).value / intensity.value - 1) < 1e-15)
    #expect(abs(((mass / time) * time).value / mass.value - 1) < 1e-15)
    #expect(abs((time * (mass / time)).value / mass.value - 1) < 1e-15)
    #expect(abs((mass / (mass / time)).value / time.value - 1) < 1e-15)
    #expect((energy * half).value.kilowattHours == 216_598)
    #expect((energy / half).value.kilowattHours == 866_392)
    #expect((energy + energy).value.kilowattHours == 866_392)
    #expect((energy - energy).value == .zero)
    #expect((energy * half).ratio(to: energy).value.base == 0.5)
    #expect((half - .constant(1)).value.base == -0.5)
    #expect(Formula.total([energy, energy, energy])?.value.kilowattHours == 1_299_588)
    #expect(Formula<Energy>.total([]) == nil)
    #expect(energy.named("energy", by: "test").value == energy.value)
  }

  @Test("Every parameter is listed once, in the order of reading, and every source once")
  func parameters() throws {
    let first = Term.parameter(try Self.parameter("a", 1, "h", sources: ["s1", "s2"]))
    let second = Term.parameter(try Self.parameter("b", 2, "h", sources: ["s2", "s3"]))
    let inner = Definition(
      "inner", .sum(second, first), .time, origin: .rule("test"), sources: ["s4", "s1"])
    let term = Term.product(.sum(first, .number(2)), .named(inner))
    #expect(term.parameters.map(\.identity) == ["a", "b"])
    #expect(term.sources == ["s1", "s2", "s3", "s4"])
    var visited: [String] = []
    term.forEachParameter { visited.append($0.identity) }
    #expect(visited == ["a", "b", "a"])
    #expect(!term.restsOnStudy)
    #expect(term.extent.leaves == 4)
  }

  @Test("The derivative is that of the school")
  func derivatives() throws {
    let x = Term.parameter(try Self.parameter("x", 3, ""))
    let y = Term.parameter(try Self.parameter("y", 4, ""))
    #expect(Term.product(x, x).derivative(by: "x") == 6)  // 2x
    #expect(Term.product(x, y).derivative(by: "x") == 4)
    #expect(Term.quotient(x, y).derivative(by: "y") == -3.0 / 16)  // −x/y²
    #expect(Term.quotient(.number(1), x).derivative(by: "x") == -1.0 / 9)
    #expect(Term.difference(x, y).derivative(by: "y") == -1)
    #expect(Term.sum(x, x).derivative(by: "x") == 2)
    #expect(Term.number(5).derivative(by: "x") == 0)
    #expect(x.derivative(by: "z") == 0)
    let square = Definition("square", .product(x, x), .none, origin: .rule("test"))
    #expect(Term.product(.named(square), x).derivative(by: "x") == 27)  // 3x²
  }

  @Test("The derivative of a random formula agrees with finite differences")
  func finiteDifferences() throws {
    var random = SplitMix(seed: 13)
    for round in 0..<500 {
      let values = (0..<4).map { _ in Double.random(in: 0.5...4, using: &random) }
      let seed = random.next()
      func value(_ values: [Double]) throws -> Term {
        var shape = SplitMix(seed: seed)
        return try Self.term(depth: 4, values, &shape)
      }
      let term = try value(values)
      for index in values.indices {
        let step = 1e-5 * values[index]
        var above = values
        var below = values
        above[index] += step
        below[index] -= step
        let slope = (try value(above).value - value(below).value) / (2 * step)
        let exact = term.derivative(by: "p\(index)")
        let size = max(1, abs(exact), abs(term.value))
        #expect(abs(exact - slope) <= 1e-5 * size, "round \(round)")
      }
    }
  }

  /// A random formula; denominators are sums of positive parts, so that none is near zero.
  private static func term(
    depth: Int, _ values: [Double], _ random: inout SplitMix
  ) throws -> Term {
    let choice = depth == 0 ? 0 : Int.random(in: 0...5, using: &random)
    if choice == 0 {
      let index = Int.random(in: values.indices, using: &random)
      return .parameter(try parameter("p\(index)", values[index], ""))
    }
    let left = try term(depth: depth - 1, values, &random)
    if choice == 1 { return .named(Definition("step", left, .none, origin: .rule("test"))) }
    let right = try term(depth: depth - 1, values, &random)
    switch choice {
    case 2: return .sum(left, right)
    case 3: return .difference(left, right)
    case 4: return .product(left, right)
    default: return .quotient(left, .sum(.number(1), .product(right, right)))
    }
  }

  @Test("The same text at the same place is the same parameter, and nothing else is")
  func identities() throws {
    func identity(_ text: String, at place: String) throws -> String {
      var expressions = Expressions()
      expressions.place = place
      return try #require(expressions.read(text).reading?.parameter).identity
    }
    let one = try identity("400 W", at: "equipment.gpu.power")
    #expect(one == "equipment.gpu.power = 400 W")
    #expect(try identity("400 W", at: "equipment.gpu.power") == one)
    #expect(try identity(" 4_00  W", at: "equipment.gpu.power") == one)
    #expect(try identity("400 W", at: "equipment.node.power") != one)
    #expect(try identity("401 W", at: "equipment.gpu.power") != one)
    #expect(try identity("-400 W", at: "equipment.gpu.power") != one)
    #expect(try identity("--400 W", at: "equipment.gpu.power") == one)
    // How far it may lie from its figure is a part of the text.
    let wide = try identity("400 W ± 10 %", at: "equipment.gpu.power")
    #expect(wide == "equipment.gpu.power = 400 W, ± 40 W (95 %)")
    #expect(wide != one)
    #expect(try identity("400 W ± 40 W", at: "equipment.gpu.power") == wide)
    #expect(try identity("400 W ± 20 %", at: "equipment.gpu.power") != wide)
    #expect(try identity("400 W in 300 .. 500", at: "equipment.gpu.power") != wide)
  }

  @Test("Within an expression a number and its opposite are two parameters")
  func opposites() throws {
    let reading = try #require(Expressions().read("5 min * 3 - -5 min").reading)
    #expect(
      reading.term.parameters.map(\.identity) == [
        "values.x: 5 min", "values.x: 3", "values.x: -5 min",
      ])
    #expect(reading.term.derivative(by: "values.x: 5 min") == 3)
  }

  @Test("A named value is one parameter wherever it is used")
  func namedValues() throws {
    let expressions = Expressions(["gpu_time": "10 min"])
    let reading = try #require(
      expressions.read("gpu_time + gpu_time * gpu_time / gpu_time").reading)
    #expect(reading.term.parameters.map(\.identity) == ["values.gpu_time = 10 min"])
    #expect(abs(reading.term.derivative(by: "values.gpu_time = 10 min") - 2) < 1e-15)
  }
}
