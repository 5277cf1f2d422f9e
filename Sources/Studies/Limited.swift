import Formulas

extension Bounds {
  /// What a quantity within these bounds can be.
  fileprivate var limits: Limits {
    switch self {
    case .notNegative, .positive: Limits(low: 0)
    case .share, .positiveShare: Limits(low: 0, high: 1)
    case .oneOrMore: Limits(low: 1)
    }
  }
}

extension Term {
  /// The same term, whose uncertain value, where it is one, is cut off outside of what it can be at
  /// the place where it is used.
  func limited(to bounds: Bounds) -> Term { changed(bounds) ?? self }

  private func changed(_ bounds: Bounds) -> Term? {
    switch self {
    case .parameter(var parameter):
      guard parameter.estimate != nil else { return nil }
      parameter.limits = bounds.limits
      return .parameter(parameter)
    case .named(let definition):
      if definition.estimate != nil {
        return .named(definition.with(term: definition.term, limits: bounds.limits))
      }
      return definition.term.changed(bounds).map {
        .named(definition.with(term: $0, limits: definition.limits))
      }
    default: return nil
    }
  }
}
