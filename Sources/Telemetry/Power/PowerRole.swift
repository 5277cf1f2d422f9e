/// What a column of a log of power can hold.
public enum PowerRole: String, Hashable, Sendable, CaseIterable {
  /// When it was measured.
  case time
  /// The power drawn.
  case power
  /// A counter of energy.
  case energy
  /// The device that was measured.
  case device
  /// The node that holds it.
  case node
  /// What the device is.
  case model

  /// The names under which logs are known to hold it, the surest first, in small letters and
  /// without what stands in brackets. Those with an underscore say their unit.
  var names: [String] {
    switch self {
    case .time:
      ["timestamp", "time", "datetime", "date_time", "ts", "date", "time_of_day_seconds"]
    case .power:
      [
        "power.draw", "power.draw.average", "power.draw.instant", "power_draw", "power_w",
        "power_watts", "watts", "power_mw", "gpu_power_w", "power", "draw",
        "pkgwatt",
      ]
    case .energy:
      [
        "total_energy_consumption", "energy_uj", "energy_mj", "energy_j", "energy_joules",
        "energy_kwh", "energy_counter",
      ]
    case .device:
      [
        "uuid", "gpu_uuid", "pci.bus_id", "gpu_bus_id", "index", "gpu", "gpu_id", "device", "meter",
        "zone", "domain", "package", "socket",
      ]
    case .node: ["hostname", "host", "node", "nodename", "server"]
    case .model: ["name", "gpu_name", "model", "modelname"]
    }
  }
}

/// The name of a column, and its unit where it says one: `power.draw [W]`, `energy_uj`.
struct PowerColumnName {
  /// In small letters, without the brackets.
  var name: String
  /// What stands in brackets.
  var unit: String?

  init(_ text: String) {
    name = text.lowercased()
    for (open, close) in [("[", "]"), ("(", ")")] {
      guard text.hasSuffix(close), let start = text.lastIndex(of: Character(open)) else { continue }
      unit = String(text[text.index(after: start)...].dropLast())
      name = text[..<start].lowercased()
      while name.hasSuffix(" ") { name.removeLast() }
      return
    }
  }

  /// The unit that the column says, in brackets or behind its last underscore.
  var stated: MeterUnit? {
    if let unit { return MeterUnit(unit) }
    guard let split = name.lastIndex(of: "_") else { return nil }
    let end = String(name[name.index(after: split)...])
    return MeterUnit(end)
  }
}
