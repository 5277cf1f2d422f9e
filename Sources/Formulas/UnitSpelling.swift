/// What people write for a unit when they write something else.
enum UnitSpelling {
  /// Masses that do not say of what.
  static let massWithoutGas: Set<String> = [
    "g", "kg", "t", "mg", "Mg", "kt", "Mt", "Gt", "gCO2", "kgCO2", "tCO2", "mgCO2", "ktCO2",
    "MtCO2", "ton", "tons", "tonne", "tonnes", "gram", "grams", "kilogram", "kilograms",
  ]

  private static let words: [String: String] = [
    "hour": "h", "hours": "h", "hr": "h", "hrs": "h", "day": "d", "days": "d", "year": "yr",
    "years": "yr", "y": "yr", "a": "yr", "minute": "min", "minutes": "min", "mins": "min",
    "second": "s", "seconds": "s", "sec": "s", "secs": "s", "watt": "W", "watts": "W",
    "kilowatt": "kW", "kilowatts": "kW", "percent": "%", "bytes": "B", "byte": "B", "bits": "bit",
    "joule": "J", "joules": "J", "FLOPs": "FLOP", "flop": "FLOP", "flops": "FLOP",
    "FLOPS": "FLOP/s", "GFLOPS": "GFLOP/s", "TFLOPS": "TFLOP/s", "PFLOPS": "PFLOP/s",
    "week": "7 d", "weeks": "7 d", "month": "730 h", "months": "730 h",
  ]

  private static let powers = [
    "k": 3, "K": 3, "thousand": 3, "M": 6, "million": 6, "B": 9, "billion": 9, "bn": 9, "G": 9,
  ]

  private static let common = [
    "W", "kW", "MW", "Wh", "kWh", "MWh", "GWh", "J", "kJ", "MJ", "s", "min", "h", "d", "yr", "B",
    "kB", "MB", "GB", "TB", "gCO2e", "kgCO2e", "tCO2e", "FLOP", "GFLOP", "TFLOP", "PFLOP",
  ]

  /// What to write instead of a word that is no unit.
  static func hint(for word: String) -> String? {
    let lower = word.lowercased()
    if lower == "x" { return "write `*` or `×` to multiply" }
    if let power = powers[word] {
      return "write the number with an exponent, such as `3.2e\(power)`"
    }
    if ["gpu", "gpus", "gpuh", "gpu_h", "gpu_hour", "gpu_hours", "tpu", "tpus"].contains(lower) {
      return "device-time is devices × hours: write `4 * 2 h` for 4 devices over 2 hours"
    }
    if let unit = words[word] ?? words[lower] { return "write `\(unit)`" }
    if let unit = common.first(where: { $0.lowercased() == lower }) { return "write `\(unit)`" }
    if lower.hasSuffix("co2e") || lower.hasSuffix("co2eq") || lower.hasSuffix("co2") {
      let mass = lower.prefix { $0 != "c" }
      guard let unit = ["mg", "g", "kg", "t", "kt", "mt", "gt"].first(where: { $0 == mass })
      else { return nil }
      return
        "write `\(unit == "mt" || unit == "gt" ? unit.prefix(1).uppercased() + "t" : unit)CO2e`"
    }
    return nil
  }
}
