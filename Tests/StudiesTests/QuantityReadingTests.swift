import Formulas
import Quantities
import TestSupport
import Testing

@testable import Studies

@Suite("Quantities in a study")
struct QuantityReadingTests {
  /// The power of a piece of equipment, or the messages about it.
  private static func power(_ value: String, values: String = "{}") -> [String] {
    let reading = StudyText(
      "study: S\nvalues: \(values)\nequipment:\n  g:\n    power: \(value)\nactivities: [{training: T}]\n"
    )
    return reading.errors.isEmpty ? [text(reading.study.equipment[0].power)] : reading.errors
  }

  @Test("The long form says what the short one cannot")
  func longForm() {
    #expect(Self.power("{value: 400 W}") == ["400 W"])
    #expect(Self.power("{value: 400 W, source: luccioni2023}") == ["400 W [luccioni2023]"])
    #expect(
      Self.power("{value: 400 W, source: a private message}") == ["400 W [a private message]"])
    #expect(
      Self.power("{value: 400 W, source: [luccioni2023, patterson2021]}") == [
        "400 W [luccioni2023, patterson2021]"
      ])
    #expect(
      Self.power("{value: 400 W, status: measured, note: by a clamp}") == [
        "400 W, measured, by a clamp"
      ])
    #expect(
      Self.power("{value: 400 W, low: 300, high: 0.5 kW}") == ["400 W, 300 .. 500 W (triangular)"])
    #expect(
      Self.power("{value: 400 W, low: 300 W, high: 500 W, distribution: normal}") == [
        "400 W, ± 100 W (95 %)"
      ])
    #expect(
      Self.power("{value: 400 W, low: 300, high: 500, distribution: uniform}") == [
        "400 W, 300 .. 500 W (uniform)"
      ])
    #expect(
      Self.power("{value: 400 W, low: 300, high: 500, distribution: lognormal}") == [
        "400 W, 300 .. 500 W (lognormal, 95 %)"
      ])
    #expect(
      Self.power("{value: 400 W, low: 300, high: 500, distribution: pert}") == [
        "400 W, 300 .. 500 W (PERT)"
      ])
  }

  @Test("What the long form says holds for expressions and for named values too")
  func longFormOfNames() {
    let values = "{p: 200 W, n: 2}"
    #expect(Self.power("{value: n * p, status: measured}", values: values) == ["400 W, measured"])
    #expect(Self.power("{value: p, status: measured}", values: values) == ["200 W, measured"])
    #expect(Self.power("{value: p, note: by a clamp}", values: values) == ["200 W, by a clamp"])
    #expect(
      Self.power("{value: p, source: luccioni2023}", values: values) == ["200 W [luccioni2023]"])
    #expect(
      Self.power("{value: n * p, source: luccioni2023}", values: values) == ["400 W [luccioni2023]"]
    )
    #expect(
      Self.power("{value: p, low: 100, high: 300}", values: values) == [
        "200 W, 100 .. 300 W (triangular)"
      ])
    #expect(
      Self.power("{value: n * p, low: 100 W, high: 500 W}", values: values) == [
        "400 W, 100 .. 500 W (triangular)"
      ])
    #expect(Self.power("n * p ± 10 %", values: values) == ["400 W, ± 40 W (95 %)"])
    #expect(Self.power("p", values: values) == ["200 W"])
  }

  @Test("A range of the long form holds its value, both bounds and one measure")
  func ranges() {
    #expect(
      Self.power("{value: 400 W, low: 300}") == [
        "5:12: error[missing-key]: a range has both a `low` and a `high`"
      ])
    #expect(
      Self.power("{value: 400 W, low: 500, high: 600}") == [
        "5:32: error[bad-range]: the value lies outside its own range"
      ])
    #expect(
      Self.power("{value: 400 W, low: 100, high: 200}") == [
        "5:43: error[bad-range]: the value lies outside its own range"
      ])
    #expect(Self.power("{value: 400 W, low: 3 h, high: 500 W}").count == 1)
    #expect(
      Self.power("{low: 3 W, high: 500 W}") == [
        "5:12: error[missing-key]: the long form of `power` has no `value`"
      ])
    #expect(Self.power("{value: 400 W, low: 1, high: 500, distribution: beta}").count == 1)
    #expect(Self.power("{value: 400 W, status: guessed}").count == 1)
  }

  @Test("Another measure, a bare number, a list are refused")
  func measures() {
    #expect(
      Self.power("700 Wh") == [
        "5:12: error[wrong-dimension]: `power` is a power, such as `400 W`; `700 Wh` is an energy"
      ])
    #expect(Self.power("700") == ["5:12: error[missing-unit]: `power` is a power and needs a unit"])
    #expect(
      Self.power("[700 W]") == ["5:12: error[wrong-shape]: `power` is one quantity, not a list"])
    #expect(
      Self.power("").first?.hasPrefix("5:11: error[wrong-shape]: `power` has no value") == true)
  }

  @Test("Values may stand in any order, and a cycle or a mistake is told once")
  func values() {
    func errors(_ values: String) -> [String] {
      StudyText("study: S\nvalues:\n\(values)activities: [{training: T}]\n").errors
    }
    #expect(errors("  a: b * 2\n  b: c + 1 h\n  c: 3 h\n") == [])
    #expect(
      errors("  a: b\n  b: c\n  c: a\n") == [
        "3:3: error[cycle]: a value is defined by itself: `a` → `b` → `c` → `a`"
      ])
    #expect(
      errors("  a: a + 1 h\n") == ["3:3: error[cycle]: a value is defined by itself: `a` → `a`"])
    #expect(errors("  a: b\n  b: 3 xyz\n  c: b\n").count == 1)
    #expect(errors("  1a: 3 h\n").first?.hasPrefix("3:3: error[bad-name]") == true)
    #expect(errors("  a-b: 3 h\n").first?.hasPrefix("3:3: error[bad-name]") == true)
    #expect(errors("  in: 3 h\n").first?.hasPrefix("3:3: error[bad-name]") == true)
    #expect(errors("  _a1: 3 h\n") == [])
  }

  @Test("A chain of values has the same answer in either order, short or too long")
  func chains() {
    func errors(_ count: Int, reversed: Bool) -> Int {
      let lines = (0..<count).map { "  v\($0): v\($0 + 1) + 1 h\n" } + ["  v\(count): 1 h\n"]
      let text = (reversed ? lines.reversed() : lines).joined()
      return StudyText("study: S\nvalues:\n\(text)activities: [{training: T}]\n").errors.count
    }
    for count in [10, 30, 40, 2000] {
      #expect(errors(count, reversed: false) == errors(count, reversed: true), "\(count)")
    }
    #expect(errors(30, reversed: false) == 0)
    #expect(errors(2000, reversed: false) > 0)
  }

  @Test("A quantity out of its bounds is refused")
  func bounds() {
    func errors(_ key: String, _ value: String) -> [String] {
      StudyText("study: S\nequipment: {g: {\(key): \(value)}}\nactivities: [{training: T}]\n")
        .errors
        .map { String($0.drop { $0 != "[" }) }
    }
    #expect(errors("power", "-5 W") == ["[not-positive]: `power` cannot be negative"])
    #expect(errors("power", "0 W") == [])
    #expect(errors("lifetime", "0 yr") == ["[not-positive]: `lifetime` must be more than zero"])
    #expect(errors("lifetime", "-6 yr") == ["[not-positive]: `lifetime` must be more than zero"])
    #expect(
      errors("utilization", "101 %") == [
        "[out-of-range]: `utilization` is a share, of at most 100 %"
      ])
    #expect(
      errors("utilization", "0 %") == [
        "[not-positive]: `utilization` must be a share of more than zero"
      ])
    #expect(errors("utilization", "100 %") == [])
    #expect(errors("parts", "{h: 0}") == ["[not-positive]: `h` must be more than zero"])
    func site(_ value: String) -> [String] {
      StudyText("study: S\nsites: {x: {pue: \(value)}}\nactivities: [{training: T}]\n").errors
        .map { String($0.drop { $0 != "[" }) }
    }
    #expect(site("0.9") == ["[out-of-range]: `pue` must be at least 1"])
    #expect(site("1") == [])
    #expect(site("120 %") == [])
  }

  @Test("An idle draw above the power at work is refused")
  func idleAbovePower() {
    let reading = StudyText(
      "study: S\nequipment: {g: {power: 50 W, idle: 60 W}}\nactivities: [{training: T}]\n")
    #expect(
      reading.errors == ["2:36: error[load-below-idle]: `g` draws more when idle than at work"])
  }

  @Test("Busy time is a part of the time held, and device-time has a unit")
  func holdings() {
    func errors(_ held: String) -> [String] {
      StudyText("study: S\nactivities:\n  - training: T\n    equipment: {g: \(held)}\n").errors
    }
    #expect(
      errors("{held: 5 h, busy: 6 h}") == [
        "4:38: error[busy-beyond-held]: `g` is busy for longer than it is held"
      ])
    #expect(
      errors("{held: 5 h, busy: 120 %}") == [
        "4:38: error[out-of-range]: `busy` is a share, of at most 100 %"
      ])
    #expect(
      errors("384") == ["4:20: error[missing-unit]: `g` is held for a time, and `384` has no unit"])
    #expect(
      errors("5 kWh") == [
        "4:20: error[wrong-dimension]: `g` is a time, such as `100 h`; `5 kWh` is an energy"
      ])
    #expect(
      errors("{busy: 5 h}").first?.contains(
        "the time of `g` is `held`, or a `count` and a `duration`") == true)
    #expect(errors("{held: 5 h, count: 3}").count == 1)
    #expect(errors("{count: 3}").count == 1)
    #expect(errors("{held: 5 h, busy: 0 h}") == [])
    #expect(errors("{value: 5 h, status: measured}") == [])
    #expect(errors("{held: {value: 5 h, low: 4, high: 6}, busy: {value: 50 %, note: n}}") == [])
  }

  @Test("Exactly one stage, and names unique within a stage")
  func stages() {
    func errors(_ activities: String) -> [String] {
      StudyText("study: S\nactivities:\n\(activities)").errors.map { String($0.drop { $0 != "[" }) }
    }
    #expect(
      errors("  - {site: x, training: A}\n  - {inference: A}\n  - {stage: mine, name: A}\n") == [])
    #expect(errors("  - {site: x}\n") == ["[stage-missing]: the activity has no stage"])
    #expect(
      errors("  - {training: A, inference: A}\n") == [
        "[stage-twice]: the activity has two stages, `training` and `inference`"
      ])
    #expect(
      errors("  - {training: A, name: B}\n") == [
        "[stage-twice]: the activity has its name behind `training` already"
      ])
    #expect(
      errors("  - {stage: mine}\n") == ["[missing-key]: an activity with `stage` has a `name` too"])
    #expect(
      errors("  - {training: GPT 3}\n  - {training: gpt-3}\n") == [
        "[duplicate-activity]: two activities of the stage `training` are named `gpt-3`"
      ])
    #expect(
      errors("  []\n") == ["[no-activity]: the study has no activity, so there is nothing to count"]
    )
    #expect(
      errors("  - {stage: training, name: A}\n  - {training: A}\n") == [
        "[duplicate-activity]: two activities of the stage `training` are named `A`"
      ])
  }
}
