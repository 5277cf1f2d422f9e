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
