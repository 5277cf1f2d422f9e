/// What the samples of one formula tell; in base units.
///
/// It is a reference that never changes: its bins may be many.
public final class SampledFigure: Sendable {
  /// The value with every parameter at its stated figure.
  public let nominal: Double
  /// How many samples have a value.
  public let count: Int
  /// How many have none, such as a division by zero.
  public let undefined: Int
  /// The mean.
  public let mean: Double
  /// The standard deviation.
  public let deviation: Double
  /// The bins, as distances from `centre`.
  private let centre: Double
  private let bins: [Histogram.Bin]
  /// How many samples lie below the end of each bin.
  private let ranks: [Int]

  /// A formula that does not vary.
  init(constant: Double, samples: Int) {
    nominal = constant
    count = constant.isFinite ? samples : 0
    undefined = constant.isFinite ? 0 : samples
    mean = constant
    deviation = 0
    centre = constant
    bins = []
    ranks = []
  }

  init(
    nominal: Double, centre: Double, sum: Double, squares: Double, samples: Int, _ all: Histogram
  ) {
    self.nominal = nominal
    self.centre = centre
    bins = all.bins
    var ranks: [Int] = []
    ranks.reserveCapacity(bins.count)
    var rank = 0
    for bin in bins {
      rank += bin.count
      ranks.append(rank)
    }
    self.ranks = ranks
    count = rank
    undefined = samples - rank
    let n = Double(max(1, rank))
    mean = rank == 0 ? .nan : centre + sum / n
    let square = (squares - sum / n * sum) / max(1, n - 1)
    deviation = rank == 0 ? .nan : max(0, square).squareRoot()
  }

  /// Whether all samples are the same.
  public var isConstant: Bool { count > 0 && deviation == 0 }

  /// The value below which a share of the samples lies; not a number where no sample has a value.
  public func quantile(_ share: Double) -> Double {
    if isConstant { return nominal }
    guard let last = bins.last else { return .nan }
    let target = share * Double(count)
    var (low, high) = (0, bins.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if Double(ranks[middle]) < target { low = middle + 1 } else { high = middle }
    }
    let bin = low < bins.count ? bins[low] : last
    let before = Double(ranks[low] - bin.count)
    let way = min(max((target - before) / Double(bin.count), 0), 1)
    return centre + (bin.low + (bin.high - bin.low) * way)
  }

  /// The median.
  public var median: Double { quantile(0.5) }

  /// The interval that holds a share of the samples, as much of the rest below it as above.
  public func interval(_ share: Double) -> (low: Double, high: Double) {
    (quantile((1 - share) / 2), quantile((1 + share) / 2))
  }

  /// How far the quantile of a share would lie off with other samples as many: its standard error,
  /// from the quantiles one binomial deviation of the rank below and above.
  public func error(ofQuantile share: Double) -> Double {
    guard !isConstant, count > 0 else { return 0 }
    let step = (share * (1 - share) / Double(count)).squareRoot()
    return (quantile(min(1, share + step)) - quantile(max(0, share - step))) / 2
  }

  /// The standard error of the mean.
  public var errorOfMean: Double { count > 0 ? deviation / Double(count).squareRoot() : 0 }

  /// The shares of the samples that fall into bins of one width over a range.
  public func shares(from low: Double, to high: Double, bins number: Int) -> [Double] {
    guard number > 0, count > 0, high > low else { return [] }
    if isConstant {
      return (0..<number).map { index in
        let width = (high - low) / Double(number)
        let start = low + Double(index) * width
        return nominal >= start && nominal < start + width ? 1 : 0
      }
    }
    var below = share(below: low)
    return (1...number).map { index in
      let next = share(below: low + (high - low) * Double(index) / Double(number))
      defer { below = next }
      return max(0, next - below)
    }
  }

  /// The share of the samples below a value.
  public func share(below value: Double) -> Double {
    guard !isConstant else { return nominal < value ? 1 : 0 }
    let distance = value - centre
    var (low, high) = (0, bins.count)
    while low < high {
      let middle = (low + high) / 2
      if bins[middle].high <= distance { low = middle + 1 } else { high = middle }
    }
    guard low < bins.count else { return 1 }
    let bin = bins[low]
    let way =
      bin.high > bin.low ? min(max((distance - bin.low) / (bin.high - bin.low), 0), 1) : 0
    return (Double(ranks[low] - bin.count) + way * Double(bin.count)) / Double(count)
  }
}
