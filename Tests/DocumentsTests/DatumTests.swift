import Documents
import Testing

@Suite("Data trees")
struct DatumTests {
  @Test("Records are equal when keys, values and their order are")
  func records() {
    let one = Datum.record([("a", .integer(1)), ("b", .null)])
    #expect(one == .record([("a", .integer(1)), ("b", .null)]))
    #expect(one != .record([("b", .null), ("a", .integer(1))]))
    #expect(one != .record([("a", .integer(1))]))
    #expect(one != .record([("a", .number(1)), ("b", .null)]))
    #expect(Set([one, one, .list([one])]).count == 2)
  }
}
