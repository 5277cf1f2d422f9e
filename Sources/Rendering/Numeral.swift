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
    var integer: [UInt8] = []
    var fraction: [UInt8] = []
    var behindPoint = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: sign = "-"
      case UInt8(ascii: ".") where !behindPoint && !integer.isEmpty: behindPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if behindPoint { fraction.append(byte) } else { integer.append(byte) }
      default: return nil
      }
    }
    if integer.isEmpty || (behindPoint && fraction.isEmpty) { return nil }
    self.sign = sign
    self.integer = String(decoding: integer, as: UTF8.self)
    self.fraction = String(decoding: fraction, as: UTF8.self)
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
