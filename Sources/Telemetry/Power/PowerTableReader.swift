/// Reads rows of a table of power: fast while they look as expected, by the careful reader of
/// single rows at any surprise. Both read the same; the fast one leaves out what is rare.
struct PowerTableReader: PowerReader {
  var recorder: MeterRecorder
  let table: PowerTable
  private var cells: Cells
  private var devices = DeviceCells()
  private var clock = MinuteClock()
  private let isFast: Bool

  init(_ table: PowerTable, recorder: MeterRecorder) {
    self.table = table
    self.recorder = recorder
    cells = Cells(separator: table.separator)
    isFast = table.unit == .watt && table.kind != .ptdaemon
    self.recorder.note(table.kind)
  }

  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>) {
    var index = block.lowerBound
    while index < block.upperBound {
      if isFast {
        index = Self.readFast(
          bytes, index, block.upperBound, table, &clock, &devices, &recorder)
      }
      if index >= block.upperBound { break }
      let end = bytes.index(of: 0x0A, from: index, to: block.upperBound)
      recorder.lines += 1
      readRow(bytes, index..<end, isOpen: end == block.upperBound)
      index = end + 1
    }
  }

  /// Reads rows as long as they hold no surprise, and returns where the first other one begins.
  private static func readFast(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ table: PowerTable,
    _ clock: inout MinuteClock, _ devices: inout DeviceCells, _ recorder: inout MeterRecorder
  ) -> Int {
    let separator = table.separator
    let roles = table.roles
    let count = roles.count
    var row = start
    while row < end {
      var index = row
      var time: Int64 = 0
      var power: Int64 = 0
      var device = 0..<0
      var node = 0..<0
      var column = 0
      while true {
        if index < end, bytes[index] == 0x20 { index &+= 1 }
        switch roles[column] {
        case .time:
          guard let read = clock.read(bytes, &index, end, separator) else { return row }
          time = read
        case .power:
          power = bytes.nanowatts(&index, end)
          if power < 0 { return row }
        case .energy: return row
        case .device, .node, .model, nil:
          let from = index
          while index < end, bytes[index] != separator {
            if bytes[index] == 0x22 || bytes[index] == 0x0A || bytes[index] == 0 { return row }
            index &+= 1
          }
          if roles[column] == .device {
            if index == from || isBlank(bytes[index &- 1]) { return row }
            device = from..<index
          } else if roles[column] == .node {
            if index == from || isBlank(bytes[index &- 1]) { return row }
            node = from..<index
          }
        }
        column &+= 1
        guard index < end else { return row }
        if column == count { break }
        guard bytes[index] == separator else { return row }
        index &+= 1
      }
      // Behind the last column that is needed: the end of the line, or other columns.
      if bytes[index] == separator {
        index = bytes.index(of: 0x0A, from: index, to: end)
      } else if bytes[index] == 0x0D {
        index &+= 1
      }
      guard index < end, bytes[index] == 0x0A else { return row }
      guard let number = devices.number(bytes, device: device, node: node),
        recorder.addFast(number, time, power)
      else { return row }
      recorder.lines &+= 1
      recorder.zoned &+= clock.isZoned ? 1 : 0
      row = index &+ 1
    }
    return row
  }
}

extension Span where Element == UInt8 {
  /// A power such as `120.45 W` or `120.45` in nanowatts, and goes behind it; -1 for anything else.
  @inline(__always)
  fileprivate func nanowatts(_ index: inout Int, _ end: Int) -> Int64 {
    guard index &+ 24 <= end else { return -1 }
    let (whole, digits) = digits(index)
    guard digits > 0, digits < 7 else { return -1 }
    index &+= digits
    var value = whole &* 1_000_000_000
    if self[index] == 0x2E {
      index &+= 1
      let (part, places) = self.digits(index)
      switch places {
      case 2: value &+= part &* 10_000_000
      case 1: value &+= part &* 100_000_000
      case 3: value &+= part &* 1_000_000
      case 4: value &+= part &* 100_000
      case 5: value &+= part &* 10_000
      case 6: value &+= part &* 1000
      case 7: value &+= part &* 100
      default: return -1
      }
      index &+= places
    }
    if self[index] == 0x20, self[index &+ 1] == 0x57 { index &+= 2 }
    return value
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
      let hasNUL = bytes.index(of: 0, from: line.lowerBound, to: line.upperBound) < line.upperBound
      recorder.reject(
        hasNUL ? .nulByte : error.reason,
        column: bytes.column(of: error.index, from: line.lowerBound))
    }
  }

  private mutating func use(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(Surprise) {
    var time: Timestamp?
    var value: Int64 = 0
    var device = 0..<0
    var node = 0..<0
    var model = 0..<0
    for (index, role) in table.roles.enumerated() {
      guard let role else { continue }
      guard index < cells.count else { throw Surprise(.columnMissing, line.upperBound) }
      let range = cells.ranges[index]
      if let quote = cells.unclosedQuote, index == cells.count - 1 {
        throw Surprise(.quoteUnclosed, quote)
      }
      switch role {
      case .time:
        time =
          table.kind == .ptdaemon
          ? PTDaemonLine.moment(bytes, range) : Timestamp(bytes, range)
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
    let key = MeterDevice.Key(
      node: node.isEmpty ? unnamedNode : bytes.text(node), name: bytes.text(device),
      isCounter: table.isCounter)
    guard
      let number = recorder.number(of: key, model: model.isEmpty ? nil : bytes.text(model))
    else { throw Surprise(.outOfRange, device.lowerBound) }
    devices.learn(number, bytes, device: device, node: node)
    if time.isZoned { recorder.zoned += 1 }
    recorder.add(
      number, MeterSample(time: time.nanoseconds, value: value), isZoned: time.isZoned)
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
