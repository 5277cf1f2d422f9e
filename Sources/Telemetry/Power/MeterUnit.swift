/// A unit in which a log gives power or energy, as an exact step to the whole numbers that are
/// added up: nanowatts and microjoules.
public struct MeterUnit: Hashable, Sendable {
  /// Whether it measures energy; else power.
  public let isEnergy: Bool
  /// How many decimal digits of a number in this unit are kept.
  let scale: Int
  /// What the kept digits are multiplied by.
  let factor: Int64

  private init(energy scale: Int, times factor: Int64 = 1) {
    isEnergy = true
    self.scale = scale
    self.factor = factor
  }

  private init(power scale: Int) {
    isEnergy = false
    self.scale = scale
    factor = 1
  }

  /// The watt.
  public static let watt = MeterUnit(power: 9)
  /// The joule.
  public static let joule = MeterUnit(energy: 6)
  /// The millijoule.
  public static let millijoule = MeterUnit(energy: 3)

  /// The kilowatt-hour: an hour has 3,600 seconds, so its billionth is 3,600 µJ.
  static let kilowattHour = MeterUnit(energy: 9, times: 3600)

  /// The unit of a symbol; nothing for one that is not known.
  public init?(_ symbol: String) {
    switch symbol {
    case "W", "w", "watt", "watts", "Watt", "Watts": self = .watt
    case "mW", "mw", "milliwatt", "milliwatts": self.init(power: 6)
    case "uW", "µW", "uw", "microwatt", "microwatts": self.init(power: 3)
    case "kW", "kw", "KW", "kilowatt", "kilowatts": self.init(power: 12)
    case "MW", "megawatt", "megawatts": self.init(power: 15)
    case "J", "j", "joule", "joules", "Joules": self = .joule
    case "mJ", "mj", "millijoule", "millijoules": self = .millijoule
    case "uJ", "µJ", "uj", "microjoule", "microjoules": self.init(energy: 0)
    case "kJ", "kj", "KJ", "kilojoule", "kilojoules": self.init(energy: 9)
    case "MJ", "megajoule", "megajoules": self.init(energy: 12)
    // An hour has 3,600 seconds, so the last digit kept of a kWh is 3,600 µJ.
    case "mWh": self.init(energy: 3, times: 3600)
    case "Wh", "wh", "WH": self.init(energy: 6, times: 3600)
    case "kWh", "kwh", "KWh", "KWH": self.init(energy: 9, times: 3600)
    case "MWh": self.init(energy: 12, times: 3600)
    default: return nil
    }
  }

  /// The largest power that is believed, in nanowatts: 100 MW.
  static let limit: Int64 = 100_000_000_000_000_000

  /// A number in this unit, as nanowatts or microjoules; digits beyond those are dropped.
  func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> ScaledDecimal {
    let number = ScaledDecimal.read(bytes, range, scale: scale, dropsRest: true)
    guard case .value(let value) = number, factor != 1 else { return number }
    let (product, overflow) = value.multipliedReportingOverflow(by: factor)
    return overflow ? .tooLarge : .value(product)
  }

  /// A number as text in this unit, as nanowatts or microjoules; nothing for a text that is no
  /// number from 0 up, or beyond 64 bits.
  public func value(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard case .value(let value) = read(bytes.span, 0..<bytes.count), value >= 0 else { return nil }
    return isEnergy || value <= Self.limit ? value : nil
  }
}
