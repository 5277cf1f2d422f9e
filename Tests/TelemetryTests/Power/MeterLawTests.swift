import TestSupport
import Testing

@testable import Telemetry

@Suite("Laws of meters")
struct MeterLawTests {
  private static let header = "timestamp, index, power.draw [W], utilization.gpu [%]\n"

  /// Rows of four devices with surprises among them.
  private func log(_ random: inout SplitMix, ticks: Int) -> [String] {
    var milliseconds: Int64 = 1_781_740_800_000
    var rows: [String] = []
    for _ in 0..<ticks {
      milliseconds += Int64(
        [1000, 1000, 1001, 1003, 900, 45_000].randomElement(using: &random) ?? 1)
      let moment = Timestamp(nanoseconds: milliseconds * 1_000_000, isZoned: false).text
      for gpu in 0..<4 {
        let draw = Int.random(in: 6000...40_000, using: &random)
        let power =
          switch Int.random(in: 0..<30, using: &random) {
          case 0: "[N/A]"
          case 1: "\(draw)e-2"
          default: "\(draw / 100).\(draw % 100 < 10 ? "0" : "")\(draw % 100) W"
          }
        let row = "\(moment.replacing("T", with: " ")), \(gpu), \(power), 42 %"
        rows.append(row)
        // The same time again, with another draw: the larger counts.
        if Int.random(in: 0..<20, using: &random) == 0 {
          rows.append("\(moment.replacing("T", with: " ")), \(gpu), 333.00 W, 42 %")
        }
      }
    }
    return rows
  }

  @Test("Threads that take over what others have yet to read change nothing")
  func threads() throws {
    var random = SplitMix(seed: 57)
    let year = log(&random, ticks: 8000).joined(separator: "\n") + "\n"
    var text = Self.header
    for number in 2026...2031 { text += year.replacing("2026-", with: "\(number)-") }
    let log = PowerLog(MemorySource(name: "log", bytes: Array(text.utf8)))
    let whole = try log.read(threads: 1).summary.joined().summary.partial
    for _ in 0..<4 { #expect(try log.read(threads: 2).summary.joined().summary.partial == whole) }
  }

  @Test("Slices join to the whole, to the last digit, wherever a log is cut, and so does a stream")
  func slices() throws {
    var random = SplitMix(seed: 51)
    for _ in 0..<6 {
      let text = Self.header + log(&random, ticks: 60).joined(separator: "\n") + "\n"
      let length = text.utf8.count
      let whole = try power(text)
      #expect(whole.rows.rejected > 0)
      for count in [2, 3, 7, 50, 500] {
        let parts = try power(text, slices: Slice.cut(length: length, into: count))
        #expect(parts.partial == whole.partial)
        #expect(parts.rowsText == whole.rowsText)
      }
      #expect(try power(text, isStream: true).partial == whole.partial)
    }
  }

  @Test("Partial summaries of slices, in any order, join to what one pass gives")
  func partials() throws {
    var random = SplitMix(seed: 52)
    for bound in [nil, 2_000_000_000] as [Int64?] {
      let rows = log(&random, ticks: 400)
      let whole = try power(Self.header + rows.joined(separator: "\n") + "\n", bound: bound)
      let expected = whole.joined().summary
      for count in [1, 2, 10, 300] {
        var cuts = [0, rows.count]
        for _ in 1..<count { cuts.append(Int.random(in: 0...rows.count, using: &random)) }
        cuts.sort()
        var parts: [String] = []
        for (from, to) in zip(cuts, cuts.dropFirst()) {
          let text = rows[from..<to].map { $0 + "\n" }.joined()
          parts.append(
            try power(
              text, name: "slice \(from)", bound: bound, header: Self.header
            ).partial)
        }
        parts.shuffle(using: &random)
        var joined: MeterSummary?
        for part in parts { try MeterSummary.join(part, to: &joined) }
        let (summary, overlaps) = try #require(joined).joined()
        #expect(overlaps.isEmpty)
        #expect(Metered(summary) == Metered(expected))
        // A tree of joins is the same.
        var tree: MeterSummary?
        try MeterSummary.join(try #require(joined).partial, to: &tree)
        #expect(Metered(try #require(tree).joined().summary) == Metered(expected))
      }
    }
  }

  @Test("A device of which rows tell several names has that of the earliest, whatever the slices")
  func names() throws {
    var random = SplitMix(seed: 56)
    let header = "time,gpu,name,power_w\n"
    for round in 0..<12 {
      var rows: [String] = []
      var second = 1_700_000_000
      for _ in 0..<40 {
        // Some times go back, and some stand twice.
        second += [1, 1, 1, 1, 1, 0, round % 2 == 0 ? 1 : -3].randomElement(using: &random) ?? 1
        for gpu in 0...1 {
          let name = ["A100", "H100", "H100", ""].randomElement(using: &random) ?? ""
          rows.append("\(second),\(gpu),\(name),\(Int.random(in: 60...300, using: &random))\n")
        }
      }
      let text = header + rows.joined()
      let whole = try power(text)
      for gpu in 0...1 {
        let cells = rows.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
          .filter { $0[1] == "\(gpu)" }
        let least = try #require(cells.map(\.[0]).min())
        let first = cells.filter { $0[0] == least }.map(\.[2]).min().map(String.init)
        #expect(whole.devices.first { $0.key.name == "\(gpu)" }?.model == first)
      }
      for count in [2, 5, 60] {
        let parts = try power(text, slices: Slice.cut(length: text.utf8.count, into: count))
        #expect(parts.partial == whole.partial)
      }
      var parts: [String] = []
      for row in rows { parts.append(try power(row, header: header).partial) }
      parts.shuffle(using: &random)
      var joined: MeterSummary?
      for part in parts { try MeterSummary.join(part, to: &joined) }
      #expect(
        try #require(joined).joined().summary.devices.map(\.model)
          == whole.joined().summary.devices.map(\.model))
    }
  }

  @Test("Slices that overlap in time are named, not joined")
  func overlaps() throws {
    let one = try power("time,power_w\n1,1\n5,1\n", name: "a.csv", node: "n1")
    let other = try power("time,power_w\n4,1\n9,1\n", name: "b.csv", node: "n1")
    var whole = one
    whole.merge(other)
    let overlaps = whole.joined().overlaps
    #expect(overlaps.map(\.logs) == [["a.csv", "b.csv"]])
    #expect(overlaps.map(\.from) == [4_000_000_000])
    #expect(overlaps.map(\.to) == [5_000_000_000])
  }

  @Test("The fast reader and the careful one read the same")
  func fastAndCareful() throws {
    var random = SplitMix(seed: 53)
    let rows = log(&random, ticks: 500)
    let plain = try power(Self.header + rows.joined(separator: "\n") + "\n")
    let quoted = rows.map { row in
      row.split(separator: ",").map { "\"\($0.drop { $0 == " " })\"" }.joined(separator: ",")
    }
    let careful = try power(Self.header + quoted.joined(separator: "\n") + "\n")
    #expect(plain.partial == careful.partial)
  }

  @Test("Trapezoids agree with exact fractions")
  func fractions() throws {
    var random = SplitMix(seed: 54)
    for _ in 0..<20 {
      var time: Int64 = 1_700_000_000_000
      var samples: [(time: Int64, centiwatts: Int64)] = []
      var text = "time,power_w\n"
      for _ in 0..<200 {
        time += Int64.random(in: 1...5000, using: &random)
        let draw = Int64.random(in: 0...70_000, using: &random)
        samples.append((time, draw))
        text += "\(time),\(draw / 100).\(draw % 100 < 10 ? "0" : "")\(draw % 100)\n"
      }
      // In halves of a centiwatt-millisecond, 10^-5 J.
      var sum: Int64 = 0
      for (a, b) in zip(samples, samples.dropFirst()) {
        sum += (a.centiwatts + b.centiwatts) * (b.time - a.time)
      }
      let summary = try power(text, bound: .max)
      #expect(
        Metered(summary.joined().summary).energy.halves == Int128(sum) * 10_000_000_000_000)
    }
  }

  @Test("No text, cut or changed anywhere, brings a reading down")
  func hostile() throws {
    var random = SplitMix(seed: 55)
    let text = Self.header + log(&random, ticks: 12).joined(separator: "\n") + "\n"
    let partial = try power(text).partial
    for _ in 0..<1500 {
      for original in [text, partial] {
        var bytes = Array(original.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let place = Int.random(in: 0..<bytes.count, using: &random)
          switch Int.random(in: 0..<3, using: &random) {
          case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
          case 1: bytes[place] = UInt8.random(in: 0x30...0x39, using: &random)
          default: bytes.removeSubrange(place..<min(bytes.count, place + 30))
          }
          if bytes.isEmpty { bytes = [0x0A] }
        }
        let changed = String(decoding: bytes, as: UTF8.self)
        if let summary = try? power(changed) {
          _ = Metered(summary.joined().summary, baseline: .measured)
        }
        var whole: MeterSummary?
        try? MeterSummary.join(changed + partial, to: &whole)
        if let summary = whole?.joined().summary { _ = Metered(summary, baseline: .measured) }
      }
    }
  }
}
