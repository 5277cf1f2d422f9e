import Testing

@testable import CradleCommand

private let tool = ToolSpec.cradle(version: "1.2.3")

/// The messages of lines, each line before its message.
private func errors(_ lines: [String]) -> String {
  lines.map { line in
    switch tool.parse(line.split(separator: " ").map(String.init)) {
    case .success: "$ cradle \(line)\nread\n"
    case .failure(let error): "$ cradle \(line)\n\(error.text)"
    }
  }.joined(separator: "\n")
}

@Suite("A usage error")
struct CommandLineErrorTests {
  @Test("An unknown name gets the one that was probably meant")
  func unknown() {
    #expect(
      errors([
        "reprot bloom", "rep", "study.yaml", "frobnicate", "help comparr", "report --formt x bloom",
        "report --form", "report bloom -x", "report -format json bloom", "check --boundary full a",
        "new -o x", "--set a=1 report", "--verson",
      ]) == """
        $ cradle reprot bloom
        error[usage]: unknown command `reprot`
        hint: did you mean `report`?
        hint: see `cradle --help`

        $ cradle rep
        error[usage]: unknown command `rep`
        hint: see `cradle --help`

        $ cradle study.yaml
        error[usage]: unknown command `study.yaml`
        hint: did you mean `cradle report study.yaml`?
        hint: see `cradle --help`

        $ cradle frobnicate
        error[usage]: unknown command `frobnicate`
        hint: see `cradle --help`

        $ cradle help comparr
        error[usage]: unknown command `comparr`
        hint: did you mean `compare`?
        hint: see `cradle help --help`

        $ cradle report --formt x bloom
        error[usage]: unknown option `--formt`
        hint: did you mean `--format`?
        hint: see `cradle report --help`

        $ cradle report --form
        error[usage]: unknown option `--form`
        hint: did you mean `--format`?
        hint: see `cradle report --help`

        $ cradle report bloom -x
        error[usage]: unknown option `-x`
        hint: see `cradle report --help`

        $ cradle report -format json bloom
        error[usage]: unknown option `-format`
        hint: did you mean `--format`?
        hint: see `cradle report --help`

        $ cradle check --boundary full a
        error[usage]: unknown option `--boundary`
        hint: it is an option of `cradle report`, `cradle compare`, `cradle levers` and `cradle estimate`
        hint: see `cradle check --help`

        $ cradle new -o x
        error[usage]: unknown option `-o`
        hint: it is an option of `cradle report`, `cradle compare`, `cradle levers`, `cradle sci`, `cradle reproduce`, `cradle explain`, `cradle factors`, `cradle estimate`, `cradle traffic`, `cradle meter` and `cradle merge`
        hint: see `cradle new --help`

        $ cradle --set a=1 report
        error[usage]: unknown option `--set`
        hint: it stands behind a command, as in `cradle report --set`
        hint: see `cradle --help`

        $ cradle --verson
        error[usage]: unknown option `--verson`
        hint: did you mean `--version`?
        hint: see `cradle --help`

        """)
  }

  @Test("A value that is missing, wrong or too much is named with what would do")
  func values() {
    #expect(
      errors([
        "report a --format", "report a --caption", "report a -o --strict", "report a -f -o x",
        "report a --output --strict", "report a --format jsn", "report a --format= ",
        "report a --strict=yes", "report a -o x --output y", "completions bsh",
      ]) == """
        $ cradle report a --format
        error[usage]: `--format` needs a value: `--format FORMAT`
        hint: it is one of `text`, `json`, `latex` and `svg`
        hint: see `cradle report --help`

        $ cradle report a --caption
        error[usage]: `--caption` needs a value: `--caption TEXT`
        hint: see `cradle report --help`

        $ cradle report a -o --strict
        error[usage]: `-o` needs a value: `-o FILE`
        hint: if `--strict` is the value, write `-o--strict`
        hint: see `cradle report --help`

        $ cradle report a -f -o x
        error[usage]: `-f` needs a value: `-f FORMAT`
        hint: it is one of `text`, `json`, `latex` and `svg`
        hint: see `cradle report --help`

        $ cradle report a --output --strict
        error[usage]: `--output` needs a value: `--output FILE`
        hint: if `--strict` is the value, write `--output=--strict`
        hint: see `cradle report --help`

        $ cradle report a --format jsn
        error[usage]: `jsn` is not a value of `--format`
        hint: did you mean `json`?
        hint: it is one of `text`, `json`, `latex` and `svg`
        hint: see `cradle report --help`

        $ cradle report a --format=\u{20}
        error[usage]: `` is not a value of `--format`
        hint: it is one of `text`, `json`, `latex` and `svg`
        hint: see `cradle report --help`

        $ cradle report a --strict=yes
        error[usage]: `--strict` takes no value, but `yes` is given
        hint: write `--strict` alone
        hint: see `cradle report --help`

        $ cradle report a -o x --output y
        error[usage]: `--output` is given twice
        hint: see `cradle report --help`

        $ cradle completions bsh
        error[usage]: `bsh` is not a value of `SHELL`
        hint: did you mean `bash`?
        hint: it is one of `bash`, `zsh` and `fish`
        hint: see `cradle completions --help`

        """)
  }

  @Test("Too few and too many words are told apart")
  func counts() {
    #expect(
      errors(["", "report", "compare --strict", "report a b", "publish a", "man a"]) == """
        $ cradle\u{20}
        error[usage]: no command is given
        hint: see `cradle --help`

        $ cradle report
        error[usage]: `cradle report` needs `STUDY`
        hint: `STUDY` is a path, `-` for standard input, or the name of a bundled study; a file of \
        that name wins
        hint: see `cradle report --help`

        $ cradle compare --strict
        error[usage]: `cradle compare` needs `STUDY...`
        hint: `STUDY` is a path, `-` for standard input, or the name of a bundled study; a file of \
        that name wins
        hint: see `cradle compare --help`

        $ cradle report a b
        error[usage]: unexpected argument `b`
        hint: see `cradle report --help`

        $ cradle publish a
        error[usage]: `cradle publish` needs `--into DIR`
        hint: `DIR` is the folder that the reports go into
        hint: see `cradle publish --help`

        $ cradle man a
        error[usage]: unexpected argument `a`
        hint: see `cradle man --help`

        """)
  }

  @Test("What the user wrote stays on its line")
  func control() {
    guard case .failure(let error) = tool.parse(["re\u{1B}[31m\nport\u{202E}"]) else {
      Issue.record("it was read")
      return
    }
    #expect(error.message == #"unknown command `re\u{1B}[31m\nport\u{202E}`"#)
  }

  @Test("The nearest word is the one with the fewest slips, if they are few")
  func nearestWord() {
    #expect(nearest(to: "fromat", among: ["format", "force"]) == "format")
    #expect(nearest(to: "froce", among: ["format", "force"]) == "force")
    #expect(nearest(to: "fo", among: ["format", "force"]) == nil)
    #expect(nearest(to: "for", among: ["format", "label"]) == "format")
    #expect(nearest(to: "x", among: ["format"]) == nil)
    #expect(nearest(to: "", among: ["format"]) == nil)
    #expect(nearest(to: "--", among: ["--format"]) == nil)
  }
}
