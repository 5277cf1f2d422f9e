/// A text in which nothing can drive a terminal: controls other than newline and tab, and the
/// characters that reorder or break lines, are spelled out, such as `\u{1B}`.
public func printable(_ text: String) -> String {
  printable(text) { $0 == "\n" || $0 == "\t" }
}

/// A text made printable as by ``printable(_:)``, its newlines and tabs spelled out too.
public func printableLine(_ text: String) -> String {
  printable(text) { _ in false }
}

/// Whether a scalar is spelled out where a person reads it.
func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0: true
  case 0x2028...0x202E, 0x2066...0x2069: true
  default: false
  }
}

/// How a scalar that a terminal might obey is spelled out.
func spelledOut(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\n": "\\n"
  case "\r": "\\r"
  case "\t": "\\t"
  default: "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
  }
}

private func printable(_ text: String, keeping isKept: (Unicode.Scalar) -> Bool) -> String {
  guard text.unicodeScalars.contains(where: { isUnprintable($0) && !isKept($0) }) else {
    return text
  }
  var result = ""
  for scalar in text.unicodeScalars {
    if isUnprintable(scalar), !isKept(scalar) {
      result += spelledOut(scalar)
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}
