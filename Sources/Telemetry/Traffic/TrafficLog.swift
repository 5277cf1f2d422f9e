/// A log of requests, to be read to a summary.
public struct TrafficLog: Sendable {
  /// Where its bytes come from.
  public let source: any ByteSource
  /// The columns or keys that the user names; none for those known by their names.
  public let columns: ColumnNames
  /// The paths that count; nothing for all.
  public let filter: PathFilter?
  /// The length of the windows that will be asked for, in nanoseconds.
  public let window: Int64
  /// The beginning of the log of which this one is a slice without it: its header, or, where it
  /// has none, its first line.
  public let header: [UInt8]?

  /// A log, its columns, the paths that count, the length of its windows and, for a slice of a log,
  /// how that log begins.
  public init(
    _ source: any ByteSource, columns: ColumnNames = ColumnNames(), filter: PathFilter? = nil,
    window: Int64 = TrafficSummary.hour, header: [UInt8]? = nil
  ) {
    self.source = source
    self.header = header
    self.columns = columns
    self.filter = filter
    self.window = window
  }

  /// What was read: how the log is written, and what it adds up to.
  public struct Reading: Hashable, Sendable {
    /// How the log is written; nothing for a log without a line.
    public var format: TrafficFormat?
    /// What it adds up to.
    public var summary: TrafficSummary
  }

  /// Why a log cannot be read.
  public enum Failure: Error, Hashable, Sendable {
    /// Its bytes cannot be had.
    case unreadable(ReadFailure)
    /// Its format is not known.
    case unknown(TrafficFormat.Unknown)
    /// Its columns change at a place: what follows cannot be read.
    case columnsChange(RowPlace)
  }

  /// Reads the log, by so many threads at most where it can be read at any offset.
  public func read(threads: Int = 2) throws(Failure) -> Reading {
    try read(slices: nil, threads: threads)
  }

  /// Reads the log by the slices given, whose summaries are joined in their order.
  func read(slices: [Slice]?, threads: Int = 1) throws(Failure) -> Reading {
    var blocks = LineBlocks(source)
    var recorder = TrafficRecorder(TrafficSummary(window: window), file: source.name)
    guard let format = try format(&blocks, &recorder) else {
      return Reading(format: nil, summary: recorder.summary)
    }
    // What can be read at any offset is read again from its start.
    if source.length != nil {
      recorder = TrafficRecorder(TrafficSummary(window: window), file: source.name)
    }
    let summary: TrafficSummary
    switch format {
    case .table(let table):
      if filter != nil, !table.roles.contains(.path) {
        throw .unknown(.noPath(header: table.header))
      }
      let reader = TrafficTableReader(table, filter: filter, recorder: recorder)
      summary = try read(reader, blocks, slices, threads)
    case .jsonLines:
      let reader = JSONLinesReader(columns, filter: filter, recorder: recorder)
      summary = try read(reader, blocks, slices, threads)
    case .combined:
      let reader = CombinedLogReader(recorder: recorder, filter: filter)
      summary = try read(reader, blocks, slices, threads)
    }
    if let place = summary.otherHeaders.first { throw .columnsChange(place) }
    return Reading(format: format, summary: summary)
  }

  /// The format that the first block with a row shows; blocks before it are counted.
  private func format(
    _ blocks: inout LineBlocks, _ recorder: inout TrafficRecorder
  ) throws(Failure) -> TrafficFormat? {
    if let header {
      var bytes = header + [0x0A]
      do throws(ReadFailure) {
        if try blocks.advance() { bytes += blocks.buffer[blocks.lines] }
      } catch { throw .unreadable(error) }
      do throws(TrafficFormat.Unknown) {
        return try TrafficFormat.recognize(bytes.span, 0..<bytes.count, columns: columns)
      } catch { throw .unknown(error) }
    }
    var hasOverlong = false
    while true {
      do throws(ReadFailure) {
        guard try blocks.advance() else {
          recorder.flush()
          return nil
        }
      } catch { throw .unreadable(error) }
      hasOverlong = hasOverlong || blocks.followsOverlong
      do throws(TrafficFormat.Unknown) {
        return try TrafficFormat.recognize(blocks.buffer.span, blocks.lines, columns: columns)
      } catch {
        guard error == .empty else { throw .unknown(hasOverlong ? .headerTooLong : error) }
        recorder.skip(blocks)
      }
    }
  }

  /// Reads all slices, or goes on with the block that showed the format.
  private func read<Reader: TrafficReader>(
    _ reader: Reader, _ blocks: consuming LineBlocks, _ slices: [Slice]?, _ threads: Int
  ) throws(Failure) -> TrafficSummary {
    guard let length = source.length else {
      do throws(ReadFailure) { return try reader.summary(of: blocks) } catch {
        throw .unreadable(error)
      }
    }
    let source = source
    var whole = TrafficSummary(window: window)
    do throws(ReadFailure) {
      let parts = try readParts(of: source, length: length, slices: slices, threads: threads) {
        blocks throws(ReadFailure) in try reader.summary(of: blocks)
      }
      for part in parts { whole.append(part) }
    } catch { throw .unreadable(error) }
    return whole
  }
}

/// Reads the rows of one format into a recorder.
protocol TrafficReader: Sendable {
  var recorder: TrafficRecorder { get set }

  /// Reads whole lines.
  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>)
}

extension TrafficReader {
  /// Reads all blocks; one at which they stand already comes first.
  func summary(of blocks: consuming LineBlocks) throws(ReadFailure) -> TrafficSummary {
    var reader = self
    var isThere = true
    if blocks.lines.isEmpty, !blocks.followsOverlong { isThere = try blocks.advance() }
    while isThere {
      reader.recorder.countOverlong(blocks)
      reader.read(blocks.buffer.span, blocks.lines)
      reader.recorder.flush()
      isThere = try blocks.advance()
    }
    return reader.recorder.summary
  }
}

extension TrafficRecorder {
  /// Counts the line too long that stands before a block, if one does.
  mutating func countOverlong(_ blocks: borrowing LineBlocks) {
    guard blocks.followsOverlong else { return }
    lines += 1
    reject(.lineTooLong, column: 1)
  }

  /// Counts the lines of a block that holds no row.
  fileprivate mutating func skip(_ blocks: borrowing LineBlocks) {
    countOverlong(blocks)
    for index in blocks.lines where blocks.buffer[index] == 0x0A { lines += 1 }
  }
}
