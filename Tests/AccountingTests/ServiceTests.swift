import Formulas
import Quantities
import Studies
import Testing

@testable import Accounting

@Suite("Services")
struct ServiceTests {
  private static func close(_ found: Double?, _ expected: Double, _ within: Double = 1e-12) -> Bool
  {
    guard let found else { return false }
    return abs(found - expected) <= within * abs(expected)
  }

  @Test("BLOOM behind an API, by the figures of its notebook")
  func bloom() throws {
    let book = Book(bundled: "bloom-api")
    #expect(book.errors == [])
    let service = try #require(book.ledger.services.first)
    #expect(service.count(\.served) == 224_889)
    #expect(service.count(\.refused) == 343)
    #expect(service.count(\.failed) == 5536)
    #expect(service.duration?.hours == 432)
    // 0.288427 kWh × 2,472 of 864.249121 kWh
    #expect(Self.close(service.idleShare, 0.288427 * 2472 / 864.249121))
    let it = book.ledger.total(.it)
    func per(_ name: String) -> Double? {
      service.units.first { $0.name == name && $0.multiple == 1 }.flatMap { unit in
        it.kilograms.map { $0 * 1000 / unit.count }
      }
    }
    let grams = 864.249121 * 394
    #expect(Self.close(per("request"), grams / 230_768))
    #expect(Self.close(per("served request"), grams / 224_889))
    #expect(Self.close(per("day"), grams / 18))
    #expect(Self.close(per("hour"), grams / 432))
    #expect(
      service.units.map { "\(plain($0.multiple)) \($0.name)" } == [
        "1 request", "1000 request", "1 served request", "1 hour", "1 day",
      ])
  }

  @Test("Only what is served is delivered, unless the study says otherwise")
  func delivered() {
    func counts(_ traffic: String, _ delivers: String? = nil) -> [String] {
      let book = Book(
        service("traffic: \(traffic)" + (delivers.map { "\ndelivers: \($0)" } ?? "")))
      return book.errors
        + book.ledger.study.activities[0].deliveries.map {
          "\(plain($0.term.value)) \($0.unit.unit.symbol)"
        }
    }
    let traffic = "{served: 90 request, refused: 7 request, failed: 3 request}"
    #expect(counts(traffic) == ["90 request"])
    #expect(counts(traffic, "90 request") == ["90 request"])
    #expect(counts(traffic, "100 request") == ["100 request"])
    #expect(counts(traffic, "97 request") == ["97 request"])
    #expect(counts(traffic, "[60 request, 30 request]") == ["60 request", "30 request"])
    #expect(
      counts(traffic, "96 request") == [
        "11:15: error[unlike-deliveries]: 96 requests are delivered, where 90 are served",
        "96 request",
      ])
    #expect(counts("{input: 5 token, output: 2 token}") == ["2 token"])
    #expect(counts("{input: 5 token, output: 2 token}", "7 token") == ["7 token"])
    #expect(
      counts("{served: 3 inference, output: 2 token}", "1 d") == [
        "86400 d", "3 inference", "2 token",
      ])
  }

  @Test("A what-if is what the study comes to when it is changed so")
  func whatIf() throws {
    let pue = "equipment:\n  box"
    func text(_ load: Double, _ replicas: Double) -> String {
      service(
        """
        replicas: \(plain(replicas))
        traffic: \(plain(2000 * load)) request
        energy: {request: 0.9 Wh/request}
        """
      ).replacing("{grid: 100 gCO2e/kWh}", with: "{grid: 100 gCO2e/kWh, pue: 1.5}")
    }
    #expect(text(1, 2).contains("pue") && text(1, 2).contains(pue))
    let base = try #require(Book(text(1, 2)).ledger.services.first)
    let cases = base.whatIfs
    #expect(
      cases.map { "\(plain($0.load)) load, \(plain($0.replicas)) replicas" } == [
        "0.5 load, 2 replicas", "1 load, 2 replicas", "2 load, 2 replicas", "1 load, 1 replicas",
        "1 load, 3 replicas",
      ])
    for found in cases {
      let changed = try #require(Book(text(found.load, found.replicas)).ledger.services.first)
      #expect(Self.close(found.kilograms, changed.total.kilograms ?? 0))
      #expect(Self.close(found.kilowattHours, changed.total.kilowattHours ?? 0))
      #expect(Self.close(found.idleShare, changed.idleShare ?? 0))
      #expect(found.count == changed.units[0].count)
    }
  }

  @Test("A larger batch generates faster, up to the peak, and reads prompts as before")
  func batch() throws {
    func service(_ input: Double, _ energy: String) throws -> Service {
      try #require(
        Book(
          AccountingTests.service(
            "traffic: {input: \(plain(input)) token, output: 1e6 token}\nenergy: \(energy)"
          ).replacing("{grid: 100 gCO2e/kWh}", with: "{grid: 100 gCO2e/kWh, pue: 1.5}")
        ).ledger.services.first)
    }
    func tokens(_ output: Double) throws -> Service {
      try service(3e6, "{input-token: 0.1 mWh/token, output-token: \(plain(output)) mWh/token}")
    }
    func operations(_ efficiency: Double) throws -> Service {
      try service(
        0, "{flop: {parameters: 1e9, peak: 1 TFLOP/s, efficiency: \(plain(efficiency)) %}}")
    }
    // In proportion to one over the batch is a study with that energy of a token, or, where nothing
    // is read, with that efficiency; at 60 % no batch reaches more than the peak.
    for (base, half, twice) in [
      (try tokens(2), try tokens(4), try tokens(1)),
      (try operations(40), try operations(20), try operations(80)),
      (try operations(60), try operations(30), try operations(100)),
    ] {
      let cases = base.whatIfs.suffix(2)
      #expect(cases.map(\.batch) == [0.5, 2])
      for (found, changed) in zip(cases, [half, twice]) {
        #expect(found.load == 1 && found.replicas == 1 && !found.isBeyondHeld)
        #expect(Self.close(found.kilograms, changed.total.kilograms ?? 0))
        #expect(Self.close(found.kilowattHours, changed.total.kilowattHours ?? 0))
        #expect(Self.close(found.idleShare, changed.idleShare ?? 0))
      }
    }
    // 1e6 token × 2 × 1e9 FLOP / (1 TFLOP/s × 4 %) = 13.9 h of 20 h: half the batch takes 27.8 h.
    #expect(try operations(4).whatIfs.suffix(2).map(\.isBeyondHeld) == [true, false])
    // Nothing tells what is generated of an energy by request.
    #expect(try service(1, "{it: 9 kWh, idle: 4 kWh}").whatIfs.allSatisfy { $0.batch == 1 })
  }

  @Test("What the equipment could not do is no what-if, and neither is what nothing divides")
  func whatIfLimits() throws {
    let flop = "energy: {flop: {parameters: 1e9, peak: 1 TFLOP/s, efficiency: 40 %}}"
    // 15 of 20 h: twice the load is too much, for two replicas it is not.
    let book = Book(
      service("traffic: {input: 1.08e7 token, output: 0 token, served: 9 request}\n\(flop)"))
    let found = try #require(book.ledger.services.first)
    #expect(found.whatIfs.map(\.isBeyondHeld) == [false, false, true, false])
    #expect(found.whatIfs.map { $0.kilograms == nil } == [false, false, true, false])
    // A device that is always at work holds its idle draw apart, and can do no more.
    let metered = Book(
      """
      study: S
      activities: [{inference: S, energy: {it: 9 kWh}, delivers: 9 request}]
      """)
    #expect(metered.ledger.services.map(\.whatIfs.count) == [0])
    #expect(metered.ledger.services.map(\.idleShare) == [nil])
  }

  @Test("Repetitions multiply traffic, time and energy alike")
  func repetitions() throws {
    let use = "traffic: {served: 90 request, failed: 3 request}\nenergy: {request: 9 Wh/request}"
    let once = try #require(Book(service(use)).ledger.services.first)
    let thrice = try #require(Book(service("\(use)\nrepeat: 3")).ledger.services.first)
    #expect(thrice.count(\.failed) == 9)
    #expect(thrice.duration?.hours == 30)
    #expect(Self.close(thrice.idleShare, once.idleShare ?? 0))
    for (a, b) in zip(once.units, thrice.units) {
      #expect(Self.close(b.count, 3 * a.count))
      #expect(
        Self.close((thrice.total.kilograms ?? 0) / b.count, (once.total.kilograms ?? 1) / a.count))
    }
  }

  @Test("How long a service ran is stated, or as long as its devices were held, or delivered")
  func duration() {
    func hours(_ lines: String, devices: String = "{held: 20 h}") -> Double? {
      let text = service("delivers: [1 request\(lines)]", devices: devices)
        .replacing("    duration: 10 h\n", with: "")
      return Book(text).ledger.services.first?.duration?.hours
    }
    #expect(hours("") == nil)
    #expect(hours("", devices: "{count: 2, duration: 7 h}") == 7)
    #expect(hours(", 1 d", devices: "{count: 2, duration: 7 h}") == 7)
    #expect(hours(", 1 d") == 24)
    #expect(
      hours("", devices: "{count: 2, duration: 7 h}, other: {count: 1, duration: 8 h}") == nil)
  }
}
