/// A slice of an accounting, read: all that it takes to join it to others exactly.
///
/// Of the jobs that were met it tells which, as ranges of numbers, and when those began that stand
/// first and last: their other runs may stand in the slices beside. Any other job that is in two slices
/// is one whose row may stand twice, which only the rows could tell; such slices are not joined.
public struct JobPartial: Sendable {
  /// What it adds up to, but for jobs that run and the memory of steps.
  var summary: JobSummary
  /// Whether there is a column with what jobs were given, and one with what became of them.
  var hasAllocation: Bool
  var hasState: Bool
  /// The jobs that were met.
  var jobs = KeyRanges()
  /// When the runs of some of them began.
  var starts: [JobKey: [UInt32]] = [:]
  /// The last jobs of slices, whose steps may stand in the next; where their memory does not count,
  /// without any.
  var open: [JobSummary.OpenJob] = []
  /// The steps that stand before the first job of a slice, and the most memory of one.
  var lead: [JobKey: Int64] = [:]
  /// Those of them, and the last jobs of slices, whose rows cannot be used.
  var unread: Set<JobKey> = []

  /// A slice that was read, and not yet finished.
  public init(_ summary: JobSummary, of table: JobColumns) {
    self.init(
      summary, hasAllocation: table.has(.allocation), hasState: table.has(.state))
    jobs = summary.seen.ranges
    starts = summary.seen.edges
    for run in summary.running.keys where starts[run.key] == nil {
      let known = summary.seen.starts(of: run.key)
      if !known.isEmpty { starts[run.key] = known }
    }
    if let job = summary.open { open = [job] }
    if let job = summary.lead {
      lead = [job.key: job.largest]
      if summary.isLeadUnread { unread.insert(job.key) }
    }
    if let job = summary.unread { unread.insert(job) }
    for (run, job) in summary.running {
      var job = job
      job.place = RowPlace(file: "", line: 0, column: 0)
      self.summary.running[run] = job
    }
  }

  init(_ summary: JobSummary, hasAllocation: Bool, hasState: Bool) {
    self.summary = summary
    self.hasAllocation = hasAllocation
    self.hasState = hasState
    self.summary.rows = summary.rows.withoutPlaces
    self.summary.seen = SeenJobs()
    self.summary.open = nil
    self.summary.lead = nil
    self.summary.isLeadUnread = false
    self.summary.unread = nil
  }

  /// How many rows were read.
  public var rows: Int { summary.rows.read }

  /// By what the jobs are added up.
  public var grouping: JobGrouping { summary.terms.grouping }

  /// Whether there are more users, accounts, partitions or names than are told apart.
  public var hasTooManyGroups: Bool { summary.hasTooManyGroups }

  /// Joins another slice.
  mutating func merge(_ other: JobPartial) throws(PartialMistake) {
    guard summary.terms == other.summary.terms, hasAllocation == other.hasAllocation,
      hasState == other.hasState
    else { throw .terms }
    if let job = firstShared(with: other) { throw .job(job.text) }
    // Which types are told apart would depend on the order.
    var types = summary.types
    for name in other.summary.types.names { _ = types.number(name) }
    guard types.names.count < AcceleratorTypes.most else { throw .tooMuch }
    jobs.formUnion(other.jobs)
    starts.merge(other.starts) { $0 + $1 }
    open += other.open
    lead.merge(other.lead) { max($0, $1) }
    unread.formUnion(other.unread)
    summary.rows.merge(other.summary.rows)
    summary.join(other.summary)
  }

  /// The first job that may have the same run in both.
  private func firstShared(with other: JobPartial) -> JobKey? {
    for index in 0..<other.jobs.count {
      var low = other.jobs.lows[index]
      let high = other.jobs.highs[index]
      while let place = jobs.first(from: low, to: high) {
        let job = JobKey(place: place)
        guard let mine = starts[job], let others = other.starts[job],
          !mine.contains(where: others.contains)
        else { return job }
        guard place < high else { break }
        low = place + 1
      }
    }
    return nil
  }

  /// What all slices add up to, and the columns of what they were.
  public func finished() throws(PartialMistake) -> (summary: JobSummary, table: JobColumns) {
    var summary = summary
    // Which of its runs steps are of is not known where there are several.
    var owners: [JobKey: Int] = [:]
    for job in open { owners[job.key, default: 0] += 1 }
    for job in open where job.memory > 0 && owners[job.key] != 1 {
      if lead[job.key] != nil { throw .job(job.key.text) }
    }
    var steps = lead
    for var job in open {
      job.largest = max(job.largest, steps.removeValue(forKey: job.key) ?? 0)
      summary.open = job
      summary.close()
    }
    if !unread.isSuperset(of: steps.keys) { summary.hasStrays = true }
    for run in summary.running.keys where jobs.contains(run.key.place) {
      guard let known = starts[run.key] else { throw .job(run.key.text) }
      for start in known { _ = summary.seen.insert(run.key, start: start) }
    }
    summary.finish()
    var header = ["JobID", "Elapsed"]
    if hasAllocation { header.append("AllocTRES") }
    if hasState { header.append("State") }
    guard let table = JobColumns(header: header, separator: 0x7C) else { throw .unlike }
    return (summary, table)
  }
}
