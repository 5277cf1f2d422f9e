/// How a grid intensity is counted. Intensities that differ in this must not be mixed silently.
///
/// The method of an intensity row is three words in this order, joined by `; `: the basis
/// (`average`, `marginal`), the scope (`direct`, `life-cycle`) and the side (`production`,
/// `consumption`); `unstated` stands for a scope or a side that the source does not tell.
public struct IntensityMethod: Hashable, Sendable {
  /// Which kilowatt-hour is meant.
  public enum Basis: String, Sendable {
    /// The mean of all that is generated.
    case average
    /// The one more that is generated for one more that is used.
    case marginal
  }

  /// Which emissions are counted.
  public enum Scope: String, Sendable {
    /// Those of burning fuel in the power station.
    case direct
    /// Those of fuel supply and of building the power station too.
    case lifeCycle = "life-cycle"
    /// The source does not say.
    case unstated
  }

  /// Where the kilowatt-hour is counted.
  public enum Side: String, Sendable {
    /// Where it is generated.
    case production
    /// Where it is used: with trade between grids, or with the losses on the way.
    case consumption
    /// The source does not say.
    case unstated
  }

  /// Which kilowatt-hour is meant.
  public let basis: Basis
  /// Which emissions are counted.
  public let scope: Scope
  /// Where the kilowatt-hour is counted.
  public let side: Side

  /// Reads the method of an intensity row.
  public init?(_ method: String) {
    let words = method.split(separator: ";").map { word in
      String(word.drop { $0 == " " })
    }
    guard words.count == 3, let basis = Basis(rawValue: words[0]),
      let scope = Scope(rawValue: words[1]), let side = Side(rawValue: words[2])
    else { return nil }
    self.basis = basis
    self.scope = scope
    self.side = side
  }
}

extension FactorRow {
  /// How the intensity is counted; nothing for any other figure.
  public var intensityMethod: IntensityMethod? {
    figure == "intensity" ? IntensityMethod(method) : nil
  }
}
