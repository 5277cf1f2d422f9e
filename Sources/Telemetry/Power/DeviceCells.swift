/// A device of a table, as its rows are written.
struct DeviceRows: Sendable {
  /// A cell: its first bytes, the bits of them that belong to it, and where all of it is kept.
  struct Cell: Sendable {
    var word: UInt64 = 0
    var mask: UInt64 = 0
    var start: Int
    var count: Int
  }

  /// Its number.
  let number: Int
  /// The place of the device that came behind it last.
  var follower = 0
  /// What stood between the time and the power last.
  private var between = ShortText()
  /// The same where it stands in a row behind a time of so many bytes, up to the power.
  private var prefix: SIMD4<UInt64> = .zero
  private var prefixMask: SIMD4<UInt64> = .zero
  private var prefixTime = Self.none
  private var prefixEnd: UInt8 = 0
  /// No count of bytes of a time.
  private static let none: UInt8 = 0xFF
  /// How its power was written last, and how before that in another way.
  private(set) var power = DecimalShape()
  private var formerPower = DecimalShape()
  /// How its row ended behind that, with the line feed, and how before that in another way.
  private(set) var ending = DigitShape()
  private var formerEnding = DigitShape()
  /// Whether it ended farther behind than a shape holds.
  private var endsFar = false
  /// The cells that name it.
  let device: Cell
  let node: Cell

  init(number: Int, device: Cell, node: Cell) {
    self.number = number
    self.device = device
    self.node = node
  }

  /// Where the power of a row begins, if the row is of the time read last and of this device;
  /// else -1, as where that takes more than 32 bytes to tell.
  @inline(__always)
  func endOfPrefix(_ row: Span<UInt8>, _ clock: TickClock) -> Int {
    let words = (ShortText.head(row, 0) ^ clock.text.head ^ prefix) & prefixMask
    guard words[0] | words[1] | words[2] | words[3] == 0, prefixTime == clock.text.count else {
      return -1
    }
    return Int(prefixEnd)
  }

  /// The same where it takes more than 32 bytes to tell.
  @inline(__always)
  func endOfLongPrefix(_ row: Span<UInt8>, _ clock: TickClock) -> Int {
    guard between.count > 8, prefixTime == Self.none else { return -1 }
    let time = clock.text.end(row, 0)
    return time > 0 ? between.end(row, (time &- 1) & 0xFF) : -1
  }

  /// Where the power of a row begins that is of the time read last, if the row is of this device, and
  /// learns to tell by the prefix; else -1.
  mutating func learnPrefix(_ row: Span<UInt8>, _ clock: borrowing TickClock) -> Int {
    // The text of the time includes the byte behind it.
    let count = clock.text.count
    let end = between.end(row, Int(count) &- 1)
    guard 1...32 ~= end else { return end }
    prefixMask = ShortText.masks(end)
    prefix = (ShortText.head(row, 0) ^ clock.text.head) & prefixMask
    (prefixTime, prefixEnd) = (count, UInt8(truncatingIfNeeded: end))
    return end
  }

  /// Learns what stands between the time and the power.
  mutating func learnBetween(_ row: Span<UInt8>, _ range: Range<Int>) {
    if between.end(row, range.lowerBound) == range.upperBound { return }
    between.learn(row, range)
    prefixTime = Self.none
  }

  /// Reads a power that is not written as the last one was, and learns how it is; the index behind
  /// it, and -1 for anything else.
  @inline(never)
  mutating func learnPower(_ bytes: Span<UInt8>, _ start: Int) -> (value: Int64, end: Int) {
    swap(&power, &formerPower)
    let read = power.text.read(bytes.word(start))
    if power.text.holds(read) { return (power.billionths(read), start &+ Int(power.text.count)) }
    let (value, end) = bytes.nanowatts(start)
    if value >= 0 { power = DecimalShape(bytes.word(start), count: end &- start) }
    return (value, end)
  }

  /// The index of the line feed of a row that does not end as the last one did, and learns how it
  /// does; -1 for a row that is not plain.
  @inline(never)
  mutating func learnEnding(
    _ bytes: Span<UInt8>, from start: Int, to stop: Int, _ end: RowEnd
  ) -> Int {
    guard start &+ 8 <= bytes.count else { return -1 }
    let word = bytes.word(start)
    if !endsFar {
      swap(&ending, &formerEnding)
      if ending.holds(ending.read(word)) { return start &+ Int(ending.count) &- 1 }
    }
    let line = end.find(bytes, from: start, to: stop)
    endsFar = line >= start &+ 8
    if line >= 0, !endsFar { ending = DigitShape(word, count: line &+ 1 &- start) }
    return line
  }
}

/// The devices of a table by the bytes of their cells, so that the next row's is known without
/// making a text of it: rows come in the same order again and again.
struct DeviceCells: Sendable {
  /// The devices by their places.
  var known: [DeviceRows] = []
  /// The place of the device that came last.
  var current = 0
  private var bytes: [UInt8] = []
  private var byHash: [UInt64: Int] = [:]

  /// The place of the device that comes next, if all is as it was; nothing where none is known.
  @inline(__always)
  var expected: Int? { current < known.count ? known[current].follower : nil }

  /// The number of the device that was expected, which has come.
  @inline(__always)
  mutating func take(_ expected: Int) -> Int {
    current = expected
    return known[expected].number
  }

  /// Where the cell of the device that is expected ends, or -1 where another cell stands here.
  @inline(__always)
  func endOfDevice(_ row: Span<UInt8>, _ index: Int, _ separator: UInt8, _ place: Int) -> Int {
    end(row, index, separator, known[place].device)
  }

  /// Where the cell of the node that is expected ends, or -1 where another cell stands here.
  @inline(__always)
  func endOfNode(_ row: Span<UInt8>, _ index: Int, _ separator: UInt8, _ place: Int) -> Int {
    end(row, index, separator, known[place].node)
  }

  @inline(__always)
  private func end(
    _ row: Span<UInt8>, _ index: Int, _ separator: UInt8, _ cell: DeviceRows.Cell
  ) -> Int {
    let behind = index &+ cell.count
    guard behind &+ 8 <= row.count, (row.word(index) ^ cell.word) & cell.mask == 0,
      row[behind] == separator || row[behind] == 0x0A
    else { return -1 }
    return cell.count <= 8 || isSame(row, index..<behind, cell) ? behind : -1
  }

  /// Learns what stands between the time and the power of the device that has come.
  mutating func learnBetween(_ row: Span<UInt8>, _ range: Range<Int>) {
    known[current].learnBetween(row, range)
  }

  /// Any cell at an index; an empty one for a cell that takes more care.
  @inline(never)
  func cell(_ row: Span<UInt8>, _ start: Int, _ end: Int, _ separator: UInt8) -> Range<Int> {
    var index = start
    while index < end, row[index] != separator {
      if row[index] == 0x22 || row[index] == 0x0A || row[index] == 0 { return start..<start }
      index += 1
    }
    if index == start || isBlank(row[index - 1]) { return start..<start }
    return start..<index
  }

  private func isSame(_ row: Span<UInt8>, _ range: Range<Int>, _ stored: DeviceRows.Cell) -> Bool {
    guard range.count == stored.count else { return false }
    let (from, to) = (stored.start, range.lowerBound)
    var index = 0
    let span = bytes.span
    while index &+ 8 <= range.count {
      if row.word(to &+ index) != span.word(from &+ index) { return false }
      index &+= 8
    }
    while index < range.count {
      if row[to &+ index] != span[from &+ index] { return false }
      index &+= 1
    }
    return true
  }

  /// The number of the device of a row; nothing for one that has not been learned.
  @inline(never)
  mutating func search(
    _ row: Span<UInt8>, _ device: Range<Int>, _ node: Range<Int>
  ) -> Int? {
    guard let found = byHash[Self.hash(row, device, node)],
      isSame(row, device, known[found].device), isSame(row, node, known[found].node)
    else { return nil }
    known[current].follower = found
    current = found
    return known[found].number
  }

  private static func hash(_ row: Span<UInt8>, _ device: Range<Int>, _ node: Range<Int>) -> UInt64 {
    row.hash(device) ^ mixed(row.hash(node))
  }

  /// Learns the number of a device by its cells.
  mutating func learn(
    _ number: Int, _ row: Span<UInt8>, device: Range<Int>, node: Range<Int>
  ) {
    if search(row, device, node) != nil { return }
    let hash = Self.hash(row, device, node)
    guard byHash[hash] == nil else { return }
    known.append(DeviceRows(number: number, device: keep(row, device), node: keep(row, node)))
    byHash[hash] = known.count - 1
    if known.count > 1 { known[current].follower = known.count - 1 }
    current = known.count - 1
  }

  private mutating func keep(_ row: Span<UInt8>, _ range: Range<Int>) -> DeviceRows.Cell {
    var cell = DeviceRows.Cell(start: bytes.count, count: range.count)
    for (place, index) in range.enumerated() {
      bytes.append(row[index])
      if place < 8 {
        cell.word |= UInt64(row[index]) << UInt64(8 * place)
        cell.mask |= 0xFF << UInt64(8 * place)
      }
    }
    return cell
  }
}
