/// Counts of values by the first bits of their doubles: sign, exponent and eight bits behind, so
/// that a bin is less than 0.4 % wide wherever it lies. Two histograms are joined by adding.
///
/// Its size depends on how many powers of two the values span, never on how many there are.
struct Histogram: Sendable {
  /// The bits of a double behind those that tell its bin.
  private static let shift: UInt64 = 44
  /// The bins of one exponent.
  private static let width = 256
  /// Where the page of an exponent begins in `counts`; below zero for none.
  private var pages = [Int32](repeating: -1, count: 4096)
  private var counts: [UInt32] = []

  /// Counts values.
  mutating func add(_ values: UnsafeBufferPointer<Double>) {
    // A page is 12 bits, and a bin begins within a page that was opened: neither is out of range.
    var isMissing: Int32 = 0
    pages.withUnsafeBufferPointer { pages in
      for value in values {
        isMissing |= pages[Int(truncatingIfNeeded: value.bitPattern &>> 52)]
      }
    }
    if isMissing < 0 {
      for value in values {
        let page = Int(truncatingIfNeeded: value.bitPattern &>> 52)
        if pages[page] < 0 { open(page) }
      }
    }
    pages.withUnsafeBufferPointer { pages in
      counts.withUnsafeMutableBufferPointer { counts in
        for value in values {
          let bits = value.bitPattern
          let start = Int(pages[Int(truncatingIfNeeded: bits &>> 52)])
          counts[start &+ Int(truncatingIfNeeded: bits &>> Self.shift & 255)] &+= 1
        }
      }
    }
  }

  @inline(never)
  private mutating func open(_ page: Int) {
    pages[page] = Int32(counts.count)
    counts += [UInt32](repeating: 0, count: Self.width)
  }

  /// Adds the counts of another.
  mutating func add(_ other: Histogram) {
    for page in 0..<4096 where other.pages[page] >= 0 {
      if pages[page] < 0 { open(page) }
      let (to, from) = (Int(pages[page]), Int(other.pages[page]))
      for bin in 0..<Self.width { counts[to + bin] &+= other.counts[from + bin] }
    }
  }

  /// A bin that is not empty.
  struct Bin: Hashable, Sendable {
    let low: Double
    let high: Double
    let count: Int
  }

  /// The bins of finite values from the lowest to the highest, none of them empty.
  var bins: [Bin] {
    var found: [Bin] = []
    func add(_ page: Int, _ bin: Int) {
      let count = Int(counts[Int(pages[page]) + bin])
      guard count > 0 else { return }
      let bits = UInt64(page) << 8 | UInt64(bin)
      let near = Double(bitPattern: bits << Self.shift)
      // The first bin holds zero, and next to it only what cannot be told from it.
      let far = bin == 0 && page & 0x7FF == 0 ? near : Double(bitPattern: (bits + 1) << Self.shift)
      found.append(
        near.sign == .minus
          ? Bin(low: far, high: near, count: count) : Bin(low: near, high: far, count: count))
    }
    for page in stride(from: 0xFFE, through: 0x800, by: -1) where pages[page] >= 0 {
      for bin in stride(from: Self.width - 1, through: 0, by: -1) { add(page, bin) }
    }
    for page in 0..<0x7FF where pages[page] >= 0 {
      for bin in 0..<Self.width { add(page, bin) }
    }
    return found
  }
}
