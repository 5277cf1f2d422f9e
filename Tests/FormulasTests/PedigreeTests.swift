import Testing

@testable import Formulas

@Suite("The pedigree matrix")
struct PedigreeTests {
  @Test("Scores give the spread that Brightway's pedigree_matrix gives")
  func spreads() throws {
    // PedigreeMatrix(version=1).from_numbers(…).calculate(basic), as a geometric deviation.
    let cases: [(scores: [Int], basic: Double, expected: Double)] = [
      ([2, 3, 1, 2, 4], 1, 1.2283935633329275), ([1, 1, 1, 1, 1], 1.05, 1.02469507659596),
      ([5, 5, 5, 5, 5, 5], 1.5, 1.6688895632234937), ([4, 5, 4, 5, 4, 5], 1, 1.3188892370912466),
    ]
    for (scores, basic, expected) in cases {
      let pedigree = try #require(Pedigree(scores, basic: basic))
      #expect(abs(pedigree.geometricDeviation - expected) < 1e-14)
    }
  }

  @Test("Other scores are none")
  func refused() {
    for scores in [[1, 2, 3, 4], [1, 2, 3, 4, 6], [0, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1]] {
      #expect(Pedigree(scores) == nil)
    }
    #expect(Pedigree([1, 1, 1, 1, 1], basic: 0.9) == nil)
    #expect(Pedigree([1, 1, 1, 1, 1], basic: .infinity) == nil)
  }

  @Test("A geometric deviation is the lognormal of its 95 % range")
  func range() {
    let bounds = Estimate.lognormal(median: 150, geometricDeviation: 1.3).bounds(around: 150)
    // 150 × 1.3^±1.959964, by Python.
    #expect(abs(bounds.lowerBound - 89.694619583) < 1e-4)
    #expect(abs(bounds.upperBound - 250.851167045) < 1e-4)
  }
}
