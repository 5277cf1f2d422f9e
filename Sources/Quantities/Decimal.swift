/// Decimal digits of a number, for printing: sign, digits and the place of the point.
///
/// Rounding happens here on the shortest decimal digits that read back as the same number, half
/// away from zero, as a person rounds: 0.125 to two digits is 0.13.
public struct Decimal: Hashable, Sendable {
  /// Whether the number is below zero.
  public private(set) var isNegative: Bool
  /// The digits without leading or trailing zeros; empty for zero.
  public private(set) var digits: [UInt8]
  /// The number is 0.d1d2d3… × 10^point.
  public private(set) var point: Int

  /// The shortest digits that read back as `number`; nothing for a number that is not finite.
  public init?(_ number: Double) {
    guard number.isFinite else { return nil }
    self.init(parsing: "\(number)")
  }

  /// The digits of a decimal text, such as `24.69` or `3.14e23`, with `_` between digits allowed;
  /// nothing for a text that is none.
  public init?(parsing text: String) {
    isNegative = false
    digits = []
    point = 0
    var exponent = 0
    var seenPoint = false
    var seenDigit = false
    var bytes = text.utf8.makeIterator()
    digits.reserveCapacity(text.utf8.count)
    while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: "-") where !seenDigit && !seenPoint && !isNegative: isNegative = true
      case UInt8(ascii: "_"): break
      case UInt8(ascii: "."):
        if seenPoint { return nil }
        seenPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        seenDigit = true
        if digits.isEmpty, byte == UInt8(ascii: "0") {
          if seenPoint { point -= 1 }
        } else {
          digits.append(byte - UInt8(ascii: "0"))
          if !seenPoint { point += 1 }
        }
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        var rest = ""
        while let byte = bytes.next() { rest.unicodeScalars.append(Unicode.Scalar(byte)) }
        guard let value = Int(rest), (-99_999...99_999).contains(value) else { return nil }
        exponent = value
      default: return nil
      }
    }
    guard seenDigit else { return nil }
    point += exponent
    trim()
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty {
      point = 0
      isNegative = false
    }
  }

  /// The same number with at most `count` significant digits, rounded half away from zero.
  public func rounded(toSignificant count: Int) -> Decimal { keeping(count) }

  /// The same number with at most `count` digits behind the point (or, below zero, with that many
  /// zeros before it), rounded half away from zero.
  public func rounded(toPlaces count: Int) -> Decimal { keeping(point + count) }

  private func keeping(_ count: Int) -> Decimal {
    guard count < digits.count else { return self }
    var copy = self
    copy.digits = count > 0 ? Array(digits[..<count]) : []
    if count >= 0, digits[count] >= 5 { copy.roundUp() }
    copy.trim()
    return copy
  }

  /// Adds one at the last digit.
  private mutating func roundUp() {
    var index = digits.count - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      digits[index] += 1
    } else {
      digits.insert(1, at: 0)
      point += 1
    }
  }

  /// The number in plain digits, never with an exponent, with at least `places` digits behind the
  /// point: `433196`, `24.70`, `0.0033575`.
  public func text(places: Int = 0) -> String {
    let fraction = max(places, digits.isEmpty ? 0 : digits.count - point)
    var text: [UInt8] = []
    text.reserveCapacity(max(point, 1) + max(fraction, 0) + 2)
    if isNegative { text.append(UInt8(ascii: "-")) }
    if point <= 0 || digits.isEmpty {
      text.append(UInt8(ascii: "0"))
    } else {
      for index in 0..<point { text.append(digit(index)) }
    }
    if fraction > 0 {
      text.append(UInt8(ascii: "."))
      for place in 0..<fraction { text.append(digit(point + place)) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The digit at a place, as ASCII; zero beyond those that are kept.
  private func digit(_ index: Int) -> UInt8 {
    UInt8(ascii: "0") + (index >= 0 && index < digits.count ? digits[index] : 0)
  }
}

/// A number for people: `digits` significant digits, in plain digits without grouping: 24.692 is
/// `24.7`, and 1,082,990 is `1080000`.
public func rounded(_ number: Double, digits: Int = 3) -> String {
  guard let decimal = Decimal(number) else { return "\(number)" }
  let short = decimal.rounded(toSignificant: digits)
  return short.text(places: max(0, digits - short.point).clamped(short.digits.isEmpty))
}

extension Int {
  /// No places for zero, which has no significant digit.
  fileprivate func clamped(_ isZero: Bool) -> Int { isZero ? 0 : Swift.min(self, 12) }
}

/// A number with all its digits, at most `digits` of them significant, and no zeros behind them.
public func plain(_ number: Double, digits: Int = 15) -> String {
  guard let decimal = Decimal(number) else { return "\(number)" }
  return decimal.rounded(toSignificant: digits).text()
}
