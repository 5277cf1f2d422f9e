extension Span where Element == UInt8 {
  /// A power such as `120.45 W` or `120.45` in nanowatts, and the index behind it; -1 for anything
  /// else.
  @inline(__always)
  func nanowatts(_ start: Int) -> (value: Int64, end: Int) {
    guard start &+ 32 <= count else { return (-1, start) }
    let word = word(start) ^ 0x3030_3030_3030_3030
    let others = ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
    // In bits: where the point stands, and where the digits behind it end.
    let point = UInt64(truncatingIfNeeded: others.trailingZeroBitCount) & 0x78
    let behind = others & (others &- 1)
    guard point > 0, behind != 0, word &>> point & 0xFF == 0x1E else {
      return longNanowatts(start)
    }
    let length = UInt64(truncatingIfNeeded: behind.trailingZeroBitCount) & 0x78
    // The digits before the point move onto it, and all of them to the end of the word.
    let upper = UInt64.max &<< point
    let joined = ((word & ~upper) &<< 8) | (word & (upper &<< 8))
    let value = Self.eightDigits(joined &<< (64 &- length))
    var end = start &+ Int(truncatingIfNeeded: length &>> 3)
    if shortWord(end) == 0x5720 { end &+= 2 }
    switch length &- point {
    case 24: return (value &* 10_000_000, end)
    case 16: return (value &* 100_000_000, end)
    case 32: return (value &* 1_000_000, end)
    case 40: return (value &* 100_000, end)
    case 48: return (value &* 10_000, end)
    default: return (-1, start)
    }
  }

  /// The two bytes from an index on, the first in the lower place.
  @inline(__always)
  private func shortWord(_ index: Int) -> UInt16 {
    UInt16(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt16.self))
  }

  @inline(never)
  private func longNanowatts(_ start: Int) -> (value: Int64, end: Int) {
    var index = start
    let (whole, digits) = digits(index)
    guard digits > 0, digits < 7 else { return (-1, start) }
    index += digits
    var value = whole * 1_000_000_000
    if self[index] == 0x2E {
      index += 1
      let (part, places) = self.digits(index)
      guard 1...7 ~= places else { return (-1, start) }
      var unit: Int64 = 1_000_000_000
      for _ in 0..<places { unit /= 10 }
      value += part * unit
      index += places
    }
    if shortWord(index) == 0x5720 { index += 2 }
    return (value, index)
  }
}
