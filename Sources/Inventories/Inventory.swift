public import Diagnostics
public import Factors
public import Formulas
public import Quantities
public import Studies

/// A study with its names resolved and its gaps filled from the catalogue; every value says how it
/// came to be known.
public struct Inventory: Sendable {
  /// The study as it was written.
  public let study: Study
  /// Its activities.
  public let activities: [ResolvedActivity]
  /// The catalogue that filled the gaps.
  public let catalogue: FactorCatalog

  /// A study with its gaps filled.
  public init(study: Study, activities: [ResolvedActivity], catalogue: FactorCatalog) {
    self.study = study
    self.activities = activities
    self.catalogue = catalogue
  }

  /// The version of the catalogue that filled the gaps.
  public var catalogueVersion: String { catalogue.version }

  /// The version of the bundled catalogue below those of the user's own.
  public var baseVersion: String { catalogue.baseVersion }
}

/// A site with what is known of it.
public struct ResolvedSite: Sendable {
  /// Its name in the study.
  public var id: String
  /// Its name for people.
  public var name: String
  /// The location-based carbon intensity of its electricity.
  public var intensity: Formula<Intensity>?
  /// `average` or `marginal`.
  public var basis: String
  /// `direct`, `life-cycle`, or nothing where the study does not say.
  public var scope: String?
  /// The market-based intensity.
  public var market: Formula<Intensity>?
  /// Facility energy over equipment energy.
  public var pue: Formula<Ratio>?
  /// Where the study states the PUE, if it does.
  public var puePlace: Span?
}

/// A kind of equipment with what is known of it.
public struct ResolvedEquipment: Sendable {
  /// Its name in the study, or its id in the catalogue.
  public var id: String
  /// Its name for people.
  public var name: String
  /// What the catalogue says it is; nothing for what only the study knows.
  public var kind: EntryKind?
  /// The mean draw of the whole device at work, idle included.
  public var power: Formula<Power>?
  /// The draw without work.
  public var idle: Formula<Power>?
  /// Emissions of its making.
  public var embodied: Formula<Mass>?
  /// How long it is used before it is replaced; an assumption where nobody says.
  public var lifetime: Formula<Duration>?
  /// The share of its life in which somebody holds it; an assumption where nobody says.
  public var utilization: Formula<Ratio>?
  /// What is held whenever it is held, with its number.
  public var parts: [Part] = []
  /// What its own figures hold already.
  public var includes: [String] = []
  /// The entry of the catalogue that it is, or is like; nothing where only the study knows it.
  public var catalogueID: String?
  /// The rows behind figures of that entry which several rows tell, until it is held.
  var disputed: [FactorRow] = []
  /// How many accelerators the catalogue says that its embodied figure holds; nothing for none.
  public var accelerators: Formula<Ratio>?

  /// Equipment that is held with other equipment.
  public struct Part: Sendable {
    /// Its name.
    public var equipment: String
    /// How many of it there are for each.
    public var count: Formula<Ratio>
  }
}

/// Equipment held for an activity.
public struct ResolvedHolding: Sendable {
  /// The name under which its lines stand: that of its equipment.
  public var item: String
  /// What it is.
  public var equipment: ResolvedEquipment
  /// Device-time held.
  public var held: Formula<Duration>
  /// Device-time at work.
  public var busy: Formula<Duration>
  /// Whether it is at work for all the time it is held.
  public var isAlwaysBusy: Bool
  /// The share of its power that it draws at work; nothing for all of it.
  public var load: Formula<Ratio>?
  /// Energy metered at it.
  public var energy: [EnergyFigure]
}

/// An activity with what is known of it.
public struct ResolvedActivity: Sendable {
  /// The activity as it was written.
  public var activity: Activity
  /// Where it was done.
  public var site: ResolvedSite?
  /// What was held for it, parts included.
  public var holdings: [ResolvedHolding]

  /// `training/bloom-176b`.
  public var id: String { activity.id }
}
