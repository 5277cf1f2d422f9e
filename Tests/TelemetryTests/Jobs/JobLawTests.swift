import TestSupport
import Testing

@testable import Telemetry

@Suite("Laws of the accounting of jobs")
struct JobLawTests {
  private static func source(_ bytes: [UInt8]) -> MemorySource {
    MemorySource(name: "jobs.psv", bytes: bytes)
  }

  /// What is read of rows as they come, or each by the careful reader of single rows.
  private func read(
    _ bytes: [UInt8], _ table: JobColumns, _ terms: JobTerms, carefully: Bool
  ) -> String {
    var reader = JobReader(table, file: "jobs.psv", summary: JobSummary(terms))
    let span = bytes.span
    if carefully {
      var start = 0
      while start < bytes.count {
        let end = span.endOfLine(from: start)
        reader.lines += 1
        reader.readCarefully(span, start..<end, isOpen: end == bytes.count)
        start = end + 1
      }
    } else {
      reader.read(span, 0..<bytes.count)
    }
    var summary = reader.finished()
    summary.finish()
    return JobDump.described(summary)
  }

  @Test("Rows, whole or spoiled at random, are read fast as they are read with all care")
  func fastAsCareful() throws {
    var random = SplitMix(seed: 71)
    let spoilers = Array("| \t\"\u{0}\r\n0_.+:-=,;xé".utf8)
    for turn in 0..<210 {
      let columns = JobDump.header.split(separator: "|").map(String.init)
      // Columns in another order, and without some of them.
      var order = Array(columns.indices)
      if turn % 3 > 0 { order.shuffle(using: &random) }
      let left = Int.random(in: 0...4, using: &random)
      if turn % 3 == 2 {
        order.removeAll {
          $0 > 0 && columns[$0] != "Elapsed" && columns[$0] != "User" && $0 % 5 == left
        }
      }
      let header = order.map { columns[$0] }.joined(separator: "|")
      let rows = JobDump.rows(12, &random).map { row in
        let cells = row.split(separator: "|", omittingEmptySubsequences: false)
        return order.map { String(cells[$0]) }.joined(separator: "|")
      }
      var bytes = JobDump.text(rows, header: header)
      for _ in 0..<[0, 3, 40][turn % 3 == 0 ? 0 : Int.random(in: 0...2, using: &random)] {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = spoilers.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        default: bytes.remove(at: place)
        }
      }
      if turn % 7 == 0, bytes.last == 0x0A { bytes.removeLast() }
      let table = try #require(
        JobColumns(header: header.split(separator: "|").map(String.init), separator: 0x7C))
      var terms = JobTerms(by: .user)
      terms.nodeCPUs = 4
      if turn % 4 == 0 { terms.filters = [JobTerms.Filter(.user, "bob")] }
      #expect(
        read(bytes, table, terms, carefully: false) == read(bytes, table, terms, carefully: true),
        "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("Few pages of the jobs met give what all of them give, where jobs come in order or not")
  func fewPages() throws {
    var random = SplitMix(seed: 72)
    for turn in 0..<32 {
      var rows = JobDump.rows(60, &random)
      // Where a job runs that ran before, all pages are asked for.
      if turn % 8 < 4 { rows.removeAll { $0.contains("RUNNING") } }
      switch turn % 4 {
      case 0: break
      // Rows that stand again: near, and far.
      case 1: for index in 0..<20 { rows.insert(rows[index * 3], at: index * 3 + 9) }
      case 2: rows += rows.prefix(30)
      default: rows.shuffle(using: &random)
      }
      let log = JobLog(Self.source(JobDump.text(rows)))
      var whole = try log.read().summary
      whole.finish()
      for pages in [1, 2, 7, 100] {
        // Two logs of which the second begins in the middle of the first: it adds what it has more.
        for logs in [[log], [log, JobLog(Self.source(JobDump.text(rows)))]] {
          let reading = JobLogs(logs).read(pages: pages)
          var summary = try #require(reading.summary)
          summary.finish()
          #expect(reading.failures.isEmpty)
          #expect(!summary.isDoubtful)
          if logs.count == 1 {
            #expect(JobDump.described(summary) == JobDump.described(whole))
          } else {
            #expect(summary.rows.used == whole.rows.used)
            #expect(summary.groups == whole.groups)
          }
        }
      }
    }
  }

  @Test("An accounting in the order of its jobs is read with few pages at once; others are doubted")
  func doubt() throws {
    var random = SplitMix(seed: 73)
    let rows = JobDump.rows(200, &random)
    func isDoubtful(_ rows: [String]) throws -> Bool {
      let log = JobLog(Self.source(JobDump.text(rows)))
      return try log.read(onTo: JobSummary(JobTerms(), pages: 3), threads: 1).summary.isDoubtful
    }
    #expect(try !isDoubtful(rows))
    #expect(try isDoubtful(rows + rows.prefix(10)))
  }

  @Test("Ranges hold what was taken in, and no more as long as there are few")
  func ranges() {
    var random = SplitMix(seed: 74)
    for spread in [40, 300, 5000] {
      var ranges = KeyRanges()
      var known: Set<UInt64> = []
      for _ in 0..<200 {
        let low = UInt64.random(in: 0..<UInt64(spread), using: &random)
        let high = low + UInt64.random(in: 0..<4, using: &random)
        ranges.insert(low, high)
        for number in low...high { known.insert(number) }
        #expect(ranges.contains(low) && ranges.contains(high))
      }
      let all = Set((0..<UInt64(spread + 4)).filter(ranges.contains))
      #expect(all == known)
      // Ranges neither overlap nor touch.
      for index in 1..<max(1, ranges.count) {
        #expect(ranges.highs[index - 1] + 1 < ranges.lows[index])
      }
    }
    var many = KeyRanges()
    for number in 0..<UInt64(KeyRanges.most + 2) { many.insert(number * number) }
    #expect(many.count <= KeyRanges.most / 2 + 1)
    let missing = (0..<UInt64(KeyRanges.most + 2)).first { !many.contains($0 * $0) }
    #expect(missing == nil)
    var edge = KeyRanges()
    edge.insert(.max)
    edge.insert(0)
    edge.insert(.max - 1)
    #expect(edge.lows == [0, .max - 1] && edge.highs == [0, .max])
  }

  @Test("A job's place among all tells the job again, as SLURM writes it")
  func places() throws {
    for text in ["0", "556141", "549755813887", "556141_0", "556141_4194303", "7+0", "7+4194303"] {
      let bytes = Array(text.utf8)
      let read = JobKey.read(bytes.span, 0..<bytes.count)
      let key = try #require(read?.key)
      #expect(JobKey(place: key.place) == key)
      #expect(key.text == text)
    }
  }
}
