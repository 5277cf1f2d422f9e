import Diagnostics
import Factors
import TestSupport
import Testing

@testable import CradleCommand

/// Studies that are too large or too deep for a catalogue, and those that only look mistaken.
@Suite("Mistakes of size, and what is no mistake")
struct MistakesOfSizeTests {
  private static let head = "study: A training run\n\n"
  private static let activity = """
    activities:
      - training: a model
        energy: {dynamic: 700 kWh}

    """

  /// The first line of the messages of a study that is refused, or nothing.
  private func refusal(_ study: String) -> String {
    let run = TestSystem.run("check", "study.yaml", files: ["study.yaml": study])
    #expect(run.status == (run.err.isEmpty ? 0 : 1))
    return String(run.err.prefix { $0 != "\n" })
  }

  private func values(_ lines: [String]) -> String {
    Self.head + "values:\n" + lines.map { "  \($0)\n" }.joined() + Self.activity
  }

  @Test("A file of 100 MB is refused after its first 16")
  func large() {
    let system = TestSystem()
    system.files["study.yaml"] = Array(repeating: UInt8(ascii: "#"), count: 100 << 20)
    #expect(Cradle.run(["check", "study.yaml"], in: system) == 1)
    #expect(system.err.hasPrefix("error[too-large]: "))
    #expect(system.err.utf8.count < 500)
  }

  @Test("A thousand levels of brackets, of keys and of lists are refused")
  func deep() {
    let deep =
      "error[nested-too-deeply]: more than 64 lists and mappings stand within each other here"
    let brackets = String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000)
    #expect(refusal(Self.head + "activities: \(brackets)\n") == deep)
    let braces = String(repeating: "{a: ", count: 1000) + String(repeating: "}", count: 1000)
    #expect(refusal(Self.head + "activities: \(braces)\n") == deep)
    let keys = (0..<1000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(refusal(keys) == deep)
    #expect(refusal(String(repeating: "- ", count: 1000) + "a\n") == deep)
  }

  @Test("Ten thousand parentheses or signs, and 100,000 terms, are refused and overflow nothing")
  func longExpressions() {
    let deep = "error[nested-too-deeply]: this expression is nested more than 32 deep"
    let long = "error[too-large]: this expression has more than 400 terms and factors"
    func value(_ text: String) -> String { refusal(values(["a: \(text)"])) }
    let open = String(repeating: "(", count: 10_000)
    #expect(value(open + "1 W" + String(repeating: ")", count: 10_000)) == deep)
    #expect(value(String(repeating: "-", count: 10_000) + "1 W") == deep)
    #expect(value("1 W" + String(repeating: " + 1 W", count: 100_000)) == long)
    #expect(value("1 W" + String(repeating: " * 1", count: 100_000)) == long)
    #expect(value("1 W" + String(repeating: "*h/h", count: 100_000)) == long)
    #expect(value("1 W" + String(repeating: " + 1 W", count: 400)) == "")
    #expect(
      value("1 W" + String(repeating: "*W", count: 300))
        == "error[expression]: the power of a unit is too high to mean anything")
  }

  @Test("Values may rest upon each other 32 deep, whatever their order")
  func deepValues() {
    func chain(_ count: Int) -> [String] {
      (0..<count).map { "v\($0): " + ($0 == 0 ? "1 W" : "v\($0 - 1) + 1 W") }
    }
    let deep = "error[nested-too-deeply]: more than 32 values rest upon each other here"
    #expect(refusal(values(chain(33))) == "")
    #expect(refusal(values(chain(33).reversed())) == "")
    #expect(refusal(values(chain(34))) == deep)
    #expect(refusal(values(chain(34).reversed())) == deep)
    #expect(refusal(values(chain(5000).reversed())) == deep)
  }

  @Test("Long expressions may rest upon each other 800 deep")
  func deepTerms() {
    let long = String(repeating: " + 1 W", count: 390)
    #expect(refusal(values(["a: 1 W" + long, "b: a" + long])) == "")
    #expect(
      refusal(values(["a: 1 W" + long, "b: a" + long, "c: b" + long]))
        == "error[nested-too-deeply]: this rests on more than 800 terms and factors upon each other"
    )
  }

  @Test("Values that double what they rest on are read in no time")
  func doubling() {
    let doubling = (0..<33).map { "v\($0): " + ($0 == 0 ? "1 W" : "v\($0 - 1) + v\($0 - 1)") }
    let study =
      Self.head + "values:\n" + doubling.map { "  \($0)\n" }.joined()
        + """
        equipment:
          gpu: {power: v32 / v31 * 100 W}
        activities:
          - training: a model
            equipment: {gpu: 10 h}

        """
    let run = TestSystem.run("explain", "study.yaml", files: ["study.yaml": study])
    #expect(run.status == 0)
    #expect(run.out.contains("= 2 kWh"))
  }

  @Test("Equipment may be described by each other 16 deep, whatever the order")
  func deepEquipment() {
    func study(_ count: Int, _ key: (Int) -> String, isReversed: Bool) -> String {
      let entries = (0..<count).map { index in
        index == 0 ? "  e0: {power: 1 W}\n" : "  e\(index): {\(key(index - 1))}\n"
      }
      return Self.head + "equipment:\n" + (isReversed ? entries.reversed() : entries).joined()
        + Self.activity
    }
    let deep =
      "error[nested-too-deeply]: more than 16 kinds of equipment are described by each other here"
    let keys: [(Int) -> String] = [
      { "is: e\($0)" }, { "parts: {e\($0): 2}" }, { "includes: {e\($0): 2}" },
    ]
    for key in keys {
      for isReversed in [false, true] {
        #expect(refusal(study(17, key, isReversed: isReversed)) == "")
        #expect(refusal(study(18, key, isReversed: isReversed)) == deep)
        #expect(refusal(study(1000, key, isReversed: isReversed)) == deep)
      }
    }
  }

  @Test("Parts that double at every level are refused before they are unfolded")
  func fanOut() {
    let entries = (0..<15).map { index in
      """
        e\(index):
          parts: {e\(index + 1): 1, f\(index + 1): 1}
        f\(index):
          parts: {e\(index + 1): 1, f\(index + 1): 1}

      """
    }
    let study =
      Self.head + "equipment:\n" + entries.joined()
        + """
          e15: {power: 1 W}
          f15: {power: 1 W}
        activities:
          - training: a model
            equipment: {e0: 10 h}

        """
    #expect(
      refusal(study)
        == "error[too-large]: `e0` has more than 1000 kinds of parts, those of its parts included")
  }

  @Test("Where nothing is emitted or delivered, no share and no factor is printed as a number")
  func nothing() {
    let study = """
      study: Nothing
      sites: {here: {grid: 57 gCO2e/kWh, pue: 1.2}}
      equipment: {gpu: {power: 400 W, idle: 0 W, embodied: 150 kgCO2e, lifetime: 6 yr}}
      activities:
        - training: a model
          site: here
          equipment: {gpu: 10 h}
          repeat: 0
          delivers: 0 request
      expect:
        - {of: dynamic, is: 48.9 %, but: nothing is emitted}
      """
    for command in [
      ["report", "study.yaml"], ["report", "study.yaml", "--format", "json"],
      ["report", "study.yaml", "--format", "latex", "--standalone"], ["compare", "study.yaml"],
      ["report", "study.yaml", "--format", "latex", "--macros", "Nothing"],
      ["explain", "study.yaml"],
    ] {
      let system = TestSystem(["study.yaml": study])
      #expect(Cradle.run(command, in: system) == 0, "\(system.err)")
      let words = system.out.lowercased().split { !$0.isLetter }
      #expect(!words.contains("nan") && !words.contains("inf"), "\(command)")
    }
  }

  @Test("A thousand mistakes get a thousand messages")
  func many() {
    let lines = (0..<1000).map { "v\($0): 1 wat\($0)" }
    let run = TestSystem.run("check", "study.yaml", files: ["study.yaml": values(lines)])
    #expect(run.status == 1)
    #expect(
      run.err.split(separator: "\n").filter { $0.hasPrefix("error[unknown-name]") }.count == 1000)
  }

  @Test("A name of megabytes is cut in a message")
  func longName() {
    let name = String(repeating: "x", count: 1 << 20)
    let run = TestSystem.run(
      "check", "study.yaml", files: ["study.yaml": values(["a: 1 \(name)"])])
    #expect(run.status == 1)
    #expect(run.err.utf8.count < 1000)
  }

  @Test("A byte-order mark and Windows line ends change nothing")
  func oddities() {
    let study = Embedded.file("studies/bloom.yaml")?.text() ?? ""
    func report(_ text: String) -> (status: Int32, out: String, err: String) {
      var run = TestSystem.run("report", "study.yaml", files: ["study.yaml": text])
      // The last line holds a digest of the bytes.
      run.out = run.out.split(separator: "\n").dropLast().joined(separator: "\n")
      return run
    }
    let plain = report(study)
    #expect(plain.status == 0)
    for odd in [
      "\u{FEFF}" + study,
      study.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\r\n"),
    ] {
      #expect(report(odd) == plain)
    }
  }

  @Test(
    "Names with characters that mean something to others are names",
    arguments: [
      "$ % & # _ { } ~ ^ \\", "a/b", "a.b", "=", "'", "\"", "é 中文 🌱", "*", "../..", "null",
    ])
  func names(name: String) {
    let quoted =
      "'"
      + name.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''") + "'"
    let study = """
      study: \(quoted)
      sites:
        \(quoted): {grid: 57 gCO2e/kWh}
      equipment:
        \(quoted): {name: \(quoted), power: 400 W}
      activities:
        - training: \(quoted)
          site: \(quoted)
          equipment: {\(quoted): 10 h}
      """
    for format in ["text", "json", "latex"] {
      let run = TestSystem.run(
        "report", "study.yaml", "--format", format, files: ["study.yaml": study])
      #expect(run.status == 0, "\(format): \(run.err)")
      #expect(run.err == "")
    }
  }

  @Test("What could steer a terminal is spelled out, in messages and on pages")
  func controls() {
    let name = #""a \e[31m \a \r \n \u202E \u2028 b""#
    for (key, study) in [
      ("study", "study: \(name)\n" + Self.activity),
      ("site", Self.head + "activities:\n  - training: \(name)\n    site: \(name)\n"),
      ("value", Self.head + "values: {a: \(name)}\n" + Self.activity),
      ("key", Self.head + "\(name): x\n" + Self.activity),
      ("figure", Self.head + Self.activity + "expect:\n  - {of: \(name), is: 700 kWh}\n"),
    ] {
      for command in ["check", "report", "explain"] {
        let run = TestSystem.run(command, "study.yaml", files: ["study.yaml": study])
        for scalar in (run.out + run.err).unicodeScalars where scalar != "\n" {
          let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
          let reorders = (0x2028...0x202E).contains(scalar.value)
          #expect(!isControl && !reorders, "\(key), \(command): U+\(scalar.value)")
          if isControl || reorders { return }
        }
      }
    }
  }

  @Test("No mutation of a bundled study crashes the tool or is refused without a word")
  func mutations() {
    var random = SplitMix(seed: 2023)
    let studies = Session.bundledStudies.compactMap { Embedded.file("studies/\($0).yaml")?.bytes() }
    let pieces = [
      "{", "}", "[", "]", ": ", "- ", "\t", "\"", "'", " #", "&a ", "*a", "!!x ", "<<: ", "1e308",
      "9e999", "-1", "0", " %", " ± 5 %", " in 1 .. 2", " W", " kWh", " * ", " / ", "(", ")", "|\n",
      "---\n", "\r\n", "\u{0}", "\u{1B}", "\n", "\n\n", "  ", "gpu", "is: gpu", "parts: {gpu: 1}",
      "it: 5 kWh", "repeat: 0", "delivers: 1 request", "busy: 0 h",
    ].map { Array($0.utf8) }
    for _ in 0..<150 {
      var bytes = studies[Int(random.next() % UInt64(studies.count))]
      for _ in 0...random.next() % 4 {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 4 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.removeSubrange(place..<min(place + Int(random.next() % 20), bytes.count))
        default:
          bytes.insert(contentsOf: pieces[Int(random.next() % UInt64(pieces.count))], at: place)
        }
      }
      let system = TestSystem()
      system.files["study.yaml"] = bytes
      let status = Cradle.run(["report", "study.yaml"], in: system)
      #expect(status == 0 || status == 1)
      #expect((status == 1) == system.err.contains("error["))
      #expect(!system.err.contains("\u{1B}") && !system.out.contains("\u{1B}"))
    }
  }
}
