import Factors
import Formulas
import Inventories
import Quantities
import Studies

/// How the dynamic figure of a study came about, as far as it can be told: two that differ in this
/// are not to be compared.
///
/// Device-time × rated power is an upper bound that holds the idle draw (Luccioni et al. 2023,
/// section 4.2); a meter at the accelerators leaves out the machines around them, a quarter of the
/// whole on one GPU (Dodge et al. 2022, Table 1).
public struct DynamicKind: Hashable, Sendable {
  /// Where the energy comes from.
  public enum Basis: Sendable {
    /// Device-time × the power of the whole device.
    case power
    /// Device-time × the power above the idle draw.
    case powerAboveIdle
    /// A meter or a log.
    case meter
    /// The study does not say.
    case unknown
  }

  /// What is counted.
  public enum Reach: Sendable {
    /// Accelerators alone.
    case accelerators
    /// The machines with them.
    case machines
    /// The study does not say.
    case unknown
  }

  /// Where the energy comes from.
  public var basis: Basis
  /// What is counted.
  public var reach: Reach

  /// The kind in words: `device-time × power, of accelerators alone`.
  public var words: String {
    let start =
      switch basis {
      case .power: "device-time × power, idle draw inside"
      case .powerAboveIdle: "device-time × power above idle"
      case .meter: "metered"
      case .unknown: "as stated"
      }
    return switch reach {
    case .accelerators: "\(start), accelerators alone"
    case .machines: "\(start), whole machines"
    case .unknown: start
    }
  }

  /// Whether two are known to differ.
  public func isUnlike(_ other: DynamicKind) -> Bool {
    basis != other.basis && basis != .unknown && other.basis != .unknown
      || reach != other.reach && reach != .unknown && other.reach != .unknown
  }
}

extension Ledger {
  /// The kinds of the dynamic lines, each once, in their order.
  public var dynamicKinds: [DynamicKind] {
    var kinds: [DynamicKind] = []
    for activity in inventory.activities {
      let lines = lines(ofActivity: activity.id).filter {
        $0.process == .dynamic && ($0.energy?.value ?? .zero) > .zero
      }
      let reach = activity.reach(of: lines)
      for line in lines {
        let kind = DynamicKind(basis: activity.basis(of: line), reach: reach)
        if !kinds.contains(kind) { kinds.append(kind) }
      }
    }
    return kinds
  }
}

extension ResolvedActivity {
  fileprivate func basis(of line: Line) -> DynamicKind.Basis {
    if line.rule == DynamicFromBusyTime.entry.id {
      return line.note == nil ? .powerAboveIdle : .power
    }
    if line.status == .measured { return .meter }
    guard line.rule == DynamicStated.entry.id else {
      return line.rule == RestOfMeter.entry.id ? .meter : .unknown
    }
    let figure = activity.energy.first { $0.key == .dynamic }
    let isRated = figure.map { ActivityBook(self).isRatedPower($0.energy.formula) } ?? false
    return isRated ? .power : .unknown
  }

  /// What the dynamic lines count: by the equipment that has one of its own, or else by all that has
  /// a power.
  fileprivate func reach(of lines: [Line]) -> DynamicKind.Reach {
    let metered = activity.energy.contains { $0.key == .it || $0.key == .facility }
    let isWhole = lines.contains { $0.item == nil && $0.rule == RestOfMeter.entry.id }
    if metered, isWhole { return .machines }
    let counted = holdings.filter { holding in
      lines.contains { $0.item == holding.item }
        || lines.contains { $0.item == nil } && holding.equipment.power != nil
    }
    guard !counted.isEmpty else { return .unknown }
    if counted.allSatisfy({ $0.equipment.kind == .accelerator }) {
      let isTold = lines.allSatisfy { $0.item != nil || basis(of: $0) == .power }
      return isTold ? .accelerators : .unknown
    }
    let hasCard = counted.contains { $0.equipment.kind == .accelerator }
    let hasOther = counted.contains { $0.equipment.kind != .accelerator }
    return counted.contains { $0.equipment.kind == .server } || hasCard && hasOther
      ? .machines : .unknown
  }
}
