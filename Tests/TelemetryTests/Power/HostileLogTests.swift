import TestSupport
import Testing

@testable import Telemetry

/// Logs of power of every format, with bytes and lines changed, doubled, cut and put elsewhere.
@Suite("Hostile logs of power")
struct HostileLogTests {
  private static let logs: [(name: String, text: String)] = [
    (
      "nvidia-smi",
      "timestamp, index, power.draw [W]\n"
        + (0..<40).map { "2026/10/25 02:00:\(10 + $0).000, \($0 % 2), \(100 + $0).25 W\n" }.joined()
    ),
    (
      "spl.txt",
      (0..<30).map {
        "Time,07-23-2024 15:47:\(10 + $0).858,Watts,172.9\($0),Volts,118.0,Amps,1.6,PF,0.87,Mark,run\n"
      }
      .joined()
    ),
    (
      "CodeCarbon",
      "timestamp,project_name,run_id,duration,emissions,energy_consumed\n"
        + (0..<20).map { "2024-05-31T10:00:\(10 + $0),a,run-\($0 % 2),\(5 + $0),1,0.\(25 + $0)\n" }
        .joined()
    ),
    (
      "Prometheus",
      (0..<30).map {
        "DCGM_FI_DEV_POWER_USAGE{gpu=\"\($0 % 2)\",Hostname=\"n1\"} 36\($0).5 17000000\(10 + $0)000\n"
          + "node_rapl_package_joules_total{index=\"0\"} \($0)00.5 17000000\(10 + $0)000\n"
      }.joined()
    ),
    (
      "range query",
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
        + "{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"gpu\":\"0\"},\"values\":["
        + (0..<30).map { "[17000000\(10 + $0),\"3\($0).5\"]" }.joined(separator: ",\n") + "]}]}}\n"
    ),
    (
      "MLPerf",
      (0..<20).map {
        ":::MLLOG {\"namespace\": \"\", \"time_ms\": 17198437\(10 + $0)000, \"event_type\": "
          + "\"POINT_IN_TIME\", \"key\": \"power_reading\", \"value\": 36\($0).5, \"metadata\": "
          + "{\"lineno\": 81, \"host\": \"node_\($0 % 2)\"}}\n"
      }.joined()
    ),
    (
      "Zeus",
      "start_time,window_name,elapsed_time,gpu0_energy,cpu0_energy\n"
        + (0..<20).map { "170000\(1000 + 9 * $0).25,w\($0),\($0 % 10).5,\($0)7.5,3\n" }.joined()
    ),
    (
      "perf",
      (0..<20).map {
        "     \(1 + $0).001048308,1\($0).63,Joules,power/energy-pkg/,2002406532,100.00,,\n"
          + "     \(1 + $0).001048308,\($0).63,Joules,power/energy-ram/,2002406532,100.00,,\n"
      }.joined()
    ),
    (
      "turbostat",
      "Time_Of_Day_Seconds\tPkgWatt\n"
        + (0..<30).map { "17000000\(10 + $0).5\t1\($0).25\n" }.joined()
    ),
    (
      "powercap",
      "time,zone,energy_uj\n"
        + (0..<30).map { "17000000\(10 + $0),package-\($0 % 2),\($0 % 11)00000001\n" }.joined()
    ),
  ]

  private static func changed(_ text: String, _ random: inout SplitMix) -> String {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[place] = UInt8.random(in: 0x30...0x39, using: &random)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 20))
      case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 90)], at: place)
      case 4: bytes.append(contentsOf: bytes[..<place])
      case 5:
        let edges = ["", "-", "1e19", "9223372036854775807", "NaN", "\"", "\n", "\0", ",", "}"]
        bytes.insert(contentsOf: Array((edges.randomElement(using: &random) ?? "").utf8), at: place)
      default: bytes.removeSubrange(place...)
      }
      if bytes.isEmpty { bytes = [0x0A] }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "Whatever a log holds, slices and streams give what one pass does, and its summary is read back",
    arguments: logs.indices)
  func slices(index: Int) throws {
    var random = SplitMix(seed: UInt64(77_000 + index))
    let text = Self.logs[index].text
    let stretch = try #require(Stretch("2026-10-25T02:00:20/02:00:40"))
    #expect(try power(text).rows.rejected == 0)
    var read = 0
    for _ in 0..<150 {
      let log = Self.changed(text, &random)
      let whole = try? power(log, stretch: stretch)
      let length = log.utf8.count
      for count in [2, 5] {
        let parts = try? power(
          log, stretch: stretch, slices: Slice.cut(length: length, into: count))
        #expect(parts?.partial == whole?.partial, "\(log)")
        #expect(parts?.rowsText == whole?.rowsText, "\(log)")
      }
      let stream = try? power(log, stretch: stretch, isStream: true)
      #expect(stream?.partial == whole?.partial, "\(log)")
      guard let whole else { continue }
      read += 1
      #expect(whole.rows.read == whole.rows.used + whole.rows.rejected && whole.rows.used >= 0)
      var joined: MeterSummary?
      do throws(PartialMistake) { try MeterSummary.join(whole.partial, to: &joined) } catch {
        Issue.record("\(error): \(whole.partial)\n\(log)")
      }
      let (summary, overlaps) = whole.joined()
      guard overlaps.isEmpty else { continue }
      let expected = Metered(summary, baseline: .stretch(stretch))
      #expect(joined.map { Metered($0.joined().summary, baseline: .stretch(stretch)) } == expected)
      #expect(expected.energy.halves >= 0)
    }
    #expect(read > 50)
  }
}
