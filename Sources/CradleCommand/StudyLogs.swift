import Diagnostics
import Reporting
import Studies
import Telemetry

/// Why logs that a study names could not be read, each by itself.
final class LogFailures {
  private(set) var all: [Failure] = []

  /// Adds what went wrong with a log, at the place that names it.
  func add(_ failure: Failure, of log: StudyLog) {
    all.append(Failure(failure.status, all: failure.diagnostics.map(log.placed)))
  }
}

/// The logs that a study names where figures could stand.
extension Session {
  /// What reads them; what goes wrong is kept, so that all mistakes of a study come in one run.
  func logs(of study: String, _ failures: LogFailures) -> StudyLogs {
    var logs = unread
    logs.traffic = { log in
      do throws(Failure) { return try self.traffic(of: log, in: study) } catch {
        failures.add(error, of: log)
        return nil
      }
    }
    logs.paired = { log in
      do throws(Failure) { return try self.paired(log, in: study) } catch {
        failures.add(error, of: log)
        return nil
      }
    }
    return logs
  }

  /// Reads nothing, for a study that cannot be told from its text.
  var unread: StudyLogs {
    StudyLogs(
      trafficRoles: { TrafficRole.allCases.map(\.rawValue) },
      pairedRoles: { PairedRole.allCases.map(\.rawValue) })
  }

  /// What a log of requests adds up to.
  private func traffic(of log: StudyLog, in study: String) throws(Failure) -> TrafficTotals {
    let columns = try columns(of: log, roles: TrafficRole.allCases.map(\.rawValue))
    let path = try path(of: log.file, in: study)
    let source: any ByteSource
    do throws(SystemError) { source = try system.source(path) } catch {
      throw Self.cannotRead(log.file.name, error.reason)
    }
    let digested = DigestedSource(source)
    let reading: TrafficLog.Reading
    do throws(TrafficLog.Failure) {
      reading = try TrafficLog(
        digested, columns: columns, filter: nil, window: TrafficSummary.hour
      ).read()
    } catch {
      throw Self.refused(
        log.file.name, error, columns, naming: "columns: {time: …, input: …, output: …}")
    }
    let summary = reading.summary
    guard summary.total.all.requests > 0 else {
      throw Failure(1, Self.nothingUsed(log.file.name, summary.rows, what: "request"))
    }
    guard summary.total.isExact else { throw Self.tooMuch }
    guard !summary.isTooFine else { throw Self.tooLong }
    report(Self.doubts(log.file.name, summary).map(log.placed))
    var totals = TrafficTotals(summary)
    totals.log = LogRecord(log.file.name, reading, digested.digest)
    return totals
  }

  /// The columns that a study tells.
  func columns(of log: StudyLog, roles: [String]) throws(Failure) -> ColumnNames {
    guard let text = log.columnText else {
      return ColumnNames(log.columns.map { .init(role: $0.role, column: $0.name) })
    }
    do throws(ColumnNames.Mistake) {
      let columns = try ColumnNames(text.name, roles: roles)
      if columns["time"] == nil { throw .missing("time") }
      return columns
    } catch { throw Failure(1, Self.noColumns(error, roles, at: text.span)) }
  }
}

extension StudyLog {
  /// A message at the place that names the log, where it has none.
  func placed(_ diagnostic: Diagnostic) -> Diagnostic {
    var placed = diagnostic
    placed.span = diagnostic.span ?? file.span
    return placed
  }
}

extension LogRecord {
  /// What was read of a log, with its rows as they were counted.
  init(
    file: String, digest: String, format: String, _ rows: RowCount, first: String?, last: String?,
    seconds: Double
  ) {
    self.init(
      file: file, digest: digest, format: format, used: rows.used,
      rejections: rows.rejections.map {
        Rejection(reason: $0.reason.rawValue, text: $0.reason.text, count: $0.count)
      },
      first: first, last: last, seconds: seconds)
  }

  /// What was read of a log, under the name that the study gives it.
  init(_ name: String, _ reading: TrafficLog.Reading, _ digest: String) {
    let summary = reading.summary
    let isZoned = summary.unzoned == 0
    func moment(_ nanoseconds: Int64?) -> String? {
      nanoseconds.map { Timestamp(nanoseconds: $0, isZoned: isZoned).text }
    }
    self.init(
      file: name, digest: digest, format: reading.format?.text ?? "empty", summary.rows,
      first: moment(summary.first), last: moment(summary.last),
      seconds: Double(summary.span) / 1e9)
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
    seconds = Double(summary.span) / 1e9
    let hour = TrafficSummary.hour
    let windows = summary.windows(hour)
    guard var next = windows.first?.start else { return }
    start = next / 1_000_000_000
    for window in windows {
      while next < window.start, hours.count < TrafficSummary.mostSteps {
        hours.append(0)
        next += hour
      }
      hours.append(Double(window.tally.served.requests))
      next = window.start + hour
    }
  }
}

// The messages.
extension Session {
  static func noColumns(
    _ mistake: ColumnNames.Mistake, _ roles: [String], at span: Span,
    _ example: String = "time=ts,input=prompt_tokens",
    _ mapping: String = "{time: ts, input: prompt_tokens}"
  ) -> Diagnostic {
    let known = "what a column can hold is \(roles.map { "`\($0)`" }.joined(separator: ", "))"
    switch mistake {
    case .form(let part):
      return Diagnostic(
        .wrongShape, "`\(part)` is not ROLE=COLUMN", at: span,
        hint: "write for example `\(example)`, or `\(mapping)`")
    case .unknownRole(let role):
      return Diagnostic(.unknownKey, "no column holds `\(role)`", at: span, hint: known)
    case .missing(let role):
      return Diagnostic(
        .missingKey, "`columns` names no column for the \(role)", at: span,
        hint: "write for example `\(role)=\(role == "time" ? "ts" : "draw")`")
    case .twice(let role):
      return Diagnostic(
        .duplicateKey, "`columns` names two columns for `\(role)`", at: span, hint: known)
    }
  }

  /// A log with a header alone, or whose rows are all rejected.
  static func nothingUsed(_ name: String, _ rows: RowCount, what: String) -> Diagnostic {
    var reasons: [String] = []
    for rejection in rows.rejections {
      let place = rejection.places.first.map { " (\($0.text))" } ?? ""
      reasons.append("\(rejection.count) because \(rejection.reason.text)\(place)")
    }
    return Diagnostic(
      .noRequest, "there is no \(what) in `\(name)`",
      hint: rows.read == 0
        ? "it holds no row"
        : "of \(rows.read) rows none was used: \(reasons.joined(separator: ", "))")
  }

  private static let tooLong = Failure(
    1,
    Diagnostic(
      .unknownLog,
      "requests lie in more than \(TrafficSummary.mostSteps) hours, more than are held",
      hint: "some of the times are astray; `cradle traffic` shows the rows by window"))
}
