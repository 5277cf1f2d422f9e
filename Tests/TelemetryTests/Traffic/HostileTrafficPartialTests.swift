import Reporting
import TestSupport
import Testing

@testable import Telemetry

/// Partial summaries that were cut, changed or made up: refused, or joined without a trap.
@Suite("Hostile partial summaries of requests")
struct HostileTrafficPartialTests {
  private static let header = TrafficPartialTests.header

  /// Two slices with outcomes of all kinds, rejected rows and ids that occur again, and one whose
  /// rows are windows.
  private static func parts() throws -> [String] {
    var random = SplitMix(seed: 64)
    let rows = TrafficPartialTests.table(&random, rows: 24)
    let windows =
      "time,requests,input_tokens\n1700158546,70,90000\n1700162146,,3\n1700165746,0,0\n"
    return [
      try TrafficPartialTests.part(rows[..<12], header: header).text,
      try TrafficPartialTests.part(rows[12...], header: header).text,
      TrafficPartial(try traffic(windows), window: TrafficPartialTests.hour, filter: nil).text,
    ]
  }

  /// Joins texts and asks all of the sum that can be asked.
  private static func ask(_ texts: [String]) throws(PartialMistake) -> String? {
    var whole: TrafficPartial?
    for text in texts { try TrafficPartial.join(text, to: &whole) }
    guard let whole else { return nil }
    var again: TrafficPartial?
    try TrafficPartial.join(whole.text, to: &again)
    #expect(again?.text == whole.text)
    let page = TrafficPage(whole)
    _ = (page.document, page.datum)
    return whole.text
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
    var random = SplitMix(seed: 65)
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
    var random = SplitMix(seed: 66)
    var refused = 0
    for _ in 0..<1200 where (try? Self.ask(SealedPartial.forged(parts, &random))) == nil {
      refused += 1
    }
    #expect(refused > 800, "\(refused)")
  }

  @Test("Counts and sums that contradict each other are refused, with the line")
  func contradictions() throws {
    let rows = [
      "1700158546,10,5000,a,200", "1700158547,-1,1,b,200", "1700162147,7,1,a,429",
      "1700162148,9,1,,out of memory", "1700162148,,1,,timeout",
    ]
    let text = try TrafficPartialTests.part(rows[...], header: Self.header).text
    #expect(
      text == """
        cradle.traffic.partial/1
        terms 3600000000000 -
        rows 3 3 0
        rejected negative 1
        rejected status-unknown 1
        span 1700158546000000000 1700162148000000000
        untold 1 0
        status =200 1
        status =429 1
        status =timeout 1
        step 472266 1 10 5000 0 0 0 0 0 0 0 0 0
        step 472267 0 0 0 0 1 7 1 0 1 0 1 0
        inputs 10
        input 7 1
        input 10 1
        outputs 5000
        output 1 2
        output 4548 1
        id 3d10ksiuoru7x 2
        end f7df82fd12259a8d

        """)
    #expect(Self.mistake(text) == nil)
    // What is wrong, by the line that shows it: that of the end where no line does alone.
    let end = 20
    let table: [(from: String, to: String, mistake: PartialMistake?)] = [
      ("terms 3600000000000 ", "terms 3600000000001 ", .line(2)), ("000 -", "000 =%zz", .line(2)),
      ("000 -", "000 =%FF", .contradiction(end)), ("rows 3 3 0", "rows 3 2 0", .contradiction(end)),
      ("rows 3 3 0", "rows 4 4 0", nil), ("rows 3 3 0", "rows 2 2 0", .contradiction(end)),
      ("rows 3 3 0", "rows 3 3 -0", .contradiction(end)), ("rows 3 3 0", "rows 3 -3 6", .line(3)),
      ("negative 1", "negative 0", .line(4)), ("negative 1", "negativ 1", .line(4)),
      ("status-unknown", "negative", .line(5)),
      ("span 1700158546000000000", "span 1700162148000000001", .line(6)),
      ("span 1700158546000000000", "span 1700161200000000000", .contradiction(end)),
      ("span 1700158546000000000 1700162148000000000\n", "", .contradiction(end - 1)),
      ("untold 1 0", "untold 2 0", .contradiction(end)),
      ("untold 1 0", "untold 1 1", .contradiction(end)),
      ("untold 1 0", "untold -1 0", .line(7)),
      ("status =200 1", "status =200 2", .contradiction(end)),
      ("status =200 1", "status =200 -1", .line(8)), ("status =200 1", "status =0200 1", .line(8)),
      ("status =200 1", "status =perhaps 1", .line(8)),
      ("status =timeout", "status =TIMEOUT", .line(10)),
      ("status =429 1", "status =200 1", .line(9)),
      ("status =429 1", "status =404 2", .contradiction(end)),
      ("status =200 1\nstatus =429 1\n", "status =429 1\nstatus =200 1\n", .contradiction(end)),
      ("step 472266 1 10", "step 472265 1 10", .contradiction(end)),
      ("step 472267", "step 472266", .line(12)),
      ("step 472267 0 0 0 0 1 7 1 0 1 0 1 0", "step 472267 0 0 0 0 0 0 0 0 0 0 0 0", .line(12)),
      ("step 472266 1 10 5000", "step 472266 1 9 5000", .contradiction(end)),
      ("step 472266 1 10 5000", "step 472266 1 10 4000", .contradiction(end)),
      ("step 472266 1 10", "step 472266 4398046511105 10", .contradiction(end)),
      ("0 1 0 1 0\ninputs", "0 1 0 1 3298534883329\ninputs", .contradiction(end)),
      ("inputs 10", "inputs 9", .contradiction(end)),
      ("inputs 10", "inputs 11", .contradiction(end)),
      ("inputs 10\n", "", .contradiction(end - 1)), ("input 7 1", "input 7 0", .line(14)),
      ("input 7 1", "input 7 2", .contradiction(end)), ("input 7 1", "input -7 1", .line(14)),
      ("outputs 5000", "outputs 4999", .contradiction(end)),
      ("output 4548 1", "output 4549 1", .contradiction(end)),
      ("output 4548 1", "output 61441 1", .line(18)),
      ("output 1 2", "output 1 1\noutput 1 1", .contradiction(end + 1)),
      ("id 3d10ksiuoru7x 2", "id 3d10ksiuoru7x 4", .contradiction(end)),
      ("id 3d10ksiuoru7x 2", "sampled\nid 3d10ksiuoru7x 2", .contradiction(end + 1)),
      ("id 3d10ksiuoru7x 2", "id 3d10ksiuoru7x 2\nid 3d10ksiuoru7x 1", .contradiction(end + 1)),
      ("id 3d10ksiuoru7x 2", "id 3D10KSIUORU7X 2", .contradiction(end)),
      ("id 3d10ksiuoru7x 2", "id 3d10ksiuoru7x -2", .line(19)),
    ]
    for (from, to, mistake) in table {
      #expect(text.contains(from), "\(from)")
      let changed = SealedPartial.sealed(text.replacing(from, with: to, maxReplacements: 1))
      #expect(Self.mistake(changed) == mistake, "\(to)\n\(changed)")
    }
  }

  @Test("Slices under other terms, cut texts and texts that are none are told apart")
  func others() throws {
    let text = try TrafficPartialTests.part(["1700158546,10,5,a,200"], header: Self.header).text
    let minutes = try TrafficPartialTests.part(
      ["1700158546,10,5,a,200"], header: Self.header, window: 60_000_000_000
    ).text
    #expect(Self.mistake(text + "\n" + text) == nil)
    #expect(Self.mistake(text + minutes) == .terms)
    #expect(Self.mistake(text, minutes) == .terms)
    #expect(Self.mistake(String(text.dropLast(5))) == .cut)
    #expect(Self.mistake(String(text.dropLast(25))) == .cut)
    let headless = text.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
    #expect(Self.mistake(headless + text) == .cutBefore(13))
    #expect(Self.mistake("time,power\n") == .unlike)
    #expect(Self.mistake("") == .unlike)
    #expect(Self.mistake(text + "more\n") == .line(14))
    #expect(Self.mistake(text.replacing("\n", with: "\r\n")) == nil)
    #expect(Self.mistake(text.replacing("rows 1 1 0", with: "rows 2 2 0")) == .changed(13))
    #expect(Self.mistake(text.replacing("rows 1", with: "rows -1")) == .line(3))
    #expect(
      Self.mistake("cradle.water.partial/1\n" + text) == .version("cradle.water.partial/1"))
    #expect(Self.mistake(text + PartialKind.jobs.magic) == .kind(.jobs, after: .requests))
  }

  @Test("Sums as large as they may be stay where they are, and too many rows are refused")
  func large() {
    let most = (Int64(1) << 44) - 1
    let top = Int64.max
    let text = SealedPartial.sealed(
      """
      \(PartialKind.requests.magic)
      terms 1000000000 -
      rows \(most) 0 \(most)
      span -4600000000000000000 4600000000000000000
      untold 3 3
      status =200 \(top)
      step -4600000000 \(top) \(top) \(top) \(top) \(top) \(top) \(top) \(top) 0 0 0 0
      step 4600000000 0 0 0 0 0 0 0 0 \(top) \(top) \(top) \(top)
      inputs 1099511627776
      input 61440 \(most)
      id 0 \(most)
      id 3w5e11264sgsf
      end

      """)
    #expect(Self.mistake(text) == .contradiction(13))
    let sound = SealedPartial.sealed(text.replacing("id 0 \(most)", with: "id 0 \(most - 1)"))
    #expect(Self.mistake(sound) == nil)
    #expect(Self.mistake(sound, sound) == .tooMuch)
  }
}
