import Testing

@testable import CradleCommand

private let tool = ToolSpec.cradle(version: "1.2.3")
private let names = KnownNames(
  studies: ["bloom", "opt-175b", "a study; rm -rf"], topics: ["tab-indentation", "$(ls)"])

@Suite("Completions and manual")
struct CommandLineScriptTests {
  @Test("Every option of the table is in help, in all completions and in the manual")
  func options() {
    let bash = tool.completions(for: .bash, names: names)
    let zsh = tool.completions(for: .zsh, names: names)
    let fish = tool.completions(for: .fish, names: names)
    let manual = tool.manual()
    for (command, option) in tool.placedOptions {
      let flag = option.flag
      let sections = sections(of: manual)
      for holder in command.map({ [$0] }) ?? tool.commands {
        #expect(tool.help(of: holder).contains("\(flag)"), "\(holder.name) \(flag)")
        let words = bash.split(separator: "\n").first {
          $0.contains("      \(holder.name)) words=")
        }
        #expect(
          words?.split(whereSeparator: { $0 == " " || $0 == "\"" }).contains(Substring(flag))
            == true, "bash: \(holder.name) \(flag)")
        let part = zsh.split(separator: "\n        ;;").first {
          $0.contains("\n      \(holder.name))")
        }
        let sign = option.value == nil ? "" : "="
        #expect(
          part?.contains("'\(flag)\(sign)[") == true || part?.contains(",\(flag)\(sign)}'[") == true
            || part?.contains("*\(flag)\(sign)[") == true, "zsh: \(holder.name) \(flag)")
      }
      let place = command.map { " -n '__cradle_at \($0.name)'" } ?? ""
      let short = option.short.map { " -s \($0)" } ?? ""
      #expect(
        fish.contains("\ncomplete -c cradle\(place)\(short) -l \(option.long) "), "fish: \(flag)")
      let tag =
        "\\fB"
        + flag.split(separator: "-", omittingEmptySubsequences: false)
        .joined(separator: "\\-") + "\\fR"
      let section = command.map { "SS \"cradle \($0.name)\"" } ?? "SH COMMON OPTIONS"
      #expect(sections[section]?.contains(tag) == true, "manual: \(section) \(flag)")
    }
  }

  /// The parts of a manual page by the lines that head them.
  private func sections(of manual: String) -> [String: String] {
    var found: [String: String] = [:]
    var head = ""
    for line in manual.split(separator: "\n") {
      if line.hasPrefix(".S") {
        head = String(line.dropFirst())
      } else {
        found[head, default: ""] += line + "\n"
      }
    }
    return found
  }

  @Test("Names that a shell could read as more than names are not offered")
  func plainNames() {
    for shell in Shell.allCases {
      let script = tool.completions(for: shell, names: names)
      #expect(script.contains("opt-175b") && script.contains("tab-indentation"))
      #expect(!script.contains("rm -rf") && !script.contains("$(ls)"))
    }
    #expect(
      tool.completions(for: .zsh, names: KnownNames(studies: [], topics: [])).contains("_files"))
  }

  @Test("A menu shows the first clause of a help, without backticks")
  func menus() {
    #expect(menuText("the file to write; `-` is standard output") == "the file to write")
    #expect(menuText("the label of the table, for `\\ref`") == "the label of the table, for \\ref")
  }

  @Test("Quotes, backslashes and brackets reach the menus of zsh and fish unharmed")
  func quoting() {
    let choices = Completes.choices([ChoiceSpec("a", "it's \"a\" [b]")])
    let command = CommandSpec(
      name: "go", summary: "Go",
      options: [
        OptionSpec(
          long: "way", value: ValueSpec("WAY", choices), help: "it's [this]\\that", group: .output)
      ])
    let odd = ToolSpec(
      name: "odd", version: "1", commands: [command], commonOptions: [],
      prose: ToolProse(summary: "Odd"))
    let none = KnownNames(studies: [], topics: [])
    #expect(
      odd.zshCompletions(names: none).contains(
        #"'--way=[it'\''s \[this\]\\that]:WAY:((a\:"it'\''s \"a\" \[b\]"))'"#))
    #expect(
      odd.fishCompletions(names: none).contains(
        #" -l way -r -f -k -a 'a\\t\'it\\\'s "a" [b]\'' -d 'it\'s [this]\\that'"#))
  }

  @Test("The manual has its sections in the usual order")
  func manualSections() {
    let manual = tool.manual()
    #expect(
      manual.hasPrefix(
        ".TH CRADLE 1 \"\" \"cradle 1.2.3\" \"User Commands\"\n.SH NAME\ncradle \\- work"))
    let heads = manual.split(separator: "\n").filter { $0.hasPrefix(".SH ") }.map {
      $0.dropFirst(4)
    }
    #expect(
      heads == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "COMMON OPTIONS", "EXIT STATUS",
        "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO",
      ])
    #expect(manual == tool.manual())
    #expect(manual.utf8.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0A) })
  }

  @Test("The manual keeps what roff would read as its own")
  func manualEscapes() {
    let odd = ToolSpec(
      name: "odd", version: "1", commands: [], commonOptions: [],
      prose: ToolProse(
        summary: "Odd",
        description: [
          ".starts like a request", "'this, too", "`--a'\\n` life-cycle -x ± “”^~\"\n.SH X",
        ]))
    #expect(
      odd.manual() == #"""
        .TH ODD 1 "" "odd 1" "User Commands"
        .SH NAME
        odd \- odd
        .SH SYNOPSIS
        .SH DESCRIPTION
        .PP
        \&.starts like a request
        .PP
        \(aqthis, too
        .PP
        \fB\-\-a\(aq\en\fR life-cycle \-x \[u00B1] \[u201C]\[u201D]\(ha\(ti\(dq .SH X
        .SH COMMANDS
        .SH COMMON OPTIONS
        .SH EXIT STATUS
        .SH ENVIRONMENT
        .SH FILES
        .SH EXAMPLES
        .SH SEE ALSO

        """#)
  }

  @Test("The table is well formed: names are unique, summaries are lines, helps are phrases")
  func table() {
    #expect(Set(tool.commands.map(\.name)).count == tool.commands.count)
    for command in tool.commands {
      let flags = tool.options(of: command).flatMap(\.flags)
      #expect(Set(flags).count == flags.count, "\(command.name)")
      #expect(command.summary.first?.isUppercase == true && command.summary.last != ".")
      for help in tool.options(of: command).map(\.help) + command.arguments.map(\.help) {
        #expect(help.first?.isUppercase == false && help.last != ".", "\(help)")
      }
      let isMany = command.arguments.map(\.arity.isMany)
      #expect(!isMany.dropLast().contains(true), "only the last argument may be many")
      for example in command.examples where example.name.hasPrefix("cradle ") {
        let words = example.name.split(separator: " ").dropFirst().prefix { $0 != ">" }
        #expect(throws: Never.self) { try tool.parse(words.map(String.init)).get() }
      }
      for option in tool.options(of: command) {
        let choices = tool.choices(of: option.value?.completes ?? []).map(\.name)
        #expect(option.default.map { choices.isEmpty || choices.contains($0) } ?? true)
      }
    }
  }
}
