import Testing

@testable import CradleCommand

/// What is told of logs of power on the command line.
@Suite("Options of cradle meter")
struct MeterOptionTests {
  private static let powercap = """
    timestamp,name,energy_uj
    1700000000,package-0,262143328849
    1700000000,dram,65712999612
    1700000010,package-0,3599999999
    1700000010,dram,3599999999

    """

  private static func run(
    _ arguments: String..., files: [String: String] = ["p.csv": powercap]
  ) -> (status: Int32, out: String, err: String) {
    let system = TestSystem(files)
    let status = Cradle.run(arguments, in: system)
    return (status, system.out, system.err)
  }

  @Test("Each counter begins again where it is told for its name, and the others where for all")
  func counterRanges() {
    for text in [
      "package-0=262143.328850J,dram=65712.999613J", "dram=65712.999613J,262143.328850J",
    ] {
      let run = Self.run("meter", "p.csv", "--counter-range", text, "-f", "json")
      #expect(run.err == "")
      // One microjoule to the end, and then 3599.999999 J, of both.
      #expect(run.out.contains("\"kWhText\": \"0.002\""), "\(run.out)")
      #expect(!run.out.contains("\"resets\": 1"))
    }
    let other = Self.run("meter", "p.csv", "--counter-range", "DRAM=1J,core=2J", "-f", "json")
    #expect(other.status == 0)
    #expect(
      other.err == """
        warning[doubtful-log]: `--counter-range` names `DRAM`, `core`, and no counter is called so
        hint: counters are `dram`, `package-0`

        """)
    for text in ["60W", "dram=", "=1J", "1J,2J", "a=1J,a=2J", "1J,", "a=0J"] {
      #expect(
        Self.run("meter", "p.csv", "--counter-range", text).err == """
          error[usage]: `--counter-range \(text)` does not tell after how much counters begin again
          hint: write an energy for all of them, `262143.328850J`, or one for each name, as in `package-0=262143.328850J,dram=65712.999613J`

          """)
    }
  }

  @Test("What parts a sum is not told of a slice")
  func partial() {
    for (options, command) in [
      (["--idle", "60W"], "meter"), (["--meter", "facility"], "meter"),
      (["--idle", "measured"], "merge"),
    ] {
      let system = TestSystem([
        "p.csv": Self.powercap,
        "p.meter": Self.run("meter", "--partial", "p.csv").out,
      ])
      let file = command == "merge" ? "p.meter" : "p.csv"
      #expect(Cradle.run([command, "--partial", file] + options, in: system) == 2)
      #expect(system.out == "")
      let option = options.joined(separator: " ")
      #expect(
        system.err == """
          error[usage]: `\(option)` is of the sum of all slices, and `--partial` writes one of them
          hint: give it to the `cradle merge` that joins them: `cradle merge \(option) PART…`

          """)
    }
  }

  @Test("The summary of a slice is no log, and what it is for is said")
  func summary() {
    let part = Self.run("meter", "--partial", "p.csv").out
    #expect(
      Self.run("meter", "p.meter", files: ["p.meter": part]).err == """
        error[unknown-log]: `p.meter` is the summary of a slice, and no log
        hint: `cradle merge` joins summaries: `cradle merge PART…`

        """)
  }

  @Test("A stretch without samples is answered with that of the logs, in their zone")
  func stretch() {
    let log = "time,power_w\n2026-06-18T00:00:00Z,60\n2026-06-18T00:10:00Z,60\n"
    let run = Self.run(
      "meter", "p.csv", "--idle", "2026-06-17T00:00Z/2026-06-17T00:10Z", files: ["p.csv": log])
    #expect(
      run.err == """
        error[doubtful-log]: device `p.csv` has no two samples from 2026-06-17T00:00:00Z to 2026-06-17T00:10:00Z, to tell its draw without work
        hint: name a stretch in which every device was logged; it was from 2026-06-18T00:00:00Z to 2026-06-18T00:10:00Z

        """)
  }

  @Test("Decimal commas between commas are refused with how to write the log")
  func decimalCommas() {
    let log = "1,001048308,19,63,Joules,power/energy-pkg/,1001201203,100,00,,\n"
    #expect(
      Self.run("meter", "p.csv", files: ["p.csv": log]).err == """
        error[unknown-log]: the numbers of `p.csv` have commas, and so has what parts its columns
        hint: write it by `LC_ALL=C perf stat`, or part the columns by `-x';'`

        """)
  }

  @Test("The page of an MLPerf log says that readings outside of its start and stop count")
  func mlperf() {
    let log = [1_719_843_790_000, 1_719_843_800_000].map {
      ":::MLLOG {\"time_ms\": \($0), \"key\": \"power_reading\", \"value\": 360.0}\n"
    }.joined()
    let page = Self.run("meter", "p.txt", files: ["p.txt": log]).out
    #expect(
      page.contains(
        """
        • The power readings of an MLPerf run are read: the nodes they name are in it,
          before the start that it logs and after its stop, too (the score of MLPerf
          counts what lies between).
        """), "\(page)")
  }
}
