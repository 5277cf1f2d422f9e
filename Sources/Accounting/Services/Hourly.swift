import Quantities
import Studies

/// What a request comes to in an hour of some load: its share of what the hour costs whatever is
/// asked, and its own dynamic energy.
public struct Hourly: Sendable {
  /// The share of the hours in which at most so much is served: 0.05, 0.5, 0.95 and 1.
  public let share: Double
  /// Requests served in the hour.
  public let count: Double
  /// Emissions of a request in such an hour, in kgCO2e; nothing for an hour without one.
  public let kilograms: Double?
  /// Energy of a request in such an hour, in kWh.
  public let kilowattHours: Double?
}

extension Service {
  /// Percentiles over the hours by nearest rank, each with the figure of a request in such an hour;
  /// empty where no log tells the hours, or dynamic and idle energy are not apart.
  ///
  /// Idle energy, embodied emissions and their part of the infrastructure are the same in every
  /// hour; dynamic energy and its part of it go by requests served.
  public var hourly: [Hourly] {
    let hours = activity.traffic?.hours.sorted() ?? []
    let masses = hourlyParts { $0.kilograms }
    let energies = hourlyParts { $0.kilowattHours }
    guard masses != nil || energies != nil else { return [] }
    return [0.05, 0.5, 0.95, 1].map { share in
      let rank = Int((share * Double(hours.count)).rounded(.up))
      let count = hours[min(max(rank, 1), hours.count) - 1]
      func each(_ parts: (fixed: Double, each: Double)?) -> Double? {
        count > 0 ? parts.map { $0.each + $0.fixed / count } : nil
      }
      return Hourly(
        share: share, count: count, kilograms: each(masses), kilowattHours: each(energies))
    }
  }

  /// Emissions of each hour that a log tells, in kgCO2e, by the same division; empty where they
  /// cannot be divided.
  public var hourlyKilograms: [Double] {
    guard let parts = hourlyParts({ $0.kilograms }) else { return [] }
    return (activity.traffic?.hours ?? []).map { parts.fixed + parts.each * $0 }
  }

  /// What an hour costs whatever is asked, and what a request costs itself; nothing where no log
  /// tells the hours, or dynamic and idle energy are not apart. The log is that of one repetition.
  private func hourlyParts(_ value: (Total) -> Double?) -> (fixed: Double, each: Double)? {
    let hours = activity.traffic?.hours ?? []
    let served = hours.reduce(0, +)
    guard let idle = idleShare, served > 0, served.isFinite else { return nil }
    var parts: (fixed: Double, each: Double)?
    for process in processes {
      guard let all = value(total(process)) else { continue }
      let once = all / Self.repetitions(activity)
      let use = useShare(process, idle: idle)
      let (fixed, each) = parts ?? (0, 0)
      parts = (
        fixed + once * (1 - use) / Double(hours.count), each + once * use / served
      )
    }
    return parts
  }

  /// The share of a process that goes by use.
  private func useShare(_ process: Process, idle: Double) -> Double {
    switch process {
    case .dynamic, .network: 1
    case .infrastructure: 1 - idle
    case .idle, .embodied, .endOfLife, .undivided: 0
    }
  }
}
