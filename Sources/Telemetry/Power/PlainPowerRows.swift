/// Reads the rows of a table of power that hold no surprise, and leaves all others to who reads with
/// care: what is read here reads the same there.
///
/// Most rows are like one before: the time of the same tick, the cells of the device that came next
/// the last time, a new number. Those are read without looking for columns. What else is plain is
/// read column by column.
struct PlainPowerRows: Sendable {
  /// The devices that were learned from rows read with care.
  var devices = DeviceCells()
  private var clock: TickClock
  private let separator: UInt8
  /// What is done with the columns, four bits each, the first in the lowest place.
  private let plan: UInt64
  /// Whether the time is the first column, and the device named before the power.
  private let canRepeat: Bool
  /// How many cells stand behind those.
  private let rest: Int
  /// How many rows in turn were not like one before; where that is so of many, none is tried.
  private var misses = 0

  /// What is done with a column.
  private enum Column {
    static let skip: UInt64 = 1
    static let time: UInt64 = 2
    static let power: UInt64 = 3
    static let device: UInt64 = 4
    static let node: UInt64 = 5
  }

  /// For the rows of a table; where none is plain, no row is read.
  init(_ table: PowerTable) {
    separator = table.separator
    canRepeat = table.roles.first == .time && table.roles.last == .power
    clock = TickClock(isDated: table.isDated)
    rest = table.header.isEmpty ? -1 : table.header.count - table.roles.count
    guard table.unit == .watt, table.kind != .ptdaemon, table.memory == nil,
      table.timeUnit == nil || table.isDated,
      table.roles.count <= 16
    else {
      plan = 0
      return
    }
    plan = table.roles.reversed().reduce(0) { plan, role in
      switch role {
      case .time: plan << 4 | Column.time
      case .power: plan << 4 | Column.power
      case .device: plan << 4 | Column.device
      case .node: plan << 4 | Column.node
      case .energy, .model, nil: plan << 4 | Column.skip
      }
    }
  }

  /// Reads rows as long as they hold no surprise, and returns where the first other one begins.
  mutating func read(
    _ bytes: Span<UInt8>, _ block: Range<Int>, _ recorder: inout MeterRecorder
  ) -> Int {
    guard plan != 0 else { return block.lowerBound }
    // What is changed at each row lies in locals, so that it is not looked up at each row.
    var states: [OrdinarySteps.State] = []
    var draws: [UInt32] = []
    swap(&states, &recorder.ordinary.states)
    swap(&draws, &recorder.ordinary.draws)
    var tally = Tally(shift: recorder.shift)
    var row = block.lowerBound
    while row < block.upperBound {
      if canRepeat, misses < 100 {
        var rows = states.mutableSpan
        var steps = draws.mutableSpan
        let next = Self.readRepeated(
          bytes, row..<block.upperBound, separator, rest, &clock, &devices, &rows, &steps, &tally)
        misses = next > row ? 0 : misses + 1
        row = next
        if row >= block.upperBound { break }
      }
      var rows = states.mutableSpan
      var steps = draws.mutableSpan
      let next = readRow(bytes, row, block.upperBound, &rows, &steps, &tally)
      if next == row { break }
      row = next
    }
    swap(&states, &recorder.ordinary.states)
    swap(&draws, &recorder.ordinary.draws)
    recorder.lines += tally.rows
    recorder.used += tally.rows
    recorder.zoned += tally.zoned
    return row
  }

  /// What is counted of the rows read.
  private struct Tally {
    /// What is added to times.
    let shift: Int64
    var rows = 0
    var zoned: Int64 = 0

    /// Takes a sample, if it is the next ordinary one of its device.
    @inline(__always)
    mutating func take(
      _ number: Int, _ time: Int64, isZoned: Bool, _ power: Int64,
      _ states: inout MutableSpan<OrdinarySteps.State>, _ draws: inout MutableSpan<UInt32>
    ) -> Bool {
      let step = DrawHistogram.step(power)
      guard step < OrdinarySteps.drawSteps, states[number].take(time &+ shift, power) else {
        return false
      }
      draws[number &* OrdinarySteps.drawSteps &+ step] &+= 1
      rows &+= 1
      zoned &+= isZoned ? 1 : 0
      return true
    }
  }

  /// Reads rows as long as they are like one before.
  private static func readRepeated(
    _ bytes: Span<UInt8>, _ block: Range<Int>, _ separator: UInt8, _ rest: Int,
    _ clock: inout TickClock, _ devices: inout DeviceCells,
    _ states: inout MutableSpan<OrdinarySteps.State>,
    _ draws: inout MutableSpan<UInt32>, _ tally: inout Tally
  ) -> Int {
    let end = block.upperBound
    var row = block.lowerBound
    while row < end {
      guard let next = devices.expected else { return row }
      let time = clock.read(bytes, row, end, separator)
      if time < 0 { return row }
      let start = devices.endOfBetween(bytes, time, next)
      if start < 0 { return row }
      let (power, behind) = bytes.nanowatts(start)
      if power < 0 { return row }
      let (line, isPlain) = bytes.endOfPlainLine(from: behind, to: end, rest, separator)
      // A branch, so that the next row can begin before all of this one is looked at.
      guard isPlain,
        tally.take(
          devices.take(next), clock.time, isZoned: clock.isZoned, power, &states, &draws)
      else { return row }
      row = line &+ 1
    }
    return row
  }

  /// Reads one row, if it holds no surprise, and returns where the next begins; else where it does.
  private mutating func readRow(
    _ bytes: Span<UInt8>, _ row: Int, _ end: Int,
    _ states: inout MutableSpan<OrdinarySteps.State>, _ draws: inout MutableSpan<UInt32>,
    _ tally: inout Tally
  ) -> Int {
    // A comment is none of the rows.
    guard let next = devices.expected, bytes[row] != 0x23 else { return row }
    var index = row
    var timeEnd = 0
    var powerStart = 0
    var power: Int64 = 0
    var device = 0..<0
    var node = 0..<0
    var isExpected = true
    var columns = plan
    while true {
      if index < end, bytes[index] == 0x20 { index &+= 1 }
      switch columns & 0xF {
      case Column.time:
        index = clock.read(bytes, index, end, separator)
        if index < 0 { return row }
        timeEnd = index
      case Column.power:
        powerStart = index
        (power, index) = bytes.nanowatts(index)
        if power < 0 { return row }
      case Column.device:
        let behind = devices.endOfDevice(bytes, index, separator, next)
        isExpected = isExpected && behind >= 0
        device = behind >= 0 ? index..<behind : devices.cell(bytes, index, end, separator)
        if device.isEmpty { return row }
        index = device.upperBound
      case Column.node:
        let behind = devices.endOfNode(bytes, index, separator, next)
        isExpected = isExpected && behind >= 0
        node = behind >= 0 ? index..<behind : devices.cell(bytes, index, end, separator)
        if node.isEmpty { return row }
        index = node.upperBound
      default:
        while index < end, bytes[index] != separator {
          if bytes[index] == 0x22 || bytes[index] == 0x0A || bytes[index] == 0 { return row }
          index &+= 1
        }
      }
      columns &>>= 4
      guard index < end else { return row }
      if columns == 0 { break }
      guard bytes[index] == separator else { return row }
      index &+= 1
    }
    // Behind the last column that is needed: the end of the line, or other columns.
    let (line, isPlain) = bytes.endOfPlainLine(from: index, to: end, rest, separator)
    guard isPlain,
      let number = isExpected ? devices.take(next) : devices.search(bytes, device, node),
      tally.take(number, clock.time, isZoned: clock.isZoned, power, &states, &draws)
    else { return row }
    if canRepeat, misses < 100 { devices.learnBetween(bytes, timeEnd..<powerStart) }
    return line &+ 1
  }
}

extension Span where Element == UInt8 {
  /// The end of the line behind a cell, and whether so many other cells stand there; with a count of
  /// -1, any.
  @inline(__always)
  fileprivate func endOfPlainLine(
    from start: Int, to end: Int, _ count: Int, _ separator: UInt8
  ) -> (line: Int, isPlain: Bool) {
    if count <= 0 {
      if self[start] == 0x0A { return (start, true) }
    } else if start &+ 8 <= end {
      let word = word(start)
      // The lowest of these is a line feed, what stands above it may be none.
      let difference = word ^ (0x0A &* Self.ones)
      let feeds = (difference &- Self.ones) & ~difference & (0x80 &* Self.ones)
      if feeds != 0 {
        let found = (Self.bytes(of: separator, in: word) & (feeds &- 1) & ~feeds) &>> 7
        // The first of the separators ends the cell.
        let all = (found &* Self.ones) &>> 56 | (found & 1) &<< 8
        return (
          start &+ feeds.trailingZeroBitCount &>> 3,
          Int(truncatingIfNeeded: all) == count | 0x100
        )
      }
    }
    return endOfAnyLine(from: start, to: end, count, separator)
  }

  @inline(never)
  private func endOfAnyLine(
    from start: Int, to end: Int, _ count: Int, _ separator: UInt8
  ) -> (line: Int, isPlain: Bool) {
    let line = index(of: 0x0A, from: start, to: end)
    let last = withoutReturn(start..<line).upperBound
    if line == end { return (line, false) }
    if start == last { return (line, count <= 0) }
    guard self[start] == separator else { return (line, false) }
    if count < 0 { return (line, true) }
    var found = 0
    var index = start
    while index &+ 8 <= line {
      let bytes = Self.bytes(of: separator, in: word(index)) &>> 7
      found &+= Int(truncatingIfNeeded: (bytes &* Self.ones) &>> 56)
      index &+= 8
    }
    while index < line {
      if self[index] == separator { found &+= 1 }
      index &+= 1
    }
    return (line, found == count)
  }

  private static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// The bytes of a word that are this one, by their highest bits.
  @inline(__always)
  private static func bytes(of byte: UInt8, in word: UInt64) -> UInt64 {
    let difference = word ^ (UInt64(byte) &* ones)
    let low = 0x7F &* ones
    return ~(((difference & low) &+ low) | difference | low)
  }
}
