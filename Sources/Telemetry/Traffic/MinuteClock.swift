/// Reads the times of rows that come in order: the minute is worked out once and known again by its
/// sixteen bytes, `2023-11-16 18:15`; any other spelling is read whole.
struct MinuteClock: Sendable {
  /// Whether the time read last names its zone.
  var isZoned = false
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  /// The minute read last, in nanoseconds.
  private(set) var minute: Int64 = 0

  /// Whether the first sixteen bytes of a time are those of the minute read last.
  @inline(__always)
  func isOfMinute(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    bytes.word(start) == first && bytes.word(start &+ 8) == second
  }

  /// Reads a time that ends before a separator or the end of the line, and goes behind it; nothing
  /// where that takes more care.
  @inline(__always)
  mutating func read(
    _ bytes: Span<UInt8>, _ index: inout Int, _ end: Int, _ separator: UInt8
  ) -> Int64? {
    let start = index
    guard start &+ 32 <= end else { return nil }
    guard isOfMinute(bytes, start) else {
      return readNewMinute(bytes, &index, end, separator)
    }
    // `:46.6805`: the colon, the second and the point.
    let rest = bytes.word(start &+ 16)
    let tens = (rest >> 8 & 0xFF) &- 0x30
    let ones = (rest >> 16 & 0xFF) &- 0x30
    guard rest & 0xFF == 0x3A, tens < 6, ones < 10 else {
      return readWhole(bytes, &index, end, separator)
    }
    var nanoseconds = Int64(truncatingIfNeeded: tens &* 10 &+ ones) &* 1_000_000_000
    var next = start &+ 19
    if rest >> 24 & 0xFF == 0x2E {
      next = start &+ 20
      let (value, digits) = bytes.digits(next)
      guard digits > 0, digits < 8 else { return readWhole(bytes, &index, end, separator) }
      nanoseconds &+= value &* Self.scale(digits)
      next &+= digits
    }
    isZoned = false
    if next < end, bytes[next] == 0x5A {
      isZoned = true
      next &+= 1
    }
    guard next < end, bytes[next] == separator || bytes[next] == 0x0A || bytes[next] == 0x0D else {
      return readWhole(bytes, &index, end, separator)
    }
    index = next
    return minute &+ nanoseconds
  }

  /// The nanoseconds of a unit so many digits behind the point.
  @inline(__always)
  private static func scale(_ digits: Int) -> Int64 {
    switch digits {
    case 7: 100
    case 6: 1000
    case 3: 1_000_000
    case 5: 10_000
    case 4: 100_000
    case 2: 10_000_000
    default: 100_000_000
    }
  }

  @inline(never)
  private mutating func readNewMinute(
    _ bytes: Span<UInt8>, _ index: inout Int, _ end: Int, _ separator: UInt8
  ) -> Int64? {
    // Only a clock without a zone may follow: `2023-11-16T18:15Z` ends there.
    if let moment = Timestamp(bytes, index..<index + 16), !moment.isZoned,
      bytes[index + 13] == 0x3A, bytes[index + 16] == 0x3A
    {
      first = bytes.word(index)
      second = bytes.word(index + 8)
      minute = moment.nanoseconds
      return read(bytes, &index, end, separator)
    }
    return readWhole(bytes, &index, end, separator)
  }

  /// A time in any spelling, without quotes.
  @inline(never)
  private mutating func readWhole(
    _ bytes: Span<UInt8>, _ index: inout Int, _ end: Int, _ separator: UInt8
  ) -> Int64? {
    var stop = index
    while stop < end, stop - index < 48, bytes[stop] != separator, bytes[stop] != 0x0A {
      if bytes[stop] == 0x22 { return nil }
      stop += 1
    }
    guard stop < end, let moment = Timestamp(bytes, index..<stop) else { return nil }
    if stop > index, bytes[stop - 1] == 0x0D { stop -= 1 }
    isZoned = moment.isZoned
    index = stop
    return moment.nanoseconds
  }
}

extension Span where Element == UInt8 {
  /// The digits from an index on, as a number, and how many there are: at most eight, of which eight
  /// may be the first of more. There must be eight bytes.
  @inline(__always)
  func digits(_ index: Int) -> (value: Int64, count: Int) {
    let digits = word(index) ^ 0x3030_3030_3030_3030
    let others = ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
    let count = others.trailingZeroBitCount / 8
    if count == 0 { return (0, 0) }
    // The first digit stands in the lowest place; zeros are put before it.
    let word = digits << UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    return (Self.eightDigits(word), count)
  }

  /// The number of eight digits, each a byte from 0 to 9, the first in the lowest place.
  @inline(__always)
  static func eightDigits(_ word: UInt64) -> Int64 {
    let pairs = word &* 10 &+ (word >> 8)
    let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return Int64(truncatingIfNeeded: (low &+ high) >> 32)
  }

  /// A number of one to seven digits, and goes behind it; -1 for anything else.
  @inline(__always)
  func shortNumber(_ index: inout Int, _ end: Int) -> Int64 {
    guard index &+ 8 <= end else { return -1 }
    let (value, count) = digits(index)
    guard count > 0, count < 8 else { return -1 }
    index &+= count
    return value
  }
}
