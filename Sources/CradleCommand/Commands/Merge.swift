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
        + "the last digit. Where slices of one device overlap in time, or a job is in two of them, "
        + "they are named, and nothing is answered; requests count at the times that they state, so "
        + "their slices may overlap.",
      "Each summary ends with a digest: one that was cut or changed on the way is refused.",
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

  var kind: PartialKind? {
    power != nil ? .power : requests != nil ? .requests : jobs != nil ? .jobs : nil
  }

  mutating func join(_ text: String) throws(PartialMistake) {
    let next = PartialKind.first(in: text)
    if let next, let kind, next != kind { throw .kind(next, after: kind) }
    switch next {
    case .requests: try TrafficPartial.join(text, to: &requests)
    case .jobs: try JobPartial.join(text, to: &jobs)
    case .power, nil: try MeterSummary.join(text, to: &power)
    }
  }
}

extension Session {
  /// `cradle merge PART…`: what summaries of slices add up to.
  func merge() throws(Failure) -> Int32 {
    let whole = try joinedParts()
    if let kind = whole.kind, kind != .power {
      var option = invocation.value(of: "meter") == "facility" ? "meter" : nil
      if invocation.value(of: "idle") != nil { option = "idle" }
      if let option { throw kind == .jobs ? Self.notOfJobs(option) : Self.notOfRequests(option) }
    }
    if let requests = whole.requests { return try show(requests) }
    if let jobs = whole.jobs { return try show(jobs) }
    guard let whole = whole.power else { return 2 }
    if invocation.has("partial") { try checkPartial() }
    let (joined, overlaps) = whole.joined()
    for overlap in overlaps where overlap.device.isWindowed && !overlap.device.isOfIntervals {
      throw Self.windowsOverlap(overlap, inSlices: true)
    }
    report(Self.repeatedHour(overlaps, whole))
    guard overlaps.isEmpty else { throw Self.overlapping(overlaps) }
    if invocation.has("partial") {
      try deliver(whole.partial)
      return 0
    }
    return try show(joined)
  }

  /// All summaries, joined; where some cannot be, these are named together.
  private func joinedParts() throws(Failure) -> Joined {
    var whole = Joined()
    var known: [String: String] = [:]
    var mistakes: [Diagnostic] = []
    for (index, name) in invocation.arguments.enumerated() {
      let bytes: [UInt8]
      do throws(Failure) { bytes = try partialBytes(name) } catch {
        mistakes += error.diagnostics
        continue
      }
      let text = String(decoding: bytes, as: UTF8.self)
      do throws(PartialMistake) { try whole.join(text) } catch {
        if case .job(let job) = error {
          if mistakes.isEmpty { throw sharedJob(job, bytes, at: index) }
          break
        }
        mistakes.append(Self.noPartial(name, bytes, error, after: whole.kind))
        if error == .tooMuch { break }
        continue
      }
      // The same slice of requests twice counts twice, and nothing in it could tell.
      if whole.requests == nil { continue }
      var other: String?
      for digest in TrafficPartial.digests(of: text) {
        other = known.updateValue(name, forKey: digest) ?? other
      }
      if let other { report([Self.samePart(other, name)]) }
    }
    guard mistakes.isEmpty else { throw Self.noParts(mistakes) }
    return whole
  }

  /// The failure of a summary that has a job of one before it, with the name of that.
  private func sharedJob(_ job: String, _ bytes: [UInt8], at index: Int) -> Failure {
    let name = invocation.arguments[index]
    let text = String(decoding: bytes, as: UTF8.self)
    var alone: JobPartial?
    do throws(PartialMistake) { try JobPartial.join(text, to: &alone) } catch {
      return Self.sameJob(job, in: [name, name])
    }
    // What came through standard input cannot be read again.
    for other in invocation.arguments[..<index] where other != "-" {
      if other == name { return Self.sameSlice(other, name) }
      guard let first = try? partialBytes(other) else { continue }
      if first == bytes { return Self.sameSlice(other, name) }
      var both: JobPartial?
      do throws(PartialMistake) {
        try JobPartial.join(String(decoding: first, as: UTF8.self), to: &both)
        try JobPartial.join(text, to: &both)
      } catch {
        if case .job(let job) = error { return Self.sameJob(job, in: [other, name]) }
      }
    }
    return Self.sameJob(job, in: [name])
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
    } catch {
      throw Failure(1, Self.noPartial("joined slices", [], error, after: .jobs))
    }
    return try show(page)
  }

  private func partialBytes(_ name: String) throws(Failure) -> [UInt8] {
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
    // A mark of UTF-8 that an editor put before it says nothing.
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes
  }
}
