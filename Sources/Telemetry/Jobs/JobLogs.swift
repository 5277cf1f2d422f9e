/// Several accountings, to be read to one summary: a run of a job counts once, in how many of them it
/// may stand.
public struct JobLogs: Sendable {
  /// The accountings, in the order in which they are read.
  public let logs: [JobLog]

  /// Accountings, and what is asked of all of them.
  public init(_ logs: [JobLog]) { self.logs = logs }

  /// What was read.
  public struct Reading: Sendable {
    /// The table of the first that could be read.
    public var table: JobColumns?
    /// What all that could be read add up to; nothing where there is none.
    public var summary: JobSummary?
    /// What each of them told that the others before it did not.
    public var parts: [Part] = []
    /// Those that could not be read, by their place, and why.
    public var failures: [(log: Int, failure: JobLog.Failure)] = []
  }

  /// What one of several accountings told.
  public struct Part: Sendable {
    /// Its rows; those whose jobs stand in one before it are not used.
    public var rows = RowCount()
    /// The second since 1970 at which the first job began, of a clock without a zone.
    public var first: Int64?
    /// The second since 1970 at which the last job began.
    public var last: Int64?
  }

  /// Reads all of them, each by so many threads at most.
  ///
  /// In memory that does not grow with them, unless a job stands again far from where it stood first:
  /// then all is read a second time, in four bytes a job. What comes as a stream can be read only once,
  /// and is read so from the start.
  public func read(threads: Int = 2) -> Reading { read(pages: SeenJobs.fewPages, threads: threads) }

  /// Reads all of them with so many pages of the jobs met, and with all where these are too few.
  func read(pages: Int, threads: Int = 2) -> Reading {
    var hasStream = false
    for log in logs where log.source.length == nil { hasStream = true }
    if !hasStream, let reading = attempt(pages: pages, threads) { return reading }
    return attempt(pages: .max, threads) ?? Reading()
  }

  private func attempt(pages: Int, _ threads: Int) -> Reading? {
    var reading = Reading()
    for (index, log) in logs.enumerated() {
      var part = Part()
      do throws(JobLog.Failure) {
        var before = reading.summary ?? JobSummary(log.terms, pages: pages)
        let (first, last) = (before.first, before.last)
        before.first = nil
        before.last = nil
        var (table, summary) = try log.read(onTo: before, threads: threads)
        part.rows = summary.rows.since(before.rows)
        part.first = summary.first
        part.last = summary.last
        if let first { summary.first = min(first, summary.first ?? first) }
        if let last { summary.last = max(last, summary.last ?? last) }
        reading.summary = summary
        reading.table = reading.table ?? table
      } catch { reading.failures.append((index, error)) }
      reading.parts.append(part)
      if reading.summary?.isDoubtful == true { return nil }
    }
    return settle(reading)
  }

  /// The reading with the jobs that run among the rows of their logs; nothing where it is not known
  /// which of them ended.
  private func settle(_ reading: Reading) -> Reading? {
    guard var whole = reading.summary, !whole.running.isEmpty else { return reading }
    var reading = reading
    for (run, job) in whole.running {
      guard let log = logs.firstIndex(where: { $0.source.name == job.place.file }) else { continue }
      if whole.seen.contains(run.key, start: run.start) {
        reading.parts[log].rows.add(.duplicateJob, count: 1)
      } else {
        reading.parts[log].rows.used += 1
      }
    }
    return whole.isDoubtful ? nil : reading
  }
}
