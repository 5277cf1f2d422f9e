import Diagnostics
import Factors
import Formulas
import Quantities
import Studies

/// Power and embodied emissions of equipment a thousandfold off what the catalogue has for the like,
/// or off each other.
enum UnlikelyPower: Audit {
  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for (equipment, entry) in subject.own {
      let beside =
        beside("power", equipment.power, equipment, entry, subject)
        + beside("idle", equipment.idle, equipment, entry, subject)
        + beside("embodied", equipment.embodied, equipment, entry, subject)
      findings += beside
      guard beside.isEmpty else { continue }
      if let finding = againstMaking(equipment) ?? againstIdle(equipment) {
        findings.append(finding)
      }
    }
    return findings
  }

  /// A figure beside those of the catalogue for the like.
  private static func beside<M: Measure>(
    _ key: String, _ stated: Stated<M>?, _ equipment: Equipment, _ entry: CatalogueEntry?,
    _ subject: AuditSubject
  ) -> [Diagnostic] {
    guard let stated, let entry, stated.formula.value > .zero,
      let range = subject.range(of: key, entry, as: M.self)
    else { return [] }
    let value = stated.formula.value
    let bound: Quantity<M>
    if value > range.upperBound * Threshold.slip {
      bound = range.upperBound
    } else if value * Threshold.slip < range.lowerBound {
      bound = range.lowerBound
    } else {
      return []
    }
    let unit = stated.formula.parameter?.unit
    let row = subject.catalogue.row(of: entry.id, figure: key)
    let known = row.map { "\($0.value) \($0.unit)" } ?? "another figure"
    return [
      Diagnostic(
        .warning, .unlikelyFigure,
        "the `\(key)` of `\(equipment.id)` is \(times(value / bound)) the \(known) that the catalogue has for \(entry.name)",
        at: stated.span, hint: hint(unit, value / bound))
    ]
  }

  /// Power beside the emissions of making the device.
  private static func againstMaking(_ equipment: Equipment) -> Diagnostic? {
    guard let power = equipment.power, let embodied = equipment.embodied,
      power.formula.value > .zero, embodied.formula.value > .zero
    else { return nil }
    let ratio = power.formula.value.watts / embodied.formula.value.kilograms
    guard !Threshold.wattsPerKilogram.contains(ratio) else { return nil }
    return Diagnostic(
      .warning, .unlikelyFigure,
      "`\(equipment.id)` draws \(rounded(ratio)) W for each kgCO2e of its making, where devices draw 0.1 to 10",
      at: power.span,
      hint: "look for a slip of a unit, such as `kW` for `W` or `gCO2e` for `kgCO2e`",
      related: [.init("its making is here", at: embodied.span)])
  }

  /// Power at work beside idle draw.
  private static func againstIdle(_ equipment: Equipment) -> Diagnostic? {
    guard let power = equipment.power, let idle = equipment.idle, idle.formula.value > .zero
    else { return nil }
    let ratio = power.formula.value / idle.formula.value
    guard ratio > Threshold.powerByIdle else { return nil }
    return Diagnostic(
      .warning, .unlikelyFigure,
      "`\(equipment.id)` draws \(rounded(ratio)) times as much at work as when idle", at: idle.span,
      hint: "look for a slip of a unit, such as `kW` for `W`",
      related: [.init("its power is here", at: power.span)])
  }

  /// `1000 times` or `a 1000th of`.
  private static func times(_ factor: Double) -> String {
    factor >= 1 ? "\(rounded(factor)) times" : "1/\(rounded(1 / factor)) of"
  }

  private static func hint(_ unit: Unit?, _ factor: Double) -> String {
    unit.flatMap { UnitSlip.words($0.symbol, tooLargeBy: factor) }
      ?? "check the figure and its unit; for another device leave `is` out"
  }
}
