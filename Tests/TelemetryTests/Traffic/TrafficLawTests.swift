import Foundation
import TestSupport
import Testing

@testable import Telemetry

@Suite("Laws of traffic logs")
struct TrafficLawTests {
  /// Rows with surprises among them, in order but for some.
  private func log(_ random: inout SplitMix, rows: Int) -> [String] {
    var clock = 1_700_158_546_680
    return (0..<rows).map { _ in
      clock += Int.random(in: -20...90_000, using: &random)
      let moment = Timestamp(nanoseconds: Int64(clock) * 1_000_000, isZoned: false).text
      let time =
        switch Int.random(in: 0..<12, using: &random) {
        case 0: "\(clock)"
        case 1: moment + "Z"
        case 2: moment.replacingOccurrences(of: "T", with: " ") + "+01:00"
        case 3: "never"
        default: moment.replacingOccurrences(of: "T", with: " ")
        }
      let input =
        Int.random(in: 0..<40, using: &random) == 0
        ? "-3" : "\(Int.random(in: 0..<9000, using: &random))"
      let output =
        Int.random(in: 0..<20, using: &random) == 0
        ? "" : "\(Int.random(in: 0..<300, using: &random))"
      return "\(time),\(input),\(output),\(Int.random(in: 0..<400, using: &random)),200"
    }
  }

  private static let header = "time,input_tokens,output_tokens,id,status\n"

  @Test("Slices join to the whole, to the last digit, wherever a log is cut, and so does a stream")
  func slices() throws {
    var random = SplitMix(seed: 41)
    for _ in 0..<12 {
      let text = Self.header + log(&random, rows: 120).joined(separator: "\n") + "\n"
      let whole = try traffic(text)
      #expect(whole.rows.rejected > 0)
      #expect(whole.rows.read == 120)
      for count in [2, 3, 7, 50, 500] { #expect(try traffic(text, slices: count) == whole) }
      #expect(try traffic(text, isStream: true) == whole)
    }
  }

  @Test("The fast reader and the careful one read the same")
  func fastAndCareful() throws {
    var random = SplitMix(seed: 42)
    let rows = log(&random, rows: 2000)
    let plain = try traffic(Self.header + rows.joined(separator: "\n") + "\n")
    let quoted = rows.map { row in
      row.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }
        .joined(separator: ",")
    }
    let careful = try traffic(Self.header + quoted.joined(separator: "\n") + "\n")
    #expect(plain.steps == careful.steps)
    #expect(plain.inputs == careful.inputs)
    #expect(plain.outputs == careful.outputs)
    #expect(plain.rows.used == careful.rows.used)
    #expect(plain.stepsBack.count == careful.stepsBack.count)
    #expect(plain.statuses == careful.statuses)
    #expect(plain.identifiers.repetitions == careful.identifiers.repetitions)
    #expect((plain.zoned, plain.unzoned) == (careful.zoned, careful.unzoned))
  }

  @Test("Lines of JSON are read alike whether or not their shape is known from the line before")
  func shapes() throws {
    var random = SplitMix(seed: 45)
    func number(_ most: Int) -> Int { Int.random(in: 0..<most, using: &random) }
    for _ in 0..<8 {
      let lines = (0..<150).map { _ in
        let time = [
          "1700158\(100 + number(900))", "\"2023-11-16T18:\(10 + number(50)):46.5Z\"",
          "\"2023-11-16 18:\(10 + number(50)):46\"", "null", "1700158546680",
        ][number(9) > 6 ? 2 + number(3) : number(2)]
        let text = ["plain", "a \\\" b", "open\n\",\"n\":1,\"in\":4}", "", "\\\\"][
          max(0, number(20) - 15)]
        let error = ["null", "false", "\"x\"", "{\"a\":1}", "true"][max(0, number(20) - 15)]
        let input = ["\(number(5000))", "null", "-1", "\"7\"", "1e2", "12345678"][
          max(0, number(25) - 19)]
        let blank = number(30) == 0 ? " " : ""
        let end = number(40) == 0 ? "" : "}"
        return
          "{\"id\":\"\(number(90))\",\"ts\":\(time),\"a\":\"\(text)\",\(blank)\"error\":\(error),"
          + "\"usage\":{\"prompt_tokens\":\(input)\(end),\"status\":\(number(3) * 100 + 200)}"
      }
      let text = lines.joined(separator: "\n") + "\n"
      let whole = try traffic(text)
      var single = TrafficSummary(window: TrafficSummary.hour)
      for line in text.split(separator: "\n") where line.hasPrefix("{") {
        single.append(try traffic(line + "\n"))
      }
      let others = text.split(separator: "\n").filter { !$0.hasPrefix("{") }.count
      #expect(whole.rows.used == single.rows.used && whole.rows.used > 50)
      #expect(whole.rows.read == single.rows.read + others)
      #expect(whole.steps == single.steps)
      #expect(whole.inputs == single.inputs)
      #expect(whole.statuses == single.statuses)
      #expect(whole.requestsWithoutInput == single.requestsWithoutInput)
      #expect((whole.zoned, whole.unzoned) == (single.zoned, single.unzoned))
      #expect(whole.identifiers.repetitions == single.identifiers.repetitions)
      #expect(whole.stepsBack.count >= single.stepsBack.count)
      for count in [2, 9, 40] { #expect(try traffic(text, slices: count) == whole) }
    }
  }

  @Test("Files merge in any order")
  func merging() throws {
    var random = SplitMix(seed: 43)
    let parts = try (0..<5).map { _ in
      try traffic(Self.header + log(&random, rows: 60).joined(separator: "\n"))
    }
    var forward = TrafficSummary(window: TrafficSummary.hour)
    var backward = forward
    for part in parts { forward.merge(part) }
    for part in parts.reversed() { backward.merge(part) }
    #expect(forward == backward)
  }

  @Test("A sample of ids joins to that of the whole, also where there are more than it holds")
  func identifiers() {
    let place = RowPlace(file: "log", line: 1, column: 1)
    var whole = IdentifierSample()
    var parts = [IdentifierSample](repeating: IdentifierSample(), count: 7)
    for number in 0..<60_000 {
      let hash = mixed(UInt64(number % 50_000))
      if whole.isWanted(hash) { whole.add(hash, at: place) }
      if parts[number % 7].isWanted(hash) { parts[number % 7].add(hash, at: place) }
    }
    var joined = IdentifierSample()
    for part in parts.reversed() { joined.merge(part) }
    #expect(joined == whole)
    #expect(!whole.isComplete)
    #expect(whole.count == IdentifierSample.size)
    // A fifth of the ids occur twice; a sample of 8,192 is within two hundredths of that.
    let share = Double(whole.repetitions) / Double(whole.count)
    #expect(abs(share - 0.2) < 0.02)
  }

  @Test("Percentiles by nearest rank: exact below 4,096, at most a 2,048th too large above")
  func percentiles() {
    var random = SplitMix(seed: 44)
    var histogram = TokenHistogram()
    var numbers: [Int64] = []
    for _ in 0..<3000 {
      let number = Int64.random(
        in: 0..<(1 << Int64.random(in: 1...40, using: &random)), using: &random)
      numbers.append(number)
      histogram.add(number)
    }
    numbers.sort()
    for percent in 0...100 {
      let rank = max(1, (numbers.count * percent + 99) / 100)
      let exact = numbers[rank - 1]
      let found = histogram.percentile(percent) ?? -1
      #expect(found >= exact)
      #expect(exact < 4096 ? found == exact : found - exact <= exact / 2048)
    }
    #expect(histogram.percentile(100) == numbers.last)
    #expect(TokenHistogram().percentile(50) == nil)
  }

  @Test("A sum beyond 64 bits is told, in any order")
  func saturation() throws {
    let row = "1,1099511627776,1099511627776"
    let summary = try traffic(
      "time,requests,input\n" + row + "\n", columns: "time=time,requests=requests,input=input")
    #expect(summary.total.isExact)
    var tally = summary.total
    for _ in 0..<23 { tally.add(tally) }
    #expect(!tally.isExact)
    #expect(tally.served.requests == .max)
  }

  @Test(
    "The Azure conversation trace, against figures worked out by Python's csv module",
    .enabled(if: trace != nil, "CRADLE_AZURE_TRACE does not name the file"))
  func azure() throws {
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: Self.trace ?? "")))
    for slices in [1, 2, 13] {
      let summary = try traffic(bytes, slices: slices)
      #expect(summary.rowsText == "19366 read, 19366 used")
      #expect(summary.sums == [19_366, 22_361_870, 4_088_665])
      #expect(
        [summary.first, summary.last].map {
          $0.map { Timestamp(nanoseconds: $0, isZoned: false).text }
        } == ["2023-11-16T18:15:46.680590", "2023-11-16T19:14:08.402527"])
      let hours = summary.windows(TrafficSummary.hour).map(\.tally.all)
      #expect(hours.map(\.requests) == [15_606, 3_760])
      #expect(hours.map(\.input) == [18_444_477, 3_917_393])
      #expect(hours.map(\.output) == [3_138_185, 950_480])
      #expect(summary.inputs.percentile(50) == 1020)
      #expect(summary.inputs.percentile(100) == 14_050)
      #expect(summary.stepsBack.count == 0)
    }
    let minutes = try traffic(bytes, window: 600_000_000_000).windows(600_000_000_000)
    #expect(
      minutes.map(\.tally.all.requests) == [1197, 3007, 3374, 4419, 3609, 2809, 951])
  }

  private static let trace = ProcessInfo.processInfo.environment["CRADLE_AZURE_TRACE"]
}
