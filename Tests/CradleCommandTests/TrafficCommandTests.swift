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
    #expect(
      run.out == """
        Requests in traffic.csv
        ═══════════════════════

        120 requests from 2023-11-16T18:16:28.623580900 to 2023-11-16T21:26:17.101563
        (no zone stated), 3 h 9 min in all; 4 windows of 1 h.

          ▆██▃
          Each bar 1 h; the highest, of 2023-11-16T19:00:00, is 40 requests.

        What became of the requests

        outcome   requests   input tokens   output tokens
        ─────────────────────────────────────────────────
        served         120        154,929          23,496
        ─────────────────────────────────────────────────
        all            120        154,929          23,496

        What so many per cent do not exceed

                                    5 %   25 %   50 %    75 %    95 %     99 %     most
        ───────────────────────────────────────────────────────────────────────────────
        requests, by window          14     14     26      40      40       40       40
        input tokens, by request    121    346    585   1,333   4,877   10,187   12,294
        output tokens, by request    33     73    129     233     587      814      948

        By window of 1 h

        begins                requests   served   input tokens   output tokens
        ──────────────────────────────────────────────────────────────────────
        2023-11-16T18:00:00         26       26         35,063           3,982
        2023-11-16T19:00:00         40       40         56,614           8,842
        2023-11-16T20:00:00         40       40         56,197           8,009
        2023-11-16T21:00:00         14       14          7,055           2,663

        Rows
        ────

        • `traffic.csv`, CSV: 120 rows read, 120 used, 0 rejected.

        For a study
        ───────────

          traffic:  # 2023-11-16T18:16:28.623580900 to 2023-11-16T21:26:17.101563
            served: 120 request
            input: 154_929 token
            output: 23_496 token

        """)
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

  @Test("A table without a column of paths cannot be chosen from by path")
  func noPath() {
    let run = TestSystem.run(
      "traffic", "t.csv", "--path-filter", "/v1/",
      files: ["t.csv": "TIMESTAMP,ContextTokens,GeneratedTokens\n2024-01-01 00:00:00,1,2\n"])
    #expect(
      run.err == """
        error[unknown-log]: `t.csv` has no column that holds the path of a request, so `--path-filter` cannot choose
        hint: name it, as in `--columns path=#4`; its columns are TIMESTAMP, ContextTokens, GeneratedTokens

        """)
    #expect(run.out == "")
  }

}
