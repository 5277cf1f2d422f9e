/// How the rows of a table end behind the last cell that is read of them: with so many other cells.
struct RowEnd: Sendable {
  /// How many other cells stand there; -1 for any number.
  private let count: Int
  /// What stands between cells.
  let separator: UInt8

  /// The end of rows with so many more cells, -1 for any number.
  init(cells count: Int, separator: UInt8) {
    self.count = count
    self.separator = separator
  }

  /// The index of the line feed that ends a row, where as many cells as there have to be stand before
  /// it; else -1.
  func find(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    if count <= 0, bytes[start] == 0x0A { return start }
    if count > 0, start &+ 8 <= end {
      let word = bytes.word(start)
      let feed = Self.marks(of: 0x0A, in: word)
      if feed != 0 {
        let before = Self.marks(of: separator, in: word) & (feed &- 1) & ~feed
        // The first of them ends the cell that was read.
        guard before & 1 == 1, Self.sum(before) == count else { return -1 }
        return start &+ feed.trailingZeroBitCount / 8
      }
    }
    return findFar(bytes, from: start, to: end)
  }

  private func findFar(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    let line = bytes.index(of: 0x0A, from: start, to: end)
    if line == end { return -1 }
    let last = bytes.withoutReturn(start..<line).upperBound
    if start == last { return count <= 0 ? line : -1 }
    guard bytes[start] == separator else { return -1 }
    if count < 0 { return line }
    var found = 0
    var index = start
    while index &+ 8 <= line {
      found &+= Self.sum(Self.marks(of: separator, in: bytes.word(index)))
      index &+= 8
    }
    while index < line {
      if bytes[index] == separator { found &+= 1 }
      index &+= 1
    }
    return found == count ? line : -1
  }

  /// The bytes of a word that are this one, by their lowest bits.
  @inline(__always)
  private static func marks(of byte: UInt8, in word: UInt64) -> UInt64 {
    let difference = word ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((difference & low) &+ low) | difference | low) &>> 7
  }

  /// How many bytes are marked.
  @inline(__always)
  private static func sum(_ marks: UInt64) -> Int {
    Int(truncatingIfNeeded: (marks &* 0x0101_0101_0101_0101) &>> 56)
  }
}
