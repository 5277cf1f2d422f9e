/// Numbers that were met, as ranges: many that follow each other take no more room than one.
///
/// Beyond ``most`` ranges those that are nearest to each other are joined: then there are numbers in
/// it that were not met, but none that was met is missing.
struct KeyRanges: Hashable, Sendable {
  /// How many ranges there are at most.
  static let most = 1 << 16

  /// Where each range begins, in order.
  private(set) var lows: [UInt64] = []
  /// Where each range ends, its last number.
  private(set) var highs: [UInt64] = []

  var count: Int { lows.count }

  /// The first range that ends at a number or behind it.
  private func place(of number: UInt64) -> Int {
    var (low, high) = (0, highs.count)
    while low < high {
      let middle = (low + high) / 2
      if highs[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether a number may have been met.
  func contains(_ number: UInt64) -> Bool {
    let place = place(of: number)
    return place < lows.count && lows[place] <= number
  }

  /// The first number from `low` to `high` that may have been met.
  func first(from low: UInt64, to high: UInt64) -> UInt64? {
    let place = place(of: low)
    guard place < lows.count, lows[place] <= high else { return nil }
    return max(low, lows[place])
  }

  /// Takes a number in.
  mutating func insert(_ number: UInt64) { insert(number, number) }

  /// Takes the numbers from one to another in.
  mutating func insert(_ low: UInt64, _ high: UInt64) {
    guard low <= high else { return }
    if let last = highs.last, low > last {
      if low - last == 1 { highs[highs.count - 1] = high } else { append(low, high) }
      return
    }
    guard !lows.isEmpty else { return append(low, high) }
    // The ranges that the new one touches become one with it.
    let start = place(of: low == 0 ? 0 : low - 1)
    var end = start
    var (least, most) = (low, high)
    while end < lows.count, lows[end] <= high || lows[end] - high == 1 {
      least = min(least, lows[end])
      most = max(most, highs[end])
      end += 1
    }
    if end == start + 1 {
      (lows[start], highs[start]) = (least, most)
    } else {
      lows.replaceSubrange(start..<end, with: CollectionOfOne(least))
      highs.replaceSubrange(start..<end, with: CollectionOfOne(most))
      if lows.count > Self.most { coarsen() }
    }
  }

  private mutating func append(_ low: UInt64, _ high: UInt64) {
    lows.append(low)
    highs.append(high)
    if lows.count > Self.most { coarsen() }
  }

  /// Joins half of the ranges, those nearest to each other.
  private mutating func coarsen() {
    var gaps: [UInt64] = []
    for index in 1..<lows.count { gaps.append(lows[index] - highs[index - 1]) }
    gaps.sort()
    let widest = gaps[gaps.count / 2]
    var joined = KeyRanges()
    for index in lows.indices {
      if index > 0, lows[index] - highs[index - 1] <= widest {
        joined.highs[joined.highs.count - 1] = highs[index]
      } else {
        joined.lows.append(lows[index])
        joined.highs.append(highs[index])
      }
    }
    self = joined
  }

  /// Takes the numbers of others in.
  mutating func formUnion(_ other: KeyRanges) {
    for index in other.lows.indices { insert(other.lows[index], other.highs[index]) }
  }
}
