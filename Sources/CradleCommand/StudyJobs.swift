import Diagnostics
import Reporting
import Studies
import StudySyntax
import Telemetry

/// The accounting of jobs that a study names under `equipment:`, where device-time could stand.
extension Session {
  /// Whether equipment is held for as long as the jobs of a log held it.
  static func namesJobs(_ holding: [Entry]) -> Bool {
    for entry in holding where entry.key == "log" { return true }
    return false
  }

  /// What is held with device-time in the place of its log.
  func held(
    _ holding: [Entry], in study: String, _ found: inout MeterFindings
  ) -> [Entry] {
    guard let log = holding.first(where: { $0.key == "log" }) else { return holding }
    var rest: [Entry] = []
    for entry in holding where !Holding.jobKeys.contains(entry.key) { rest.append(entry) }
    do throws(Failure) {
      for entry in rest where ["held", "count", "duration"].contains(entry.key) {
        throw Failure(1, Self.twice(entry.key, entry.keySpan))
      }
      let (seconds, note) = try deviceTime(holding, log, in: study, &found)
      found.logs.append(note)
      rest.append(
        Entry(
          key: "held", keySpan: log.keySpan,
          value: Self.measured("\(seconds) s", note, at: log.value.span)))
    } catch {
      found.mistakes += error.diagnostics.map { diagnostic in
        var placed = diagnostic
        placed.span = diagnostic.span ?? log.value.span
        return placed
      }
      // What could not be read is told already: a time without meaning stands in for it.
      rest.append(
        Entry(
          key: "held", keySpan: log.keySpan,
          value: Self.measured("0 s", "not read", at: log.value.span)))
    }
    return rest
  }

  /// The device-time that the jobs of the logs held, and which logs these are.
  private func deviceTime(
    _ holding: [Entry], _ log: Entry, in study: String, _ found: inout MeterFindings
  ) throws(Failure) -> (seconds: Int128, note: String) {
    var filters: [JobTerms.Filter] = []
    var type: String?
    for entry in holding where entry.key != "log" && Holding.jobKeys.contains(entry.key) {
      guard case .scalar(let scalar) = entry.value.content else {
        throw Failure(1, Self.noName(entry))
      }
      if let what = JobGrouping(rawValue: entry.key) {
        filters.append(JobTerms.Filter(what, scalar.text))
      } else {
        type = scalar.text
      }
    }
    var logs: [JobLog] = []
    var names: [(name: String, digest: String)] = []
    for file in try files(log.value, in: study) {
      let path = try path(of: file, in: study)
      let source: any ByteSource
      do throws(SystemError) { source = try system.source(path) } catch {
        throw Self.cannotRead(path, error.reason)
      }
      do throws(ReadFailure) {
        var terms = logs.first?.terms
        if terms == nil {
          terms = JobTerms(by: try Self.recognizeJobs(source).table?.grouping ?? .user)
          terms?.filters = filters
        }
        logs.append(JobLog(source, terms ?? JobTerms()))
        names.append((file.name, try digest(of: source)))
      } catch { throw Self.cannotRead(path, error.reason) }
    }
    let reading = JobLogs(logs).read()
    if let (log, failure) = reading.failures.first {
      throw Self.refused(logs[log].source.name, failure)
    }
    guard var whole = reading.summary else { return (0, "") }
    whole.finish()
    for diagnostic in Self.jobDoubts(whole) {
      var placed = diagnostic
      placed.span = log.value.span
      report([placed])
    }
    let (seconds, jobs) = try Self.deviceTime(whole, type, log)
    for (file, part) in zip(names, reading.parts) {
      let record = LogRecord(file.name, file.digest, part)
      if !found.records.contains(record) { found.records.append(record) }
    }
    var note = names.prefix(4).map { "\($0.name) sha256:\($0.digest.prefix(16))" }
      .joined(separator: ", ")
    if names.count > 4 { note += " and \(names.count - 4) more" }
    var what: [String] = []
    for filter in filters { what.append("\(filter.what.rawValue) \(filter.name)") }
    let of = what.isEmpty ? "" : " of \(what.joined(separator: ", "))"
    note += "; SLURM, \(jobs == 1 ? "1 job" : "\(jobs) jobs")\(of)"
    return (seconds, note + ", \(whole.rows.used) of \(whole.rows.read) rows used")
  }

  /// The device-time of one type of accelerator, of all of them, or of processors or nodes.
  private static func deviceTime(
    _ summary: JobSummary, _ type: String?, _ log: Entry
  ) throws(Failure) -> (seconds: Int128, jobs: Int) {
    let types = summary.acceleratorTypes
    let place = type.flatMap { types.firstIndex(of: $0) }
    var total = JobSums()
    var ofType: Int128 = 0
    for group in summary.groups {
      total.add(group.total)
      if let place { ofType += group.gpus(lost: false)[place] + group.gpus(lost: true)[place] }
    }
    guard total.jobs > 0 else { throw Failure(1, noJobs(log.value.span)) }
    let seconds: Int128
    switch type {
    case "cpu"?: seconds = total.cpus
    case "node"?: seconds = total.nodes
    case nil: seconds = total.gpus
    default: seconds = ofType
    }
    guard seconds > 0 else { throw Failure(1, nothingHeld(type, types, log.value.span)) }
    return (seconds, total.jobs)
  }
}

extension LogRecord {
  /// What was read of the accounting of jobs; its times are those at which they began.
  init(_ name: String, _ digest: String, _ part: JobLogs.Part) {
    func moment(_ seconds: Int64) -> String {
      Timestamp(nanoseconds: seconds * 1_000_000_000, isZoned: false).text
    }
    self.init(
      file: name, digest: digest, format: "SLURM", part.rows, first: part.first.map(moment),
      last: part.last.map(moment), seconds: Double((part.last ?? 0) - (part.first ?? 0)))
  }
}

// The messages.
extension Session {
  private static func noName(_ entry: Entry) -> Diagnostic {
    Diagnostic(
      .wrongShape, "`\(entry.key)` beside a log of jobs is a name", at: entry.value.span,
      hint: "write for example `{log: jobs.psv, user: alice}`")
  }

  private static func noJobs(_ span: Span) -> Diagnostic {
    Diagnostic(
      .noJob, "no job of this log is used", at: span,
      hint: "look at `user`, `account`, `partition` and `name` beside it, and at `cradle meter`")
  }

  private static func nothingHeld(_ type: String?, _ types: [String], _ span: Span) -> Diagnostic {
    let what = type.map { "`\($0)`" } ?? "GPU"
    var known = types.map { "`\($0)`" }
    known += ["`cpu`", "`node`"]
    return Diagnostic(
      .noJob, "the jobs of this log held no \(what)", at: span,
      hint: "say by `type` what they held: \(known.prefix(12).joined(separator: ", "))")
  }
}
