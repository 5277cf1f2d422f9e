/// Rows of an accounting that are not as expected.
extension JobReader {
  /// Reads one row with all care, or counts why it is not used.
  mutating func readCarefully(_ bytes: Span<UInt8>, _ line: Range<Int>, isOpen: Bool) {
    var line = bytes.withoutReturn(line)
    if lines == 1, line.count >= 3, bytes[line.lowerBound] == 0xEF,
      bytes[line.lowerBound + 1] == 0xBB, bytes[line.lowerBound + 2] == 0xBF
    {
      line = line.lowerBound + 3..<line.upperBound
    }
    if bytes.trimmed(line).isEmpty { return }
    var cells = Cells(separator: table.separator)
    cells.split(bytes, line)
    if cells.count <= 1000 {
      let texts = cells.texts(bytes)
      if texts == table.header {
        if lines > 1 {
          summary.headersAgain.append(place(1))
        } else {
          summary.firstHeader = place(1)
        }
        return
      }
      if JobColumns(header: texts, separator: table.separator) != nil {
        summary.otherHeaders.append(place(1))
      }
    }
    for index in line where bytes[index] == 0 {
      reject(.nulByte, bytes, index, line)
      return
    }
    guard cells.unclosedQuote == nil else {
      reject(.quoteUnclosed, bytes, cells.unclosedQuote ?? line.lowerBound, line)
      return
    }
    guard cells.count == table.header.count else {
      skip(bytes, cells)
      let isShort = cells.count < table.header.count
      reject(isShort ? .columnMissing : .malformed, bytes, line.upperBound, line)
      return
    }
    var row: [UInt8] = []
    var stops: [Int] = []
    for range in cells.ranges {
      for index in range { row.append(bytes[index]) }
      stops.append(row.count)
      row.append(table.separator)
    }
    do throws(Surprise) {
      try take(row.span, 0, stops, isRaw: false)
    } catch {
      skip(bytes, cells)
      let cell = cells.ranges.indices.contains(error.cell) ? cells.ranges[error.cell] : line
      let reason = cell.isEmpty ? .valueMissing : error.reason
      reject(reason, bytes, cell.lowerBound, line)
      return
    }
    if isOpen { summary.openLines.append(place(1)) }
  }

  /// The steps that follow may be those of a job that cannot be read.
  private mutating func skip(_ bytes: Span<UInt8>, _ cells: Cells) {
    let place = table.place(.id)
    guard place < cells.count, let (key, isStep) = JobKey.read(bytes, cells.ranges[place]), !isStep,
      key.index >= 0, summary.open?.key != key
    else { return }
    summary.unread = key
  }

  private mutating func reject(
    _ reason: RejectionReason, _ bytes: Span<UInt8>, _ index: Int, _ line: Range<Int>
  ) {
    summary.rows.reject(reason, at: place(bytes.column(of: index, from: line.lowerBound)))
  }

  /// Counts a line too long that stands before what is read next.
  mutating func countOverlong() {
    lines += 1
    summary.rows.reject(.lineTooLong, at: place(1))
  }

  func place(_ column: Int) -> RowPlace {
    RowPlace(file: file, line: lines, column: column)
  }
}
