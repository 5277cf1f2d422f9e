import Foundation
import Testing

@testable import CradleCommand

@Suite("cradle meter, and meters in studies")
struct MeterCommandTests {
  private static let header = "timestamp, index, power.draw [W]\n"

  /// Two GPUs at 360 W and 180 W for 100 s, and one at 360 W after a pause of an hour.
  private static var log: [String] {
    var rows: [String] = []
    for second in 0...100 {
      let stamp =
        "2026/06/18 00:0\(second / 60):\(second % 60 < 10 ? "0" : "")\(second % 60).000"
      rows.append("\(stamp), 0, 360.00 W")
      rows.append("\(stamp), 1, 180.00 W")
    }
    rows.append("2026/06/18 01:01:40.000, 0, 360.00 W")
    rows.append("2026/06/18 01:01:41.000, 0, [N/A]")
    return rows
  }

  private static var text: String { header + log.joined(separator: "\n") + "\n" }

  @Test("The page: energy by device, quality, and what to put into a study")
  func page() {
    let run = TestSystem.run("meter", "p.csv", files: ["p.csv": Self.text])
    #expect(run.status == 0)
    #expect(
      run.err == """
        warning[rejected-rows]: 1 row is not used: a value is missing (p.csv:205:29)

        warning[doubtful-log]: device `1` of `p.csv` is last seen at 2026-06-18T00:01:40, and others go on to 2026-06-18T01:01:40
        hint: its energy counts up to there; what it drew since, if anything, is missing

        """)
    #expect(run.out == Self.page)
  }

  @Test("Slices in any order, with the header given once, give the very bytes of one pass")
  func slices() {
    let whole = TestSystem.run(
      "meter", "p.csv", "--format", "json", files: ["p.csv": Self.text])
    var files = ["head.csv": Self.header]
    var parts: [String] = []
    for (index, rows) in [Self.log[150...], Self.log[..<3], Self.log[3..<150]].enumerated() {
      files["s\(index).csv"] = rows.joined(separator: "\n") + "\n"
      let part = TestSystem.run(
        "meter", "--partial", "--header", "head.csv", "s\(index).csv", files: files)
      #expect(part.status == 0)
      files["s\(index).meter"] = part.out
      parts.append("s\(index).meter")
    }
    let joined = Self.run(["merge"] + parts + ["--format", "json"], files)
    #expect(joined.out == whole.out)
    #expect(joined.status == 0)
    let twice = Self.run(["merge"] + parts + ["s1.meter", "s2.meter"], files)
    #expect(twice.status == 1)
    #expect(
      twice.err.hasPrefix(
        "error[doubtful-log]: slices of device `0` overlap from 2026-06-18T00:00:00 to "
          + "2026-06-18T00:00:01: `s1.csv`\n"), "\(twice.err)")
  }

  @Test("One device in two logs at the same time: told twice it counts once, or asked about")
  func overlap() {
    let files = ["a.csv": Self.text, "b.csv": Self.text]
    let asked = TestSystem.run("meter", "a.csv", "b.csv", files: files)
    #expect(asked.status == 1)
    #expect(asked.err.contains("`--node '*'` gives each log its own"))
    let one = TestSystem.run("meter", "a.csv", "b.csv", "--node", "n", "-f", "json", files: files)
    #expect(one.out.contains("\"kWhText\": \"0.015\""), "\(one.out)\(one.err)")
    #expect(one.out.contains("\"read\": 408"))
    #expect(one.out.contains("\"used\": 203"))
    let two = TestSystem.run("meter", "a.csv", "b.csv", "--node", "*", "-f", "json", files: files)
    #expect(two.out.contains("\"kWhText\": \"0.03\""), "\(two.out)\(two.err)")
  }

  @Test("A second log that begins in the hour that the end of summer time repeats is told")
  func repeatedHour() {
    func log(_ hours: [Int], _ zone: String = "") -> String {
      Self.header
        + hours.flatMap { hour in
          (0..<60).map {
            "2026/10/25 0\(hour):\($0 < 10 ? "0" : "")\($0):00.000\(zone), 0, 360.00 W\n"
          }
        }.joined()
    }
    let files = ["a.csv": log([1, 2]), "b.csv": log([2, 3])]
    let warning = """
      warning[doubtful-log]: `a.csv` and `b.csv` have one hour in common, from 2026-10-25T02:00:00 to 2026-10-25T02:59:00, as where a clock goes back at the end of summer time
      hint: if it did, give them as one log, in their order, through standard input: what follows is taken as an hour later; what counts once here would be an hour missing

      """
    let once = TestSystem.run(
      "meter", "a.csv", "b.csv", "--node", "n", "-f", "json", files: files)
    #expect(once.err == warning)
    // 179 min at 360 W.
    #expect(once.out.contains("\"kWhText\": \"1.074\""))
    let asked = TestSystem.run("meter", "a.csv", "b.csv", files: files)
    #expect(asked.status == 1)
    #expect(asked.err.hasPrefix(warning + "error[doubtful-log]: device `0` is in `a.csv` and"))
    let system = TestSystem(["-": ""])
    system.input = Array((log([1, 2]) + log([2, 3])).utf8)
    #expect(Cradle.run(["meter", "-", "-f", "json"], in: system) == 0)
    // An hour more.
    #expect(system.out.contains("\"kWhText\": \"1.434\""), "\(system.err)")
    for (name, hours, zone) in [("other hours", [1, 2, 3], ""), ("a zone", [2, 3], "Z")] {
      let files = ["a.csv": log([1, 2], zone), "b.csv": log(hours, zone)]
      let run = TestSystem.run("meter", "a.csv", "b.csv", "--node", "n", files: files)
      #expect(run.err == "", "\(name)")
    }
  }

  @Test("A page says in words of meters what was not asked for")
  func notAskedFor() {
    let text = """
      DCGM_FI_DEV_POWER_USAGE{gpu="0"} 360 1700000000000
      DCGM_FI_DEV_GPU_TEMP{gpu="0"} 61 1700000000000
      DCGM_FI_DEV_POWER_USAGE{gpu="0"} 360 1700000010000

      """
    let run = TestSystem.run("meter", "p.prom", files: ["p.prom": text])
    #expect(run.err == "")
    #expect(
      run.out.contains(
        """
        • 3 rows read, 2 used, 1 rejected; 1 because they tell no power or energy of a
          device, or one that others hold.
        """), "\(run.out)")
  }

  @Test("Idle is parted off by a draw, and one above all is refused")
  func idle() {
    let run = TestSystem.run("meter", "p.csv", "--idle", "90W", files: ["p.csv": Self.text])
    // 270 W·200 s less: 2 × 90 W × 100 s = 5 Wh.
    #expect(run.out.contains("dynamic: 0.01 kWh\n    idle: 0.005 kWh\n"), "\(run.out)")
    let above = TestSystem.run("meter", "p.csv", "--idle", "300W", files: ["p.csv": Self.text])
    #expect(above.status == 1)
    #expect(above.err.contains("error[negative-rest]: idle would be 0.016666666667 kWh"))
    let none = TestSystem.run("meter", "p.csv", "--idle", "sixty", files: ["p.csv": Self.text])
    #expect(none.status == 2)
  }

  /// Eight idle H100 by xypp3/gpu_glasses (MIT), and the first 100 lines of a power meter's log of
  /// mlcommons/inference_results_v4.1 (Apache-2.0).
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/meters")

  @Test(
    "Logs as found are read, or refused with what to do; energies are those of Python's fractions")
  func samples() throws {
    func run(_ name: String, _ options: String...) throws -> String {
      let text = try String(contentsOf: Self.fixtures.appending(path: name), encoding: .utf8)
      let run = Self.run(["meter", name, "-f", "json"] + options, [name: text])
      return run.out + run.err
    }
    let meter = try run("spl.txt")
    #expect(meter.contains("\"kWhText\": \"0.005901240736\""))
    #expect(meter.contains("\"used\": 100"))
    let name = "nvidia_smi_8xh100_idle.csv"
    #expect(
      try run(name) == """
        error[unknown-log]: in `nvidia_smi_8xh100_idle.csv` both `index` and `gpu` could name the device, and they do not agree
        hint: its header may stand over other columns than its own; say which holds what: `--columns time=…,power=…,device=…`

        """)
    let idle = try run(name, "--columns", "time=timestamp,power=power.draw,device=gpu")
    #expect(idle.contains("\"kWhText\": \"0.001101215278\""))
  }

  private static func run(
    _ arguments: [String], _ files: [String: String]
  ) -> (status: Int32, out: String, err: String) {
    let system = TestSystem(files)
    let status = Cradle.run(arguments, in: system)
    return (status, system.out, system.err)
  }

  private static func study(_ energy: String) -> String {
    """
    study: A run
    sites: {here: {grid: 100 gCO2e/kWh, pue: 1}}
    activities:
      - training: A model
        site: here
        energy: {\(energy)}
        emissions: {embodied: 1 kgCO2e}
    """
  }

  @Test("A study takes its energy from the logs it names, and its report names them")
  func study() {
    let files = ["in/s.yaml": Self.study("log: power/*.csv"), "in/power/p.csv": Self.text]
    let run = TestSystem.run("report", "in/s.yaml", files: files)
    #expect(run.status == 0, "\(run.err)")
    // 15 Wh at 100 g/kWh.
    #expect(run.out.contains("0.00150"), "\(run.out)")
    let provenance = run.out.split(separator: "\n").suffix(4).joined(separator: " ")
    #expect(provenance.contains("measured from power/p.csv sha256:"), "\(provenance)")
    #expect(provenance.contains("nvidia-smi, 2 devices, 5.3 % covered, 1 of 204 rows rejected"))
    let json = TestSystem.run("report", "in/s.yaml", "-f", "json", files: files)
    #expect(json.out.contains("\"kWh\": 0.015"))
    #expect(json.out.contains("\"measured\""), "\(json.out)")
  }

  @Test("A study names the columns of a log, and the longest step that is bridged")
  func terms() {
    let rows = Self.log.map { $0.replacingOccurrences(of: " W", with: "") }
    let text = "when,which,draw\n" + rows.joined(separator: "\n") + "\n"
    func run(_ energy: String) -> (status: Int32, out: String, err: String) {
      TestSystem.run(
        "report", "s.yaml", "-f", "json", files: ["s.yaml": Self.study(energy), "p.csv": text])
    }
    #expect(run("log: p.csv").err.contains("has no columns that are known to tell"))
    for columns in ["{time: when, power: draw, device: which}", "'time=#1,power=#3,device=#2'"] {
      let named = run("log: p.csv, columns: \(columns)")
      #expect(named.out.contains("\"kWh\": 0.015,"), "\(named.err)")
      // The hour's pause of one GPU at 360 W, bridged: 360 Wh more.
      let bridged = run("log: p.csv, gap: 2 h, columns: \(columns)")
      #expect(bridged.out.contains("\"kWh\": 0.375,"), "\(bridged.err)")
    }
    func message(_ energy: String) -> String {
      run(energy).err.split(separator: "\n").filter {
        $0.hasPrefix("error") || $0.hasPrefix("hint")
      }.joined(separator: "\n")
    }
    #expect(
      message("log: p.csv, columns: {time: when, draw: draw}") == """
        error[unknown-key]: no column holds `draw`
        hint: what a column can hold is `time`, `power`, `energy`, `device`, `node`, `model`
        """)
    #expect(
      message("log: p.csv, columns: {time: when}") == """
        error[missing-key]: `columns` names no column for the power
        hint: write for example `power=draw`
        """)
    #expect(
      message("log: p.csv, gap: long") == """
        error[wrong-shape]: `gap` is the longest step between two samples that is bridged
        hint: write a number of `ms`, `s`, `min` or `h`: `gap: 30s`
        """)
  }

  @Test("A study tells where counters of its logs begin again")
  func ranges() {
    // A counter of a processor that wraps at 262,143.328850 J: 0.328850 J and 3,600.671150 J are
    // 3,601 J.
    let log =
      "time,zone,energy_uj\n1700000000,package-0,262143000000\n1700000100,package-0,3600671150\n"
    func run(_ range: String) -> (out: String, err: String) {
      let files = ["s.yaml": Self.study("log: p.csv\(range)"), "p.csv": log]
      let run = TestSystem.run("report", "s.yaml", "-f", "json", files: files)
      return (run.out, run.err)
    }
    #expect(run("").out.contains("\"kWh\": 0.001000186"))
    for range in ["262143.328850 J", "{package-0: 262143.328850 J, dram: 1 J}"] {
      let told = run(", counter-range: \(range)")
      #expect(told.out.contains("\"kWh\": 0.001000277"), "\(told)")
    }
    // A name may hold blanks.
    let named = TestSystem.run(
      "report", "s.yaml", "-f", "json",
      files: [
        "s.yaml": Self.study("log: p.csv, counter-range: {package 0: 262143.328850 J}"),
        "p.csv": log.replacing("package-0", with: "package 0"),
      ])
    #expect(named.out.contains("\"kWh\": 0.001000277"), "\(named)")
    #expect(
      run(", counter-range: often").err.contains(
        """
        error[wrong-shape]: `counter-range` tells after how much counters begin again
        """))
  }

  @Test("A baseline parts it; what is stated beside it, elsewhere or missing is refused")
  func mistakes() {
    func run(_ energy: String) -> (out: String, err: String) {
      let files = ["s.yaml": Self.study(energy), "p.csv": Self.text]
      let run = TestSystem.run("report", "s.yaml", "-f", "json", files: files)
      return (run.out, run.err)
    }
    #expect(run("log: p.csv, baseline: 90 W").out.contains("\"kWh\": 0.005"))
    #expect(
      run("log: p.csv, it: 3 kWh").err.contains(
        "error[counted-twice]: `it` is stated beside a log that holds it\n"))
    #expect(
      run("log: p.csv, meter: facility").err.hasSuffix(
        """

        error[unknown-choice]: sensors of processors are no meter of a building
         --> s.yaml:6:19
          |
        6 |     energy: {log: p.csv, meter: facility}
          |                   ^^^^^
        hint: leave out `meter: facility`: the PUE of the site adds what the building takes

        """))
    #expect(run("log: ../p.csv").err.hasPrefix("error[outside-folder]"))
    #expect(
      run("log: q*.csv").err.contains(
        """
        error[unreadable]: no file is named `q*.csv`
         --> s.yaml:6:19
          |
        6 |     energy: {log: q*.csv}
          |                   ^^^^^^
        """), "\(run("log: q*.csv").err)")
  }
}

extension MeterCommandTests {
  private static let page = """
    Metered energy
    ══════════════

    15.0 Wh metered at the equipment by nvidia-smi, 2 devices from
    2026-06-18T00:00:00 to 2026-06-18T01:01:40 (no zone stated).

    By device

    device   energy   mean   largest      covered   of its span   gaps
                 Wh      W         W                          %
    ──────────────────────────────────────────────────────────────────
    0         10.0     360       360   1 min 40 s           2.7      1
    1          5.00    180       180   1 min 40 s         100        0
    ──────────────────────────────────────────────────────────────────
    all       15.0                     3 min 20 s           5.3      1

    Quality
    ───────

    • 204 rows read, 203 used, 1 rejected; 1 because a value is missing.
    • The sensors of the GPUs are read: the host that holds them is not in it.
    • The median step from one sample to the next is 1.00 s, the longest 3600 s;
      steps beyond ten times the median, 10.0 s, are gaps and left out (`--gap` sets
      another bound).
    • A gap of 1 h from 2026-06-18T00:01:40, device 0.
    • Uncertainty, 95 %: ± 278 mWh in all.
    • Sampling: ± 0 kWh, between samples the draw is taken to lie on a line (the
      differences between samples).
    • Sensor: ± 278 mWh, the sensors of NVIDIA GPUs are stated to be right within 5
      W (NVIDIA, nvidia-smi manual page, power readings).
    • Part-time sampling: of A100 and H100 only a quarter of the time is seen by the
      sensor; what swings faster than it may be missed, by an amount not known
      (Yang, Adamek and Armour, arXiv:2312.02741, 2023, abstract).

    For a study
    ───────────

      energy:  # 2026-06-18T00:00:00 to 2026-06-18T01:01:40
        # under the entry of the GPUs: their host is not in it
        it: 0.015 kWh ± 1.85 %

    """
}
