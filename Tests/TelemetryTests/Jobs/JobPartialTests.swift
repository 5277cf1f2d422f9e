import TestSupport
import Testing

@testable import Telemetry

@Suite("Slices of the accounting of jobs")
struct JobPartialTests {
  static func part(_ rows: some Sequence<String>, pages: Int = .max) throws -> JobPartial {
    let bytes = Array(rows.map { $0 + "\n" }.joined().utf8)
    let log = JobLog(
      MemorySource(name: "slice", bytes: bytes), JobTerms(), header: Array(JobDump.header.utf8))
    let reading = JobLogs([log]).read(pages: pages)
    return JobPartial(try #require(reading.summary), of: try #require(reading.table))
  }

  static func joined(_ parts: [String]) throws -> String {
    var whole: JobPartial?
    for part in parts { try JobPartial.join(part, to: &whole) }
    return JobDump.described(try #require(whole).finished().summary, places: false)
  }

  private static func onePass(_ rows: [String]) throws -> String {
    let log = JobLog(MemorySource(name: "jobs.psv", bytes: JobDump.text(rows)))
    var summary = try log.read().summary
    summary.finish()
    return JobDump.described(summary, places: false)
  }

  @Test("Slices cut at any lines and in any order give what one pass gives, or are refused")
  func anyCuts() throws {
    var random = SplitMix(seed: 81)
    var refused = 0
    for turn in 0..<18 {
      let rows = JobDump.rows(turn < 15 ? 30 : 120, &random)
      let whole = try Self.onePass(rows)
      for count in [1, 2, 9, 40, 500] where count < 500 || turn % 6 == 0 {
        var cuts = [0, rows.count]
        for _ in 1..<count { cuts.append(Int.random(in: 0...rows.count, using: &random)) }
        cuts.sort()
        var parts: [String] = []
        for (from, to) in zip(cuts, cuts.dropFirst()) {
          parts.append(try Self.part(rows[from..<to], pages: turn % 2 == 0 ? 2 : .max).text)
        }
        parts.shuffle(using: &random)
        do throws(PartialMistake) {
          var all: JobPartial?
          for part in parts { try JobPartial.join(part, to: &all) }
          let summary = try all?.finished().summary ?? JobSummary()
          #expect(JobDump.described(summary, places: false) == whole)
          // Joins of joins, several in one text, are the same.
          var tree: JobPartial?
          let middle = parts.count / 2
          for half in [parts[middle...], parts[..<middle]] where !half.isEmpty {
            var some: JobPartial?
            try JobPartial.join(half.joined(separator: "\n"), to: &some)
            try JobPartial.join(some?.text ?? "", to: &tree)
          }
          #expect(tree?.text == all?.text)
        } catch {
          // Only the memory of a requeued job whose runs and steps are all in different slices.
          guard case .job = error else { throw error }
          refused += 1
          #expect(count >= 40)
        }
      }
    }
    #expect(refused < 20, "\(refused)")
  }

  @Test("A thousand slices of jobs that are not requeued give what one pass gives")
  func thousand() throws {
    var random = SplitMix(seed: 82)
    var seen: Set<Substring> = []
    let rows = JobDump.rows(400, &random).filter { row in
      let job = row.prefix { $0 != "|" }
      return job.contains(".") || seen.insert(job).inserted
    }
    var cuts = [0, rows.count]
    for _ in 1..<1000 { cuts.append(Int.random(in: 0...rows.count, using: &random)) }
    cuts.sort()
    var parts: [String] = []
    for (from, to) in zip(cuts, cuts.dropFirst()) {
      parts.append(try Self.part(rows[from..<to]).text)
    }
    parts.shuffle(using: &random)
    #expect(try Self.joined(parts) == Self.onePass(rows))
  }

  @Test("A job whose row stands in two slices is named, in any order")
  func twice() throws {
    func row(_ job: String, _ start: Int = 10) -> String {
      "\(job)|a|ml|COMPLETED|00:10:00|2026-03-\(start)T00:00:00|1||||cpu=1"
    }
    let first = try Self.part([row("1"), row("2"), row("3"), row("7_4"), row("9")]).text
    for (rows, job) in [
      ([row("2"), row("10")], "2"), ([row("8"), row("9")], "9"), ([row("7_4", 11)], "7_4"),
      ([row("3", 11), row("4")], "3"),
    ] {
      let second = try Self.part(rows).text
      for order in [[first, second], [second, first]] {
        #expect(throws: PartialMistake.job(job)) { try Self.joined(order) }
      }
    }
    // Runs of one job at the edges are told apart.
    let next = try Self.part([row("9", 12), row("10")]).text
    #expect(try Self.joined([next, first]).contains("used 7 "))
    // What ran when it was written, and ended in the next slice, counts once.
    let running = try Self.part(["11|a|ml|RUNNING|00:05:00|2026-03-10T00:00:00|1||||cpu=1"]).text
    let ended = try Self.part([row("11")]).text
    for order in [[running, ended], [ended, running]] {
      let text = try Self.joined(order)
      #expect(text.contains("used 1 ") && text.contains("duplicate-job 1"), "\(text)")
    }
  }

  @Test("The text of a slice")
  func text() throws {
    let rows = [
      "5_1.0||ml|COMPLETED|00:01:00|2026-03-10T00:00:00|1||3.5G||cpu=1",
      "6|a b|ml|RUNNING|00:10:00|2026-03-10T00:00:00|1||||cpu=1,gres/gpu:a100=2",
      "7|a b|ml|COMPLETED|00:10:00|2026-03-10T00:00:00|2|4G||3600|cpu=8,gres/gpu:a100=2",
      "8|c|ml|FAILED|00:01:00|2026-03-10T00:00:00|1||||cpu=1", "8|c|ml|WHAT|1|1|1||||",
    ]
    #expect(
      try Self.part(rows).text == """
        cradle.jobs.partial/1
        terms user - allocation state
        rows 2
        rejected status-unknown 1
        rejected step 1
        span 1773100800 1773100800
        untold 0
        memory 0 0 0
        energy 1 0 0
        type =a100
        group =a%20b
        held completed 1 600 4800 0 1200 2576980377600 1200
        gpus =a100 1200
        group =c
        held failed 1 60 60 60 60 0 0
        jobs 7 8
        run 7 1773100800
        run 8 1773100800
        running 6 1773100800 =a%20b 600 1 1 0 2 =a100 2
        open 8 60 0 1 0
        lead 5_1 3758096384
        end 312e8c9264dd819f

        """)
  }

  @Test("Slices of accountings with any columns, asked by anything, are read back as they were")
  func anyColumns() throws {
    var random = SplitMix(seed: 86)
    let header = JobDump.header.split(separator: "|")
    var joined = 0
    for turn in 0..<60 {
      let rows = JobDump.rows(25, &random)
      let kept = header.indices.filter { $0 == 0 || $0 == 4 || Bool.random(using: &random) }
      func line(_ cells: [Substring]) -> String { kept.map { cells[$0] }.joined(separator: "|") }
      let head = line(header)
      let lines = rows.map { row in
        // Types that stand twice, and more of them than of all, are met in the wild.
        line(
          row.replacing("gres/gpu:v100=1", with: "gres/gpu:v100=3,gres/gpu:v100=1").split(
            separator: "|", omittingEmptySubsequences: false))
      }
      var terms = JobTerms(by: head.contains("User") ? .user : .account)
      guard head.contains("User") || head.contains("Account") else { continue }
      if turn % 3 == 0 { terms.nodeCPUs = 4 }
      func log(_ rows: some Sequence<String>) -> JobLog {
        let bytes = Array(rows.map { $0 + "\n" }.joined().utf8)
        return JobLog(MemorySource(name: "s", bytes: bytes), terms, header: Array(head.utf8))
      }
      let cut = Int.random(in: 0...lines.count, using: &random)
      var whole: JobPartial?
      do throws(PartialMistake) {
        for part in [lines[..<cut], lines[cut...]] {
          let reading = JobLogs([log(part)]).read()
          guard let summary = reading.summary, let table = reading.table else { continue }
          let text = JobPartial(summary, of: table).text
          var alone: JobPartial?
          try JobPartial.join(text, to: &alone)
          #expect(alone?.text == text)
          try JobPartial.join(text, to: &whole)
        }
        var one = JobLogs([log(lines)]).read().summary ?? JobSummary()
        one.finish()
        let summary = try whole?.finished().summary ?? JobSummary()
        #expect(
          JobDump.described(summary, places: false) == JobDump.described(one, places: false))
        joined += 1
      } catch {
        // Without a start, or where its runs are far from each other, a job may be in both.
        guard case .job = error else { throw error }
      }
    }
    #expect(joined > 25, "\(joined)")
  }
}
