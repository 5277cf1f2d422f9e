import Formulas
import Inventories
public import Quantities
public import Studies

/// The Software Carbon Intensity of ISO/IEC 21031:2024: (E × I + M) per R.
///
/// E is the operational energy of all hardware reserved, I its location-based intensity, M the
/// embodied emissions by the time reserved: TE × (TiR / EL) × (RR / ToR), without utilization. R is
/// the functional unit, which the study or the user declares. Market-based intensities and offsets
/// never enter.
public struct SoftwareCarbonIntensity: Sendable {
  /// R: the unit, and how many of it were delivered.
  public let unit: Unit
  /// How many of the unit were delivered.
  public let count: Double
  /// E, in kWh; nothing where it is not known.
  public let kilowattHours: Double?
  /// E × I, in kgCO2e.
  public let operational: Double?
  /// M, in kgCO2e.
  public let embodied: Double?
  /// The processes that are not, or not wholly, in it.
  public let missing: [Process]
  /// The activities in it.
  public let included: [Activity]
  /// The activities left out of it.
  public let leftOut: [Activity]
  /// Whether a part of M is emissions as the study states them.
  public let statesEmbodied: Bool

  /// I, in gCO2e/kWh: the mean over all of E; nothing where energy or emissions are not whole.
  public var intensity: Double? {
    guard let kilowattHours, let operational, kilowattHours > 0 else { return nil }
    return operational * 1000 / kilowattHours
  }

  /// The score in kgCO2e by unit; nothing where nothing is known.
  public var kilograms: Double? {
    guard operational != nil || embodied != nil else { return nil }
    return ((operational ?? 0) + (embodied ?? 0)) / count
  }

  /// Whether nothing is missing.
  public var isComplete: Bool { missing.isEmpty }
}

extension Ledger {
  /// The Software Carbon Intensity per a functional unit; nothing where none of it is delivered.
  ///
  /// - Parameter training: whether all activities are in it, or only those that serve: the stage
  ///   `inference`, and what delivers the unit.
  public func softwareCarbonIntensity(
    per unit: Unit, training: Bool
  ) -> SoftwareCarbonIntensity? {
    func serves(_ activity: Activity) -> Bool {
      activity.stage == "inference"
        || activity.deliveries.contains { $0.unit.unit.dimension == unit.dimension }
    }
    let meant = inventory.activities.filter { training || serves($0.activity) }
    guard let count = delivered(unit, by: serves)?.count ?? time(unit, meant) else { return nil }
    var lines: [Line] = []
    var missing: ProcessSet = []
    var embodied: Double?
    var statesEmbodied = false
    for activity in meant {
      let operational = total(activity: activity.id, .operational)
      lines += operational.lines
      missing.formUnion(ProcessSet(operational.missing))
      let making = embodiedByReservation(activity)
      if let mass = making.kilograms { embodied = (embodied ?? 0) + mass }
      statesEmbodied = statesEmbodied || making.isStated
      if !making.isWhole { missing.insert(.embodied) }
    }
    let sum = Total(lines: lines, missing: [])
    return SoftwareCarbonIntensity(
      unit: unit, count: count,
      kilowattHours: lines.allSatisfy { $0.energy != nil } ? sum.kilowattHours : nil,
      operational: sum.kilograms, embodied: embodied, missing: missing.sorted(),
      included: meant.map(\.activity),
      leftOut: study.activities.filter { activity in
        !meant.contains { $0.id == activity.id }
      }, statesEmbodied: statesEmbodied)
  }

  /// The time that services ran, where R is a time and nothing delivers one.
  private func time(_ unit: Unit, _ activities: [ResolvedActivity]) -> Double? {
    guard unit.dimension == .time else { return nil }
    var found: Double?
    for activity in activities where activity.activity.stage == "inference" {
      guard let duration = activity.activity.duration?.formula.value.base, duration > 0 else {
        continue
      }
      let whole = duration * (activity.activity.repetition?.formula.value.base ?? 1)
      if let known = found, known != whole { return nil }
      found = whole
    }
    return found.map(unit.fromBase)
  }

  private struct Making {
    var kilograms: Double?
    var isWhole: Bool
    var isStated = false
  }

  /// Embodied figure × device-time held / lifetime, or as it is stated.
  private func embodiedByReservation(_ activity: ResolvedActivity) -> Making {
    let whole = total(activity: activity.id, .full)
    let isInside = whole.lines.contains {
      $0.process == .undivided && $0.covers.contains(.embodied)
    }
    var making = Making(isWhole: !whole.missing.contains(.embodied) && !isInside)
    let repetitions = activity.activity.repetition?.formula.value.base ?? 1
    for line in whole.lines where line.process == .embodied {
      let mass: Double?
      if line.rule == EmbodiedByAmortization.entry.id {
        let holding = activity.holdings.first { $0.item == line.item }
        mass = holding.flatMap { holding in
          holding.equipment.embodied.flatMap { figure in
            holding.equipment.lifetime.map { lifetime in
              figure.value.kilograms * (holding.held.value / lifetime.value) * repetitions
            }
          }
        }
      } else {
        mass = line.mass?.value.kilograms
        making.isStated = true
      }
      if let mass { making.kilograms = (making.kilograms ?? 0) + mass }
    }
    return making
  }
}
