public import Quantities

/// An intermediate result with a name: a named value of the study, or a step of a rule.
public final class Definition: Hashable, Sendable {
  /// What it is called in a derivation: `gpu_time`, `energy`.
  public let name: String
  /// What it stands for.
  public let term: Term
  /// The place in the study by names, where an estimate was written behind the expression there.
  public let place: String
  /// What it measures.
  public let dimension: Dimension
  /// Where it was written, or the rule that made it.
  public let origin: Origin
  /// How it came to be known; nothing where its parts say so.
  public let status: Status?
  /// How far the whole may lie from its figure, where that was written behind an expression.
  public let estimate: Estimate?
  /// What the whole can be where it stands, such as 0 to 1 for a share; nothing for no more than
  /// its sign.
  public let limits: Limits
  /// The keys of the sources of the whole, beside those of its parts.
  public let sources: [String]
  /// What else is to be said of it.
  public let note: String?
  /// Its value, in base units.
  public let value: Double
  /// How far its term goes.
  let extent: TermExtent

  /// A name for a term.
  public init(
    _ name: String, _ term: Term, _ dimension: Dimension, origin: Origin, status: Status? = nil,
    estimate: Estimate? = nil, limits: Limits = .open, place: String = "",
    sources: [String] = [], note: String? = nil
  ) {
    self.name = name
    self.term = term
    self.dimension = dimension
    self.origin = origin
    self.status = status
    self.estimate = estimate
    self.limits = limits
    self.place = place
    self.sources = sources
    self.note = note
    value = term.value
    extent = term.extent
  }

  /// The whole as one parameter, where a spread was written behind its expression: the spread is
  /// that of the whole, whatever its parts are.
  public var parameter: Parameter? {
    guard let estimate else { return nil }
    let unit = Unit(parsing: dimension.usualUnit) ?? .one
    var whole = Parameter(
      identity: place.isEmpty ? name : place, name: name, value: value, unit: unit,
      digits: plain(unit.fromBase(value)), status: status ?? .modelled, estimate: estimate,
      origin: origin, sources: sources, note: note)
    whole.isPart = false
    whole.limits = limits
    return whole
  }

  /// The same with another term, or other limits.
  public func with(term: Term, limits: Limits) -> Definition {
    Definition(
      name, term, dimension, origin: origin, status: status, estimate: estimate, limits: limits,
      place: place, sources: sources, note: note)
  }

  /// Equal when name, term and origin are.
  public static func == (left: Definition, right: Definition) -> Bool {
    left === right
      || (left.name == right.name && left.origin == right.origin && left.term == right.term
        && left.estimate == right.estimate)
  }

  /// Hashes the name and the value.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(value)
  }
}
