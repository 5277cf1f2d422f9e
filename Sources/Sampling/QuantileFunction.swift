import Formulas

/// The inverse of a distribution function, made ready to be asked often.
///
/// It is asked by the smaller of the two shares that a value leaves on its sides, so that both
/// tails are exact.
public struct QuantileFunction: Sendable {
  private let distribution: Distribution
  /// The lower halves of a beta distribution and of its mirror image.
  private var betas: (lower: BetaQuantile, upper: BetaQuantile)?

  /// Makes a distribution ready.
  public init(_ distribution: Distribution) {
    self.distribution = distribution
    if case .pert(let low, let mode, let high) = distribution.shape {
      let a = 1 + 4 * (mode - low) / (high - low)
      let b = 1 + 4 * (high - mode) / (high - low)
      betas = (BetaQuantile(a, b), BetaQuantile(b, a))
    }
  }

  /// The value that leaves a share `tail`, from 0 to 0.5, below it, or above it.
  public func value(tail: Double, isUpper: Bool) -> Double {
    value(tail: tail, isUpper: isUpper, normal: StandardNormal.quantile)
  }

  /// The same, with what tells the quantiles of the standard normal distribution.
  func value(tail: Double, isUpper: Bool, normal: (Double) -> Double) -> Double {
    let cut = distribution.cut
    if cut.below == 0, cut.above == 0 { return uncut(tail, isUpper, normal) }
    let share = (isUpper ? cut.above : cut.below) + tail * (1 - cut.below - cut.above)
    let value = share <= 0.5 ? uncut(share, isUpper, normal) : uncut(1 - share, !isUpper, normal)
    let support = distribution.support
    return min(max(value, support.lowerBound), support.upperBound)
  }

  private func uncut(_ tail: Double, _ isUpper: Bool, _ normal: (Double) -> Double) -> Double {
    switch distribution.shape {
    case .normal(let mean, let deviation):
      let z = normal(tail)
      return isUpper ? mean - deviation * z : mean + deviation * z
    case .lognormal(let median, let logDeviation):
      let z = normal(tail)
      return median * Elementary.exp(isUpper ? -logDeviation * z : logDeviation * z)
    case .uniform(let low, let high):
      let way = (high - low) * tail
      return isUpper ? high - way : low + way
    case .triangular(let low, let mode, let high):
      let (near, far) = isUpper ? (high - mode, mode - low) : (mode - low, high - mode)
      // The side of the tail reaches to the mode; beyond it the other one begins.
      let way =
        tail * (high - low) <= near
        ? (tail * (high - low) * near).squareRoot()
        : (high - low) - ((1 - tail) * (high - low) * far).squareRoot()
      return isUpper ? high - way : low + way
    case .pert(let low, _, let high):
      guard let betas else { return low }
      return isUpper
        ? high - (high - low) * betas.upper.value(tail: tail)
        : low + (high - low) * betas.lower.value(tail: tail)
    case .choice(let choices):
      var sum = 0.0
      for choice in isUpper ? choices.reversed() : choices {
        sum += choice.probability
        if tail < sum { return choice.value }
      }
      return choices.last?.value ?? .nan
    }
  }
}
