/// What is written about a rule: its documentation, its manual entry and the answer of
/// `cradle explain RULE` are all made of this.
public struct RuleEntry: Hashable, Sendable {
  /// Its name on a line: `embodied-amortization`.
  public let id: String
  /// What it does, in a few words.
  public let title: String
  /// Its formula, in words and signs.
  public let formula: String
  /// When it applies.
  public let applies: String
  /// What else there is to know: choices, pitfalls.
  public let about: String
  /// The source of the formula: key and place.
  public let sources: [(key: String, place: String)]

  /// Equal when the names are.
  public static func == (left: RuleEntry, right: RuleEntry) -> Bool { left.id == right.id }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A rule of the book: it posts what it can to an activity's book, and never touches what is
/// posted already.
protocol Rule: Sendable {
  /// What is written about it.
  static var entry: RuleEntry { get }
  /// Posts what it can.
  static func apply(to book: inout ActivityBook)
}

/// The rules of the book.
public enum Rules {
  /// In the order in which they are applied: what was stated or metered comes before what is
  /// modelled.
  static var all: [any Rule.Type] {
    [
      StatedEmissions.self, DynamicStated.self, IdleStated.self, NetworkStated.self,
      InfrastructureMetered.self, EnergyByFit.self, DynamicByRequest.self,
      DynamicByToken.self,
      FacilityDivided.self, RestOfMeter.self, IdleFromHeldTime.self, DynamicFromOperations.self,
      DynamicFromBusyTime.self, InfrastructureFromPUE.self, EmbodiedByAmortization.self,
    ]
  }

  /// What is written about each; then the models of embodied figures, and figures per functional
  /// unit.
  public static var entries: [RuleEntry] {
    all.map { $0.entry } + EmbodiedModels.entries + [PerFunctionalUnit.entry]
  }
}
