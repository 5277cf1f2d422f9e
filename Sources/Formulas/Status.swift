/// How a value came to be known.
public enum Status: String, Hashable, Sendable, CaseIterable {
  /// By a meter or a log.
  case measured
  /// Written in the study.
  case stated
  /// Taken from the catalogue.
  case catalogue
  /// Computed by a rule from other values.
  case modelled
  /// A default; named, with its effect.
  case assumed
}
