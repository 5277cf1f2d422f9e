import TestSupport
import Testing

@testable import Telemetry

@Suite("CodeCarbon")
struct CodeCarbonTests {
  private static let header =
    "timestamp,project_name,run_id,duration,emissions,energy_consumed,codecarbon_version,pue\n"

  private static func row(
    _ second: Int, _ run: String, _ duration: String, _ energy: String, pue: String = "1.0"
  ) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let time = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    return "2026-06-18T\(time),p,\(run),\(duration),0.1,\(energy),3.0.1,\(pue)\n"
  }

  /// What slices that were read apart, without the header, add up to; nothing where they overlap.
  private static func sliced(_ parts: [ArraySlice<String>]) throws -> Metered? {
    var whole: MeterSummary?
    for part in parts where !part.isEmpty {
      let text = try power(part.joined(), node: "n", header: header).partial
      try MeterSummary.join(text, to: &whole)
    }
    guard let (joined, overlaps) = whole?.joined(), overlaps.isEmpty else { return nil }
    return Metered(joined)
  }

  /// What one pass adds up to, rows in no order put in order.
  private static func sorted(_ text: String) throws -> MeterSummary {
    var log = PowerLog(MemorySource(name: "log", bytes: Array(text.utf8)))
    log.terms.node = "n"
    var summary = try log.read().summary
    let overlaps = summary.joined().overlaps
    if !overlaps.isEmpty {
      let reading = try log.read(into: SampleCollector(overlaps.map(\.device)))
      summary.replaceRuns(by: try #require(reading.collector), of: reading.summary.rows)
    }
    return summary.joined().summary
  }

  @Test("A run begins once, in how many slices its rows may stand")
  func start() throws {
    let rows = [Self.row(36_600, "a", "600", "1.0"), Self.row(37_201, "a", "600", "2.0")]
    let whole = try power(Self.header + rows.joined(), node: "n").joined().summary
    let metered = Metered(whole)
    #expect(metered.energy.text == "2")
    #expect(metered.devices[0].span == 1_201_000_000_000)
    #expect(metered.devices[0].samples == 2)
    #expect(try Self.sliced([rows[...0], rows[1...]]) == metered)
    #expect(try Self.sliced([rows[1...], rows[...0]]) == metered)
  }

  @Test("Of rows of one time the earliest start counts, and later ones say nothing of it")
  func starts() throws {
    let rows = [
      Self.row(36_600, "a", "600", "1.0"), Self.row(36_600, "a", "601.5", "0.5"),
      Self.row(36_600, "a", "600.5", "1.5"), Self.row(36_610, "a", "700", "2.0"),
    ]
    let metered = Metered(try power(Self.header + rows.joined(), node: "n").joined().summary)
    #expect(metered.devices[0].span == 611_500_000_000)
    #expect(metered.energy.text == "2")
    #expect(metered.rows.used == 2)
    for order in [[0, 1, 2, 3], [2, 0, 3, 1], [3, 1, 0, 2]] {
      #expect(try Self.sliced(order.map { rows[$0...$0] }) == metered)
    }
    #expect(try Self.sliced([rows[...1], rows[2...]]) == metered)
  }

  @Test("Slices cut anywhere give what one pass does, in any order")
  func slices() throws {
    var random = SplitMix(seed: 91)
    var refused = 0
    for _ in 0..<300 {
      var rows: [String] = []
      var second = 36_000
      var runs: [(start: Double, energy: Int)] = []
      for _ in 0..<Int.random(in: 2...24, using: &random) {
        second += Int.random(in: 0...90, using: &random)
        if runs.isEmpty || Int.random(in: 0..<4, using: &random) == 0 {
          runs.append((Double(second) - Double.random(in: 0...40, using: &random), 0))
        }
        let run = Int.random(in: 0..<runs.count, using: &random)
        runs[run].energy += Int.random(in: 0...900, using: &random)
        // The stamp has lost its part of a second, the duration has not.
        let rest = Double.random(in: 0..<1, using: &random)
        rows.append(
          Self.row(
            second, run % 5 == 4 ? "" : "run-\(run)",
            "\(max(Double(second) + rest - runs[run].start, 0.001))",
            "0.\(1000 + runs[run].energy)"))
        if Int.random(in: 0..<8, using: &random) == 0 { rows.append(rows[rows.count - 1]) }
        if Int.random(in: 0..<9, using: &random) == 0 { rows.append("soon,p,a,1,0.1,1\n") }
      }
      let inOrder = Bool.random(using: &random)
      if !inOrder { rows.shuffle(using: &random) }
      let log = Self.header + rows.joined()
      let overlaps = try power(log, node: "n").joined().overlaps
      let cuts = [
        0, Int.random(in: 0...rows.count, using: &random),
        Int.random(in: 0...rows.count, using: &random), rows.count,
      ].sorted()
      var parts = zip(cuts, cuts.dropFirst()).map { rows[$0..<$1] }
      parts.shuffle(using: &random)
      let found = try Self.sliced(parts)
      // Where rows are in no order, slices may be so that none overlaps another.
      if found == nil { refused += 1 }
      #expect(found == nil ? !overlaps.isEmpty : found == Metered(try Self.sorted(log)), "\(log)")
      #expect(!inOrder || overlaps.isEmpty, "\(log)")
    }
    #expect(20..<200 ~= refused)
  }

  @Test("Rows of a run in no order are put in order, and begin where the first of them says")
  func outOfOrder() throws {
    let rows = [
      Self.row(36_060, "a", "60.5", "0.1"), Self.row(36_180, "a", "180.5", "0.3"),
      Self.row(36_120, "a", "120.25", "0.2"),
    ]
    #expect(try power(Self.header + rows.joined()).joined().overlaps.count == 1)
    let metered = Metered(try Self.sorted(Self.header + rows.joined()))
    #expect(metered.energy.text == "0.3")
    #expect(metered.devices[0].span == 180_500_000_000)
    #expect(metered.rows.used == 3)
  }

  @Test("Tasks of a run each have their own energy; the same row twice counts once")
  func tasks() throws {
    let text = """
      task_name,timestamp,project_name,run_id,duration,emissions,energy_consumed,tracking_mode
      load dataset,2026-06-18T10:10:00,p,aaa,600.0,0.05,1.0,machine
      build model,2026-06-18T10:20:00,p,aaa,600.7,0.1,2.0,machine
      inference,2026-06-18T10:30:00,p,aaa,600.0,0.025,0.5,machine
      inference,2026-06-18T10:30:00,p,aaa,600.0,0.025,0.5,machine
      inference,2026-06-18T10:40:00,p,aaa,600.0,0.025,0.25,machine

      """
    let summary = try power(text)
    #expect(
      summary.energies
        == "aaa build model 2026-06-18T10:20:00: 2 kWh; aaa inference 2026-06-18T10:30:00: 0.5 kWh; "
        + "aaa inference 2026-06-18T10:40:00: 0.25 kWh; aaa load dataset 2026-06-18T10:10:00: 1 kWh"
    )
    #expect(summary.rowsText == "5 read, 4 used; duplicate 1 at log:5:1")
  }

  @Test("A row with other than the cells of the header is not used, whatever it seems to tell")
  func cells() throws {
    let text = """
      timestamp,project_name,run_id,duration,emissions,energy_consumed,cpu_model,codecarbon_version,pue
      2026-06-18T10:10:00,p,a,600,0.1,1.5,Intel,3.0.1,1.5
      2026-06-18T10:20:00,p,b,600,0.1,1.5,3.0.1,1.5
      2026-06-18T10:30:00,p,q,c,600,0.1,1.5,Intel,3.0.1,1.5
      2026-06-18T10:40:00,p,d,600,0.1,21.0,Intel,3.0.1,?
      2026-06-18T10:50:00,p,e,600,0.1,21.0,Intel,3.0.1,0
      2026-06-18T10:50:00,p,e,0,0.1,21.0,Intel,3.0.1,1
      2026-06-18T11:00:00,p,f,600,0.1,2
      """
    let summary = try power(text)
    #expect(summary.energies == "a: 1 kWh")
    #expect(
      summary.rowsText
        == "7 read, 1 used; malformed 1 at log:4:51; column-missing 2 at log:3:46 log:8:34; "
        + "number-invalid 1 at log:5:50; out-of-range 2 at log:6:50 log:7:25")
    #expect(summary.openLines.count == 0)
  }

  @Test("A header of other columns in the middle is refused with its place, its own is skipped")
  func headers() throws {
    let other = Self.header.replacing(",pue", with: ",water_consumed,pue")
    let log = Self.header + Self.row(36_000, "a", "60", "1")
    let again = try power(log + log)
    #expect(again.energies == "a: 1 kWh")
    #expect(again.rowsText == "2 read, 1 used; duplicate 1 at log:4:1")
    #expect(again.headersAgain.first?.text == "log:3:1")
    let place = RowPlace(file: "log", line: 3, column: 1)
    #expect(throws: PowerLog.Failure.columnsChange(place)) {
      _ = try power(log + other + "2026-06-18T12:00:00,p,b,60,0.1,1,3.0.1,0,1\n")
    }
    #expect(throws: PowerLog.Failure.columnsChange(RowPlace(file: "log", line: 1, column: 1))) {
      _ = try power(other, header: Self.header)
    }
  }

  /// Runs of `tracking_mode` machine: their ends and durations in seconds, their energies in kWh.
  private static func doubles(
    _ runs: [(end: Int, duration: Double, energy: Int, cpu: String)], mode: String = "machine"
  ) throws -> [String] {
    var text = "timestamp,run_id,duration,emissions,energy_consumed,cpu_model,tracking_mode\n"
    for (index, run) in runs.enumerated() {
      let time = Timestamp(nanoseconds: Int64(run.end) * 1_000_000_000, isZoned: false).text
      text += "\(time),r\(index),\(run.duration),1,\(run.energy),\(run.cpu),\(mode)\n"
    }
    return Metered(try power(text).joined().summary).doubleCounts.map {
      "\($0.devices.map(\.text).joined(separator: " ")): \($0.excess.text)"
    }
  }

  @Test("Runs that count the same machine at the same time are found, with what is too much")
  func doubleCounts() throws {
    #expect(
      try Self.doubles([
        (7200, 3600, 2, "x"), (7200, 3600, 2, "x"), (7200, 3600, 2, "x"), (7200, 3600, 2, "x"),
      ]) == ["r0 r1 r2 r3: 6"])
    // Of the larger half lies beside the smaller: 1 kW of 2 kW for half an hour.
    #expect(
      try Self.doubles([(7200, 3601, 2, "x"), (9000, 3601, 1, "x")]) == ["r0 r1: 0.5"])
    // One after the other, as far as stamps of whole seconds can tell.
    #expect(try Self.doubles([(7200, 3600, 2, "x"), (9000, 1800.99, 1, "x")]) == [])
    #expect(try Self.doubles([(7200, 3600, 2, "x"), (7200, 3600, 2, "y")]) == [])
    #expect(try Self.doubles([(7200, 3600, 2, "x"), (7200, 3600, 2, "x")], mode: "process") == [])
    #expect(
      try Self.doubles([
        (7200, 3600, 2, "x"), (7200, 3600, 1, "x"), (3500, 10, 1, "x"), (7300, 3700, 2, "y"),
        (7300, 3700, 3, "y"),
      ]) == ["r0 r1: 1", "r3 r4: 2"])
  }
}
