import TestSupport
import Testing

@testable import Telemetry

@Suite("Slices of traffic logs")
struct TrafficPartialTests {
  static let hour = TrafficSummary.hour
  static let header = "time,input_tokens,output_tokens,id,status\n"

  /// Rows of a table, some of them wrong, with more ids than a sample holds in a long log.
  static func table(_ random: inout SplitMix, rows: Int) -> [String] {
    var clock = 1_700_158_546
    return (0..<rows).map { _ in
      clock += Int.random(in: -20...900, using: &random)
      let input = Int.random(in: 0..<40, using: &random) == 0 ? "-3" : "\(clock % 9001)"
      let status = ["200", "200", "200", "429", "500", "aborted", "?"]
      return "\(clock),\(input),\(Int.random(in: 0..<300, using: &random)),"
        + "r\(Int.random(in: 0..<rows * 2, using: &random)),"
        + (status.randomElement(using: &random) ?? "")
    }
  }

  static func part(
    _ rows: ArraySlice<String>, header: String?, window: Int64 = hour
  ) throws -> TrafficPartial {
    let text = rows.map { $0 + "\n" }.joined()
    let summary = try traffic(Array(text.utf8), window: window, header: header)
    return TrafficPartial(summary, window: window, filter: nil)
  }

  private func expectSame(
    _ rows: [String], header: String?, _ random: inout SplitMix, counts: [Int]
  ) throws {
    let text = (header ?? "") + rows.map { $0 + "\n" }.joined()
    let whole = TrafficPartial(try traffic(text), window: Self.hour, filter: nil).text
    for count in counts {
      var cuts = [0, rows.count]
      for _ in 1..<count { cuts.append(Int.random(in: 0...rows.count, using: &random)) }
      cuts.sort()
      var parts: [String] = []
      for (from, to) in zip(cuts, cuts.dropFirst()) {
        parts.append(try Self.part(rows[from..<to], header: header ?? rows[0]).text)
      }
      parts.shuffle(using: &random)
      var joined: TrafficPartial?
      for part in parts { try TrafficPartial.join(part, to: &joined) }
      #expect(joined?.text == whole)
      // Several in one file, and joins of joins, are the same.
      var tree: TrafficPartial?
      let middle = parts.count / 2
      for half in [parts[middle...], parts[..<middle]] where !half.isEmpty {
        var some: TrafficPartial?
        try TrafficPartial.join(half.joined(separator: "\n"), to: &some)
        try TrafficPartial.join(try #require(some).text, to: &tree)
      }
      #expect(tree?.text == whole)
    }
  }

  @Test("Slices of a table, cut at any lines and in any order, join to the text of one pass")
  func tables() throws {
    var random = SplitMix(seed: 61)
    try expectSame(
      Self.table(&random, rows: 400), header: Self.header, &random, counts: [1, 2, 10, 300])
  }

  @Test("So do slices with more ids than a sample holds")
  func sampled() throws {
    var random = SplitMix(seed: 62)
    let rows = Self.table(&random, rows: 16_000)
    let text = Self.header + rows.joined(separator: "\n") + "\n"
    #expect(try !traffic(text).identifiers.isComplete)
    try expectSame(rows, header: Self.header, &random, counts: [2, 7])
  }

  @Test("So do lines of JSON, of which each slice may begin with one that cannot be read")
  func jsonLines() throws {
    var random = SplitMix(seed: 63)
    let rows = (0..<200).map { number in
      Int.random(in: 0..<4, using: &random) == 0
        ? "not a request at all"
        : "{\"ts\":\(1_700_158_546 + number * 60),\"usage\":{\"prompt_tokens\":\(number)}}"
    }
    try expectSame(
      ["{\"ts\":1,\"prompt_tokens\":1}"] + rows, header: nil, &random, counts: [2, 90])
  }

  @Test("The text of a slice")
  func text() throws {
    let rows = [
      "1700158546,10,5000,a,200", "1700158547,-1,1,b,200", "1700162147,7,1,a,429",
      "1700162148,9,1,,out of memory",
    ]
    #expect(
      try Self.part(rows[...], header: Self.header).text == """
        cradle.traffic.partial/1
        terms 3600000000000 -
        rows 2 2 0
        rejected negative 1
        rejected status-unknown 1
        span 1700158546000000000 1700162147000000000
        untold 0 0
        status =200 1
        status =429 1
        step 472266 1 10 5000 0 0 0 0 0 0 0 0 0
        step 472267 0 0 0 0 1 7 1 0 0 0 0 0
        inputs 10
        input 7 1
        input 10 1
        outputs 5000
        output 1 1
        output 4548 1
        id 3d10ksiuoru7x 2
        end 6574110039dcaa15

        """)
  }

  @Test("Slices of logs with any columns and extreme cells are read back as they were")
  func anyColumns() throws {
    var random = SplitMix(seed: 67)
    let header = ["time", "input_tokens", "output_tokens", "requests", "status", "error", "bytes"]
    let cells = [
      ["0", "-1", "1700158546.123456789", "2262-04-11T00:00:00Z", "1969-12-31 23:59:59", "never"],
      ["0", "4095", "4096", "1099511627776", "1099511627777", "", "7"],
      ["0", "1", "", "8193", "null"],
      ["0", "1", "70", "1099511627776", ""],
      [
        "200", "204", "OK", "Timed_Out", "429", "503", "302", "500", "", "-", "perhaps", "100",
        "599",
      ],
      ["", "null", "boom", "false"], ["0", "17", "1099511627776", ""],
    ]
    var rows = 0
    for _ in 0..<200 {
      var kept = header.indices.filter { $0 == 0 || Bool.random(using: &random) }
      if kept == [0] { kept.append(1) }
      var text = kept.map { header[$0] }.joined(separator: ",") + "\n"
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        text +=
          kept.map { cells[$0].randomElement(using: &random) ?? "" }.joined(separator: ",") + "\n"
      }
      guard let summary = try? traffic(text) else { continue }
      let part = TrafficPartial(summary, window: Self.hour, filter: "/v1 *%é").text
      var alone: TrafficPartial?
      do throws(PartialMistake) { try TrafficPartial.join(part, to: &alone) } catch {
        Issue.record("\(error): \(text)\n\(part)")
      }
      #expect(alone?.text == part)
      rows += summary.rows.used
    }
    #expect(rows > 300, "\(rows)")
  }
}
