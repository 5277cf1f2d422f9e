import Diagnostics

/// How much room texts take in a picture, whose font nobody knows: a little more than in Arial and
/// the fonts of its widths.
enum SVGText {
  /// The width of a text in pixels at a size.
  static func width(_ text: String, size: Double, bold: Bool = false) -> Double {
    var hundredths = 0
    for character in text { hundredths += width(of: character) }
    return Double(hundredths) / 100 * size * (bold ? 1.08 : 1)
  }

  /// The text, or as much of its beginning as fits in a width, with `…` behind it.
  static func cut(_ text: String, width limit: Double, size: Double, bold: Bool = false) -> String {
    if width(text, size: size, bold: bold) <= limit { return text }
    let scale = size * (bold ? 1.08 : 1) / 100
    var room = limit - 100 * scale
    var result = ""
    for character in text {
      room -= Double(width(of: character)) * scale
      if room < 0 { break }
      result.append(character)
    }
    while result.last == " " { result.removeLast() }
    return result + "…"
  }

  /// A text on at most so many lines, broken at spaces; what does not fit is cut.
  static func lines(
    _ text: String, width limit: Double, size: Double, bold: Bool = false, atMost count: Int
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if line.isEmpty || lines.count + 1 >= count
        || width(longer, size: size, bold: bold) <= limit
      {
        line = longer
        // Far more than one line holds, so that long texts take no more than linear time.
        if line.utf8.count > 4000 { break }
      } else {
        lines.append(cut(line, width: limit, size: size, bold: bold))
        line = String(word)
      }
    }
    if !line.isEmpty { lines.append(cut(line, width: limit, size: size, bold: bold)) }
    return lines
  }

  /// The width of a character in hundredths of the size.
  private static func width(of character: Character) -> Int {
    guard let byte = character.asciiValue, byte >= 0x20, byte < 0x7F else {
      let columns = displayWidth(of: printableLine(String(character)))
      return columns > 1 ? columns * 52 : columns * 62
    }
    switch byte {
    case UInt8(ascii: "i"), UInt8(ascii: "j"), UInt8(ascii: "l"), UInt8(ascii: "'"): return 24
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"),
      UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: " "), UInt8(ascii: "/"),
      UInt8(ascii: "I"), UInt8(ascii: "f"), UInt8(ascii: "t"), UInt8(ascii: "["),
      UInt8(ascii: "]"):
      return 30
    case UInt8(ascii: "r"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "-"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "`"), UInt8(ascii: "\""),
      UInt8(ascii: "*"):
      return 38
    case UInt8(ascii: "m"), UInt8(ascii: "M"), UInt8(ascii: "W"): return 88
    case UInt8(ascii: "%"), UInt8(ascii: "@"): return 100
    case UInt8(ascii: "w"), UInt8(ascii: "G"), UInt8(ascii: "O"), UInt8(ascii: "Q"): return 78
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "&"): return 72
    case UInt8(ascii: "c"), UInt8(ascii: "k"), UInt8(ascii: "s"), UInt8(ascii: "v"),
      UInt8(ascii: "x"), UInt8(ascii: "y"), UInt8(ascii: "z"), UInt8(ascii: "J"):
      return 51
    default: return 58
    }
  }
}
