import Diagnostics
import Rendering
import Reporting
import Telemetry

/// `cradle meter` over the accounting of a batch system.
extension Session {
  /// The table of a log that begins as the accounting of a batch system does, and the log with what
  /// was read of it to see that.
  static func recognizeJobs(
    _ source: any ByteSource
  ) throws(ReadFailure) -> (table: JobColumns?, source: any ByteSource) {
    var head = [UInt8](repeating: 0, count: 64 << 10)
    var count = 0
    while count < head.count {
      let got = try source.read(at: count, into: &head, from: count)
      if got <= 0 { break }
      count += got
      if head[..<count].contains(0x0A) { break }
    }
    head.removeLast(head.count - count)
    let table = JobColumns.recognize(head)
    return (table, source.length == nil ? ReplayedSource(head, then: source) : source)
  }

  /// Adds accountings up, and shows what they come to.
  func meterJobs(
    _ sources: [(name: String, source: any ByteSource)], like first: JobColumns,
    _ header: [UInt8]?
  ) throws(Failure) -> Int32 {
    for option in ["columns", "node", "gap", "counter-range", "idle"]
    where invocation.has(option) || invocation.value(of: option) != nil {
      throw Self.notOfJobs(option)
    }
    let grouping = JobGrouping(rawValue: invocation.value(of: "by") ?? "") ?? first.grouping
    var terms = JobTerms(by: grouping)
    if let text = invocation.value(of: "node-cpus") {
      guard let number = Int64(text), 1...1_000_000 ~= number else {
        throw Self.noAmount("node-cpus", text, "a number of processors, such as `64`")
      }
      terms.nodeCPUs = number
    }
    let reading = JobLogs(sources.map { JobLog($0.source, terms, header: header) }).read()
    var status: Int32 = 0
    for (log, failure) in reading.failures {
      let refusal = Self.refused(sources[log].name, failure)
      report(refusal.diagnostics)
      status = max(status, refusal.status)
    }
    guard var whole = reading.summary, let table = reading.table else { return status }
    if invocation.has("partial") {
      report(Self.jobDoubts(whole))
      try deliver(JobPartial(whole, of: table).text)
      return status
    }
    whole.finish()
    report(Self.jobDoubts(whole))
    let named = sources.count == 1 ? sources[0].name : "\(sources.count) logs"
    let page = JobPage(whole, of: table, named: named == "-" ? "standard input" : named)
    return max(status, try show(page))
  }

  func show(_ page: JobPage) throws(Failure) -> Int32 {
    switch invocation.value(of: "format") {
    case "json": try deliver(renderJSON(page.datum))
    default: try deliver(textRenderer.render(page.document))
    }
    guard page.groups.isEmpty else { return 0 }
    report([Self.noJob])
    return 1
  }
}

/// A stream from its start, although its head was read already.
struct ReplayedSource: ByteSource {
  private let head: [UInt8]
  private let rest: any ByteSource

  init(_ head: [UInt8], then rest: any ByteSource) {
    self.head = head
    self.rest = rest
  }

  var name: String { rest.name }

  var length: Int? { nil }

  func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(ReadFailure) -> Int
  {
    guard offset < head.count else {
      return try rest.read(at: offset, into: &buffer, from: start)
    }
    let count = min(head.count - offset, buffer.count - start)
    guard count > 0 else { return 0 }
    buffer.replaceSubrange(start..<start + count, with: head[offset..<offset + count])
    return count
  }
}

// What can be wrong with an accounting.
extension Session {
  static func refused(_ name: String, _ failure: JobLog.Failure) -> Failure {
    let what = name == "-" ? "standard input" : name
    func unknown(_ message: String, _ hint: String) -> Failure {
      Failure(2, Diagnostic(.unknownLog, message, hint: hint))
    }
    switch failure {
    case .unreadable(let reason): return cannotRead(name, reason.reason)
    case .unknown:
      return unknown(
        "`\(what)` is not the accounting of a batch system",
        "write it by `sacct -P -o JobID,User,Account,Partition,JobName,State,Elapsed,Start,"
          + "AllocTRES`")
    case .noColumn(let grouping, let header):
      let column = grouping == .name ? "JobName" : grouping.rawValue.capitalizedFirst
      return unknown(
        "`\(what)` has no column `\(column)`",
        "give `--by` another, or write the log with it; it has \(header.prefix(20).joined(separator: ", "))"
      )
    case .columnsChange(let place):
      return unknown(
        "the columns of `\(what)` change at \(place.text)", "split the log there")
    case .tooManyGroups(let grouping):
      return unknown(
        "`\(what)` has jobs of more than \(JobSummary.mostGroups) kinds by \(grouping.rawValue)",
        "add them up by something coarser, such as `--by partition`")
    }
  }

  /// What is odd about an accounting that was read.
  static func jobDoubts(_ summary: JobSummary) -> [Diagnostic] {
    var found = rejections(summary.rows)
    if let place = summary.headersAgain.first {
      found.append(
        Diagnostic(
          .warning, .doubtfulLog, "the header stands again at \(place.text)",
          hint: "logs joined end to end are read as one"))
    }
    if summary.hasStrays {
      found.append(
        Diagnostic(
          .warning, .doubtfulLog,
          "steps stand apart from their jobs: how much of their memory jobs used is not told",
          hint: "leave the rows in the order in which `sacct` writes them"))
    }
    let more = summary.jobsOfOtherLength
    if more > 0 {
      found.append(
        Diagnostic(
          .warning, .doubtfulLog,
          "\(more == 1 ? "1 row tells" : "\(more) rows tell") of a job that stands there already with "
            + "another length, and all count",
          hint:
            "write the log with `Start`: a run that went on since is told from one more run by it"))
    }
    if let place = summary.openLines.first {
      found.append(
        Diagnostic(
          .warning, .doubtfulLog,
          "the last line has no line feed, and is used as it stands (\(place.text))",
          hint: "it may have been cut, or is still being written"))
    }
    return found
  }

  static func notOfJobs(_ option: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`--\(option)` is for logs of power, and not for the accounting of jobs",
        hint: "jobs are added up by `--by user|account|partition|name`"))
  }

  static let noJob = Diagnostic(
    .noJob, "there is no job in it",
    hint: "look at the rows that were not used, and at the filters")
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
