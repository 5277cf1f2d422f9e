public import Diagnostics
public import Formulas
public import Quantities

/// A line of the ledger: the emissions of one process of one activity, or of one item in it.
///
/// Totals hand lines around, so that they are references; they never change.
public final class Line: Sendable {
  /// `training/bloom-176b/embodied/node`; ids are unique in a ledger.
  public let id: String
  /// The stage of its activity.
  public let stage: String
  /// The name of its activity.
  public let activity: String
  /// What it is made of.
  public let process: Process
  /// The equipment it belongs to; nothing for all of the activity's.
  public let item: String?
  /// For an undivided line, the processes that it covers; else its own.
  public let covers: ProcessSet
  /// Its emissions, location-based; nothing where no intensity is known.
  public let mass: Formula<Mass>?
  /// Its emissions by the market-based intensity, where the site states one.
  public let marketMass: Formula<Mass>?
  /// Its energy; nothing for what is not energy.
  public let energy: Formula<Energy>?
  /// The rule that made it.
  public let rule: String
  /// How its figure came to be known.
  public let status: Status
  /// What is to be said of it.
  public let note: String?

  /// A line.
  init(
    id: String,
    stage: String,
    activity: String,
    process: Process,
    item: String?,
    covers: ProcessSet,
    mass: Formula<Mass>?,
    marketMass: Formula<Mass>?,
    energy: Formula<Energy>?,
    rule: String,
    status: Status,
    note: String?
  ) {
    self.id = id
    self.stage = stage
    self.activity = activity
    self.process = process
    self.item = item
    self.covers = covers
    self.mass = mass
    self.marketMass = marketMass
    self.energy = energy
    self.rule = rule
    self.status = status
    self.note = note
  }

  /// The keys of the sources of its figures; its emissions hold its energy.
  public var sources: [String] { (mass?.term ?? energy?.term)?.sources ?? [] }
}

/// A figure that is not there: named, never zero.
public struct Gap: Hashable, Sendable {
  /// `training/bloom-176b/network`.
  public var id: String
  /// What is missing.
  public var process: Process
  /// Where.
  public var activity: String
  /// Of which equipment; nothing for all of it.
  public var item: String?
  /// Why.
  public var why: String
  /// Where the activity stands in the study.
  public var span: Span

  /// Whether a total of a boundary that holds the process is incomplete without it; what no study
  /// states today, network and end of life, is listed and leaves totals complete.
  public var leavesIncomplete: Bool { process != .network && process != .endOfLife }
}
