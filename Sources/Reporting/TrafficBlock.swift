import Telemetry

extension TrafficPage {
  /// The `traffic:` of an activity: the logs themselves, and the same as totals.
  var block: String {
    let total = summary.total
    let names = logs.filter { $0.reading != nil && $0.name != "-" }.map(\.name)
    var text = ""
    if names.count == 1 {
      text += "traffic: {log: \(quoted(names[0]))}\n\n"
    } else if names.count > 1 {
      text += "traffic: {log: [\(names.map(quoted).joined(separator: ", "))]}\n\n"
    }
    text += "traffic:\n"
    for outcome in Outcome.allCases where outcome == .served || total[outcome].requests > 0 {
      text += "  \(outcome.rawValue): \(digitGroups(total[outcome].requests)) request\n"
    }
    if summary.inputs.total > 0 || total.all.input > 0 {
      text += "  input: \(digitGroups(total.served.input)) token\n"
    }
    if summary.outputs.total > 0 || total.all.output > 0 {
      text += "  output: \(digitGroups(total.served.output)) token\n"
    }
    if let first = summary.first, let last = summary.last {
      let isZoned = summary.unzoned == 0
      text += "  from: \(Timestamp(nanoseconds: first, isZoned: isZoned).text)\n"
      text += "  to: \(Timestamp(nanoseconds: last, isZoned: isZoned).text)\n"
    }
    return text
  }
}

/// A text as a scalar of a study: in double quotes unless it is plain beyond doubt.
private func quoted(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy { byte in
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x2F, 0x5F, 0x2D: true
    default: false
    }
  }
  let first = text.utf8.first ?? 0
  let isWord = 0x41...0x5A ~= first || 0x61...0x7A ~= first || first == 0x2F
  if isPlain, isWord, text.utf8.contains(0x2E) || text.utf8.contains(0x2F) { return text }
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\u{0}"..<" ", "\u{7F}":
      let hex = String(scalar.value, radix: 16, uppercase: true)
      result += "\\x" + (hex.utf8.count < 2 ? "0" : "") + hex
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

/// A whole number with its thousands set off: `1_082_990`.
private func digitGroups(_ number: Int64) -> String {
  let digits = Array(String(number).utf8)
  var result: [UInt8] = []
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { result.append(0x5F) }
    result.append(digit)
  }
  return String(decoding: result, as: UTF8.self)
}
