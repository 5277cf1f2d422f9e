import Documents
import Formulas
import Quantities

extension Estimate {
  /// What stands behind a figure to tell its spread: ` ± 5.7 gCO2e/kWh (95 %)`, `, 100 .. 570 kgCO2e
  /// (triangular)`, its numbers as numbers.
  func behind(in unit: Unit) -> [Inline] {
    func number(_ base: Double, _ symbol: String = "") -> Inline {
      .quantity(plain(unit.fromBase(base), digits: 6), unit: symbol)
    }
    func range(_ low: Double, _ high: Double, _ name: String) -> [Inline] {
      [", ", number(low), " .. ", number(high, unit.symbol), .text(" (\(name))")]
    }
    switch self {
    case .normal(let halfWidth):
      return [" ± ", number(halfWidth, unit == .percent ? "points" : unit.symbol), " (95 %)"]
    case .triangular(let low, let high): return range(low, high, "triangular")
    case .uniform(let low, let high): return range(low, high, "uniform")
    case .lognormal(let low, let high): return range(low, high, "lognormal, 95 %")
    case .pert(let low, let high): return range(low, high, "PERT")
    case .choice(let choices):
      var words: [Inline] = [", one of "]
      for (index, choice) in choices.enumerated() {
        if index > 0 { words.append(", ") }
        words.append(number(choice.value, unit.symbol))
        words.append(.text(" (\(plain(choice.probability * 100, digits: 4)) %)"))
      }
      return words
    }
  }
}
