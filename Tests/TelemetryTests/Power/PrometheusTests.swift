import TestSupport
import Testing

@testable import Telemetry

@Suite("Samples of Prometheus")
struct PrometheusTests {
  /// What the DCGM exporter tells of one GPU in seven instances: 300.5 W for 90 s, where no
  /// instance tells more.
  private static func instances(_ draw: (Int, Int) -> String) -> [String] {
    (0..<10).flatMap { tick in
      [1, 2, 5, 7, 11, 12, 13].map { instance in
        "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-0\",GPU_I_PROFILE=\"1g.5gb\","
          + "GPU_I_ID=\"\(instance)\",Hostname=\"n1\"} \(draw(tick, instance)) "
          + "17000000\(tick)0000\n"
      }
    }
  }

  @Test("The power of a whole GPU, told again under each of its instances, counts once")
  func instances() throws {
    let text = Self.instances { _, _ in "300.5" }.joined()
    let whole = try power(text)
    // 300.5 W × 90 s = 27,045 J.
    #expect(whole.energies == "n1/GPU-0: 0.0075125 kWh")
    #expect(whole.rowsText == "70 read, 10 used; duplicate 60 at log:2:1 log:3:1 log:4:1")
    let counter = text.replacing("POWER_USAGE", with: "TOTAL_ENERGY_CONSUMPTION")
    #expect(try power(counter).rows.used == 10)
  }

  @Test("Where instances tell different draws at one time the largest counts, in any order")
  func differingInstances() throws {
    var random = SplitMix(seed: 4)
    let rows = Self.instances { _, instance in "\(300 + instance % 3).5" }
    let expected = try power(rows.joined()).joined().summary
    #expect(expected.energies == "n1/GPU-0: 0.0075625 kWh")  // 302.5 W × 90 s = 27,225 J
    for _ in 0..<20 {
      var shuffled: [String] = []
      for tick in 0..<10 { shuffled += rows[7 * tick..<7 * tick + 7].shuffled(using: &random) }
      let text = shuffled.joined()
      let whole = try power(text)
      #expect(Metered(whole.joined().summary) == Metered(expected))
      let slices = Slice.cut(length: text.utf8.count, into: Int.random(in: 2...30, using: &random))
      #expect(try power(text, slices: slices).partial == whole.partial)
      // As slices of machines, cut at lines.
      var joined: MeterSummary?
      let cut = Int.random(in: 1..<70, using: &random)
      for part in [shuffled[cut...], shuffled[..<cut]] {
        try MeterSummary.join(try power(part.joined()).partial, to: &joined)
      }
      #expect(Metered(try #require(joined).joined().summary) == Metered(expected))
    }
  }

  @Test("A log that begins in the middle of a line is read from the next one on")
  func cutFirstLine() throws {
    let line = "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-1\",Hostname=\"n1\"} 360 170000000"
    let text = "\(line)0000\n# a comment\n\(line)1000\n\(line)2000\n\(line)3000\n"
    let length = line.utf8.count + 4
    // Until the name of the metric is cut, the line is as good as any.
    for cut in 1...length {
      let rest = String(decoding: Array(text.utf8)[cut...], as: UTF8.self)
      for isStream in [false, true] {
        let summary = try power(rest, isStream: isStream)
        #expect(summary.energies == "n1/GPU-1: 0.0002 kWh", "\(rest)")  // 360 W × 2 s
        if cut > 23, cut < length {
          #expect(summary.rowsText == "4 read, 3 used; malformed 1 at log:1:1", "\(rest)")
        }
      }
    }
    #expect(throws: PowerLog.Failure.unknown(.cutSample)) { try power("\"} 360 1700000000000\n") }
    // The others have no times either.
    #expect(throws: PowerLog.Failure.unknown(.noTimes)) {
      try power("a{b=\"1\"} 3\na{b=\"2\"} 3\n")
    }
  }

  @Test("What is left of a time that was cut is none")
  func cutTime() throws {
    let text = """
      DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu="0"} 1000000 1700000000000
      DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu="0"} 2000000 17000000
      DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu="0"} 4600000 1700000020000
      """
    let summary = try power(text)
    #expect(summary.energies == "0: 0.001 kWh")
    #expect(summary.rowsText == "3 read, 2 used; time-invalid 1 at log:2:1")
    #expect(summary.openLines.first?.text == "log:3:1")
  }

  @Test("What `promtool tsdb dump` writes, with the name among the labels")
  func dump() throws {
    let text = """
      {__name__="DCGM_FI_DEV_POWER_USAGE", Hostname="n1", UUID="GPU-1", pod="a \\"b\\\\"} 360 1700000000000
      {__name__="DCGM_FI_DEV_POWER_USAGE", Hostname="n1", UUID="GPU-1", pod="a"} 3.6e+02 1700000010000
      {__name__="up", instance="n1"} 1 1700000010000
      {instance="n1"} 1 1700000010000

      """
    let summary = try power(text)
    #expect(summary.energies == "n1/GPU-1: 0.001 kWh")
    #expect(summary.rowsText == "4 read, 2 used; not-asked-for 2 at log:3:1 log:4:1")
    #expect(summary.unread.names == ["", "up"])
  }

  @Test("Of the metrics that are not read the first eight are kept, in whatever order they come")
  func unread() throws {
    var random = SplitMix(seed: 9)
    let names = (0..<12).map { "m\($0 + 10)" }
    for _ in 0..<50 {
      var all = UnreadMetrics()
      var rest = UnreadMetrics()
      for name in (names + names).shuffled(using: &random) {
        if Bool.random(using: &random) { all.insert(name) } else { rest.insert(name) }
      }
      all.merge(rest)
      #expect(all.names == ["m10", "m11", "m12", "m13", "m14", "m15", "m16", "m17"])
      #expect(all.hasMore)
    }
    let zone = try power("kepler_node_cpu_watts{zone=\"core\",instance=\"n1\"} 1 1700000010000\n")
    #expect(zone.unread.names == ["kepler_node_cpu_watts{zone=\"core\"}"])
    #expect(!zone.unread.hasMore)
  }

  @Test("Meters that give one name to a device are told apart, also in partial summaries")
  func meters() throws {
    let text = """
      kepler_node_gpu_joules_total{gpu="0"} 1000 1700000000000
      energy_monitor_gpu_energy_joules_total{index="0"} 7000 1700000005000
      kepler_node_gpu_joules_total{gpu="0"} 4600 1700000010000
      energy_monitor_gpu_energy_joules_total{index="0"} 10600 1700000015000

      """
    let summary = try power(text, node: "n1")
    #expect(summary.energies == "n1/gpu 0: 0.001 kWh; n1/gpu 0: 0.001 kWh")
    var joined: MeterSummary?
    try MeterSummary.join(summary.partial, to: &joined)
    #expect(joined?.partial == summary.partial)
    #expect(joined?.joined().summary.devices.map(\.key.meter) == [.kepler, .zeus])
  }
}

@Suite("Answers of Prometheus")
struct PrometheusQueryTests {
  private static func answer(_ gpu: String, _ start: Int) -> String {
    "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
      + "{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"UUID\":\"\(gpu)\"},\"values\":"
      + "[[\(start),\"360\"],[\(start + 10),\"360\"]]}]}}"
  }

  @Test("Answers that follow each other, with lines between them or none, are all read")
  func several() throws {
    let answers = [
      Self.answer("GPU-1", 1_700_000_000), Self.answer("GPU-2", 1_700_000_000),
      Self.answer("GPU-1", 1_700_000_010),
    ]
    for separator in ["", "\n", " \r\n\n"] {
      for end in ["", "\n"] {
        for isStream in [false, true] {
          let text = answers.joined(separator: separator) + end
          let summary = try power(text, isStream: isStream)
          #expect(summary.energies == "GPU-1: 0.002 kWh; GPU-2: 0.001 kWh")
          #expect(summary.rowsText.hasPrefix("6 read, 5 used; duplicate 1 at log:"))
        }
      }
    }
  }

  @Test("What stands behind an answer and is none is rejected")
  func rubbish() throws {
    let answer = Self.answer("GPU-1", 1_700_000_000)
    for rubbish in ["}", "]", ",", "x", "\"x\"", "{\"other\":1}", "[1]", "{"] {
      let summary = try power("\(answer)\n\(rubbish)\n")
      #expect(summary.energies == "GPU-1: 0.001 kWh")
      #expect(summary.rowsText.hasPrefix("3 read, 2 used; malformed 1 at log:"), "\(rubbish)")
    }
  }

  @Test("The keys of an answer may come in any order, but samples not before their metric")
  func order() throws {
    let result =
      "\"result\":[{\"metric\":{\"UUID\":\"GPU-1\",\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\"},"
      + "\"values\":[[1700000000,\"360\"],[1700000010,\"360\"]]}],\"resultType\":\"matrix\""
    for text in [
      "{\"data\":{\(result)},\"status\":\"success\"}",
      "\n{ \"isPartial\": false, \"data\": {\(result)}, \"status\": \"success\" }",
      "{\"infos\":[],\"data\":{\(result)},\"warnings\":[\"w\"],\"status\":\"success\"}",
    ] {
      let summary = try power(text)
      #expect(summary.energies == "GPU-1: 0.001 kWh")
      #expect(summary.rows.rejected == 0)
    }
    let turned =
      "{\"data\":{\"result\":[{\"values\":[[1700000000,\"360\"]],\"metric\":{\"__name__\":"
      + "\"DCGM_FI_DEV_POWER_USAGE\"}}]}}"
    #expect(try power(turned).rowsText.hasPrefix("1 read, 0 used; malformed 1 at log:1:"))
    for other in ["{\"status\":200}", "{\"status\":\"ok\"}", "{\"data\":[]}", "{\"data\""] {
      #expect(throws: PowerLog.Failure.self, "\(other)") { try power(other) }
    }
  }

  @Test("Escapes in names and labels stand for what they do in JSON")
  func escapes() throws {
    for (escaped, plain) in [
      ("GPU\\u002d1", "GPU-1"), ("a\\\"\\\\\\/b", "a\"\\/b"), ("\\u00e9\\u20AC", "é€"),
      ("\\ud83d\\ude00", "😀"), ("\\ud83d-", "\u{FFFD}-"), ("\\t\\n\\r\\b\\f", "\t\n\r\u{8}\u{C}"),
    ] {
      let summary = try power(Self.answer(escaped, 1_700_000_000))
      #expect(summary.devices.map(\.key.name) == [plain])
    }
    for wrong in ["\\x", "\\u12", "\\u12g4"] {
      let summary = try power(Self.answer(wrong, 1_700_000_000))
      #expect(summary.rowsText.hasPrefix("1 read, 0 used; malformed 1 at log:1:"))
    }
  }

  @Test("An answer that tells of a mistake is refused with its words, wherever it stands")
  func mistake() {
    let mistake = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}"
    let sorted = "{\"error\":\"parse error\",\"errorType\":\"bad_data\",\"status\":\"error\"}"
    for text in [mistake, sorted, Self.answer("GPU-1", 1_700_000_000) + "\n" + mistake] {
      #expect(throws: PowerLog.Failure.refusedQuery("parse error")) { try power(text) }
    }
  }
}
