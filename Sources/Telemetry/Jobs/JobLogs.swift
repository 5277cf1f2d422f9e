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
    /// Those that could not be read, by their place, and why.
    public var failures: [(log: Int, failure: JobLog.Failure)] = []
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
      do throws(JobLog.Failure) {
        let before = reading.summary ?? JobSummary(log.terms, pages: pages)
        let read = try log.read(onTo: before, threads: threads)
        reading.summary = read.summary
        reading.table = reading.table ?? read.table
      } catch { reading.failures.append((index, error)) }
      if reading.summary?.isDoubtful == true { return nil }
    }
    if var whole = reading.summary, !whole.running.isEmpty {
      whole.finish()
      if whole.isDoubtful { return nil }
    }
    return reading
  }
}
