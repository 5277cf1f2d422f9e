/// A figure of a chart for people: so many significant digits, rounded half away from zero on the
/// shortest digits that read back as the same number, thousands grouped: `35.0`, `1,080,000`.
///
/// The figure is told in units of ten to the power of `power`.
func chartFigure(_ value: Double, digits: Int, power: Int = 0) -> String {
  guard var number = ChartDigits(value) else { return "\(value)" }
  number.round(to: digits)
  number.point -= power
  let places = number.digits.isEmpty ? 0 : min(12, max(0, digits - number.point))
  return grouped(number.text(places: places))
}

/// A figure for a program that draws: at most six significant digits, in units of ten to the power
/// of `power`.
func chartCoordinate(_ value: Double, power: Int) -> String {
  guard var number = ChartDigits(value) else { return "0" }
  number.round(to: 6)
  number.point -= power
  // What is far too small to be seen is zero.
  return number.point < -9 ? "0" : number.text(places: 0)
}

/// A plain number with its thousands grouped.
func grouped(_ text: String) -> String {
  Numeral(text).map { $0.grouped + $0.tail } ?? text
}

/// A unit with the power of ten that the figures beside it are told in: `10⁶ tCO2e`.
func chartUnit(_ unit: String, power: Int) -> String {
  if power == 0 { return unit }
  let digits = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
  var text = power < 0 ? "10⁻" : "10"
  for byte in String(power.magnitude).utf8 { text += digits[Int(byte) - 0x30] }
  return unit.isEmpty ? text : text + " " + unit
}

/// `Emissions, tCO2e`.
func chartTitle(_ title: String, _ unit: String) -> String {
  title.isEmpty || unit.isEmpty ? title + unit : title + ", " + unit
}

/// The power of ten, a multiple of three, in which figures up to this one are told on an axis: zero
/// for all but the very large and the very small.
func chartPower(_ greatest: Double) -> Int {
  guard let number = ChartDigits(greatest), !number.digits.isEmpty else { return 0 }
  let exponent = number.point - 1
  if (-3..<7).contains(exponent) { return 0 }
  return (exponent >= 0 ? exponent : exponent - 2) / 3 * 3
}

/// The decimal digits of a number: 0.d1d2d3… × 10^point, none for zero.
struct ChartDigits {
  var isNegative: Bool
  var digits: [UInt8] = []
  var point = 0

  /// The shortest digits that read back as the number; nothing if it is not finite.
  init?(_ number: Double) {
    guard let text = plainDecimal(number) else { return nil }
    isNegative = false
    var isBehindPoint = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): isBehindPoint = true
      case UInt8(ascii: "0") where digits.isEmpty:
        if isBehindPoint { point -= 1 }
      default:
        digits.append(byte - 0x30)
        if !isBehindPoint { point += 1 }
      }
    }
    trim()
  }

  /// Keeps so many digits.
  mutating func round(to count: Int) {
    guard count > 0, count < digits.count else { return }
    let isUp = digits[count] >= 5
    digits.removeSubrange(count...)
    if isUp {
      var index = count - 1
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
    trim()
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty {
      isNegative = false
      point = 0
    }
  }

  /// The number in plain digits, with at least `places` of them behind the point.
  func text(places: Int) -> String {
    var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    func digit(_ index: Int) -> UInt8 {
      0x30 + (digits.indices.contains(index) ? digits[index] : 0)
    }
    if point <= 0 || digits.isEmpty {
      text.append(0x30)
    } else {
      for index in 0..<point { text.append(digit(index)) }
    }
    let fraction = max(places, digits.isEmpty ? 0 : digits.count - point)
    if fraction > 0 {
      text.append(UInt8(ascii: "."))
      for place in 0..<fraction { text.append(digit(point + place)) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
