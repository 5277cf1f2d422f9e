/// A short text to be known again by its bytes, many at a time.
struct ShortText: Sendable {
  /// The first bytes, eight of them again, those behind them, and which bits belong to the text.
  private(set) var head: SIMD4<UInt64> = .zero
  private var headMask: SIMD4<UInt64> = .zero
  private var first: UInt64 = 0
  private var firstMask: UInt64 = 0
  private var rest: SIMD16<UInt64> = .zero
  private var restMask: SIMD16<UInt64> = .zero
  /// How many bytes it has; 0 where none is learned.
  private(set) var count: UInt8 = 0

  /// The most bytes that are held.
  static let most = 160

  /// The index behind the text, where it stands at this index; else -1, as where none is learned.
  @inline(__always)
  func end(_ bytes: Span<UInt8>, _ index: Int) -> Int {
    guard index &+ Self.most <= bytes.count, count > 0 else { return -1 }
    if count <= 8 {
      return (bytes.word(index) ^ first) & firstMask == 0 ? index &+ Int(count) : -1
    }
    let words = (Self.head(bytes, index) ^ head) & headMask
    guard words[0] | words[1] | words[2] | words[3] == 0 else { return -1 }
    return count <= 32 || isRest(bytes, index &+ 32) ? index &+ Int(count) : -1
  }

  // Not a function of its own: all of the text would be copied to call it.
  @inline(__always)
  private func isRest(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    let words = (Self.rest(bytes, index) ^ rest) & restMask
    let half = words.lowHalf | words.highHalf
    let quarter = half.lowHalf | half.highHalf
    return quarter[0] | quarter[1] | quarter[2] | quarter[3] == 0
  }

  /// Learns the text of a range; none where it is too long.
  @inline(never)
  mutating func learn(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let known = Int(count)
    count = 0
    guard 1...Self.most ~= range.count, range.lowerBound + Self.most <= bytes.count else { return }
    count = UInt8(range.count)
    if range.count != known {
      headMask = Self.masks(range.count)
      firstMask = headMask[0]
      for word in 0..<16 { restMask[word] = Self.mask(range.count - 32 - 8 * word) }
    }
    head = Self.head(bytes, range.lowerBound) & headMask
    first = head[0]
    if range.count > 32 { rest = Self.rest(bytes, range.lowerBound + 32) }
  }

  /// Learns the text of as many bytes as the last that stands at the beginning, and has 32 at most.
  @inline(__always)
  mutating func relearn(_ bytes: Span<UInt8>) {
    head = Self.head(bytes, 0) & headMask
    first = head[0]
  }

  /// The bits of so many bytes from the first on.
  static func masks(_ count: Int) -> SIMD4<UInt64> {
    SIMD4(mask(count), mask(count - 8), mask(count - 16), mask(count - 24))
  }

  /// The bits of so many bytes of a word.
  @inline(__always)
  private static func mask(_ count: Int) -> UInt64 {
    count <= 0 ? 0 : count >= 8 ? .max : (1 &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1
  }

  /// The bytes from an index on, the first of each eight in the lowest place.
  @inline(__always)
  static func head(_ bytes: Span<UInt8>, _ index: Int) -> SIMD4<UInt64> {
    let words = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
    return SIMD4(
      words[0].littleEndian, words[1].littleEndian, words[2].littleEndian, words[3].littleEndian)
  }

  @inline(__always)
  private static func rest(_ bytes: Span<UInt8>, _ index: Int) -> SIMD16<UInt64> {
    var words = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<UInt64>.self)
    for word in 0..<16 { words[word] = words[word].littleEndian }
    return words
  }
}
