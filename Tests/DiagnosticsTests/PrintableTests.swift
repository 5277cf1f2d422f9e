import Diagnostics
import Testing

@Suite("Text that cannot drive a terminal")
struct PrintableTests {
  @Test("Controls are spelled out, newlines and tabs where asked for")
  func controls() {
    let text = "a\u{1B}[31m\u{7}\u{7F}\u{9B}b\u{202E}c\u{2066}d\u{2029}\r\n\te é日😀\u{200D}"
    #expect(
      printable(text)
        == "a\\u{1B}[31m\\u{7}\\u{7F}\\u{9B}b\\u{202E}c\\u{2066}d\\u{2029}\\r\n\te é日😀\u{200D}")
    #expect(printableLine("a\n\tb") == "a\\n\\tb")
  }

  @Test("Nothing printable contains a control, and printing twice changes nothing more")
  func everyControl() {
    let controls =
      (Array(0..<0x20) + Array(0x7F..<0xA0) + Array(0x2028...0x202E) + Array(0x2066...0x2069))
      .compactMap { Unicode.Scalar(UInt32($0)) }
    for control in controls {
      let text = printableLine("x\(control)y")
      #expect(!text.unicodeScalars.contains(control))
      #expect(printableLine(text) == text)
    }
  }
}
