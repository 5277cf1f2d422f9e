/// The shortest digits that read back as this very number, written out without an exponent:
/// `433196.0`, `0.0000001`, `1000000000000000000000.0`. Nothing if it is not finite.
func plainDecimal(_ number: Double) -> String? {
  guard number.isFinite else { return nil }
  let shortest = number.description
  guard let mark = shortest.utf8.firstIndex(of: UInt8(ascii: "e")) else { return shortest }
  guard let exponent = Int(shortest[shortest.index(after: mark)...].drop { $0 == "+" }) else {
    return shortest
  }
  var digits: [UInt8] = []
  var point = 0
  var pointSeen = false
  for byte in shortest[..<mark].utf8 where byte != UInt8(ascii: "-") {
    if byte == UInt8(ascii: ".") {
      pointSeen = true
    } else {
      digits.append(byte)
      if !pointSeen { point += 1 }
    }
  }
  while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
  point += exponent

  var result: [UInt8] = number.sign == .minus ? [UInt8(ascii: "-")] : []
  let zero = UInt8(ascii: "0")
  if point <= 0 {
    result += [zero, UInt8(ascii: ".")]
    result += repeatElement(zero, count: -point)
    result += digits
  } else {
    result += digits.prefix(point)
    result += repeatElement(zero, count: max(0, point - digits.count))
    result.append(UInt8(ascii: "."))
    result += digits.count > point ? digits[point...] : [zero]
  }
  return String(decoding: result, as: UTF8.self)
}
