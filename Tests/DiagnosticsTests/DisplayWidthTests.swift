import Diagnostics
import Testing

@Suite("The width of text in a terminal")
struct DisplayWidthTests {
  @Test(
    "Each kind of character takes its columns",
    arguments: [
      ("", 0),
      ("400 W", 5),
      ("±10 % – “µ”…", 12),
      ("é", 1),
      ("e\u{301}", 1),
      ("日本", 4),
      ("ﾊﾝｶｸ", 4),
      ("Ｗｈ", 4),
      ("。", 2),
      ("각", 2),
      ("\u{1100}\u{1161}\u{11A8}", 2),
      ("क्ष", 2),
      ("का", 1),
      ("שָׁלוֹם", 4),
      ("a\u{200B}b\u{200E}c\u{FEFF}", 3),
      ("\u{AD}", 1),
      ("\u{600}", 1),
      ("\u{7}\u{85}", 0),
      ("☃", 1),
      ("䷀", 2),
      ("〈〉", 4),
    ])
  func scalars(text: String, width: Int) {
    #expect(displayWidth(of: text) == width)
  }

  @Test(
    "A sequence of emoji that makes one picture takes two columns",
    arguments: [
      ("😀", 2),
      ("⏰", 2),
      ("❤", 1),
      ("❤\u{FE0F}", 2),
      ("1\u{FE0F}\u{20E3}", 2),
      ("👍🏽", 2),
      ("☝🏽", 2),
      ("👩\u{200D}🔬", 2),
      ("👨\u{200D}👩\u{200D}👧\u{200D}👦", 2),
      ("🧑🏽\u{200D}🚀", 2),
      ("🏳\u{FE0F}\u{200D}🌈", 2),
      ("🇫🇷", 2),
      ("🇫🇷🇩🇪", 4),
      ("🇫", 2),
      ("✂\u{FE0F}x", 3),
    ])
  func emoji(text: String, width: Int) {
    #expect(displayWidth(of: text) == width)
    #expect(displayWidth(of: "a\(text)b") == width + 2)
  }

  @Test("No scalar is wider than two columns or narrower than none")
  func everyScalar() {
    var widths = [0, 0, 0]
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      widths[displayWidth(of: String(scalar))] += 1
    }
    #expect(widths.reduce(0, +) == 0x110000 - 0x800)
  }
}
