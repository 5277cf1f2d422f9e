public import Formulas

/// How the values of an uncertain parameter are spread, in its base unit.
///
/// The definitions are those of Brightway's `stats_arrays`: a lognormal by the mean and the
/// deviation of its logarithm, a triangular by low, mode and high, a PERT as a beta distribution of
/// weight 4.
public struct Distribution: Hashable, Sendable {
  /// Its kind, with what it needs.
  public enum Shape: Hashable, Sendable {
    /// Normal.
    case normal(mean: Double, deviation: Double)
    /// Lognormal: `exp` of a normal; its median, and the deviation of its logarithm.
    case lognormal(median: Double, logDeviation: Double)
    /// All values between two alike.
    case uniform(low: Double, high: Double)
    /// Rising to a mode, then falling, in straight lines.
    case triangular(low: Double, mode: Double, high: Double)
    /// Beta over a range, with exponents α − 1 and β − 1, α = 1 + 4 (mode − low) / (high − low)
    /// and β = 1 + 4 (high − mode) / (high − low). Malcolm, Roseboom, Clark and Fazar, Application
    /// of a technique for research and development program evaluation, Operations Research 7
    /// (1959), 646–669; in this form Vose, Risk Analysis, 2008.
    case pert(low: Double, mode: Double, high: Double)
    /// One of several values.
    case choice([Estimate.Choice])
  }

  /// Its kind.
  public let shape: Shape
  /// The values that it can have: what lies beyond was cut off, and the rest scaled up.
  public let support: ClosedRange<Double>
  /// The shares that were cut off below the support and above it.
  let cut: (below: Double, above: Double)

  /// A distribution, cut off outside of what its parameter can be.
  public init(_ shape: Shape, within support: ClosedRange<Double> = -.infinity ... .infinity) {
    let whole = Distribution(uncut: shape)
    guard support != whole.support else {
      self = whole
      return
    }
    let below = support.lowerBound == -.infinity ? 0 : whole.shares(at: support.lowerBound).below
    let above = support.upperBound == .infinity ? 0 : whole.shares(at: support.upperBound).above
    self.shape = shape
    self.support = support
    // Nothing left, or next to nothing: the support is beyond the distribution.
    cut = below + above < 0.999_999 ? (below, above) : (0, 0)
  }

  private init(uncut shape: Shape) {
    self.shape = shape
    support = -.infinity ... .infinity
    cut = (0, 0)
  }

  /// The share that was cut off.
  public var cutOff: Double { cut.below + cut.above }

  /// Equal when kind and support are.
  public static func == (left: Distribution, right: Distribution) -> Bool {
    left.shape == right.shape && left.support == right.support
  }

  /// Hashes the kind and the support.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(shape)
    hasher.combine(support)
  }

  /// Whether it has one value only.
  public var isPoint: Bool {
    switch shape {
    case .normal(_, let deviation), .lognormal(_, let deviation): !(deviation > 0)
    case .uniform(let low, let high), .triangular(let low, _, let high),
      .pert(let low, _, let high):
      !(low < high)
    case .choice(let choices): choices.count < 2
    }
  }

  /// The share that lies below a value, and that which lies above it, both of the whole
  /// distribution, found by halving.
  private func shares(at value: Double) -> (below: Double, above: Double) {
    if case .choice = shape { return (0, 0) }
    let function = QuantileFunction(self)
    func tail(_ isUpper: Bool) -> Double {
      // By the logarithm of the tail, which may be very small.
      var (low, high) = (-700.0, Elementary.log(0.5))
      for _ in 0..<100 {
        let middle = (low + high) / 2
        let found = function.value(tail: Elementary.exp(middle), isUpper: isUpper)
        if isUpper ? found > value : found < value { low = middle } else { high = middle }
      }
      return low < -699 ? 0 : Elementary.exp(low)
    }
    if function.value(tail: 0.5, isUpper: false) >= value {
      let below = tail(false)
      return (below, 1 - below)
    }
    let above = tail(true)
    return (1 - above, above)
  }
}

extension Distribution {
  /// What an estimate of a figure means: a normal one is cut off where a quantity that is above
  /// zero would be below, and where its place in the study sets a limit.
  public init(_ estimate: Estimate, around figure: Double, within limits: Limits) {
    let support =
      limits.isOpen
      ? (figure > 0 ? 0 : -Double.infinity) ... .infinity
      : limits.low...max(limits.low, limits.high)
    switch estimate {
    case .normal(let halfWidth):
      self.init(
        .normal(mean: figure, deviation: halfWidth / StandardNormal.half95), within: support)
    case .lognormal(let low, let high):
      let (bottom, top) = (Elementary.log(low), Elementary.log(high))
      self.init(
        .lognormal(
          median: Elementary.exp((bottom + top) / 2),
          logDeviation: (top - bottom) / (2 * StandardNormal.half95)),
        within: support.lowerBound == 0 && support.upperBound == .infinity
          ? -.infinity ... .infinity : support)
    case .triangular(let low, let high):
      self.init(.triangular(low: low, mode: figure, high: high))
    case .uniform(let low, let high): self.init(.uniform(low: low, high: high))
    case .pert(let low, let high): self.init(.pert(low: low, mode: figure, high: high))
    case .choice(let choices): self.init(.choice(choices))
    }
  }
}
