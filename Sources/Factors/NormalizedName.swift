/// A name without regard to case, spaces and punctuation: `NVIDIA A100-SXM4-80GB` and
/// `nvidia a100 sxm4 80gb` are one.
struct NormalizedName {
  /// The letters and digits of the name, in lower case; what is not ASCII as it is.
  let bytes: [UInt8]

  init(_ name: String) {
    bytes = name.utf8.compactMap(normalized)
  }

  /// Whether the bytes in a range spell the name.
  func matches(_ range: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var matched = 0
    for index in range {
      guard let byte = normalized(text[index]) else { continue }
      guard matched < bytes.count, bytes[matched] == byte else { return false }
      matched += 1
    }
    return matched == bytes.count
  }

  /// Whether the name is the identifier, the name or an alias in a row `id,kind,name,aliases`.
  func isName(inEntry row: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var column = 0
    var found = false
    forEachField(row, in: text) { field in
      switch column {
      case 0, 2: if matches(field, in: text) { found = true }
      case 3:
        forEachField(field, in: text, separator: UInt8(ascii: ";")) { alias in
          if matches(alias, in: text) { found = true }
        }
      default: break
      }
      column += 1
    }
    return found
  }
}

/// The letter or digit in lower case, or nothing for a space, a control or a punctuation mark.
func normalized(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF:
    byte
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
  default: nil
  }
}
