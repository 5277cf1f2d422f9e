/// What a quantity measures, as whole exponents over the base measures and the counted units.
///
/// Energy and emissions are base measures of their own: Cradle never needs a newton, and a gram of
/// CO2e is never a gram of anything else.
public struct Dimension: Hashable, Sendable {
  /// Lanes 0 to 5 are ``time`` to ``length``; the lanes from 6 on are ``CountedUnit``s.
  private var exponents: SIMD32<Int8>

  private init(exponents: SIMD32<Int8>) { self.exponents = exponents }

  private init(lane: Int) {
    exponents = .zero
    exponents[lane] = 1
  }

  /// A pure number.
  public static let none = Dimension(exponents: .zero)
  /// Time; its base unit is the second.
  public static let time = Dimension(lane: 0)
  /// Energy; its base unit is the joule.
  public static let energy = Dimension(lane: 1)
  /// Emissions as CO2 equivalents; the base unit is the gram, gCO2e.
  public static let emissions = Dimension(lane: 2)
  /// Information; its base unit is the byte.
  public static let information = Dimension(lane: 3)
  /// Arithmetic operations; the base unit is one FLOP.
  public static let operations = Dimension(lane: 4)
  /// Length; its base unit is the metre.
  public static let length = Dimension(lane: 5)
  /// Energy by time.
  public static let power = energy / time
  /// Length by length.
  public static let area = length * length
  /// Emissions by energy: the carbon intensity of electricity.
  public static let intensity = emissions / energy

  /// A number of requests, of tokens, of frames.
  public static func count(_ unit: CountedUnit) -> Dimension {
    Dimension(lane: 6 + unit.index)
  }

  /// The dimension of a product.
  public static func * (left: Dimension, right: Dimension) -> Dimension {
    Dimension(exponents: left.exponents &+ right.exponents)
  }

  /// The dimension of a quotient.
  public static func / (left: Dimension, right: Dimension) -> Dimension {
    Dimension(exponents: left.exponents &- right.exponents)
  }

  /// The highest power in it, positive or negative: 2 for an area, 1 for a power. Factors are to be
  /// multiplied only while it is small: an exponent has eight bits.
  public var degree: Int {
    var highest = 0
    for lane in 0..<32 { highest = max(highest, abs(Int(exponents[lane]))) }
    return highest
  }

  /// The unit counted, where the quantity is a number of things of one kind and nothing else.
  public var countedUnit: CountedUnit? {
    CountedUnit.all.first { self == .count($0) }
  }

  /// What is measured, with its article: `a power`, `an energy`, `a carbon intensity`.
  public var name: String {
    if let known = Self.names.first(where: { $0.dimension == self }) { return known.name }
    if let unit = countedUnit { return "a number of \(unit.plural)" }
    return "a quantity in \(baseUnits)"
  }

  /// A quantity of this dimension as one would write it, for hints: `400 W`.
  public var example: String {
    if let known = Self.names.first(where: { $0.dimension == self }) { return known.example }
    if let unit = countedUnit { return "1_000 \(unit.symbol)" }
    return "1 \(baseUnits)"
  }

  /// The units in which people write this dimension, for hints: `W` for a power.
  public var usualUnit: String {
    if let known = Self.names.first(where: { $0.dimension == self }) { return known.unit }
    if let unit = countedUnit { return unit.symbol }
    return baseUnits
  }

  private static let names: [(dimension: Dimension, name: String, unit: String, example: String)] =
    [
      (.none, "a pure number", "", "85 %"),
      (.time, "a time", "h", "100 h"),
      (.energy, "an energy", "kWh", "433_196 kWh"),
      (.emissions, "a mass of emissions", "kgCO2e", "150 kgCO2e"),
      (.information, "an amount of data", "GB", "80 GB"),
      (.operations, "a number of operations", "FLOP", "3.14e23 FLOP"),
      (.area, "an area", "mm2", "826 mm2"),
      (.length, "a length", "mm", "25 mm"),
      (.power, "a power", "W", "400 W"),
      (.intensity, "a carbon intensity", "gCO2e/kWh", "57 gCO2e/kWh"),
      (.operations / .time, "a computing speed", "TFLOP/s", "125 TFLOP/s"),
      (.emissions / .time, "emissions by time", "kgCO2e/d", "19 kgCO2e/d"),
      (.information / .time, "a data rate", "GB/s", "1 GB/s"),
      (.energy / .information, "an energy by amount of data", "kWh/GB", "0.06 kWh/GB"),
      (.emissions / .information, "emissions by amount of data", "kgCO2e/GB", "0.3 kgCO2e/GB"),
      (.emissions / .area, "emissions by area", "kgCO2e/cm2", "1.2 kgCO2e/cm2"),
    ]

  /// The base units with their exponents: `gCO2e/J`, `s2`, `1/s`.
  public var baseUnits: String {
    var above = ""
    var below = ""
    for lane in 0..<32 where exponents[lane] != 0 {
      let exponent = Int(exponents[lane])
      let symbol = lane < 6 ? Self.baseSymbols[lane] : CountedUnit.all[lane - 6].symbol
      let power = abs(exponent) == 1 ? symbol : "\(symbol)\(abs(exponent))"
      if exponent > 0 {
        above += above.isEmpty ? power : "*\(power)"
      } else {
        below += "/\(power)"
      }
    }
    if above.isEmpty, below.isEmpty { return "1" }
    return (above.isEmpty ? "1" : above) + below
  }

  private static let baseSymbols = ["s", "J", "gCO2e", "B", "FLOP", "m"]
}
