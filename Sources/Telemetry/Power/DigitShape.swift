/// How a text of up to eight bytes is written: which of them are digits, and what stands at the
/// others. Another that is written so is known by a few steps on all eight at once.
struct DigitShape: Sendable {
  /// The text, with `0` for each digit.
  private var text: UInt64 = 0
  /// What makes the highest bit of a byte show that it is no digit.
  private var carry: UInt64 = .max
  /// The bits that are zero, after these, where a text is written so; none is until one is learned.
  private var others: UInt64 = .max
  /// How many bytes it has.
  private(set) var count: UInt8 = 0

  /// Eight bytes with each digit of the text as a number, 0 where it has no digit, and anything
  /// behind it.
  @inline(__always)
  func read(_ word: UInt64) -> UInt64 { word ^ text }

  /// Whether those are of a text that is written so.
  @inline(__always)
  func holds(_ read: UInt64) -> Bool {
    // What is carried over to the next byte shows in its own, too.
    ((read &+ carry) | read) & others == 0
  }

  /// Where its digits are, all bits of each.
  var digits: UInt64 { ((carry & 0x1010_1010_1010_1010) &>> 4) &* 0xFF }

  /// No shape, which no text has.
  init() {}

  /// The shape of the first bytes of a word; none for more than eight.
  init(_ word: UInt64, count: Int) {
    guard 1...8 ~= count else { return }
    let within = UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    let difference = word ^ 0x3030_3030_3030_3030
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let isOther = (((difference & low) &+ 0x7676_7676_7676_7676) | difference) & ~low
    let other = (isOther &>> 7) &* 0xFF
    text = (word & other | 0x3030_3030_3030_3030 & ~other) & within
    carry = 0x7676_7676_7676_7676 & ~other & within
    others = (other | ~low) & within
    self.count = UInt8(truncatingIfNeeded: count)
  }
}
