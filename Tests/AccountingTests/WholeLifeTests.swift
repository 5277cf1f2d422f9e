import Quantities
import Testing

@testable import Accounting

@Suite("The whole life")
struct WholeLifeTests {
  @Test(
    "Break-even by the figures of Power Hungry Processing, the table of cost parity",
    arguments: [
      ("7B", 51_686.0, 7_571.0, 1.0e-4, 592_570_000.0),
      ("3B", 25_634, 3_242, 7.3e-5, 395_561_643),  // the print divides 28,879: 395,602,740
      ("1B", 17_052, 1_081, 6.2e-5, 292_467_741), ("560M", 10_505, 543, 5.4e-5, 204_592_592),
    ])
  func parity(name: String, training: Double, tuning: Double, each: Double, printed: Double) throws
  {
    let book = Book(
      """
      study: BLOOMz \(name)
      activities:
        - {training: T, energy: {dynamic: \(plain(training)) kWh}}
        - {fine-tuning: F, energy: {dynamic: \(plain(tuning)) kWh}}
        - inference: I
          traffic: 1000 inference
          energy: {request: \(plain(each)) kWh/inference}
      """)
    #expect(book.errors == [])
    let life = try #require(book.ledger.wholeLife())
    for side in life.sides {
      #expect(side.isByEnergy)
      let count = try #require(side.ratio) * life.delivered[0].count
      // The table cuts.
      #expect((count + 1e-6).rounded(.down) == printed, "\(side.boundary)")
    }
  }

  /// 100 kg of dynamic and 60 kg of other emissions before, 2 and 6 kg of serving in ten hours.
  private static let whole = """
    study: S
    activities:
      - training: T
        emissions: {dynamic: 100 kgCO2e, idle: 10 kgCO2e, infrastructure: 20 kgCO2e, embodied: 30 kgCO2e}
      - inference: I
        duration: 10 h
        emissions: {dynamic: 2 kgCO2e, idle: 3 kgCO2e, infrastructure: 2 kgCO2e, embodied: 1 kgCO2e}
        traffic: 400 request
    """

  @Test("Break-even for dynamic energy alone and for all, in requests and in time")
  func boundaries() throws {
    let book = Book(Self.whole)
    #expect(book.errors == [])
    let life = try #require(book.ledger.wholeLife())
    #expect(life.sides.map(\.boundary) == [.dynamic, .full])
    #expect(life.sides.map(\.ratio) == [50, 20])
    #expect(life.sides.map(\.isComplete) == [true, true])
    #expect(life.sides.map(\.isByEnergy) == [false, false])
    #expect(life.delivered.map(\.count) == [400])
    #expect(life.duration?.hours == 10)
    #expect(book.ledger.wholeLife(.dynamic)?.sides.count == 1)
    let operational = book.ledger.wholeLife(.operational)
    #expect(operational?.sides.last?.ratio == 130.0 / 7)
  }

  @Test("An expectation can be of the break-even")
  func expectation() {
    func results(_ expectation: String) -> [String] {
      let book = Book(Self.whole + "\nexpect: [\(expectation)]")
      return book.errors + book.expectations.map { "\($0.computed ?? -1) \($0.holds)" }
    }
    #expect(results("{of: break-even, is: 8000 request}") == ["8000.0 true"])
    #expect(results("{of: break-even, is: 200 h}") == ["720000.0 true"])
    #expect(
      results("{of: break-even, is: 9000 request}") == [
        "9:31: error[expectation-missed]: `break-even` is 8000 request, where 9000 request is expected",
        "8000.0 false",
      ])
    #expect(
      results("{of: break-even, is: 8000 token}") == [
        "9:31: error[expectation-missed]: `break-even` is nothing, where 8000 token is expected",
        "-1.0 false",
      ])
  }

  @Test("A study without one of the two, or without deliveries, has no break-even")
  func none() {
    for text in [
      "activities: [{training: T, energy: {it: 1 kWh}}]",
      "activities: [{inference: T, energy: {it: 1 kWh}, delivers: 1 request}]",
      "activities: [{training: T, energy: {it: 1 kWh}}, {inference: T, energy: {it: 1 kWh}}]",
      "activities: [{training: T, energy: {it: 1 kWh}}, {inference: T, delivers: 0 request}]",
    ] {
      #expect(Book("study: S\n\(text)").ledger.wholeLife() == nil, "\(text)")
    }
    let book = Book(
      "study: S\nactivities: [{training: T, energy: {it: 1 kWh}}, {inference: I, delivers: 5 request}]"
    )
    #expect(book.ledger.wholeLife()?.sides.map(\.ratio) == [nil, nil])
  }
}
