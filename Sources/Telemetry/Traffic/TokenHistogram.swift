/// How many requests had how many tokens: exact below 4,096, above that in steps of a 2,048th.
///
/// Two histograms add up to that of both, in any order, so percentiles do not depend on slices.
public struct TokenHistogram: Hashable, Sendable {
  /// How often each step occurs.
  private(set) var counts: [Int64]
  /// How many requests there are.
  public private(set) var total: Int64 = 0
  /// The most tokens of one request.
  public private(set) var largest: Int64 = 0

  /// The largest number that can be counted.
  static let limit: Int64 = 1 << 40
  private static let exact = 4096
  private static let steps = 2048

  /// No requests.
  public init() {
    counts = [Int64](repeating: 0, count: Self.exact)
  }

  /// Counts a number of tokens, from 0 to ``limit``.
  @inline(__always)
  mutating func add(_ tokens: Int64) {
    total &+= 1
    if tokens > largest { largest = tokens }
    if tokens < Self.exact {
      counts[Int(truncatingIfNeeded: tokens)] &+= 1
    } else {
      addLarge(tokens)
    }
  }

  private mutating func addLarge(_ tokens: Int64) {
    let step = Self.step(of: min(tokens, Self.limit))
    if step >= counts.count {
      counts += [Int64](repeating: 0, count: max(step + 1, counts.count * 2) - counts.count)
    }
    counts[step] &+= 1
  }

  private static func step(of tokens: Int64) -> Int {
    let exponent = 63 - tokens.leadingZeroBitCount
    return exact + (exponent - 12) * steps + Int(tokens >> Int64(exponent - 11)) - steps
  }

  /// The largest number of tokens in a step.
  private static func upper(_ step: Int) -> Int64 {
    guard step >= exact else { return Int64(step) }
    let (power, rest) = ((step - exact) / steps, (step - exact) % steps)
    return (Int64(steps + rest + 1) << Int64(power + 1)) - 1
  }

  /// The least number of tokens in a step.
  private static func lower(_ step: Int) -> Int64 {
    step > exact ? upper(step - 1) + 1 : Int64(step)
  }

  /// Whether the most tokens of one request lie in the last step that occurs.
  var isSound: Bool {
    guard let last = counts.lastIndex(where: { $0 != 0 }) else { return largest == 0 }
    return Self.lower(last)...Self.upper(last) ~= largest
  }

  /// The tokens that all requests have together at least.
  var leastTokens: Int64 {
    var sum: Int64 = 0
    for step in counts.indices where counts[step] != 0 {
      let (tokens, overflow) = Self.lower(step).multipliedReportingOverflow(by: counts[step])
      sum = saturated(sum, overflow ? .max : tokens)
    }
    return sum
  }

  /// Counts so many requests in a step, as a partial summary tells them; false where there is no
  /// such step.
  mutating func add(_ count: Int64, at step: Int) -> Bool {
    guard 0...Self.step(of: Self.limit) ~= step, PartialWords.isCount(count) else { return false }
    if step >= counts.count {
      counts += [Int64](repeating: 0, count: step + 1 - counts.count)
    }
    counts[step] = saturated(counts[step], count)
    total = saturated(total, count)
    return true
  }

  /// Notes the most tokens of one request.
  mutating func raise(to tokens: Int64) { largest = max(largest, tokens) }

  /// Adds another histogram.
  mutating func merge(_ other: TokenHistogram) {
    if counts.count < other.counts.count {
      counts += [Int64](repeating: 0, count: other.counts.count - counts.count)
    }
    for index in other.counts.indices {
      counts[index] = saturated(counts[index], other.counts[index])
    }
    total = saturated(total, other.total)
    largest = max(largest, other.largest)
  }

  /// The number of tokens that a share of the requests does not exceed, by nearest rank: the
  /// smallest such number. Nothing where there are no requests.
  ///
  /// Above 4,096 tokens it is the upper end of its step, at most 0.05 % too large.
  public func percentile(_ percent: Int) -> Int64? {
    guard total > 0 else { return nil }
    let percent = Int64(max(0, min(100, percent)))
    // ⌈total · percent / 100⌉ without a product that could overflow.
    let rank = max(1, total / 100 * percent + (total % 100 * percent + 99) / 100)
    var seen: Int64 = 0
    for index in counts.indices where counts[index] > 0 {
      seen = saturated(seen, counts[index])
      if seen >= rank { return min(Self.upper(index), largest) }
    }
    return nil
  }

  /// Equal where the same numbers of tokens occur equally often.
  public static func == (left: TokenHistogram, right: TokenHistogram) -> Bool {
    guard left.total == right.total, left.largest == right.largest else { return false }
    for index in 0..<max(left.counts.count, right.counts.count) {
      let first = index < left.counts.count ? left.counts[index] : 0
      let second = index < right.counts.count ? right.counts[index] : 0
      if first != second { return false }
    }
    return true
  }

  /// Feeds the number of requests to a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(total) }
}
