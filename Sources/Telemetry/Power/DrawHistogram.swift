/// How many samples drew how much: whole watts up to 64 W, above that in steps of a 64th of the
/// power of two below. Two of them add up to that of both, in any order.
public struct DrawHistogram: Hashable, Sendable {
  /// How often each step occurs, up to the last that does.
  var counts: [Int64] = []

  /// No samples.
  public init() {}

  /// The step of a power in nanowatts, from 0 up.
  @inline(__always)
  static func step(_ nanowatts: Int64) -> Int {
    // None is below zero.
    let watts = UInt64(bitPattern: nanowatts) / 1_000_000_000
    // How often they can be halved before they are less than 128; below 1024 W by a table of
    // sixteen numbers, four bits each, as counting the zeros of a word is slow on some processors.
    let parts = watts &>> 6
    let halvings =
      parts < 16
      ? 0x3333_3333_2222_1100 &>> (parts &<< 2) & 0xF
      : UInt64(truncatingIfNeeded: 63 &- parts.leadingZeroBitCount)
    return Int(truncatingIfNeeded: halvings &<< 6 &+ watts &>> halvings)
  }

  /// The middle of a step, in nanowatts.
  static func middle(_ step: Int) -> Int64 {
    guard step >= 64 else { return Int64(step) * 1_000_000_000 + 500_000_000 }
    let exponent = step / 64 - 1
    return Int64((2 * (64 + step % 64) + 1) << exponent) * 500_000_000
  }

  mutating func add(_ count: Int64, at step: Int) {
    if step >= counts.count {
      counts += [Int64](repeating: 0, count: step + 1 - counts.count)
    }
    counts[step] += count
    while counts.last == 0 { counts.removeLast() }
  }

  mutating func merge(_ other: DrawHistogram) {
    for (step, count) in other.counts.enumerated() where count != 0 { add(count, at: step) }
  }

  /// The draw in nanowatts that so many per cent of the samples do not exceed, the middle of its
  /// step; nothing without samples.
  public func percentile(_ percent: Int64) -> Int64? {
    let total = counts.reduce(0, +)
    guard total > 0 else { return nil }
    let rank = max(1, total / 100 * percent + (total % 100 * percent + 99) / 100)
    var seen: Int64 = 0
    for (step, count) in counts.enumerated() {
      seen += count
      if seen >= rank { return Self.middle(step) }
    }
    return nil
  }
}
