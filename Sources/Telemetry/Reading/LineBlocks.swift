import Threads

/// Reads a slice of a source as blocks of whole lines, in memory that does not grow with it.
///
/// ```swift
/// var blocks = LineBlocks(source)
/// while try blocks.advance() {
///   reader.read(blocks.buffer.span.extracting(blocks.lines))
/// }
/// ```
///
/// A line that crosses the edge of a chunk is carried over. A line longer than the limit is not
/// held: it is left out of the blocks and counted in ``overlong`` at its place. The last line of
/// the source may lack its line feed, and then ends its block without one.
public struct LineBlocks: ~Copyable {
  /// The bytes of a chunk: large enough that the system call does not count, small enough to stay
  /// in a processor's cache.
  public static let chunkSize = 256 << 10
  /// The longest line that is held, in bytes: a request with its whole prompt has room in it.
  public static let longestLine = 1 << 20

  /// The bytes read; the lines of the block lie in it.
  public private(set) var buffer: [UInt8]
  /// Where in the buffer the whole lines of the block lie.
  public private(set) var lines = 0..<0
  /// Whether a line that was too long stood directly before the block; it is not in it.
  public private(set) var followsOverlong = false
  /// The offset in the source of the block's first byte.
  public private(set) var offset: Int

  private let source: any ByteSource
  private var slice: Slice
  /// The part of a range that is read, where others may take over its end.
  private var part: (number: Int, range: SharedRange)?
  private let longest: Int
  /// Where in the buffer the bytes end that have been read.
  private var filled = 0
  /// The offset in the source of the byte behind those.
  private var position: Int
  private var isAtEnd = false
  private var isSkipping: Bool
  /// Whether what is skipped is a line too long, and not the rest of a line of the slice before.
  private var isOverlong = false

  /// Reads a slice of a source, in chunks of so many bytes.
  public init(
    _ source: any ByteSource, slice: Slice = .whole, chunkSize: Int = LineBlocks.chunkSize,
    longestLine: Int = LineBlocks.longestLine
  ) {
    self.source = source
    self.slice = slice
    longest = max(1, longestLine)
    buffer = [UInt8](repeating: 0, count: max(16, chunkSize))
    // The byte before the slice tells whether a line begins at its start.
    isSkipping = slice.lower > 0
    position = max(0, slice.lower - 1)
    offset = position
  }

  /// Reads a part of a source, whose end others may take over while it is read.
  init(
    _ source: any ByteSource, part: Int, of range: SharedRange,
    chunkSize: Int = LineBlocks.chunkSize
  ) {
    self.init(source, slice: Slice(range.lower(of: part), .max), chunkSize: chunkSize)
    self.part = (part, range)
  }

  /// Goes on to the next block; false at the end of the slice. A block may be empty where all that
  /// is to be told is a line too long.
  public mutating func advance() throws(ReadFailure) -> Bool {
    followsOverlong = false
    lines = lines.upperBound..<lines.upperBound
    while true {
      if isSkipping {
        guard try skip() else {
          followsOverlong = isOverlong
          isOverlong = false
          return followsOverlong
        }
        followsOverlong = isOverlong
        isOverlong = false
      }
      let start = lines.upperBound
      offset = position - (filled - start)
      if offset >= slice.upper {
        lines = start..<start
        return followsOverlong
      }
      if let end = endOfLines(from: start) {
        lines = start..<end
        if end - start <= longest { return true }
        // Only a block this large can hold a line too long; where one is first, it is skipped.
        lines = start..<startOfOverlong(in: lines)
        if !lines.isEmpty || followsOverlong { return true }
        isSkipping = true
        isOverlong = true
        continue
      }
      if isAtEnd {
        lines = start..<filled
        return start < filled || followsOverlong
      }
      if filled - start > longest {
        if followsOverlong {
          // Told first; the next call finds the same line again.
          lines = start..<start
          return true
        }
        isSkipping = true
        isOverlong = true
        lines = filled..<filled
        continue
      }
      try fill()
    }
  }

  /// The index behind the last line feed, but not beyond the lines that begin in the slice.
  private func endOfLines(from start: Int) -> Int? {
    let bytes = buffer.span
    let beyond = slice.upper.subtractingReportingOverflow(position - filled)
    if !beyond.overflow, beyond.partialValue < filled {
      // The line in which the slice ends is the last; its last byte may be that line feed.
      let end = bytes.index(of: 0x0A, from: max(start, beyond.partialValue - 1), to: filled)
      if end < filled { return end + 1 }
    }
    var end = filled
    while end > start {
      if bytes[end - 1] == 0x0A { return end }
      end -= 1
    }
    return nil
  }

  /// The index of the first line of a block that is too long, or the end of the block.
  private func startOfOverlong(in block: Range<Int>) -> Int {
    let bytes = buffer.span
    var start = block.lowerBound
    while start < block.upperBound {
      let end = bytes.endOfLine(from: start)
      if end - start > longest { return start }
      start = end + 1
    }
    return block.upperBound
  }

  /// Skips to behind the next line feed; false where there is none.
  private mutating func skip() throws(ReadFailure) -> Bool {
    while true {
      let start = lines.upperBound
      let end = buffer.span.index(of: 0x0A, from: start, to: filled)
      if end < filled {
        lines = end + 1..<end + 1
        isSkipping = false
        return true
      }
      lines = filled..<filled
      if isAtEnd || position >= slice.upper { return false }
      try fill()
    }
  }

  /// Moves the carried-over bytes to the front and reads behind them.
  private mutating func fill() throws(ReadFailure) {
    let start = lines.upperBound
    if start > 0 {
      let kept = filled - start
      if kept > 0 {
        for index in 0..<kept { buffer[index] = buffer[start + index] }
      }
      filled = kept
      lines = 0..<0
    }
    if buffer.count - filled < buffer.count / 2 {
      buffer += [UInt8](repeating: 0, count: buffer.count)
    }
    if let (number, range) = part {
      let upper = range.claim(in: number, upTo: position + buffer.count - filled)
      // The last is open to the end: a log that is still being written grows there.
      slice = Slice(slice.lower, upper == range.whole.upperBound ? .max : upper)
    }
    let count = try source.read(at: position, into: &buffer, from: filled)
    if count <= 0 {
      isAtEnd = true
    } else {
      filled += count
      position += count
    }
  }
}
