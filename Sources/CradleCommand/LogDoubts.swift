import Diagnostics
import Reporting
import Telemetry

/// What is odd about a log, whatever it tells.
extension Session {
  /// The rows that were not used, by reason; those that nobody asked for, and steps that their jobs
  /// hold, left aside.
  static func rejections(_ rows: RowCount) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for rejection in rows.rejections
    where rejection.reason != .notAskedFor && rejection.reason != .step {
      let places = rejection.places.map(\.text).joined(separator: ", ")
      let more = rejection.count > rejection.places.count ? ", …" : ""
      let rows = rejection.count == 1 ? "1 row is" : "\(rejection.count) rows are"
      found.append(
        Diagnostic(
          .warning, .rejectedRows, "\(rows) not used: \(rejection.reason.text) (\(places)\(more))"))
    }
    return found
  }

  /// Times with and without a zone in one log.
  static func mixedZones(_ name: String, _ zoned: Int64, _ unzoned: Int64) -> [Diagnostic] {
    guard zoned > 0, unzoned > 0 else { return [] }
    return [
      Diagnostic(
        .warning, .doubtfulLog,
        "of the times of `\(name)`, \(zoned) name their zone and \(unzoned) do not",
        hint: "those without are read as UTC")
    ]
  }

  /// A last line without its end.
  static func openLine(_ name: String, _ place: RowPlace?) -> [Diagnostic] {
    guard let place else { return [] }
    return [
      Diagnostic(
        .warning, .doubtfulLog,
        "the last line of `\(name)` has no line feed, and is used as it stands (\(place.text))",
        hint: "it may have been cut, or is still being written")
    ]
  }
}
