import Testing

@testable import Accounting

@Suite("Published figures beside computed ones")
struct ExpectationTests {
  /// Two activities: 20 kWh and 2 kg of training (8 dynamic, 2 idle, 10 infrastructure), 1.234 kg
  /// of inference.
  private static func book(_ expectation: String) -> Book {
    Book(
      """
      study: S
      sites: {x: {grid: 100 gCO2e/kWh}}
      equipment:
        My GPU: {embodied: 876 kgCO2e}
      activities:
        - training: Big One
          site: x
          energy: {dynamic: 8 kWh, idle: 2 kWh, infrastructure: 10 kWh}
          equipment: {My GPU: 10 h}
        - inference: Service
          site: x
          energy: {dynamic: 12.34 kWh}
          delivers: [1_000 request, 2 d]
        - inference: Other
          site: x
          emissions: {dynamic: 1 kgCO2e}
          delivers: 500 request
      expect:
        - \(expectation)
      """)
  }

  private static func answer(_ expectation: String) -> [String] {
    book(expectation).errors.map { error in String(error.drop { $0 != "[" }) }
  }

  @Test(
    "A figure holds when rounding to its digits gives it",
    arguments: [
      "{of: training, is: 2.25 kgCO2e}", "{of: training, is: 2.250 kgCO2e}",
      "{of: inference, is: 2.2 kgCO2e}", "{of: inference, is: 2.23 kgCO2e}",
      "{of: inference, is: 2.234 kgCO2e}", "{of: inference, is: 2234 gCO2e}",
      "{of: inference, is: 0.002 tCO2e}", "{of: training, is: 20 kWh}",
      "{of: idle + infrastructure, is: 1.2 kgCO2e}", "{of: full, is: 4.484 kgCO2e}",
      "{of: Big One, is: 2.25 kgCO2e}", "{of: big-one, is: 2.25 kgCO2e}",
      "{of: training/big-one, is: 2.25 kgCO2e}", "{of: training/big-one/idle, is: 0.2 kgCO2e}",
      "{of: training/big-one/embodied/My GPU, is: 0.25 kgCO2e}",
      "{of: training/big-one/embodied/my-gpu, is: 0.25 kgCO2e}",
      "{of: training/big-one/dynamic + training/big-one/idle, is: 1 kgCO2e}",
      "{of: training, is: 50 %}", "{of: training, is: 50.2 %}",
      "{of: idle, is: 8.9 %, share-of: training}",
      "{of: inference, is: 1_500 request}", "{of: Service, is: 1_000 request}",
      "{of: inference/other, is: 500 request}", "{of: full, is: 1_500 request}",
      "{of: Service, is: 48 h}",
      "{of: inference, is: 1.49 gCO2e/request}", "{of: training, is: 13.3 Wh/request}",
      "{of: full, is: 2.24 kgCO2e/d}", "{of: embodied, is: 0.3 kgCO2e}",
    ])
  func holds(expectation: String) { #expect(Self.answer(expectation) == []) }

  @Test("A figure that does not hold is an error that says both")
  func misses() {
    #expect(
      Self.answer("{of: inference, is: 2.3 kgCO2e, where: Table 3}") == [
        "[expectation-missed]: `inference` is 2.234 kgCO2e, where 2.3 kgCO2e is expected (Table 3)"
      ])
    #expect(
      Self.answer("{of: inference, is: 2.235 kgCO2e}") == [
        "[expectation-missed]: `inference` is 2.234 kgCO2e, where 2.235 kgCO2e is expected"
      ])
    #expect(
      Self.answer("{of: training, is: 49 %}") == [
        "[expectation-missed]: `training` is 50.17841 %, where 49 % is expected"
      ])
    // Training delivers nothing, and Other no days.
    #expect(
      Self.answer("{of: training, is: 1_500 request}") == [
        "[expectation-missed]: `training` is nothing, where 1_500 request is expected"
      ])
    #expect(
      Self.answer("{of: network, is: 1 kgCO2e}") == [
        "[expectation-missed]: `network` is nothing, where 1 kgCO2e is expected"
      ])
  }

  @Test("A tolerance is a share of the figure, or a figure of its kind")
  func tolerances() {
    #expect(Self.answer("{of: inference, is: 2.3 kgCO2e, within: 3 %}") == [])
    #expect(Self.answer("{of: inference, is: 2.3 kgCO2e, within: 2 %}").count == 1)
    #expect(Self.answer("{of: inference, is: 2.3 kgCO2e, within: 70 gCO2e}") == [])
    #expect(Self.answer("{of: inference, is: 2.3 kgCO2e, within: 60 gCO2e}").count == 1)
  }

  @Test("A figure that misses with a reason is no error, and a reason without need is one")
  func buts() {
    #expect(Self.answer("{of: inference, is: 2.3 kgCO2e, but: a longer window}") == [])
    #expect(
      Self.answer("{of: inference, is: 2.2 kgCO2e, but: a longer window, where: Table 3}") == [
        "[needless-but]: `inference` is as published after all: 2.234 kgCO2e (Table 3)"
      ])
  }

  @Test("Names that mean nothing, or the same line twice, are refused")
  func names() {
    #expect(
      Self.answer("{of: trainig, is: 1 kgCO2e}") == [
        "[unknown-figure]: nothing here is named `trainig`"
      ])
    #expect(
      Self.answer("{of: it + idle, is: 1 kgCO2e}") == [
        "[counted-twice]: `it + idle` holds the line `training/big-one/idle` twice"
      ])
    #expect(
      Self.answer("{of: training, is: 1 gCO2e/token}") == [
        "[incomplete-expectation]: a quantity in gCO2e/token cannot be compared with anything here"
      ])
  }
}
