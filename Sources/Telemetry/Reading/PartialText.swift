/// Why a text is no partial summary, or cannot be joined.
public enum PartialMistake: Error, Hashable, Sendable {
  /// It does not begin as one does.
  case unlike
  /// A line of it cannot be read.
  case line(Int)
  /// It ends before its end.
  case cut
  /// It was made under other terms than those before it: `--gap`, `--window`.
  case terms
  /// It holds, with those before it, more rows or devices than any logs have.
  case tooMuch
  /// It is of requests, power or jobs where those before it are of something else.
  case kind
  /// It has a job that is in one before it, too, and whether both are the same is not known.
  case job(String)
}

/// The words of which partial summaries are made.
enum PartialWords {
  /// A name as one word: bytes that could part words as `%20`.
  static func quoted(_ name: String) -> String { quoted(Array(name.utf8)) }

  /// The same of a name that may not be text.
  static func quoted(_ name: [UInt8]) -> String {
    var word = "="
    for byte in name {
      if byte > 0x20, byte < 0x7F, byte != 0x25 {
        word.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        word += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return word
  }

  /// The name that a word stands for; nothing for a word that stands for none.
  static func unquoted(_ word: Substring) -> String? {
    unquotedBytes(word).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The same of a name that may not be text.
  static func unquotedBytes(_ word: Substring) -> [UInt8]? {
    let bytes = Array(word.utf8)
    guard bytes.first == 0x3D else { return nil }
    var name: [UInt8] = []
    var index = 1
    while index < bytes.count {
      if bytes[index] == 0x25 {
        guard index + 2 < bytes.count,
          let byte = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
        else { return nil }
        name.append(byte)
        index += 3
      } else {
        name.append(bytes[index])
        index += 1
      }
    }
    return name
  }

  /// No log has more rows than this, so sums of counts stay within 64 bits.
  static func isCount(_ number: Int64) -> Bool { 0..<1 << 44 ~= number }

  /// So many words as whole numbers; nothing where they are others, or others in number.
  static func numbers(_ words: ArraySlice<Substring>, _ count: Int) -> [Int64]? {
    guard words.count == count else { return nil }
    var numbers: [Int64] = []
    for word in words {
      guard let number = Int64(word) else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}

/// A digest by which a text that was changed on the way is told from the one that was written:
/// FNV-1a, 64 bits, by G. Fowler, L. Noll and K.-P. Vo (RFC 9923).
struct PartialDigest {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ text: some StringProtocol) {
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  /// Sixteen digits.
  var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
