extension LaTeXRenderer {
  /// A figure to be quoted in a paper by name.
  public struct Macro: Hashable, Sendable {
    /// What is appended to the name of the study, such as `Full`.
    public var suffix: String
    /// The number, rounded and without grouping.
    public var number: String
    /// Its unit, or nothing.
    public var unit: String
    /// Whether the number is a lower bound.
    public var atLeast: Bool
    /// What the figure is, for the reader of the file.
    public var comment: String

    /// A figure with the end of its name.
    public init(
      suffix: String, number: String, unit: String, atLeast: Bool = false, comment: String = ""
    ) {
      self.suffix = suffix
      self.number = number
      self.unit = unit
      self.atLeast = atLeast
      self.comment = comment
    }
  }

  /// A file of macros, `\BloomFull` and the like, for prose, captions and formulas alike.
  ///
  /// A name keeps the letters A to Z and spells digits out, each part of it beginning with a
  /// capital; the second of two equal names ends with `II`, the third with `III`. A macro that the
  /// paper already has is an error of LaTeX, for `\newcommand` defines it.
  public func macros(name: String, definitions: [Macro]) -> String {
    var tex = macrosHead
    var used: [String: Int] = [:]
    for definition in definitions {
      let wanted = commandName(name + " " + definition.suffix)
      var command = wanted
      while used[command] != nil {
        let count = (used[wanted] ?? 1) + 1
        used[wanted] = count
        command = wanted + roman(count)
      }
      used[command] = 1
      var text = LaTeXText(citation: .key)
      if definition.atLeast { text.markup(#"$\geq$\,"#) }
      text.append(quantity: definition.number, definition.unit)
      if !definition.comment.isEmpty { tex += "% " + commentLine(definition.comment) + "\n" }
      tex += #"\newcommand*{\"# + command + #"}{\mbox{"# + text.tex + "}}\n"
    }
    return tex
  }
}

/// Letters alone, each run of them beginning with a capital and each digit in words.
private func commandName(_ text: String) -> String {
  let digits = [
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
  ]
  var name = ""
  var begins = true
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"):
      name.unicodeScalars.append(Unicode.Scalar(begins ? byte - 0x20 : byte))
      begins = false
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      name.unicodeScalars.append(Unicode.Scalar(byte))
      begins = false
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      name += digits[Int(byte - UInt8(ascii: "0"))]
      begins = true
    default: begins = true
    }
  }
  return name.isEmpty ? "Study" : name
}

/// A small number in Roman digits.
private func roman(_ number: Int) -> String {
  var rest = number
  var text = ""
  for (value, digits) in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
    while rest >= value {
      text += digits
      rest -= value
    }
  }
  return text
}

/// A text on one line of a comment; what a terminal could take for a command is left out.
func commentLine(_ text: String) -> String {
  var line = ""
  for scalar in text.unicodeScalars {
    if scalar.properties.isWhitespace {
      line += " "
    } else if scalar.properties.generalCategory != .control {
      line.unicodeScalars.append(scalar)
    }
  }
  return line
}

private let macrosHead = #"""
  % Figures to be quoted by name; write \Name{} where a space follows. Needs siunitx.

  """#
