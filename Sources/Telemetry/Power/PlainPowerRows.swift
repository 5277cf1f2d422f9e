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
  /// What is done with the columns, four bits each, the first in the lowest place.
  private let plan: UInt64
  /// Whether the time is the first column, and the device named before the power.
  private let canRepeat: Bool
  /// How rows end behind those.
  private let end: RowEnd
  /// How many plain rows in turn were not like one before; where that is so of many, none is tried.
  private var misses = 0
  /// Whether rows may be like one before. Of each device one or two are not at first.
  private var mayRepeat: Bool { canRepeat && misses < 100 + 4 * devices.known.count }

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
    canRepeat = table.roles.first == .time && table.roles.last == .power
    clock = TickClock(isDated: table.isDated)
    end = RowEnd(
      cells: table.header.isEmpty ? -1 : table.header.count - table.roles.count,
      separator: table.separator)
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
    var tally = Tally(shift: recorder.shift)
    var row = block.lowerBound
    while row < block.upperBound {
      if mayRepeat {
        let next = Self.readRepeated(
          bytes, row..<block.upperBound, end, &clock, &devices.known, &devices.current,
          &recorder.ordinary.states, &recorder.ordinary.draws, &tally)
        if next > row { misses = 0 }
        row = next
        if row >= block.upperBound { break }
      }
      let next = readRow(
        bytes, row, block.upperBound, &recorder.ordinary.states, &recorder.ordinary.draws, &tally)
      if next == row { break }
      misses += 1
      row = next
    }
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
  }

  /// How many bytes from the beginning of a row on are looked at in reading it by those before.
  private static let window = 640

  /// Reads rows as long as they are like one before.
  ///
  /// What is changed at each row lies in locals, so that it is not looked up at each row.
  private static func readRepeated(
    _ bytes: Span<UInt8>, _ block: Range<Int>, _ end: RowEnd, _ clock: inout TickClock,
    _ devices: inout [DeviceRows], _ current: inout Int,
    _ states: inout [OrdinarySteps.State], _ draws: inout [UInt32], _ tally: inout Tally
  ) -> Int {
    var devices = devices.mutableSpan
    var states = states.mutableSpan
    var draws = draws.mutableSpan
    var row = block.lowerBound
    guard current < devices.count else { return row }
    var place = current
    var next = devices[place].follower
    var time = clock.time &+ tally.shift
    // How many rows, and from the 32nd bit on how many of zoned times.
    var rows: UInt64 = 0
    var one: UInt64 = clock.isZoned ? 0x1_0000_0001 : 1
    while row < block.upperBound {
      // What is loaded of the row needs no check of its own: all else is counted in bytes.
      let edge = row &+ window
      guard UInt(bitPattern: row) <= UInt(bitPattern: bytes.count),
        UInt(bitPattern: edge) <= UInt(bitPattern: bytes.count)
      else { break }
      let text = bytes.extracting(Range(uncheckedBounds: (row, edge)))
      var index = devices[next].endOfPrefix(text, clock)
      if index < 0 { index = devices[next].endOfLongPrefix(text, clock) }
      if index < 0 {
        index = begin(bytes, row..<block.upperBound, end.separator, &clock, &devices[next])
        if index < 0 || index > 0x15F { break }
        time = clock.time &+ tally.shift
        one = clock.isZoned ? 0x1_0000_0001 : 1
      }
      var power: Int64
      let read = devices[next].power.text.read(text.word(index))
      if devices[next].power.text.holds(read) {
        power = devices[next].power.billionths(read)
        index &+= Int(devices[next].power.text.count)
      } else {
        (power, index) = devices[next].learnPower(text, index)
        if power < 0 || index < 0 || index > 0x1FF { break }
      }
      var line = row &+ index
      let ending = devices[next].ending
      if ending.holds(ending.read(text.word(index))) {
        line &+= Int(ending.count) &- 1
      } else {
        line = devices[next].learnEnding(bytes, from: line, to: block.upperBound, end)
        if line < 0 { break }
      }
      guard line < block.upperBound,
        OrdinarySteps.take(devices[next].number, time, power, &states, &draws)
      else { break }
      place = next
      next = devices[next].follower
      rows &+= one
      row = line &+ 1
    }
    current = place
    tally.rows &+= Int(rows & 0xFFFF_FFFF)
    tally.zoned &+= Int64(rows >> 32)
    return row
  }

  /// Where the power of a row begins that is of another time, or does not show at once that it is of
  /// this device; -1 where it is not.
  @inline(never)
  private static func begin(
    _ bytes: Span<UInt8>, _ block: Range<Int>, _ separator: UInt8, _ clock: inout TickClock,
    _ device: inout DeviceRows
  ) -> Int {
    let row = bytes.extracting(block.lowerBound..<block.lowerBound + window)
    if clock.text.end(row, 0) < 0 {
      if !clock.readNext(row),
        clock.readOther(bytes, block.lowerBound, block.upperBound, separator) < 0
      {
        return -1
      }
      let end = device.endOfPrefix(row, clock)
      if end >= 0 { return end }
    }
    return clock.text.count > 0 ? device.learnPrefix(row, clock) : -1
  }

  /// Reads one row, if it holds no surprise, and returns where the next begins; else where it does.
  private mutating func readRow(
    _ bytes: Span<UInt8>, _ row: Int, _ stop: Int, _ states: inout [OrdinarySteps.State],
    _ draws: inout [UInt32], _ tally: inout Tally
  ) -> Int {
    let separator = end.separator
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
      if index < stop, bytes[index] == 0x20 { index &+= 1 }
      switch columns & 0xF {
      case Column.time:
        index = clock.read(bytes, index, stop, separator)
        if index < 0 { return row }
        timeEnd = index
      case Column.power:
        powerStart = index
        (power, index) = bytes.nanowatts(index)
        if power < 0 { return row }
      case Column.device:
        let behind = devices.endOfDevice(bytes, index, separator, next)
        isExpected = isExpected && behind >= 0
        device = behind >= 0 ? index..<behind : devices.cell(bytes, index, stop, separator)
        if device.isEmpty { return row }
        index = device.upperBound
      case Column.node:
        let behind = devices.endOfNode(bytes, index, separator, next)
        isExpected = isExpected && behind >= 0
        node = behind >= 0 ? index..<behind : devices.cell(bytes, index, stop, separator)
        if node.isEmpty { return row }
        index = node.upperBound
      default:
        while index < stop, bytes[index] != separator {
          if bytes[index] == 0x22 || bytes[index] == 0x0A || bytes[index] == 0 { return row }
          index &+= 1
        }
      }
      columns &>>= 4
      guard index < stop else { return row }
      if columns == 0 { break }
      guard bytes[index] == separator else { return row }
      index &+= 1
    }
    let line = end.find(bytes, from: index, to: stop)
    var states = states.mutableSpan
    var draws = draws.mutableSpan
    guard line >= 0,
      let number = isExpected ? devices.take(next) : devices.search(bytes, device, node),
      OrdinarySteps.take(number, clock.time &+ tally.shift, power, &states, &draws)
    else { return row }
    tally.rows &+= 1
    tally.zoned &+= clock.isZoned ? 1 : 0
    if mayRepeat { devices.learnBetween(bytes, timeEnd..<powerStart) }
    return line &+ 1
  }
}
