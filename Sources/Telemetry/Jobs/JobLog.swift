import Threads

/// The accounting of a batch system, to be read to a summary.
public struct JobLog: Sendable {
  /// Where its bytes come from.
  public let source: any ByteSource
  /// What is asked.
  public let terms: JobTerms
  /// The header of an accounting that is a slice of another without it.
  public let header: [UInt8]?

  /// An accounting, what is asked of it and, for a slice of another, the header of that.
  public init(
    _ source: any ByteSource, _ terms: JobTerms = JobTerms(), header: [UInt8]? = nil
  ) {
    self.source = source
    self.terms = terms
    self.header = header
  }

  /// Why an accounting cannot be read.
  public enum Failure: Error, Hashable, Sendable {
    /// Its bytes cannot be had.
    case unreadable(ReadFailure)
    /// It has no header with a job and how long it took.
    case unknown
    /// There is no column for this.
    case noColumn(JobGrouping, header: [String])
    /// Its columns change at a place: what follows cannot be read.
    case columnsChange(RowPlace)
    /// It has more users, accounts, partitions or names than are told apart.
    case tooManyGroups(JobGrouping)
  }

  /// Reads it, on top of what others add up to, by so many threads at most. Runs of jobs that those
  /// hold already are not counted again.
  public func read(
    onTo others: JobSummary? = nil, threads: Int = 2
  ) throws(Failure) -> (table: JobColumns, summary: JobSummary) {
    try read(onTo: others, slices: nil, threads: threads)
  }

  /// Reads it by the slices given.
  func read(
    onTo others: JobSummary? = nil, slices: [Slice]?, threads: Int = 1
  ) throws(Failure) -> (table: JobColumns, summary: JobSummary) {
    var blocks = LineBlocks(source)
    let (table, skipped) = try table(&blocks)
    for what in [terms.grouping] + terms.filters.map(\.what) where !table.has(what.role) {
      throw .noColumn(what, header: table.header)
    }
    let summary = try summary(table, blocks, skipped, others, slices, threads)
    if let place = summary.otherHeaders.first { throw .columnsChange(place) }
    if summary.hasTooManyGroups { throw .tooManyGroups(terms.grouping) }
    return (table, summary)
  }

  private func summary(
    _ table: JobColumns, _ blocks: consuming LineBlocks, _ skipped: Int, _ others: JobSummary?,
    _ slices: [Slice]?, _ threads: Int
  ) throws(Failure) -> JobSummary {
    let (source, terms) = (source, terms)
    let before = others ?? JobSummary(terms)
    guard let length = source.length else {
      do throws(ReadFailure) {
        return try Self.read(blocks, table, onTo: before, source.name, skipped: skipped)
      } catch { throw .unreadable(error) }
    }
    let pages = before.seen.most
    let count = max(1, min(threadCount(most: threads), length / (1 << 20)))
    let slices = slices ?? Slice.cut(length: length, into: count)
    // The first slice is read on top of the others: where dumps overlap, it does at their edges.
    let results = concurrently(slices.count) { index -> Result<JobSummary, ReadFailure> in
      do throws(ReadFailure) {
        return .success(
          try Self.read(
            LineBlocks(source, slice: slices[index]), table,
            onTo: index == 0 ? before : JobSummary(terms, pages: pages), source.name))
      } catch { return .failure(error) }
    }
    do throws(ReadFailure) {
      var whole = before
      for (index, result) in results.enumerated() {
        let part = try result.get()
        if part.isDoubtful { return part }
        let lines = whole.rows.lines - before.rows.lines
        if index == 0 {
          whole = part
        } else if whole.meets(part) {
          // A run of a job stands twice: only who reads from front to end knows which counts.
          whole = try Self.read(
            LineBlocks(source, slice: slices[index]), table, onTo: whole, source.name,
            behind: lines)
        } else {
          whole.append(part, behind: lines)
        }
      }
      return whole
    } catch { throw .unreadable(error) }
  }

  /// Reads all blocks; one at which they stand already comes first. So many lines of the same file were
  /// read to the summary, or were skipped.
  private static func read(
    _ blocks: consuming LineBlocks, _ table: JobColumns, onTo summary: JobSummary, _ name: String,
    behind lines: Int? = nil, skipped: Int = 0
  ) throws(ReadFailure) -> JobSummary {
    var summary = summary
    if let lines {
      summary.rows.lines -= lines
    } else {
      // The steps of another file's last job do not follow here.
      summary.close()
    }
    var reader = JobReader(table, file: name, summary: summary)
    reader.lines = lines ?? skipped
    var isThere = true
    if blocks.lines.isEmpty, !blocks.followsOverlong { isThere = try blocks.advance() }
    while isThere, !reader.summary.isDoubtful {
      if blocks.followsOverlong { reader.countOverlong() }
      reader.read(blocks.buffer.span, blocks.lines)
      isThere = try blocks.advance()
    }
    return reader.finished()
  }

  /// The table that the first block with text shows, and how many lines stand in blocks before it.
  private func table(_ blocks: inout LineBlocks) throws(Failure) -> (JobColumns, Int) {
    if let header {
      guard let table = JobColumns.recognize(header) else { throw .unknown }
      return (table, 0)
    }
    var skipped = 0
    while true {
      do throws(ReadFailure) {
        guard try blocks.advance() else { throw ReadFailure("") }
      } catch {
        if error.reason.isEmpty { throw .unknown }
        throw .unreadable(error)
      }
      if let table = JobColumns.recognize(blocks.buffer.span, blocks.lines) {
        return (table, skipped)
      }
      for index in blocks.lines where !isBlank(blocks.buffer[index]) {
        guard blocks.buffer[index] == 0x0A else { throw .unknown }
        skipped += 1
      }
    }
  }
}
