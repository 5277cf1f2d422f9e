extension ToolSpec {
  /// The manual page, in the `man` macros of roff; the same bytes whenever it is printed.
  func manual() -> String {
    var page = ManualPage()
    let upper = name.uppercased()
    page.macro("TH \(upper) 1 \"\" \"\(name) \(code(version))\" \"User Commands\"")
    page.section("NAME")
    page.raw(
      "\(code(name)) \\- \(prose(summary.first.map { $0.lowercased() } ?? ""))"
        + prose(String(summary.dropFirst())))
    page.section("SYNOPSIS")
    for (index, command) in commands.enumerated() {
      if index > 0 { page.macro("br") }
      page.raw(synopsis(of: command))
    }
    page.section("DESCRIPTION")
    for paragraph in description { page.paragraph(prose(paragraph)) }
    page.section("COMMANDS")
    for command in commands {
      page.macro("SS \"\(code(name)) \(code(command.name))\"")
      page.raw(synopsis(of: command))
      page.paragraph(prose(command.summary) + ".")
      for paragraph in command.about { page.paragraph(prose(paragraph)) }
      for argument in command.arguments {
        let choices = argument.completes == [.commands] ? [] : choices(of: argument.completes)
        page.term("\\fI\(code(argument.name))\\fR", prose(argument.help) + "." + oneOf(choices))
      }
      for option in command.options { page.term(tag(of: option), text(of: option)) }
    }
    page.section("COMMON OPTIONS")
    for option in commonOptions { page.term(tag(of: option), text(of: option)) }
    page.entries("EXIT STATUS", exitStatuses)
    page.entries("ENVIRONMENT", environment)
    page.entries("FILES", files)
    page.section("EXAMPLES")
    var shown: Set<String> = []
    for example in examples + commands.flatMap(\.examples)
    where shown.insert(example.name).inserted {
      page.term("\\fB\(code(example.name))\\fR", prose(example.text) + ".")
    }
    page.section("SEE ALSO")
    for paragraph in seeAlso { page.paragraph(prose(paragraph)) }
    return page.text
  }

  private func synopsis(of command: CommandSpec) -> String {
    let needed = command.options.filter(\.isNeeded).map(tag)
    let arguments = command.arguments.map { argument in
      let name = "\\fI\(code(argument.name))\\fR"
      return switch argument.arity {
      case .one: name
      case .optional: "[\(name)]"
      case .many: "\(name)..."
      case .optionalMany: "[\(name)]..."
      }
    }
    let words = ["\\fB\(code(name)) \(code(command.name))\\fR", "[\\fIOPTION\\fR]..."]
    return (words + needed + arguments).joined(separator: " ")
  }

  private func tag(of option: OptionSpec) -> String {
    option.flags.map { "\\fB\(code($0))\\fR" }.joined(separator: ", ")
      + (option.value.map { " \\fI\(code($0.name))\\fR" } ?? "")
  }

  private func text(of option: OptionSpec) -> String {
    var text = prose(option.help) + "."
    text += oneOf(choices(of: option.value?.completes ?? []))
    if let value = option.default { text += " Default: \\fB\(code(value))\\fR." }
    if option.repeats { text += " May be repeated." }
    if option.isNeeded { text += " Needed." }
    return text
  }

  private func oneOf(_ choices: [ChoiceSpec]) -> String {
    if choices.isEmpty { return "" }
    return " One of "
      + listed(choices.map { "\\fB\(code($0.name))\\fR (\(prose($0.help)))" }, "and") + "."
  }
}

/// Lines of roff.
private struct ManualPage {
  private(set) var text = ""

  mutating func macro(_ line: String) { text += ".\(line)\n" }

  mutating func section(_ title: String) { macro("SH \(title)") }

  /// A line of text; one that would pass for a request begins with nothing visible.
  mutating func raw(_ line: String) {
    let isRequest = line.utf8.first == 0x2E || line.utf8.first == 0x27
    text += (isRequest ? "\\&" : "") + line + "\n"
  }

  mutating func paragraph(_ line: String) {
    macro("PP")
    raw(line)
  }

  mutating func term(_ tag: String, _ line: String) {
    macro("TP")
    raw(tag)
    raw(line)
  }

  mutating func entries(_ title: String, _ entries: [HelpEntry]) {
    section(title)
    for entry in entries { term("\\fB\(code(entry.name))\\fR", prose(entry.text) + ".") }
  }
}

/// What is typed, letter for letter: no hyphen turns into a dash, no quote into a curly one.
private func code(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "") { $0 += roff($1) }
}

/// Prose, in which backticks enclose what is typed; a hyphen inside a word stays a hyphen.
private func prose(_ text: String) -> String {
  let parts = text.split(separator: "`", omittingEmptySubsequences: false)
  return parts.enumerated().map { index, part in
    if index % 2 == 1 { return "\\fB\(code(String(part)))\\fR" }
    let scalars = Array(part.unicodeScalars)
    return scalars.indices.reduce(into: "") { result, at in
      let isInside =
        at > 0 && at + 1 < scalars.count
        && scalars[at - 1].properties.isAlphabetic && scalars[at + 1].properties.isAlphabetic
      result += scalars[at] == "-" && isInside ? "-" : roff(scalars[at])
    }
  }.joined()
}

private func roff(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\\": "\\e"
  case "-": "\\-"
  case "'": "\\(aq"
  case "`": "\\(ga"
  case "^": "\\(ha"
  case "~": "\\(ti"
  case "\"": "\\(dq"
  case " "..."~": String(scalar)
  case "\n", "\t", "\r": " "
  default: scalar.value < 0xA0 ? "" : "\\[u\(hex(scalar.value))]"
  }
}

/// At least four digits, as groff wants them.
private func hex(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
