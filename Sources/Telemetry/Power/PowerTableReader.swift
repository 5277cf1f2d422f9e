/// Reads rows of a table of power: fast while they look as expected, by the careful reader of
/// single rows at any surprise. Both read the same; the fast one leaves out what is rare.
struct PowerTableReader: PowerReader {
  var recorder: MeterRecorder
  let table: PowerTable
  private var cells: Cells
  private var plain: PlainPowerRows

  init(_ table: PowerTable, recorder: MeterRecorder) {
    self.table = table
    self.recorder = recorder
    cells = Cells(separator: table.separator)
    plain = PlainPowerRows(table)
    self.recorder.note(table.kind)
  }

  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>) {
    var index = block.lowerBound
    while index < block.upperBound {
      index = plain.read(bytes, index..<block.upperBound, &recorder)
      if index >= block.upperBound { break }
      let end = bytes.index(of: 0x0A, from: index, to: block.upperBound)
      recorder.lines += 1
      readRow(bytes, index..<end, isOpen: end == block.upperBound)
      index = end + 1
    }
  }
}

extension PowerTableReader {
  /// Why a row is not used, and the index of the byte that shows it.
  private struct Surprise: Error {
    var reason: RejectionReason
    var index: Int

    init(_ reason: RejectionReason, _ index: Int) {
      self.reason = reason
      self.index = index
    }
  }

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
      if recorder.lines > 1 { recorder.noteHeader() }
      return
    }
    do throws(Surprise) {
      try use(bytes, line)
      if isOpen { recorder.noteOpenLine() }
    } catch {
      if isOtherHeader(bytes) { recorder.noteOtherHeader() }
      let nul = bytes.index(of: 0, from: line.lowerBound, to: line.upperBound)
      let hasNUL = nul < line.upperBound
      recorder.reject(
        hasNUL ? .nulByte : error.reason,
        column: bytes.column(of: hasNUL ? nul : error.index, from: line.lowerBound))
    }
  }

  private mutating func use(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(Surprise) {
    var time: Timestamp?
    var value: Int64 = 0
    var device = 0..<0
    var node = 0..<0
    var model: Range<Int>?
    if cells.count < table.width.lowerBound, cells.unclosedQuote == nil {
      throw Surprise(.columnMissing, line.upperBound)
    }
    for index in cells.ranges.indices where index >= table.width.upperBound {
      // A separator at the end of a row begins no cell.
      let isEnd = index == table.header.count && index == cells.count - 1
      if !isEnd || !cells.ranges[index].isEmpty {
        throw Surprise(.malformed, cells.ranges[index].lowerBound)
      }
    }
    for (index, role) in table.roles.enumerated() {
      guard let role else { continue }
      guard index < cells.count else { throw Surprise(.columnMissing, line.upperBound) }
      let range = cells.ranges[index]
      if let quote = cells.unclosedQuote, index == cells.count - 1 {
        throw Surprise(.quoteUnclosed, quote)
      }
      switch role {
      case .time:
        time = moment(bytes, range)
        if time == nil { throw Surprise(.timeInvalid, range.lowerBound) }
      case .power, .energy:
        value = try number(bytes, range)
      case .device, .node:
        if range.isEmpty || bytes[range.lowerBound] == 0x5B {
          throw Surprise(.valueMissing, range.lowerBound)
        }
        if bytes.index(of: 0, from: range.lowerBound, to: range.upperBound) < range.upperBound {
          throw Surprise(.nulByte, range.lowerBound)
        }
        if role == .device { device = range } else { node = range }
      case .model: model = range
      }
    }
    guard let time else { throw Surprise(.columnMissing, line.upperBound) }
    if let memory = table.memory {
      guard memory < cells.count else { throw Surprise(.columnMissing, line.upperBound) }
      value += try number(bytes, cells.ranges[memory])
      guard value <= MeterUnit.limit else {
        throw Surprise(.outOfRange, cells.ranges[memory].lowerBound)
      }
    }
    let key = MeterDevice.Key(
      node: node.isEmpty ? unnamedNode : bytes.text(node),
      name: table.memory == nil ? bytes.text(device) : "package and dram",
      isCounter: table.isCounter)
    guard let number = recorder.number(of: key) else {
      throw Surprise(.outOfRange, device.lowerBound)
    }
    plain.devices.learn(number, bytes, device: device, node: node)
    if time.isZoned { recorder.zoned += 1 }
    // A name that is left empty in a row is that of the row.
    recorder.add(
      number, MeterSample(time: time.nanoseconds, value: value), isZoned: time.isZoned,
      model: model.map { bytes.text($0) })
  }

  private func moment(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Timestamp? {
    if table.kind == .ptdaemon { return PTDaemonLine.moment(bytes, range) }
    guard bytes.isNumber(range) else { return Timestamp(bytes, range) }
    if table.isDated { return nil }
    return table.timeUnit.map { $0.moment(bytes, range) } ?? Timestamp(bytes, range)
  }

  /// The node of a log that names none: the one told, or the log itself where it names no device.
  private var unnamedNode: String {
    if !recorder.node.isEmpty { return recorder.node }
    return table.roles.contains(.device) ? "" : recorder.file
  }

  /// A power or a counter, whose unit may stand behind it.
  private func number(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(Surprise) -> Int64 {
    var digits = range
    var unit = table.unit
    if let last = range.last, bytes[last] &- 0x41 < 58 {
      var start = range.upperBound
      while start > range.lowerBound, bytes[start - 1] > 0x39 { start -= 1 }
      if let known = MeterUnit(bytes.text(start..<range.upperBound)) {
        guard known.isEnergy == unit.isEnergy else {
          throw Surprise(.numberInvalid, range.lowerBound)
        }
        unit = known
        digits = bytes.trimmed(range.lowerBound..<start)
      }
    }
    switch unit.read(bytes, digits) {
    case .value(let value):
      if value < 0 { throw Surprise(.negative, range.lowerBound) }
      if !unit.isEnergy, value > MeterUnit.limit { throw Surprise(.outOfRange, range.lowerBound) }
      return value
    case .empty: throw Surprise(.valueMissing, range.lowerBound)
    case .tooLarge: throw Surprise(.outOfRange, range.lowerBound)
    case .notANumber, .inexact:
      // `[N/A]`, `[Not Supported]`, `[Unknown Error]`.
      let saysNothing =
        bytes[range.lowerBound] == 0x5B || TrafficRow.saysNothing(bytes, range)
      throw Surprise(saysNothing ? .valueMissing : .numberInvalid, range.lowerBound)
    }
  }

  /// Whether a row that cannot be read is a header, and not that of the table.
  private func isOtherHeader(_ bytes: Span<UInt8>) -> Bool {
    guard !table.header.isEmpty, cells.count <= 1000 else { return false }
    let known = cells.texts(bytes).filter { text in
      let name = PowerColumnName(text).name
      return PowerRole.allCases.contains { $0.names.contains(name) }
    }
    return known.count >= 2
  }
}
