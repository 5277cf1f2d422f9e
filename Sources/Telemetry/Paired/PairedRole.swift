/// What a column of a paired log can hold: requests and energy, metered over the same windows.
public enum PairedRole: String, Hashable, Sendable, CaseIterable {
  /// When the window began, or ended: always the same of the two.
  case time
  /// The requests in it.
  case requests
  /// The energy metered over it.
  case energy

  /// The names under which logs are known to hold it, in small letters and without what is neither
  /// letter nor digit; a unit behind the name of an energy is left out.
  private var names: [String] {
    switch self {
    case .time: TrafficRole.time.names
    case .requests: TrafficRole.requests.names
    case .energy: ["energy", "energyconsumed", "energyused", "consumption", ""]
    }
  }

  /// Which role a name has, and how sure that is: the lower the rank, the surer.
  static func known(_ name: String) -> (role: PairedRole, rank: Int)? {
    if let rank = PairedRole.time.names.firstIndex(of: TrafficRole.plainName(name)) {
      return (.time, rank)
    }
    if let rank = PairedRole.requests.names.firstIndex(of: TrafficRole.plainName(name)) {
      return (.requests, rank)
    }
    let (rest, unit) = split(name)
    guard let rank = PairedRole.energy.names.firstIndex(of: TrafficRole.plainName(rest)),
      unit != nil || !rest.isEmpty
    else { return nil }
    return (.energy, rank)
  }

  /// The joules of the unit that the name of a column ends with: `energy_kWh`, `Energy (J)`, `kWh`.
  /// CodeCarbon's `energy_consumed` is in kWh.
  public static func joules(ofColumn name: String) -> Double? {
    if TrafficRole.plainName(name) == "energyconsumed" { return 3.6e6 }
    return split(name).joules
  }

  /// A name without the unit at its end, and the joules of that.
  private static func split(_ name: String) -> (rest: String, joules: Double?) {
    let end = name.lastIndex { isLetter($0) }.map { name.index(after: $0) } ?? name.endIndex
    let start =
      name[..<end].lastIndex { !isLetter($0) }.map { name.index(after: $0) } ?? name.startIndex
    let joules: Double? =
      switch name[start..<end] {
      case "Wh", "wh", "WH": 3600
      case "kWh", "kwh", "KWh", "KWH": 3.6e6
      case "MWh": 3.6e9
      case "J", "j", "joules", "Joules", "joule", "Joule": 1
      case "kJ", "kj": 1e3
      case "MJ": 1e6
      default: nil
      }
    return joules == nil ? (name, nil) : (String(name[..<start]), joules)
  }

  private static func isLetter(_ character: Character) -> Bool {
    character.isASCII && character.isLetter
  }
}
