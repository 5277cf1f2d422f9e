/// Why a text is no partial summary, or cannot be joined.
public enum PartialMistake: Error, Hashable, Sendable {
  /// It does not begin as one does.
  case unlike
  /// It begins as one of another version, or of a kind that is not known, does: so.
  case version(String)
  /// A line of it cannot be read.
  case line(Int)
  /// It ends before its end.
  case cut
  /// Another begins at a line, before it has ended.
  case cutBefore(Int)
  /// The digest in the line of its end is not that of what stands before it.
  case changed(Int)
  /// It ends at a line, and what it says cannot be true together.
  case contradiction(Int)
  /// It was made under other terms than those before it: `--gap`, `--window`.
  case terms
  /// It holds, with those before it, more rows or devices than any logs have.
  case tooMuch
  /// It is of one kind, and those before it are of another.
  case kind(PartialKind, after: PartialKind)
  /// It has a job that is in one before it, too, and whether both are the same is not known.
  case job(String)
}

/// The text of a partial summary as it is written: lines of words, the first of which says what they
/// are, between a line that names the kind and a line `end` with the digest of all before it.
struct PartialText {
  private var text = ""
  private var digest = PartialDigest()

  init(_ kind: PartialKind) { line(kind.magic) }

  mutating func line(_ words: String...) { line(words) }

  mutating func line(_ words: [String]) {
    let line = words.joined(separator: " ") + "\n"
    digest.add(line)
    text += line
  }

  /// The text with its last line.
  var ended: String { text + "end \(digest.text)\n" }
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

  /// Whether a line is the first of a partial summary, of whatever version and kind.
  static func isMagic(_ line: Substring) -> Bool {
    line.hasPrefix("cradle.") && String(line).holds(".partial/")
  }

  /// No log has more rows than this, so sums of counts stay within 64 bits.
  static func isCount(_ number: Int64) -> Bool { 0..<1 << 44 ~= number }

  /// The most rows that summaries hold together, so that they can be written and read again.
  static let mostRows = 1 << 44 - 1

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

extension RowCount {
  /// Takes in how many rows were rejected for a reason; false where that is told already.
  mutating func takeRejected(_ words: ArraySlice<Substring>) -> Bool {
    guard words.count == 2, let first = words.first, let last = words.last,
      let reason = RejectionReason(rawValue: String(first)), let count = Int64(last),
      PartialWords.isCount(count), count > 0,
      !rejections.contains(where: { $0.reason == reason })
    else { return false }
    add(reason, count: Int(count))
    return true
  }
}
