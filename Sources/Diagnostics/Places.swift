/// Lines and columns of offsets, found fast when asked for many.
final class Places {
  /// A line and a column, both from 1; columns count Unicode scalars.
  struct Place {
    var line: Int
    var column: Int
    /// The bytes of the line, without its end and without a byte-order mark.
    var lineRange: Range<Int>
  }

  let sources: Sources
  private var lineStarts: [FileID: [Int]] = [:]
  private var last: (file: FileID, lineStart: Int, offset: Int, column: Int)?

  init(_ sources: Sources) { self.sources = sources }

  /// The place of a byte; the last place of the text for an offset beyond it.
  func place(of offset: Int, in file: FileID) -> Place {
    let bytes = sources[file].bytes
    let offset = min(max(offset, 0), bytes.count)
    let starts = self.starts(of: file)
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    var start = starts[low]
    if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    var end = low + 1 < starts.count ? starts[low + 1] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return Place(
      line: low + 1, column: column(of: offset, from: start, in: file, bytes),
      lineRange: min(start, end)..<end)
  }

  /// Counts scalars from the start of the line, or from the last place asked for if that lies
  /// between.
  private func column(of offset: Int, from start: Int, in file: FileID, _ bytes: [UInt8]) -> Int {
    var index = start
    var column = 1
    if let last, last.file == file, last.lineStart == start, last.offset <= offset {
      index = last.offset
      column = last.column
    }
    while index < offset {
      // A scalar is counted at its first byte; a place within one is that of the next one.
      if bytes[index] & 0xC0 != 0x80 { column += 1 }
      index += 1
    }
    last = (file, start, max(offset, start), column)
    return column
  }

  private func starts(of file: FileID) -> [Int] {
    if let known = lineStarts[file] { return known }
    let bytes = sources[file].bytes
    var starts = [0]
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A) {
        starts.append(index + 1)
      }
    }
    lineStarts[file] = starts
    return starts
  }
}
