import Testing

@testable import Telemetry

@Suite("The accounting of jobs")
struct JobLogTests {
  /// What `sacct -P` writes: steps, an array, a job that was requeued, one that stands twice, one
  /// that runs, one in two parts, and rows that cannot be used.
  static let log = """
    JobID|JobName|User|Account|Partition|State|Elapsed|Start|End|NNodes|NCPUS|ReqMem|MaxRSS|ConsumedEnergyRaw|AllocTRES
    101|train|alice|ml|gpu|COMPLETED|1-02:03:04|2026-03-01T10:00:00|2026-03-02T12:03:04|2|64|500G||9000000|billing=64,cpu=64,gres/gpu:a100=8,gres/gpu=8,mem=500G,node=2
    101.batch|batch||ml||COMPLETED|1-02:03:04|2026-03-01T10:00:00|2026-03-02T12:03:04|1|32||104857600K|0|cpu=32,gres/gpu:a100=4,gres/gpu=4,mem=250G,node=1
    101.extern|extern||ml||COMPLETED|1-02:03:04|2026-03-01T10:00:00|2026-03-02T12:03:04|2|64||0|0|billing=64,cpu=64,gres/gpu:a100=8,gres/gpu=8,mem=500G,node=2
    101.0|python||ml||COMPLETED|1-02:03:00|2026-03-01T10:00:04|2026-03-02T12:03:04|2|64||50.5G|0|cpu=64,gres/gpu:a100=8,gres/gpu=8,mem=500G,node=2
    102_1|sweep|bob|ml|gpu|FAILED|00:10:00|2026-03-01T11:00:00|2026-03-01T11:10:00|1|8|4Gc|||billing=8,cpu=8,gres/gpu=1,mem=32G,node=1
    102_2|sweep|bob|ml|gpu|CANCELLED by 1000|02:00:00|2026-03-01T11:00:00|2026-03-01T13:00:00|1|8|4Gc|||billing=8,cpu=8,gres/gpu:v100=1,gres/gpu=1,mem=32G,node=1
    102_2.batch|batch||ml||CANCELLED|02:00:01|2026-03-01T11:00:00|2026-03-01T13:00:01|1|8||1048576K||cpu=8,gres/gpu:v100=1,gres/gpu=1,mem=32G,node=1
    102_[3-9%2]|sweep|bob|ml|gpu|PENDING|00:00:00|Unknown|Unknown|1|8|4Gc|||
    103|requeued|bob|bio|gpu|NODE_FAIL|00:30:00|2026-03-01T12:00:00|2026-03-01T12:30:00|1|4|2Gn|||billing=4,cpu=4,gres/gpu:v100=2,mem=2G,node=1
    103|requeued|bob|bio|gpu|COMPLETED|05:00:00|2026-03-01T13:00:00|2026-03-01T18:00:00|1|4|2Gn|||billing=4,cpu=4,gres/gpu:v100=2,mem=2G,node=1
    101|train|alice|ml|gpu|COMPLETED|1-02:03:04|2026-03-01T10:00:00|2026-03-02T12:03:04|2|64|500G||9000000|billing=64,cpu=64,gres/gpu:a100=8,gres/gpu=8,mem=500G,node=2
    104|long|carol|bio|cpu|RUNNING|03:00:00|2026-03-02T00:00:00|Unknown|1|128|256000M|||billing=128,cpu=128,mem=250G,node=1
    105|long|carol|bio|cpu|TIMEOUT|10:00:00|2026-03-02T00:00:00|2026-03-02T10:00:00|1|128|256000M||720000|billing=128,cpu=128,mem=7.81G,node=1
    106+0|het|carol|bio|gpu|COMPLETED|00:01:40|2026-03-02T00:00:00|2026-03-02T00:01:40|1|2|1G|||cpu=2,gres/gpu:a100=1,gres/gpu:v100=1,gres/gpu=2,mem=1G,node=1
    106+1|het|carol|bio|cpu|COMPLETED|00:01:40|2026-03-02T00:00:00|2026-03-02T00:01:40|1|2|1G|||cpu=2,mem=1G,node=1
    107|gone|carol|bio|cpu|CANCELLED by 0|00:00:00|None|2026-03-02T00:01:40|1|2|1G|||
    108|bad|carol|bio|cpu|COMPLETED|INVALID|2026-03-02T00:00:00|2026-03-02T00:01:40|1|2|1G|||cpu=2,mem=1G,node=1
    109|odd|name|carol|bio|cpu|COMPLETED|00:01:00|2026-03-02T00:00:00|2026-03-02T00:01:00|1|2|1G|||cpu=2,mem=1G,node=1
    110|what|carol|bio|cpu|MELTED|00:01:00|2026-03-02T00:00:00|2026-03-02T00:01:00|1|2|1G|||cpu=2,mem=1G,node=1

    """

  private static func read(
    _ text: String, by grouping: JobGrouping = .user, cuts: [Int]? = nil, isStream: Bool = false
  ) throws -> JobSummary {
    let source = MemorySource(name: "jobs.psv", bytes: Array(text.utf8), isStream: isStream)
    let log = JobLog(source, JobTerms(by: grouping))
    var slices: [Slice]?
    if let cuts {
      var lower = 0
      slices = []
      for cut in cuts.sorted() {
        slices?.append(Slice(lower, cut))
        lower = cut
      }
      slices?.append(Slice(lower, .max))
    }
    var summary = try log.read(slices: slices).summary
    summary.finish()
    return summary
  }

  private static func text(_ summary: JobSummary) -> String {
    var text = ""
    for group in summary.groups {
      let (sums, lost) = (group.total, group.total(lost: true))
      var gpus = group.gpus(lost: false)
      for (type, seconds) in group.gpus(lost: true).enumerated() { gpus[type] += seconds }
      text += "\(group.name): jobs \(sums.jobs) lost \(lost.jobs) s \(sums.elapsed)"
      text += " cpu \(sums.cpus) lost \(lost.cpus) node \(sums.nodes) memory \(sums.memory)"
      text += " gpu \(sums.gpus) lost \(lost.gpus) types \(gpus)\n"
    }
    text += "types \(summary.acceleratorTypes)\n"
    for rejection in summary.rows.rejections {
      let places = rejection.places.map { "\($0.line):\($0.column)" }
      text += "\(rejection.reason.rawValue) \(rejection.count) \(places)\n"
    }
    text += "used \(summary.rows.used) read \(summary.rows.read)\n"
    text += "memory \(summary.memoryJobs) \(summary.memoryUsed) \(summary.memoryHeld)\n"
    return text
  }

  @Test("Device-time by user, rejections by reason: as a reading with Python's regular expressions")
  func byUser() throws {
    #expect(
      Self.text(try Self.read(Self.log)) == """
        alice: jobs 1 lost 0 s 93784 cpu 6002176 lost 0 node 187568 memory 50349901611008000 \
        gpu 750272 lost 0 types [750272, 0, 0]
        bob: jobs 4 lost 3 s 27600 cpu 141600 lost 69600 node 27600 memory 310526135500800 \
        gpu 47400 lost 11400 types [0, 46800, 600]
        carol: jobs 5 lost 1 s 47000 cpu 5990800 lost 0 node 47000 memory 3201210924384800 \
        gpu 200 lost 0 types [100, 100, 0]
        types ["a100", "v100"]
        malformed 1 ["19:115"]
        time-invalid 1 ["18:33"]
        status-unknown 1 ["20:24"]
        duplicate-job 1 ["12:1"]
        step 4 []
        not-started 1 ["9:30"]
        used 10 read 19
        memory 2 \(Self.memory)

        """)
  }

  /// 200 GiB × 93,784 s and 1 GiB × 7,200 s, of 500 GiB and 32 GiB.
  private static var memory: String {
    let gibibyte: Int128 = 1 << 30
    return "\((200 * 93_784 + 7200) * gibibyte) \((500 * 93_784 + 32 * 7200) * gibibyte)"
  }

  @Test("Slices cut anywhere give what one pass gives")
  func slices() throws {
    let whole = Self.text(try Self.read(Self.log))
    var state: UInt64 = 1
    for _ in 0..<200 {
      var cuts: [Int] = []
      for _ in 0..<5 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        cuts.append(Int(state >> 33) % Self.log.utf8.count)
      }
      let parts = Self.text(try Self.read(Self.log, cuts: cuts))
      #expect(parts == whole, "cuts \(cuts.sorted())")
    }
    #expect(Self.text(try Self.read(Self.log, isStream: true)) == whole)
    let windows = Self.log.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    #expect(Self.text(try Self.read(windows)) == whole)
  }

  @Test("A dump that overlaps another adds only what it has more; a job that ran is replaced")
  func overlap() throws {
    let header = "JobID|User|State|Elapsed|Start|AllocTRES\n"
    let first =
      header + """
        1|a|COMPLETED|00:01:00|2026-03-01T10:00:00|cpu=1,gres/gpu=2
        2_7|a|RUNNING|00:02:00|2026-03-01T10:00:00|cpu=1,gres/gpu=2
        3|a|RUNNING|00:02:00|2026-03-01T10:00:00|cpu=1,gres/gpu=2

        """
    let second =
      header + """
        1|a|COMPLETED|00:01:00|2026-03-01T10:00:00|cpu=1,gres/gpu=2
        1|a|COMPLETED|00:01:00|2026-03-01T10:05:00|cpu=1,gres/gpu=2
        2_7|a|COMPLETED|00:05:00|2026-03-01T10:00:00|cpu=1,gres/gpu=2
        3|a|RUNNING|00:04:00|2026-03-01T10:00:00|cpu=1,gres/gpu=2

        """
    for texts in [[first, second], [second, first]] {
      var summary: JobSummary?
      for text in texts {
        let log = JobLog(MemorySource(name: "j", bytes: Array(text.utf8)))
        summary = try log.read(onTo: summary).summary
      }
      summary?.finish()
      let total = try #require(summary?.groups.first?.total)
      #expect(total.jobs == 4)
      #expect(total.gpus == 2 * (60 + 60 + 300 + 240))
      #expect(summary?.rows.read == 7)
      #expect(summary?.rows.used == 4)
    }
  }

  @Test("Lengths, amounts of memory and energies as SLURM writes them")
  func cells() {
    func elapsed(_ text: String) -> Int64 {
      let bytes = Array(text.utf8)
      return bytes.span.elapsed(0..<bytes.count)
    }
    for (text, seconds): (String, Int64) in [
      ("00:00:00", 0), ("1-02:03:04", 93_784), ("100-00:00:00", 8_640_000), ("10:05", 605),
      ("10:05.250", 605), ("120:00:00", 432_000), ("INVALID", -1), ("", -1), ("1-", -1),
      ("00:61:00", -1), ("1:2:3:4", -1), ("-1:00", -1), ("99999999999999999999:00", -1),
    ] { #expect(elapsed(text) == seconds, "\(text)") }
    func memory(_ text: String) -> Int64 {
      let bytes = Array(text.utf8)
      return bytes.span.requestedMemory(0..<bytes.count, cpus: 4, nodes: 3)
    }
    for (text, bytes): (String, Int64) in [
      ("4000M", 4_194_304_000), ("4G", 4_294_967_296), ("2Gc", 8_589_934_592),
      ("2Gn", 6_442_450_944), ("1.5K", 1536), ("7", 7_340_032), ("x", -1), ("", -1),
      ("99999999T", -1), ("1.5.5G", -1), ("0.\(String(repeating: "0", count: 70))G", 0),
      ("1.\(String(repeating: "0", count: 30))9G", 1_073_741_824),
    ] { #expect(memory(text) == bytes, "\(text)") }
    func joules(_ text: String) -> Int64 {
      let bytes = Array(text.utf8)
      return bytes.span.joules(0..<bytes.count)
    }
    for (text, energy): (String, Int64) in [
      ("1234", 1234), ("1.23M", 1_230_000), ("2K", 2000), ("18446744073709551614", -1),
      ("4294967294", -1), ("n/a", -1),
    ] { #expect(joules(text) == energy, "\(text)") }
  }

  @Test("Bad bytes are counted, and never fatal")
  func bad() throws {
    let header = "JobID|User|State|Elapsed|AllocTRES\n"
    for row in [
      "1|a|COMPLETED|00:01:00|cpu=\u{0}", "|||||", "||||", "\"1|a|COMPLETED|00:01:00|cpu=1", "1.|a",
      "9999999999999999999999|a|COMPLETED|00:01:00|cpu=1", "1_|a|COMPLETED|00:01:00|cpu=1",
      "1|a|COMPLETED|00:01:00|cpu=-1", "1|a|COMPLETED|00:01:00|cpu", "1|a||00:01:00|cpu=1",
      "1|a|COMPLETED|00:01:00|mem=1X", "1|a|COMPLETED|00:01:00|gres/gpu:=x", "\u{FEFF}",
      "1+|a|R|1:00|",
    ] {
      let summary = try Self.read(header + row + "\n" + "7|a|COMPLETED|00:01:00|cpu=1\n")
      #expect(summary.rows.read == 2, "\(row)")
      #expect(summary.rows.used == 1, "\(row)")
    }
    #expect(throws: JobLog.Failure.unknown) { try Self.read("time,power\n1,2\n") }
    #expect(
      throws: JobLog.Failure.noColumn(
        .account, header: ["JobID", "User", "State", "Elapsed", "AllocTRES"])
    ) { try Self.read(header + "7|a|COMPLETED|00:01:00|cpu=1\n", by: .account) }
  }
}
