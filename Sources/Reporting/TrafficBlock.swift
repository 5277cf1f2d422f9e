import Telemetry

extension TrafficPage {
  /// The `traffic:` of an activity: what the logs add up to, as totals.
  var block: String {
    var text = "traffic:"
    if let first = summary.first, let last = summary.last {
      let isZoned = summary.unzoned == 0
      text += "  # \(Timestamp(nanoseconds: first, isZoned: isZoned).text) to "
      text += Timestamp(nanoseconds: last, isZoned: isZoned).text
    }
    text += "\n"
    for outcome in Outcome.allCases where outcome == .served || total[outcome].requests > 0 {
      text += "  \(outcome.rawValue): \(digitGroups(total[outcome].requests)) request\n"
    }
    if summary.inputs.total > 0 || total.all.input > 0 {
      text += "  input: \(digitGroups(total.served.input)) token\n"
    }
    if summary.outputs.total > 0 || total.all.output > 0 {
      text += "  output: \(digitGroups(total.served.output)) token\n"
    }
    return text
  }
}

/// A whole number from zero up with its thousands set off, as a study may write it: `1_082_990`.
func digitGroups(_ number: some FixedWidthInteger) -> String {
  let digits = Array(String(number).utf8)
  var result: [UInt8] = []
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { result.append(0x5F) }
    result.append(digit)
  }
  return String(decoding: result, as: UTF8.self)
}
