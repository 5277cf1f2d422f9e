/// How a decimal number was written: where its point stands, how many digits it has, and what
/// follows, such as a unit. The next one that is written so is read by this in a few steps.
struct DecimalShape: Sendable {
  /// Its text.
  let text: DigitShape
  /// The digits before the point and those behind it.
  private var whole: UInt64 = 0
  private var part: UInt64 = 0
  /// How far the last digit is from the end of a word, in bits.
  private var shift: UInt64 = 0
  /// The billionths of the last digit.
  private var unit: Int64 = 1_000_000_000

  /// The number in billionths, of what ``text`` holds.
  @inline(__always)
  func billionths(_ read: UInt64) -> Int64 {
    // The digits before the point move onto it, and all of them to the end of the word.
    let joined = ((read & whole) &<< 8 | read & part) &<< shift
    return Span<UInt8>.eightDigits(joined) &* unit
  }

  /// No shape, which no number has.
  init() { text = DigitShape() }

  /// How the number is written that begins a word and ends, with what follows, behind so many bytes;
  /// no shape for anything else.
  init(_ word: UInt64, count: Int) {
    let text = DigitShape(word, count: count)
    var digits = text.digits
    let point = UInt64(truncatingIfNeeded: (~digits).trailingZeroBitCount)
    let hasPoint = point < 64 && word &>> point & 0xFF == 0x2E
    shift = UInt64(truncatingIfNeeded: digits.leadingZeroBitCount) & 0x38
    if hasPoint {
      whole = digits & ~(.max &<< point)
      digits &= ~whole
      for _ in 0..<digits.nonzeroBitCount / 8 { unit /= 10 }
    }
    part = digits
    // The digits stand together, but for the point.
    let ones = hasPoint ? digits &>> (point &+ 8) : digits
    self.text = point > 0 && ones & (ones &+ 1) == 0 ? text : DigitShape()
  }
}
