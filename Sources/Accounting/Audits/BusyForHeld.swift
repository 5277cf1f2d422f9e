import Diagnostics
import Formulas
import Inventories
import Quantities
import Studies

/// The share of the time at work, where the share of the life that somebody holds is meant; or the
/// share of the time at work taken twice.
enum BusyForHeld: Audit {
  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var own: [String: Equipment] = [:]
    for equipment in subject.study.equipment { own[equipment.id] = equipment }
    var told: Set<String> = []
    for activity in subject.study.activities {
      for holding in activity.holdings {
        guard case .share(let busy) = holding.busy, busy.formula.value.base < 1 else { continue }
        let name = holding.equipment.name
        if let utilization = own[name]?.utilization, isSame(utilization.formula, busy.formula),
          told.insert(name).inserted
        {
          findings.append(same(name, busy, utilization))
        }
        if holding.held.formula.term.isMultiplied(by: busy.formula.term),
          busy.formula.value > .zero
        {
          findings.append(twice(activity, name, busy, holding))
        }
        if let load = holding.load, isSame(load.formula, busy.formula) {
          findings.append(asLoad(activity, name, busy, load))
        }
      }
    }
    return findings
  }

  private static func isSame(_ left: Formula<Ratio>, _ right: Formula<Ratio>) -> Bool {
    left.value == right.value && left.value.base < 1 && left.value.base > 0
  }
}

extension BusyForHeld {
  private static func text(_ share: Stated<Ratio>) -> String {
    "\(plain(100 * share.formula.value.base, digits: 4)) %"
  }

  private static func same(
    _ name: String, _ busy: Stated<Ratio>, _ utilization: Stated<Ratio>
  ) -> Diagnostic {
    Diagnostic(
      .note, .busyForHeld,
      "`\(name)` has a `utilization` of \(text(utilization)), which is the share of the time that it is busy",
      at: utilization.span,
      hint:
        "`utilization` is the share of its life in which somebody holds it, busy or not; leave it out where it is not known",
      related: [.init("it is busy for that share here", at: busy.span)])
  }

  private static func twice(
    _ activity: Activity, _ name: String, _ busy: Stated<Ratio>, _ holding: Holding
  ) -> Diagnostic {
    Diagnostic(
      .warning, .busyForHeld,
      "\(activity.name): the device-time held of `\(name)` is multiplied by \(text(busy)) already, and `busy` takes that share again",
      at: holding.held.span,
      hint: "state all the time that it is held, working or not; `busy` takes the part at work")
  }

  private static func asLoad(
    _ activity: Activity, _ name: String, _ busy: Stated<Ratio>, _ load: Stated<Ratio>
  ) -> Diagnostic {
    Diagnostic(
      .note, .busyForHeld,
      "\(activity.name): `\(name)` is busy for \(text(busy)) of the time and draws \(text(load)) of its power while it is, as if one share were taken twice",
      at: busy.span,
      hint:
        "`busy` is a share of the time, `load` a share of the power while busy; a mean over all the time is one of the two",
      related: [.init("the load is here", at: load.span)])
  }
}
