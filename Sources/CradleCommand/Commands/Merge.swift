import Diagnostics
import Reporting
import Telemetry

extension CommandSpec {
  static let merge = CommandSpec(
    name: "merge",
    summary: "Join summaries of slices to one figure",
    about: [
      "Each PART is what `cradle meter --partial` or `cradle traffic --partial` wrote, or several "
        + "of them in one file, in any order. The answer is that of one pass over all slices, to "
        + "the last digit. Where slices of one device overlap in time, they are named, and nothing "
        + "is answered; requests count at the times that they state, so their slices may overlap."
    ],
    arguments: [
      ArgumentSpec(
        name: "PART", help: "a path, or `-` for standard input", arity: .many, completes: [.files])
    ],
    options: [
      .format(.text, .json),
      .output,
      OptionSpec(
        long: "partial", help: "write a summary for another `cradle merge` instead", group: .output),
    ] + judging,
    examples: [
      HelpEntry("cradle merge slices/*.meter", "the energy of all slices"),
      HelpEntry("cradle merge slices/*.traffic", "the requests of all slices"),
      HelpEntry("cradle merge slices/*.jobs", "the jobs of all slices"),
    ])
}

/// Summaries of slices as they are joined: all of power, all of requests, or all of jobs.
private struct Joined {
  var power: MeterSummary?
  var requests: TrafficPartial?
  var jobs: JobPartial?

  mutating func join(_ text: String) throws(PartialMistake) {
    let start = text.drop(while: \.isNewline)
    if start.hasPrefix(TrafficPartial.magic) {
      guard power == nil, jobs == nil else { throw .kind }
      try TrafficPartial.join(text, to: &requests)
    } else if start.hasPrefix(JobPartial.magic) {
      guard power == nil, requests == nil else { throw .kind }
      try JobPartial.join(text, to: &jobs)
    } else {
      let isFirst = requests == nil && jobs == nil
      try MeterSummary.join(text, to: &power)
      if !isFirst { throw .kind }
    }
  }
}

extension Session {
  /// `cradle merge PART…`: what summaries of slices add up to.
  func merge() throws(Failure) -> Int32 {
    var whole = Joined()
    var texts: [UInt64: String] = [:]
    for name in invocation.arguments {
      let text = try partialText(name)
      let rows = whole.requests?.summary.rows.read ?? 0
      do throws(PartialMistake) { try whole.join(text) } catch { throw Self.noPartial(name, error) }
      // The same slice of requests twice counts twice, and nothing in it could tell.
      if let read = whole.requests?.summary.rows.read, read > rows,
        let other = texts.updateValue(name, forKey: Self.hash(text))
      {
        report([Self.samePart(other, name)])
      }
    }
    if let requests = whole.requests {
      if invocation.value(of: "idle") != nil { throw Self.notOfRequests("idle") }
      if invocation.value(of: "meter") == "facility" { throw Self.notOfRequests("meter") }
      return try show(requests)
    }
    if let jobs = whole.jobs {
      if invocation.value(of: "idle") != nil { throw Self.notOfJobs("idle") }
      if invocation.value(of: "meter") == "facility" { throw Self.notOfJobs("meter") }
      return try show(jobs)
    }
    guard let whole = whole.power else { return 2 }
    if invocation.has("partial") {
      try deliver(whole.partial)
      return 0
    }
    let (joined, overlaps) = whole.joined()
    if let windows = overlaps.first(where: \.device.isWindowed) {
      throw Self.windowsOverlap(windows)
    }
    report(Self.repeatedHour(overlaps, whole))
    guard overlaps.isEmpty else { throw Self.overlapping(overlaps) }
    return try show(joined)
  }

  private func show(_ requests: TrafficPartial) throws(Failure) -> Int32 {
    if invocation.has("partial") {
      guard !requests.summary.isTooFine else { throw Self.tooFine }
      try deliver(requests.text)
      return 0
    }
    if let doubt = Self.repetitions(requests.summary.identifiers) { report([doubt]) }
    return try show(TrafficPage(requests))
  }

  private func show(_ jobs: JobPartial) throws(Failure) -> Int32 {
    guard !jobs.hasTooManyGroups else {
      throw Self.refused("joined slices", .tooManyGroups(jobs.grouping))
    }
    if invocation.has("partial") {
      try deliver(jobs.text)
      return 0
    }
    let page: JobPage
    do throws(PartialMistake) {
      let (summary, table) = try jobs.finished()
      page = JobPage(summary, of: table, named: "joined slices")
    } catch { throw Self.noPartial("joined slices", error) }
    return try show(page)
  }

  private func partialText(_ name: String) throws(Failure) -> String {
    var bytes: [UInt8] = []
    let source: any ByteSource
    do throws(SystemError) { source = try system.source(name) } catch {
      throw Self.cannotRead(name, error.reason)
    }
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      guard bytes.count < 1 << 30 else { throw Self.cannotRead(name, "it is larger than 1 GiB") }
      let count: Int
      do throws(ReadFailure) {
        count = try source.read(at: bytes.count, into: &buffer, from: 0)
      } catch { throw Self.cannotRead(name, error.reason) }
      if count <= 0 { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// FNV-1a, 64 bits, by G. Fowler, L. Noll and K.-P. Vo (RFC 9923).
  private static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}

// The messages.
extension Session {
  private static func noPartial(_ name: String, _ mistake: PartialMistake) -> Failure {
    let what = name == "-" ? "standard input" : name
    let (message, hint): (String, String) =
      switch mistake {
      case .unlike:
        (
          "`\(what)` is not a summary to be joined",
          "write one with `cradle meter --partial LOG -o PART`, or `cradle traffic --partial`"
        )
      case .line(let number):
        ("line \(number) of `\(what)` cannot be read as one of a summary", "write it again")
      case .cut: ("`\(what)` ends in the middle of a summary", "write it again")
      case .terms:
        (
          "`\(what)` was made with other options than those before it",
          "make all summaries with the same `--gap`, `--counter-range` and stretch of `--idle`; "
            + "of requests, `--window` and `--path-filter`; of jobs, `--by` and `--node-cpus`"
        )
      case .tooMuch:
        (
          "`\(what)` and those before it hold more rows or devices than can be told apart",
          "look at the counts in it; merge fewer of them"
        )
      case .kind:
        (
          "`\(what)` and those before it are summaries of different kinds of logs",
          "join those of power, of requests and of jobs each on their own"
        )
      case .job(let job):
        (
          "`\(what)` has the job \(job), which is in another slice, too",
          "its rows may be the same, and count once only where they are read together: give the "
            + "logs that hold it to one `cradle meter`"
        )
      }
    return Failure(2, Diagnostic(.unknownLog, message, hint: hint))
  }

  private static func samePart(_ first: String, _ second: String) -> Diagnostic {
    Diagnostic(
      .warning, .doubtfulLog, "`\(first)` and `\(second)` are the same to the last byte",
      hint: "both count; leave one of them out if they are of the same slice")
  }

  private static func notOfRequests(_ option: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`--\(option)` is for summaries of power, and these are of requests",
        hint: "leave it out"))
  }
}
