extension ToolSpec {
  /// The help of the tool, at most 80 columns wide.
  func help(bundledStudies: [String]) -> String {
    var page = HelpPage(
      usage: "\(name) [OPTION]... COMMAND [ARGUMENT]...", about: [summary] + description)
    page.list("Commands", commands.map { ("  " + $0.name, $0.summary) })
    if !bundledStudies.isEmpty {
      page.text("Bundled studies", bundledStudies.joined(separator: ", "))
    }
    page.options(commonOptions, tool: self)
    page.entries("Environment", environment)
    page.entries("Exit status", exitStatuses)
    page.examples(examples)
    page.foot("See `\(name) help COMMAND` for one command, `\(name) man` for the manual page.")
    return page.rendered
  }

  /// The help of one command, at most 80 columns wide.
  func help(of command: CommandSpec) -> String {
    var page = HelpPage(usage: usage(of: command), about: [command.summary] + command.about)
    page.list(
      "Arguments",
      command.arguments.map { argument in
        ("  " + argument.usage, noted(argument.help, choices(of: argument.completes), argument))
      })
    page.options(options(of: command), tool: self)
    page.examples(command.examples)
    page.entries("Exit status", exitStatuses)
    return page.rendered
  }

  /// `cradle publish [OPTION]... --into DIR STUDY...`.
  func usage(of command: CommandSpec) -> String {
    let needed = command.options.filter(\.isNeeded).map { option in
      option.flag + (option.value.map { " " + $0.name } ?? "")
    }
    let words = [name, command.name, "[OPTION]..."] + needed + command.arguments.map(\.usage)
    return words.joined(separator: " ")
  }

  private func noted(
    _ help: String, _ choices: [ChoiceSpec], _ argument: ArgumentSpec
  ) -> String {
    choices.isEmpty || argument.completes == [.commands]
      ? help : "\(help) [\(choices.map(\.name).joined(separator: ", "))]"
  }
}

extension OptionSpec {
  /// `-f, --format FORMAT`, with room for the letter where there is none.
  fileprivate var usage: String {
    "  " + (short.map { "-\($0), " } ?? "    ") + flag + (value.map { " " + $0.name } ?? "")
  }

  /// What can be said, and what holds when nothing is: `text, json; default: text`.
  func remarks(in tool: ToolSpec) -> [String] {
    let choices = tool.choices(of: value?.completes ?? []).map(\.name)
    return (choices.isEmpty ? [] : [choices.joined(separator: ", ")])
      + (self.default.map { ["default: \($0)"] } ?? [])
      + (repeats ? ["may be repeated"] : []) + (isNeeded ? ["needed"] : [])
  }

  fileprivate func noted(in tool: ToolSpec) -> String {
    let remarks = remarks(in: tool)
    return remarks.isEmpty ? help : "\(help) [\(remarks.joined(separator: "; "))]"
  }
}

/// A page of help while it is put together: sections of lines, with an empty line between them.
private struct HelpPage {
  private static let width = 80
  private static let widestLeft = 30
  private var sections: [[String]]

  init(usage: String, about: [String]) {
    sections = [hung("Usage: ", usage, to: Self.width)]
    sections += about.map { wrapped($0, to: Self.width) }
  }

  /// Two columns, the right one at the same place in all rows, and at `column` if one is named.
  mutating func list(
    _ title: String, _ rows: [(left: String, right: String)], at column: Int? = nil
  ) {
    if rows.isEmpty { return }
    let column = column ?? Self.column(behind: rows.map(\.left))
    sections.append(["\(title):"] + rows.flatMap { Self.lines(of: $0, at: column) })
  }

  mutating func entries(_ title: String, _ entries: [HelpEntry]) {
    list(title, entries.map { ("  " + $0.name, $0.text) })
  }

  /// A list for each group, in the order of their first members, all with the same columns.
  mutating func options(_ options: [OptionSpec], tool: ToolSpec) {
    var groups: [OptionGroup] = []
    for option in options where !groups.contains(option.group) { groups.append(option.group) }
    let column = Self.column(behind: options.map(\.usage))
    for group in groups {
      let members = options.filter { $0.group == group }
      list(group.rawValue, members.map { ($0.usage, $0.noted(in: tool)) }, at: column)
    }
  }

  mutating func examples(_ examples: [HelpEntry]) {
    if examples.isEmpty { return }
    let lines = examples.flatMap { example in
      ["  " + example.name] + hung("      ", example.text, to: Self.width)
    }
    sections.append(["Examples:"] + lines)
  }

  mutating func text(_ title: String, _ text: String) {
    sections.append(["\(title):"] + hung("  ", text, to: Self.width))
  }

  mutating func foot(_ text: String) { sections.append(wrapped(text, to: Self.width)) }

  var rendered: String {
    sections.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private static func column(behind lefts: [String]) -> Int {
    (lefts.map(\.count).filter { $0 <= widestLeft }.max() ?? 0) + 2
  }

  /// A left part that is too wide has a line of its own.
  private static func lines(of row: (left: String, right: String), at column: Int) -> [String] {
    let indent = String(repeating: " ", count: column)
    let lines = wrapped(row.right, to: width - column)
    guard row.left.count + 2 <= column, let first = lines.first else {
      return [row.left] + lines.map { indent + $0 }
    }
    let gap = String(repeating: " ", count: column - row.left.count)
    return [row.left + gap + first] + lines.dropFirst().map { indent + $0 }
  }
}
