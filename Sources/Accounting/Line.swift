public import Diagnostics
public import Formulas
public import Quantities

/// A line of the ledger: the emissions of one process of one activity, or of one item in it.
public struct Line: Sendable {
  /// `training/bloom-176b/embodied/node`; ids are unique in a ledger.
  public var id: String
  /// The stage of its activity.
  public var stage: String
  /// The name of its activity.
  public var activity: String
  /// What it is made of.
  public var process: Process
  /// The equipment it belongs to; nothing for all of the activity's.
  public var item: String?
  /// For an undivided line, the processes that it covers; else its own.
  public var covers: ProcessSet
  /// Its emissions, location-based; nothing where no intensity is known.
  public var mass: Formula<Mass>?
  /// Its emissions by the market-based intensity, where the site states one.
  public var marketMass: Formula<Mass>?
  /// Its energy; nothing for what is not energy.
  public var energy: Formula<Energy>?
  /// The rule that made it.
  public var rule: String
  /// How its figure came to be known.
  public var status: Status
  /// What is to be said of it.
  public var note: String?

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
