/// A name as a part of an id: lower case, with single hyphens for all but letters and digits:
/// `BLOOM 176B` is `bloom-176b`.
public func slug(_ name: String) -> String {
  var result = ""
  var pending = false
  for scalar in name.unicodeScalars {
    let isWord: Bool
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: isWord = true
    case 0..<0x80: isWord = false
    default: isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
    if isWord {
      if pending, !result.isEmpty { result += "-" }
      pending = false
      result += scalar.properties.lowercaseMapping
    } else {
      pending = true
    }
  }
  return result.isEmpty ? "unnamed" : result
}
