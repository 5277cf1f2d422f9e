/// The quality of a figure by the pedigree matrix: scores from 1 (best) to 5 for reliability,
/// completeness, temporal, geographical and further technological correlation, and sample size,
/// turned into a lognormal spread.
///
/// Weidema and Wesnæs, Data quality management for life cycle inventories, Journal of Cleaner
/// Production 4 (1996), 167–174; factors and formula as in Frischknecht and others, Overview and
/// Methodology, ecoinvent report No. 1, 2007, Table 7.2, and in Brightway's `pedigree_matrix`.
public struct Pedigree: Hashable, Sendable {
  /// What the scores tell of, in their order.
  public static let indicators = [
    "reliability", "completeness", "temporal correlation", "geographical correlation",
    "further technological correlation", "sample size",
  ]

  private static let factors: [[Double]] = [
    [1, 1.05, 1.1, 1.2, 1.5], [1, 1.02, 1.05, 1.1, 1.2], [1, 1.03, 1.1, 1.2, 1.5],
    [1, 1.01, 1.02, 1.02, 1.1], [1, 1, 1.2, 1.5, 2], [1, 1.02, 1.05, 1.1, 1.2],
  ]

  /// The scores, five or six.
  public let scores: [Int]
  /// The uncertainty that such a figure has at best: the square of its geometric standard deviation.
  public let basic: Double

  /// Five or six scores from 1 to 5, and a basic uncertainty from 1 up; nothing else.
  public init?(_ scores: [Int], basic: Double = 1) {
    guard scores.count == 5 || scores.count == 6, scores.allSatisfy({ (1...5).contains($0) }),
      basic >= 1, basic.isFinite
    else { return nil }
    self.scores = scores
    self.basic = basic
  }

  /// The geometric standard deviation: σ = √(Σ ln² U) / 2 over the factors of all scores and the
  /// basic uncertainty, each the square of a geometric standard deviation.
  public var geometricDeviation: Double {
    func square(_ factor: Double) -> Double {
      let logarithm = Elementary.log(factor)
      return logarithm * logarithm
    }
    var sum = square(basic)
    for (indicator, score) in scores.enumerated() {
      sum += square(Self.factors[indicator][score - 1])
    }
    return Elementary.exp(sum.squareRoot() / 2)
  }
}

extension Estimate {
  /// Lognormal about a median, with a geometric standard deviation from 1 up.
  public static func lognormal(median: Double, geometricDeviation: Double) -> Estimate {
    // 97.5 % of a normal distribution lie below so many deviations.
    let far = Elementary.power(geometricDeviation, 1.959963984540054)
    return .lognormal(low: median / far, high: median * far)
  }
}
