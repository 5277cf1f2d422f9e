import Testing

@testable import CradleCommand

private let tool = ToolSpec.cradle(version: "1.2.3")

@Suite("The help")
struct CommandLineHelpTests {
  @Test("A command shows its usage, groups of options, examples and exit status")
  func command() {
    #expect(
      tool.help(of: .compare) == """
        Usage: cradle compare [OPTION]... STUDY...

        Print studies side by side

        Each STUDY is one column; the same one may come more than once. Studies are
        ranked only where their totals cover the same.

        A `--set` before the first STUDY changes all of them; one behind a STUDY changes
        that STUDY alone.

        Arguments:
          STUDY...  a path, `-` for standard input, or the name of a bundled study; a
                    file of that name wins

        Output:
          -f, --format FORMAT          how the answer is written [text, json, latex;
                                       default: text]
              --boundary BOUNDARY      which processes count [dynamic, it, operational,
                                       full; default: full]
          -o, --output FILE            the file to write; `-` is standard output
                                       [default: -]

        Checks:
              --strict                 make every default that had to be assumed an
                                       error

        What-if:
              --set PATH=VALUE         change the STUDY it stands behind, or all when it
                                       stands before the first [may be repeated]

        Uncertainty:
              --samples NUMBER         draw so many samples of all that has a spread,
                                       and print intervals; `auto` for as many as the
                                       printed digits need
              --seed NUMBER            where the samples begin: the same seed gives the
                                       same ones; 1 if left out

        Input:
              --allow-path DIR         a folder beside its own from which a study may
                                       name files [may be repeated]

        LaTeX:
              --caption TEXT           the caption of the table
              --label NAME             the label of the table, for `\\ref`

        Common options:
          -h, --help                   show this help
              --version                show the version of the tool
              --message-format FORMAT  how messages are written [human, short, json;
                                       default: human]
              --color WHEN             when to use colours [auto, always, never;
                                       default: auto]

        Examples:
          cradle compare bloom study.yaml
              a study of yours beside BLOOM
          cradle compare bloom bloom --set sites.jean-zay.grid=394gCO2e/kWh
              BLOOM as it was, and BLOOM on another grid

        Exit status:
          0  done
          1  the answer is no: an invalid study, or an expectation missed
          2  it could not be done: a usage error, no command at all, or a file that
             cannot be read or written

        """)
  }

  @Test("The tool shows its commands, and the studies that come with it")
  func overview() {
    let page = tool.help(bundledStudies: ["bloom", "opt-175b"])
    #expect(page.hasPrefix("Usage: cradle [OPTION]... COMMAND [ARGUMENT]...\n\nWork out"))
    #expect(page.contains("\n\nBundled studies:\n  bloom, opt-175b\n\n"))
    #expect(!tool.help(bundledStudies: []).contains("Bundled studies:"))
    for command in tool.commands {
      #expect(tool.command(named: command.name) === command)
      #expect(page.contains("\n  \(command.name) "))
      #expect(page.contains(command.summary.prefix(40)))
    }
  }

  @Test("An option that is needed stands in the usage line")
  func needed() {
    #expect(tool.usage(of: .publish) == "cradle publish [OPTION]... --into DIR STUDY...")
    #expect(tool.usage(of: .explain) == "cradle explain [OPTION]... [TOPIC] [LINE]")
  }

  @Test("No line is wider than 80 columns or ends in a blank, and pages end in one line feed")
  func width() {
    let studies = (0..<40).map { "study-\($0)" }
    for page in tool.commands.map(tool.help(of:)) + [tool.help(bundledStudies: studies)] {
      let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { $0.count <= 80 && $0.last != " " })
      #expect(lines.last == "" && lines.dropLast().last != "")
    }
  }

  @Test("Text wraps at blanks, and a word that is too long has a line of its own")
  func wrapping() {
    #expect(wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(wrapped("a unbreakable b", to: 5) == ["a", "unbreakable", "b"])
    #expect(wrapped("", to: 5) == [])
    #expect(hung("do: ", "one two three", to: 8) == ["do: one", "    two", "    three"])
  }
}
