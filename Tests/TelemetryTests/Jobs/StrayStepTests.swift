import Testing

@testable import Telemetry

@Suite("Rows of accountings that stand in no order")
struct StrayStepTests {
  private static let header = "JobID|User|State|Start|Elapsed|MaxRSS|AllocTRES\n"

  private static func job(_ id: String, _ state: String = "COMPLETED") -> String {
    "\(id)|u|\(state)|2026-01-01T00:00:00|01:00:00||cpu=4,mem=10G,node=1\n"
  }

  private static func step(_ id: String, _ gigabytes: Int) -> String {
    "\(id).batch||COMPLETED|2026-01-01T00:00:00|01:00:00|\(gigabytes)G|cpu=4,mem=10G,node=1\n"
  }

  private static func read(_ rows: [String], slices: Int? = nil) throws -> JobSummary {
    let bytes = Array((header + rows.joined()).utf8)
    let cut = slices.map { Slice.cut(length: bytes.count, into: $0) }
    var summary = try JobLog(MemorySource(name: "jobs", bytes: bytes)).read(slices: cut).summary
    summary.finish()
    return summary
  }

  @Test("What memory jobs used is told where steps follow their jobs, and else for none")
  func strays() throws {
    let cases: [(rows: [String], jobs: Int, isOdd: Bool)] = [
      (
        [Self.job("1"), Self.step("1", 2), Self.step("1", 3), Self.job("2"), Self.step("2", 1)], 2,
        false
      ),
      ([Self.job("1"), Self.job("2"), Self.step("1", 2), Self.step("2", 1)], 0, true),
      ([Self.step("1", 2), Self.job("1")], 0, true),
      ([Self.job("1"), Self.step("2", 2), Self.job("2")], 0, true),
      // The steps of a job whose own row cannot be used.
      ([Self.job("1"), Self.step("1", 2), Self.job("2", "MELTED"), Self.step("2", 1)], 1, false),
    ]
    for (rows, jobs, isOdd) in cases {
      for slices in [nil, 2, 3, 7, 50] {
        let summary = try Self.read(rows, slices: slices)
        #expect(summary.memoryJobs == jobs && summary.hasStrays == isOdd, "\(rows) \(slices ?? 1)")
      }
    }
  }

  @Test("A job that stands twice with other lengths is told of where no start tells its runs apart")
  func lengths() throws {
    func jobs(_ rows: String...) throws -> Int {
      let text = "JobID|User|State|Elapsed|AllocTRES\n" + rows.joined(separator: "\n") + "\n"
      let source = MemorySource(name: "jobs", bytes: Array(text.utf8))
      var summary = try JobLog(source).read().summary
      summary.finish()
      return summary.jobsOfOtherLength
    }
    #expect(try jobs("1|u|COMPLETED|00:10:00|cpu=4", "1|u|COMPLETED|00:10:00|cpu=4") == 0)
    #expect(try jobs("1|u|TIMEOUT|00:10:00|cpu=4", "1|u|COMPLETED|00:20:00|cpu=4") == 1)
    #expect(try Self.read([Self.job("1"), Self.job("1")]).jobsOfOtherLength == 0)
  }

  @Test("The number by which SLURM knows no energy is none, in thousands too")
  func energy() {
    func joules(_ text: String) -> Int64 {
      let bytes = Array(text.utf8)
      return bytes.span.joules(0..<bytes.count)
    }
    #expect(joules("4294967294") == -1)
    #expect(joules("4.29G") == -1)
    #expect(joules("4.28G") == 4_280_000_000)
  }
}
