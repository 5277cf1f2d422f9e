import Factors
import Formulas
import Quantities

/// A value that an estimate assumes: the figure, how far it may lie from it, and who says so.
struct RoughFigure {
  /// The number and its unit, as in the catalogue; `1` for a pure number.
  var digits: String
  var unit: String
  var low: Double
  var high: Double
  /// The key of its source.
  var source: String
  var note: String

  /// The number.
  var value: Double { Double(digits) ?? 0 }

  /// The row that stands for a figure, and the range of all rows that may.
  init?(_ rows: [FactorRow]) {
    guard let pick = FactorCatalog.preferred(rows), let value = Double(pick.value) else {
      return nil
    }
    digits = pick.value
    unit = pick.unit
    (low, high) = (value, value)
    source = pick.source
    note = "\(pick.method), \(pick.year)" + (pick.note.isEmpty ? "" : ": \(pick.note)")
    for row in rows where row.unit == unit && row.isBeside(pick) {
      if let other = Double(row.value) { widen(to: other) }
    }
  }

  /// Makes the range hold another value.
  mutating func widen(to other: Double) {
    low = min(low, other)
    high = max(high, other)
  }

  /// A share of a value, in its unit.
  func of(_ whole: Double, _ unit: String, note: String) -> RoughFigure {
    scaled(by: whole / 100, unit: unit, note: note)
  }

  /// The figure by a factor.
  func scaled(by factor: Double, unit: String? = nil, note: String) -> RoughFigure {
    var copy = self
    copy.digits = plain(value * factor, digits: 5)
    copy.low = Double(plain(low * factor, digits: 5)) ?? copy.value
    copy.high = Double(plain(high * factor, digits: 5)) ?? copy.value
    copy.unit = unit ?? self.unit
    copy.note = note
    return copy
  }

  /// The figure in the long form of a study, its lines indented.
  func lines(_ key: String, indent: String, beside more: [String] = []) -> String {
    let suffix = unit == "1" ? "" : " \(unit)"
    var lines = ["value: \(digits)\(suffix)"]
    if low < high {
      lines += [
        "low: \(plain(low))\(suffix)",
        "high: \(plain(high))\(suffix)",
      ]
    }
    lines += more + ["source: \(source)", "note: \(quotedScalar(note))", "status: assumed"]
    return "\(indent)\(key):\n" + lines.map { "\(indent)  \($0)\n" }.joined()
  }
}

extension FactorRow {
  /// Whether the row may stand for a figure beside the one that does: of what moves from year to
  /// year not what is older by more than three years, of intensities only those on its basis, and
  /// nothing of low confidence beside what is better; hardware has no better.
  fileprivate func isBeside(_ pick: FactorRow) -> Bool {
    guard movesWithTheYears else { return true }
    return year >= pick.year - 3 && (confidence != "low" || pick.confidence == "low")
      && intensityMethod?.basis == pick.intensityMethod?.basis
  }
}

/// A number in groups of three digits: `1,082,990`, `0.25`.
func grouped(_ number: Double) -> String {
  let text = plain(number, digits: 9)
  let whole = text.prefix { $0 != "." }
  var shown = ""
  for (index, digit) in whole.enumerated() {
    if index > 0, (whole.count - index) % 3 == 0, shown != "-" { shown += "," }
    shown.append(digit)
  }
  return shown + text.dropFirst(whole.count)
}

/// A text as a double-quoted scalar.
func quotedScalar(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x22: quoted += "\\\""
    case 0x5C: quoted += "\\\\"
    case 0x0A: quoted += "\\n"
    case 0x09: quoted += "\\t"
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}
