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
    var found = 0
    var index = start
    while index &+ 8 <= end {
      let word = bytes.word(index)
      let separators = Self.marks(of: separator, in: word)
      let feed = Self.marks(of: 0x0A, in: word)
      if feed != 0 {
        found &+= Self.sum(separators & (feed &- 1) & ~feed)
        let line = index &+ feed.trailingZeroBitCount / 8
        return isPlain(bytes, start, line, found) ? line : -1
      }
      found &+= Self.sum(separators)
      index &+= 8
    }
    while index < end, bytes[index] != 0x0A {
      if bytes[index] == separator { found &+= 1 }
      index &+= 1
    }
    return index < end && isPlain(bytes, start, index, found) ? index : -1
  }

  /// Whether so many separators are as many as there have to be.
  private func isPlain(_ bytes: Span<UInt8>, _ start: Int, _ line: Int, _ found: Int) -> Bool {
    if line == start || line == start &+ 1 && bytes[start] == 0x0D { return count <= 0 }
    // The first of them ends the cell that was read.
    return bytes[start] == separator && (count < 0 || found == count)
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
