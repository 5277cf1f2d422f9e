/// A tree of data with its keys in a fixed order: what a data format such as JSON shows.
public enum Datum: Hashable, Sendable {
  /// Nothing to say; never a zero.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number at full precision.
  case number(Double)
  /// A text.
  case text(String)
  /// A list.
  case list([Datum])
  /// Keys with values, in the order in which they are shown.
  case record([(key: String, value: Datum)])

  /// Equal when the trees are, the order of keys included.
  public static func == (left: Datum, right: Datum) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    case (.list(let a), .list(let b)): a == b
    case (.record(let a), .record(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }

  /// Feeds the tree to a hasher.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .number(let value): hasher.combine(value)
    case .text(let value): hasher.combine(value)
    case .list(let values): hasher.combine(values)
    case .record(let entries):
      for entry in entries {
        hasher.combine(entry.key)
        hasher.combine(entry.value)
      }
    }
  }
}
