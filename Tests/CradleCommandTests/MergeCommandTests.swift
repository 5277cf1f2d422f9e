import Foundation
import Testing

@testable import CradleCommand

@Suite("cradle merge, of requests")
struct MergeCommandTests {
  private static let fixture = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/traffic.csv")

  /// A log in three slices, out of order, with its header in a file of its own and in one slice.
  private static func slices(_ options: String...) throws -> [String: String] {
    let text = try String(contentsOf: fixture, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { "\($0)\n" }
    var files = ["traffic.csv": text, "head.csv": String(lines[0])]
    for (index, rows) in [lines[90..<121], lines[..<3], lines[3..<90]].enumerated() {
      files["s\(index).csv"] = rows.joined()
      let part = Self.run(
        ["traffic", "--partial", "--header", "head.csv", "s\(index).csv"] + options, files)
      #expect(part.status == 0)
      #expect(part.err == "")
      files["s\(index).traffic"] = part.out
    }
    return files
  }

  private static func run(
    _ arguments: [String], _ files: [String: String]
  ) -> (status: Int32, out: String, err: String) {
    let system = TestSystem(files)
    let status = Cradle.run(arguments, in: system)
    return (status, system.out, system.err)
  }

  private static let parts = ["s0.traffic", "s1.traffic", "s2.traffic"]

  @Test("Slices of requests, in any order, give the very bytes of one pass")
  func requests() throws {
    let files = try Self.slices()
    let whole = Self.run(["traffic", "--partial", "traffic.csv"], files)
    let joined = Self.run(["merge", "--partial"] + Self.parts, files)
    #expect(joined.out == whole.out)
    #expect(joined.status == 0)
    let page = Self.run(["merge"] + Self.parts.reversed(), files)
    #expect(page.err == "")
    #expect(
      page.out.hasPrefix(
        """
        Requests in joined slices
        ═════════════════════════

        120 requests from 2023-11-16T18:16:28.623580900 to 2023-11-16T21:26:17.101563
        """))
    #expect(
      page.out.contains("• all slices: 120 rows read, 120 used, 0 rejected.\n"), "\(page.out)")
    // All that is said of the log is said of its slices, but for its name.
    let log = Self.run(["traffic", "traffic.csv"], files)
    func body(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter {
        !$0.hasPrefix("Requests in") && !$0.hasPrefix("══") && !$0.contains("rows read")
      }
    }
    #expect(body(page.out) == body(log.out))
  }

  @Test("The same slice twice is doubted, and counts twice")
  func twice() throws {
    let files = try Self.slices()
    let run = Self.run(
      ["merge", "s1.traffic", "s2.traffic", "s1.traffic", "-f", "json"], files)
    #expect(run.status == 0)
    #expect(
      run.err == """
        warning[doubtful-log]: `s1.traffic` and `s1.traffic` are the same to the last byte
        hint: both count; leave one of them out if they are of the same slice

        """)
  }

  @Test("What cannot be joined is refused, with what to do")
  func refusals() throws {
    var files = try Self.slices()
    files["hours.traffic"] = try Self.slices("--window", "1d")["s0.traffic"]
    files["p.csv"] = "time,power_w\n1,2\n3,2\n"
    files["p.meter"] = Self.run(["meter", "--partial", "p.csv"], files).out
    func refusal(_ arguments: String...) -> String {
      let run = Self.run(["merge"] + arguments, files)
      #expect(run.status == 2)
      #expect(run.out == "")
      return run.err
    }
    #expect(
      refusal("s0.traffic", "hours.traffic") == """
        error[unknown-log]: `hours.traffic` was made with other options than those before it
        hint: make all summaries with the same `--gap`, `--counter-range` and stretch of `--idle`, or `--window` and `--path-filter`

        """)
    files["changed.meter"] = files["p.meter"]?.replacing("rows 2 2 0", with: "rows 3 3 0")
    #expect(
      refusal("p.meter", "changed.meter") == """
        error[unknown-log]: line 10 of `changed.meter` cannot be read as one of a summary
        hint: write it again

        """)
    for order in [["s0.traffic", "p.meter"], ["p.meter", "s0.traffic"]] {
      #expect(
        refusal(order[0], order[1]) == """
          error[unknown-log]: `\(order[1])` and those before it are summaries of power and of requests
          hint: join each kind on its own

          """)
    }
    #expect(
      refusal("s0.traffic", "--idle", "60W") == """
        error[usage]: `--idle` is for summaries of power, and these are of requests
        hint: leave it out

        """)
    #expect(
      refusal("traffic.csv") == """
        error[unknown-log]: `traffic.csv` is not a summary to be joined
        hint: write one with `cradle meter --partial LOG -o PART`, or `cradle traffic --partial`

        """)
  }
}
