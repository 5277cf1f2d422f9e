public import Diagnostics
public import Quantities

/// Where a value comes from.
public enum Origin: Hashable, Sendable {
  /// A place in the study, or in what `--set` said.
  case study(Span)
  /// A row of the catalogue: its id, figure, year and method, the file and the line.
  case catalogue(row: String, place: String)
  /// A rule: the value is computed, or assumed by it.
  case rule(String)
}

/// A value that formulas are built from, with all that is known about it.
///
/// Two parameters of one `identity` are the same parameter: the grid intensity in ten lines is
/// drawn once a sample, and so it is across the studies of one run.
public struct Parameter: Hashable, Sendable {
  /// A catalogue row, or a place in the study by names.
  public var place: String
  /// How the identity is told: the place alone, the place with the text of the whole value, or
  /// with that of a part of it.
  var kind: Kind

  enum Kind: Hashable, Sendable { case place, whole, part }

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

  /// What it is called in a derivation: `gpu_time`, `lifetime of gpu`; nothing for a literal in
  /// the midst of an expression.
  public var name: String?
  /// The figure, in base units.
  public var value: Double
  /// The unit in which it was given.
  public var unit: Unit
  /// The number as it was given, without grouping and unit: `1082990`, `3.14e23`.
  public var digits: String
  /// How it came to be known.
  public var status: Status
  /// How far it may lie from its figure; nothing for a point.
  public var estimate: Estimate?
  /// Where it comes from.
  public var origin: Origin
  /// The keys of its sources, or a source in words.
  public var sources: [String]
  /// What else is to be said of it.
  public var note: String?

  /// A value with all that is known about it.
  public init(
    identity: String, name: String? = nil, value: Double, unit: Unit, digits: String,
    status: Status, estimate: Estimate? = nil, origin: Origin, sources: [String] = [],
    note: String? = nil
  ) {
    place = identity
    kind = .place
    self.name = name
    self.value = value
    self.unit = unit
    self.digits = digits
    self.status = status
    self.estimate = estimate
    self.origin = origin
    self.sources = sources
    self.note = note
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
