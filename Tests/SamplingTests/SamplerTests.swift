import Formulas
import Foundation
import Quantities
import Testing

@testable import Sampling

@Suite("Samples")
struct SamplerTests {
  private func figure(
    _ term: Term, seed: UInt64 = 1, samples: Int = many, threads: Int? = nil
  ) -> SampledFigure {
    var sampler = Sampler(Program([term]), seed: seed, threads: threads)
    sampler.draw(upTo: samples)
    return sampler.figures[0]
  }

  /// A lognormal parameter by its 95 % range.
  private func lognormal(_ name: String, _ median: Double, gsd: Double) -> Term {
    let far = exp(log(gsd) * StandardNormal.half95)
    return uncertain(name, median, .lognormal(low: median / far, high: median * far))
  }

  @Test("Products and quotients of lognormals are the lognormal of the closed form")
  func lognormals() {
    let term = Term.quotient(
      .product(lognormal("a", 3, gsd: 1.2), lognormal("b", 50, gsd: 1.5)),
      lognormal("c", 7, gsd: 1.1))
    let sigma = (pow(log(1.2), 2) + pow(log(1.5), 2) + pow(log(1.1), 2)).squareRoot()
    let median = 3 * 50 / 7.0
    let found = figure(term)
    let n = Double(many)
    let mean = median * exp(sigma * sigma / 2)
    let deviation = mean * (exp(sigma * sigma) - 1).squareRoot()
    #expect(abs(found.mean - mean) < 4 * deviation / n.squareRoot())
    for share in [0.025, 0.05, 0.5, 0.95, 0.975] {
      let z = -StandardNormal.quantile(tail: min(share, 1 - share)) * (share < 0.5 ? -1 : 1)
      let value = median * exp(sigma * z)
      let density = exp(-z * z / 2) / (value * sigma * (2 * Double.pi).squareRoot())
      let error = (share * (1 - share) / n).squareRoot() / density
      #expect(abs(found.quantile(share) - value) < 4 * error, "\(share)")
      #expect(abs(found.error(ofQuantile: share) / error - 1) < 0.25, "\(share)")
    }
  }

  @Test("Sums and differences of normals are the normal of the closed form")
  func normals() {
    let term = Term.difference(
      .sum(
        uncertain("a", 100, .normal(halfWidth: 10)),
        .product(.number(3), uncertain("b", 20, .normal(halfWidth: 4)))),
      uncertain("c", 30, .normal(halfWidth: 6)))
    let deviation = (100 + 144 + 36.0).squareRoot() / StandardNormal.half95
    let found = figure(term)
    let n = Double(many)
    #expect(abs(found.mean - 130) < 4 * deviation / n.squareRoot())
    #expect(abs(found.deviation / deviation - 1) < 4 / (2 * n).squareRoot())
    for share in [0.025, 0.05, 0.5, 0.95, 0.975] {
      let z = -StandardNormal.quantile(tail: min(share, 1 - share)) * (share < 0.5 ? -1 : 1)
      let density = exp(-z * z / 2) / (deviation * (2 * Double.pi).squareRoot())
      let error = (share * (1 - share) / n).squareRoot() / density
      #expect(abs(found.quantile(share) - (130 + z * deviation)) < 4 * error, "\(share)")
    }
  }

  @Test("Choices come up as often as they are likely")
  func choices() {
    let term = uncertain(
      "a", 2,
      .choice([.init(2, probability: 0.5), .init(3, probability: 0.3), .init(7, probability: 0.2)])
    )
    let found = figure(term)
    let error = (0.25 / Double(many)).squareRoot()
    #expect(abs(found.share(below: 2.5) - 0.5) < 4 * error)
    #expect(abs(found.share(below: 5) - 0.8) < 4 * error)
    #expect(abs(found.mean - 3.3) < 4 * found.deviation / Double(many).squareRoot())
    #expect(abs(found.quantile(0.3) - 2) < 0.005)
    #expect(abs(found.quantile(0.9) - 7) < 0.02)
  }

  /// A term of all four operations in which one parameter occurs three times.
  private var mixed: [Term] {
    let a = uncertain("a", 5, .triangular(low: 3, high: 9))
    let b = uncertain("b", 2, .pert(low: 1, high: 6))
    let c = lognormal("c", 4, gsd: 1.4)
    let sum = Term.named(
      Definition("sum", .sum(.product(a, b), .number(3)), .none, origin: .rule("test")))
    return [
      sum, .quotient(sum, c), .difference(.product(a, c), .quotient(.number(7), b)),
      .quotient(.sum(a, sum), .sum(sum, c)), .product(.number(2), .number(3)),
    ]
  }

  @Test("The same seed gives the same bytes with 1, 2 and 8 threads, at once or in steps")
  func threads() {
    func text(_ threads: Int, _ steps: [Int]) -> String {
      var sampler = Sampler(Program(mixed), seed: 42, threads: threads)
      for step in steps { sampler.draw(upTo: step) }
      return sampler.figures.map { figure in
        let quantiles = [0.001, 0.025, 0.5, 0.975, 0.999].map {
          "\(figure.quantile($0).bitPattern)"
        }
        return
          "\(figure.mean.bitPattern) \(figure.deviation.bitPattern) \(quantiles) \(figure.count)"
      }.joined(separator: "\n")
    }
    let one = text(1, [50_001])
    #expect(text(2, [50_001]) == one)
    #expect(text(8, [50_001]) == one)
    #expect(text(3, [8192, 5 * 8192, 50_001]) == one)
    #expect(text(1, [50_002]) != one)
  }

  @Test("A program at the stated figures is the formula itself, and so are its derivatives")
  func nominal() {
    let terms = mixed
    let program = Program(terms)
    #expect(program.results(at: program.figures) == terms.map(\.value))
    #expect(program.variables.map(\.identity.count) == program.variables.map(\.identity.count))
    for (index, term) in terms.enumerated() {
      let gradient = program.gradient(of: index, at: program.figures)
      for (variable, slope) in zip(program.variables, gradient) {
        let expected = term.derivative(by: variable.identity)
        #expect(abs(slope - expected) <= 1e-12 * max(1, abs(expected)))
      }
    }
    #expect(!program.varies(4))
    #expect(program.variables.count == 3)
  }

  @Test("Other formulas, other orders and other parameters move no sample")
  func streams() {
    let terms = mixed
    func quantiles(_ terms: [Term], _ index: Int) -> [Double] {
      var sampler = Sampler(Program(terms), seed: 7)
      sampler.draw(upTo: 2000)
      return [0.1, 0.5, 0.9].map { sampler.figures[index].quantile($0) }
    }
    let more = [lognormal("z", 1, gsd: 2), Term.product(lognormal("y", 1, gsd: 2), terms[0])]
    #expect(quantiles(terms, 1) == quantiles(more + terms, 3))
    #expect(quantiles(terms, 1) == quantiles(terms.reversed(), 3))
    #expect(quantiles([terms[1]], 0) == quantiles(terms, 1))
  }

  @Test("One parameter in two formulas is one draw: their difference does not vary")
  func shared() {
    let grid = lognormal("grid", 57, gsd: 1.3)
    let found = figure(
      .quotient(.product(grid, .number(3)), .product(grid, .number(2))), samples: 1000)
    #expect(found.deviation < 1e-15)
    #expect(found.median == 1.5)
  }

  @Test("The spread of a whole expression stands for those of its parts")
  func wholes() {
    let part = uncertain("part", 10, .uniform(low: 1, high: 19))
    let whole = Term.named(
      Definition(
        "whole", .product(part, .number(4)), .none, origin: .rule("test"),
        estimate: .normal(halfWidth: 2), place: "values.whole"))
    let program = Program([whole, .sum(whole, .number(1))])
    #expect(program.variables.map(\.identity) == ["values.whole = 40, ± 2 (95 %)"])
    let found = figure(whole)
    #expect(abs(found.deviation * StandardNormal.half95 - 2) < 0.03)
  }

  @Test("What has no value is counted apart")
  func undefined() {
    let term = Term.quotient(
      .number(1),
      uncertain("a", 0, .choice([.init(0, probability: 0.25), .init(2, probability: 0.75)]))
    )
    let found = figure(term, samples: 10_000)
    #expect(found.count + found.undefined == 10_000)
    #expect(abs(Double(found.undefined) - 2500) < 4 * (10_000 * 0.1875).squareRoot())
    #expect(found.mean == 0.5)
  }

  @Test("Quantiles from bins lie near those of the sorted samples")
  func bins() {
    for spread in [0.001, 0.1, 3] {
      let count = 20_000
      let term = lognormal("a", 1000, gsd: exp(spread))
      let nodes = QuantileTable(Program([term]).variables[0].distribution).nodes
      let stream = Stream(Program([term]).variables[0].identity, seed: 1)
      let sorted = nodes.withUnsafeBufferPointer { nodes in
        (0..<count).map { QuantileTable.value(of: stream[UInt64($0)], nodes) }.sorted()
      }
      let found = figure(term, samples: count)
      for share in [0.01, 0.025, 0.25, 0.5, 0.75, 0.975, 0.99] {
        let exact = sorted[Int(share * Double(count))]
        #expect(
          abs(found.quantile(share) - exact) < 0.4 * found.error(ofQuantile: share),
          "\(spread) \(share)")
      }
    }
  }
}
