import Formulas
import Testing

@testable import Accounting

@Suite("Energy of equipment, modelled and stated")
struct EquipmentRulesTests {
  @Test("Dynamic energy as stated is taken as it is")
  func dynamicStated() {
    // 50 kWh × 100 g/kWh = 5 kg
    let book = Book(study(activity: "energy: {dynamic: 50 kWh}"))
    #expect(book.lines == ["training/t/dynamic: 50 kWh, 5 kg (dynamic-stated, stated)"])
    #expect(
      book.gaps == [
        "training/t/idle: no energy is stated and no equipment is held",
        "training/t/infrastructure: the site has no PUE, and nothing was metered",
        "training/t/embodied: no equipment is held",
      ])
    #expect(
      book.totals == [
        "dynamic 5 kg", "it ≥ 5 kg without idle", "operational ≥ 5 kg without idle, infrastructure",
        "full ≥ 5 kg without idle, infrastructure, embodied",
      ])
    #expect(book.errors == [])
  }

  @Test("What a meter or a log showed is measured, and so is what is derived from such alone")
  func statuses() {
    let measured = Book(
      study(activity: "energy: {dynamic: {value: 50 kWh, status: measured}}"))
    #expect(measured.lines == ["training/t/dynamic: 50 kWh, 5 kg (dynamic-stated, measured)"])
    let expression = Book(
      study(activity: "energy: {dynamic: {value: 2 * 25 kWh, status: measured}}"))
    #expect(expression.lines == measured.lines)
    let named = Book(
      study(
        activity: "energy: {dynamic: {value: meter, status: measured}}",
        more: "values: {meter: 50 kWh}\n"))
    #expect(named.lines == measured.lines)
    let assumed = Book(study(activity: "energy: {dynamic: {value: 50 kWh, status: assumed}}"))
    #expect(
      assumed.lines == ["training/t/dynamic: 50 kWh, 5 kg (dynamic-stated, assumed)"])
    #expect(
      assumed.ledger.assumptions.map(\.identity) == [
        "activities.training/t.energy.dynamic = 50 kWh"
      ])
  }

  @Test("Without an idle draw all of power × busy time is dynamic, and the line says so")
  func idleInside() {
    // 10 h × 400 W = 4 kWh; always busy, so nothing of the idle draw is missing.
    let book = Book(study(equipment: "gpu: {power: 400 W}", activity: "equipment: {gpu: 10 h}"))
    #expect(book.lines == ["training/t/dynamic/gpu: 4 kWh, 0.4 kg (dynamic-busy-time, modelled)"])
    #expect(book.ledger.lines[0].note == "idle is inside")
    #expect(book.total(.it) == "0.4 kg")
  }

  @Test("Busy for a part of the time, without an idle draw, the idle energy is a gap")
  func idleUnknown() {
    // 10 h × 50 % × 400 W = 2 kWh
    let book = Book(
      study(
        equipment: "gpu: {power: 400 W}", activity: "equipment: {gpu: {held: 10 h, busy: 50 %}}"))
    #expect(book.lines == ["training/t/dynamic/gpu: 2 kWh, 0.2 kg (dynamic-busy-time, modelled)"])
    #expect(
      book.gaps.first
        == "training/t/idle/gpu: its idle draw is not known; only its time at work is counted")
    #expect(book.total(.it) == "≥ 0.2 kg without idle")
  }

  @Test(
    "Idle is the time held × the idle draw; dynamic the busy time × what power × load is above it")
  func heldAndBusy() {
    // idle: 10 h × 100 W = 1 kWh; dynamic: 10 h × 60 % × (400 W × 75 % − 100 W) = 6 h × 200 W
    // = 1.2 kWh
    let book = Book(
      study(
        equipment: "gpu: {power: 400 W, idle: 100 W}",
        activity: "equipment: {gpu: {held: 10 h, busy: 60 %, load: 75 %}}"))
    #expect(
      book.lines == [
        "training/t/dynamic/gpu: 1.2 kWh, 0.12 kg (dynamic-busy-time, modelled)",
        "training/t/idle/gpu: 1 kWh, 0.1 kg (idle-held-time, modelled)",
      ])
    #expect(book.total(.it) == "0.22 kg")
  }

  @Test("A count over a duration is device-time, and busy may be device-time too")
  func countAndDuration() {
    // held 16 × 18 d = 6,912 h; idle 6,912 h × 50 W = 345.6 kWh;
    // dynamic 1,000 h × (300 − 50) W = 250 kWh
    let book = Book(
      study(
        equipment: "gpu: {power: 300 W, idle: 50 W}",
        activity: "equipment: {gpu: {count: 16, duration: 18 d, busy: 1_000 h}}"))
    #expect(
      book.lines == [
        "training/t/dynamic/gpu: 250 kWh, 25 kg (dynamic-busy-time, modelled)",
        "training/t/idle/gpu: 345.6 kWh, 34.56 kg (idle-held-time, modelled)",
      ])
  }

  @Test("An activity's load is that of all its equipment but what states its own")
  func loads() {
    // a: 10 h × 400 W × 50 % = 2 kWh; b: 10 h × 400 W × 100 % = 4 kWh
    let book = Book(
      study(
        equipment: "a: {power: 400 W}\nb: {power: 400 W}",
        activity: "load: 50 %\nequipment: {a: 10 h, b: {held: 10 h, load: 100 %}}"))
    #expect(
      book.lines == [
        "training/t/dynamic/a: 2 kWh, 0.2 kg (dynamic-busy-time, modelled)",
        "training/t/dynamic/b: 4 kWh, 0.4 kg (dynamic-busy-time, modelled)",
      ])
  }

  @Test("A load that draws less than no work at all is refused")
  func loadBelowIdle() {
    let book = Book(
      study(
        equipment: "gpu: {power: 400 W, idle: 100 W}",
        activity: "equipment: {gpu: {held: 10 h, load: 20 %}}"))
    #expect(
      book.errors == ["10:41: error[load-below-idle]: `gpu` draws less at work than when idle"])
  }

  @Test("Idle energy as stated stands in place of the model, and dynamic stays above the idle draw")
  func idleStated() {
    // dynamic: 10 h × (400 − 100) W = 3 kWh; idle 7 kWh as stated
    let book = Book(
      study(
        equipment: "gpu: {power: 400 W, idle: 100 W}",
        activity: "equipment: {gpu: 10 h}\nenergy: {idle: 7 kWh}"))
    #expect(
      book.lines == [
        "training/t/dynamic/gpu: 3 kWh, 0.3 kg (dynamic-busy-time, modelled)",
        "training/t/idle: 7 kWh, 0.7 kg (idle-stated, stated)",
      ])
  }

  @Test("Energy stated at one equipment entry leaves the others to the model")
  func statedAtOne() {
    // a: stated 5 kWh dynamic, idle 10 h × 100 W; b: 10 h × (200 − 50) W and 10 h × 50 W
    let book = Book(
      study(
        equipment: "a: {power: 400 W, idle: 100 W}\nb: {power: 200 W, idle: 50 W}",
        activity: "equipment:\n  a: {held: 10 h, energy: {dynamic: 5 kWh}}\n  b: 10 h"))
    #expect(
      book.lines == [
        "training/t/dynamic/a: 5 kWh, 0.5 kg (dynamic-stated, stated)",
        "training/t/dynamic/b: 1.5 kWh, 0.15 kg (dynamic-busy-time, modelled)",
        "training/t/idle/a: 1 kWh, 0.1 kg (idle-held-time, modelled)",
        "training/t/idle/b: 0.5 kWh, 0.05 kg (idle-held-time, modelled)",
      ])
  }

  @Test("The same process at the activity and at one equipment entry is refused")
  func twice() {
    let gpu = "gpu: {power: 400 W, idle: 100 W}"
    let message = "error[counted-twice]: the dynamic energy of this activity is given twice"
    func errors(_ whole: String, _ own: String) -> [String] {
      Book(
        study(
          equipment: gpu,
          activity:
            "energy: {\(whole): 9 kWh}\nequipment: {gpu: {held: 10 h, energy: {\(own): 5 kWh}}}")
      ).errors.map { String($0.drop { $0 != " " }.dropFirst()) }
    }
    #expect(errors("dynamic", "dynamic") == [message])
    #expect(errors("it", "dynamic") == [message])
    #expect(errors("dynamic", "it") == [message])
    #expect(errors("it", "it") == [message])
    #expect(errors("idle", "it") == [message.replacingDynamic("idle")])
    #expect(errors("it", "idle") == [message.replacingDynamic("idle")])
    #expect(errors("idle", "dynamic") == [])
    #expect(errors("infrastructure", "it") == [])
    #expect(errors("network", "it") == [])
  }

  @Test("Equipment of which nothing is known is named, never counted as zero")
  func unknownEquipment() {
    let book = Book(study(equipment: "box: {note: old}", activity: "equipment: {box: 10 h}"))
    #expect(book.lines == [])
    #expect(
      book.gaps == [
        "training/t/dynamic/box: its power is not known, and no energy is stated",
        "training/t/idle/box: its idle draw is not known, and no energy is stated",
        "training/t/infrastructure: the site has no PUE, and nothing was metered",
        "training/t/embodied/box: no figure for its making is known",
      ])
    #expect(book.total(.full) == "≥ nothing without dynamic, idle, infrastructure, embodied")
  }

  @Test("A dynamic figure of rated power beside an idle figure is noted, stated or modelled")
  func ratedPower() {
    // 10 h × 400 W = 4 kWh, which holds the idle draw already.
    let gpu = "gpu: {power: 400 W, idle: 100 W}"
    let stated = Book(
      study(
        equipment: gpu,
        activity: "equipment: {gpu: 10 h}\nenergy: {dynamic: 10 h * 400 W, idle: 1 kWh}"))
    #expect(
      stated.notes == [
        "11:14: note[overlap]: T: the dynamic energy is device-time × power, which holds the idle draw; the idle energy stated beside it counts that draw again"
      ])
    let modelled = Book(
      study(equipment: gpu, activity: "equipment: {gpu: 10 h}\nenergy: {dynamic: 10 h * 400 W}"))
    #expect(
      modelled.lines == [
        "training/t/dynamic: 4 kWh, 0.4 kg (dynamic-stated, stated)",
        "training/t/idle/gpu: 1 kWh, 0.1 kg (idle-held-time, modelled)",
      ])
    #expect(
      modelled.notes == [
        "11:14: note[overlap]: T: the dynamic energy is device-time × power, which holds the idle draw; the idle energy modelled beside it counts that draw again"
      ])
    let metered = Book(
      study(equipment: gpu, activity: "equipment: {gpu: 10 h}\nenergy: {dynamic: 3 kWh}"))
    #expect(metered.notes == [])
  }
}

extension String {
  fileprivate func replacingDynamic(_ word: String) -> String {
    split(separator: " ").map { $0 == "dynamic" ? word : String($0) }.joined(separator: " ")
  }
}
