import Testing

@testable import CradleCommand

/// What can be wrong with a log of power: each is counted and named with its place, the rest is read,
/// and nothing counts as zero.
@Suite("Bad logs of power")
struct BadPowerLogTests {
  private struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let log: String
    /// Rows read and used.
    let rows: (read: Int, used: Int)
    let kWh: String
    let messages: [String]

    var testDescription: String { name }
  }

  private static let header = "timestamp, index, power.draw [W]\n"

  private static func row(_ second: Int, _ gpu: Int = 0, _ power: String = "360.00 W") -> String {
    let stamp = "2026/06/18 00:0\(second / 60):\(second % 60 < 10 ? "0" : "")\(second % 60).000"
    return "\(stamp), \(gpu), \(power)\n"
  }

  /// Two GPUs at 360 W for 10 s: 2 Wh, on 22 lines behind the header.
  private static let good = header + (0...10).map { row($0) + row($0, 1) }.joined()

  private static let cases: [Case] = [
    Case(
      name: "a last line cut in its time", log: good + row(11).prefix(20), rows: (23, 22),
      kWh: "0.002",
      messages: ["[rejected-rows]: 1 row is not used: a column or key is missing (p.csv:24:21)"]),
    Case(
      name: "lines of two writers in each other",
      log: good + row(11).dropLast(6) + row(11, 1) + "00 W\n" + row(12), rows: (25, 23),
      kWh: "0.0022",
      messages: [
        "[rejected-rows]: 1 row is not used: the line is not in the format of the log (p.csv:24:57)",
        "[rejected-rows]: 1 row is not used: a column or key is missing (p.csv:25:5)",
      ]),
    Case(
      name: "a header in the middle", log: good + header + row(11), rows: (23, 23), kWh: "0.0021",
      messages: ["[doubtful-log]: the header of `p.csv` stands again at p.csv:24:1"]),
    Case(
      name: "NaN, infinite and negative watts",
      log: good + row(11, 0, "nan W") + row(12, 0, "-3.00 W") + row(13, 0, "inf") + row(14),
      rows: (26, 23), kWh: "0.0024",
      messages: [
        "[rejected-rows]: 2 rows are not used: a number cannot be read (p.csv:24:29, p.csv:26:29)",
        "[rejected-rows]: 1 row is not used: a number is negative (p.csv:25:29)",
      ]),
    Case(
      name: "a device that vanishes", log: good + (11...100).map { row($0) }.joined(),
      rows: (112, 112), kWh: "0.011",
      messages: [
        "[doubtful-log]: device `1` of `p.csv` is last seen at 2026-06-18T00:00:10, and others go on to 2026-06-18T00:01:40"
      ]),
    Case(
      name: "a clock that is put back by some seconds",
      log: good + [4, 5, 6].map { row($0).replacing(".000, ", with: ".500, ") }.joined() + row(11),
      rows: (26, 26), kWh: "0.0021",
      messages: ["[doubtful-log]: the times of `p.csv` go back at p.csv:24:1"]),
    Case(
      name: "a clock that goes back at the end of summer time",
      log: header + (50...59).map { "2026/10/25 02:\($0):00.000, 0, 360.00 W\n" }.joined()
        + (10...19).map { "2026/10/25 02:0\($0 - 10):00.000, 0, 360.00 W\n" }.joined(),
      rows: (20, 20), kWh: "0.114",
      messages: ["[doubtful-log]: the clock of `p.csv` goes back an hour at p.csv:12:1"]),
    Case(
      name: "one time that is astray by an hour",
      log: good + "2026/06/18 01:00:11.000, 0, 360.00 W\n" + row(12), rows: (24, 24),
      kWh: "0.0022",
      messages: [
        "[doubtful-log]: the times of `p.csv` go back at p.csv:25:1",
        "[doubtful-log]: device `1` of `p.csv` is last seen at 2026-06-18T00:00:10, and others go on to 2026-06-18T01:00:11",
      ]),
    Case(
      name: "a line of 3 MB",
      log: good + row(11).dropLast() + "," + String(repeating: "x", count: 3_000_000) + "\n"
        + row(12), rows: (24, 23), kWh: "0.0022",
      messages: [
        "[rejected-rows]: 1 row is not used: the line is longer than 1 MiB (p.csv:24:1)"
      ]),
    Case(
      name: "bytes of another file in the middle",
      log: good + "\u{1}\u{0}\u{2}\n\u{7F}\u{0}\u{0}, 0, 1\n" + row(12), rows: (25, 23),
      kWh: "0.0022",
      messages: [
        "[rejected-rows]: 2 rows are not used: the line holds NUL bytes (p.csv:24:2, p.csv:25:2)"
      ]),
    Case(
      name: "a line cut in its time, so that the rest could be seconds since 1970",
      log: good + "2026/06/18 00:0\n" + "11.000, 0, 360.00 W\n" + row(12), rows: (25, 23),
      kWh: "0.0022",
      messages: [
        "[rejected-rows]: 1 row is not used: a column or key is missing (p.csv:24:16)",
        "[rejected-rows]: 1 row is not used: the time cannot be read (p.csv:25:1)",
      ]),
    Case(
      name: "a line cut in its power, with other columns behind it",
      log: "timestamp, index, power.draw [W], utilization.gpu [%]\n"
        + (0...10).map { row($0).dropLast() + ", 99 %\n" }.joined()
        + "2026/06/18 00:00:11.000, 0, 3\n" + row(12).dropLast() + ", 9 %, 1\n"
        + row(13).dropLast() + ", 99 %\n",
      rows: (14, 12), kWh: "0.0013",
      messages: [
        "[rejected-rows]: 1 row is not used: the line is not in the format of the log (p.csv:14:44)",
        "[rejected-rows]: 1 row is not used: a column or key is missing (p.csv:13:30)",
      ]),
    Case(
      name: "a row twice and one out of order",
      log: header + [0, 1, 3, 2, 4, 4].map { row($0) }.joined(), rows: (6, 5), kWh: "0.0004",
      messages: [
        "[rejected-rows]: 1 row is not used: the same device was read for the same time already (p.csv:7:1)",
        "[doubtful-log]: the times of `p.csv` go back at p.csv:5:1",
      ]),
    Case(
      name: "eight GPUs without a column that tells them apart",
      log: "timestamp, name, power.draw [W]\n"
        + (0...10).flatMap { second in
          (0..<8).map { "2026/06/18 00:00:\(10 + second).00\($0), A100, 360.00 W\n" }
        }.joined(),
      rows: (88, 88), kWh: "0.0000077",
      messages: [
        "[doubtful-log]: the samples of `p.csv` come in bursts, and no column names their device"
      ]),
    Case(
      name: "an answer of Prometheus that is cut",
      log: "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
        + "{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"gpu\":\"0\"},\"values\":"
        + "[[1700000000,\"360\"],[1700000005,\"NaN\"],[1700000010,\"360\"],[17000",
      rows: (4, 2), kWh: "0.001",
      messages: [
        "[rejected-rows]: 1 row is not used: the line is not in the format of the log (p.csv:1:188)",
        "[rejected-rows]: 1 row is not used: a number cannot be read (p.csv:1:166)",
      ]),
  ]

  private static func messages(_ text: String) -> [String] {
    text.split(separator: "\n").map { line in
      line.firstIndex(of: "[").map { String(line[$0...]) } ?? String(line)
    }
  }

  @Test("Each is told with its place, and every row is used or counted", arguments: cases)
  private func told(one: Case) {
    let run = TestSystem.run(
      "meter", "p.csv", "-f", "json", "--message-format", "short", files: ["p.csv": one.log])
    #expect(Self.messages(run.err) == one.messages)
    #expect(run.status == 0)
    let page = run.out.filter { !$0.isWhitespace }
    #expect(page.contains("\"rows\":{\"read\":\(one.rows.read),\"used\":\(one.rows.used),"))
    #expect(page.contains("\"kWhText\":\"\(one.kWh)\""), "\(page)")
  }

  @Test("A log that cannot be read, or is none, is named, and the others are read")
  func among() {
    let files = ["a.csv": Self.good, "b.csv": String(repeating: "\0\u{1}", count: 99)]
    let run = TestSystem.run(
      "meter", "none.csv", "a.csv", "b.csv", "-f", "json", "--message-format", "short",
      files: files)
    #expect(
      Self.messages(run.err)
        == [
          "error[unreadable]: cannot read `none.csv`: No such file or directory",
          "error[unknown-log]: `b.csv` is not text",
        ].map { String($0.drop { $0 != "[" }) })
    #expect(run.status == 2)
    #expect(run.out.contains("\"kWhText\": \"0.002\""))
  }

  @Test("What holds no samples is refused with what to do")
  func refused() {
    let table: [(log: String, message: String)] = [
      (
        "dataset,network,power_limit,time_per_epoch,average_power\na,b,100,27.1,106.9\n",
        "[unknown-log]: `p.csv` tells no time: it holds results or names, and no samples"
      ),
      ("123456789\n", "[unknown-log]: `p.csv` is not a log of power: it begins `123456789`"),
    ]
    let windows = Array("timestamp, index, power.draw [W]\n".utf16).flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }
    let system = TestSystem([:])
    system.files["p.csv"] = [0xFF, 0xFE] + windows
    #expect(Cradle.run(["meter", "p.csv"], in: system) == 2)
    #expect(
      system.err == """
        error[unknown-log]: `p.csv` is not text
        hint: give it decompressed, `zcat LOG | cradle meter -`, or in UTF-8, `iconv -f UTF-16 -t UTF-8 LOG | cradle meter -`

        """)
    for (log, message) in table {
      let run = TestSystem.run("meter", "p.csv", "--message-format", "short", files: ["p.csv": log])
      #expect(Self.messages(run.err) == [message])
      #expect(run.status == 2)
      #expect(run.out == "")
    }
  }
}
