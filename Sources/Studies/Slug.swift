/// A name as a part of an id: lower case, with single hyphens for all but letters and digits:
/// `BLOOM 176B` is `bloom-176b`.
public func slug(_ name: String) -> String {
  plainSlug(name) ?? anySlug(name)
}

/// A slug of any text, by the properties of its characters.
@inline(never)
private func anySlug(_ name: String) -> String {
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

/// A path of names, each as a slug: `Training/BLOOM 176B` is `training/bloom-176b`.
public func slugPath(_ names: String) -> String {
  var path = ""
  var start = names.startIndex
  while start < names.endIndex {
    let end = names.utf8[start...].firstIndex(of: UInt8(ascii: "/")) ?? names.endIndex
    if start < end { path += (path.isEmpty ? "" : "/") + slug(String(names[start..<end])) }
    start = end < names.endIndex ? names.utf8.index(after: end) : end
  }
  return path
}

/// A slug of ASCII, byte by byte; nothing for other text.
private func plainSlug(_ name: String) -> String? {
  var result: [UInt8] = []
  var pending = false
  for byte in name.utf8 {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x41...0x5A:
      if pending, !result.isEmpty { result.append(0x2D) }
      pending = false
      result.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    case 0..<0x80: pending = true
    default: return nil
    }
  }
  return result.isEmpty ? "unnamed" : String(decoding: result, as: UTF8.self)
}
