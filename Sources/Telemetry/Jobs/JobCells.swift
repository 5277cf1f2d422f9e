/// Reading the cells of an accounting; every function gives nothing, or a negative number, for a
/// text that it does not understand.
extension Span where Element == UInt8 {
  /// A whole number of 1 to 17 digits that fills the range; -1 for anything else.
  @inline(__always)
  func wholeNumber(_ range: Range<Int>) -> Int64 {
    guard !range.isEmpty, range.count <= 17 else { return -1 }
    var value: Int64 = 0
    var index = range.lowerBound
    while index < range.upperBound {
      let digit = self[index] &- 0x30
      guard digit < 10 else { return -1 }
      value = value &* 10 &+ Int64(digit)
      index &+= 1
    }
    return value
  }

  /// The seconds of `19:11:21`, eight bytes with two digits each; -1 for anything else.
  @inline(__always)
  func clockSeconds(_ index: Int) -> Int64 {
    // Digits become 0 to 9, and colons 0; what else stands there sets a highest bit.
    let word = word(index) ^ 0x3030_3A30_303A_3030
    let others = (word &+ 0x7676_7F76_767F_7676) | word
    let tens = word & 0x0F0F_0F0F_0F0F_0F0F
    let hours = (tens & 0xFF) &* 10 &+ (tens >> 8 & 0xFF)
    let minutes = (tens >> 24 & 0xFF) &* 10 &+ (tens >> 32 & 0xFF)
    let seconds = (tens >> 48 & 0xFF) &* 10 &+ (tens >> 56)
    guard others & 0x8080_8080_8080_8080 == 0, minutes < 60, seconds <= 60 else { return -1 }
    return Int64(truncatingIfNeeded: (hours &* 60 &+ minutes) &* 60 &+ seconds)
  }

  /// `[D-][HH:]MM:SS[.sss]` in seconds, the fraction dropped; -1 for anything else, such as
  /// `INVALID`.
  @inline(__always)
  func elapsed(_ range: Range<Int>) -> Int64 {
    let days = range.count &- 9
    if days < 6, days == -1 || days > 0, self[range.upperBound &- 2] != 0x36 {
      let clock = clockSeconds(range.upperBound &- 8)
      if clock >= 0, days == -1 { return clock }
      if clock >= 0, self[range.upperBound &- 9] == 0x2D {
        let whole = wholeNumber(range.lowerBound..<range.upperBound &- 9)
        if whole >= 0 { return whole &* 86_400 &+ clock }
      }
    }
    return anyElapsed(range)
  }

  private func anyElapsed(_ range: Range<Int>) -> Int64 {
    let dash = index(of: 0x2D, from: range.lowerBound, to: range.upperBound)
    var days: Int64 = 0
    var start = range.lowerBound
    if dash < range.upperBound {
      days = wholeNumber(start..<dash)
      guard 0...100_000 ~= days else { return -1 }
      start = dash + 1
    }
    let end = index(of: 0x2E, from: start, to: range.upperBound)
    var total: Int64 = 0
    var parts = 0
    while start <= end {
      let stop = index(of: 0x3A, from: start, to: end)
      let number = wholeNumber(start..<stop)
      parts += 1
      guard 0..<1_000_000 ~= number, parts == 1 || number < 60, parts <= 3 else { return -1 }
      total = total * 60 + number
      start = stop + 1
    }
    return parts >= 2 ? days * 86_400 + total : -1
  }

  /// An amount with a binary suffix in bytes, the rest of a byte dropped: `6760M`, `62.50G`. A number
  /// without a suffix is in units of `unit`. -1 for anything else.
  func amountOfMemory(_ range: Range<Int>, unit: Int64) -> Int64 {
    var index = range.lowerBound
    var digits: Int64 = 0
    var scale: Int64 = 1
    var isBehindPoint = false
    let most: Int64 = 1_000_000_000_000
    while index < range.upperBound {
      let byte = self[index]
      if byte &- 0x30 < 10, scale == most {
        // Digits so far behind the point are no byte any more.
      } else if byte &- 0x30 < 10 {
        guard digits < most else { return -1 }
        digits = digits &* 10 &+ Int64(byte &- 0x30)
        if isBehindPoint { scale &*= 10 }
      } else if byte == 0x2E, !isBehindPoint {
        isBehindPoint = true
      } else {
        break
      }
      index &+= 1
    }
    guard index > range.lowerBound else { return -1 }
    var factor = unit
    if index < range.upperBound {
      switch self[index] | 0x20 {
      case 0x6B: factor = 1 << 10
      case 0x6D: factor = 1 << 20
      case 0x67: factor = 1 << 30
      case 0x74: factor = 1 << 40
      case 0x70: factor = 1 << 50
      default: return -1
      }
      index &+= 1
    }
    guard index == range.upperBound else { return -1 }
    if scale == 1 {
      let product = digits.multipliedReportingOverflow(by: factor)
      return product.overflow || product.partialValue > 1 << 60 ? -1 : product.partialValue
    }
    let product = Int128(digits) * Int128(factor) / Int128(scale)
    return product > 1 << 60 ? -1 : Int64(product)
  }

  /// `4000M`, `4G`, `2Gc` (by processor), `2Gn` (by node): the memory that a job asked for, in bytes;
  /// -1 for anything else.
  func requestedMemory(_ range: Range<Int>, cpus: Int64, nodes: Int64) -> Int64 {
    guard let last = range.last else { return -1 }
    let times: Int64
    var number = range
    switch self[last] {
    case 0x63: times = Swift.max(1, cpus)
    case 0x6E: times = Swift.max(1, nodes)
    default: times = 0
    }
    if times > 0 { number = range.lowerBound..<last }
    let amount = amountOfMemory(number, unit: 1 << 20)
    guard amount >= 0, times > 1 else { return amount }
    let product = amount.multipliedReportingOverflow(by: times)
    return product.overflow || product.partialValue > 1 << 60 ? -1 : product.partialValue
  }

  /// Joules: `1234567`, or `1.23M` with K, M, G for thousands; -1 for anything else, and for the
  /// numbers by which SLURM says that it knows none (NO_VAL and NO_VAL64 of slurm.h), `4.29G` too.
  func joules(_ range: Range<Int>) -> Int64 {
    var number = range
    var power = 0
    if let last = range.last {
      switch self[last] {
      case 0x4B: power = 3
      case 0x4D: power = 6
      case 0x47: power = 9
      case 0x54: power = 12
      default: break
      }
      if power > 0 { number = range.lowerBound..<last }
    }
    guard
      case .value(let value) = ScaledDecimal.read(self, number, scale: power, dropsRest: true),
      value >= 0, value < 1 << 60, value != 4_294_967_294, power != 9 || value != 4_290_000_000
    else { return -1 }
    return value
  }
}

/// Which job a row tells of: its number, and which of an array or of a heterogeneous job it is.
struct JobKey: Hashable, Sendable {
  var number: Int64
  /// 0 for a job alone, else one more than its index, from 2^32 on for a part of a heterogeneous job.
  var index: Int64

  /// Reads `556141`, `556141_7` or `556141+1`, and whether a step follows; nothing for anything else.
  @inline(__always)
  static func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (key: JobKey, isStep: Bool)? {
    var index = range.lowerBound
    let end = range.upperBound
    var number: Int64 = 0
    if index &+ 8 <= bytes.count {
      let (first, count) = bytes.digits(index)
      if index &+ count <= end {
        number = first
        index &+= count
      }
    }
    while index < end, bytes[index] &- 0x30 < 10 {
      number = number &* 10 &+ Int64(bytes[index] &- 0x30)
      index &+= 1
      if number >= 1 << 39 { return nil }
    }
    guard index > range.lowerBound else { return nil }
    var key = JobKey(number: number, index: 0)
    if index < end, bytes[index] == 0x5F || bytes[index] == 0x2B {
      let base: Int64 = bytes[index] == 0x5F ? 0 : 1 << 32
      index &+= 1
      let start = index
      var part: Int64 = 0
      while index < end, bytes[index] &- 0x30 < 10 {
        part = part &* 10 &+ Int64(bytes[index] &- 0x30)
        index &+= 1
        if part >= 1 << 22 { return nil }
      }
      // The rest of an array that waits: `556141_[8-99%4]`.
      if index == start {
        guard index < end, bytes[index] == 0x5B else { return nil }
        return (JobKey(number: number, index: -1), false)
      }
      key.index = base &+ part &+ 1
    }
    if index == end { return (key, false) }
    return bytes[index] == 0x2E ? (key, true) : nil
  }
}

/// Reads `2022-02-11T19:11:21` to seconds since 1970, of a clock without a zone.
struct JobClock: Sendable {
  /// The seconds at which each month of the years 1970 … 2105 begins, and the one behind them.
  private let months: [Int64]

  init() {
    var months: [Int64] = []
    for year in 1970..<2106 {
      for month in 1...12 {
        months.append(Int64(Timestamp.day(year: year, month: month, day: 1) ?? 0) * 86_400)
      }
    }
    months.append(Int64(Timestamp.day(year: 2106, month: 1, day: 1) ?? 0) * 86_400)
    self.months = months
  }

  /// The seconds; 0 where the cell says that there is none yet, -1 where it cannot be read.
  func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64 {
    if range.count == 19 {
      // Of 2022-02-11T the year and the month, as digits of 0 to 9 with nothing between them.
      let start = range.lowerBound
      let word = bytes.word(start) ^ 0x2D30_302D_3030_3030
      let others = (word &+ 0x7F76_767F_7676_7676) | word
      let year =
        ((word & 0xFF) &* 10 &+ (word >> 8 & 0xFF)) &* 100 &+ (word >> 16 & 0xFF) &* 10
        &+ (word >> 24 & 0xFF) &- 1970
      let month = (word >> 40 & 0xFF) &* 10 &+ (word >> 48 & 0xFF) &- 1
      let (tens, ones) = (bytes[start &+ 8] &- 0x30, bytes[start &+ 9] &- 0x30)
      let clock = bytes.clockSeconds(start &+ 11)
      if others & 0x8080_8080_8080_8080 == 0, year < 136, month < 12, tens < 10, ones < 10,
        bytes[start &+ 10] == 0x54, 0..<86_400 ~= clock
      {
        let number = Int(truncatingIfNeeded: year &* 12 &+ month)
        let seconds = (Int64(tens) &* 10 &+ Int64(ones) &- 1) &* 86_400
        let begin = months[number]
        if seconds >= 0, seconds < months[number &+ 1] &- begin { return begin &+ seconds &+ clock }
      }
    }
    if range.isEmpty || bytes.holds("Unknown", in: range) || bytes.holds("None", in: range)
      || bytes.holds("N/A", in: range)
    {
      return 0
    }
    guard let moment = Timestamp(bytes, range) else { return -1 }
    let seconds = moment.nanoseconds / 1_000_000_000
    return 0...4_294_000_000 ~= seconds ? seconds : -1
  }
}
