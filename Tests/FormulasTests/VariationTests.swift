import Quantities
import Testing

@testable import Formulas

@Suite("Variation of a parameter")
struct VariationTests {
  private func parameter(_ name: String, _ value: Double) -> Term {
    .parameter(
      Parameter(
        identity: name, name: name, value: value, unit: .percent, digits: "", status: .assumed,
        origin: .rule("test")))
  }

  @Test("A term takes the value that it has with another parameter, wherever that occurs")
  func everywhere() {
    let (a, b) = (parameter("a", 6), parameter("b", 2))
    let inner = Term.named(
      Definition("inner", .sum(a, .product(a, b)), .none, origin: .rule("test")))
    let term = Term.difference(.quotient(inner, b), .product(inner, .number(0.5)))
    // (a + a b) / b − (a + a b) / 2
    #expect(term.value == 0)
    #expect(term.value(where: "a", is: 10) == 0)
    #expect(term.value(where: "b", is: 3) == 24.0 / 3 - 12)
    #expect(term.value(where: "c", is: 3) == term.value)
  }
}
