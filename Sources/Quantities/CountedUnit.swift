/// A thing that a model delivers or works through, counted one by one: a request, a token, a frame.
///
/// Each is a dimension of its own, so that requests are never added to tokens.
public struct CountedUnit: Hashable, Sendable {
  /// The position in ``all``.
  let index: Int
  /// The unit as it is written: `request`.
  public var symbol: String { Self.symbols[index] }
  /// Several of them: `requests`.
  public var plural: String {
    switch symbol {
    case "query": "queries"
    case "batch": "batches"
    default: symbol + "s"
    }
  }

  private static let symbols = [
    "request", "token", "frame", "image", "query", "inference", "sample", "prompt", "user", "page",
    "step", "epoch", "job", "run", "game", "document", "word", "message", "session", "video",
    "item", "task", "answer", "call", "batch", "experiment",
  ]

  /// All of them: 26, as many as a ``Dimension`` has room for.
  public static let all = symbols.indices.map { CountedUnit(index: $0) }

  /// The unit of this name, in the singular or the plural.
  public init?(_ name: String) {
    guard
      let index = Self.symbols.indices.first(where: {
        Self.symbols[$0] == name || CountedUnit(index: $0).plural == name
      })
    else { return nil }
    self.index = index
  }

  private init(index: Int) { self.index = index }
}
