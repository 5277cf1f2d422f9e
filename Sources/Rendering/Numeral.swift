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
    var sign = ""
    var integer = ""
    var fraction = ""
    var behindPoint = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: sign = "-"
      case UInt8(ascii: ".") where !behindPoint && !integer.isEmpty: behindPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = Character(Unicode.Scalar(byte))
        if behindPoint { fraction.append(digit) } else { integer.append(digit) }
      default: return nil
      }
    }
    if integer.isEmpty || (behindPoint && fraction.isEmpty) { return nil }
    self.sign = sign
    self.integer = integer
    self.fraction = fraction
  }

  /// What stands before the point, its thousands set off by commas: `-433,196`.
  var grouped: String {
    let count = integer.utf8.count
    if count <= 3 { return sign + integer }
    var result = sign
    for (index, digit) in integer.enumerated() {
      if index > 0, (count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// What stands from the point on, the point included: `.7`.
  var tail: String { fraction.isEmpty ? "" : "." + fraction }
}
