/// A log of power or energy, to be read to a summary.
public struct PowerLog: Sendable {
  /// Where its bytes come from.
  public let source: any ByteSource
  /// What is told of a log beside its bytes.
  public var terms: Terms

  /// What is told of a log beside its bytes.
  public struct Terms: Sendable {
    /// The columns that the user names; none for those known by their names.
    public var columns = ColumnNames()
    /// The header of a log that is a slice of another without it: its first line.
    public var header: [UInt8]?
    /// The node that it is from, where it does not say.
    public var node = ""
    /// The bound of a gap in nanoseconds, where one is given.
    public var bound: Int64?
    /// The microjoules after which counters begin again, where that is known.
    public var range: Int64?
    /// The ranges of some by their names.
    public var ranges: [CounterRange] = []
    /// The stretch whose draw is asked for beside that of all.
    public var stretch: Stretch?

    /// Nothing told.
    public init() {}

    /// A summary of nothing under these terms.
    public var summary: MeterSummary {
      MeterSummary(bound: bound, range: range, ranges: ranges, stretch: stretch)
    }
  }

  /// A log, and what is told of it.
  public init(_ source: any ByteSource, _ terms: Terms = Terms()) {
    self.source = source
    self.terms = terms
  }

  /// What was read: how the log is written, and what it adds up to.
  public struct Reading: Sendable {
    /// How the log is written; nothing for a log without a line.
    public var format: PowerFormat?
    /// What it adds up to.
    public var summary: MeterSummary
    /// The samples that were asked for.
    public var collector: SampleCollector?
  }

  /// Why a log cannot be read.
  public enum Failure: Error, Hashable, Sendable {
    /// Its bytes cannot be had.
    case unreadable(ReadFailure)
    /// Its format is not known.
    case unknown(PowerFormat.Unknown)
    /// Its columns change at a place: what follows cannot be read.
    case columnsChange(RowPlace)
    /// It is an answer of Prometheus that tells of a mistake in the query, in these words.
    case refusedQuery(String)
    /// It holds jobs.
    case jobs
    /// It tells of more devices than are told apart.
    case tooManyDevices
  }

  /// Reads the log, by so many threads at most where it can be read at any offset.
  public func read(threads: Int = 2) throws(Failure) -> Reading {
    try read(slices: nil, threads: threads, collector: nil)
  }

  /// Reads the log again from front to end, and collects samples.
  public func read(into collector: SampleCollector) throws(Failure) -> Reading {
    try read(slices: [.whole], threads: 1, collector: collector)
  }

  private var recorder: MeterRecorder {
    MeterRecorder(terms.summary, file: source.name, node: terms.node)
  }

  /// Reads the log by the slices given, whose summaries are joined in their order.
  func read(
    slices: [Slice]?, threads: Int = 1, collector: SampleCollector? = nil
  ) throws(Failure) -> Reading {
    let source: PeekedSource
    do throws(ReadFailure) { source = try PeekedSource(self.source) } catch {
      throw .unreadable(error)
    }
    if PrometheusQuery.begins(source.head) { return try readQuery(source, collector) }
    var blocks = LineBlocks(source)
    var first = recorder
    guard let format = try format(&blocks, &first) else {
      return Reading(format: nil, summary: first.finished(), collector: collector)
    }
    // What can be read at any offset is read again from its start.
    if source.length != nil { first = recorder }
    first.collector = collector
    let summary: MeterSummary
    let collected: SampleCollector?
    switch format {
    case .table(let table):
      let reader = PowerTableReader(table, recorder: first)
      (summary, collected) = try read(reader, blocks, slices, threads)
    case .codeCarbon(let table):
      let reader = CodeCarbonReader(table, recorder: first)
      (summary, collected) = try read(reader, blocks, slices, threads)
    case .prometheus:
      let reader = PrometheusReader(recorder: first)
      (summary, collected) = try read(reader, blocks, slices, threads)
    case .windows(let table):
      let reader = WindowReader(table, recorder: first)
      (summary, collected) = try read(reader, blocks, slices, threads)
    case .perf:
      let reader = PerfReader(recorder: first)
      (summary, collected) = try read(reader, blocks, slices, threads)
    case .mlperf:
      let reader = MLPerfReader(recorder: first)
      (summary, collected) = try read(reader, blocks, slices, threads)
    case .jobs: throw .jobs
    }
    if let place = summary.otherHeaders.first { throw .columnsChange(place) }
    if summary.hasTooManyDevices { throw .tooManyDevices }
    return Reading(format: format, summary: summary, collector: collected)
  }

  /// Reads an answer of Prometheus, which is no lines but one text.
  private func readQuery(
    _ source: PeekedSource, _ collector: SampleCollector?
  ) throws(Failure) -> Reading {
    var recorder = recorder
    recorder.collector = collector
    var query = PrometheusQuery(source, recorder: recorder)
    let summary: MeterSummary
    let collected: SampleCollector?
    do throws(ReadFailure) { (summary, collected) = try query.read() } catch {
      throw .unreadable(error)
    }
    if let mistake = query.refusal { throw .refusedQuery(mistake) }
    if summary.hasTooManyDevices { throw .tooManyDevices }
    return Reading(format: .prometheus, summary: summary, collector: collected)
  }

  /// The format that the first block with a row shows; blocks before it are counted.
  private func format(
    _ blocks: inout LineBlocks, _ recorder: inout MeterRecorder
  ) throws(Failure) -> PowerFormat? {
    if let header = terms.header {
      // What stands under the header shows whether it is the one of these columns.
      var bytes = header + [0x0A]
      do throws(ReadFailure) {
        if try blocks.advance() { bytes += blocks.buffer[blocks.lines] }
      } catch { throw .unreadable(error) }
      do throws(PowerFormat.Unknown) {
        return try PowerFormat.recognize(bytes.span, 0..<bytes.count, columns: terms.columns)
      } catch {
        // A first line such as a comment, and no sample in the slice.
        if error == .empty { return nil }
        throw .unknown(error)
      }
    }
    while true {
      do throws(ReadFailure) {
        guard try blocks.advance() else {
          recorder.flush()
          return nil
        }
      } catch { throw .unreadable(error) }
      do throws(PowerFormat.Unknown) {
        return try PowerFormat.recognize(
          blocks.buffer.span, blocks.lines, columns: terms.columns)
      } catch {
        guard error == .empty else { throw .unknown(error) }
        recorder.countOverlong(blocks)
        for index in blocks.lines where blocks.buffer[index] == 0x0A { recorder.lines += 1 }
      }
    }
  }

  private func read<Reader: PowerReader>(
    _ reader: Reader, _ blocks: consuming LineBlocks, _ slices: [Slice]?, _ threads: Int
  ) throws(Failure) -> (MeterSummary, SampleCollector?) {
    guard let length = source.length else {
      do throws(ReadFailure) { return try reader.summary(of: blocks) } catch {
        throw .unreadable(error)
      }
    }
    let source = source
    do throws(ReadFailure) {
      let parts = try readParts(of: source, length: length, slices: slices, threads: threads) {
        blocks throws(ReadFailure) in try reader.summary(of: blocks)
      }
      if parts.count == 1, let only = parts.first { return only }
      var whole = terms.summary
      var inOrder = true
      for part in parts { inOrder = whole.append(part.0) && inOrder }
      let isPlain = inOrder && whole.backwards == nil && whole.hoursBack.count == 0
      if isPlain || whole.unzoned == 0 { return (whole, nil) }
      // A clock without a zone goes back: only one who reads from front to end sees by how much.
      return try reader.summary(of: LineBlocks(source))
    } catch { throw .unreadable(error) }
  }
}

/// Reads the rows of one format into a recorder.
protocol PowerReader: Sendable {
  var recorder: MeterRecorder { get set }

  /// Reads whole lines.
  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>)
}

extension PowerReader {
  /// Reads all blocks; one at which they stand already comes first.
  func summary(
    of blocks: consuming LineBlocks
  ) throws(ReadFailure) -> (MeterSummary, SampleCollector?) {
    var reader = self
    var isThere = true
    if blocks.lines.isEmpty, !blocks.followsOverlong { isThere = try blocks.advance() }
    while isThere {
      reader.recorder.countOverlong(blocks)
      reader.readBlock(blocks.buffer.span, blocks.lines)
      isThere = try blocks.advance()
    }
    let summary = reader.recorder.finished()
    return (summary, reader.recorder.collector)
  }
}

extension PowerReader {
  /// Reads a block; where samples of the stretch that is asked for were added up without care,
  /// again, with it.
  private mutating func readBlock(_ bytes: Span<UInt8>, _ block: Range<Int>) {
    let before = recorder.stretch == nil ? nil : self
    read(bytes, block)
    recorder.flush()
    guard let before, recorder.hasPassedStretch() else { return }
    self = before
    recorder.isCareful = true
    read(bytes, block)
    recorder.flush()
    recorder.isCareful = false
  }
}

extension MeterRecorder {
  /// Counts the line too long that stands before a block, if one does.
  mutating func countOverlong(_ blocks: borrowing LineBlocks) {
    guard blocks.followsOverlong else { return }
    lines += 1
    reject(.lineTooLong, column: 1)
  }
}
