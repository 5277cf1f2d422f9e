/// What a ``Quantity`` measures: a type without values, such as ``Energy``.
public protocol Measure: Sendable {
  /// Its exponents over the base measures.
  static var dimension: Dimension { get }
}

/// Time: wall-clock (duration) or device-time; base unit s.
public enum Duration: Measure {
  /// Time.
  public static var dimension: Dimension { .time }
}
/// Energy; base unit J.
public enum Energy: Measure {
  /// Energy.
  public static var dimension: Dimension { .energy }
}
/// Power; base unit W.
public enum Power: Measure {
  /// Energy by time.
  public static var dimension: Dimension { .power }
}
/// Emissions as CO2 equivalents; base unit gCO2e.
public enum Mass: Measure {
  /// Emissions.
  public static var dimension: Dimension { .emissions }
}
/// Carbon intensity of electricity; base unit gCO2e/J.
public enum Intensity: Measure {
  /// Emissions by energy.
  public static var dimension: Dimension { .intensity }
}
/// A pure number: a share, a PUE, a number of devices.
public enum Ratio: Measure {
  /// No dimension.
  public static var dimension: Dimension { .none }
}
/// Emissions by time; base unit gCO2e/s.
public enum MassRate: Measure {
  /// Emissions by time.
  public static var dimension: Dimension { .emissions / .time }
}
/// Area, such as that of a die; base unit m2.
public enum Area: Measure {
  /// Length by length.
  public static var dimension: Dimension { .area }
}
/// Length, such as that which names a process node; base unit m.
public enum Length: Measure {
  /// Length.
  public static var dimension: Dimension { .length }
}
/// An amount of data, such as the size of a memory; base unit B.
public enum Information: Measure {
  /// Information.
  public static var dimension: Dimension { .information }
}
/// Energy by area; base unit J/m2.
public enum EnergyByArea: Measure {
  /// Energy by area.
  public static var dimension: Dimension { .energy / .area }
}
/// Emissions by area; base unit gCO2e/m2.
public enum MassByArea: Measure {
  /// Emissions by area.
  public static var dimension: Dimension { .emissions / .area }
}
/// Emissions by amount of data; base unit gCO2e/B.
public enum MassByInformation: Measure {
  /// Emissions by information.
  public static var dimension: Dimension { .emissions / .information }
}

/// A number that knows what it measures: `Quantity<Energy>` times `Quantity<Intensity>` is a
/// `Quantity<Mass>`, and an energy added to a power does not compile.
///
/// The parameter has no constraint of its own, so that the runtime need not look one up; what a
/// measure is used for stands in extensions.
public struct Quantity<M>: Hashable, Comparable, Sendable {
  /// The amount in base units: s, J, gCO2e.
  public var base: Double

  /// An amount in base units.
  public init(base: Double) { self.base = base }

  /// Nothing of it.
  public static var zero: Quantity { Quantity(base: 0) }

  /// Orders by amount.
  public static func < (left: Quantity, right: Quantity) -> Bool { left.base < right.base }
  /// The sum.
  public static func + (left: Quantity, right: Quantity) -> Quantity {
    Quantity(base: left.base + right.base)
  }
  /// The difference.
  public static func - (left: Quantity, right: Quantity) -> Quantity {
    Quantity(base: left.base - right.base)
  }
  /// A multiple.
  public static func * (left: Quantity, right: Double) -> Quantity {
    Quantity(base: left.base * right)
  }
  /// A part.
  public static func / (left: Quantity, right: Double) -> Quantity {
    Quantity(base: left.base / right)
  }
  /// How many times the one is the other.
  public static func / (left: Quantity, right: Quantity) -> Double { left.base / right.base }
}

extension Quantity where M: Measure {
  /// A number of a unit; nothing where the unit measures something else.
  public init?(_ number: Double, _ unit: Unit) {
    guard unit.dimension == M.dimension else { return nil }
    base = unit.inBase(number)
  }

  /// A quantity as people write it: `433_196 kWh`, `57 gCO2e/kWh`, `85 %`; nothing where the text
  /// is none or measures something else.
  public init?(_ text: String) {
    let split = text.firstIndex { $0 == " " } ?? text.endIndex
    let digits = String(text[..<split].filter { $0 != "_" })
    let symbol = text[split...].drop { $0 == " " }
    guard digits.allSatisfy({ "0123456789.eE+-".contains($0) }), let number = Double(digits),
      let unit = Unit(parsing: String(symbol)), unit.inBase(number).isFinite
    else { return nil }
    self.init(number, unit)
  }

  /// The amount in a unit of the same dimension.
  public func value(in unit: Unit) -> Double {
    assert(unit.dimension == M.dimension, "\(unit.symbol) does not measure this")
    return unit.fromBase(base)
  }
}

extension Quantity<Energy> {
  /// The amount in kWh.
  public var kilowattHours: Double { base / 3.6e6 }
  /// An amount in kWh.
  public static func kilowattHours(_ number: Double) -> Quantity { Quantity(base: number * 3.6e6) }
}

extension Quantity<Mass> {
  /// The amount in kgCO2e.
  public var kilograms: Double { base / 1000 }
  /// An amount in kgCO2e.
  public static func kilograms(_ number: Double) -> Quantity { Quantity(base: number * 1000) }
}

extension Quantity<Duration> {
  /// The amount in hours.
  public var hours: Double { base / 3600 }
  /// An amount in hours.
  public static func hours(_ number: Double) -> Quantity { Quantity(base: number * 3600) }
}

extension Quantity<Power> {
  /// The amount in watts.
  public var watts: Double { base }
  /// An amount in watts.
  public static func watts(_ number: Double) -> Quantity { Quantity(base: number) }
}
