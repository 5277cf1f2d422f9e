import Diagnostics
import Quantities
import Reporting
import Studies
import Telemetry

/// Logs of windows with their requests and energy, through which a study draws a line.
extension Session {
  /// The windows of a log.
  func paired(_ log: StudyLog, in study: String) throws(Failure) -> PairedWindows {
    let columns = try columns(of: log, roles: PairedRole.allCases.map(\.rawValue))
    let name = log.file.name
    let path = try path(of: log.file, in: study)
    let source: any ByteSource
    do throws(SystemError) { source = try system.source(path) } catch {
      throw Self.cannotRead(name, error.reason)
    }
    let digested = DigestedSource(source)
    let reading: PairedLog.Reading
    do throws(PairedLog.Failure) {
      reading = try PairedLog(
        digested, columns: columns, joules: log.unit.map { $0.inBase(1) }
      ).read()
    } catch { throw Failure(2, Self.refused(name, error)) }
    let record = LogRecord(name, reading, digested.digest)
    guard reading.rows.used > 0 else {
      throw Failure(1, Self.nothingUsed(name, reading.rows, what: "window"))
    }
    report(Self.rejections(reading.rows).map(log.placed))
    return PairedWindows(
      pairs: reading.pairs.map { (x: $0.requests, y: $0.joules) },
      window: reading.window.map { Double($0) / 1e9 }, log: record)
  }

  private static func refused(_ name: String, _ failure: PairedLog.Failure) -> Diagnostic {
    func unknown(_ message: String, _ hint: String) -> Diagnostic {
      Diagnostic(.unknownLog, message, hint: hint)
    }
    switch failure {
    case .unreadable(let reason):
      return Diagnostic(.unreadable, "cannot read `\(name)`: \(reason.reason)")
    case .empty: return unknown("`\(name)` is empty", "give a log with windows")
    case .columns(let header):
      return unknown(
        "`\(name)` lacks a column for the time, the requests or the energy of its windows",
        "name them: `columns: {time: …, requests: …, energy: …}`; it has \(header.prefix(20).joined(separator: ", "))"
      )
    case .unit(let column):
      return unknown(
        "nothing tells the unit of the energies in `\(name)`, column \(column)",
        "add `unit: kWh`, or write it behind the name of the column: \(column)_kWh")
    case .tooMany:
      return unknown(
        "`\(name)` holds more than \(PairedLog.mostPairs) windows, more than are held",
        "join them to longer ones, of ten minutes or an hour")
    }
  }
}

extension LogRecord {
  /// What was read of a log of windows, under the name that the study gives it.
  fileprivate init(_ name: String, _ reading: PairedLog.Reading, _ digest: String) {
    func moment(_ nanoseconds: Int64?) -> String? {
      nanoseconds.map { Timestamp(nanoseconds: $0, isZoned: reading.isZoned).text }
    }
    let (first, last) = (reading.times.min(), reading.times.max())
    self.init(
      file: name, digest: digest, format: reading.separator == 0x09 ? "TSV" : "CSV", reading.rows,
      first: moment(first), last: moment(last),
      seconds: Double((last ?? 0) - (first ?? 0)) / 1e9)
  }
}
