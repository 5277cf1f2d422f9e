import Reporting
import TestSupport
import Testing

@testable import Telemetry

/// Partial summaries that were cut, changed or made up: refused, or joined without a trap.
@Suite("Hostile partial summaries of jobs")
struct HostileJobPartialTests {
  /// Three slices of an accounting with arrays, requeued and running jobs, steps and rejected rows.
  private static func parts() throws -> [String] {
    var random = SplitMix(seed: 83)
    var seen: Set<Substring> = []
    // Runs of a job in several slices would be refused.
    let rows = JobDump.rows(12, &random).filter { row in
      let job = row.prefix { $0 != "|" }
      return job.contains(".") || seen.insert(job).inserted
    }
    let cuts = [0, rows.count / 3, rows.count / 2, rows.count]
    return try zip(cuts, cuts.dropFirst()).map { try JobPartialTests.part(rows[$0..<$1]).text }
  }

  /// Joins texts and asks all of the sum that can be asked.
  private static func ask(_ texts: [String]) throws(PartialMistake) -> String? {
    var whole: JobPartial?
    for text in texts { try JobPartial.join(text, to: &whole) }
    guard let whole else { return nil }
    var again: JobPartial?
    try JobPartial.join(whole.text, to: &again)
    #expect(again?.text == whole.text)
    let (summary, table) = try whole.finished()
    let page = JobPage(summary, of: table, named: "slices")
    _ = (page.document, page.datum)
    return JobDump.described(summary, places: false)
  }

  private static func mistake(_ texts: String...) -> PartialMistake? {
    do throws(PartialMistake) {
      _ = try ask(texts)
      return nil
    } catch { return error }
  }

  @Test("A byte that changed, came or went anywhere is noticed, or says nothing")
  func damaged() throws {
    let parts = try Self.parts()
    let expected = try #require(try Self.ask(parts))
    var random = SplitMix(seed: 84)
    var refused = 0
    for _ in 0..<800 {
      let texts = SealedPartial.damaged(parts, &random)
      guard let found = try? Self.ask(texts) else {
        refused += 1
        continue
      }
      #expect(found == expected)
    }
    #expect(refused > 760, "\(refused)")
  }

  @Test("A summary that was changed and sealed again is refused, or joined without a trap")
  func forged() throws {
    let parts = try Self.parts()
    #expect(parts.map(SealedPartial.sealed) == parts)
    var random = SplitMix(seed: 85)
    var refused = 0
    for _ in 0..<1200 where (try? Self.ask(SealedPartial.forged(parts, &random))) == nil {
      refused += 1
    }
    #expect(refused > 800, "\(refused)")
  }

  @Test("Counts and sums that contradict each other are refused, with the line")
  func contradictions() throws {
    let rows = [
      "5_1.0||ml|COMPLETED|00:01:00|2026-03-10T00:00:00|1||3.5G||cpu=1",
      "6|a b|ml|RUNNING|00:10:00|2026-03-10T00:00:00|1||||cpu=1,gres/gpu:a100=2",
      "7|a b|ml|COMPLETED|00:10:00|2026-03-10T00:00:00|2|4G||3600|cpu=8,gres/gpu:a100=2",
      "7.0||ml|COMPLETED|00:10:00|2026-03-10T00:00:00|2||1G||cpu=8",
      "8|c|ml|FAILED|00:01:00|2026-03-10T00:00:00|1|1G|||cpu=1", "8|c|ml|WHAT|1|1|1||||",
    ]
    let text = try JobPartialTests.part(rows).text
    #expect(
      text == """
        cradle.jobs.partial/1
        terms user - allocation state
        rows 2
        rejected status-unknown 1
        rejected step 2
        span 1773100800 1773100800
        untold 0
        memory 1 2576980377600 1288490188800
        energy 1 0 0
        type =a100
        group =a%20b
        held completed 1 600 4800 0 1200 2576980377600 1200
        gpus =a100 1200
        group =c
        held failed 1 60 60 60 60 64424509440 0
        jobs 7 8
        run 7 1773100800
        run 8 1773100800
        running 6 1773100800 =a%20b 600 1 1 0 2 =a100 2
        open 8 60 1073741824 1 0
        lead 5_1 3758096384
        end 53cf4553e3e32e35

        """)
    #expect(Self.mistake(text) == nil)
    // What is wrong, by the line that shows it: that of the end where no line does alone.
    let end = 22
    let table: [(from: String, to: String, mistake: PartialMistake?)] = [
      ("state\n", "-\n", .contradiction(end)), ("allocation", "-", .contradiction(end)),
      ("user - ", "user 0 ", .line(2)),
      ("user", "users", .line(2)), ("rows 2", "rows 3", .contradiction(end)),
      ("rows 2", "rows -2", .line(3)),
      ("rows 2", "rows 02", .contradiction(end)), ("rejected step 2", "rejected step 0", .line(5)),
      ("rejected step 2", "rejected status-unknown 2", .line(5)), ("step 2", "no-step 2", .line(5)),
      ("rejected step 2\n", "", .contradiction(end - 1)), ("span 1773100800", "span 0", .line(6)),
      ("span 1773100800", "span 1773100801", .line(6)),
      ("untold 0", "untold 3", .contradiction(end)),
      ("memory 1", "memory 3", .contradiction(end)),
      ("memory 1 2576980377600", "memory 1 1", .contradiction(end)),
      ("memory 1 2576980377600", "memory 1 9999999999999", .contradiction(end)),
      ("memory 1 2576980377600 1288490188800", "memory 0 1 1", .contradiction(end)),
      ("memory 1 2", "memory 1 -2", .line(8)),
      ("energy 1 0 0", "energy 3 0 0", .contradiction(end)),
      ("energy 1 0 0", "energy 1 1 0", .contradiction(end)),
      ("energy 1 0 0", "energy 1 0 1", .contradiction(end)),
      ("type =a100\n", "", .line(12)), ("type =a100\n", "type =a100\ntype =b\n", nil),
      ("group =a%20b\n", "group =a%2\n", .line(11)), ("group =a%20b\n", "group =a b\n", .line(11)),
      ("group =a%20b\n", "", .line(11)), ("group =c\n", "group =a%20b\n", .contradiction(end)),
      ("completed 1 600", "completed 0 600", .line(12)),
      ("completed 1 600", "running 1 600", .contradiction(end)),
      ("completed 1 600", "ended 1 600", .line(12)),
      ("completed 1 600", "completed 2 600", .contradiction(end)),
      ("completed 1 600", "completed 1 4294967296", .line(12)),
      ("completed 1 600 4800", "completed 1 600 10066329601", .line(12)),
      ("600 4800 0 1200", "600 4800 4801 1200", .line(12)),
      ("600 4800 0 1200", "600 4800 0 10066329601", .line(12)),
      ("2576980377600 1200\n", "691752902764108185601 1200\n", .line(12)),
      ("gpus =a100 1200", "gpus =a100 1201", .contradiction(end)),
      ("gpus =a100 1200", "gpus =b 1200", .line(13)),
      ("gpus =a100 1200", "gpus =a100 600\ngpus =a100 600", .contradiction(end + 1)),
      ("jobs 7 8", "jobs 8 7", .line(16)), ("jobs 7 8", "jobs 7 8_1", .line(16)),
      ("jobs 7 8", "jobs 7 7\njobs 8 8", .contradiction(end + 1)),
      ("jobs 7 8", "jobs 9 9", .contradiction(end)),
      ("jobs 7 8\n", "", .contradiction(end - 1)), ("run 7 1773100800", "run 7 0", .line(17)),
      ("run 7 1773100800", "run 8 1773100800", .line(18)),
      ("run 7 1773100800", "run 9 1", .contradiction(end)),
      ("run 7 1773100800", "run 7 1773100800\nrun 7 1", .contradiction(end + 1)),
      ("running 6 1773100800", "running 6 0", .line(19)), ("0 2 =a100 2", "0 2 =a100 3", .line(19)),
      ("0 2 =a100 2", "0 2 =a100 1 =a100 1", .contradiction(end)),
      ("0 2 =a100 2", "0 2 =b 2", .line(19)),
      ("=a%20b 600 1", "=d 600 1", .contradiction(end)),
      ("open 8 60 1", "open 8 60 9", .contradiction(end)),
      ("open 8 60 1073741824", "open 8 60 1152921504606846977", .line(20)),
      ("open 8", "open 8.0", .line(20)), ("lead 5_1 3", "lead 5_1 -3", .line(21)),
      ("lead 5_1 3758096384\n", "lead 5_1 3\nlead 5_2 3\nlead 5_3 3\n", .contradiction(end + 2)),
      ("lead", "leads", .line(21)), ("8096384\n", "8096384\nunread 5_1\n", nil),
      ("8096384\n", "8096384\nunread 5_1.0\n", .line(22)),
      ("8096384\n", "8096384\nunread 5_1\nstrays\n", nil),
      ("8096384\n", "8096384\nstrays 1\n", .line(22)),
      ("8096384\n", "8096384\nstrays\nunread 5_1\n", .contradiction(24)),
    ]
    for (from, to, mistake) in table {
      #expect(text.contains(from), "\(from)")
      let changed = SealedPartial.sealed(text.replacing(from, with: to, maxReplacements: 1))
      #expect(Self.mistake(changed) == mistake, "\(to)\n\(changed)")
    }
  }

  @Test("Texts that are none, cut or of another kind are told apart")
  func others() throws {
    let text = try #require(try Self.parts().first)
    let count = text.split(separator: "\n").count
    #expect(Self.mistake("") == .unlike)
    #expect(Self.mistake("\n\n") == .unlike)
    #expect(Self.mistake("JobID|Elapsed\n") == .unlike)
    #expect(Self.mistake("cradle.jobs.partial/2\n") == .version("cradle.jobs.partial/2"))
    #expect(Self.mistake("cradle.meter.partial/2\n") == .kind(.power, after: .jobs))
    #expect(Self.mistake(PartialKind.jobs.magic) == .cut)
    #expect(Self.mistake(PartialKind.jobs.magic + "\nend\n") == .changed(2))
    #expect(
      Self.mistake(SealedPartial.sealed(PartialKind.jobs.magic + "\nend\n")) == .contradiction(2))
    #expect(Self.mistake(String(text.dropLast(1))) == nil)
    #expect(Self.mistake(String(text.dropLast(2))) == .cut)
    #expect(Self.mistake(String(text.dropLast(30))) == .cut)
    #expect(Self.mistake(text.replacing("\n", with: "\r\n")) == nil)
    #expect(Self.mistake(text + "more\n") == .line(count + 1))
    #expect(Self.mistake(text + PartialKind.requests.magic) == .kind(.requests, after: .jobs))
    let lines = text.split(separator: "\n")
    let headless = lines.dropLast().joined(separator: "\n") + "\n"
    #expect(Self.mistake(headless) == .cut)
    #expect(Self.mistake(headless + text) == .cutBefore(count))
  }

  @Test("Sums as large as they may be are added without a trap, and too many rows are refused")
  func large() {
    let most = (Int128(1) << 43) - 1
    let seconds = most * 4_294_967_295
    let cpus = seconds << 24
    let memory = (Int128(1) << 95) - 1
    let text = SealedPartial.sealed(
      """
      \(PartialKind.jobs.magic)
      terms user 1000000 allocation state
      rows \(most)
      span 1 4294000000
      untold \(most)
      memory \(most) \(memory) \(memory)
      energy \(most) \(most) \(memory)
      type =x
      group =a
      held completed \(most) \(seconds) \(min(cpus, memory)) 0 \(min(cpus, memory)) \(memory) \(memory)
      gpus =x \(memory)
      jobs 1 549755813887
      running 549755813888 1 =a 1 1 1 1 1
      end

      """)
    #expect(Self.mistake(text) == .line(13))
    let sound = SealedPartial.sealed(
      text.replacing("running 549755813888", with: "running 549755813887+1"))
    #expect(Self.mistake(sound) == nil)
    let other = SealedPartial.sealed(
      sound.replacing("jobs 1 549755813887", with: "jobs 1_1 549755813887_4"))
    #expect(Self.mistake(sound, sound) == .job("1"))
    #expect(Self.mistake(sound, other) == nil)
    let more = SealedPartial.sealed(
      sound.replacing("jobs 1 549755813887", with: "jobs 549755813887_6 549755813887_7"))
    #expect(Self.mistake(sound, other, more) == .tooMuch)
  }

  @Test("More types of accelerators than are told apart are refused, whatever the order")
  func types() {
    func part(_ job: Int, _ types: Range<Int>) -> String {
      SealedPartial.sealed(
        """
        \(PartialKind.jobs.magic)
        terms user - allocation state
        rows 1
        untold 0
        memory 0 0 0
        energy 0 0 0
        \(types.map { "type =\($0)" }.sorted().joined(separator: "\n"))
        group =a
        held completed 1 1 1 1 1 1 0
        jobs \(job) \(job)
        end

        """)
    }
    #expect(Self.mistake(part(1, 0..<200), part(2, 100..<255)) == nil)
    for order in [[part(1, 0..<200), part(2, 100..<256)], [part(2, 100..<256), part(1, 0..<200)]] {
      #expect(Self.mistake(order[0], order[1]) == .tooMuch)
    }
  }
}
