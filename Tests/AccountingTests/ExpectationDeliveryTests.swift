import Accounting
import Testing

@Suite("Published figures by what was delivered")
struct ExpectationDeliveryTests {
  /// What the expectations of a study come to, in base units.
  private func computed(_ expectations: String) -> [Double?] {
    let text = """
      study: Two services
      activities:
        - {training: Model, energy: {it: 6 kWh}}
        - {inference: First, energy: {it: 2 kWh}, delivers: 1000 inference}
        - {inference: Second, energy: {it: 1 kWh}, delivers: 2000 inference}
      expect:
      \(expectations)
      """
    let book = Book(text)
    #expect(book.errors == [])
    return book.expectations.map(\.computed)
  }

  @Test("An activity is divided by what it delivered itself, several by what they did together")
  func ownDeliveries() {
    let joules = computed(
      """
        - {of: First, is: 2 Wh/inference}
        - {of: Second, is: 0.5 Wh/inference}
        - {of: inference, is: 1 Wh/inference}
        - {of: it, is: 3 Wh/inference}
      """)
    #expect(joules == [7200, 1800, 3600, 10_800])
  }

  @Test("A count is that of the activities named")
  func ownCount() {
    let counts = computed(
      """
        - {of: First, is: 1000 inference}
        - {of: Second, is: 2000 inference}
        - {of: inference, is: 3000 inference}
      """)
    #expect(counts == [1000, 2000, 3000])
  }

  @Test("An activity that delivers nothing is divided by what the study delivers")
  func othersDeliveries() {
    #expect(computed("  - {of: training, is: 2 Wh/inference}") == [7200])
  }
}
