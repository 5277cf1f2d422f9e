import Documents
import Rendering
import Testing

@Suite("Arithmetic")
struct MathTests {
  private let a = Math.name("a")
  private let b = Math.name("b")
  private let c = Math.name("c")
  private let d = Math.name("d")

  /// Arithmetic on a line.
  private func line(_ math: Math, width: Int = 200) -> String {
    let text = TextRenderer(width: width).render(
      Document(title: [], blocks: [.equations([Equation(nil, .equals, math)])]))
    return String(text.dropFirst(2).dropLast())
  }

  @Test("Parentheses stand where precedence or the reader asks for them")
  func parentheses() {
    let sum = Math.sum([.init(a), .init(b, minus: true)])
    #expect(line(.product([sum, c])) == "(a − b) × c")
    #expect(line(.product([a, .product([b, c])])) == "a × b × c")
    #expect(line(.product([a, .quotient(b, c)])) == "a × b / c")
    #expect(line(.product([.quotient(a, b), c])) == "(a / b) × c")
    #expect(line(.product([.product([a, .quotient(b, c)]), d])) == "a × (b / c) × d")
    #expect(line(.quotient(.product([a, b]), .product([c, d]))) == "a × b / (c × d)")
    #expect(line(.quotient(.quotient(a, b), .quotient(c, d))) == "(a / b) / (c / d)")
    #expect(line(.quotient(sum, sum)) == "(a − b) / (a − b)")
    #expect(line(.quotient(.product([a, .quotient(b, c)]), d)) == "a × (b / c) / d")
    #expect(line(.sum([.init(a), .init(sum, minus: true)])) == "a − (a − b)")
    #expect(line(.sum([.init(sum), .init(.product([a, b]))])) == "a − b + a × b")
    #expect(line(.sum([.init(a, minus: true), .init(b)])) == "−a + b")
    #expect(line(.product([.sum([.init(a, minus: true)]), b])) == "(−a) × b")
    #expect(line(.sum([.init(.product([.product([a])]))])) == "a")
    #expect(line(.product([a, .sum([]), .product([])])) == "a × 0 × 1")
  }

  @Test("A quantity is parenthesized where its sign or its unit would be misread")
  func quantities() {
    let negative = Math.quantity("-5", unit: "t")
    let intensity = Math.quantity("57", unit: "gCO2e/kWh")
    #expect(line(negative) == "-5 t")
    #expect(line(.sum([.init(a), .init(negative, minus: true)])) == "a − (-5 t)")
    #expect(line(.product([a, intensity])) == "a × 57 gCO2e/kWh")
    #expect(line(.quotient(a, intensity)) == "a / (57 gCO2e/kWh)")
  }

  @Test("A long line breaks before an outer sign rather than an inner one")
  func breaks() {
    let math = Math.sum([
      .init(.product([.name("first"), .name("second")])),
      .init(.product([.name("third"), .sum([.init(.name("fourth")), .init(.name("fifth"))])])),
    ])
    #expect(line(math, width: 30) == "first × second\n  + third × (fourth + fifth)")
    #expect(
      line(math, width: 24) == "first × second\n  + third\n  × (fourth + fifth)")
  }

  @Test("A left side too long to stand beside stands above; notes that do not fit stand below")
  func longSides() {
    let equations = [
      Equation(
        .name("embodied emissions of all nodes"), .equals, .product([a, b]),
        note: ["a note that is too long to stand behind the line it belongs to, by far"]),
      Equation(nil, .approximately, .quantity("7575", unit: "kgCO2e")),
    ]
    #expect(
      TextRenderer(width: 60).render(Document(title: [], blocks: [.equations(equations)]))
        == """
        embodied emissions of all nodes
            = a × b
              ← a note that is too long to stand behind the line it
                belongs to, by far
            ≈ 7,575 kgCO2e

        """)
  }
}
