import Telemetry

@testable import Telemetry

/// Reads a text as a log, by one slice, by several, or as a stream.
func traffic(
  _ text: String, columns: String? = nil, filter: String? = nil,
  window: Int64 = TrafficSummary.hour, slices: Int? = nil, isStream: Bool = false
) throws -> TrafficSummary {
  try traffic(
    Array(text.utf8), columns: columns, filter: filter, window: window, slices: slices,
    isStream: isStream)
}

/// Reads bytes as a log.
func traffic(
  _ bytes: [UInt8], columns: String? = nil, filter: String? = nil,
  window: Int64 = TrafficSummary.hour, slices: Int? = nil, isStream: Bool = false,
  header: String? = nil
) throws -> TrafficSummary {
  let names = try columns.map {
    try ColumnNames($0, roles: TrafficRole.allCases.map(\.rawValue))
  }
  let log = TrafficLog(
    MemorySource(name: "log", bytes: bytes, isStream: isStream), columns: names ?? ColumnNames(),
    filter: filter.map { PathFilter($0) }, window: window, header: header.map { Array($0.utf8) })
  let cut = slices.map { Slice.cut(length: bytes.count, into: $0) }
  return try log.read(slices: cut).summary
}

extension TrafficSummary {
  /// The rows in words: `3 read, 2 used; negative 1 at log:3:5`.
  var rowsText: String {
    rows.rejections.reduce("\(rows.read) read, \(rows.used) used") { text, rejection in
      let places = rejection.places.map(\.text).joined(separator: " ")
      return text + "; \(rejection.reason.rawValue) \(rejection.count) at \(places)"
    }
  }

  /// Requests, input and output tokens over all.
  var sums: [Int64] { [total.all.requests, total.all.input, total.all.output] }
}
