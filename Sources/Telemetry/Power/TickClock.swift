/// Reads the times of a log of several devices: those sampled at one tick have the same time,
/// written the same way, which is known again by its bytes.
struct TickClock: Sendable {
  /// The time read last, in nanoseconds.
  private(set) var time: Int64 = 0
  /// Whether it names its zone.
  private(set) var isZoned = false

  /// Whether a number is no time.
  let isDated: Bool

  private var clock = MinuteClock()
  /// How the seconds of the last time are written, where it has a minute that is known.
  private var seconds = DecimalShape()
  /// The last time with the byte behind it.
  private(set) var text = ShortText()

  /// To read times; where they are dates, no number is one.
  init(isDated: Bool) { self.isDated = isDated }

  /// Reads a time at the beginning, of the minute of the last one and written as it is; false for any
  /// other.
  @inline(__always)
  mutating func readNext(_ bytes: Span<UInt8>) -> Bool {
    let read = seconds.text.read(bytes.word(17))
    guard seconds.text.holds(read), clock.isOfMinute(bytes, 0), bytes[16] == 0x3A else {
      return false
    }
    let nanoseconds = seconds.billionths(read)
    guard nanoseconds < 60_000_000_000 else { return false }
    time = clock.minute &+ nanoseconds
    text.relearn(bytes)
    return true
  }

  /// Reads a time that ends before a separator or the end of the line, and returns the index behind
  /// it; -1 where that takes more care.
  @inline(__always)
  mutating func read(_ bytes: Span<UInt8>, _ index: Int, _ end: Int, _ separator: UInt8) -> Int {
    let behind = text.end(bytes, index)
    return behind > 0 ? behind &- 1 : readOther(bytes, index, end, separator)
  }

  /// Reads a time that is not the one read last, as ``read``.
  @inline(never)
  mutating func readOther(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ separator: UInt8) -> Int
  {
    var index = start
    guard let read = clock.read(bytes, &index, end, separator) else { return -1 }
    if isDated, bytes[start &+ 4] != 0x2D, bytes[start &+ 4] != 0x2F, bytes.isNumber(start..<index)
    {
      return -1
    }
    (time, isZoned) = (read, clock.isZoned)
    text.learn(bytes, start..<min(index + 1, end))
    seconds = DecimalShape()
    // A number behind a minute that is known is nothing but its seconds.
    if 18...25 ~= text.count, clock.isOfMinute(bytes, start), bytes[start &+ 16] == 0x3A {
      let word = bytes.word(start &+ 17)
      let shape = DecimalShape(word, count: Int(text.count) - 17)
      if clock.minute &+ shape.billionths(shape.text.read(word)) == time { seconds = shape }
    }
    return index
  }
}
