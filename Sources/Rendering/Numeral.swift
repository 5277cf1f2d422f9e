/// A plain decimal number as a report hands it over (`433196`, `-24.7`), taken apart.
struct Numeral {
  /// The minus sign, or nothing.
  let sign: String
  /// The digits before the point; at least one.
  let integer: String
  /// The digits behind the point; none without a point.
  let fraction: String

  /// Takes a number apart; nothing if the text is anything but digits with a sign and a point.
  init?(_ text: String) {
    var start = text.utf8.startIndex
    if text.utf8.first == UInt8(ascii: "-") { start = text.utf8.index(after: start) }
    var point: String.Index?
    var at = start
    while at < text.utf8.endIndex {
      switch text.utf8[at] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): break
      case UInt8(ascii: ".") where point == nil: point = at
      default: return nil
      }
      at = text.utf8.index(after: at)
    }
    guard (point ?? at) > start else { return nil }
    sign = start > text.startIndex ? "-" : ""
    integer = String(text[start..<(point ?? at)])
    guard let point else {
      fraction = ""
      return
    }
    fraction = String(text[text.utf8.index(after: point)...])
    if fraction.isEmpty { return nil }
  }

  /// What stands before the point, its thousands set off by commas: `-433,196`.
  var grouped: String {
    let count = integer.utf8.count
    if count <= 3 { return sign + integer }
    var result = Array(sign.utf8)
    for (index, digit) in integer.utf8.enumerated() {
      if index > 0, (count - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
      result.append(digit)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What stands from the point on, the point included: `.7`.
  var tail: String { fraction.isEmpty ? "" : "." + fraction }
}
