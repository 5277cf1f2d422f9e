import Testing

@testable import Telemetry

@Suite("Power readings of MLPerf runs")
struct MLPerfReaderTests {
  /// A line as `mllog` encodes it.
  private static func line(
    _ time: Int, _ key: String, _ value: String, _ metadata: String = ", \"host\": \"node_0\"",
    type: String = "POINT_IN_TIME"
  ) -> String {
    ":::MLLOG {\"namespace\": \"\", \"time_ms\": \(time), \"event_type\": \"\(type)\", "
      + "\"key\": \"\(key)\", \"value\": \(value), \"metadata\": {\"file\": \"power_measurement.py\", "
      + "\"lineno\": 81\(metadata)}}\n"
  }

  /// As `power_measurement.py --start-with-readings` writes it: 360 W for 10 s in steps of 5 s.
  private static let log =
    line(1_719_843_790_000, "power_measurement_start", "null", "", type: "INTERVAL_START")
    + line(1_719_843_790_000, "conversion_eff", "1.0", ", \"measurement_type\": \"AC\"")
    + (0...2).map { line(1_719_843_790_000 + 5000 * $0, "power_reading", "360.0") }.joined()
    + line(1_719_843_800_000, "power_measurement_stop", "null", "", type: "INTERVAL_END")

  @Test("Readings are added up by the host that they name; other events were not asked for")
  func readings() throws {
    let summary = try power(Self.log)
    #expect(summary.energies == "node_0: 0.001 kWh")
    #expect(
      summary.rowsText == "6 read, 3 used; not-asked-for 3 at log:1:94 log:2:93 log:6:92")
    #expect(summary.kinds == [.mlperf])
    #expect(summary.zoned == 3)
  }

  @Test("Hosts are told apart; a log that names none is a node of its own, or of the name told")
  func hosts() throws {
    let both = Self.log + Self.log.replacing("node_0", with: "node_1")
    #expect(try power(both).energies == "node_0: 0.001 kWh; node_1: 0.001 kWh")
    let none = Self.log.replacing(", \"host\": \"node_0\"", with: "")
    #expect(try power(none, name: "a.txt").energies == "a.txt: 0.001 kWh")
    #expect(try power(none, node: "n1").energies == "n1: 0.001 kWh")
  }

  @Test("Lines with a rank before them, between what a run prints, are read; slices likewise")
  func printed() throws {
    let lines = Self.log.split(separator: "\n").map { "0: \($0)\n" }
    let text = "+ srun -l python train.py\n\n" + lines.joined(separator: "step 1, loss 2.5\n")
    let summary = try power(text)
    #expect(summary.energies == "node_0: 0.001 kWh")
    #expect(summary.rowsText.hasPrefix("12 read, 3 used; not-asked-for 9 at "))
    for count in [2, 5, 40] {
      let parts = try power(text, slices: Slice.cut(length: text.utf8.count, into: count))
      #expect(parts.partial == summary.partial)
    }
    #expect(try power(text, isStream: true).partial == summary.partial)
  }

  @Test("Lines that cannot be used are counted by reason, and used and rejected add up to read")
  func rejections() throws {
    func reading(_ value: String, _ second: Int) -> String {
      Self.line(1_719_843_800_000 + 1000 * second, "power_reading", value)
    }
    let good = reading("360", 6)
    let text =
      Self.log + reading("null", 1) + reading("NaN", 2) + reading("-5.0", 3) + reading("1e12", 4)
      + reading("\"360.0\"", 5) + reading("[360.0]", 5) + good.dropLast(5) + good + good
      + good.replacing("\"time_ms\": 1719843806000, ", with: "")
      + good.replacing("1719843806000", with: "\"soon\"") + good.replacing(":::", with: "::")
      + good.replacing("namespace", with: "name\u{0}space")
    let summary = try power(text)
    #expect(
      summary.rowsText
        == "18 read, 5 used; nul-byte 1 at log:18:16; malformed 1 at log:13:10; "
        + "column-missing 2 at log:12:204 log:15:174; value-missing 1 at log:7:118; "
        + "time-invalid 1 at log:16:40; number-invalid 1 at log:8:118; negative 1 at log:9:118; "
        + "out-of-range 1 at log:10:118; "
        + "not-asked-for 4 at log:1:94 log:2:93 log:6:92", "\(summary.rowsText)")
  }
}
