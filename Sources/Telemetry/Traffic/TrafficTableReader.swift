/// Reads rows of a table of requests: fast while they look as expected, by the careful reader of
/// single rows at any surprise. Both read the same; the fast one leaves out what is rare.
struct TrafficTableReader: TrafficReader {
  var recorder: TrafficRecorder
  let table: TrafficTable
  let filter: PathFilter?
  private var cells: Cells
  private let isCounted: Bool
  private var clock = MinuteClock()

  init(_ table: TrafficTable, filter: PathFilter?, recorder: TrafficRecorder) {
    self.table = table
    self.filter = filter
    self.recorder = recorder
    cells = Cells(separator: table.separator)
    isCounted = table.roles.contains(.requests)
  }

  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>) {
    var index = block.lowerBound
    while index < block.upperBound {
      index = Self.readFast(
        bytes, index, block.upperBound, table, isCounted: isCounted, &clock, &recorder)
      if index >= block.upperBound { break }
      let end = bytes.index(of: 0x0A, from: index, to: block.upperBound)
      recorder.lines += 1
      readRow(bytes, index..<end, isOpen: end == block.upperBound)
      index = end + 1
    }
  }

  /// Reads rows as long as they hold no surprise, and returns where the first other one begins.
  private static func readFast(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ table: TrafficTable, isCounted: Bool,
    _ clock: inout MinuteClock, _ recorder: inout TrafficRecorder
  ) -> Int {
    let separator = table.separator
    let stops = table.roles
    let count = stops.count
    var row = start
    while row < end {
      var index = row
      var input = TrafficRecorder.unknown
      var output = TrafficRecorder.unknown
      var requests: Int64 = 1
      var sent: Int64 = 0
      var time: Int64 = 0
      var code = 0
      var identity: UInt64?
      var column = 0
      while column < count {
        if index < end, bytes[index] == 0x20 { index &+= 1 }
        switch stops[column] {
        case nil:
          while index < end, bytes[index] != separator {
            if bytes[index] == 0x22 || bytes[index] == 0x0A { return row }
            index &+= 1
          }
        case .time:
          guard let read = clock.read(bytes, &index, end, separator) else { return row }
          time = read
        case .input, .output, .requests, .bytes, .status:
          let number = bytes.shortNumber(&index, end)
          if number < 0 { return row }
          switch stops[column] {
          case .input: input = number
          case .output: output = number
          case .requests: requests = number
          case .bytes: sent = number
          default:
            code = Int(truncatingIfNeeded: number)
            if code < 100 || code > 599 { return row }
          }
        case .id:
          let from = index
          index = bytes.index(of: separator, from: index, to: end)
          if column + 1 == count || index >= end { return row }
          for place in from..<index where bytes[place] <= 0x22 { return row }
          if TrafficRow.saysNothing(bytes, from..<index) { return row }
          identity = bytes.hash(from..<index)
        case .path, .error: return row
        }
        column &+= 1
        guard index < end else { return row }
        if bytes[index] == separator, column < count {
          index &+= 1
        } else if column < count {
          return row
        }
      }
      // Behind the last column that is needed: the end of the line, or other columns.
      if bytes[index] == 0x0D { index &+= 1 }
      if index < end, bytes[index] == 0x0A {
        index &+= 1
      } else {
        guard index < end, bytes[index] == separator else { return row }
        index = bytes.index(of: 0x0A, from: index, to: end)
        guard index < end else { return row }
        index &+= 1
      }
      recorder.lines &+= 1
      if code > 0 { recorder.count(code: code, requests: requests) }
      if let identity { recorder.identify(identity) }
      let outcome = code > 0 ? Outcome(code: code) ?? .served : .served
      recorder.add(
        time, isZoned: clock.isZoned, outcome: outcome, requests: requests, input: input,
        output: output, bytes: sent, isWindow: isCounted)
      row = index
    }
    return row
  }
}

extension TrafficTableReader {
  /// Reads one row with all care, or counts why it is not used.
  private mutating func readRow(_ bytes: Span<UInt8>, _ line: Range<Int>, isOpen: Bool) {
    var line = bytes.withoutReturn(line)
    if recorder.lines == 1, line.count >= 3, bytes[line.lowerBound] == 0xEF,
      bytes[line.lowerBound + 1] == 0xBB, bytes[line.lowerBound + 2] == 0xBF
    {
      line = line.lowerBound + 3..<line.upperBound
    }
    if bytes.trimmed(line).isEmpty || bytes[line.lowerBound] == 0x23 { return }
    cells.split(bytes, line)
    if !table.header.isEmpty, cells.count == table.header.count,
      cells.texts(bytes) == table.header
    {
      return
    }
    var row = TrafficRow()
    do throws(TrafficRow.Surprise) {
      for (index, role) in table.roles.enumerated() {
        guard let role else { continue }
        guard index < cells.count else { throw .init(.columnMissing, line.upperBound) }
        if cells.unclosedQuote != nil, index == cells.count - 1 {
          throw .init(.quoteUnclosed, cells.unclosedQuote ?? line.lowerBound)
        }
        try row.take(role, bytes, cells.ranges[index])
      }
      if let filter, let path = row.path, !filter.matches(bytes, path) {
        throw .init(.notAskedFor, path.lowerBound)
      }
    } catch {
      if isOtherHeader(bytes) { recorder.noteOtherHeader() }
      recorder.reject(error, bytes, line, isOpen: isOpen)
      return
    }
    recorder.add(row, bytes, isWindow: isCounted)
    if isOpen { recorder.noteOpenLine() }
  }

  /// Whether a row that cannot be read is a header, and not that of the table.
  private func isOtherHeader(_ bytes: Span<UInt8>) -> Bool {
    guard !table.header.isEmpty, cells.count <= 1000 else { return false }
    let texts = cells.texts(bytes)
    let known = texts.filter { text in
      table.header.contains(text) || TrafficRole.known(text) != nil
    }
    return known.count >= 2 && 2 * known.count > texts.count - 1
  }
}
