/// Reads a moment from the front of a text to its end; the careful way, for any spelling.
struct TimeText {
  private var index: Int
  private let end: Int

  /// To read a range.
  init(_ range: Range<Int>) {
    index = range.lowerBound
    end = range.upperBound
  }

  /// The moment, if all of the text is one.
  mutating func moment(_ bytes: Span<UInt8>) -> Timestamp? {
    let start = index
    if let first = digits(bytes, 1...4), index < end {
      let separator = bytes[index]
      if separator == 0x2D || separator == 0x2F {
        if index - start == 4 { return date(bytes, first, separator) }
        return index - start <= 2 && separator == 0x2F ? serverDate(bytes, first) : nil
      }
    }
    index = start
    return sinceEpoch(bytes)
  }

  private mutating func take(_ bytes: Span<UInt8>, _ byte: UInt8) -> Bool {
    guard index < end, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// A number of so many digits.
  private mutating func digits(_ bytes: Span<UInt8>, _ count: ClosedRange<Int>) -> Int? {
    var value = 0
    let start = index
    while index < end, isDigit(bytes[index]), index - start < count.upperBound {
      value = value * 10 + Int(bytes[index] - 0x30)
      index += 1
    }
    return index - start >= count.lowerBound ? value : nil
  }

  /// `-11-16T18:15:46.68Z`, behind the year.
  private mutating func date(_ bytes: Span<UInt8>, _ year: Int, _ separator: UInt8) -> Timestamp? {
    guard take(bytes, separator), let month = digits(bytes, 1...2), take(bytes, separator),
      let day = digits(bytes, 1...2),
      let days = Timestamp.day(year: year, month: month, day: day)
    else { return nil }
    if index == end { return moment(days, 0, 0, offset: nil) }
    guard take(bytes, 0x54) || take(bytes, 0x74) || take(bytes, 0x20) else { return nil }
    return clock(bytes, days)
  }

  /// `/Nov/2023:18:15:46 +0000`, behind the day.
  private mutating func serverDate(_ bytes: Span<UInt8>, _ day: Int) -> Timestamp? {
    guard take(bytes, 0x2F), end - index >= 3 else { return nil }
    var name: UInt32 = 0
    for _ in 0..<3 {
      name = name << 8 | UInt32(bytes[index] | 0x20)
      index += 1
    }
    guard let month = Self.months.firstIndex(of: name), take(bytes, 0x2F),
      let year = digits(bytes, 4...4),
      let days = Timestamp.day(year: year, month: month + 1, day: day), take(bytes, 0x3A)
    else { return nil }
    return clock(bytes, days)
  }

  private static let months: [UInt32] = [
    0x6A616E, 0x666562, 0x6D6172, 0x617072, 0x6D6179, 0x6A756E, 0x6A756C, 0x617567, 0x736570,
    0x6F6374, 0x6E6F76, 0x646563,
  ]

  /// `18:15:46.68Z`.
  private mutating func clock(_ bytes: Span<UInt8>, _ days: Int) -> Timestamp? {
    guard let hour = digits(bytes, 1...2), hour < 24, take(bytes, 0x3A),
      let minute = digits(bytes, 2...2), minute < 60
    else { return nil }
    var second = 0
    var fraction = 0
    if take(bytes, 0x3A) {
      guard let read = digits(bytes, 2...2), read <= 60 else { return nil }
      second = read
      if take(bytes, 0x2E) || take(bytes, 0x2C) {
        guard let read = fractionDigits(bytes) else { return nil }
        fraction = read
      }
    }
    guard let offset = zone(bytes) else { return nil }
    return moment(days, (hour * 60 + minute) * 60 + second, fraction, offset: offset.seconds)
  }

  /// Digits behind the point as nanoseconds; those beyond nine are dropped.
  private mutating func fractionDigits(_ bytes: Span<UInt8>) -> Int? {
    var value = 0
    var count = 0
    while index < end, isDigit(bytes[index]) {
      if count < 9 { value = value * 10 + Int(bytes[index] - 0x30) }
      count += 1
      index += 1
    }
    guard count > 0 else { return nil }
    while count < 9 {
      value *= 10
      count += 1
    }
    return value
  }

  /// What stands behind the clock, up to the end: a zone, or nothing.
  private struct Zone {
    /// The seconds that the clock is ahead of UTC; nothing for a clock without a zone.
    var seconds: Int?
  }

  private mutating func zone(_ bytes: Span<UInt8>) -> Zone? {
    if index == end { return Zone(seconds: nil) }
    _ = take(bytes, 0x20)
    let rest = index..<end
    if bytes.holds("Z", in: rest) || bytes.holds("z", in: rest) || bytes.holds("UTC", in: rest)
      || bytes.holds("GMT", in: rest)
    {
      return Zone(seconds: 0)
    }
    let sign: Int
    if take(bytes, 0x2B) { sign = 1 } else if take(bytes, 0x2D) { sign = -1 } else { return nil }
    guard let hours = digits(bytes, 2...2), hours < 24 else { return nil }
    if index == end { return Zone(seconds: sign * hours * 3600) }
    _ = take(bytes, 0x3A)
    guard let minutes = digits(bytes, 2...2), minutes < 60, index == end else { return nil }
    return Zone(seconds: sign * (hours * 60 + minutes) * 60)
  }

  private func moment(_ days: Int, _ clock: Int, _ nanoseconds: Int, offset: Int?) -> Timestamp? {
    let seconds = days * 86_400 + clock - (offset ?? 0)
    guard -4_600_000_000...4_600_000_000 ~= seconds else { return nil }
    return Timestamp(
      nanoseconds: Int64(seconds * 1_000_000_000 + nanoseconds), isZoned: offset != nil)
  }

  /// `1700158546`, `1700158546.680`, `1700158546680`.
  private func sinceEpoch(_ bytes: Span<UInt8>) -> Timestamp? {
    let whole = index..<end
    switch ScaledDecimal.read(bytes, whole, scale: 9, dropsRest: true) {
    case .value(let seconds):
      // All that fits is far below 10^11 seconds.
      guard 0...4_600_000_000_000_000_000 ~= seconds else { return nil }
      return Timestamp(nanoseconds: seconds, isZoned: true)
    case .tooLarge:
      // Too large to be seconds: a smaller unit, fractions of which are dropped beyond nanoseconds.
      return Self.counted(bytes, whole)
    default: return nil
    }
  }

  private static func counted(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Timestamp? {
    guard case .value(let number) = ScaledDecimal.read(bytes, range, scale: 0, dropsRest: true)
    else { return nil }
    let scale: Int
    switch number {
    case 100_000_000_000..<100_000_000_000_000: scale = 6
    case 100_000_000_000_000..<100_000_000_000_000_000: scale = 3
    case 100_000_000_000_000_000...: scale = 0
    default: return nil
    }
    guard
      case .value(let nanoseconds) = ScaledDecimal.read(
        bytes, range, scale: scale, dropsRest: true),
      nanoseconds <= 4_600_000_000_000_000_000
    else { return nil }
    return Timestamp(nanoseconds: nanoseconds, isZoned: true)
  }
}
