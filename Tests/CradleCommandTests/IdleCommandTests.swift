import Testing

@testable import CradleCommand

/// The draw without work, by which energy is parted into dynamic and idle.
@Suite("`--idle`, and `baseline` in studies")
struct IdleCommandTests {
  private static let header = "timestamp, index, power.draw [W]\n"

  /// Two GPUs for 100 s; at 60 W and 65 W from 20 s to 40 s, else at 360 W.
  private static let rows = (0...100).flatMap { second in
    let stamp = "2026/06/18 00:0\(second / 60):\(second % 60 < 10 ? "0" : "")\(second % 60).000"
    return (0...1).map { gpu in
      "\(stamp), \(gpu), \(20...40 ~= second ? 60 + 5 * gpu : 360).00 W\n"
    }
  }

  private static let files = ["p.csv": header + rows.joined()]
  private static let quiet = "2026-06-18T00:00:20/00:00:40"

  private static func run(
    _ words: String, _ more: [String: String] = [:]
  ) -> (status: Int32, out: String, err: String) {
    let system = TestSystem(files.merging(more) { $1 })
    let status = Cradle.run(words.split(separator: " ").map(String.init), in: system)
    return (status, system.out, system.err)
  }

  /// Device 0: 100 s at 60 W are 6 kJ of 78 s × 360 W + 20 s × 60 W + 2 s × 210 W = 29,700 J; device
  /// 1: 6.5 kJ of 28,080 J + 1,300 J + 425 J = 29,805 J.
  private static let figures = "    dynamic: 0.013056944444 kWh\n    idle: 0.003472222222 kWh\n"

  @Test("The mean draw of each device in a stretch is its idle draw, on the page and as data")
  func stretch() {
    let page = Self.run("meter p.csv --idle \(Self.quiet)")
    #expect(page.err == "")
    #expect(page.out.hasSuffix(Self.figures), "\(page.out)")
    #expect(
      page.out.contains(
        "• Idle is the mean draw of each device from 2026-06-18T00:00:20 to\n"
          + "  2026-06-18T00:00:40, 60.0 W to 65.0 W.\n"), "\(page.out)")
    let data = Self.run("meter p.csv -f json --idle \(Self.quiet)").out
    #expect(data.contains("\"idleWatts\": 60.0,") && data.contains("\"idleWatts\": 65.0,"))
  }

  @Test("Slices that were read with it give the very bytes of one pass, told again or not")
  func slices() {
    var more = ["head.csv": Self.header]
    for (index, rows) in [Self.rows[150...], Self.rows[..<55], Self.rows[55..<150]].enumerated() {
      more["s\(index).csv"] = rows.joined()
      let part = Self.run(
        "meter --partial --header head.csv s\(index).csv --idle \(Self.quiet)", more)
      #expect(part.err == "")
      more["s\(index).meter"] = part.out
      more["plain\(index).meter"] =
        Self.run("meter --partial --header head.csv s\(index).csv", more).out
    }
    let whole = Self.run("meter p.csv -f json --idle \(Self.quiet)").out
    let merge = "merge s2.meter s0.meter s1.meter -f json"
    #expect(Self.run(merge, more).out == whole)
    #expect(Self.run(merge + " --idle \(Self.quiet)", more).out == whole)
    // Another way to tell it.
    let given = Self.run("meter p.csv -f json --idle 60W").out
    #expect(Self.run(merge + " --idle 60W", more).out == given)
    // A stretch that they do not hold.
    #expect(
      Self.run(merge + " --idle 2026-06-18T00:00:21/00:00:40", more).err == """
        error[usage]: the summaries hold the draw from 2026-06-18T00:00:20/2026-06-18T00:00:40, and not from 2026-06-18T00:00:21/2026-06-18T00:00:40
        hint: make them with it: `cradle meter --partial --idle 2026-06-18T00:00:21/2026-06-18T00:00:40 LOG`

        """)
    let plain = Self.run("merge plain0.meter plain1.meter plain2.meter --idle \(Self.quiet)", more)
    #expect(plain.status == 2)
    #expect(
      plain.err == """
        error[usage]: the summaries do not hold the draw from 2026-06-18T00:00:20/2026-06-18T00:00:40
        hint: make them with it: `cradle meter --partial --idle 2026-06-18T00:00:20/2026-06-18T00:00:40 LOG`

        """)
    #expect(Self.run("merge plain0.meter s1.meter", more).status == 2)
  }

  @Test("A stretch that is none, or in which a device was not logged, is refused")
  func refused() {
    #expect(
      Self.run("meter p.csv --idle 2026-06-18T00:40/00:20").err == """
        error[usage]: `2026-06-18T00:40/00:20` is no stretch of time
        hint: write its start and its later end, both with a zone or both without: `2026-06-18T00:00/2026-06-18T00:10`

        """)
    let late = Self.run("meter p.csv --idle 2026-06-18T00:01:40/00:20:00")
    #expect(late.status == 1)
    #expect(late.out == "")
    #expect(
      late.err == """
        error[doubtful-log]: device `0` has no two samples from 2026-06-18T00:01:40 to 2026-06-18T00:20:00, to tell its draw without work; 1 more is like it
        hint: name a stretch in which every device was logged; it was from 2026-06-18T00:00:00 to 2026-06-18T00:01:40

        """)
    #expect(
      Self.run("meter p.csv --idle sixty").err == """
        error[usage]: `sixty` tells no draw without work
        hint: write a power such as `60W`, `measured`, a stretch without work such as `2026-06-18T00:00/2026-06-18T00:10`, or an entry of the catalogue with an idle draw (`cradle factors`)

        """)
    let counter = ["c.csv": "time,energy_j\n1781740800,0\n1781740805,500\n"]
    #expect(
      Self.run("meter c.csv --idle measured", counter).err == """
        error[doubtful-log]: device `c.csv` is a counter of energy, whose draws are not known
        hint: name a stretch without work, FROM/TO, or a draw such as `60W`

        """)
  }

  @Test("A stretch told without a zone, of times with one, is UTC, and told so")
  func zones() {
    let zoned = Self.files.mapValues { $0.replacing(".000, ", with: ".000Z, ") }
    let run = Self.run("meter p.csv --idle \(Self.quiet)", zoned)
    #expect(
      run.err == """
        warning[doubtful-log]: times of the logs name their zone, and the stretch 2026-06-18T00:00:20/2026-06-18T00:00:40 does not
        hint: it is read as UTC; a zone stands behind each of its times, such as `Z` or `+02:00`

        """)
    #expect(run.out.hasSuffix(Self.figures), "\(run.out)")
    let told = Self.run("meter p.csv --idle 2026-06-18T02:00:20+02/2026-06-18T02:00:40+02", zoned)
    #expect(told.err == "")
    #expect(told.out.hasSuffix(Self.figures), "\(told.out)")
  }

  @Test("An entry of the catalogue tells its idle draw")
  func entry() {
    let run = Self.run("meter p.csv --idle nvidia-a100-sxm4-80gb")
    // 200 s of devices at the draw of the catalogue.
    let draw = Self.run("factors nvidia-a100-sxm4-80gb").out
    #expect(draw.contains("idle") && draw.contains("63 W"), "\(draw)")
    #expect(run.out.contains("idle: 0.0035 kWh\n"), "\(run.out)")
    #expect(
      run.out.contains(
        "• Idle is 63.0 W for each device over the time covered, that of\n"
          + "  nvidia-a100-sxm4-80gb in the catalogue.\n"), "\(run.out)")
  }

  @Test("A study parts its log by a stretch, by an entry, or by a draw")
  func study() {
    func report(_ energy: String) -> (status: Int32, out: String, err: String) {
      let study = """
        study: A run
        sites: {here: {grid: 100 gCO2e/kWh, pue: 1}}
        activities:
          - training: A model
            site: here
            energy: {\(energy)}
            emissions: {embodied: 1 kgCO2e}
        """
      return Self.run("report s.yaml -f json", ["s.yaml": study])
    }
    let stretch = report("log: p.csv, baseline: \(Self.quiet)")
    #expect(stretch.err == "")
    #expect(stretch.out.contains("\"kWh\": 0.00347222222"), "\(stretch.out)")
    let entry = report("log: p.csv, baseline: nvidia-a100-sxm4-80gb")
    #expect(entry.out.contains("\"kWh\": 0.0035,"), "\(entry.err)")
    #expect(report("log: p.csv, baseline: 60 W").out.contains("\"kWh\": 0.003333333333"))
    #expect(
      report("log: p.csv, baseline: 2026-06-18/").err == """
        error[usage]: `2026-06-18/` is no stretch of time
         --> s.yaml:6:36
          |
        6 |     energy: {log: p.csv, baseline: 2026-06-18/}
          |                                    ^^^^^^^^^^^
        hint: write its start and its later end, both with a zone or both without: `2026-06-18T00:00/2026-06-18T00:10`

        """)
  }
}
