import TestSupport
import Testing

@testable import CradleCommand

/// Logs out of order, as a whole and in slices.
@Suite("Logs of power out of order")
struct MeterOrderTests {
  private static let header = "timestamp, index, power.draw [W]\n"

  private static func row(_ second: Int, _ power: Int) -> String {
    let stamp = "2026/06/18 00:0\(second / 60):\(second % 60 < 10 ? "0" : "")\(second % 60).000"
    return "\(stamp), 0, \(power).00 W\n"
  }

  private static func run(
    _ arguments: [String], _ files: [String: String], input: String = ""
  ) -> (status: Int32, out: String, err: String) {
    let system = TestSystem(files.merging(["-": ""]) { $1 })
    system.input = Array(input.utf8)
    let status = Cradle.run(arguments, in: system)
    return (status, system.out, system.err)
  }

  private static func rows(_ page: String) -> String {
    let packed = page.filter { !$0.isWhitespace }
    guard let rows = packed.firstRange(of: "\"rows\":{") else { return packed }
    return String(packed[rows.upperBound...].prefix { $0 != "[" })
  }

  @Test("A slice out of order is put in order, and joins to the very figure of one pass")
  func partial() {
    var random = SplitMix(seed: 61)
    // Three slices in order of each other, none of them in order itself, and rows that stand twice.
    var slices: [String] = []
    for start in [0, 60, 120] {
      var rows = (start..<start + 60).map { Self.row($0, Int.random(in: 60...400, using: &random)) }
      rows += [rows[7], rows[31], rows[31]]
      rows.shuffle(using: &random)
      slices.append(rows.joined())
    }
    let whole = Self.run(
      ["meter", "p.csv", "-f", "json"], ["p.csv": Self.header + slices.joined()])
    #expect(Self.rows(whole.out) == "\"read\":189,\"used\":180,\"rejected\":")
    var parts: [String: String] = [:]
    for (index, slice) in slices.enumerated() {
      let part = Self.run(["meter", "--partial", "s"], ["s": Self.header + slice])
      #expect(part.status == 0)
      #expect(part.out.split(separator: "\n").count { $0.hasPrefix("run ") } == 1)
      #expect(part.err.hasPrefix("warning[doubtful-log]: the times of `s` go back at s:"))
      parts["\(index)"] = part.out
    }
    let joined = Self.run(["merge", "2", "0", "1", "-f", "json"], parts)
    #expect(joined.err == "")
    #expect(joined.out == whole.out)
  }

  @Test("A row that one pass has seen to stand twice is not counted again when rows are sorted")
  func duplicates() {
    let log = Self.header + [1, 1, 5, 3].map { Self.row($0, 100) }.joined()
    let run = Self.run(["meter", "p.csv", "-f", "json"], ["p.csv": log])
    #expect(Self.rows(run.out) == "\"read\":4,\"used\":3,\"rejected\":")
  }

  @Test("A stream out of order cannot be read a second time, and that is said")
  func stream() {
    let log = Self.header + [0, 1, 2, 3, 1, 4].map { Self.row($0, 100) }.joined()
    for options in [[], ["--partial"]] {
      let run = Self.run(["meter", "-"] + options, [:], input: log)
      #expect(run.status == 2)
      #expect(run.out == "")
      #expect(
        run.err == """
          warning[doubtful-log]: the times of `-` go back at -:6:1
          hint: its samples are to be put in order; those of one device and time count once
          error[doubtful-log]: the samples of device `0` are not in order of time, from 2026-06-18T00:00:01 to 2026-06-18T00:00:03, and a stream cannot be read a second time to sort them
          hint: give the log as a file, or sort it by time first: `(head -n 1 LOG; tail -n +2 LOG | sort) | cradle meter -`

          """)
    }
  }

  @Test("Summaries that overlap are not joined to one that no other could be joined to")
  func merge() {
    let part = Self.run(
      ["meter", "--partial", "s"], ["s": Self.header + Self.row(1, 9) + Self.row(3, 9)])
    let run = Self.run(["merge", "--partial", "a", "b"], ["a": part.out, "b": part.out])
    #expect(run.status == 1)
    #expect(run.out == "")
    #expect(
      run.err == """
        error[doubtful-log]: slices of device `0` overlap from 2026-06-18T00:00:01 to 2026-06-18T00:00:03: `s`
        hint: each sample may be in one slice only; if they are of two nodes, name these by `--node` when the slices are read

        """)
  }
}
