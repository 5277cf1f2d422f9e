/// Pieces of work that several threads take one after another, so that none waits for one whose
/// processor is busy with something else.
public final class WorkQueue: @unchecked Sendable {
  private var rest: Range<Int>
  private let lock = Lock()

  /// The pieces, by their numbers.
  public init(_ pieces: Range<Int>) { rest = pieces }

  /// The next piece, for the caller alone; nothing where all are taken.
  public func next() -> Int? { lock.held { rest.popFirst() } }
}
