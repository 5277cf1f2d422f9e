import Diagnostics
import Formulas
import Inventories
import Quantities
import Studies

/// Something done two and a half times.
enum FractionalRepetition: Audit {
  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    subject.study.activities.compactMap { activity in
      guard let repetition = activity.repetition else { return nil }
      let times = repetition.formula.value.base
      guard abs(times - times.rounded()) > 1e-9 * max(1, times) else { return nil }
      return Diagnostic(
        .warning, .fractionalRepeat,
        "\(activity.name): the activity is done \(plain(times, digits: 6)) times, which is no whole number",
        at: repetition.span,
        hint:
          "`repeat` counts whole runs; a part of a run is a shorter time, or an activity of its own"
      )
    }
  }
}
