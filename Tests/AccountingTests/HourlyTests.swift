import Formulas
import Quantities
import Studies
import Testing

@testable import Accounting

@Suite("A service whose log tells its hours")
struct HourlyTests {
  /// The ledger of a study whose log adds up to some totals, and the errors.
  private static func read(_ text: String, _ totals: TrafficTotals?) -> (Ledger, [String]) {
    let book = Book(text) { $0.name == "requests.csv" ? totals : nil }
    return (book.ledger, book.errors)
  }

  private static let study = """
    study: S
    sites: {x: {grid: 100 gCO2e/kWh, pue: 1.5}}
    equipment:
      box: {power: 1 kW, idle: 200 W, embodied: 876 kgCO2e, lifetime: 1 yr, utilization: 100 %}
    activities:
      - inference: S
        site: x
        equipment: {box: 4 h}
        traffic: {log: requests.csv}
        energy: {request: 10 Wh/request}
    """

  private static var totals: TrafficTotals {
    var totals = TrafficTotals()
    totals.served = 100
    totals.refused = 7
    totals.failed = 3
    totals.output = 5000
    totals.seconds = 4 * 3600
    totals.hours = [0, 60, 10, 30]
    return totals
  }

  @Test("Its totals are the traffic, measured, and its span is how long the service ran")
  func totals() throws {
    let (ledger, errors) = Self.read(Self.study, Self.totals)
    #expect(errors == [])
    let service = try #require(ledger.services.first)
    #expect(service.count(\.served) == 100)
    #expect(service.count(\.refused) == 7)
    #expect(service.count(\.failed) == 3)
    #expect(service.count(\.input) == nil)
    #expect(service.count(\.output) == 5000)
    #expect(service.duration?.hours == 4)
    #expect(service.activity.traffic?.served?.term.parameters.map(\.status) == [.measured])
    #expect(
      ledger.study.activities[0].deliveries.map {
        "\(plain($0.term.value)) \($0.unit.unit.symbol)"
      } == ["100 request", "5000 token"])
  }

  @Test("A request of a quiet hour bears more of what every hour costs")
  func hours() throws {
    let (ledger, _) = Self.read(Self.study, Self.totals)
    let service = try #require(ledger.services.first)
    // Every hour: 0.2 kWh idle × 1.5 × 0.1 kg, and 0.1 kg embodied; a request: 10 Wh × 1.5 × 0.1 kg.
    let fixed = 0.2 * 1.5 * 0.1 + 0.1
    let each = 0.01 * 1.5 * 0.1
    #expect(service.hourly.map(\.share) == [0.05, 0.5, 0.95, 1])
    #expect(service.hourly.map(\.count) == [0, 10, 60, 60])
    for hour in service.hourly {
      guard hour.count > 0 else {
        #expect(hour.kilograms == nil && hour.kilowattHours == nil)
        continue
      }
      let expected = fixed / hour.count + each
      #expect(abs((hour.kilograms ?? 0) - expected) < 1e-12 * expected)
    }
    // All hours together are the service.
    #expect(abs((service.total.kilograms ?? 0) - 4 * fixed - 100 * each) < 1e-12)
  }

  @Test("A service that is repeated has the hours of one repetition")
  func repeated() throws {
    let once = try #require(Self.read(Self.study, Self.totals).0.services.first)
    let text = Self.study.replacing("    site: x\n", with: "    site: x\n    repeat: 3\n")
    let thrice = try #require(Self.read(text, Self.totals).0.services.first)
    #expect(abs((thrice.total.kilograms ?? 0) / (once.total.kilograms ?? 1) - 3) < 1e-12)
    for (left, right) in zip(once.hourlyKilograms, thrice.hourlyKilograms) {
      #expect(abs(left - right) < 1e-12)
    }
    #expect(thrice.hourly.count == 4 && thrice.hourlyKilograms.count == 4)
    for (left, right) in zip(once.hourly, thrice.hourly) where left.count > 0 {
      #expect(abs((left.kilograms ?? 0) - (right.kilograms ?? 0)) < 1e-12)
    }
  }

  @Test("A log beside figures is refused, one that is not read gives no traffic")
  func refused() {
    let both = Self.study.replacing(
      "{log: requests.csv}", with: "{log: requests.csv, served: 5 request}")
    #expect(
      Self.read(both, Self.totals).1 == [
        "9:34: error[counted-twice]: `served` stands beside a log, which tells it"
      ])
    #expect(Self.read(Self.study.replacing("requests.csv", with: "other.csv"), nil).1 == [])
    let book = Book(Self.study)
    #expect(book.errors == ["9:15: error[unknown-key]: `traffic` has no key `log`"])
  }
}
