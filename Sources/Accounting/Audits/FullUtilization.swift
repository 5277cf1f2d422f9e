import Diagnostics
import Factors
import Formulas
import Inventories
import Quantities
import Studies

/// A utilization of 100 %, stated of equipment that several share: the hours in which nobody holds
/// it are charged to nobody.
enum FullUtilization: Audit {
  private struct Use {
    var activities = 0
    var held = Quantity<Duration>.zero
    var lifetime: Quantity<Duration>?
    var isMachine = false
  }

  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    var uses: [String: Use] = [:]
    for activity in subject.inventory.activities {
      let times = activity.activity.repetition?.formula.value.base ?? 1
      for holding in activity.holdings {
        var use = uses[holding.equipment.id] ?? Use()
        use.activities += 1
        use.held = use.held + holding.held.value * times
        use.lifetime = holding.equipment.lifetime?.value
        use.isMachine = holding.equipment.kind == .server || !holding.equipment.parts.isEmpty
        uses[holding.equipment.id] = use
      }
    }
    return subject.study.equipment.compactMap { equipment in
      guard let stated = equipment.utilization, stated.formula.value.base >= 1,
        equipment.embodied != nil || equipment.base != nil, let use = uses[equipment.id],
        let lifetime = use.lifetime, use.held < lifetime * Threshold.sharedLife,
        use.activities > 1 || use.isMachine
      else { return nil }
      let share = rounded(100 * (use.held / lifetime))
      return Diagnostic(
        .note, .fullUtilization,
        "`\(equipment.id)` is held for \(share) % of one life here, and its `utilization` of 100 % says that somebody holds it in all the rest",
        at: stated.span,
        hint:
          "equipment that many share stands idle at times: state the share of its life in which somebody holds it, such as 85 %"
      )
    }
  }
}
