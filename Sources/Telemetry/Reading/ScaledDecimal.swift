/// Decimal text as a whole number of some power of ten: `120.45` at scale 3 is 120,450. Exact, so
/// that sums do not depend on their order.
public enum ScaledDecimal: Hashable, Sendable {
  /// The number times 10^scale.
  case value(Int64)
  /// Nothing stands there.
  case empty
  /// The text is not a decimal number, such as `NaN`, `1,5` or `0x10`.
  case notANumber
  /// The number has digits beyond the scale.
  case inexact
  /// The number times 10^scale is beyond a signed 64-bit integer.
  case tooLarge

  /// Reads all of a text, blanks at its edges left aside. A sign, a point and an exponent are
  /// understood: `1e3` is a thousand. Where `dropsRest` is true, digits beyond the scale are
  /// dropped, toward zero.
  public static func read(_ text: String, scale: Int, dropsRest: Bool = false) -> ScaledDecimal {
    let bytes = Array(text.utf8)
    return read(bytes.span, 0..<bytes.count, scale: scale, dropsRest: dropsRest)
  }

  /// Reads a range of bytes.
  public static func read(
    _ bytes: Span<UInt8>, _ range: Range<Int>, scale: Int, dropsRest: Bool = false
  ) -> ScaledDecimal {
    let range = bytes.trimmed(range)
    guard !range.isEmpty else { return .empty }
    var index = range.lowerBound
    let end = range.upperBound
    let isNegative = bytes[index] == 0x2D
    if isNegative || bytes[index] == 0x2B { index += 1 }
    let digits = index
    var digitCount = 0
    var point: Int?
    while index < end {
      if isDigit(bytes[index]) {
        digitCount += 1
      } else if bytes[index] == 0x2E, point == nil {
        point = index
      } else {
        break
      }
      index += 1
    }
    guard digitCount > 0 else { return .notANumber }
    let mantissa = digits..<index
    var exponent = 0
    if index < end {
      guard bytes[index] | 0x20 == 0x65, let read = Self.exponent(bytes, index + 1..<end) else {
        return .notANumber
      }
      exponent = read
    }
    let places = point.map { mantissa.upperBound - $0 - 1 } ?? 0
    return scaled(
      bytes, mantissa, by: scale + exponent - places, isNegative: isNegative, dropsRest: dropsRest)
  }

  /// An exponent, held within ±100,000.
  private static func exponent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    guard index < range.upperBound else { return nil }
    let isNegative = bytes[index] == 0x2D
    if isNegative || bytes[index] == 0x2B { index += 1 }
    guard index < range.upperBound else { return nil }
    var value = 0
    while index < range.upperBound {
      guard isDigit(bytes[index]) else { return nil }
      value = min(100_000, value * 10 + Int(bytes[index] - 0x30))
      index += 1
    }
    return isNegative ? -value : value
  }

  /// The digits of a mantissa, its point left aside, times 10^power.
  private static func scaled(
    _ bytes: Span<UInt8>, _ mantissa: Range<Int>, by power: Int, isNegative: Bool, dropsRest: Bool
  ) -> ScaledDecimal {
    var rest = 0
    for index in mantissa where bytes[index] != 0x2E { rest += 1 }
    var value: Int64 = 0
    var isZero = true
    // Where the power is below zero, the last digits fall behind the scale.
    for index in mantissa where bytes[index] != 0x2E {
      let digit = Int64(bytes[index] - 0x30)
      rest -= 1
      if rest + power < 0 {
        if digit != 0, !dropsRest { return .inexact }
        continue
      }
      if digit != 0 { isZero = false }
      let product = value.multipliedReportingOverflow(by: 10)
      let sum = product.partialValue.subtractingReportingOverflow(digit)
      if product.overflow || sum.overflow { return .tooLarge }
      value = sum.partialValue
    }
    // The sum was kept below zero, where there is one value more.
    var power = isZero ? 0 : power
    while power > 0 {
      let product = value.multipliedReportingOverflow(by: 10)
      if product.overflow { return .tooLarge }
      value = product.partialValue
      power -= 1
    }
    if isNegative { return .value(value) }
    return value == .min ? .tooLarge : .value(-value)
  }
}
