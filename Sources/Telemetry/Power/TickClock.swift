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
  /// The last time with the byte behind it.
  private var text = ShortText()

  /// To read times; where they are dates, no number is one.
  init(isDated: Bool) { self.isDated = isDated }

  /// Reads a time that ends before a separator or the end of the line, and returns the index behind
  /// it; -1 where that takes more care.
  @inline(__always)
  mutating func read(_ bytes: Span<UInt8>, _ index: Int, _ end: Int, _ separator: UInt8) -> Int {
    let behind = text.end(bytes, index)
    return behind > 0 ? behind &- 1 : readNew(bytes, index, end, separator)
  }

  @inline(never)
  private mutating func readNew(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ separator: UInt8
  ) -> Int {
    var index = start
    guard let read = clock.read(bytes, &index, end, separator) else { return -1 }
    if isDated, bytes[start &+ 4] != 0x2D, bytes[start &+ 4] != 0x2F, bytes.isNumber(start..<index)
    {
      return -1
    }
    (time, isZoned) = (read, clock.isZoned)
    text.learn(bytes, start..<min(index + 1, end))
    return index
  }
}
