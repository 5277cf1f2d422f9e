import Formulas
import Foundation
import Testing

@testable import Sampling

@Suite("Distributions")
struct DistributionTests {
  private static let tails = [1e-9, 1e-4, 0.025, 0.2, 0.5]

  // Quantiles by SciPy 1.17: `ppf` of the tails, then `isf` of all but the last.
  private static let cases: [(distribution: Distribution, lower: [Double], upper: [Double])] = [
    (
      Distribution(.normal(mean: 0, deviation: 1)),
      [
        -5.9978070150076865, -3.7190164854556804, -1.9599639845400545, -0.8416212335729142, 0,
      ], [5.9978070150076865, 3.7190164854556804, 1.9599639845400545, 0.8416212335729142]
    ),
    // lognorm(s=0.2, scale=57)
    (
      Distribution(.lognormal(median: 57, logDeviation: 0.2)),
      [17.175601594531, 27.092257087794, 38.515411924812, 48.169547227145, 57],
      [189.1636797767, 119.9235630118, 84.355841924853, 67.449253460474]
    ),
    (
      Distribution(.uniform(low: 2, high: 5)), [2.000000003, 2.0003, 2.075, 2.6, 3.5],
      [4.999999997, 4.9997, 4.925, 4.4]
    ),
    // triang(50 / 470, 100, 470)
    (
      Distribution(.triangular(low: 100, mode: 150, high: 570)),
      [100.00484767986, 101.53297097168, 124.23839928708, 172.60850537537, 255.8344385519],
      [569.98595008917, 565.5570280217, 499.75044484127, 371.30425268768]
    ),
    // beta(1 + 4 · 3/5, 1 + 4 · 2/5, 3, 5)
    (
      Distribution(.pert(low: 3, mode: 6, high: 8)),
      [3.0060544756043, 3.181249646734, 3.9799573853314, 4.9840893284194, 5.8726459899885],
      [7.9993088841502, 7.9416583507021, 7.479979390522, 6.6985249397919]
    ),
    (
      Distribution(.pert(low: 100, mode: 100, high: 570)),
      [100.000000094, 100.00940037602, 102.37385878835, 120.51432509868, 160.84123525082],
      [562.55100199543, 495.51001995433, 345.25716254934, 229.35355807148]
    ),
    // truncnorm, in 0 .. 1 and from 1 up
    (
      Distribution(.normal(mean: 0.85, deviation: 0.1), within: 0...1),
      [0.24909717120647, 0.47635527228908, 0.65106233043577, 0.76096483947601, 0.84161715134434],
      [0.99999999927949, 0.99992798747124, 0.98399117349864, 0.91636856557145]
    ),
    (
      Distribution(.normal(mean: 1.2, deviation: 0.1), within: 1 ... .infinity),
      [1.00000000181, 1.0001806757449, 1.0327180106086, 1.1221713633698, 1.2028516926591],
      [1.8001543994166, 1.5724826016964, 1.3969789561538, 1.2857986447007]
    ),
  ]

  @Test("Quantiles are those of SciPy, in both tails")
  func quantiles() {
    for (distribution, lower, upper) in Self.cases {
      let function = QuantileFunction(distribution)
      for (tail, expected) in zip(Self.tails, lower) {
        let found = function.value(tail: tail, isUpper: false)
        #expect(abs(found - expected) <= 2e-9 * max(1, abs(expected)), "\(distribution) \(tail)")
      }
      for (tail, expected) in zip(Self.tails, upper) {
        let found = function.value(tail: tail, isUpper: true)
        #expect(abs(found - expected) <= 2e-9 * max(1, abs(expected)), "\(distribution) \(tail)")
      }
    }
  }

  /// Shares in 64 bits from the lowest to the highest: of the middle evenly, of the tails by octaves
  /// down to 2⁻³³, and on both sides of where one begins.
  private static let shares: [UInt64] = {
    let middle = stride(from: UInt64(1) << 57, to: .max - (1 << 57), by: 0x0123_4567_89AB_CDEF)
    var tail: [UInt64] = []
    for bits in 31..<59 as Range<UInt64> {
      for part in 16..<32 as Range<UInt64> { tail.append(part << (bits - 4) + bits * 12_345) }
    }
    let edge: UInt64 = 1 << 59
    let lower = tail + [edge - 1, edge, edge + 1, 1 << 63]
    return (Array(middle) + lower + lower.map { ~$0 }).sorted()
  }()

  @Test("Tables rise with the share that lies below, and lie near the quantiles everywhere")
  func tables() {
    for (distribution, lower, upper) in Self.cases {
      let nodes = QuantileTable(distribution).nodes
      let spread = upper[2] - lower[2]
      let function = QuantileFunction(distribution)
      var last = -Double.infinity
      for random in Self.shares {
        let isUpper = random >> 63 == 1
        let tail = (Double((isUpper ? ~random : random) >> 11) + 0.5) / 0x1p53
        let found = nodes.withUnsafeBufferPointer { QuantileTable.value(of: random, $0) }
        let expected = function.value(tail: tail, isUpper: isUpper)
        #expect(abs(found - expected) <= 3e-5 * spread, "\(distribution) \(tail)")
        #expect(found >= last, "\(distribution) \(tail)")
        last = found
      }
      nodes.withUnsafeBufferPointer {
        // Beyond 2⁻³³ all values are the outermost.
        #expect(QuantileTable.value(of: 0, $0) == function.value(tail: 0x1p-33, isUpper: false))
        #expect(QuantileTable.value(of: .max, $0) == function.value(tail: 0x1p-33, isUpper: true))
      }
    }
  }

  @Test("A column is filled with the values of its samples one by one")
  func columns() {
    for (distribution, _, _) in Self.cases {
      let stream = Stream("\(distribution)", seed: 7)
      var column = [SIMD2<Double>](repeating: .zero, count: 256)
      let expected = QuantileTable(distribution).nodes.withUnsafeBufferPointer { nodes in
        column.withUnsafeMutableBufferPointer {
          QuantileTable.fill($0, stream, from: 5120, nodes)
        }
        return (5120..<5632).map { QuantileTable.value(of: stream[$0], nodes) }
      }
      #expect(column.flatMap { [$0[0], $0[1]] } == expected, "\(distribution)")
    }
  }

  @Test("What is cut off is what lies beyond")
  func cutOff() {
    func share(_ mean: Double, _ deviation: Double, _ support: ClosedRange<Double>) -> Double {
      Distribution(.normal(mean: mean, deviation: deviation), within: support).cutOff
    }
    // norm.cdf(−2), and norm.sf(1.5) + norm.cdf(−8.5)
    #expect(abs(share(1.2, 0.1, 1 ... .infinity) - 0.022750131948179195) < 1e-12)
    #expect(abs(share(0.85, 0.1, 0...1) - 0.06680720126885809) < 1e-12)
    #expect(share(57, 1, 0 ... .infinity) == 0)
  }

  @Test("Exponential and logarithm are those of the C library to two units in the last place")
  func elementary() {
    for step in -7000...7000 {
      let x = Double(step) * 0.1003
      let own = Elementary.exp(x)
      #expect(abs(own - exp(x)) <= 2 * exp(x).ulp, "exp \(x)")
      let y = exp(x)
      #expect(abs(Elementary.log(y) - log(y)) <= 2 * abs(log(y)).ulp, "log \(y)")
    }
    #expect(Elementary.exp(800) == .infinity)
    #expect(Elementary.exp(-800) == 0)
    #expect(Elementary.log(0) == -.infinity)
    #expect(Elementary.log(-1).isNaN)
  }
}
