public import Quantities

/// How far a value may lie from its figure; kept in base units.
public enum Estimate: Hashable, Sendable {
  /// Normal; 95 % of it lie within `halfWidth` of the figure.
  case normal(halfWidth: Double)
  /// Triangular, with its peak at the figure.
  case triangular(low: Double, high: Double)
  /// Uniform over a range.
  case uniform(low: Double, high: Double)
  /// Lognormal; 95 % of it lie in the range.
  case lognormal(low: Double, high: Double)
  /// PERT, with its peak at the figure.
  case pert(low: Double, high: Double)
  /// One of several values, such as those of several rows of the catalogue.
  case choice([Choice])

  /// One of several values, with its probability; those of all come to 1.
  public struct Choice: Hashable, Sendable {
    /// The value, in base units.
    public let value: Double
    /// How likely it is.
    public let probability: Double

    /// A value with its probability.
    public init(_ value: Double, probability: Double) {
      self.value = value
      self.probability = probability
    }
  }

  /// One of several values with their probabilities, whatever their order: equal ones are one.
  public static func among(_ choices: [Choice]) -> Estimate {
    var merged: [Choice] = []
    for choice in choices.sorted(by: { $0.value < $1.value }) {
      if let last = merged.last, last.value == choice.value {
        merged[merged.count - 1] = Choice(
          last.value, probability: last.probability + choice.probability)
      } else {
        merged.append(choice)
      }
    }
    return .choice(merged)
  }

  /// Its name, as `distribution:` takes it.
  public var name: String {
    switch self {
    case .normal: "normal"
    case .triangular: "triangular"
    case .uniform: "uniform"
    case .lognormal: "lognormal"
    case .pert: "pert"
    case .choice: "choice"
    }
  }

  /// Its bounds around a figure: those written, or those that hold 95 % of it.
  public func bounds(around figure: Double) -> ClosedRange<Double> {
    switch self {
    case .normal(let halfWidth): return figure - halfWidth...figure + halfWidth
    case .triangular(let low, let high), .uniform(let low, let high),
      .lognormal(let low, let high), .pert(let low, let high):
      return low...max(low, high)
    case .choice(let choices):
      var (low, high) = (figure, figure)
      for choice in choices {
        low = min(low, choice.value)
        high = max(high, choice.value)
      }
      return low...high
    }
  }

  /// The names that `distribution:` takes.
  public static let names = ["normal", "triangular", "uniform", "lognormal", "pert"]

  /// The estimate of this name over a range around a figure, all in base units.
  public init?(named name: String, low: Double, high: Double) {
    switch name {
    case "normal": self = .normal(halfWidth: (high - low) / 2)
    case "triangular": self = .triangular(low: low, high: high)
    case "uniform": self = .uniform(low: low, high: high)
    case "lognormal": self = .lognormal(low: low, high: high)
    case "pert": self = .pert(low: low, high: high)
    default: return nil
    }
  }

  /// The estimate in words, in a unit: `± 5.7 gCO2e/kWh (95 %)`, `100 .. 570 kgCO2e (triangular)`.
  public func text(in unit: Unit) -> String {
    let suffix = unit.symbol.isEmpty ? "" : " \(unit.symbol)"
    func range(_ low: Double, _ high: Double, _ name: String) -> String {
      "\(number(low, unit)) .. \(number(high, unit))\(suffix) (\(name))"
    }
    switch self {
    case .normal(let halfWidth):
      let width = number(halfWidth, unit)
      return unit == .percent ? "± \(width) points (95 %)" : "± \(width)\(suffix) (95 %)"
    case .triangular(let low, let high): return range(low, high, "triangular")
    case .uniform(let low, let high): return range(low, high, "uniform")
    case .lognormal(let low, let high): return range(low, high, "lognormal, 95 %")
    case .pert(let low, let high): return range(low, high, "PERT")
    case .choice(let choices):
      let words = choices.map { choice in
        "\(number(choice.value, unit))\(suffix) (\(plain(choice.probability * 100, digits: 4)) %)"
      }
      return "one of " + words.joined(separator: ", ")
    }
  }

  private func number(_ base: Double, _ unit: Unit) -> String {
    plain(unit.fromBase(base), digits: 6)
  }
}
