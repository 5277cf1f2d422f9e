import Diagnostics
import Formulas
import Quantities
import Studies

/// A lifetime beyond what sources support.
enum UnusualLifetime: Audit {
  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    subject.study.equipment.compactMap { equipment in
      guard let stated = equipment.lifetime,
        !Threshold.lifetime.contains(stated.formula.value)
      else { return nil }
      let isLong = stated.formula.value > Threshold.lifetime.upperBound
      let years = rounded(stated.formula.value.hours / 8760)
      return Diagnostic(
        .warning, .unusualLifetime,
        "`\(equipment.id)` is used for \(years) years, where sources have \(Threshold.printedLifetimes)",
        at: stated.span,
        hint: isLong
          ? "its embodied emissions are spread over too much; state the years until it is replaced"
          : "state the years until it is replaced, not how long the study held it")
    }
  }
}
