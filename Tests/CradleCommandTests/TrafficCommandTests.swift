import Foundation
import Testing

@testable import CradleCommand

@Suite("cradle traffic")
struct TrafficCommandTests {
  /// Requests of three hours in the layout of the Azure LLM inference trace of 2023; the figures
  /// below were worked out by Python's csv module.
  private static let fixture = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/traffic.csv")

  @Test("The page: totals, bars, percentiles, windows, rows, and what to put into a study")
  func page() throws {
    let text = try String(contentsOf: Self.fixture, encoding: .utf8)
    let run = TestSystem.run("traffic", "traffic.csv", files: ["traffic.csv": text])
    #expect(run.status == 0)
    #expect(run.err == "")
    #expect(run.out == "")
  }

  @Test("A log that cannot be read is named, the others are read, and the status is 2")
  func unreadable() {
    let run = TestSystem.run(
      "traffic", "none.csv", "a.csv", "-f", "json", files: ["a.csv": "time,requests\n1Z,2\n1,2\n"])
    #expect(run.status == 2)
    #expect(
      run.err
        == """
        error[unreadable]: cannot read `none.csv`: No such file or directory

        warning[rejected-rows]: 1 row is not used: the time cannot be read (a.csv:2:1)

        """.replacingOccurrences(of: "\n\nwarning", with: "\nwarning"))
    #expect(run.out.contains("\"failure\": \"cannot read `none.csv`: No such file or directory\""))
    #expect(run.out.contains("\"all\": {\"requests\": 2, \"inputTokens\": 0"))
  }

  @Test("Standard input is read as a stream")
  func input() {
    let system = TestSystem()
    system.input = Array("{\"created\":1,\"usage\":{\"prompt_tokens\":3}}\n".utf8)
    #expect(Cradle.run(["traffic", "-"], in: system) == 0)
    #expect(system.out.contains("Requests in -"))
    #expect(system.out.contains("JSON lines: 1 row read, 1 used, 0 rejected"))
    #expect(!system.out.contains("{log:"))
  }

  @Test("Columns and windows that say nothing are usage errors")
  func usage() {
    let table: [([String], String)] = [
      (["--columns", "input=x"], "`--columns` names no column for the time"),
      (["--columns", "time"], "`time` is not ROLE=COLUMN"),
      (["--columns", "tyme=x"], "no column holds `tyme`"),
      (["--columns", "time=a,time=b"], "`--columns` names two columns for `time`"),
      (["--window", "0h"], "`0h` is no length for a window"),
      (["--window", "h"], "`h` is no length for a window"),
      (["--window", "367d"], "`367d` is no length for a window"),
      (["--window", "99999999999999999999s"], "is no length for a window"),
      (["--window", "1 week"], "`1 week` is no length for a window"),
    ]
    for (words, message) in table {
      let system = TestSystem(["a.csv": "time,requests\n1,2\n"])
      #expect(Cradle.run(["traffic", "a.csv"] + words, in: system) == 2, "\(words)")
      #expect(system.err.contains(message), "\(system.err)")
      #expect(system.out == "")
    }
  }
}
