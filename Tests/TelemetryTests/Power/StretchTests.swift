import TestSupport
import Testing

@testable import Telemetry

@Suite("The draw in a stretch without work")
struct StretchTests {
  private static let header = "timestamp, index, power.draw [W]\n"
  /// 2026-06-18T00:00:00Z in milliseconds.
  private static let midnight: Int64 = 1_781_740_800_000

  @Test("A stretch is an interval of ISO 8601, its end a moment or a clock on the same day")
  func text() throws {
    let table: [(text: String, read: String?)] = [
      ("2026-06-18T00:00/2026-06-18T00:10", "2026-06-18T00:00:00/2026-06-18T00:10:00"),
      ("2026-06-18T00:00/00:10", "2026-06-18T00:00:00/2026-06-18T00:10:00"),
      ("2026-06-18 00:00:01.5/00:10:02", "2026-06-18T00:00:01.500/2026-06-18T00:10:02"),
      ("2026-06-18T00:00Z/2026-06-18T02:10+02:00", "2026-06-18T00:00:00Z/2026-06-18T00:10:00Z"),
      ("2026-06-18T02:00+02:00/02:10+02:00", "2026-06-18T00:00:00Z/2026-06-18T00:10:00Z"),
      ("2026-06-18/2026-06-19", "2026-06-18T00:00:00/2026-06-19T00:00:00"),
      ("2026/06/18 00:00/2026/06/18 00:10", "2026-06-18T00:00:00/2026-06-18T00:10:00"),
      ("2026/06/18/2026/06/19", "2026-06-18T00:00:00/2026-06-19T00:00:00"),
      ("1781740800/1781741400", "2026-06-18T00:00:00Z/2026-06-18T00:10:00Z"),
      ("2026-06-18T00:00/2026-06-18T00:00", nil), ("2026-06-18T00:10/00:00", nil),
      ("2026-06-18T00:00Z/2026-06-18T00:10", nil), ("2026-06-18T00:00/00:10Z", nil),
      ("2026/06", nil), ("1/2", nil), ("/", nil), ("", nil), ("2026-06-18T00:00", nil),
      ("2026-06-18T00:00/PT10M", nil), ("2026-06-18/10", nil), ("60W", nil),
    ]
    for (text, read) in table { #expect(Stretch(text)?.text == read, "\(text)") }
  }

  private static func stretch(_ from: Int64, _ to: Int64) throws -> Stretch {
    try #require(
      Stretch(
        from: (midnight + from) * 1_000_000, to: (midnight + to) * 1_000_000, isZoned: false))
  }

  private struct Sample {
    var time: Int64
    var device: Int
    var centiwatts: Int64

    var row: String {
      let moment = Timestamp(nanoseconds: (midnight + time) * 1_000_000, isZoned: false).text
      let cents = centiwatts % 100
      return "\(moment.replacing("T", with: " ")), \(device), "
        + "\(centiwatts / 100).\(cents < 10 ? "0" : "")\(cents) W\n"
    }
  }

  /// Samples of three devices, a second apart but for surprises, over some minutes.
  private func samples(_ random: inout SplitMix, ticks: Int) -> [Sample] {
    var time: Int64 = 0
    var samples: [Sample] = []
    for _ in 0..<ticks {
      time += [1000, 1000, 1000, 1000, 1003, 997, 4000].randomElement(using: &random) ?? 1
      for device in 0..<3 where Int.random(in: 0..<40, using: &random) > 0 {
        samples.append(
          Sample(
            time: time, device: device, centiwatts: Int64.random(in: 5000...9000, using: &random)))
      }
    }
    return samples
  }

  /// The mean draw of each device in nanowatts: the trapezoids of the steps within the stretch, by
  /// their time, in whole numbers.
  private func draws(_ samples: [Sample], _ from: Int64, _ to: Int64, bound: Int64) -> [Int64?] {
    (0..<3).map { device in
      var energy: Int64 = 0
      var length: Int64 = 0
      let own = samples.filter { $0.device == device }
      for (a, b) in zip(own, own.dropFirst())
      where a.time >= from && b.time <= to && b.time - a.time <= bound {
        energy += (a.centiwatts + b.centiwatts) * (b.time - a.time)
        length += b.time - a.time
      }
      // Halves of a centiwatt are 5,000,000 nW; what is less than a nanowatt is dropped.
      return length > 0 ? energy * 5_000_000 / length : nil
    }
  }

  @Test("It is the mean by time of the steps that lie within it, gaps left out, for each device")
  func mean() throws {
    var random = SplitMix(seed: 61)
    for _ in 0..<40 {
      let samples = samples(&random, ticks: 200)
      let from = Int64.random(in: -10_000...250_000, using: &random)
      let to = from + Int64.random(in: 1...90_000, using: &random)
      let text = Self.header + samples.map(\.row).joined()
      let stretch = try Self.stretch(from, to)
      let summary = try power(text, bound: 2_000_000_000, stretch: stretch)
      let metered = Metered(summary.joined().summary, baseline: .stretch(stretch))
      #expect(metered.devices.map(\.idleDraw) == draws(samples, from, to, bound: 2000))
      // Naming a stretch changes nothing else.
      let plain = try power(text, bound: 2_000_000_000)
      #expect(metered.energy == Metered(plain.joined().summary).energy)
      #expect(metered.withoutIdle.count == metered.devices.count { $0.idleDraw == nil })
    }
  }

  @Test("A log without work is idle as a whole, whatever its draw, and not more than that")
  func allIdle() throws {
    var random = SplitMix(seed: 65)
    for _ in 0..<40 {
      let text = Self.header + samples(&random, ticks: 50).map(\.row).joined()
      let stretch = try Self.stretch(-1_000_000, 1_000_000_000)
      let summary = try power(text, bound: .max, stretch: stretch)
      let metered = Metered(summary.joined().summary, baseline: .stretch(stretch))
      let idle = try #require(metered.idle).halves
      #expect(idle <= metered.energy.halves)
      // At most a nanowatt a device is missing, for the length of the log.
      let length = metered.devices.reduce(Int128(0)) { $0 + Int128($1.covered) }
      #expect(metered.energy.halves - idle < 2 * length)
    }
    let constant = Self.header + (0..<60).map { "\(1_781_740_800 + $0),0,100.25\n" }.joined()
    let metered = Metered(try power(constant).joined().summary, baseline: .measured)
    #expect(metered.idle == metered.energy)
  }

  @Test("It is the same in one pass, in slices, as a stream, and of a log longer than a block")
  func slices() throws {
    var random = SplitMix(seed: 62)
    let samples = samples(&random, ticks: 12_000)
    let text = Self.header + samples.map(\.row).joined()
    #expect(text.utf8.count > 4 * LineBlocks.chunkSize)
    for (from, to) in [(0, 1), (5_000_000, 5_200_000), (-1, 100_000), (0, 900_000_000)]
      as [(Int64, Int64)]
    {
      let stretch = try Self.stretch(from, to)
      let whole = try power(text, stretch: stretch)
      let expected = Metered(whole.joined().summary, baseline: .stretch(stretch))
      #expect(
        expected.devices.map(\.idleDraw)
          == draws(samples, from, to, bound: 10_000))
      for count in [2, 7, 60] {
        let parts = try power(
          text, stretch: stretch, slices: Slice.cut(length: text.utf8.count, into: count))
        #expect(parts.partial == whole.partial)
      }
      #expect(try power(text, stretch: stretch, isStream: true).partial == whole.partial)
      // Without the fast reader.
      let careful = text.replacing(" W\n", with: "e0\n")
      #expect(try power(careful, stretch: stretch).partial == whole.partial)
    }
  }

  @Test("Partial summaries hold it, join in any order, and to no other stretch")
  func partials() throws {
    var random = SplitMix(seed: 63)
    let samples = samples(&random, ticks: 300)
    let stretch = try Self.stretch(50_000, 150_000)
    let whole = try power(Self.header + samples.map(\.row).joined(), stretch: stretch)
    let expected = Metered(whole.joined().summary, baseline: .stretch(stretch))
    for count in [1, 5, 100] {
      var cuts = [0, samples.count]
      for _ in 1..<count { cuts.append(Int.random(in: 0...samples.count, using: &random)) }
      cuts.sort()
      var parts: [String] = []
      for (from, to) in zip(cuts, cuts.dropFirst()) {
        let rows = samples[from..<to].map(\.row).joined()
        parts.append(try power(rows, stretch: stretch, header: Self.header).partial)
      }
      parts.shuffle(using: &random)
      var joined: MeterSummary?
      for part in parts { try MeterSummary.join(part, to: &joined) }
      let summary = try #require(joined).joined().summary
      #expect(Metered(summary, baseline: .stretch(stretch)) == expected)
    }
    var joined: MeterSummary? = whole
    let other = try power(Self.header, stretch: Self.stretch(50_000, 150_001)).partial
    #expect(throws: PartialMistake.terms) { try MeterSummary.join(other, to: &joined) }
    let none = try power(Self.header).partial
    #expect(throws: PartialMistake.terms) { try MeterSummary.join(none, to: &joined) }
  }

  @Test("Of a counter it is what was counted between readings within it, by their time")
  func counter() throws {
    // 100 J/s, then 60 J/s from 10 s to 20 s, then 100 J/s; read each 5 s.
    let text = """
      time,energy_j
      1781740800,0
      1781740805,500
      1781740810,1000
      1781740815,1300
      1781740820,1600
      1781740825,2100

      """
    let stretch = try #require(Stretch("2026-06-18T00:00:08Z/00:00:24Z"))
    let metered = Metered(
      try power(text, stretch: stretch).joined().summary, baseline: .stretch(stretch))
    #expect(metered.devices.map(\.idleDraw) == [60_000_000_000])
    // 60 W for 25 s are 1500 J.
    #expect(metered.idle?.text == "0.000416666667")
  }

  @Test("Samples of one time in it, the larger of which counts, and samples out of order")
  func ties() throws {
    var random = SplitMix(seed: 64)
    var samples = samples(&random, ticks: 100)
    let stretch = try Self.stretch(20_000, 70_000)
    let expected = try power(Self.header + samples.map(\.row).joined(), stretch: stretch)
    for sample in samples where Int.random(in: 0..<5, using: &random) == 0 {
      var smaller = sample
      smaller.centiwatts -= 100
      samples.append(smaller)
    }
    samples.sort { ($0.time, $0.device, $0.centiwatts) < ($1.time, $1.device, $1.centiwatts) }
    func draws(_ text: String) throws -> [Int64?] {
      Metered(try power(text, stretch: stretch).joined().summary, baseline: .stretch(stretch))
        .devices.map(\.idleDraw)
    }
    #expect(
      try draws(Self.header + samples.map(\.row).joined())
        == Metered(expected.joined().summary, baseline: .stretch(stretch)).devices.map(\.idleDraw))
  }
}
