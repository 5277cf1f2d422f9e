/// A straight line through pairs of figures by least squares: what a meter shows with no request,
/// and what it shows more for each, as in the notebook of the BLOOM study (Luccioni, Viguier and
/// Ligozat, JMLR 24(253), 2023, section 4.4: kWh in ten minutes by requests in ten minutes).
///
/// Errors are standard errors, from the residuals with n − 2 degrees of freedom.
public struct LineFit: Hashable, Sendable {
  /// The ordinate at zero: in the notebook, idle energy in ten minutes.
  public let intercept: Double
  /// The increase by one: in the notebook, energy of a request.
  public let slope: Double
  /// The standard error of the intercept.
  public let interceptError: Double
  /// The standard error of the slope.
  public let slopeError: Double
  /// The mean of the abscissas.
  public let meanX: Double
  /// The mean of the ordinates, which the line goes through at ``meanX``.
  public let meanY: Double
  /// The standard error of the line at ``meanX``, which does not depend on that of the slope.
  public let meanError: Double
  /// The share of the variance that the line tells; 1 where there is none.
  public let determination: Double
  /// How many pairs there were.
  public let count: Int

  /// The line through pairs; nothing for fewer than three, for abscissas that are all alike, and for
  /// figures whose sums are not finite.
  ///
  /// Sums are taken about the means, so that large figures with a small spread keep their digits.
  public init?(_ pairs: [(x: Double, y: Double)]) {
    guard pairs.count > 2 else { return nil }
    let n = Double(pairs.count)
    var meanX = 0.0
    var meanY = 0.0
    for (x, y) in pairs {
      meanX += x / n
      meanY += y / n
    }
    var xx = 0.0
    var xy = 0.0
    var yy = 0.0
    for (x, y) in pairs {
      xx += (x - meanX) * (x - meanX)
      xy += (x - meanX) * (y - meanY)
      yy += (y - meanY) * (y - meanY)
    }
    guard xx > 0, xx.isFinite, xy.isFinite, yy.isFinite else { return nil }
    let slope = xy / xx
    var residuals = 0.0
    for (x, y) in pairs {
      let residual = y - meanY - slope * (x - meanX)
      residuals += residual * residual
    }
    let variance = residuals / (n - 2)
    self.slope = slope
    intercept = meanY - slope * meanX
    slopeError = (variance / xx).squareRoot()
    self.meanX = meanX
    self.meanY = meanY
    meanError = (variance / n).squareRoot()
    interceptError = (variance * (1 / n + meanX * meanX / xx)).squareRoot()
    determination = yy > 0 ? 1 - residuals / yy : 1
    count = pairs.count
  }

  /// What lies within so much of a figure of the line with 95 % confidence: its standard error times
  /// the 97.5 % point of Student's t at n − 2 degrees of freedom.
  ///
  /// Up to 30 degrees from the NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2;
  /// beyond by the expansion of Cornish and Fisher to the second order (Abramowitz and Stegun,
  /// 26.7.5), which is right to the fourth digit there.
  public func halfWidth(_ error: Double) -> Double { error * Self.student(count - 2) }

  private static func student(_ degrees: Int) -> Double {
    let table = [
      12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
      2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
      2.052, 2.048, 2.045, 2.042,
    ]
    if degrees <= table.count { return table[max(1, degrees) - 1] }
    let z = 1.959963984540054
    let (n, cube) = (Double(degrees), z * z * z)
    let first = (cube + z) / (4 * n)
    return z + first + (5 * cube * z * z + 16 * cube + 3 * z) / (96 * n * n)
  }
}
