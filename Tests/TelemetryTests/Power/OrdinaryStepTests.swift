import TestSupport
import Testing

@testable import Telemetry

@Suite("Ordinary steps of power")
struct OrdinaryStepTests {
  @Test("They add what any step adds; where a sum comes to its end, none is added")
  func sums() {
    var random = SplitMix(seed: 23)
    var (plain, ordinary) = (StepSums.Slot(), StepSums.Slot())
    for _ in 0..<10_000 {
      let length =
        Int64.random(in: 1..<1 << 48, using: &random) >> Int.random(in: 0..<40, using: &random)
      let (from, to) = (
        Int64.random(in: 0..<1 << 43, using: &random), Int64.random(in: 0..<1 << 43, using: &random)
      )
      plain.add(length, from, to)
      let isAdded = ordinary.addOrdinary(length, from, to)
      #expect(isAdded)
      #expect(ordinary == plain)
    }
    // The square of the largest step, (2^24 · 2^39)², has room in 128 bits some four times.
    let (length, power): (Int64, Int64) = (1 << 49 - 1, 1 << 44 - 1)
    var full = StepSums.Slot()
    var count: Int64 = 0
    while full.addOrdinary(length, 0, power) { count += 1 }
    #expect(count == 4)
    #expect(full.count == 4)
    #expect(full.energy == 4 * Int128(length) * Int128(power))
  }

  @Test("A power is read by the shape of another one as it is read without")
  func shapes() {
    var random = SplitMix(seed: 29)
    func text() -> String {
      var text = "\(Int.random(in: 0..<5000, using: &random))"
      if Bool.random(using: &random) { text += ".\(Int.random(in: 0..<1000, using: &random))" }
      return text + ([" W", "", " W,", "W", ",", "-", " 1"].randomElement(using: &random) ?? "")
    }
    var held = 0
    for _ in 0..<50_000 {
      let padding = String(repeating: " ", count: 40)
      let known = Array((text() + padding).utf8)
      let next = Array((text() + padding).utf8)
      let (value, end) = known.span.nanowatts(0)
      guard value >= 0 else { continue }
      let shape = DecimalShape(known.span.word(0), count: end)
      let read = shape.text.read(next.span.word(0))
      guard shape.text.holds(read) else { continue }
      held += 1
      let digits = next.prefix(Int(shape.text.count))
      let other = Array(digits) + Array(padding.utf8)
      #expect(other.span.nanowatts(0).value == shape.billionths(read))
      #expect(other.span.nanowatts(0).end == Int(shape.text.count))
    }
    #expect(held > 5000)
  }
}
