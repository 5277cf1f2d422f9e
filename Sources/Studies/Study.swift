public import Diagnostics
public import Formulas
public import Quantities

/// What the user wrote, typed; figures may be missing.
public struct Study: Sendable {
  /// The name of the study.
  public var name = ""
  /// What else is said of it.
  public var note: String?
  /// The keys of the sources that the study's own figures rest on.
  public var cite: [Reference] = []
  /// Sources that the study describes itself.
  public var sources: [StudySource] = []
  /// The catalogues that it names; nothing where it names none.
  public var catalogue: StudyCatalogue?
  /// The named values, in the order of the file.
  public var values: [NamedValue] = []
  /// The places where equipment stands.
  public var sites: [Site] = []
  /// The kinds of equipment.
  public var equipment: [Equipment] = []
  /// What was done.
  public var activities: [Activity] = []
  /// The units that totals are divided by.
  public var functionalUnits: [FunctionalUnit] = []
  /// Published figures to compare with.
  public var expectations: [Expectation] = []

  /// An empty study.
  public init() {}

  /// What is delivered by the activities, each kind of unit once, as it is written first.
  public var deliveredUnits: [FunctionalUnit] {
    var units: [FunctionalUnit] = []
    for activity in activities {
      for delivery in activity.deliveries
      where !units.contains(where: { $0.unit.dimension == delivery.unit.unit.dimension }) {
        units.append(delivery.unit)
      }
    }
    return units
  }
}

/// A source that the study describes itself.
public struct StudySource: Sendable {
  /// Its key.
  public var key: String
  /// Where the key stands.
  public var span: Span
  /// What the study says of it, in the order of the file: `title`, `author`, `year`, `url` …
  public var fields: [(name: String, text: String)]
}

/// What a study says of the catalogue that fills its gaps.
public struct StudyCatalogue: Sendable {
  /// The version of the bundled catalogue that it was made with.
  public var version: Reference?
  /// Catalogues of its own, paths relative to the study's folder; the last one wins.
  public var files: [Reference] = []

  /// What a study says of its catalogue.
  public init(version: Reference? = nil, files: [Reference] = []) {
    self.version = version
    self.files = files
  }
}

/// A quantity with a name of its own.
public struct NamedValue: Sendable {
  /// The name.
  public var name: String
  /// What it is.
  public var reading: Reading
  /// Where the name stands.
  public var span: Span
}

/// A place where equipment stands and draws power.
public struct Site: Sendable {
  /// Its name in the study.
  public var id: String
  /// Where that stands.
  public var span: Span
  /// Its name for people.
  public var name: String?
  /// The carbon intensity of its electricity, location-based.
  public var grid: Grid?
  /// A market-based carbon intensity beside it.
  public var market: Stated<Intensity>?
  /// Facility energy over equipment energy.
  public var pue: Stated<Ratio>?
  /// Which PUE of its region is meant, where the study picks one.
  public var puePick: FactorPick?
  /// A cloud region that fills grid and PUE.
  public var region: Region?

  /// The carbon intensity of a site: stated, or that of a zone.
  public struct Grid: Sendable {
    /// Where it comes from.
    public enum Choice: Sendable {
      /// An intensity.
      case stated(Stated<Intensity>)
      /// A zone of the catalogue.
      case zone(Reference)
      /// That of the site's region.
      case region(Span)
    }
    /// Where it comes from.
    public var choice: Choice
    /// The year asked for.
    public var year: Int?
    /// Average or marginal.
    public var basis: String?
    /// Direct or life-cycle.
    public var scope: String?
    /// The source asked for, where the catalogue tells several.
    public var source: String?
    /// The rows of the zone or the region that it may be; the keys above then say which of them is
    /// printed.
    public var among: RowChoices?
  }

  /// A region of a cloud provider.
  public struct Region: Sendable {
    /// The provider: `gcp`.
    public var provider: String
    /// The region: `us-central1`.
    public var id: String
    /// Where it stands.
    public var span: Span
  }
}

/// A kind of equipment.
public struct Equipment: Sendable {
  /// Its name in the study.
  public var id: String
  /// Where that stands.
  public var span: Span
  /// What it is like: another entry, or an entry of the catalogue.
  public var base: Reference?
  /// Its name for people.
  public var name: String?
  /// The mean draw of the whole device at work, idle included.
  public var power: Stated<Power>?
  /// The draw without work.
  public var idle: Stated<Power>?
  /// Emissions of its making.
  public var embodied: Stated<Mass>?
  /// How the emissions of its making are modelled, where the study asks for that.
  public var embodiedModel: EmbodiedModel?
  /// Which rows of the catalogue are meant, where the study picks among them.
  public var picks: [FactorPick] = []
  /// How long it is used before it is replaced.
  public var lifetime: Stated<Duration>?
  /// The share of its life in which somebody holds it.
  public var utilization: Stated<Ratio>?
  /// What is held whenever it is held.
  public var parts: [Part] = []
  /// What its own figures hold already.
  public var includes: [Part] = []

  /// A number of devices of another kind.
  public struct Part: Sendable {
    /// The other kind.
    public var equipment: Reference
    /// How many.
    public var count: Stated<Ratio>
  }
}
