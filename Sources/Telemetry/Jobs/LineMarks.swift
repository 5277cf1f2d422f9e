/// Where the cells and the lines of a block end: a bit for each of its bytes, sixty-four in a word, found
/// in one pass over the block; every access is checked.
struct LineMarks: Sendable {
  /// The first byte of the block, and the one behind it.
  private var start = 0
  private var end = 0
  private var words: [Word] = []
  /// Whether the block holds neither a NUL nor a quote.
  private(set) var isPlain = true

  /// Which of sixty-four bytes are separators and line feeds.
  private struct Word {
    var separators: UInt64 = 0
    var feeds: UInt64 = 0
  }

  /// Marks the bytes of a block.
  mutating func mark(_ bytes: Span<UInt8>, _ block: Range<Int>, by separator: UInt8) {
    (start, end) = (block.lowerBound, block.upperBound)
    while words.count &* 64 < block.count { words.append(Word()) }
    let bar = SIMD16<UInt8>(repeating: separator)
    let feed = SIMD16<UInt8>(repeating: 0x0A)
    let nul = SIMD16<UInt8>(repeating: 0)
    let quote = SIMD16<UInt8>(repeating: 0x22)
    var others = SIMD2<UInt64>(repeating: 0)
    var words = words.mutableSpan
    var number = 0
    var index = block.lowerBound
    while index &+ 64 <= block.upperBound {
      let (first, second) = (bytes.sixteen(index), bytes.sixteen(index &+ 16))
      let (third, fourth) = (bytes.sixteen(index &+ 32), bytes.sixteen(index &+ 48))
      let separators = Self.bits(
        Self.equal(first, bar), Self.equal(second, bar), Self.equal(third, bar),
        Self.equal(fourth, bar))
      let feeds = Self.bits(
        Self.equal(first, feed), Self.equal(second, feed), Self.equal(third, feed),
        Self.equal(fourth, feed))
      others |= Self.equal(first, nul) | Self.equal(first, quote)
      others |= Self.equal(second, nul) | Self.equal(second, quote)
      others |= Self.equal(third, nul) | Self.equal(third, quote)
      others |= Self.equal(fourth, nul) | Self.equal(fourth, quote)
      words[number] = Word(separators: separators, feeds: feeds)
      number &+= 1
      index &+= 64
    }
    var isPlain = others[0] | others[1] == 0
    if index < block.upperBound {
      var word = Word()
      while index < block.upperBound {
        let byte = bytes[index]
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index &- block.lowerBound)
        if byte == separator { word.separators |= bit }
        if byte == 0x0A { word.feeds |= bit }
        if byte == 0 || byte == 0x22 { isPlain = false }
        index &+= 1
      }
      words[number] = word
    }
    self.isPlain = isPlain
  }

  /// The bytes that are equal, 0xFF for each.
  @inline(__always)
  private static func equal(_ left: SIMD16<UInt8>, _ right: SIMD16<UInt8>) -> SIMD2<UInt64> {
    unsafeBitCast(left .== right, to: SIMD2<UInt64>.self)
  }

  /// A bit for each of sixty-four bytes that are 0xFF or 0, in their order.
  ///
  /// Each byte of eight is left a bit of its own, and the eight are added up: first the halves of two
  /// such words into one, then the quarters, then the eighths.
  @inline(__always)
  private static func bits(
    _ first: SIMD2<UInt64>, _ second: SIMD2<UInt64>, _ third: SIMD2<UInt64>,
    _ fourth: SIMD2<UInt64>
  ) -> UInt64 {
    let odd = halves(own(first), own(third))
    let even = halves(own(second), own(fourth))
    let low = SIMD2<UInt64>(repeating: 0x0000_FFFF_0000_FFFF)
    let all =
      ((odd &+ (odd &>> 16)) & low) | ((even &+ (even &>> 16)) & low) &<< 16
    let (left, right) = (all[0], all[1])
    let byte: UInt64 = 0x00FF_00FF_00FF_00FF
    return ((left &+ (left &>> 8)) & byte) | ((right &+ (right &>> 8)) & byte) &<< 8
  }

  @inline(__always)
  private static func own(_ bytes: SIMD2<UInt64>) -> SIMD2<UInt64> {
    bytes & SIMD2(repeating: UInt64(littleEndian: 0x8040_2010_0804_0201))
  }

  @inline(__always)
  private static func halves(_ low: SIMD2<UInt64>, _ high: SIMD2<UInt64>) -> SIMD2<UInt64> {
    let half = SIMD2<UInt64>(repeating: 0x0000_0000_FFFF_FFFF)
    return ((low &+ (low &>> 32)) & half) | (high &+ (high &>> 32)) &<< 32
  }

  /// The end of a line, its line feed or that of the block, and how many cells end up to it,
  /// from an index in it on.
  @inline(__always)
  func count(from index: Int) -> (end: Int, count: Int) {
    let offset = index &- start
    var number = offset &>> 6
    var mask = UInt64.max &<< UInt64(truncatingIfNeeded: offset)
    var count = 0
    let words = words.span
    while number &* 64 < end &- start {
      let word = words[number]
      let stops = word.feeds & mask
      let found = word.separators & mask
      if stops != 0 {
        count &+= (found & (stops &- 1) & ~stops).nonzeroBitCount
        return (start &+ number &* 64 &+ stops.trailingZeroBitCount, count &+ 1)
      }
      count &+= found.nonzeroBitCount
      mask = .max
      number &+= 1
    }
    return (end, count &+ 1)
  }

  /// Finds the end of a line and those of its cells, and returns the first and how many the others
  /// are; a few less at most than there is room for.
  @inline(__always)
  func cut(_ bytes: Span<UInt8>, _ index: Int, _ stops: inout [Int]) -> (
    end: Int, count: Int
  ) {
    let offset = index &- start
    var number = offset &>> 6
    var mask = UInt64.max &<< UInt64(truncatingIfNeeded: offset)
    var count = 0
    let room = stops.count &- 1
    var places = stops.mutableSpan
    let words = words.span
    var line = end
    while number &* 64 < end &- start {
      let word = words[number]
      var found = word.separators & mask
      let ends = word.feeds & mask
      if ends != 0 { found &= (ends &- 1) & ~ends }
      let base = start &+ number &* 64
      while found != 0 {
        guard count < room else { return (self.count(from: index).end, count) }
        places[count] = base &+ found.trailingZeroBitCount
        count &+= 1
        found &= found &- 1
      }
      if ends != 0 {
        line = base &+ ends.trailingZeroBitCount
        break
      }
      mask = .max
      number &+= 1
    }
    places[count] = line > index && bytes[line &- 1] == 0x0D ? line &- 1 : line
    return (line, count &+ 1)
  }
}

extension Span where Element == UInt8 {
  /// The sixteen bytes from an index on.
  @inline(__always)
  fileprivate func sixteen(_ index: Int) -> SIMD16<UInt8> {
    bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
  }
}
