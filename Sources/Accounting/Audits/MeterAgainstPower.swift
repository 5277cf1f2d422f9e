import Diagnostics
import Factors
import Formulas
import Inventories
import Quantities
import Studies

/// Metered energy against what the equipment could draw in the device-time held: a run of eight
/// devices of which the hours of one are counted shows eight times as much.
enum MeterAgainstPower: Audit {
  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for activity in subject.inventory.activities {
      for (figure, energy) in meters(of: activity) {
        if let finding = compare(activity, figure, energy, activity.holdings) {
          findings.append(finding)
        }
      }
      for holding in activity.holdings {
        for figure in holding.energy where figure.key != .idle {
          let energy = figure.energy.formula.value
          if let finding = compare(activity, figure, energy, [holding]) {
            findings.append(finding)
          }
        }
      }
    }
    return findings
  }

  /// The widest figure of the equipment's energy: a meter at it, one at the building less its
  /// infrastructure, or what is stated as dynamic.
  private static func meters(
    of activity: ResolvedActivity
  ) -> [(EnergyFigure, Quantity<Energy>)] {
    for key in [EnergyKey.it, .dynamic, .facility] {
      guard let figure = activity.activity.energy.first(where: { $0.key == key }) else { continue }
      let energy = figure.energy.formula.value
      let pue = key == .facility ? activity.site?.pue?.value.base ?? 1 : 1
      return [(figure, energy / max(1, pue))]
    }
    return []
  }

  private static func compare(
    _ activity: ResolvedActivity, _ figure: EnergyFigure, _ energy: Quantity<Energy>,
    _ holdings: [ResolvedHolding]
  ) -> Diagnostic? {
    var known = Quantity<Duration>.zero
    var unknown = Quantity<Duration>.zero
    var atWork = Quantity<Energy>.zero
    var idle = Quantity<Energy>.zero
    var hasHost = false
    for holding in holdings {
      let held = holding.held.value
      if let power = holding.equipment.power?.value, power > .zero {
        known = known + held
        atWork = atWork + held * power
        if holding.equipment.kind != .accelerator { hasHost = true }
      } else {
        unknown = unknown + held
      }
      idle = idle + held * (holding.equipment.idle?.value ?? .zero)
    }
    guard energy > .zero, atWork > .zero, unknown < known else { return nil }
    let host = hasHost ? .zero : (known + unknown) * Threshold.host
    if energy > (atWork + host) * Threshold.abovePower {
      return beyondPower(activity, figure, energy, atWork)
    }
    guard figure.key != .dynamic else { return nil }
    if energy < max(idle * Threshold.belowIdle, atWork * Threshold.leastShare) {
      return belowIdle(activity, figure, energy, idle, atWork)
    }
    return nil
  }
}

extension MeterAgainstPower {
  private static func text(_ energy: Quantity<Energy>) -> String {
    "\(rounded(energy.kilowattHours)) kWh"
  }

  private static func slip(_ figure: EnergyFigure, _ factor: Double) -> String? {
    guard UnitSlip.steps(factor) != 0, factor > Threshold.slip || factor < 1 / Threshold.slip,
      let unit = figure.energy.formula.parameter?.unit
    else { return nil }
    return UnitSlip.words(unit.symbol, tooLargeBy: factor)
  }

  private static func beyondPower(
    _ activity: ResolvedActivity, _ figure: EnergyFigure, _ energy: Quantity<Energy>,
    _ atWork: Quantity<Energy>
  ) -> Diagnostic {
    let factor = energy / atWork
    return Diagnostic(
      .warning, .deviceTime,
      "\(activity.activity.name): the `\(figure.key.rawValue)` energy is \(rounded(factor)) times the \(text(atWork)) that the equipment can draw in the device-time held, as if wall-clock hours were stated",
      at: figure.energy.span,
      hint: slip(figure, factor)
        ?? "device-time is devices × hours: eight devices over 100 hours are `8 * 100 h`")
  }

  private static func belowIdle(
    _ activity: ResolvedActivity, _ figure: EnergyFigure, _ energy: Quantity<Energy>,
    _ idle: Quantity<Energy>, _ atWork: Quantity<Energy>
  ) -> Diagnostic {
    let isIdle = idle * Threshold.belowIdle >= atWork * Threshold.leastShare
    let bound = isIdle ? idle : atWork
    let what = isIdle ? "draws when idle" : "draws at work"
    return Diagnostic(
      .warning, .deviceTime,
      "\(activity.activity.name): the `\(figure.key.rawValue)` energy is \(rounded(100 * (energy / bound))) % of the \(text(bound)) that the equipment \(what) over the device-time held, as if devices were counted twice or the meter saw only some of them",
      at: figure.energy.span,
      hint: slip(figure, energy / atWork)
        ?? "hours that are GPU-hours already are not multiplied by the number of GPUs")
  }
}
