import TestSupport
import Testing

@testable import Quantities

@Suite("Units")
struct UnitTests {
  /// Every simple unit with what it measures and how many base units it holds.
  static let table: [(symbol: String, dimension: Dimension, size: Double)] = {
    var table: [(String, Dimension, Double)] = [
      ("%", .none, 0.01),
      ("min", .time, 60), ("h", .time, 3600), ("d", .time, 86_400), ("yr", .time, 31_536_000),
      ("mm2", .area, 1e-6), ("cm2", .area, 1e-4), ("m2", .area, 1),
      ("KiB", .information, 1024), ("MiB", .information, 1_048_576),
      ("GiB", .information, 1_073_741_824), ("TiB", .information, 1_099_511_627_776),
    ]
    let prefixes: [(String, Double)] = [
      ("n", 1e-9), ("u", 1e-6), ("µ", 1e-6), ("m", 1e-3), ("c", 1e-2), ("", 1), ("k", 1e3),
      ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15), ("E", 1e18), ("Z", 1e21), ("Y", 1e24),
    ]
    func add(_ symbol: String, _ dimension: Dimension, _ size: Double, _ letters: String) {
      for (prefix, factor) in prefixes where prefix.isEmpty || letters.contains(prefix) {
        table.append((prefix + symbol, dimension, size * factor))
      }
    }
    add("s", .time, 1, "nuµm")
    add("J", .energy, 1, "nuµmkMGTPE")
    add("Wh", .energy, 3600, "uµmkMGTP")
    add("W", .power, 1, "uµmkMGTP")
    add("B", .information, 1, "kMGTPEZ")
    add("bit", .information, 0.125, "kMGTPE")
    add("FLOP", .operations, 1, "kMGTPEZY")
    add("m", .length, 1, "numckµ")
    for (mass, size) in [
      ("µg", 1e-6), ("ug", 1e-6), ("mg", 1e-3), ("g", 1), ("kg", 1e3), ("Mg", 1e6), ("t", 1e6),
      ("Gg", 1e9), ("kt", 1e9), ("Mt", 1e12), ("Gt", 1e15),
    ] {
      table.append((mass + "CO2e", .emissions, size))
    }
    for unit in CountedUnit.all { table.append((unit.symbol, .count(unit), 1)) }
    return table
  }()

  @Test("Every unit measures what it says and has its size")
  func sizes() throws {
    for (symbol, dimension, size) in Self.table {
      let unit = try #require(Unit(named: symbol), "\(symbol)")
      #expect(unit.symbol == symbol)
      #expect(unit.dimension == dimension, "\(symbol)")
      #expect(abs(unit.inBase(1) - size) <= 1e-15 * size, "\(symbol)")
      #expect(Unit(parsing: symbol) == unit)
    }
  }

  @Test("A number in a unit, printed and read again, is the same number and the same unit")
  func roundTrip() throws {
    var random = SplitMix(seed: 1)
    for (symbol, _, _) in Self.table {
      let unit = try #require(Unit(named: symbol))
      for _ in 0..<100 {
        let number = Double(Int.random(in: 1..<1_000_000_000, using: &random))
        let scaled = number * [1e-6, 1e-3, 1, 1e3].randomElement(using: &random)!
        let written = plain(scaled, digits: 12)
        let base = unit.inBase(try #require(Double(written)))
        #expect(
          "\(plain(unit.fromBase(base), digits: 12)) \(unit.symbol)" == "\(written) \(symbol)")
      }
    }
  }

  @Test("A number in a compound unit, printed and read again, is the same number and unit")
  func compoundRoundTrip() throws {
    var random = SplitMix(seed: 2)
    let units = Self.table.filter { $0.symbol != "%" }
    for _ in 0..<2000 {
      var symbol = units.randomElement(using: &random)!.symbol
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        symbol += Bool.random(using: &random) ? "/" : "*"
        symbol += units.randomElement(using: &random)!.symbol
      }
      let unit = try #require(Unit(parsing: symbol))
      let written = plain(Double.random(in: 0.001..<1000, using: &random), digits: 10)
      let base = unit.inBase(try #require(Double(written)))
      #expect(unit.symbol == symbol)
      #expect(plain(unit.fromBase(base), digits: 10) == written, "\(written) \(symbol)")
    }
  }

  private static let compounds: [(String, Dimension, Double)] = [
    ("gCO2e/kWh", .intensity, 1 / 3.6e6), ("kWh/GB", .energy / .information, 3.6e-3),
    ("kW*h", .energy, 3.6e6), ("TFLOP/s", .operations / .time, 1e12),
    ("kgCO2e/cm2", .emissions / .area, 1e7), ("kWh/GB*h", .energy / .information * .time, 12.96),
    ("J/s/W", .none, 1),
  ]

  @Test("A compound unit is read from left to right")
  func compoundUnits() throws {
    for (symbol, dimension, size) in Self.compounds {
      let unit = try #require(Unit(parsing: symbol))
      #expect(unit.dimension == dimension)
      #expect(abs(unit.inBase(1) - size) <= 1e-15 * size)
    }
  }

  @Test("57 gCO2e/kWh is 57 / 3.6e6 g/J to the last bit, since only one division is rounded")
  func exactness() throws {
    let unit = try #require(Unit(parsing: "gCO2e/kWh"))
    #expect(unit.inBase(57) == 57 / 3.6e6)
    #expect(Unit(named: "%")?.inBase(85) == 0.85)
    #expect(Unit(named: "yr")?.inBase(1) == 31_536_000.0)
  }

  @Test(
    "The gas is written in three ways, and things counted in the singular or the plural",
    arguments: [
      ("gCO2eq", "gCO2e"), ("kgCO2-eq", "kgCO2e"), ("tCO2eq", "tCO2e"), ("gCO2e", "gCO2e"),
      ("requests", "request"), ("queries", "query"), ("batches", "batch"), ("tokens", "token"),
    ])
  func synonyms(name: String, symbol: String) {
    #expect(Unit(named: name)?.symbol == symbol)
  }

  @Test(
    "What is no unit is nothing",
    arguments: [
      "g", "kg", "t", "gCO2", "CO2e", "kkW", "kh", "Kwh", "KWh", "kwh", "w", "mB", "MM", "ks",
      "cW", "FLOPs", "FLOPS", "month", "queryes", "requestss", "kW h", " W", "W ", "k", "nB",
      "kGB", "dgCO2e", "kmgCO2e", "Wh2", "µ", "°",
    ])
  func strangers(name: String) { #expect(Unit(named: name) == nil) }

  @Test(
    "A compound with a hole in it is nothing",
    arguments: ["/", "*", "kWh/", "/kWh", "kWh//GB", "kWh/GB*", "g/kWh", "kWh/2", "1/h", "kW·h"])
  func brokenCompounds(text: String) { #expect(Unit(parsing: text) == nil) }

  @Test("The empty text and 1 are the unit of pure numbers")
  func one() {
    #expect(Unit(parsing: "") == .one)
    #expect(Unit(parsing: "1") == .one)
  }
}
