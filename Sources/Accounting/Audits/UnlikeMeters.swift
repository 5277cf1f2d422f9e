import Diagnostics
import Formulas
import Inventories
import Quantities
import Studies

/// A meter that shows a thousandfold of what the same equipment draws in the other activities of
/// the study.
enum UnlikeMeters: Audit {
  private struct Draw {
    let activity: String
    let figure: EnergyFigure
    let power: Quantity<Power>
  }

  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    var draws: [String: [Draw]] = [:]
    var items: [String] = []
    for activity in subject.inventory.activities {
      for (item, draw) in measured(activity) {
        if draws[item] == nil { items.append(item) }
        draws[item, default: []].append(draw)
      }
    }
    return items.flatMap { item in outliers(draws[item] ?? [], item) }
  }

  /// The mean draw of equipment, for which no power is known: that is held against the meter anyway.
  private static func measured(_ activity: ResolvedActivity) -> [(String, Draw)] {
    var found: [(String, Draw)] = []
    func add(_ figure: EnergyFigure, _ holding: ResolvedHolding) {
      guard holding.equipment.power == nil, holding.held.value > .zero,
        figure.energy.formula.value > .zero
      else { return }
      let power = figure.energy.formula.value / holding.held.value
      found.append(
        (holding.item, Draw(activity: activity.activity.name, figure: figure, power: power)))
    }
    for holding in activity.holdings {
      for figure in holding.energy where figure.key == .it { add(figure, holding) }
    }
    if activity.holdings.count == 1, let holding = activity.holdings.first {
      for figure in activity.activity.energy where figure.key == .it { add(figure, holding) }
    }
    return found
  }

  private static func outliers(_ draws: [Draw], _ item: String) -> [Diagnostic] {
    guard draws.count >= 3 else { return [] }
    let median = draws.map(\.power).sorted()[draws.count / 2]
    return draws.compactMap { draw in
      let factor = draw.power / median
      guard factor > Threshold.slip || factor < 1 / Threshold.slip else { return nil }
      let slip = draw.figure.energy.formula.parameter.flatMap {
        UnitSlip.words($0.unit.symbol, tooLargeBy: factor)
      }
      return Diagnostic(
        .warning, .unlikelyFigure,
        "\(draw.activity): `\(item)` draws \(rounded(draw.power.watts)) W by this meter, and \(rounded(median.watts)) W in the other activities",
        at: draw.figure.energy.span,
        hint: slip ?? "check the figure, its unit and the device-time held")
    }
  }
}
