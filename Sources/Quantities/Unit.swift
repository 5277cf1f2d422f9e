/// A unit as people write it: a symbol, what it measures, and its size in base units.
///
/// Base units are s, J, gCO2e, B, FLOP and m, so that hours, kilowatt-hours and kilograms are whole
/// multiples and cost no rounding.
public struct Unit: Hashable, Sendable {
  /// The unit as it is written: `kWh`, `gCO2e/kWh`, `%`; empty for a pure number.
  public let symbol: String
  /// What it measures.
  public let dimension: Dimension
  /// How many base units it holds, as a product of this.
  public let scale: Double
  /// How many of it a base unit holds, as a product of this; one of the two is 1 where the other
  /// is a fraction, so that `57 gCO2e/kWh` is 57 / 3.6e6 and not 57 × 2.777…e-7.
  public let divisor: Double

  /// A unit of `scale / divisor` base units.
  public init(symbol: String, dimension: Dimension, scale: Double, divisor: Double = 1) {
    self.symbol = symbol
    self.dimension = dimension
    self.scale = scale
    self.divisor = divisor
  }

  /// The unit of pure numbers.
  public static let one = Unit(symbol: "", dimension: .none, scale: 1)
  /// The hundredth part.
  public static let percent = Unit(symbol: "%", dimension: .none, scale: 1, divisor: 100)

  /// A number of this unit in base units.
  public func inBase(_ number: Double) -> Double { number * scale / divisor }

  /// A number of base units in this unit.
  public func fromBase(_ number: Double) -> Double { number * divisor / scale }

  /// The product of two units, written `kW*h`.
  public static func * (left: Unit, right: Unit) -> Unit {
    Unit(
      symbol: "\(left.symbol)*\(right.symbol)", dimension: left.dimension * right.dimension,
      scale: left.scale * right.scale, divisor: left.divisor * right.divisor)
  }

  /// The quotient of two units, written `gCO2e/kWh`.
  public static func / (left: Unit, right: Unit) -> Unit {
    Unit(
      symbol: "\(left.symbol)/\(right.symbol)", dimension: left.dimension / right.dimension,
      scale: left.scale * right.divisor, divisor: left.divisor * right.scale)
  }

  /// The simple unit of this name, such as `kWh`, `GB`, `gCO2eq` or `requests`; nothing for a
  /// compound one.
  public init?(named name: String) {
    if name == "%" {
      self = .percent
      return
    }
    if let fixed = Self.fixed.first(where: { $0.symbol == name }) {
      self = fixed
      return
    }
    if let gas = Self.emissions(name) {
      self = gas
      return
    }
    for base in Self.prefixed where name.hasSuffix(base.symbol) {
      let prefix = name.dropLast(base.symbol.count)
      if let (factor, divisor) = Self.factor(prefix), base.allows(prefix) {
        self.init(
          symbol: name, dimension: base.dimension, scale: base.scale * factor,
          divisor: base.divisor * divisor)
        return
      }
    }
    if let counted = CountedUnit(name) {
      self.init(symbol: counted.symbol, dimension: .count(counted), scale: 1)
      return
    }
    return nil
  }

  /// The unit written in `text`, simple or compound: `W`, `gCO2e/kWh`, `kWh/GB`, `kW*h`; `1` and
  /// the empty text are ``one``.
  public init?(parsing text: String) {
    if text.isEmpty || text == "1" {
      self = .one
      return
    }
    var unit: Unit?
    var divide = false
    var start = text.startIndex
    while true {
      let end = text[start...].firstIndex { $0 == "/" || $0 == "*" } ?? text.endIndex
      guard let factor = Unit(named: String(text[start..<end])) else { return nil }
      if let left = unit {
        unit = divide ? left / factor : left * factor
      } else {
        unit = factor
      }
      if end == text.endIndex { break }
      divide = text[end] == "/"
      start = text.index(after: end)
    }
    guard let unit else { return nil }
    self = unit
  }

  private static let fixed = [
    Unit(symbol: "h", dimension: .time, scale: 3600),
    Unit(symbol: "W", dimension: .power, scale: 1),
    Unit(symbol: "kW", dimension: .power, scale: 1000),
    Unit(symbol: "Wh", dimension: .energy, scale: 3600),
    Unit(symbol: "kWh", dimension: .energy, scale: 3.6e6),
    Unit(symbol: "min", dimension: .time, scale: 60),
    Unit(symbol: "d", dimension: .time, scale: 86400),
    Unit(symbol: "yr", dimension: .time, scale: 365 * 86400),
    Unit(symbol: "mm2", dimension: .area, scale: 1, divisor: 1e6),
    Unit(symbol: "cm2", dimension: .area, scale: 1, divisor: 1e4),
    Unit(symbol: "m2", dimension: .area, scale: 1),
    Unit(symbol: "bit", dimension: .information, scale: 1, divisor: 8),
    Unit(symbol: "KiB", dimension: .information, scale: 1024),
    Unit(symbol: "MiB", dimension: .information, scale: 1024 * 1024),
    Unit(symbol: "GiB", dimension: .information, scale: 1024 * 1024 * 1024),
    Unit(symbol: "TiB", dimension: .information, scale: 1024 * 1024 * 1024 * 1024),
  ]

  private struct Prefixed {
    let symbol: String
    let dimension: Dimension
    let scale: Double
    var divisor: Double = 1
    /// The prefixes in use with it.
    let prefixes: String

    func allows(_ prefix: Substring) -> Bool {
      prefix.isEmpty || prefix.allSatisfy { prefixes.contains($0) }
    }
  }

  /// Longer symbols first, so that `MWh` is not read as a prefix of `h`.
  private static let prefixed = [
    Prefixed(symbol: "FLOP", dimension: .operations, scale: 1, prefixes: "kMGTPEZY"),
    Prefixed(symbol: "bit", dimension: .information, scale: 1, divisor: 8, prefixes: "kMGTPE"),
    Prefixed(symbol: "Wh", dimension: .energy, scale: 3600, prefixes: "uµmkMGTP"),
    Prefixed(symbol: "W", dimension: .power, scale: 1, prefixes: "uµmkMGTP"),
    Prefixed(symbol: "J", dimension: .energy, scale: 1, prefixes: "nuµmkMGTPE"),
    Prefixed(symbol: "B", dimension: .information, scale: 1, prefixes: "kMGTPEZ"),
    Prefixed(symbol: "m", dimension: .length, scale: 1, prefixes: "numckµ"),
    Prefixed(symbol: "s", dimension: .time, scale: 1, prefixes: "nuµm"),
  ]

  private static func factor(_ prefix: Substring) -> (factor: Double, divisor: Double)? {
    switch prefix {
    case "": (1, 1)
    case "k": (1e3, 1)
    case "M": (1e6, 1)
    case "G": (1e9, 1)
    case "T": (1e12, 1)
    case "P": (1e15, 1)
    case "E": (1e18, 1)
    case "Z": (1e21, 1)
    case "Y": (1e24, 1)
    case "c": (1, 1e2)
    case "m": (1, 1e3)
    case "u", "µ": (1, 1e6)
    case "n": (1, 1e9)
    default: nil
    }
  }

  /// `gCO2e` and `tCO2e` with their prefixes; `gCO2eq` and `gCO2-eq` are the same.
  private static func emissions(_ name: String) -> Unit? {
    guard let gas = ["CO2e", "CO2eq", "CO2-eq"].first(where: { name.hasSuffix($0) }) else {
      return nil
    }
    let mass = name.dropLast(gas.count)
    let scale: (Double, Double)?
    switch mass {
    case "µg", "ug": scale = (1, 1e6)
    case "mg": scale = (1, 1e3)
    case "g": scale = (1, 1)
    case "kg": scale = (1e3, 1)
    case "Mg", "t": scale = (1e6, 1)
    case "Gg", "kt": scale = (1e9, 1)
    case "Mt": scale = (1e12, 1)
    case "Gt": scale = (1e15, 1)
    default: scale = nil
    }
    guard let scale else { return nil }
    return Unit(
      symbol: "\(mass)CO2e", dimension: .emissions, scale: scale.0, divisor: scale.1)
  }
}
