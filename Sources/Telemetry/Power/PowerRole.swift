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
        "zone", "domain", "package", "socket", "card", "accelerator", "device_id", "gpu_index",
        "gpu_number", "npu", "npu_id", "tpu", "chip",
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
  /// What stands behind the last underscore, as it is written.
  private var ending: String?

  init(_ text: String) {
    var plain = text[...]
    for (open, close) in [("[", "]"), ("(", ")")] {
      guard text.hasSuffix(close), let start = text.lastIndex(of: Character(open)) else { continue }
      unit = String(text[text.index(after: start)...].dropLast())
      plain = text[..<start]
      while plain.hasSuffix(" ") { plain.removeLast() }
      break
    }
    name = plain.lowercased()
    // Where all is in capital letters, `POWER_MW` tells no megawatts from milliwatts.
    if plain.utf8.count > 3, !name.isEmpty, plain == plain.uppercased() { plain = name[...] }
    if let split = plain.lastIndex(where: { $0 == "_" || $0 == " " }) {
      ending = String(plain[plain.index(after: split)...])
    } else {
      ending = String(plain)
    }
  }

  /// The unit that the column says, in brackets or at its end.
  var stated: MeterUnit? {
    if let unit { return MeterUnit(unit) }
    return ending.flatMap(MeterUnit.init)
  }

  /// The unit of time that the column says, in brackets or at its end.
  var timeUnit: TimeUnit? {
    if let unit { return TimeUnit(unit) }
    return ending.flatMap(TimeUnit.init)
  }

  /// What it says to hold that is neither power nor energy.
  var isOfElse: Bool {
    let word = (unit ?? ending ?? "").lowercased()
    return [
      "va", "kva", "var", "dbm", "db", "btu", "btu/h", "v", "mv", "volts", "a", "ma", "amps", "%",
      "percent", "hz", "c", "hours", "mwh", "cal", "hp",
    ].contains(word)
  }
}

/// What the numbers of a column of times count.
public enum TimeUnit: Hashable, Sendable {
  /// Seconds.
  case seconds
  /// Milliseconds.
  case milliseconds
  /// Microseconds.
  case microseconds
  /// Nanoseconds.
  case nanoseconds

  /// The unit of a symbol; nothing for one that is not known.
  init?(_ symbol: String) {
    switch symbol.lowercased() {
    case "s", "sec", "secs", "second", "seconds": self = .seconds
    case "ms", "msec", "msecs", "millis", "millisecond", "milliseconds": self = .milliseconds
    case "us", "µs", "usec", "usecs", "micros", "microsecond", "microseconds": self = .microseconds
    case "ns", "nsec", "nsecs", "nanos", "nanosecond", "nanoseconds": self = .nanoseconds
    default: return nil
    }
  }

  /// The moment of a number in this unit, digits beyond nanoseconds dropped; nothing for one that
  /// lies outside 1970 … 2115.
  func moment(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Timestamp? {
    let scale =
      switch self {
      case .seconds: 9
      case .milliseconds: 6
      case .microseconds: 3
      case .nanoseconds: 0
      }
    guard
      case .value(let nanoseconds) = ScaledDecimal.read(bytes, range, scale: scale, dropsRest: true),
      0...4_600_000_000_000_000_000 ~= nanoseconds
    else { return nil }
    return Timestamp(nanoseconds: nanoseconds, isZoned: true)
  }
}

extension Span where Element == UInt8 {
  /// Whether a cell could only be a number, and no date.
  func isNumber(_ range: Range<Int>) -> Bool {
    for index in range where self[index] == 0x2F || self[index] == 0x3A || self[index] == 0x2D {
      return false
    }
    return true
  }
}
