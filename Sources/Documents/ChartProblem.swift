/// Why figures cannot be drawn. Each case names the thing that is at fault: a bar, a series, a mark.
public enum ChartProblem: Error, Hashable, Sendable {
  /// There is nothing to draw: no bar, no row, no curve.
  case nothing(String)
  /// There are more series or curves than one picture can tell apart.
  case tooMany(String)
  /// A figure is not finite, or beyond 10^100.
  case notFinite(String)
  /// A figure that has to be zero or more is below zero.
  case belowZero(String)
  /// Two lists that have to be of one length are not.
  case unequal(String)
  /// A range ends before it begins.
  case upsideDown(String)
  /// The length of a window or of a bin is not above zero.
  case noLength(String)

  /// The reason as a phrase: `a figure of idle is not finite`.
  public var message: String {
    switch self {
    case .nothing(let what): "there is nothing to draw: no \(what)"
    case .tooMany(let what): "there are more than two \(what)"
    case .notFinite(let what): "a figure of \(what) is not finite or beyond 10^100"
    case .belowZero(let what): "a figure of \(what) is below zero"
    case .unequal(let what): "\(what) has more figures than another, or fewer"
    case .upsideDown(let what): "the range of \(what) ends before it begins"
    case .noLength(let what): "the length of \(what) is not above zero"
    }
  }
}

/// The greatest size of a figure in a chart.
private let limit = 1e100

/// Refuses a figure that is not finite, or too large to be put to scale.
func check(_ value: Double, _ name: String) throws(ChartProblem) {
  // Not a number fails every comparison.
  guard value >= -limit, value <= limit else { throw .notFinite(name) }
}

/// Refuses a figure that cannot be a length.
func checkLength(_ value: Double, _ name: String) throws(ChartProblem) {
  try check(value, name)
  guard value >= 0 else { throw .belowZero(name) }
}
