import Documents
import Formulas
import Quantities
import Sampling

extension Uncertainty {
  /// The samples as data, under `uncertainty` in a report.
  var datum: Datum {
    .record([
      ("samples", .integer(samples)), ("seed", .integer(Int(drawing.seed))),
      ("figure", .text("nominal")), ("converged", .bool(isConverged)),
      ("figures", .list(figures.map(\.datum))), ("parameters", .list(variables.map(\.datum))),
      ("drivers", .list(drivers.map(\.datum))),
      (
        "points",
        .list(
          points.map { point in
            .record([
              ("id", .text(point.parameter.identity)), ("elasticity", .number(point.elasticity)),
            ])
          })
      ),
    ])
  }
}

extension FigureSamples {
  var datum: Datum {
    let (unit, size) = dataScale
    func number(_ base: Double) -> Datum { base.isFinite ? .number(base / size) : .null }
    let (low90, high90) = samples.interval(0.9)
    let (low95, high95) = samples.interval(0.95)
    return .record([
      ("kind", .text(kind.rawValue)), ("of", .text(of)), ("unit", .text(unit)),
      ("complete", .bool(!isAtLeast)), ("figure", number(samples.nominal)),
      ("median", number(samples.median)),
      ("mean", hasMean || samples.isConstant ? number(samples.mean) : .null),
      ("deviation", number(samples.deviation)), ("low90", number(low90)),
      ("high90", number(high90)), ("low95", number(low95)), ("high95", number(high95)),
      ("error", number(error)), ("undefined", .integer(samples.undefined)),
    ])
  }
}

extension Driver {
  fileprivate var datum: Datum {
    func number(_ value: Double?) -> Datum {
      guard let value, value.isFinite else { return .null }
      return .number(value)
    }
    return .record([
      ("id", .text(variable.identity)), ("kgCO2eAtLow", number(ends.low / 1000)),
      ("kgCO2eAtHigh", number(ends.high / 1000)), ("elasticity", number(elasticity)),
      ("first", number(share?.first)), ("firstError", number(share?.errors.first)),
      ("total", number(share?.total)), ("totalError", number(share?.errors.total)),
    ])
  }
}

extension Program.Variable {
  fileprivate var datum: Datum {
    let unit = parameter.unit
    let bounds = parameter.estimate?.bounds(around: parameter.value)
    func inUnit(_ base: Double?) -> Datum {
      guard let base, base.isFinite else { return .null }
      return .number(unit.fromBase(base))
    }
    return .record([
      ("id", .text(identity)), ("value", inUnit(parameter.value)),
      ("unit", .text(unit.symbol.isEmpty ? "1" : unit.symbol)),
      ("distribution", .text(parameter.estimate?.name ?? "")), ("low", inUnit(bounds?.lowerBound)),
      ("high", inUnit(bounds?.upperBound)),
      ("least", inUnit(distribution.support.lowerBound)),
      ("most", inUnit(distribution.support.upperBound)), ("cutOff", .number(distribution.cutOff)),
    ])
  }
}
