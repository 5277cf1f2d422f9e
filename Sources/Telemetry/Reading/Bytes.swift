/// Looking into bytes, eight at a time where that is faster; every access is checked.
extension Span where Element == UInt8 {
  /// The eight bytes from an index on, the first in the lowest place.
  @inline(__always)
  func word(_ index: Int) -> UInt64 {
    UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// The index of the first such byte in a range, or the end of the range.
  func index(of byte: UInt8, from start: Int, to end: Int) -> Int {
    var index = start
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    while index &+ 8 <= end {
      let difference = word(index) ^ pattern
      let zeros =
        (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
      if zeros != 0 { return index &+ zeros.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < end {
      if self[index] == byte { return index }
      index &+= 1
    }
    return max(start, end)
  }

  /// The range without blanks (space, tab) and line ends at its edges.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, isBlank(self[lower]) { lower += 1 }
    while upper > lower, isBlank(self[upper - 1]) { upper -= 1 }
    return lower..<upper
  }

  /// Whether the range holds exactly this text.
  func holds(_ text: StaticString, in range: Range<Int>) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { buffer in
      for index in 0..<buffer.count where self[range.lowerBound + index] != buffer[index] {
        return false
      }
      return true
    }
  }

  /// The range as text; what is not UTF-8 is replaced.
  func text(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for index in range { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The column, from 1 and in Unicode scalars, of a byte of the line that begins at `start`.
  func column(of index: Int, from start: Int) -> Int {
    var column = 1
    for byte in start..<Swift.min(Swift.max(index, start), count)
    where self[byte] & 0xC0 != 0x80 {
      column += 1
    }
    return column
  }

  /// The end of the line that begins at `start`: before its line feed, or the end of all.
  func endOfLine(from start: Int) -> Int { index(of: 0x0A, from: start, to: count) }

  /// The line without a carriage return at its end.
  func withoutReturn(_ range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty, self[range.upperBound - 1] == 0x0D else { return range }
    return range.lowerBound..<range.upperBound - 1
  }
}

@inline(__always)
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
