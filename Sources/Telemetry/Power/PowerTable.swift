/// A table with one reading of one device a row: which column holds what, and in which unit.
public struct PowerTable: Hashable, Sendable {
  /// The names of the columns; none where a line has no header.
  public let header: [String]
  /// What stands between two cells.
  public let separator: UInt8
  /// What the columns hold, up to the last that is needed.
  public let roles: [PowerRole?]
  /// The unit of the power or the counter.
  public let unit: MeterUnit
  /// What wrote it.
  public let kind: MeterKind
  /// The column with the power of memory beside that of the processor, which are added up:
  /// `turbostat` tells both in one row, and neither holds the other.
  let memory: Int?
  /// The name of the column with the power or the counter.
  public let valueName: String
  /// Names of columns that could each name the device.
  let rivals: [Int]
  /// Whether times are dates: a number is no time then, but the rest of a line that was cut.
  var isDated = false
  /// What a number in the column of times counts, where its name says so; else its size tells.
  let timeUnit: TimeUnit?

  /// A table without a header.
  init(separator: UInt8, roles: [PowerRole?], unit: MeterUnit, kind: MeterKind, valueName: String) {
    header = []
    self.separator = separator
    self.roles = roles
    self.unit = unit
    self.kind = kind
    self.valueName = valueName
    memory = nil
    rivals = []
    timeUnit = nil
  }

  /// How many cells a row may have; any number where there is no header to tell.
  var width: ClosedRange<Int> {
    if kind == .ptdaemon { return PTDaemonLine.cells }
    guard !header.isEmpty else { return 1...Int.max }
    // Some loggers end each row, or the header, with a separator.
    let named = header.lastIndex { !$0.isEmpty } ?? 0
    return named + 1...header.count
  }

  /// Whether the values are those of a counter.
  public var isCounter: Bool { unit.isEnergy }

  /// The table of a header; nothing where a column that is needed is missing. Where the user names
  /// columns, those he does not name are not looked for, but the device's and the node's by none.
  public init?(header: [String], separator: UInt8, named columns: ColumnNames) {
    let names = header.map(PowerColumnName.init)
    var places: [PowerRole: Int] = [:]
    for role in PowerRole.allCases {
      if columns.entries.isEmpty {
        for name in role.names {
          if let index = names.firstIndex(where: { $0.name == name }) {
            places[role] = index
            break
          }
        }
      } else if columns[role.rawValue] != nil {
        guard let index = Self.index(of: role, columns, header, names) else { return nil }
        places[role] = index
      }
    }
    guard let time = places[.time], !Self.isByProcessor(names, columns) else { return nil }
    if places[.power] != nil { places[.energy] = nil }
    guard let value = places[.power] ?? places[.energy] else { return nil }
    let isCounter = places[.power] == nil
    // The powercap interface names its zones in files `name` beside `energy_uj`.
    if columns.entries.isEmpty, places[.device] == nil, value < names.count,
      names[value].name == "energy_uj"
    {
      places[.device] = places.removeValue(forKey: .model)
    }
    let name = value < names.count ? names[value] : PowerColumnName("#\(value + 1)")
    if let unit = name.unit, MeterUnit(unit) == nil { return nil }
    if name.stated == nil, name.isOfElse { return nil }
    let stated = name.stated
    if let stated, stated.isEnergy != isCounter { return nil }
    // A counter without a unit could be anything; one that the user names is in joules.
    if isCounter, stated == nil, columns.entries.isEmpty { return nil }
    unit = stated ?? (isCounter ? .joule : .watt)
    self.header = columns.needsNoHeader ? [] : header
    self.separator = separator
    memory =
      columns.entries.isEmpty && name.name == "pkgwatt"
      ? names.firstIndex { $0.name == "ramwatt" } : nil
    let last = max(time, value, places[.device] ?? 0, places[.node] ?? 0)
    if let model = places[.model], model > last { places[.model] = nil }
    var roles = [PowerRole?](repeating: nil, count: last + 1)
    for (role, index) in places { roles[index] = role }
    guard Set(places.values).count == places.count else { return nil }
    self.roles = roles
    timeUnit = time < names.count ? names[time].timeUnit : nil
    valueName = name.name
    switch name.name {
    case "energy_uj", "pkgwatt": kind = .rapl
    case let other: kind = other.hasPrefix("power.draw") ? .nvidiaSMI : .table
    }
    rivals =
      columns.entries.isEmpty
      ? ["index", "gpu", "gpu_id"].compactMap { known in
        names.firstIndex { $0.name == known }
      } : []
  }

  /// Whether it is what `turbostat` writes without `--Summary`: lines by processor, of which that of
  /// the whole holds the others.
  private static func isByProcessor(_ names: [PowerColumnName], _ columns: ColumnNames) -> Bool {
    guard columns.entries.isEmpty, names.contains(where: { $0.name == "pkgwatt" }) else {
      return false
    }
    return names.contains { ["cpu", "core", "package"].contains($0.name) }
  }

  private static func index(
    of role: PowerRole, _ columns: ColumnNames, _ header: [String], _ names: [PowerColumnName]
  ) -> Int? {
    if let index = columns.index(of: role.rawValue, in: header) { return index }
    let wanted = columns[role.rawValue]?.lowercased()
    return names.firstIndex { $0.name == wanted }
  }
}
