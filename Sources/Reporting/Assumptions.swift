import Accounting
import Documents
import Formulas
import Quantities

/// Defaults and other assumed values: what they are, how far they may be off, and what that does to
/// the total.
extension Report {
  /// Every default with its effect, the largest first, and with the total at both ends of its range
  /// where it has one.
  var assumptions: [[Inline]] {
    let ranked = rankedAssumptions
    return ranked.map { parameter in
      var line: [Inline] = [
        .text("\(parameter.name ?? parameter.identity): "),
        .quantity(parameter.digits, unit: parameter.unit.symbol),
      ]
      if let estimate = parameter.estimate {
        line.append(.text(", \(estimate.text(in: parameter.unit))"))
      }
      for key in parameter.sources { line += [" ", .cite(key)] }
      if let spread = parameter.spread {
        line.append(.text("; \(spread.text(in: parameter.unit))"))
      }
      let effect = self.effect(of: parameter) / 10
      if effect != 0 {
        line += [
          "; a tenth more changes the total by ", .text(effect > 0 ? "+" : "−"),
          mass(abs(effect)),
        ]
      }
      if let ends = ends(of: parameter), effect != 0 {
        let scale = Scale.mass([ends.low, ends.high])
        line += [
          .text("; the total is \(scale.text(ends.low)) to "), scale.inline(ends.high),
          " over the range",
        ]
      }
      return line
    }
  }

  /// The assumed parameters, those that move the total most first; equal ones in the order of the
  /// lines.
  var rankedAssumptions: [Parameter] {
    let parameters = ledger.assumptions
    guard parameters.count > 1 else { return parameters }
    let effects = parameters.map { abs(effect(of: $0)) }
    return parameters.indices.sorted { left, right in
      effects[left] == effects[right] ? left < right : effects[left] > effects[right]
    }.map { parameters[$0] }
  }

  /// How far the boundary's total moves with a parameter: value × derivative, in kgCO2e, so that
  /// 1 % more moves it by 1 % of this.
  func effect(of parameter: Parameter) -> Double {
    let change = ledger.total(boundary).lines.compactMap { line in
      line.mass?.term.derivative(by: parameter.identity)
    }.reduce(0, +)
    let effect = change * parameter.value / 1000
    return effect.isFinite ? effect : 0
  }

  /// The range of a parameter, or what its sources tell of it, in base units; nothing where it has
  /// neither.
  func bounds(of parameter: Parameter) -> ClosedRange<Double>? {
    if let estimate = parameter.estimate { return estimate.bounds(around: parameter.value) }
    return parameter.spread.map { $0.low...max($0.low, $0.high) }
  }

  /// The boundary's total in kgCO2e at the low and at the high end of the range of a parameter, all
  /// else being as it is; nothing where it has no range.
  func ends(of parameter: Parameter) -> (low: Double, high: Double)? {
    guard let bounds = bounds(of: parameter) else { return nil }
    let lines = ledger.total(boundary).lines
    func total(_ value: Double) -> Double {
      var sum = 0.0
      for line in lines {
        sum += line.mass?.term.value(where: parameter.identity, is: value) ?? 0
      }
      return sum / 1000
    }
    let (low, high) = (total(bounds.lowerBound), total(bounds.upperBound))
    return low.isFinite && high.isFinite ? (low, high) : nil
  }
}
