import Diagnostics
import Formulas
import Inventories
import Quantities
import Studies

/// What the rules have posted for one activity so far.
struct ActivityBook {
  /// An entry on its way to becoming a line.
  struct Posting {
    var process: Process
    var item: String?
    var covers: ProcessSet
    var energy: Formula<Energy>?
    var mass: Formula<Mass>?
    var rule: String
    var status: Status
    var note: String?
  }

  let activity: ResolvedActivity
  var postings: [Posting] = []
  /// Processes that an undivided or stated figure of the whole activity covers.
  var gaps: [Gap] = []
  var diagnostics: [Diagnostic] = []
  /// Equipment energy of the whole activity, where a meter or a division of one gives it.
  var equipmentEnergy: Formula<Energy>?

  init(_ activity: ResolvedActivity) { self.activity = activity }

  /// A stated energy of the whole activity.
  func stated(_ key: EnergyKey) -> EnergyFigure? {
    activity.activity.energy.first { $0.key == key }
  }

  /// A stated mass of the whole activity.
  func statedMass(_ key: EmissionKey) -> EmissionFigure? {
    activity.activity.emissions.first { $0.key == key }
  }

  /// Whether a figure of the whole activity covers a process.
  func coversAll(_ process: Process) -> Bool {
    postings.contains { $0.item == nil && $0.covers.contains(process) }
  }

  /// Whether a process of an item is covered, by a figure of its own or of the whole activity.
  func covers(_ process: Process, of item: String) -> Bool {
    postings.contains { ($0.item == nil || $0.item == item) && $0.covers.contains(process) }
  }

  /// Whether a process is covered for all that is held.
  func coversEverywhere(_ process: Process) -> Bool {
    coversAll(process)
      || !activity.holdings.isEmpty
        && activity.holdings.allSatisfy { covers(process, of: $0.item) }
  }

  /// Posts an energy.
  mutating func post(
    _ process: Process, item: String? = nil, energy: Formula<Energy>, rule: String,
    status: Status, note: String? = nil
  ) {
    postings.append(
      Posting(
        process: process, item: item, covers: [process], energy: energy, mass: nil, rule: rule,
        status: status, note: note))
  }

  /// Posts an energy that covers several processes and cannot be divided.
  mutating func postUndivided(
    _ covers: ProcessSet, item: String? = nil, energy: Formula<Energy>, rule: String,
    status: Status
  ) {
    postings.append(
      Posting(
        process: .undivided, item: item, covers: covers, energy: energy, mass: nil, rule: rule,
        status: status, note: "covers \(covers.sorted().map(\.rawValue).joined(separator: ", "))"))
  }

  /// Posts a mass.
  mutating func post(
    _ process: Process, item: String? = nil, covers: ProcessSet? = nil, mass: Formula<Mass>,
    rule: String, status: Status, note: String? = nil
  ) {
    postings.append(
      Posting(
        process: process, item: item, covers: covers ?? [process], energy: nil, mass: mass,
        rule: rule, status: status, note: note))
  }

  /// Names a missing figure.
  mutating func gap(_ process: Process, item: String? = nil, _ why: String) {
    let id = "\(activity.id)/\(process.rawValue)" + (item.map { "/\($0)" } ?? "")
    gaps.append(
      Gap(
        id: id, process: process, activity: activity.activity.name, item: item, why: why,
        span: activity.activity.span))
  }
}

extension Formula {
  /// The status of a stated figure: that of its parameters where all agree, else `stated`.
  var statedStatus: Status {
    var common: Status?
    var isMixed = false
    term.forEachParameter {
      if let common, common != $0.status { isMixed = true }
      common = $0.status
    }
    if case .named(let definition) = term, let status = definition.status, status != .stated {
      return status
    }
    return isMixed ? .stated : common ?? .stated
  }
}
