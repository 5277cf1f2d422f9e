public import Diagnostics
public import Formulas
public import Quantities

/// Something that was done with equipment at a site: a training run, a service.
public struct Activity: Sendable {
  /// Its stage: `training`, `inference`, or a name of the user's.
  public let stage: String
  /// Its name.
  public let name: String
  /// Where the name stands.
  public var span: Span
  /// What else is said of it.
  public var note: String?
  /// The keys of its sources, where they differ from the study's.
  public var cite: [Reference] = []
  /// Where it was done.
  public var site: Reference?
  /// What was held for it.
  public var holdings: [Holding] = []
  /// Energy of all its equipment.
  public var energy: [EnergyFigure] = []
  /// Emissions, where a source gives only those.
  public var emissions: [EmissionFigure] = []
  /// How often it was done.
  public var repetition: Stated<Ratio>?
  /// What it delivered.
  public var deliveries: [Delivery] = []
  /// How long it ran: as stated, or as long as its equipment was held, or the time delivered.
  public var duration: Stated<Duration>?
  /// How many times its equipment was held.
  public var replicas: Stated<Ratio>?
  /// What it was asked for, of a service.
  public var traffic: Traffic?
  /// A model of its dynamic energy by use.
  public var use: EnergyByUse?
  /// Whether it has traffic, be it with mistakes.
  var hadTraffic = false

  /// An activity of which nothing is said yet.
  init(stage: String, name: String, span: Span) {
    self.stage = stage
    self.name = name
    self.span = span
    id = "\(slug(stage))/\(slug(name))"
  }

  /// `training/bloom-176b`.
  public let id: String
}

/// Equipment held for an activity.
public struct Holding: Sendable {
  /// The kind of equipment.
  public var equipment: Reference
  /// Device-time held, whether it worked or not.
  public var held: Stated<Duration>
  /// Whether it was given as a number of devices and a duration by the clock, of which `held` is the
  /// product.
  public var isCounted = false
  /// The part of it in which it worked; all of it where nothing is said.
  public var busy: Busy?
  /// The share of its power that it drew while busy.
  public var load: Stated<Ratio>?
  /// Energy metered at this equipment.
  public var energy: [EnergyFigure] = []
  /// The time over which its devices were held, where it is stated apart from their number.
  public var duration: Stated<Duration>?

  /// The part of the time held in which equipment worked.
  public enum Busy: Sendable {
    /// A share of it.
    case share(Stated<Ratio>)
    /// Device-time.
    case time(Stated<Duration>)
  }
}

/// What an energy figure covers: a process, or all behind a meter.
public enum EnergyKey: String, Hashable, Sendable, CaseIterable {
  /// What equipment draws while it works.
  case dynamic
  /// What it draws for being on and held.
  case idle
  /// Both, metered at the equipment.
  case it
  /// Cooling, power conversion, network and storage of the site.
  case infrastructure
  /// All of that, metered at the building.
  case facility
  /// Transfer beyond the site.
  case network
}

/// A stated energy.
public struct EnergyFigure: Sendable {
  /// What it covers.
  public var key: EnergyKey
  /// Where the key stands.
  public var keySpan: Span
  /// The energy.
  public var energy: Stated<Energy>
}

/// What a stated mass of emissions covers.
public enum EmissionKey: String, Hashable, Sendable, CaseIterable {
  /// As for energy.
  case dynamic, idle, it, infrastructure, facility, network
  /// Manufacturing.
  case embodied
  /// Everything.
  case full
}

/// A stated mass of emissions.
public struct EmissionFigure: Sendable {
  /// What it covers.
  public var key: EmissionKey
  /// Where the key stands.
  public var keySpan: Span
  /// The emissions.
  public var mass: Stated<Mass>
}

/// What an activity delivered: a number of requests, tokens, frames, or days of service.
public struct Delivery: Sendable {
  /// How much, in base units.
  public var term: Term
  /// In what unit.
  public var unit: FunctionalUnit
  /// Where it stands.
  public var span: Span
}

/// A unit that totals are divided by: a request, a token, a day.
public struct FunctionalUnit: Hashable, Sendable {
  /// The unit.
  public var unit: Unit

  /// A unit that totals are divided by.
  public init(_ unit: Unit) { self.unit = unit }
}

/// A published figure to compare with.
public struct Expectation: Sendable {
  /// The names whose sum it is, as written: `idle + infrastructure`.
  public var of: String
  /// Where they stand.
  public var span: Span
  /// The figure.
  public var figure: Reading
  /// Its text in the study: `24.69 tCO2e`.
  public var written: String
  /// Where the figure stands.
  public var figureSpan: Span
  /// The names whose share it is, where it is a percentage.
  public var shareOf: Reference?
  /// How far the computed figure may lie from it.
  public var within: Reading?
  /// Why it does not hold.
  public var but: String?
  /// Where it was published.
  public var place: String?
}
