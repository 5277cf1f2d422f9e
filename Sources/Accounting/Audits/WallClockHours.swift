import Diagnostics
import Factors
import Formulas
import Inventories
import Quantities
import Studies

/// Device-time where wall-clock time belongs, and the reverse.
enum WallClockHours: Audit {
  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for activity in subject.inventory.activities {
      let longForms = activity.activity.holdings.compactMap(CountAndDuration.init)
      for form in longForms {
        if let finding = tooLong(form, activity) { findings.append(finding) }
      }
      for holding in activity.activity.holdings {
        let kind = activity.holdings.first { $0.item == holding.equipment.name }?.equipment.kind
        if let finding = multipliedAgain(holding, kind, activity) { findings.append(finding) }
        if let finding = asLongAsTheRun(holding, kind, activity, longForms) {
          findings.append(finding)
        }
      }
    }
    return findings
  }

  /// A duration longer than any run, times a number of devices.
  private static func tooLong(
    _ form: CountAndDuration, _ activity: ResolvedActivity
  ) -> Diagnostic? {
    guard form.count > 1, !form.name.soundsLikeDeviceTime else { return nil }
    var most = Threshold.run
    if activity.activity.stage == "inference" {
      // A service goes on; but no device outlives its lifetime.
      let resolved = activity.holdings.first { $0.item == form.holding.equipment.name }
      most = max(most, resolved?.equipment.lifetime?.value ?? most)
    }
    guard form.duration > most else { return nil }
    let years = rounded(form.duration.hours / 8760)
    return Diagnostic(
      .warning, .deviceTime,
      "\(activity.activity.name): `\(form.holding.equipment.name)` has a duration of \(years) years by the clock, times a count of \(plain(form.count, digits: 6)), as if the duration were device-time already",
      at: form.holding.held.span,
      hint: "a `duration` is by the clock; device-time is stated as `held`, and has no `count`")
  }

  /// A named device-time, times a number of devices.
  private static func multipliedAgain(
    _ holding: Holding, _ kind: EntryKind?, _ activity: ResolvedActivity
  ) -> Diagnostic? {
    guard let (count, time) = holding.held.formula.term.countTimesTime, count > 1,
      let name = time.ownName, name.soundsLikeDeviceTime
    else { return nil }
    let isLongForm = CountAndDuration(holding) != nil
    guard isLongForm || kind == .accelerator || holding.equipment.name.soundsLikeDevice else {
      return nil
    }
    return Diagnostic(
      .warning, .deviceTime,
      "\(activity.activity.name): `\(name)` sounds like device-time, and is multiplied by \(plain(count, digits: 6)) for `\(holding.equipment.name)`",
      at: holding.held.span,
      hint: "device-time holds the number of devices already: write `\(name)` alone")
  }

  /// Accelerators held for as long as the run lasts by the clock, in several machines.
  private static func asLongAsTheRun(
    _ holding: Holding, _ kind: EntryKind?, _ activity: ResolvedActivity,
    _ longForms: [CountAndDuration]
  ) -> Diagnostic? {
    guard kind == .accelerator || holding.equipment.name.soundsLikeDevice,
      CountAndDuration(holding) == nil
    else { return nil }
    let held = holding.held.formula.value
    for other in activity.activity.holdings
    where other.equipment.name != holding.equipment.name
      && (other.equipment.name.soundsLikeMachine
        || activity.holdings.contains {
          $0.item == other.equipment.name && $0.equipment.kind == .server
        })
    {
      guard let (count, time) = other.held.formula.term.countTimesTime, count > 1,
        held > .zero, abs(time.value - held.base) <= 1e-6 * held.base
      else { continue }
      return Diagnostic(
        .warning, .deviceTime,
        "\(activity.activity.name): `\(holding.equipment.name)` is held for as long as the run lasts by the clock, beside \(plain(count, digits: 6)) of `\(other.equipment.name)`",
        at: holding.held.span,
        hint: "device-time is devices × hours: write the number of devices before the hours",
        related: [.init("the run is this long by the clock", at: other.held.span)])
    }
    return nil
  }
}

/// The long form `{count: 16, duration: 18 d}` of a holding.
private struct CountAndDuration {
  let holding: Holding
  let count: Double
  let duration: Quantity<Duration>
  /// The name of the duration, where the study gave it one.
  let name: String

  init?(_ holding: Holding) {
    guard holding.isCounted, case .named(let definition) = holding.held.formula.term,
      case .product(let count, let duration) = definition.term
    else { return nil }
    self.holding = holding
    self.count = count.value
    self.duration = Quantity(base: duration.value)
    name = duration.ownName ?? ""
  }
}

extension Term {
  /// A number of devices and a time, where this is their product.
  fileprivate var countTimesTime: (count: Double, time: Term)? {
    var term = self
    // A name that the user gave stands for what it says; that of the reader does not.
    while case .named(let definition) = term, definition.name.contains(" ") {
      term = definition.term
    }
    guard case .product(let left, let right) = term else { return nil }
    if left.measures(.none), right.measures(.time) { return (left.value, right) }
    if left.measures(.time), right.measures(.none) { return (right.value, left) }
    return nil
  }

  private func measures(_ dimension: Dimension) -> Bool {
    switch self {
    case .parameter(let parameter): parameter.unit.dimension == dimension
    case .named(let definition): definition.dimension == dimension
    case .product(let left, let right):
      left.measures(dimension) && right.measures(.none)
        || left.measures(.none) && right.measures(dimension)
    case .sum(let left, _), .difference(let left, _): left.measures(dimension)
    case .number, .quotient: false
    }
  }

  /// The name of a value of the study.
  fileprivate var ownName: String? {
    switch self {
    case .parameter(let parameter): parameter.name.flatMap { $0.contains(" ") ? nil : $0 }
    case .named(let definition): definition.name.contains(" ") ? nil : definition.name
    default: nil
    }
  }
}

extension String {
  /// `gpu_hours`, `device_time`, `a100_h`.
  fileprivate var soundsLikeDeviceTime: Bool {
    let words = lowercased().split(separator: "_")
    return words.contains { ["gpu", "tpu", "device", "accelerator", "gpuhours"].contains($0) }
      && words.contains { ["h", "hours", "time", "gpuhours"].contains($0) }
  }

  fileprivate var soundsLikeDevice: Bool {
    lowercased().split { $0 == "-" || $0 == "_" }
      .contains { ["gpu", "gpus", "tpu", "tpus", "accelerator", "accelerators"].contains($0) }
  }

  fileprivate var soundsLikeMachine: Bool {
    lowercased().split { $0 == "-" || $0 == "_" }
      .contains { ["node", "nodes", "server", "servers", "machine", "host", "hosts"].contains($0) }
  }
}
