import TestSupport
import Testing

@testable import Quantities

@Suite("Quantities")
struct QuantityTests {
  @Test("A quantity is read as people write it")
  func reading() {
    #expect(Quantity<Energy>("433_196 kWh")?.kilowattHours == 433_196)
    #expect(Quantity<Energy>("433_196 kWh")?.base == 1_559_505_600_000)  // 433,196 × 3.6e6 J
    #expect(Quantity<Intensity>("57 gCO2e/kWh")?.base == 57 / 3.6e6)
    #expect(Quantity<Ratio>("85 %")?.base == 0.85)
    #expect(Quantity<Ratio>("1.2")?.base == 1.2)
    #expect(Quantity<Power>("0.4 kW")?.watts == 400)
    #expect(Quantity<Duration>("6 yr")?.hours == 52_560)  // 6 × 365 × 24
    #expect(Quantity<Mass>("50.5 tCO2eq")?.kilograms == 50_500)
    #expect(Quantity<Mass>("-2 kgCO2e")?.kilograms == -2)
    #expect(Quantity<Energy>("1e3 J")?.base == 1000)
  }

  @Test(
    "What is no energy is nothing",
    arguments: [
      "", " ", "kWh", "433_196", "433_196 W", "433_196 kWh/h", "433,196 kWh", "433 196 kWh",
      "1.2.3 kWh", "nan kWh", "inf kWh", "infinity kWh", "9e999 kWh", "1e308 GWh", "0x10 kWh",
      "0x1p3 kWh", "- kWh", "_ kWh", "5 kWh x", "5 kwh", " 5 kWh", "five kWh", "1e kWh", "85 %",
    ])
  func nonsense(text: String) { #expect(Quantity<Energy>(text) == nil) }

  @Test("A number of a unit that measures something else is nothing")
  func otherUnit() throws {
    let watt = try #require(Unit(named: "W"))
    #expect(Quantity<Energy>(5, watt) == nil)
    #expect(Quantity<Power>(5, watt)?.watts == 5)
  }

  @Test("A quantity written in any unit of energy comes back in it")
  func roundTrip() throws {
    var random = SplitMix(seed: 3)
    for symbol in ["J", "kJ", "MJ", "GJ", "Wh", "kWh", "MWh", "GWh", "TWh"] {
      let unit = try #require(Unit(named: symbol))
      for _ in 0..<200 {
        let text = plain(Double.random(in: 0.001..<1e6, using: &random), digits: 9)
        let energy = try #require(Quantity<Energy>("\(text) \(symbol)"))
        #expect(plain(energy.value(in: unit), digits: 9) == text)
      }
    }
  }

  @Test("The legal products and quotients agree with one another")
  func algebra() {
    let power = Quantity<Power>.watts(400)
    let time = Quantity<Duration>.hours(1_082_990)
    let energy = power * time
    #expect(energy.kilowattHours == 433_196)
    #expect(time * power == energy)
    #expect(energy / power == time)
    #expect(energy / time == power)
    let intensity = Quantity<Intensity>("57 gCO2e/kWh") ?? .zero
    let mass = energy * intensity
    #expect(abs(mass.kilograms - 24_692.172) < 1e-9)  // 433,196 × 0.057
    #expect(intensity * energy == mass)
    #expect(abs((mass / energy).base - intensity.base) < 1e-18)
    #expect(abs((mass / intensity).kilowattHours - 433_196) < 1e-9)
    let rate = Quantity<Mass>.kilograms(340.514) / Quantity<Duration>.hours(18 * 24)
    #expect(abs((rate * Quantity<Duration>.hours(24)).kilograms - 18.917444) < 1e-6)
    #expect(abs((Quantity<Duration>.hours(24) * rate).kilograms - 18.917444) < 1e-6)
    #expect(abs((Quantity<Mass>.kilograms(340.514) / rate).hours - 432) < 1e-9)
    #expect((energy * Quantity<Ratio>(base: 0.5)).kilowattHours == 216_598)
    #expect(energy + energy - energy == energy)
    #expect((energy * 2) / energy == 2)
    #expect(energy / 2 < energy)
    #expect(Quantity<Energy>.zero.base == 0)
  }

  @Test("Dimensions multiply and divide as their quantities do")
  func dimensions() {
    #expect(Power.dimension * Duration.dimension == Energy.dimension)
    #expect(Energy.dimension * Intensity.dimension == Mass.dimension)
    #expect(MassRate.dimension * Duration.dimension == Mass.dimension)
    #expect(Energy.dimension / Energy.dimension == .none)
    #expect(Ratio.dimension == .none)
  }

  @Test("A dimension has a name, an example and a unit, whatever it is")
  func names() throws {
    let request = try #require(CountedUnit("request"))
    let query = try #require(CountedUnit("queries"))
    let table: [(Dimension, String, String, String)] = [
      (.none, "a pure number", "85 %", ""),
      (.power, "a power", "400 W", "W"),
      (.energy, "an energy", "433_196 kWh", "kWh"),
      (.emissions, "a mass of emissions", "150 kgCO2e", "kgCO2e"),
      (.intensity, "a carbon intensity", "57 gCO2e/kWh", "gCO2e/kWh"),
      (.emissions / .time, "emissions by time", "19 kgCO2e/d", "kgCO2e/d"),
      (.count(request), "a number of requests", "1_000 request", "request"),
      (.count(query), "a number of queries", "1_000 query", "query"),
      (
        .emissions / .count(request), "a quantity in gCO2e/request", "1 gCO2e/request",
        "gCO2e/request"
      ),
      (.time * .time, "a quantity in s2", "1 s2", "s2"),
      (.none / .time, "a quantity in 1/s", "1 1/s", "1/s"),
      (.energy * .length / .area, "a quantity in J/m", "1 J/m", "J/m"),
    ]
    for (dimension, name, example, unit) in table {
      #expect(dimension.name == name)
      #expect(dimension.example == example)
      #expect(dimension.usualUnit == unit)
    }
    #expect(Dimension.count(request).countedUnit == request)
    #expect((Dimension.count(request) / .time).countedUnit == nil)
    #expect(CountedUnit.all.count == 26)
  }

  @Test("The example of every dimension with a name is a quantity of it")
  func examples() throws {
    let named: [Dimension] = [
      .time, .energy, .emissions, .information, .operations, .area, .length, .power, .intensity,
      .operations / .time, .emissions / .time, .information / .time, .energy / .information,
      .emissions / .information, .emissions / .area,
    ]
    for dimension in named {
      let parts = dimension.example.split(separator: " ").map(String.init)
      #expect(Unit(parsing: parts[1])?.dimension == dimension, "\(dimension.example)")
      #expect(Unit(parsing: dimension.usualUnit)?.dimension == dimension)
      #expect(Double(parts[0].filter { $0 != "_" }) != nil)
    }
  }
}
