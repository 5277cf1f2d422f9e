public import Quantities
import Studies

/// Making and serving in one study: how long serving takes to come to as much as all that was done
/// before it, and what a request comes to with its part of that.
///
/// Break-even as Luccioni, Jernite and Strubell have it (Power Hungry Processing, FAccT 2024, the
/// table of cost parity): (training + fine-tuning) / figure of an inference. Here it is told by
/// emissions, or by energy where those are not known.
public struct WholeLife: Sendable {
  /// One boundary of it.
  public struct Side: Sendable {
    /// The boundary.
    public let boundary: Boundary
    /// All that is not of the stage `inference`.
    public let making: Total
    /// All of the stage `inference`.
    public let serving: Total

    /// How many times over what was served has to be served until it equals the making; nothing
    /// where one of the two is not known.
    public var ratio: Double? {
      let masses = Self.ratio(making.kilograms, serving.kilograms)
      return masses ?? (isByEnergy ? Self.ratio(making.kilowattHours, serving.kilowattHours) : nil)
    }

    /// Whether it is told by energy, since emissions are not known.
    public var isByEnergy: Bool { making.kilograms == nil || serving.kilograms == nil }

    /// Whether nothing of the boundary is missing in either.
    public var isComplete: Bool {
      making.isComplete && serving.isComplete
    }

    private static func ratio(_ making: Double?, _ serving: Double?) -> Double? {
      guard let making, let serving, serving > 0, (making / serving).isFinite else { return nil }
      return making / serving
    }
  }

  /// Dynamic only, then a wider boundary.
  public let sides: [Side]
  /// What the services delivered, by unit.
  public let delivered: [PerUnit]
  /// How long they ran, where that is one time.
  public let duration: Quantity<Duration>?
}

extension Ledger {
  /// Making and serving, where the study has both and says what was delivered.
  public func wholeLife(_ boundary: Boundary = .full) -> WholeLife? {
    let activities = study.activities
    guard activities.contains(where: { $0.stage == "inference" }),
      activities.contains(where: { $0.stage != "inference" })
    else { return nil }
    var units: [PerUnit] = []
    for delivery in activities.filter({ $0.stage == "inference" }).flatMap(\.deliveries) {
      let unit = delivery.unit.unit
      guard unit.dimension.countedUnit != nil,
        !units.contains(where: { $0.unit.dimension == unit.dimension }),
        let per = delivered(unit, by: { $0.stage == "inference" })
      else { continue }
      units.append(per)
    }
    var durations: [Quantity<Duration>?] = []
    for service in services { durations.append(service.duration) }
    let isOne = durations.allSatisfy { $0 == durations.first }
    guard !units.isEmpty else { return nil }
    let boundaries: [Boundary] = boundary == .dynamic ? [.dynamic] : [.dynamic, boundary]
    return WholeLife(
      sides: boundaries.map(side), delivered: units,
      duration: isOne ? durations.first.flatMap { $0 } : nil)
  }

  private func side(_ boundary: Boundary) -> WholeLife.Side {
    func total(_ isMeant: (String) -> Bool) -> Total {
      self.total(
        of: lines.filter { isMeant($0.stage) }, processes: boundary.processes,
        gaps: gaps.filter { isMeant($0.id.hasPrefix("inference/") ? "inference" : "") })
    }
    return WholeLife.Side(
      boundary: boundary, making: total { $0 != "inference" },
      serving: total { $0 == "inference" })
  }
}
