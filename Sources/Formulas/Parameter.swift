public import Diagnostics
public import Quantities

/// Where a value comes from.
public enum Origin: Hashable, Sendable {
  /// A place in the study, or in what `--set` said.
  case study(Span)
  /// A row of the catalogue: its id, figure, year and method, the file and the line.
  case catalogue(row: String, place: CataloguePlace)
  /// A rule: the value is computed, or assumed by it.
  case rule(String)
}

/// Where a row of the catalogue stands; its line is counted only when somebody asks.
public struct CataloguePlace: Hashable, Sendable {
  private let tell: @Sendable () -> String
  /// Whether it is in a catalogue of the user's own.
  public let isOwn: Bool

  /// A place that is told when it is asked for.
  public init(isOwn: Bool = false, _ tell: @escaping @Sendable () -> String) {
    self.isOwn = isOwn
    self.tell = tell
  }

  /// `Data/factors/grids.csv:12`.
  public var text: String { tell() }

  /// Any two are equal; the row beside them tells which is meant.
  public static func == (left: CataloguePlace, right: CataloguePlace) -> Bool { true }

  /// Nothing to hash.
  public func hash(into hasher: inout Hasher) {}
}

/// A value that formulas are built from, with all that is known about it.
///
/// Two parameters of one `identity` are the same parameter: the grid intensity in ten lines is
/// drawn once a sample, and so it is across the studies of one run.
///
/// What is known of it stands behind one reference, copied when it is changed: formulas hand
/// parameters around by the thousand.
public struct Parameter: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case place, whole, part }

  /// All that is known of a parameter.
  struct Contents: Hashable, Sendable {
    var place: String
    var kind: Kind
    var name: String?
    var value: Double
    var unit: Unit
    var digits: String
    var status: Status
    var estimate: Estimate?
    var limits: Limits
    var spread: Spread?
    var origin: Origin
    var sources: [String]
    var note: String?
  }

  private final class Storage: Sendable {
    let contents: Contents
    init(_ contents: Contents) { self.contents = contents }
  }

  private var storage: Storage

  private var contents: Contents {
    get { storage.contents }
    set { storage = Storage(newValue) }
  }

  /// Equal when all that is known of them is.
  public static func == (left: Parameter, right: Parameter) -> Bool {
    left.storage === right.storage || left.contents == right.contents
  }

  /// Hashes the place and the value.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(place)
    hasher.combine(value)
  }

  /// A catalogue row, or a place in the study by names.
  public var place: String {
    get { storage.contents.place }
    set { contents.place = newValue }
  }

  /// How the identity is told: the place alone, the place with the text of the whole value, or
  /// with that of a part of it.
  var kind: Kind {
    get { storage.contents.kind }
    set { contents.kind = newValue }
  }

  /// What it is called in a derivation: `gpu_time`, `lifetime of gpu`; nothing for a literal in
  /// the midst of an expression.
  public var name: String? {
    get { storage.contents.name }
    set { contents.name = newValue }
  }

  /// The figure, in base units.
  public var value: Double {
    get { storage.contents.value }
    set { contents.value = newValue }
  }

  /// The unit in which it was given.
  public var unit: Unit {
    get { storage.contents.unit }
    set { contents.unit = newValue }
  }

  /// The number as it was given, without grouping and unit: `1082990`, `3.14e23`.
  public var digits: String {
    get { storage.contents.digits }
    set { contents.digits = newValue }
  }

  /// How it came to be known.
  public var status: Status {
    get { storage.contents.status }
    set { contents.status = newValue }
  }

  /// How far it may lie from its figure; nothing for a point.
  public var estimate: Estimate? {
    get { storage.contents.estimate }
    set { contents.estimate = newValue }
  }

  /// What it can be where it stands, such as 0 to 1 for a share, in base units; open where no
  /// more than its sign is known. An estimate that reaches beyond is cut off there.
  public var limits: Limits {
    get { storage.contents.limits }
    set { contents.limits = newValue }
  }

  /// What other sources tell of it, where it was picked among them and nobody said how.
  public var spread: Spread? {
    get { storage.contents.spread }
    set { contents.spread = newValue }
  }

  /// Where it comes from.
  public var origin: Origin {
    get { storage.contents.origin }
    set { contents.origin = newValue }
  }

  /// The keys of its sources, or a source in words.
  public var sources: [String] {
    get { storage.contents.sources }
    set { contents.sources = newValue }
  }

  /// What else is to be said of it.
  public var note: String? {
    get { storage.contents.note }
    set { contents.note = newValue }
  }

  /// Whether the value is a literal in the midst of an expression.
  var isPart: Bool {
    get { kind == .part }
    set { kind = newValue ? .part : .whole }
  }

  /// A catalogue row, a named value, or a place in the study by names, each with its text, to
  /// which its estimate belongs.
  public var identity: String {
    let spread = estimate.map { ", \($0.text(in: unit))" } ?? ""
    return switch kind {
    case .place: place
    case .whole: "\(place) = \(written)\(spread)"
    case .part: "\(place): \(written)\(spread)"
    }
  }

  /// Whether this is its identity, told without spelling it where its place differs.
  func hasIdentity(_ other: String) -> Bool {
    kind == .place ? place == other : other.hasPrefix(place) && other == identity
  }

  /// Whether another is the same parameter; their identities are spelt only where their places do
  /// not tell.
  public func isSame(as other: Parameter) -> Bool {
    if storage === other.storage { return true }
    if kind == other.kind, place != other.place { return false }
    return identity == other.identity
  }

  /// A value with all that is known about it.
  public init(
    identity: String, name: String? = nil, value: Double, unit: Unit, digits: String,
    status: Status, estimate: Estimate? = nil, origin: Origin, sources: [String] = [],
    note: String? = nil
  ) {
    storage = Storage(
      Contents(
        place: identity, kind: .place, name: name, value: value, unit: unit, digits: digits,
        status: status, estimate: estimate, limits: .open, spread: nil, origin: origin,
        sources: sources,
        note: note))
  }

  /// A literal in the midst of the expression at a place.
  init(
    place: String, value: Double, unit: Unit, digits: String, status: Status, origin: Origin,
    sources: [String] = [], note: String? = nil
  ) {
    self.init(
      identity: place, value: value, unit: unit, digits: digits, status: status, origin: origin,
      sources: sources, note: note)
    kind = .part
  }

  /// The value as it was given: `1082990 h`, `85 %`.
  public var written: String { unit.symbol.isEmpty ? digits : "\(digits) \(unit.symbol)" }
}
