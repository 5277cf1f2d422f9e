import Testing

@testable import Telemetry

@Suite("Counters with readings that are wrong")
struct CounterLeapTests {
  /// 150 W for 50 s, with one reading of zero: two steps of 10 s count, before it and behind it.
  private static let log = """
    time,energy_j
    1700000000,1000000000
    1700000010,1000001500
    1700000020,0
    1700000030,1000004500
    1700000040,1000006000

    """

  @Test(
    "A counter that leaps back up after a zero does not add all that it shows, in slices either")
  func zero() throws {
    for count in 1...8 {
      let slices = Slice.cut(length: Self.log.utf8.count, into: count)
      let metered = Metered(try power(Self.log, slices: slices).joined().summary)
      // 3,000 J.
      #expect(metered.energy.text == "0.000833333333")
      #expect(metered.devices.map(\.resets) == [2])
    }
  }

  @Test("A step of less than ten megawatts is believed")
  func limit() throws {
    func energy(_ last: Int) throws -> String {
      let text = "time,energy_j\n0,0\n10,\(last)\n"
      return Metered(try power(text).joined().summary).energy.text
    }
    #expect(try energy(100_000_000) == "27.777777777778")
    #expect(try energy(100_000_001) == "0")
  }
}
