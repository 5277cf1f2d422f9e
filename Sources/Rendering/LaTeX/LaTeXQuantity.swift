/// A number with its unit through siunitx, as `\qty{57}{gCO_2e/kWh}`; what siunitx would not take for
/// a number or a unit stands as text.
struct LaTeXQuantity {
  /// The source.
  let tex: String
  /// What it takes at 10 pt, in tenths of a point.
  let width: Int

  /// A number as a report hands it over, and its unit, which may be empty.
  init(_ number: String, unit: String, citation: LaTeXText.Citation) {
    var text = LaTeXText(citation: citation)
    text.append(quantity: number, unit)
    var width = text.width
    let isScientific = Numeral(number) == nil && isNumber(number)
    guard isScientific || Numeral(number) != nil else {
      tex = #"\text{"# + text.tex + "}"
      self.width = width
      return
    }
    if isScientific { width += 250 }
    self.width = width
    if unit.isEmpty {
      tex = #"\num{"# + number + "}"
    } else if let literal = literalUnit(unit) {
      tex = #"\qty{"# + number + "}{" + literal + "}"
    } else {
      var words = LaTeXText(citation: citation)
      words.append(unit: unit)
      tex = #"\num{"# + number + #"}\,\text{"# + words.tex + "}"
    }
  }
}

/// Whether siunitx reads it as a number: digits with a point and an exponent.
private func isNumber(_ text: String) -> Bool {
  guard let value = Double(text), value.isFinite else { return false }
  return text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}

/// A unit as siunitx takes it letter by letter: `gCO_2e/kWh`, `cm^2`, `kW.h`; nothing where it holds
/// what has another meaning there.
private func literalUnit(_ unit: String) -> String? {
  var literal = ""
  var letters = ""
  for character in unit {
    switch character {
    case "a"..."z", "A"..."Z":
      letters.append(character)
      literal.append(character)
    case "0"..."9":
      if letters.hasSuffix("CO") {
        literal += "_\(character)"
      } else if letters.isEmpty {
        literal.append(character)
      } else {
        literal += "^\(character)"
      }
      letters = ""
    case "/", "*":
      literal += character == "*" ? "." : "/"
      letters = ""
    case "%":
      literal += #"\%"#
    default: return nil
    }
  }
  return literal
}
