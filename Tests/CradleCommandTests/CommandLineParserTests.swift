import TestSupport
import Testing

@testable import CradleCommand

private let tool = ToolSpec.cradle(version: "1.2.3")

private func read(_ words: String...) -> Invocation? { try? tool.parse(words).get() }

@Suite("The command line")
struct CommandLineParserTests {
  @Test("A value follows its option, an equals sign, or a letter")
  func values() {
    let expected: [Invocation.Event] = [.option("format", "json"), .argument("bloom")]
    #expect(read("report", "--format", "json", "bloom")?.events == expected)
    #expect(read("report", "--format=json", "bloom")?.events == expected)
    #expect(read("report", "-f", "json", "bloom")?.events == expected)
    #expect(read("report", "-fjson", "bloom")?.events == expected)
    #expect(read("--color=never", "report", "bloom")?.value(of: "color") == "never")
    #expect(read("report", "bloom", "--color", "never")?.value(of: "color") == "never")
  }

  @Test("An equals sign in a value stays, and a value may be empty or `-`")
  func oddValues() {
    #expect(read("report", "b", "--set=a.b=c=d")?.values(of: "set") == ["a.b=c=d"])
    #expect(
      read("report", "b", "--set", "a=1", "--set", "b=2")?.values(of: "set") == ["a=1", "b=2"])
    #expect(read("report", "b", "--caption=")?.value(of: "caption") == "")
    #expect(read("report", "b", "--caption=-x")?.value(of: "caption") == "-x")
    #expect(read("report", "b", "-o", "-")?.value(of: "output") == "-")
    #expect(read("report", "b", "-o-")?.value(of: "output") == "-")
  }

  @Test("A lone hyphen is an argument, and two end the options")
  func hyphens() {
    #expect(read("report", "-")?.arguments == ["-"])
    #expect(read("report", "--", "--strict")?.events == [.argument("--strict")])
    #expect(read("check", "a", "--", "--", "-h")?.arguments == ["a", "--", "-h"])
    #expect(read("--", "report", "-x")?.arguments == ["-x"])
  }

  @Test("Flags of one letter share a word, the last may take a value")
  func bundles() throws {
    let flag = { (name: String, letter: Character) in
      OptionSpec(long: name, short: letter, help: "a flag", group: .output)
    }
    let list = CommandSpec(
      name: "list", summary: "List",
      options: [
        flag("all", "a"), flag("brief", "b"),
        OptionSpec(long: "to", short: "t", value: ValueSpec("FILE"), help: "where", group: .output),
      ])
    let small = ToolSpec(
      name: "small", version: "1", commands: [list], commonOptions: [flag("help", "h")],
      prose: ToolProse(summary: "A tool"))
    let events: [Invocation.Event] = [
      .option("all", nil), .option("brief", nil), .option("to", "x"),
    ]
    #expect(try small.parse(["list", "-abtx"]).get().events == events)
    #expect(try small.parse(["list", "-abt", "x"]).get().events == events)
    #expect(try small.parse(["list", "-abh", "-?"]).get().task == .help(of: "list"))
  }

  @Test("Options keep their place among the arguments")
  func order() {
    let invocation = read(
      "compare", "--set", "a=0", "x", "--strict", "y", "--set", "a=1", "--set=b=2", "x")
    #expect(
      invocation?.events == [
        .option("set", "a=0"), .argument("x"), .option("strict", nil), .argument("y"),
        .option("set", "a=1"), .option("set", "b=2"), .argument("x"),
      ])
    let placed = invocation?.placed("set")
    #expect(placed?.shared == ["a=0"])
    #expect(placed?.arguments.map(\.word) == ["x", "y", "x"])
    #expect(placed?.arguments.map(\.values) == [[], ["a=1", "b=2"], []])
  }

  @Test("What is not said has its default, but was not given")
  func defaults() {
    let invocation = read("report", "bloom")
    #expect(invocation?.value(of: "format") == "text")
    #expect(invocation?.value(of: "boundary") == "full")
    #expect(invocation?.value(of: "output") == "-")
    #expect(invocation?.value(of: "message-format") == "human")
    #expect(invocation?.value(of: "caption") == nil)
    #expect(invocation?.has("format") == false)
    #expect(invocation?.values(of: "format") == [])
    #expect(read("report", "bloom", "--strict")?.has("strict") == true)
  }

  @Test("Help and version are asked for in any place, and what follows is not judged")
  func help() {
    for words in [
      ["report", "--help"], ["help", "report"], ["--help", "report"], ["report", "-h", "--what"],
      ["report", "a", "b", "--help"], ["-h", "--color", "never", "report"],
    ] {
      #expect((try? tool.parse(words).get().task) == .help(of: "report"), "\(words)")
    }
    #expect(read("help")?.task == .help(of: nil))
    #expect(read("--help")?.task == .help(of: nil))
    #expect(read("help", "--help")?.task == .help(of: "help"))
    #expect(read("--version")?.task == .version)
    #expect(read("--color", "never", "--version")?.value(of: "color") == "never")
  }

  @Test("A line that cannot be read still says how messages are wanted")
  func glimpse() {
    let words = ["report", "--formt", "--message-format=json", "--color", "always"]
    #expect(tool.glimpse(of: "message-format", in: words) == "json")
    #expect(tool.glimpse(of: "color", in: words) == "always")
    #expect(tool.glimpse(of: "color", in: ["--", "--color=never"]) == "auto")
    #expect(tool.glimpse(of: "color", in: ["--color", "--color=never"]) == "never")
    #expect(tool.glimpse(of: "colour", in: words) == nil)
  }

  @Test("No list of words brings the parser down, and what it reads it can say again")
  func anything() {
    let words =
      tool.commands.map(\.name)
      + tool.placedOptions.flatMap { $0.option.flags + $0.option.flags.map { $0 + "=json" } }
      + [
        "", "-", "--", "---", "-=", "--=", "=", "-hf", "-f", "-fjson", "-oo", "json", "text",
        "full",
        "bloom", "a=b", "-\u{301}", "--\u{301}", "-é", "--\u{1F468}\u{200D}\u{1F469}", "\n", "\0",
        String(repeating: "-", count: 500), "--" + String(repeating: "x", count: 5000), "bash",
      ]
    var generator = SplitMix(seed: 20_230_101)
    var read = 0
    for _ in 0..<20_000 {
      let line = (0..<Int.random(in: 0...7, using: &generator)).map { _ in
        words.randomElement(using: &generator) ?? ""
      }
      switch tool.parse(line) {
      case .success(let invocation):
        read += 1
        let again = try? tool.parse(invocation.words).get()
        #expect(again?.task == invocation.task && again?.events == invocation.events, "\(line)")
      case .failure(let error):
        #expect(error.text.hasPrefix("error[usage]: ") && error.text.hasSuffix(" --help`\n"))
        #expect(error.text.utf8.count { $0 == 0x0A } == error.hints.count + 1)
      }
    }
    #expect(read > 200)
  }
}
