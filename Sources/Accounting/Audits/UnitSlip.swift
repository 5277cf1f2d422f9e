import Quantities

/// A figure a thousandfold off, and the unit that was likely meant.
enum UnitSlip {
  private static let ladders = [
    ["uW", "mW", "W", "kW", "MW", "GW"],
    ["mWh", "Wh", "kWh", "MWh", "GWh", "TWh"],
    ["mgCO2e", "gCO2e", "kgCO2e", "tCO2e", "ktCO2e", "MtCO2e"],
    ["mgCO2e/kWh", "gCO2e/kWh", "kgCO2e/kWh", "tCO2e/kWh"],
    ["gCO2e/MWh", "kgCO2e/MWh", "tCO2e/MWh"],
  ]

  /// How many prefixes a figure is off by, for how many times it is too large: 1 for some thousand,
  /// −1 for a thousandth, 0 where it is off by something else.
  static func steps(_ factor: Double) -> Int {
    guard factor > 0, factor.isFinite else { return 0 }
    var rest = factor
    var steps = 0
    while rest > 32, steps < 3 {
      rest /= 1000
      steps += 1
    }
    while rest < 1 / 32.0, steps > -3 {
      rest *= 1000
      steps -= 1
    }
    return rest <= 32 && rest >= 1 / 32.0 ? steps : 0
  }

  /// `W` may be meant for `kW`, where a figure in kW is a thousand times too large; nothing where no
  /// unit of the kind explains it.
  static func words(_ written: String, tooLargeBy factor: Double) -> String? {
    let steps = steps(factor)
    guard steps != 0 else { return nil }
    for ladder in ladders {
      guard let index = ladder.firstIndex(of: written.replacingEquivalents) else { continue }
      guard ladder.indices.contains(index - steps) else { return nil }
      return "the figure would fit if `\(ladder[index - steps])` were meant for `\(written)`"
    }
    return nil
  }
}

extension String {
  /// The unit with one spelling of the gas.
  fileprivate var replacingEquivalents: String {
    for spelling in ["CO2eq", "CO2-eq"] {
      guard let start = utf8.firstIndex(of: UInt8(ascii: "C")) else { break }
      let end = self[start...].firstIndex(of: "/") ?? endIndex
      if self[start..<end] == spelling { return self[..<start] + "CO2e" + self[end...] }
    }
    return self
  }
}
