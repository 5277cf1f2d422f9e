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
    let served = hours.reduce(0, +)
    guard let idle = idleShare, served > 0, served.isFinite else { return [] }
    var found: [Hourly] = []
    for share in [0.05, 0.5, 0.95, 1] {
      let rank = Int((share * Double(hours.count)).rounded(.up))
      let count = hours[min(max(rank, 1), hours.count) - 1]
      func each(_ value: (Total) -> Double?) -> Double? {
        guard count > 0 else { return nil }
        var sum: Double?
        for process in processes {
          guard let part = value(total(process)) else { continue }
          let use = useShare(process, idle: idle)
          let own = part * use / served + part * (1 - use) / Double(hours.count) / count
          sum = (sum ?? 0) + own
        }
        return sum
      }
      found.append(
        Hourly(
          share: share, count: count, kilograms: each { $0.kilograms },
          kilowattHours: each { $0.kilowattHours }))
    }
    return found
  }

  /// Emissions of each hour that a log tells, in kgCO2e, by the same division; empty where they
  /// cannot be divided.
  public var hourlyKilograms: [Double] {
    let hours = activity.traffic?.hours ?? []
    let served = hours.reduce(0, +)
    guard let idle = idleShare, served > 0, served.isFinite, total.kilograms != nil else {
      return []
    }
    var each = 0.0
    var fixed = 0.0
    for process in processes {
      guard let part = self.total(process).kilograms else { continue }
      let use = useShare(process, idle: idle)
      each += part * use / served
      fixed += part * (1 - use) / Double(hours.count)
    }
    return hours.map { fixed + each * $0 }
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
