import Quantities
import Sampling

/// A figure of a report with its samples.
struct FigureSamples: Sendable {
  /// What kind of figure it is.
  enum Kind: String, Sendable {
    case total, stage, process, line, factor, share, perUnit = "per-unit", difference
  }

  /// What it measures.
  enum Measure: Sendable {
    /// Emissions, in base units: grams.
    case emissions
    /// Energy, in base units: joules.
    case energy
    /// A pure number.
    case number
    /// A share, printed in percent.
    case share
  }

  let kind: Kind
  /// What it is of, for data: `full`, `training/bloom-176b/embodied/gpu`.
  let of: String
  /// What it is of, for people.
  let title: String
  let measure: Measure
  /// Whether it is a lower bound.
  let isAtLeast: Bool
  let samples: SampledFigure

  /// The unit that people read, and its size in base units.
  var scale: (unit: String, size: Double) {
    let largest = max(abs(samples.nominal), samples.isConstant ? 0 : abs(samples.quantile(0.975)))
    switch measure {
    case .emissions:
      let scale = Scale.mass([largest / 1000])
      return (scale.unit, scale.size * 1000)
    case .energy:
      let scale = Scale.energy([largest / 3.6e6])
      return (scale.unit, scale.size * 3.6e6)
    case .number: return ("×", 1)
    case .share: return ("%", 0.01)
    }
  }

  /// The unit of data, and its size in base units.
  var dataScale: (unit: String, size: Double) {
    switch measure {
    case .emissions: ("kgCO2e", 1000)
    case .energy: ("kWh", 3.6e6)
    case .number, .share: ("1", 1)
    }
  }

  /// The place of the last digit that is printed: the width of the 95 % interval has two digits.
  /// Zero is the place before the point, −1 that behind it; nothing for a figure that does not vary.
  var lastPlace: Int? {
    guard !samples.isConstant, samples.count > 0 else { return nil }
    let (low, high) = samples.interval(0.95)
    let width = (high - low) / scale.size
    // What varies in the last bits alone is constant but for rounding.
    guard high - low > 1e-9 * max(abs(low), abs(high)), width.isFinite, let decimal = Decimal(width)
    else { return nil }
    return decimal.rounded(toSignificant: 2).point - 2
  }

  /// A value in the unit that people read, to the digits that the interval bears.
  func text(_ value: Double) -> String {
    let number = value / scale.size
    guard let decimal = Decimal(number) else { return "–" }
    guard let place = lastPlace else { return Quantities.rounded(number) }
    // At least one digit, since a figure is never zero for the width of its interval.
    let last = number == 0 ? place : min(place, decimal.point - 1)
    return decimal.rounded(toPlaces: -last).text(places: max(0, -last))
  }

  /// The shares whose quantiles are printed.
  static let printed = [0.025, 0.05, 0.5, 0.95, 0.975]

  /// The largest standard error of the printed quantiles, in base units.
  var error: Double {
    var largest = 0.0
    for share in Self.printed { largest = max(largest, samples.error(ofQuantile: share)) }
    return largest
  }

  /// Whether the samples tell a mean: where a few of them make most of it, as where something is
  /// divided by what may be next to zero, the deviation is beyond the width of the 95 % interval, and
  /// other samples would give another mean.
  var hasMean: Bool {
    let (low, high) = samples.interval(0.95)
    return samples.deviation <= high - low
  }

  /// Whether mean and quantiles are good to the printed digits: their standard errors are at most
  /// half of the last digit.
  var isConverged: Bool {
    guard let place = lastPlace else { return true }
    let error = hasMean ? max(error, samples.errorOfMean) : error
    var half = 0.5 * scale.size
    for _ in 0..<min(abs(place), 300) { half = place > 0 ? half * 10 : half / 10 }
    return error <= half
  }
}
