import Formulas
import Quantities
import Studies

/// A service under another load, with another number of replicas or in other batches: idle energy
/// and embodied emissions as its equipment is held, dynamic energy and transfer as it is used,
/// infrastructure in proportion to the energy of the equipment.
public struct WhatIf: Sendable {
  /// Traffic, as a multiple of what it was.
  public let load: Double
  /// How many times the equipment is held.
  public let replicas: Double
  /// How many answers are generated at once, as a multiple of what it was.
  public let batch: Double
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
  /// Half, the same and twice the load, a replica less and more, and half and twice the batch where
  /// the energy model tells what is generated; empty where dynamic and idle energy are not apart, so
  /// that nothing tells what follows use.
  public var whatIfs: [WhatIf] {
    guard idleShare != nil, let unit = units.first,
      !total.lines.contains(where: { $0.process == .undivided })
    else { return [] }
    let replicas = activity.replicas?.formula.value.base ?? 1
    var cases: [(Double, Double)] = [(0.5, replicas), (1, replicas), (2, replicas)]
    if replicas > 1 { cases.append((1, replicas - 1)) }
    cases.append((1, replicas + 1))
    var found = cases.map { whatIf(load: $0.0, replicas: $0.1, from: replicas, batch: 1, unit) }
    if let generation, generation.share > 0 {
      for batch in [0.5, 2] {
        found.append(whatIf(load: 1, replicas: replicas, from: replicas, batch: batch, unit))
      }
    }
    return found
  }

  private func whatIf(
    load: Double, replicas: Double, from held: Double, batch: Double, _ unit: Unit
  ) -> WhatIf {
    let fleet = replicas / held
    let use = load * (generation?.factor(batch) ?? 1)
    func sum(_ value: (Total) -> Double?) -> Double? {
      var sum: Double?
      for process in processes {
        guard let part = value(total(process)) else { continue }
        sum = (sum ?? 0) + part * factor(process, load: load, use: use, fleet: fleet)
      }
      return sum
    }
    let busy = max(
      (operationsShare ?? 0) * load * (generation?.busyFactor(batch) ?? 1),
      (statedBusyShare ?? 0) * load)
    let isBeyond = busy / fleet > 1 + 1e-9
    let dynamic = (total(.dynamic).kilowattHours ?? 0) * use
    let idle = (total(.idle).kilowattHours ?? 0) * fleet
    return WhatIf(
      load: load, replicas: replicas, batch: batch,
      kilowattHours: isBeyond ? nil : sum { $0.kilowattHours },
      kilograms: isBeyond ? nil : sum { $0.kilograms },
      idleShare: isBeyond || dynamic + idle <= 0 ? nil : idle / (dynamic + idle),
      count: unit.count * load, isBeyondHeld: isBeyond)
  }

  /// How a process follows load, use and fleet.
  private func factor(_ process: Process, load: Double, use: Double, fleet: Double) -> Double {
    switch process {
    case .dynamic: use
    case .network: load
    case .infrastructure:
      (idleShare ?? 0) * fleet + (1 - (idleShare ?? 0)) * use
    case .idle, .embodied, .endOfLife, .undivided: fleet
    }
  }

  /// The share of the time held in which the equipment that does the operations works.
  private var operationsShare: Double? { DynamicFromOperations.busyShare(of: resolved) }

  /// The largest share of the time held in which equipment works, where the study states it, or
  /// where it works all the time and its dynamic energy comes of that.
  private var statedBusyShare: Double? {
    var share: Double?
    for holding in activity.holdings {
      let own: Double
      switch holding.busy {
      case .share(let stated): own = stated.formula.value.base
      case .time(let time): own = time.formula.value / holding.held.formula.value
      case nil:
        guard follows(busyTimeOf: holding) else { continue }
        own = 1
      }
      if own.isFinite { share = max(share ?? 0, own) }
    }
    return share
  }

  /// Whether the dynamic energy of equipment is modelled from the time in which it is busy.
  private func follows(busyTimeOf holding: Holding) -> Bool {
    total(.dynamic).lines.contains {
      $0.rule == DynamicFromBusyTime.entry.id && $0.item == holding.equipment.name
    }
  }
}
