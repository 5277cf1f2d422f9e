import TestSupport
import Testing

@testable import Telemetry

/// Partial summaries that were cut, changed or made up: refused, or joined without a trap.
@Suite("Hostile partial summaries of power")
struct HostilePartialTests {
  /// Two slices of a log with a stretch, duplicates, gaps and rejected rows, and one of counters and
  /// windows.
  private static func parts() throws -> [String] {
    let stretch = try #require(Stretch("2023-11-14T22:13:30/22:13:50"))
    var rows: [String] = []
    for second in 0..<60 where second != 31 {
      rows.append(
        "2023-11-14 22:13:\(second < 10 ? "0" : "")\(second),0,\(100 + second % 7).25 W\n")
      rows.append("2023-11-14 22:13:\(second < 10 ? "0" : "")\(second),1,60 W\n")
      if second % 9 == 0 { rows.append(rows[rows.count - 1]) }
      if second % 20 == 0 { rows.append("soon,1,60 W\n") }
    }
    let header = "time,device,power_w\n"
    let windows =
      "start_time,elapsed_time,gpu0_energy\n1700000000,10,3600\n1700000010,5,7\n1700000020,5,1\n"
    let counter = "time,device,energy_j\n1700000000,c,5\n1700000010,c,3\n1700000025,c,90\n"
    let codeCarbon = """
      timestamp,run_id,duration,emissions,energy_consumed,cpu_model,tracking_mode
      2023-11-14T22:13:40,r,10.5,0.1,0.25,Intel Xeon,machine
      2023-11-14T22:13:50,r,20.5,0.1,0.5,Intel Xeon,machine

      """
    return [
      try power(header + rows[..<50].joined(), stretch: stretch).partial,
      try power(header + rows[50...].joined(), stretch: stretch).partial,
      try power(windows, stretch: stretch).partial, try power(counter, stretch: stretch).partial,
      try power(codeCarbon, stretch: stretch).partial,
    ]
  }

  private static func sealed(_ text: String) -> String { SealedPartial.sealed(text) }

  /// Joins texts and asks all of the sum that can be asked.
  private static func ask(_ texts: [String]) throws(PartialMistake) -> Metered? {
    var whole: MeterSummary?
    for text in texts { try MeterSummary.join(text, to: &whole) }
    guard let whole else { return nil }
    _ = whole.partial.utf8.count
    let (joined, overlaps) = whole.joined()
    guard overlaps.isEmpty else { return nil }
    for baseline in [Metered.Baseline.measured, whole.stretch.map { .stretch($0) } ?? .none] {
      let metered = Metered(joined, baseline: baseline)
      _ = MeterUncertainty(metered).kilowattHours
      _ = (metered.energy.text, metered.idle?.text, metered.dynamic?.text, metered.coverage)
    }
    return Metered(joined)
  }

  @Test("A byte that changed, came or went anywhere is noticed")
  func changed() throws {
    let parts = try Self.parts()
    let expected = try #require(try Self.ask(parts))
    #expect(expected.devices.count == 5)
    var random = SplitMix(seed: 81)
    for _ in 0..<2000 {
      var texts = parts
      let part = Int.random(in: 0..<texts.count, using: &random)
      var bytes = Array(texts[part].utf8)
      let place = Int.random(in: 0..<bytes.count - 1, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[place] = UInt8.random(in: 0x30...0x39, using: &random)
      case 2: bytes.remove(at: place)
      default: bytes.insert(bytes[place], at: place)
      }
      texts[part] = String(decoding: bytes, as: UTF8.self)
      let isSame = Array(texts[part].utf8) == Array(parts[part].utf8)
      // The line feeds between partial summaries may be more.
      let found = try? Self.ask(texts)
      if !isSame { #expect(found == nil, "\(texts[part])") }
    }
  }

  @Test("A summary that was changed and sealed again is refused, or joined without a trap")
  func sealed() throws {
    let parts = try Self.parts()
    #expect(parts.map(Self.sealed) == parts)
    var random = SplitMix(seed: 82)
    var refused = 0
    for _ in 0..<3000 where (try? Self.ask(SealedPartial.forged(parts, &random))) == nil {
      refused += 1
    }
    #expect(refused > 2000)
  }

  @Test("Counts and sums that contradict each other are refused, with the line")
  func contradictions() throws {
    let text = try power("time,power_w\n1,100\n2,200\n4,100\n5,100\n", name: "a", node: "n").partial
    #expect(
      text == """
        cradle.meter.partial/2
        terms - -
        rows 4 4 0
        kind table
        device power =n = - 200000000000 ordered
        draw 100 3
        draw 164 1
        run =a 4 0 1000000000 100000000000 2000000000 200000000000 4000000000 100000000000 5000000000 100000000000
        step 990000000 1000000000 2 2000000000 500000000000000000000 8673529983387892368516
        step 1900000000 2000000000 1 2000000000 600000000000000000000 34694155460357666015625
        long 2000000000 2000000000
        long 1000000000 1000000000
        long 1000000000 4000000000
        end cbe1c841e63271ef

        """)
    let table: [(from: String, to: String, line: Int?)] = [
      ("rows 4 4 0", "rows 4 4 0", nil),
      ("rows 4 4 0", "rows 4 400 0", 14), ("rows 4 4 0", "rows 17592186044416 4 0", 3),
      ("rows 4 4 0", "rows -4 4 0", 3), ("terms - -", "terms -5 -", 2),
      ("terms - -", "terms - 0", 2), ("ordered", "sorted", 5),
      ("200000000000 ordered", "900000000000000000 ordered", 5),
      ("run =a 4 0 1000000000", "run =a 5 0 1000000000", 14),
      ("run =a 4 0 1000000000", "run =a 4 4 1000000000", 8),
      ("run =a 4 0 1000000000", "run =a 4 0 3000000000", 8),
      (" 600000000000000000000 ", " -600000000000000000000 ", 10),
      (" 600000000000000000000 ", " 400000000000000000000000001 ", 10),
      ("2000000000 2000000000\n", "2000000000 2100000000\n", nil),
      ("long 2000000000 2000000000\n", "long 2000000000 4000000000\n", 14),
      ("step 1900000000 ", "step 1800000000 ", 10), ("draw 164 1", "draw 4095 1", 7),
      ("draw 100 3", "draw 100 4", 14), ("1 2000000000 6", "1 1999999999 6", 14),
    ]
    for (from, to, line) in table {
      let changed = Self.sealed(text.replacing(from, with: to))
      #expect(changed != text || from == to, "\(from) in \(text)")
      var mistake: PartialMistake?
      do throws(PartialMistake) { _ = try Self.ask([changed]) } catch { mistake = error }
      #expect(
        mistake == line.map { $0 == 14 ? .contradiction($0) : .line($0) }, "\(to)\n\(changed)")
    }
  }

  @Test("A start that is none of a counter, or not before its first sample, is refused")
  func starts() throws {
    let text = try #require(try Self.parts().last)
    #expect(
      text == """
        cradle.meter.partial/2
        terms - - 1700000010000000000 1700000030000000000 unzoned
        rows 2 0 2
        kind codecarbon
        device counter = =r - 0 ordered
        machine =Intel%20Xeon
        run =log 2 0 1700000020000000000 900000000000 1700000030000000000 1800000000000 1700000020000000000 900000000000 1700000030000000000 1800000000000
        start 1700000009500000000
        step 9900000000 10000000000 1 10000000000 1800000000000000000000000 0
        stretch 9900000000 10000000000 1 10000000000 1800000000000000000000000 0
        long 10000000000 1700000020000000000
        end 4171e5a2fbc29123

        """)
    let table: [(from: String, to: String, line: Int?)] = [
      ("start 1700000009500000000", "start -4600000000000000000", nil),
      ("start 1700000009500000000", "start -4600000000000000001", 8),
      ("start 1700000009500000000", "start 1700000020000000000", 8),
      ("start 1700000009500000000", "start 1 2", 8), ("start", "begin", 8),
      ("start 1700000009500000000", "start 1\nstart 2", 9),
      ("device counter", "device spans", 8), ("device counter", "device power", 6),
      ("machine =Intel%20Xeon", "machine Intel", 6),
      ("machine =Intel%20Xeon", "machine =a\nmachine =b", 7),
    ]
    for (from, to, line) in table {
      let changed = Self.sealed(text.replacing(from, with: to))
      #expect(changed != text)
      var mistake: PartialMistake?
      do throws(PartialMistake) { _ = try Self.ask([changed]) } catch { mistake = error }
      #expect(mistake == line.map { .line($0) }, "\(to)\n\(changed)")
    }
    // Version 1 told the start of a run of CodeCarbon as a sample, in each slice.
    let old = Self.sealed(text).replacing("partial/2", with: "partial/1")
    #expect(throws: PartialMistake.version("cradle.meter.partial/1")) { _ = try Self.ask([old]) }
  }

  @Test("More rows or devices than logs have are refused, not wrapped round or left out")
  func tooMany() throws {
    func part(_ device: Int, _ count: Int) -> String {
      Self.sealed(
        """
        cradle.meter.partial/2
        terms - -
        rows 0 0 0
        rejected duplicate \(count)
        kind table
        device power =n =\(device) - 0 ordered
        draw 0 1
        run =a 1 0 1 0 - - - - 1 0
        end 0

        """)
    }
    var whole: MeterSummary?
    for _ in 0..<16 { try MeterSummary.join(part(1, 1 << 44), to: &whole) }
    #expect(throws: PartialMistake.tooMuch) { try MeterSummary.join(part(1, 1), to: &whole) }
    var devices: MeterSummary?
    for device in 0..<MeterSummary.mostDevices {
      try MeterSummary.join(part(device, 1), to: &devices)
      if device == 20 { break }
    }
    let lines = (0..<MeterSummary.mostDevices).map {
      "device power =n =\($0) - 0 ordered\ndraw 0 1\nrun =a 1 0 1 0 - - - - 1 0\n"
    }
    let start = "cradle.meter.partial/2\nterms - -\nrows 20000 20000 0\nkind table\n"
    let most = Self.sealed(start + lines.joined() + "end 0\n")
    var all: MeterSummary?
    try MeterSummary.join(most, to: &all)
    try MeterSummary.join(most, to: &all)
    #expect(all?.devices.count == MeterSummary.mostDevices)
    #expect(throws: PartialMistake.tooMuch) { try MeterSummary.join(part(-1, 1), to: &all) }
    let more = Self.sealed(
      start + lines.joined() + lines[0].replacing("=0 ", with: "=new ") + "end 0\n")
    #expect(throws: PartialMistake.line(60_005)) { try MeterSummary.join(more, to: &all) }
    let twice = Self.sealed(start + lines[0] + lines[0] + "end 0\n")
    #expect(throws: PartialMistake.line(8)) { try MeterSummary.join(twice, to: &all) }
  }
}
