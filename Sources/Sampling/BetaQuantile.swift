import Formulas

/// The lower half of the quantiles of a beta distribution, from its density alone.
///
/// The distribution function is summed over 512 cells that are finest at both ends, and inverted by
/// cubic interpolation of logarithms, in which the tail is a straight line.
struct BetaQuantile: Sendable {
  private let a: Double
  private var logX: [Double] = []
  private var logF: [Double] = []
  /// The slope of log x over log F at each node.
  private var slopes: [Double] = []

  /// Beta with exponents a − 1 and b − 1, both from zero up.
  init(_ a: Double, _ b: Double) {
    self.a = a
    func density(_ x: Double) -> Double {
      Elementary.power(x, a - 1) * Elementary.power(1 - x, b - 1)
    }
    let cells = 512
    func node(_ index: Int) -> Double {
      let t = Double(index) / Double(cells)
      return t * t * (3 - 2 * t)
    }
    // Gauss–Legendre, four points.
    let points = [
      (0.8611363115940526, 0.3478548451374538), (0.3399810435848563, 0.6521451548625461),
    ]
    let first = node(1)
    var total = Elementary.power(first, a) / a * (1 - (b - 1) * first * a / (a + 1))
    var sums = [total]
    for index in 1..<cells {
      let (low, high) = (node(index), node(index + 1))
      let (middle, half) = ((low + high) / 2, (high - low) / 2)
      var sum = 0.0
      for (place, weight) in points {
        sum += weight * (density(middle - half * place) + density(middle + half * place))
      }
      total += sum * half
      sums.append(total)
    }
    // The last node has no density where b is more than 1, and half of all is long reached.
    for index in 1..<cells {
      let x = node(index)
      logX.append(Elementary.log(x))
      logF.append(Elementary.log(sums[index - 1] / total))
      slopes.append(sums[index - 1] / (x * density(x)))
      if sums[index - 1] > 0.6 * total { break }
    }
  }

  /// The value, from 0 to 1, below which a share `p` lies, for `p` from 0 to 0.5.
  func value(tail p: Double) -> Double {
    let y = Elementary.log(p)
    var (low, high) = (0, logF.count - 1)
    if y <= logF[0] { return Elementary.exp(logX[0] + (y - logF[0]) / a) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if logF[middle] <= y { low = middle } else { high = middle }
    }
    let width = logF[high] - logF[low]
    let t = (y - logF[low]) / width
    let (square, cube) = (t * t, t * t * t)
    let x =
      logX[low] * (2 * cube - 3 * square + 1) + slopes[low] * width * (cube - 2 * square + t)
      + logX[high] * (3 * square - 2 * cube) + slopes[high] * width * (cube - square)
    return Elementary.exp(x)
  }
}
