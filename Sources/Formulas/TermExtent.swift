/// How far a term goes, its named parts included.
///
/// Whatever walks a term goes as deep as `depth`, which the expressions of a study bound, and meets
/// `leaves` leaves. Named parts that are used twice double those at every level, so a walk over a
/// large one takes each named part once.
struct TermExtent: Hashable, Sendable {
  /// How many terms stand within each other.
  var depth: Int
  /// How many numbers and parameters there are, those of a part used twice counted twice.
  var leaves: Int

  /// Whether a walk should remember where it has been.
  var isLarge: Bool { leaves > 64 }

  /// A number or a parameter.
  static let leaf = TermExtent(depth: 1, leaves: 1)

  /// Two terms under one operation.
  static func + (left: TermExtent, right: TermExtent) -> TermExtent {
    TermExtent(
      depth: max(left.depth, right.depth) + 1, leaves: min(left.leaves + right.leaves, 1 << 40))
  }
}

extension Term {
  /// How far it goes.
  var extent: TermExtent {
    switch self {
    case .number, .parameter: .leaf
    case .named(let definition):
      TermExtent(depth: definition.extent.depth + 1, leaves: definition.extent.leaves)
    case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
      .quotient(let left, let right):
      left.extent + right.extent
    }
  }

  /// The sum of several terms, nothing where there are none. Few are added in their order; many are
  /// added in halves, so that the sum is no deeper than it must be.
  public static func total(_ parts: some Collection<Term>) -> Term? {
    guard let first = parts.first else { return nil }
    let count = parts.count
    if count <= 64 { return parts.dropFirst().reduce(first) { .sum($0, $1) } }
    guard let left = total(parts.prefix(count / 2)), let right = total(parts.dropFirst(count / 2))
    else { return nil }
    return .sum(left, right)
  }
}
