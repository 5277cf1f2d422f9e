import Formulas
import Testing

@testable import Sampling

@Suite("Sobol indices")
struct SobolTests {
  private func check(_ term: Term, first: [Double], total: [Double]) {
    let program = Program([term])
    let indices = program.sobolIndices(
      of: 0, by: Array(program.variables.indices), seed: 3, samples: many / 4)
    #expect(indices.count == first.count)
    for (index, (expected, expectedTotal)) in zip(indices, zip(first, total)) {
      #expect(abs(index.first - expected) < 4 * index.errors.first + 1e-3)
      #expect(abs(index.total - expectedTotal) < 4 * index.errors.total + 1e-3)
      #expect(index.errors.first < 0.02 && index.errors.total < 0.02)
    }
  }

  /// The sine of a term between −π and π, by Taylor's series to the 21st power: off by 10⁻¹¹.
  private func sine(_ x: Term) -> Term {
    let square = Term.product(x, x)
    var sum = Term.number(1)
    for n in stride(from: 20.0, through: 2, by: -2) {
      sum = .difference(
        .number(1), .product(.quotient(square, .number(n * (n + 1))), sum))
    }
    return .product(x, sum)
  }

  @Test("The Ishigami function has its known indices")
  func ishigami() {
    // f = sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁, each uniform in −π .. π. Ishigami and Homma, 1990;
    // the indices after Saltelli and others, Sensitivity Analysis, 2000: V = 13.845.
    let x = (1...3).map { uncertain("x\($0)", 0, .uniform(low: -.pi, high: .pi)) }
    let (one, two) = (sine(x[0]), sine(x[1]))
    let fourth = Term.product(.product(x[2], x[2]), .product(x[2], x[2]))
    let term = Term.sum(
      .sum(one, .product(.number(7), .product(two, two))),
      .product(.product(.number(0.1), fourth), one))
    check(term, first: [0.3139, 0.4424, 0], total: [0.5576, 0.4424, 0.2437])
  }

  @Test("The G function of Sobol' has its known indices")
  func gFunction() {
    // Π (|4x − 2| + a) / (1 + a): |4x − 2| of a uniform x is uniform in 0 .. 2. Its parts have
    // V = 1 / (3 (1 + a)²). Sobol', 1993.
    let a = [0, 1, 4.5, 9]
    var term = Term.number(1)
    for (index, a) in a.enumerated() {
      let y = uncertain("y\(index)", 1, .uniform(low: 0, high: 2))
      term = .product(term, .quotient(.sum(y, .number(a)), .number(1 + a)))
    }
    let parts = a.map { 1 / (3 * (1 + $0) * (1 + $0)) }
    let whole = parts.reduce(1) { $0 * (1 + $1) }
    let variance = whole - 1
    check(
      term, first: parts.map { $0 / variance },
      total: parts.map { $0 * whole / (1 + $0) / variance })
  }

  @Test("The same seed gives the same indices with 1, 2 and 8 threads")
  func threads() {
    let a = uncertain("a", 5, .triangular(low: 3, high: 9))
    let program = Program([.product(a, uncertain("b", 2, .pert(low: 1, high: 6)))])
    func text(_ threads: Int) -> String {
      program.sobolIndices(of: 0, by: [0, 1], seed: 1, samples: 40_000, threads: threads)
        .map { "\($0.first.bitPattern) \($0.total.bitPattern)" }.joined(separator: " ")
    }
    #expect(text(2) == text(1))
    #expect(text(8) == text(1))
  }
}
