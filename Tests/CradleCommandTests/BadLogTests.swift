import Testing

/// What can be wrong with a log, through `cradle traffic` and through a study that names it: each has
/// a message with file, line and column, and every row is used or counted.
@Suite("Bad logs")
struct BadLogTests {
  private struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let log: String
    /// Rows read and used.
    let rows: (read: Int, used: Int)
    /// The messages, without their severity and place in a study.
    let messages: [String]

    var testDescription: String { name }
  }

  private static let header = "time,prompt_tokens,completion_tokens,id\n"

  private static let cases: [Case] = [
    Case(
      name: "a clock that goes back",
      log: header + "2026-11-21T01:00Z,1,2,a\n2026-11-21T00:30Z,1,2,b\n", rows: (2, 2),
      messages: ["[doubtful-log]: the clock of `log.csv` goes back once, first at log.csv:3:1"]),
    Case(
      name: "ids met again",
      log: header + "2026-11-21T01:00Z,1,2,a\n2026-11-21T01:30Z,1,2,a\n", rows: (2, 2),
      messages: [
        "[doubtful-log]: ids of requests are met again once: that of log.csv:2:1 at log.csv:3:1"
      ]),
    Case(
      name: "a last line that is cut", log: header + "2026-11-21T01:00Z,1,2,a\n2026-11-21T01:30Z,1",
      rows: (2, 1),
      messages: [
        "[rejected-rows]: 1 row is not used: a column or key is missing (log.csv:3:20)",
        "[doubtful-log]: the last line of `log.csv` has no line feed, and is not used (log.csv:3:1)",
      ]),
    Case(
      name: "a last line that may be cut",
      log: header + "2026-11-21T01:00Z,1,2,a\n2026-11-21T01:30Z,1,2,b", rows: (2, 2),
      messages: [
        "[doubtful-log]: the last line of `log.csv` has no line feed, and is used as it stands (log.csv:3:1)"
      ]),
    Case(
      name: "NUL bytes",
      log: header + "2026-11-21T01:00Z,1,2,a\n2026-11-21T01:30Z,\0\0\0,2,b\n\0\0\0\0\n",
      rows: (3, 1),
      messages: [
        "[rejected-rows]: 2 rows are not used: the line holds NUL bytes (log.csv:3:19, log.csv:4:1)"
      ]),
    Case(
      name: "a line of 10 MB",
      log: header + "2026-11-21T01:00Z,1,2,a\n2026-11-21T01:10Z,1,2,"
        + String(repeating: "x", count: 10_000_000) + "\n2026-11-21T01:30Z,1,2,b\n",
      rows: (3, 2),
      messages: [
        "[rejected-rows]: 1 row is not used: the line is longer than 1 MiB (log.csv:3:1)"
      ]),
    Case(
      name: "mixed zones", log: header + "2026-11-21T01:00Z,1,2,a\n2026-11-21T02:10,1,2,b\n",
      rows: (2, 2),
      messages: [
        "[doubtful-log]: of the times of `log.csv`, 1 name their zone and 1 do not"
      ]),
    Case(
      name: "exponents",
      log: header
        + "2026-11-21T01:00Z,1e3,2.0,a\n2026-11-21T01:05Z,1E-3,2,b\n2026-11-21T01:06Z,1e400,2,c\n",
      rows: (3, 1),
      messages: [
        "[rejected-rows]: 1 row is not used: a number is not whole (log.csv:3:19)",
        "[rejected-rows]: 1 row is not used: a number is beyond all reason (log.csv:4:19)",
      ]),
    Case(
      name: "negative tokens",
      log: header + "2026-11-21T01:00Z,-1,2,a\n2026-11-21T01:05Z,1,2,b\n", rows: (2, 1),
      messages: ["[rejected-rows]: 1 row is not used: a number is negative (log.csv:2:19)"]),
    Case(
      name: "a column missing in a row",
      log: header + "2026-11-21T01:00Z,1\n2026-11-21T01:05Z,1,2,b\n", rows: (2, 1),
      messages: [
        "[rejected-rows]: 1 row is not used: a column or key is missing (log.csv:2:20)"
      ]),
  ]

  private static let study = """
    study: S
    activities:
      - inference: S
        energy: {it: 6 kWh}
        traffic: {log: log.csv}
    """

  /// The lines of standard error, without the place in the study and the severity.
  private static func messages(_ text: String) -> [String] {
    text.split(separator: "\n").map { line in
      line.firstIndex(of: "[").map { String(line[$0...]) } ?? String(line)
    }
  }

  @Test("Each is told with its place, and every row is used or counted", arguments: cases)
  private func told(one: Case) {
    let traffic = TestSystem.run(
      "traffic", "log.csv", "-f", "json", "--message-format", "short", files: ["log.csv": one.log])
    #expect(Self.messages(traffic.err) == one.messages)
    #expect(traffic.status == 0)
    let rows = traffic.out.filter { !$0.isWhitespace }
    #expect(rows.contains("\"rows\":{\"read\":\(one.rows.read),\"used\":\(one.rows.used),"))
    let study = TestSystem.run(
      "report", "s.yaml", "-f", "json", "--message-format", "short",
      files: ["s.yaml": Self.study, "log.csv": one.log])
    #expect(Self.messages(study.err) == one.messages)
    #expect(study.status == 0)
    let text = study.out.filter { !$0.isWhitespace }
    #expect(text.contains("\"rows\":{\"read\":\(one.rows.read),\"used\":\(one.rows.used),"))
    #expect(text.contains("\"served\":\(one.rows.used).0,"))
  }

  @Test("What holds no request, or is no log of requests, is an error in a study")
  func refused() {
    let table: [(log: String, status: Int32, message: String)] = [
      (Self.header, 1, "[no-request]: there is no request in `log.csv`"),
      ("", 1, "[no-request]: there is no request in `log.csv`"),
      (
        "prompt_tokens,completion_tokens\n1,2\n", 2,
        "[unknown-log]: `log.csv` has no columns that are known to tell of requests"
      ),
      (
        String(repeating: "x", count: 2_000_000) + "\n1,2\n", 2,
        "[unknown-log]: the first line of `log.csv`, where the names of its columns stand, is longer than 1 MiB"
      ),
      (String(repeating: "\0", count: 99), 2, "[unknown-log]: `log.csv` is not text"),
    ]
    for (log, status, message) in table {
      let run = TestSystem.run(
        "report", "s.yaml", "--message-format", "short",
        files: ["s.yaml": Self.study, "log.csv": log])
      #expect(Self.messages(run.err) == [message])
      #expect(run.err.hasPrefix("s.yaml:5:20: error"))
      #expect(run.status == status)
      #expect(run.out == "")
    }
  }
}
