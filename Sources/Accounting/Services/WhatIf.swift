import Formulas
import Quantities
import Studies

/// A service under another load, or with another number of replicas: idle energy and embodied
/// emissions as its equipment is held, dynamic energy and transfer as it is used, infrastructure in
/// proportion to the energy of the equipment.
public struct WhatIf: Sendable {
  /// Traffic, as a multiple of what it was.
  public let load: Double
  /// How many times the equipment is held.
  public let replicas: Double
  /// Energy in kWh; nothing where the equipment could not do the work.
  public let kilowattHours: Double?
  /// Emissions in kgCO2e; nothing where they are not known, or the equipment could not do the work.
  public let kilograms: Double?
  /// Idle energy as a share of the energy of the equipment.
  public let idleShare: Double?
  /// How many of the first unit of the service are delivered.
  public let count: Double
  /// Whether the equipment would have to be busy for longer than it is held.
  public let isBeyondHeld: Bool
}

extension Service {
  /// Half, the same and twice the load, and a replica less and more; empty where dynamic and idle
  /// energy are not apart, so that nothing tells what follows use.
  public var whatIfs: [WhatIf] {
    guard idleShare != nil, let unit = units.first,
      !total.lines.contains(where: { $0.process == .undivided })
    else { return [] }
    let replicas = activity.replicas?.formula.value.base ?? 1
    var cases: [(Double, Double)] = [(0.5, replicas), (1, replicas), (2, replicas)]
    if replicas > 1 { cases.append((1, replicas - 1)) }
    cases.append((1, replicas + 1))
    return cases.map { whatIf(load: $0.0, replicas: $0.1, from: replicas, unit) }
  }

  private func whatIf(
    load: Double, replicas: Double, from held: Double, _ unit: Unit
  ) -> WhatIf {
    let fleet = replicas / held
    func sum(_ value: (Total) -> Double?) -> Double? {
      var sum: Double?
      for process in processes {
        guard let part = value(total(process)) else { continue }
        sum = (sum ?? 0) + part * factor(process, load: load, fleet: fleet)
      }
      return sum
    }
    let isBeyond = (busyShare ?? 0) * load / fleet > 1 + 1e-9
    let dynamic = (total(.dynamic).kilowattHours ?? 0) * load
    let idle = (total(.idle).kilowattHours ?? 0) * fleet
    return WhatIf(
      load: load, replicas: replicas,
      kilowattHours: isBeyond ? nil : sum { $0.kilowattHours },
      kilograms: isBeyond ? nil : sum { $0.kilograms },
      idleShare: isBeyond || dynamic + idle <= 0 ? nil : idle / (dynamic + idle),
      count: unit.count * load, isBeyondHeld: isBeyond)
  }

  /// How a process follows load and fleet.
  private func factor(_ process: Process, load: Double, fleet: Double) -> Double {
    switch process {
    case .dynamic, .network: load
    case .infrastructure:
      (idleShare ?? 0) * fleet + (1 - (idleShare ?? 0)) * load
    case .idle, .embodied, .endOfLife, .undivided: fleet
    }
  }

  /// The largest share of the time held in which equipment works, where the study tells it.
  private var busyShare: Double? {
    var share = DynamicFromOperations.busyShare(of: resolved)
    for holding in activity.holdings {
      guard let busy = holding.busy else { continue }
      let own: Double
      switch busy {
      case .share(let stated): own = stated.formula.value.base
      case .time(let time): own = time.formula.value / holding.held.formula.value
      }
      if own.isFinite { share = max(share ?? 0, own) }
    }
    return share
  }
}
