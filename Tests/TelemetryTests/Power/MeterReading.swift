@testable import Telemetry

/// Reads a text as a log of power, by one slice, by several, or as a stream.
func power(
  _ text: String, columns: String? = nil, name: String = "log", node: String = "",
  bound: Int64? = nil, range: Int64? = nil, ranges: [CounterRange] = [],
  stretch: Stretch? = nil, slices: [Slice]? = nil,
  isStream: Bool = false, header: String? = nil
) throws -> MeterSummary {
  var terms = PowerLog.Terms()
  if let columns {
    terms.columns = try ColumnNames(columns, roles: PowerRole.allCases.map(\.rawValue))
  }
  terms.node = node
  terms.bound = bound
  terms.range = range
  terms.ranges = ranges
  terms.stretch = stretch
  terms.header = header.map { Array($0.utf8) }
  let source = MemorySource(name: name, bytes: Array(text.utf8), isStream: isStream)
  return try PowerLog(source, terms).read(slices: slices).summary
}

extension MeterSummary {
  /// The rows in words: `3 read, 2 used; negative 1 at log:3:5`.
  var rowsText: String {
    rows.rejections.reduce("\(rows.read) read, \(rows.used) used") { text, rejection in
      let places = rejection.places.map(\.text).joined(separator: " ")
      return text + "; \(rejection.reason.rawValue) \(rejection.count) at \(places)"
    }
  }

  /// Energies by device, `0: 0.5 kWh`, with what is left out.
  var energies: String {
    let metered = Metered(joined().summary)
    return metered.devices.map { device in
      "\(device.key.text): \(device.energy.text) kWh"
        + (device.gaps > 0 ? ", \(device.gaps) gaps" : "")
    }.joined(separator: "; ")
  }
}
