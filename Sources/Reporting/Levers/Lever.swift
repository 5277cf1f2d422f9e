import Factors
import Formulas
import Quantities

/// A change that a user could make to a study, with what was tried in place of what it says.
struct Lever: Sendable {
  /// What is changed.
  enum Kind: String, Sendable {
    case grid, region, pue, lifetime, utilization, load, sharing, hardware
  }

  let kind: Kind
  /// What it is called: `grid intensity of jean-zay`.
  let name: String
  /// What stands in the study, in words: `57 gCO2e/kWh`.
  let now: String
  /// The figure that is changed; nothing where more than one is.
  let term: Formulas.Term?
  /// The unit of that figure.
  let unit: Unit
  /// What was tried, the least total first.
  var trials: [Trial]

  /// What was tried in its place.
  struct Trial: Sendable {
    /// What it is called: `Sweden`; empty for what the value says.
    let name: String
    /// The value in words: `41.2 gCO2e/kWh`.
    let value: String
    /// The value in base units; nothing where more than one figure is changed.
    let base: Double?
    /// The rows of the catalogue that tell it.
    let rows: [FactorRow]
    /// The total, in kgCO2e.
    let kilograms: Double
    /// How many times as fast other hardware must be for the total to stay; nothing for the rest.
    var speed: Double?
    /// What `--set` takes for the same; nothing where one `--set` cannot say it.
    let set: String?
    /// The figures that are replaced where there are several, with what stands for them, in base
    /// units.
    var replaced: [(figure: Formulas.Term, base: Double)] = []

    /// What stands for a part of the total.
    func value(of part: Formulas.Term) -> Double? {
      for (figure, base) in replaced where part.isSame(as: figure) { return base }
      return nil
    }
  }

  /// What the figure that is changed is called: `grid intensity of jean-zay`.
  var figure: String {
    if case .parameter(let parameter) = term { return parameter.name ?? name }
    return name
  }

  /// Whether the figure can have a value: a PUE is one or more, a share is one or less.
  func allows(_ value: Double) -> Bool {
    switch kind {
    case .pue: value >= 1
    case .utilization, .load: value <= 1
    case .grid, .region, .lifetime, .sharing, .hardware: true
    }
  }

  /// By how much the best of its values lowers a total.
  func reduction(from kilograms: Double) -> Double {
    kilograms - (trials.first?.kilograms ?? kilograms)
  }
}

/// A value of one figure at which two options are as good as each other.
struct BreakEven: Sendable {
  /// The figure that is varied: `grid intensity of jean-zay`.
  let name: String
  /// What is as good as what there.
  let words: String
  /// The value, in base units.
  let value: Double
  /// The unit of the figure.
  let unit: Unit

  /// The value in words.
  var text: String {
    let number = Quantities.rounded(unit.fromBase(value))
    return unit.symbol.isEmpty ? number : "\(number) \(unit.symbol)"
  }
}
