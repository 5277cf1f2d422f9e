import Foundation
import Testing

@testable import Telemetry

@Suite("Energy from logs of power")
struct MeterIntegrationTests {
  private static let header = "timestamp, index, power.draw [W], utilization.gpu [%]\n"

  @Test("A constant draw is that draw times the time, for each device")
  func constant() throws {
    var text = Self.header
    for second in 0...36 {
      let stamp = "2026/06/18 00:0\(second / 60):\(second < 10 ? "0" : "")\(second).000"
      text += "\(stamp), 0, 100.00 W, 42 %\n\(stamp), 1, 250.50 W, 42 %\n"
    }
    let summary = try power(text)
    // 100 W and 250.5 W for 36 s: a hundredth of an hour.
    #expect(summary.energies == "0: 0.001 kWh; 1: 0.002505 kWh")
    #expect(summary.rowsText == "74 read, 74 used")
  }

  @Test("A ramp is exact by the trapezoid rule, whatever the lengths of the steps")
  func ramp() throws {
    // 0 W to 3600 W over an hour, sampled at times that do not divide it: half of 3600 W for 1 h.
    let times = [0, 7, 11, 500, 1303, 1304, 2999, 3600]
    let text =
      "time,power_w\n" + times.map { "\(1_700_000_000 + $0),\($0)\n" }.joined()
    #expect(try power(text, bound: 3_600_000_000_000).energies == "log: 1.8 kWh")
  }

  @Test("Steps beyond the bound are gaps, left out and counted")
  func gaps() throws {
    // 1 kW for 2 h in steps of 10 min, and 5 h without a sample between.
    var text = "time,power_w\n"
    for step in 0...6 { text += "\(1_700_000_000 + 600 * step),1000\n" }
    for step in 0...6 { text += "\(1_700_021_600 + 600 * step),1000\n" }
    #expect(try power(text, bound: 600_000_000_000).energies == "log: 2 kWh, 1 gaps")
    // Ten times the median step is 100 min.
    #expect(try power(text).energies == "log: 2 kWh, 1 gaps")
    #expect(try power(text, bound: 18_000_000_000_000).energies == "log: 7 kWh")
    let metered = Metered(try power(text).joined().summary)
    #expect(metered.coverage == 2.0 / 7)
    #expect(
      metered.devices[0].longestGaps
        == [MeterRun.LongStep(length: 18_000_000_000_000, start: 1_700_003_600_000_000_000)])
  }

  @Test("A counter is added up by differences; it may begin again, with or without a known range")
  func counters() throws {
    let text = """
      time,energy_uj
      1700000000,1000000
      1700000010,3601000000
      1700000020,500000
      1700000030,7200500000

      """
    // 3600 J, then at least 0.5 J, then 7200 J.
    #expect(try power(text).energies == "log: 0.003000138889 kWh")
    #expect(try power(text).devices[0].runs[0].resets == 1)
    // It wraps after 3601.5 J: 1 J more was used.
    #expect(try power(text, range: 3_601_500_000).energies == "log: 0.003000277778 kWh")
    #expect(try power(text, range: 3_601_500_000).devices[0].runs[0].resets == 0)
  }

  @Test("Units stand in the header, in the cells, or behind the last underscore")
  func units() throws {
    let rows = ["0", "3600"]
    func energy(_ header: String, _ cell: String) throws -> String {
      try power(
        "time,\(header)\n"
          + rows.map { "170000\($0.count > 1 ? "3600" : "0000"),\(cell)\n" }.joined(),
        bound: .max
      ).energies
    }
    #expect(try energy("power.draw [W]", "100 W") == "log: 0.1 kWh")
    #expect(try energy("power.draw [W]", "100") == "log: 0.1 kWh")
    #expect(try energy("power_mw", "100000") == "log: 0.1 kWh")
    #expect(try energy("Power (kW)", "0.1") == "log: 0.1 kWh")
    #expect(try energy("watts", "0.1 kW") == "log: 0.1 kWh")
  }

  @Test("Rows that cannot be used are counted by reason, and used and rejected add up to read")
  func rejections() throws {
    let text =
      Self.header + """
        2026/06/18 00:00:00.000, 0, 100.00 W, 42 %
        2026/06/18 00:00:01.000, 0, [N/A], 42 %
        2026/06/18 00:00:02.000, 0, -5.00 W, 42 %
        2026/06/18 00:00:03.000, 0, NaN, 42 %
        2026/06/18 00:00:04.000, 0
        2026/06/18 00:00:05.000, 0, 100.00 W, 42 %
        timestamp, index, power.draw [W], utilization.gpu [%]
        2026/06/18 00:00:05.000, 0, 100.00 W, 42 %
        yesterday, 0, 100.00 W, 42 %
        2026/06/18 00:00:06.000, 0, 1e9 W, 42 %
        2026/06/18 00:0\u{0}:06.000, 0, 1 W, 42 %
        2026/06/18 00:00:10.000, 0, 100.00 W, 42 %

        """
    let summary = try power(text)
    #expect(
      summary.rowsText
        == "11 read, 3 used; nul-byte 1 at log:12:16; column-missing 1 at log:6:27; "
        + "value-missing 1 at log:3:29; time-invalid 1 at log:10:1; number-invalid 1 at log:5:29; "
        + "negative 1 at log:4:29; out-of-range 1 at log:11:29; duplicate 1 at log:9:1")
    #expect(summary.headersAgain.count == 1)
    #expect(summary.energies == "0: 0.000277777778 kWh")
  }

  @Test("A clock that goes back an hour at the end of summer time goes on")
  func summerTime() throws {
    var text = Self.header
    for second in 0..<60 {
      text += "2026/10/25 02:59:\(second < 10 ? "0" : "")\(second).000, 0, 360.00 W, 1 %\n"
      text += "2026/10/25 02:59:\(second < 10 ? "0" : "")\(second).100, 1, 360.00 W, 1 %\n"
    }
    for second in 0..<60 {
      text += "2026/10/25 02:00:\(second < 10 ? "0" : "")\(second).000, 0, 360.00 W, 1 %\n"
      text += "2026/10/25 02:00:\(second < 10 ? "0" : "")\(second).100, 1, 360.00 W, 1 %\n"
    }
    let summary = try power(text)
    // 119 s at 360 W.
    #expect(summary.energies == "0: 0.0119 kWh; 1: 0.0119 kWh")
    #expect(summary.hoursBack.count == 1)
    #expect(summary.hoursBack.first?.line == 122)
    let length = text.utf8.count
    #expect(
      try power(text, slices: Slice.cut(length: length, into: 2)).energies == summary.energies)
  }

  @Test("Logs in the wrong order of time are joined in the right one")
  func order() throws {
    let morning = "1700000000,100\n1700000010,100\n"
    let evening = "1700000020,100\n1700000030,100\n"
    let text = "time,power_w\n" + evening + morning
    // 30 s at 100 W.
    #expect(try power(text).energies == "log: 0.000833333333 kWh")
    let overlapping = try power("time,power_w\n" + morning + "1700000005,100\n").joined()
    #expect(overlapping.overlaps.count == 1)
  }

  @Test("CodeCarbon: runs by their ids, a PUE taken out where the version puts it in")
  func codeCarbon() throws {
    let text = """
      timestamp,project_name,run_id,duration,emissions,energy_consumed,codecarbon_version,pue
      2024-05-31T10:00:00,a,run-1,600.5,1,0.25,2.5.0,1.25
      2024-05-31T10:10:00,a,run-1,1200.5,1,0.5,2.5.0,1.25
      2024-05-31T10:00:00,a,run-2,600,1,0.25,2.2.2,1.25
      2024-05-31T11:00:00,a,,60,1,1.5e-05,2.4.3rc1,1.0
      2024-05-31T12:00:00,a,run-3,60,,,2.4.3rc1,1.0

      """
    let summary = try power(text)
    #expect(
      summary.energies
        == "a 2024-05-31T11:00:00: 0.000015 kWh; run-1: 0.4 kWh; run-2: 0.25 kWh")
    #expect(summary.rowsText == "5 read, 4 used; value-missing 1 at log:6:33")
    #expect(Metered(summary.joined().summary).devices[1].span == 1_200_500_000_000)
  }

  @Test(
    "Prometheus: counters and power of devices, with their times; a counter counts before power")
  func prometheus() throws {
    let text = """
      # HELP DCGM_FI_DEV_POWER_USAGE Power draw (in W).
      DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-1",Hostname="n1"} 360.000000 1700000000000
      DCGM_FI_DEV_POWER_USAGE{gpu="1",UUID="GPU-2",Hostname="n1"} 360 1700000000000
      DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu="1",UUID="GPU-2",Hostname="n1"} 1000 1700000000000
      DCGM_FI_DEV_GPU_TEMP{gpu="0",UUID="GPU-1",Hostname="n1"} 61 1700000000000
      DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-1",Hostname="n1"} 9223372036854775794 1700000005000
      DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-1",Hostname="n1"} 360.000000 1700000010000
      DCGM_FI_DEV_POWER_USAGE{gpu="1",UUID="GPU-2",Hostname="n1"} 360 1700000010000
      DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu="1",UUID="GPU-2",Hostname="n1"} 3601000 1700000010000
      DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-1",Hostname="n1"} 360.000000

      """
    let summary = try power(text)
    // 360 W for 10 s; 3,600,000 mJ.
    #expect(summary.energies == "n1/GPU-1: 0.001 kWh; n1/GPU-2: 0.001 kWh")
    #expect(
      summary.rowsText
        == "9 read, 6 used; value-missing 1 at log:6:1; time-invalid 1 at log:10:1; "
        + "not-asked-for 1 at log:5:1")
    #expect(throws: PowerLog.Failure.unknown(.noTimes)) {
      try power("DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 360\n")
    }
  }

  @Test("The header of columns over other columns is refused, and read with the columns told")
  func rivals() throws {
    let text = """
      timestamp,gpu,index,power.draw
      2025-09-08T17:26:50+08:00,0,0,74
      2025-09-08T17:26:50+08:00,1,0,74
      2025-09-08T17:26:51+08:00,0,0,74
      2025-09-08T17:26:51+08:00,1,0,74

      """
    #expect(throws: PowerLog.Failure.unknown(.rivals("index", "gpu"))) { try power(text) }
    let summary = try power(text, columns: "time=timestamp,power=power.draw,device=gpu")
    #expect(summary.energies == "0: 0.000020555556 kWh; 1: 0.000020555556 kWh")
  }
}

extension MeterIntegrationTests {
  @Test("An answer of Prometheus, all on one line or not, is read like its text, also as a stream")
  func rangeQuery() throws {
    // 360 W for 10 s; 3600 J; escapes and other keys change nothing.
    let text = """
      {"status":"success","isPartial":false,"data":{"resultType":"matrix","result":[
      {"metric":{"__name__":"DCGM_FI_DEV_POWER_USAGE","Hostname":"n1","UUID":"GPU-1","job":"a\\"}]"},
       "values":[[1700000000,"360"],[1700000005,"9223372036854775794"],[1700000010.000,"360.0"]]},
      {"metric":{"__name__":"kepler_node_cpu_joules_total","instance":"n2"},
       "values":[[1700000000,"1000"],[1700000010,"4600"]]},
      {"metric":{"__name__":"up"},"values":[[1700000000,"1"]]}]}}
      """
    for answer in [text, text.replacing("\n", with: "")] {
      for isStream in [false, true] {
        let summary = try power(answer, isStream: isStream)
        #expect(summary.energies == "n1/GPU-1: 0.001 kWh; n2/cpu: 0.001 kWh")
        #expect(
          summary.rowsText.hasPrefix("6 read, 4 used; value-missing 1 at "), "\(summary.rowsText)")
      }
    }
    // Longer than any line that is held.
    let samples = (0...100_000).map { "[\(1_700_000_000 + $0),\"360.000000\"]" }
    let long =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
      + "{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\"},\"values\":[\(samples.joined(separator: ","))]}]}}"
    #expect(try power(long).energies == ": 10 kWh")
    #expect(throws: PowerLog.Failure.self) { try power("{\"other\":1}") }
  }
}
