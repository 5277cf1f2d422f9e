/// Looking for the ends of lines and cells, sixteen bytes at a time; every access is checked.
extension Span where Element == UInt8 {
  /// The sixteen bytes from an index on.
  @inline(__always)
  private func sixteen(_ index: Int) -> SIMD16<UInt8> {
    bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
  }

  /// The bytes that are equal, 0xFF for each, as two words, the first of them in the lowest places.
  @inline(__always)
  private static func equal(_ left: SIMD16<UInt8>, _ right: SIMD16<UInt8>) -> SIMD2<UInt64> {
    unsafeBitCast(left .== right, to: SIMD2<UInt64>.self)
  }

  /// All bits below one of the 64.
  @inline(__always)
  private static func below(_ bit: Int) -> UInt64 {
    (1 << UInt64(truncatingIfNeeded: bit & 63)) &- 1
  }

  /// Notes where the bytes of a word that are 0xFF stand.
  @inline(__always)
  private static func note(
    _ word: UInt64, _ index: Int, _ places: inout MutableSpan<Int>, _ count: inout Int
  ) {
    var found = word & 0x8080_8080_8080_8080
    // Most words hold two at most; what is noted beyond those that there are is overwritten.
    places[count] = index &+ found.trailingZeroBitCount / 8
    count &+= found == 0 ? 0 : 1
    found &= found &- 1
    places[count] = index &+ found.trailingZeroBitCount / 8
    count &+= found == 0 ? 0 : 1
    found &= found &- 1
    while found != 0 {
      places[count] = index &+ found.trailingZeroBitCount / 8
      count &+= 1
      found &= found &- 1
    }
  }

  /// Whether the range holds neither a NUL nor a quote.
  func isPlain(_ range: Range<Int>) -> Bool {
    let nul = SIMD16<UInt8>(repeating: 0)
    let quote = SIMD16<UInt8>(repeating: 0x22)
    var found = SIMD2<UInt64>(repeating: 0)
    var index = range.lowerBound
    while index &+ 16 <= range.upperBound {
      let next = sixteen(index)
      found |= Self.equal(next, nul) | Self.equal(next, quote)
      index &+= 16
    }
    if found[0] | found[1] != 0 { return false }
    while index < range.upperBound {
      if self[index] == 0 || self[index] == 0x22 { return false }
      index &+= 1
    }
    return true
  }

  /// The end of a line, its line feed or that of all, and how many of a byte stand before it.
  func count(of byte: UInt8, from start: Int, to end: Int) -> (end: Int, count: Int) {
    let bars = SIMD16<UInt8>(repeating: byte)
    let feeds = SIMD16<UInt8>(repeating: 0x0A)
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = start
    var count = 0
    while true {
      // Seven times sixteen, and what stands before the line feed, fit into one byte.
      var sums = SIMD2<UInt64>(repeating: 0)
      var turns = 0
      while turns < 7, index &+ 16 <= end {
        let next = sixteen(index)
        let found = Self.equal(next, bars) & SIMD2(repeating: ones)
        let stop = Self.equal(next, feeds)
        if stop[0] | stop[1] != 0 {
          let isFirst = stop[0] != 0
          let place = (isFirst ? stop[0] : stop[1]).trailingZeroBitCount
          let before = Self.below(place)
          let low = isFirst ? found[0] & before : found[0]
          let high = isFirst ? 0 : found[1] & before
          let all = sums[0] &+ sums[1] &+ low &+ high
          count &+= Int(truncatingIfNeeded: (all &* ones) >> 56)
          return (index &+ place / 8 &+ (isFirst ? 0 : 8), count)
        }
        sums &+= found
        index &+= 16
        turns &+= 1
      }
      count &+= Int(truncatingIfNeeded: ((sums[0] &+ sums[1]) &* ones) >> 56)
      if index &+ 16 > end { break }
    }
    while index < end, self[index] != 0x0A {
      if self[index] == byte { count &+= 1 }
      index &+= 1
    }
    return (index, count)
  }

  /// Finds the end of a line and those of its cells, and returns the first and how many the others
  /// are; a few less at most than there is room for.
  func cut(
    _ start: Int, _ end: Int, by separator: UInt8, _ stops: inout [Int]
  ) -> (end: Int, count: Int) {
    let bars = SIMD16<UInt8>(repeating: separator)
    let feeds = SIMD16<UInt8>(repeating: 0x0A)
    let room = stops.count &- 8
    var places = stops.mutableSpan
    var index = start
    var count = 0
    while index &+ 16 <= end {
      if count >= room { return (self.index(of: 0x0A, from: index, to: end), room) }
      let next = sixteen(index)
      let found = Self.equal(next, bars)
      let stop = Self.equal(next, feeds)
      if stop[0] | stop[1] == 0 {
        Self.note(found[0], index, &places, &count)
        if count >= room { return (self.index(of: 0x0A, from: index, to: end), room) }
        Self.note(found[1], index &+ 8, &places, &count)
        index &+= 16
        continue
      }
      let place: Int
      if stop[0] != 0 {
        let lowest = stop[0].trailingZeroBitCount
        Self.note(found[0] & Self.below(lowest), index, &places, &count)
        place = index &+ lowest / 8
      } else {
        Self.note(found[0], index, &places, &count)
        if count >= room { return (self.index(of: 0x0A, from: index, to: end), room) }
        let lowest = stop[1].trailingZeroBitCount
        Self.note(found[1] & Self.below(lowest), index &+ 8, &places, &count)
        place = index &+ 8 &+ lowest / 8
      }
      places[count] = place > start && self[place &- 1] == 0x0D ? place &- 1 : place
      return (place, count &+ 1)
    }
    while index < end, self[index] != 0x0A {
      if count >= room { return (self.index(of: 0x0A, from: index, to: end), room) }
      if self[index] == separator {
        places[count] = index
        count &+= 1
      }
      index &+= 1
    }
    places[count] = index > start && self[index &- 1] == 0x0D ? index &- 1 : index
    return (index, count &+ 1)
  }
}
