import Diagnostics
import Studies
import Telemetry

/// The logs that a study names where figures could stand.
extension Session {
  /// What a log of requests adds up to; nothing, and a message at the place that names it, where it
  /// cannot be read.
  func traffic(
    of file: Reference, in study: String, _ mistakes: inout [Diagnostic]
  ) -> TrafficTotals? {
    do throws(Failure) {
      let path = try path(of: file, in: study)
      let source: any ByteSource
      do throws(SystemError) { source = try system.source(path) } catch {
        throw Self.cannotRead(path, error.reason)
      }
      let reading: TrafficLog.Reading
      do throws(TrafficLog.Failure) {
        reading = try TrafficLog(
          source, columns: ColumnNames(), filter: nil, window: TrafficSummary.hour
        ).read()
      } catch { throw Self.refused(path, error, ColumnNames()) }
      report(Self.doubts(path, reading.summary))
      guard reading.summary.total.all.requests > 0 else { throw Failure(1, Self.noRequest) }
      guard reading.summary.total.isExact else { throw Self.tooMuch }
      return TrafficTotals(reading.summary)
    } catch {
      mistakes += error.diagnostics.map { diagnostic in
        var placed = diagnostic
        placed.span = diagnostic.span ?? file.span
        return placed
      }
      return nil
    }
  }
}

extension TrafficTotals {
  /// What a study takes of a summary: requests by outcome where the log tells a status, tokens of
  /// the requests served where it tells them, and the requests of each hour.
  init(_ summary: TrafficSummary) {
    self.init()
    let total = summary.total
    served = Double(total.served.requests)
    if !summary.statuses.isEmpty || total.refused.requests + total.failed.requests > 0 {
      refused = Double(total.refused.requests)
      failed = Double(total.failed.requests)
    }
    let requests = total.all.requests
    if summary.requestsWithoutInput < requests { input = Double(total.served.input) }
    if summary.requestsWithoutOutput < requests { output = Double(total.served.output) }
    guard let first = summary.first else { return }
    seconds = Double(summary.span) / 1e9
    let hour = TrafficSummary.hour
    var next = first - first % hour
    for window in summary.windows(hour) {
      while next < window.start, hours.count < TrafficSummary.mostSteps {
        hours.append(0)
        next += hour
      }
      hours.append(Double(window.tally.served.requests))
      next = window.start + hour
    }
  }
}
