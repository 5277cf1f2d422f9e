import Formulas
public import Inventories
public import Quantities
public import Studies

/// What a service comes to: an activity of the stage `inference` that says what it was asked for
/// or what it delivered.
///
/// Idle energy and embodied emissions are charged by reservation, for all the time that its
/// equipment was held; dynamic energy by use.
public struct Service: Sendable {
  /// A unit that its figures are divided by.
  public struct Unit: Sendable {
    /// What it is called: `request`, `served request`, `day`.
    public let name: String
    /// Several of them: `requests`.
    public let plural: String
    /// How many of the thing make one: 1, or 1,000.
    public let multiple: Double
    /// How many of the unit there were.
    public let count: Double
  }

  /// The activity, with what it held.
  public let resolved: ResolvedActivity
  /// Its total over the whole life cycle.
  public let total: Total
  /// The units that its figures are divided by: what it delivered, then its time.
  public let units: [Unit]

  /// The activity as it was written.
  public var activity: Activity { resolved.activity }

  /// The service of an activity with its total; nothing where there is nothing to divide by.
  init?(_ resolved: ResolvedActivity, _ total: Total) {
    self.resolved = resolved
    self.total = total
    let activity = resolved.activity
    guard activity.stage == "inference", activity.traffic != nil || !activity.deliveries.isEmpty
    else { return nil }
    units = Self.units(of: activity)
    if units.isEmpty, activity.traffic == nil { return nil }
  }

  /// How often the activity was done.
  static func repetitions(_ activity: Activity) -> Double {
    activity.repetition?.formula.value.base ?? 1
  }

  /// How long the service ran, all repetitions included.
  public var duration: Quantity<Duration>? {
    activity.duration.map { $0.formula.value * Self.repetitions(activity) }
  }

  /// A count of its traffic, all repetitions included.
  public func count(_ count: KeyPath<Traffic, Traffic.Count?>) -> Double? {
    activity.traffic?[keyPath: count].map { $0.value * Self.repetitions(activity) }
  }

  /// How many things of a kind it delivered, all repetitions included.
  public func delivered(_ unit: CountedUnit) -> Double? {
    var sum: Double?
    for delivery in activity.deliveries where delivery.unit.unit.dimension == .count(unit) {
      sum = (sum ?? 0) + delivery.term.value * Self.repetitions(activity)
    }
    return sum
  }

  private static func units(of activity: Activity) -> [Unit] {
    let repetitions = repetitions(activity)
    var units: [Unit] = []
    func add(_ name: String, _ plural: String, _ count: Double) {
      units.append(Unit(name: name, plural: plural, multiple: 1, count: count))
      units.append(Unit(name: name, plural: plural, multiple: 1000, count: count / 1000))
    }
    var sums: [(unit: CountedUnit, count: Double)] = []
    for delivery in activity.deliveries {
      guard let unit = delivery.unit.unit.dimension.countedUnit else { continue }
      let count = delivery.term.value * repetitions
      if let known = sums.firstIndex(where: { $0.unit == unit }) {
        sums[known].count += count
      } else {
        sums.append((unit, count))
      }
    }
    for (unit, count) in sums where count > 0 {
      add(unit.symbol, unit.plural, count)
      if let served = activity.traffic?.served, served.unit == unit, served.value > 0,
        abs(served.value * repetitions - count) > 1e-9 * count
      {
        units.append(
          Unit(
            name: "served \(unit.symbol)", plural: "served \(unit.plural)", multiple: 1,
            count: served.value * repetitions))
      }
    }
    if let seconds = activity.duration?.formula.value.base, seconds > 0 {
      let time = seconds * repetitions
      units.append(Unit(name: "hour", plural: "hours", multiple: 1, count: time / 3600))
      units.append(Unit(name: "day", plural: "days", multiple: 1, count: time / 86400))
    }
    return units
  }

  /// The processes that it has lines of, in their order.
  public var processes: [Process] { ProcessSet(total.lines.map(\.process)).sorted() }

  /// Its lines of one process.
  public func total(_ process: Process) -> Total {
    Total(lines: total.lines.filter { $0.process == process }, missing: [])
  }

  /// Idle energy as a share of the energy of the equipment; nothing where the two are not apart.
  public var idleShare: Double? {
    let hasUndivided = total.lines.contains {
      $0.process == .undivided && !$0.covers.isDisjoint(with: [.dynamic, .idle])
    }
    guard !hasUndivided, !total.missing.contains(.dynamic), !total.missing.contains(.idle),
      let dynamic = total(.dynamic).kilowattHours, let idle = total(.idle).kilowattHours,
      dynamic + idle > 0
    else { return nil }
    return idle / (dynamic + idle)
  }
}

extension Ledger {
  /// The services of the study, in its order.
  public var services: [Service] {
    inventory.activities.compactMap { activity in
      guard activity.activity.stage == "inference" else { return nil }
      return Service(activity, total(activity: activity.id, .full))
    }
  }
}
