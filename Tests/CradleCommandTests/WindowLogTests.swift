import Testing

@testable import CradleCommand

/// Logs of windows, in which the same time may stand twice.
@Suite("Windows of Zeus and intervals of perf at the same time")
struct WindowLogTests {
  private static let header = "start_time,window_name,elapsed_time,gpu0_energy,gpu1_energy\n"
  private static let step = "1700000000,step,8,1067.5,3\n"
  private static let epoch = "1700000000,epoch,10,2000,4\n"
  private static let next = "1700000008,step,8,1000,0\n"

  private static func refusal(_ files: [String: String], _ arguments: String...) -> String {
    let system = TestSystem(files)
    #expect(Cradle.run(["meter"] + arguments, in: system) == 1)
    #expect(system.out == "")
    return system.err
  }

  @Test("Windows that lie in each other, of one log or of several, are refused by name")
  func nested() {
    let files = [
      "a.csv": Self.header + Self.step + Self.epoch, "b.csv": Self.header + Self.step,
      "c.csv": Self.header + Self.next + Self.epoch.replacing("2000,4", with: "2000,5"),
      "d.csv": Self.header + Self.epoch,
    ]
    #expect(
      Self.refusal(files, "a.csv") == """
        error[doubtful-log]: windows of device `gpu 0` lie in each other, from 2023-11-14T22:13:20 to 2023-11-14T22:13:28: `a.csv`
        hint: leave out the rows of windows that lie in others, or those that hold them

        """)
    #expect(
      Self.refusal(files, "b.csv", "d.csv", "--node", "n").hasPrefix(
        "error[doubtful-log]: windows of device `n/gpu 0` lie in each other, from "
          + "2023-11-14T22:13:20 to 2023-11-14T22:13:28: `b.csv` and `d.csv`\n"))
    #expect(Self.refusal(files, "b.csv", "d.csv").contains("`--node '*'` gives each log its own"))
    #expect(
      Self.refusal(files, "d.csv", "c.csv", "--node", "n").hasPrefix(
        "error[doubtful-log]: windows of device `n/gpu 0` lie in each other, from "
          + "2023-11-14T22:13:28 to 2023-11-14T22:13:30: `d.csv` and `c.csv`\n"))
    #expect(Self.refusal(files, "a.csv", "--partial") == Self.refusal(files, "a.csv"))
  }

  @Test("The same window with another energy of one device is not the same")
  func unlike() {
    let log = Self.header + Self.step + Self.step.replacing(",3\n", with: ",4\n")
    #expect(
      Self.refusal(["a.csv": log], "a.csv").hasPrefix(
        "error[doubtful-log]: windows of device `gpu 1` lie in each other, from "
          + "2023-11-14T22:13:20 to 2023-11-14T22:13:28: `a.csv`\n"))
  }

  @Test("A window that stands twice, in one log or in two, counts once")
  func repeated() {
    let once = [Self.step, Self.next]
    let logs = [
      "twice": [Self.step, Self.step, Self.next], "all": once + once,
      "later": [Self.next, Self.step, Self.next, Self.step, Self.step],
    ]
    let expected = TestSystem.run(
      "meter", "once", "-f", "json", files: ["once": Self.header + once.joined()])
    // 2067.5 J and 3 J.
    #expect(expected.out.contains("\"kWhText\": \"0.000575138889\""), "\(expected.out)")
    for (name, rows) in logs {
      let files = [name: Self.header + rows.joined()]
      let run = TestSystem.run("meter", name, "-f", "json", files: files)
      #expect(run.err == "")
      let page = Self.packed(run.out)
      #expect(page.contains("\"rows\":{\"read\":\(rows.count),\"used\":2,"), "\(page)")
      #expect(page.contains("{\"reason\":\"duplicate\",\"rows\":\(rows.count - 2)}"), "\(page)")
      #expect(Self.devices(run.out) == Self.devices(expected.out))
      let part = TestSystem.run("meter", "--partial", name, files: files)
      let joined = TestSystem.run("merge", "p", "-f", "json", files: ["p": part.out])
      #expect(joined.out == run.out)
    }
    let files = [
      "a": Self.header + once.joined(),
      "b": "start_time,window_name,elapsed_time,gpu0_energy\n1700000000,step,8,1067.5\n",
    ]
    let both = TestSystem.run("meter", "a", "b", "--node", "n", "-f", "json", files: files)
    #expect(both.err == "")
    #expect(Self.packed(both.out).contains("\"read\":3,\"used\":2,"), "\(both.out)")
    #expect(both.out.contains("\"kWhText\": \"0.000575138889\""))
  }

  private static func packed(_ page: String) -> String { page.filter { !$0.isWhitespace } }

  private static func devices(_ page: String) -> Substring {
    page.firstRange(of: "\"devices\"").map { page[$0.lowerBound...] } ?? ""
  }

  private static func perf(_ seconds: ClosedRange<Int>, _ joules: Int = 3600) -> String {
    seconds.map { "\($0).000\(joules),\(joules).00,Joules,power/energy-pkg/,1,100.00,,\n" }
      .joined()
  }

  @Test("Windows, and intervals of perf, that stand in two slices are not joined, and that is said")
  func slices() {
    func message(_ log: String) -> String {
      let part = TestSystem.run("meter", "--partial", "s.csv", files: ["s.csv": log]).out
      let system = TestSystem(["a": part, "b": part])
      #expect(Cradle.run(["merge", "a", "b"], in: system) == 1)
      #expect(system.out == "")
      return system.err
    }
    #expect(
      message(Self.header + Self.step).hasPrefix(
        """
        error[doubtful-log]: windows of device `gpu 0` lie in each other, from 2023-11-14T22:13:20 to 2023-11-14T22:13:28: `s.csv`
        hint: leave out the rows of windows that lie in others, or those that hold them; one that stands twice may be in one slice only

        """))
    #expect(
      message(Self.perf(1...2)) == """
        error[doubtful-log]: slices of device `s.csv/package` overlap from 1970-01-01T00:00:01.000360 to 1970-01-01T00:00:02.000360: `s.csv`
        hint: each sample may be in one slice only; if they are of two nodes, name these by `--node` when the slices are read

        """)
  }

  @Test("Lines of one run of perf stat that stand twice count once; those of two are refused")
  func perf() {
    func page(_ log: String) -> String {
      let run = TestSystem.run("meter", "p.csv", "-f", "json", files: ["p.csv": log])
      return Self.packed(run.out)
    }
    let once = page(Self.perf(1...9))
    #expect(once.contains("\"kWhText\":\"0.009\""))
    #expect(once.contains("\"seconds\":9.00036,\"coverage\":1.0,"), "\(once)")
    for log in [
      Self.perf(1...9) + Self.perf(4...6), Self.perf(5...9) + Self.perf(1...7) + Self.perf(3...3),
      Self.perf(1...4) + Self.perf(4...9) + Self.perf(1...1),
    ] {
      let lines = log.split(separator: "\n").count
      let page = page(log)
      #expect(page.contains("\"rows\":{\"read\":\(lines),\"used\":9,"), "\(page)")
      #expect(page.contains(Self.devices(once)), "\(page)")
    }
    let two = Self.perf(1...9) + Self.perf(1...5, 1801)
    #expect(
      Self.refusal(["p.csv": two], "p.csv") == """
        warning[doubtful-log]: the times of `p.csv` are not counted from 1970, but from another moment, as the start of the machine
        hint: the energy is as it is, if they count seconds; only days and hours are not those of the calendar
        error[doubtful-log]: intervals of device `p.csv/package` that two runs of `perf stat` counted are at the same time, from 1970-01-01T00:00:01.000360 to 1970-01-01T00:00:05.000180100: `p.csv`
        hint: the times of each run count from its own start: split a log where they begin again, and give each a node of its own, `--node '*'`, or add them up one by one

        """)
    let files = ["a.csv": Self.perf(1...9), "b.csv": Self.perf(1...5, 1801)]
    #expect(Self.refusal(files, "a.csv", "b.csv", "--node", "n").contains("`a.csv`"))
    let apart = TestSystem.run("meter", "a.csv", "b.csv", "--node", "*", "-f", "json", files: files)
    // 9 × 3600 J and 5 × 1801 J.
    #expect(apart.out.contains("\"kWhText\": \"0.011501388889\""), "\(apart.out)")
  }
}
