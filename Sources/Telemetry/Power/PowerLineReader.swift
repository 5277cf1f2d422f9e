/// Reads a log whose rows are single lines, each of them by itself.
protocol PowerLineReader: PowerReader {
  /// Whether a line that is not blank is no row: a comment, or a header, which may be noted.
  mutating func passesOver(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool

  /// Uses a row, or says why not and where.
  mutating func use(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (RejectionReason, Int)?
}

extension PowerLineReader {
  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>) {
    var index = block.lowerBound
    while index < block.upperBound {
      let end = bytes.index(of: 0x0A, from: index, to: block.upperBound)
      recorder.lines += 1
      readLine(bytes, bytes.withoutReturn(index..<end), isOpen: end == block.upperBound)
      index = end + 1
    }
  }

  private mutating func readLine(_ bytes: Span<UInt8>, _ line: Range<Int>, isOpen: Bool) {
    if bytes.trimmed(line).isEmpty { return }
    let nul = bytes.index(of: 0, from: line.lowerBound, to: line.upperBound)
    if nul < line.upperBound {
      recorder.reject(.nulByte, column: bytes.column(of: nul, from: line.lowerBound))
    } else if passesOver(bytes, line) {
      return
    } else if let (reason, place) = use(bytes, line) {
      recorder.reject(reason, column: bytes.column(of: place, from: line.lowerBound))
    } else if isOpen {
      recorder.noteOpenLine()
    }
  }

  /// Whether cells are those of the header of a table, which is noted where it stands again.
  mutating func isHeader(_ cells: Cells, _ bytes: Span<UInt8>, of header: [String]) -> Bool {
    guard cells.count == header.count else { return false }
    var texts = cells.texts(bytes)
    if let first = texts.first, first.hasPrefix("\u{FEFF}") {
      texts[0] = String(first.dropFirst())
    }
    guard texts == header else { return false }
    if recorder.lines > 1 { recorder.noteHeader() }
    return true
  }
}
