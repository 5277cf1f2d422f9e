import Diagnostics
import Factors
import Foundation
import Testing

@testable import CradleCommand

/// The catalogue of mistakes under Data/mistakes: each folder is a code, each folder in it a study
/// that makes the mistake and the message that it gets. What the tool says today is compared with
/// all of it; `CRADLE_RECORD=1 swift test --filter Mistakes` writes it anew, to be read before it
/// is kept.
@Suite("Mistakes")
struct MistakesTests {
  @Test("Each mistake gets the message that stands beside it", arguments: Mistake.all)
  func message(mistake: Mistake) throws {
    let run = mistake.run()
    if ProcessInfo.processInfo.environment["CRADLE_RECORD"] == "1" {
      try Data(run.message.utf8).write(to: Mistake.folder.appending(path: mistake.path))
    }
    let expected = try String(
      contentsOf: Mistake.folder.appending(path: mistake.path), encoding: .utf8)
    #expect(run.message == expected)
    #expect(run.message.split(separator: "\n").allSatisfy { !$0.contains("\u{1B}") })
    #expect(
      run.status == (mistake.isOfTheTool ? 2 : mistake.isNote ? 0 : 1), "\(mistake) \(run.status)")
    #expect(
      run.status == 0 || mistake.code == "several-at-once"
        || run.message.contains("error[\(mistake.code)]"))
    if run.status == 1, !mistake.showsPage { #expect(run.output.isEmpty) }
  }

  @Test("The mistakes built into the tool are those of the folder")
  func embedded() throws {
    let embedded = Embedded.paths(under: "mistakes")
    #expect(embedded == Mistake.paths.map { "mistakes/\($0)" })
    for path in embedded {
      let file = Mistake.folder.deletingLastPathComponent().appending(path: path)
      #expect(try Embedded.file(path)?.bytes() == Array(Data(contentsOf: file)))
    }
  }

  @Test(
    "Every code has an explanation, and a study that makes the mistake", arguments: Code.allCases)
  func explained(code: Code) {
    let about = Embedded.file("mistakes/\(code.rawValue)/about.txt")?.text() ?? ""
    #expect(about.utf8.count > 100, "an explanation of \(code.rawValue)")
    #expect(about.hasSuffix("\n") && !about.contains("\n\n\n"))
    let paths = Embedded.paths(under: "mistakes/\(code.rawValue)")
    let studies = paths.filter { $0.hasSuffix("/study.yaml") }
    #expect(
      Self.withoutStudy.contains(code) == studies.isEmpty,
      "a study that makes the mistake \(code.rawValue)")
    for study in studies {
      #expect(paths.contains(study.dropLast("study.yaml".count) + "message.txt"), "\(study)")
    }
    #expect(!Self.withoutStudy.contains(code) || paths.contains { $0.hasSuffix("/message.txt") })
  }

  /// Codes that no study in text can show: those of the tool, and bytes that are no text.
  private static let withoutStudy: Set<Code> = [
    .invalidUTF8, .unknownPath, .usage, .unknownStudy, .unknownTopic, .unknownFactor,
    .unknownCatalogue,
    .rejectedRows, .doubtfulLog,
  ]

  @Test("Every folder of mistakes is that of a code, or of several mistakes at once")
  func noStrangers() {
    let folders = Set(Mistake.paths.compactMap { $0.split(separator: "/").first.map(String.init) })
    #expect(folders.subtracting(Code.allCases.map(\.rawValue)) == ["several-at-once"])
  }

  @Test("The page of a code fits into 80 columns, but for messages as they stand")
  func pages() {
    for code in Code.allCases {
      let run = TestSystem.run("explain", code.rawValue)
      #expect(run.status == 0)
      #expect(run.err == "")
      let prose = run.out.split(separator: "\n").filter { !$0.hasPrefix("  ") }
      #expect(prose.allSatisfy { displayWidth(of: String($0)) <= 80 }, "\(code.rawValue)")
    }
  }

  @Test("A page shows the explanation, then each study with its message")
  func page() {
    #expect(
      TestSystem.run("explain", "comma-in-number").out == """
        comma-in-number
        ═══════════════

        A comma groups digits in one country and separates decimals in the next: 1,082
        is a thousand here and one there. Cradle reads neither.

        Group digits by `_` (`1_082_990`), and write the decimal point as a point
        (`1.5`).

        Examples
        ────────

        Decimal

          error[comma-in-number]: a number holds no comma: `1,5`
           --> study.yaml:4:34
            |
          4 |   lab: {grid: 57 gCO2e/kWh, pue: "1,5"}
            |                                  ^^^^^
          hint: write `1.5`; the point is a `.`

        Thousands

          error[comma-in-number]: a number holds no comma: `1,082,990`
           --> study.yaml:4:13
            |
          4 |   gpu_time: 1,082,990 h
            |             ^^^^^^^^^
          hint: write `1_082_990`; `_` groups digits

        """)
  }
}

/// A study that makes a mistake, or a command line that does, with what the tool says to it.
struct Mistake: CustomTestStringConvertible, Sendable {
  /// The file of the message, below the folder: `cycle/parts/message.txt`.
  let path: String

  /// Data/mistakes.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Data").appending(path: "mistakes")

  /// The paths of all files below the folder, in the order of their bytes.
  static let paths: [String] = {
    let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (found ?? []).filter {
      $0.hasSuffix(".txt") || $0.hasSuffix(".yaml") || $0.hasSuffix(".csv")
    }
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }()

  /// All mistakes that have a message beside them.
  static let all = paths.filter { $0.hasSuffix("/message.txt") }.map(Mistake.init)

  var testDescription: String { String(path.dropLast("/message.txt".count)) }

  /// `cycle`.
  var code: String { path.split(separator: "/").first.map(String.init) ?? "" }

  /// Whether the command line makes the mistake, and no study.
  var isOfTheTool: Bool {
    [
      "usage", "unreadable", "unknown-study", "unknown-topic", "unknown-factor",
      "unknown-catalogue", "functional-unit", "unknown-log",
    ].contains(code)
  }

  /// Whether the study is not refused.
  var isNote: Bool {
    [
      "overlap", "pue-unused", "unlike-intensities", "host-missing", "site-missing", "mixed-units",
      "pue-twice", "device-time", "fractional-repeat", "unlikely-figure", "market-as-location",
      "unusual-lifetime", "full-utilization", "busy-for-held", "embodied-method",
      "embodied-missing", "parts-of-total", "unlike-dynamic",
      "catalogue-version",
      "rejected-rows", "doubtful-log",
    ].contains(code)
  }

  /// Whether a page comes beside the message: the study is read, and something misses.
  var showsPage: Bool {
    [
      "assumption", "counted-twice", "expectation-missed", "incomplete-expectation", "needless-but",
      "unknown-figure", "no-request",
    ].contains(code)
  }

  /// What the tool says: the messages of `cradle check study.yaml`, or of the command line that the
  /// message begins with; where there is none, the page without its last line, which names versions.
  func run() -> (status: Int32, message: String, output: String) {
    let place = Self.folder.appending(path: path)
    let study = place.deletingLastPathComponent().appending(path: "study.yaml")
    let recorded = (try? String(contentsOf: place, encoding: .utf8)) ?? ""
    let system = TestSystem()
    system.folders = ["."]
    system.files["study.yaml"] = (try? Data(contentsOf: study)).map(Array.init)
    // What stands beside the study, such as a catalogue of its own.
    let folder = testDescription + "/"
    for other in Self.paths where other.hasPrefix(folder) && !other.hasSuffix(".txt") {
      let file = Self.folder.appending(path: other)
      system.files[String(other.dropFirst(folder.count))] = (try? Data(contentsOf: file))
        .map(Array.init)
    }
    let log = place.deletingLastPathComponent().appending(path: "log.txt")
    system.files["log.txt"] = (try? Data(contentsOf: log)).map(Array.init)
    if code == "invalid-utf8" {
      system.files["study.yaml"] = Array("study: caf".utf8) + [0xE9] + Array(" training\n".utf8)
    }
    var command = "cradle check study.yaml"
    var start = ""
    if recorded.hasPrefix("$ "), let end = recorded.firstIndex(of: "\n") {
      command = String(recorded[..<end].dropFirst(2))
      start = "$ \(command)\n"
    }
    let words = command.split(separator: " ").dropFirst().map(String.init)
    let status = Cradle.run(words, in: system)
    if !system.err.isEmpty { return (status, start + system.err, system.out) }
    let lines = system.out.split(separator: "\n", omittingEmptySubsequences: false)
    let page = lines.prefix { !$0.hasPrefix("cradle \(Cradle.version), ") }
    return (status, start + page.joined(separator: "\n"), system.out)
  }
}
