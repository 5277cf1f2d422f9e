import Diagnostics
import Formulas
import Inventories
import Quantities
import Studies

extension Inventory {
  /// Services that ran for another time than the log of their traffic covers: idle energy and
  /// embodied emissions are of the one time, requests of the other.
  func logsBesideDurations() -> [Diagnostic] {
    var found: [Diagnostic] = []
    for activity in activities {
      guard let traffic = activity.activity.traffic, let log = traffic.log,
        let duration = activity.activity.duration
      else { continue }
      // A service is up before its first request and after its last: an hour each may be missing.
      let ran = duration.formula.value.hours
      let covered = log.seconds / 3600
      let room = max(2, ran / 20)
      guard abs(ran - covered) > room else { continue }
      found.append(
        Diagnostic(
          .warning, .doubtfulLog,
          "\(activity.activity.name) ran for \(hours(ran)), and the log of its traffic covers \(hours(covered))",
          at: duration.span,
          hint: ran > covered
            ? "requests are those of the log, while idle energy and embodied emissions are of all the time: give the whole log, or state `duration` as long as it"
            : "requests are those of the whole log: cut it, or state how long the service ran"))
    }
    return found
  }

  private func hours(_ hours: Double) -> String {
    hours < 48
      ? "\(plain(hours, digits: 3)) h" : "\(plain(hours / 24, digits: 3)) d"
  }
}
