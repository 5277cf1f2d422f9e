import Diagnostics
import Telemetry

extension Session {
  /// A log of Prometheus of which no metric is read.
  static func unreadMetrics(_ name: String, _ unread: UnreadMetrics) -> Diagnostic? {
    guard let first = unread.names.first else { return nil }
    var known = unread.names.filter { !$0.isEmpty }.map { "`\($0)`" }
    if first.isEmpty { known.append("series without a name, as `sum by (…)` leaves them") }
    if unread.hasMore { known.append("others") }
    return Diagnostic(
      .warning, .doubtfulLog,
      "no metric of `\(name)` is read: it has \(known.joined(separator: ", "))",
      hint: "read are \(PrometheusMetric.all.map(\.name).joined(separator: ", "))")
  }
}
