import Quantities
import Studies
import Testing

@testable import Accounting

@Suite("Software Carbon Intensity")
struct SoftwareCarbonIntensityTests {
  private static func unit(_ name: String) throws -> Unit { try #require(Unit(named: name)) }

  private static func close(_ found: Double?, _ expected: Double) -> Bool {
    guard let found else { return false }
    return abs(found - expected) <= 1e-12 * abs(expected)
  }

  @Test("The specification's machine: 1,000 kg over four years are 28.5388 g an hour")
  func example() throws {
    let book = Book(bundled: "sci-example")
    let score = try #require(
      book.ledger.softwareCarbonIntensity(per: Self.unit("h"), training: false))
    // 1000 kg × 1 h / (4 × 8760 h); the specification cuts it to 28 g.
    #expect(Self.close(score.kilograms, 1000.0 / 35_040))
    #expect(Self.close(score.embodied, 1000.0 / 35_040))
    #expect(score.operational == nil)
    #expect(score.missing.map(\.rawValue) == ["dynamic", "idle", "infrastructure"])
  }

  @Test("BLOOM behind an API: all energy on the site, embodied without utilization")
  func bloom() throws {
    let book = Book(bundled: "bloom-api")
    let score = try #require(
      book.ledger.softwareCarbonIntensity(per: Self.unit("request"), training: false))
    let energy = 864.249121 * 1.11  // the PUE of Google
    #expect(Self.close(score.kilowattHours, energy), "\(score.kilowattHours ?? 0)")
    #expect(Self.close(score.intensity, 394))
    // Sixteen GPUs for 18 of the 2,190 days of six years; the host has no figure.
    let embodied = 150.0 * 16 * 18 / 2190
    #expect(Self.close(score.embodied, embodied))
    #expect(Self.close(score.kilograms, (energy * 0.394 + embodied) / 230_768))
    #expect(score.missing.map(\.rawValue) == ["embodied"])
    #expect(score.included.map(\.id) == ["inference/bloom-api"])
    #expect(score.leftOut.isEmpty)
  }

  private static let both = """
    study: S
    sites: {x: {grid: 100 gCO2e/kWh, market: 0 gCO2e/kWh, pue: 1.5}}
    equipment:
      box: {power: 1 kW, idle: 200 W, embodied: 876 kgCO2e, lifetime: 1 yr, utilization: 50 %}
    activities:
      - {training: T, site: x, equipment: {box: 100 h}}
      - inference: I
        site: x
        duration: 10 h
        equipment: {box: {count: 2, busy: 50 %}}
        delivers: 1_000 request
    """

  @Test("Training is left out, or taken in where that is asked for; market-based never enters")
  func training() throws {
    let book = Book(Self.both)
    #expect(book.errors == [])
    let request = try Self.unit("request")
    let serving = try #require(book.ledger.softwareCarbonIntensity(per: request, training: false))
    // Idle 20 h × 0.2 kW, dynamic 10 h × 0.8 kW, × 1.5 × 0.1 kg; 20 h × 876 kg / 8760 h.
    #expect(Self.close(serving.kilograms, (12 * 1.5 * 0.1 + 2) / 1000))
    #expect(serving.isComplete)
    #expect(serving.leftOut.map(\.id) == ["training/t"])
    let whole = try #require(book.ledger.softwareCarbonIntensity(per: request, training: true))
    #expect(Self.close(whole.kilograms, (112 * 1.5 * 0.1 + 12) / 1000))
    #expect(whole.leftOut.isEmpty)
    let hours = try #require(
      book.ledger.softwareCarbonIntensity(per: Self.unit("h"), training: false))
    #expect(hours.count == 10, "R is the time that the service ran")
  }

  @Test("What is not delivered has no score")
  func none() throws {
    let book = Book(Self.both)
    for name in ["token", "GB", "FLOP"] {
      #expect(book.ledger.softwareCarbonIntensity(per: try Self.unit(name), training: true) == nil)
    }
  }

  @Test("Emissions that hold the making undivided leave the score open")
  func undivided() throws {
    let book = Book(
      "study: S\nactivities: [{inference: I, emissions: {full: 5 kgCO2e}, delivers: 5 request}]")
    let score = try #require(
      book.ledger.softwareCarbonIntensity(per: Self.unit("request"), training: false))
    #expect(score.kilograms == nil)
    #expect(
      score.missing.map(\.rawValue) == ["dynamic", "idle", "infrastructure", "embodied"])
  }
}
