/// A range that several threads go through in parts, each from front to end: who is done takes over
/// half of what another has yet to do, so that none waits for one whose processor is busy with
/// something else.
///
/// ```swift
/// let range = SharedRange(0..<length, parts: 2, least: 1 << 20)
/// while let part = range.next() {
///   while place < range.claim(in: part, upTo: place + step) { … }
/// }
/// ```
public final class SharedRange: @unchecked Sendable {
  /// A part: what is claimed of it cannot be taken over any more.
  private struct Part {
    let lower: Int
    var claimed: Int
    var upper: Int
  }

  /// The range.
  public let whole: Range<Int>
  private var parts: [Part]
  private var untaken: Range<Int>
  private let least: Int
  private let lock = Lock()

  /// A range in so many parts as alike as can be, of which no more is taken over than leaves the
  /// least of both sides.
  public init(_ range: Range<Int>, parts count: Int, least: Int) {
    let count = max(1, count)
    whole = range
    self.least = max(1, least)
    let (size, rest) = range.count.quotientAndRemainder(dividingBy: count)
    var lower = range.lowerBound
    parts = (0..<count).map { index in
      let upper = lower + size + (index < rest ? 1 : 0)
      defer { lower = upper }
      return Part(lower: lower, claimed: lower, upper: upper)
    }
    untaken = parts.indices
  }

  /// The number of a part for the caller alone; nothing where too little is left.
  public func next() -> Int? {
    lock.held {
      if let first = untaken.popFirst() { return first }
      let left = parts.map { $0.upper - $0.claimed }
      guard let most = left.max(), most >= 2 * least, let from = left.firstIndex(of: most) else {
        return nil
      }
      let middle = parts[from].upper - most / 2
      parts.append(Part(lower: middle, claimed: middle, upper: parts[from].upper))
      parts[from].upper = middle
      return parts.count - 1
    }
  }

  /// Where a part begins.
  public func lower(of part: Int) -> Int { lock.held { parts[part].lower } }

  /// Where a part ends, of which all up to a place is done by who has it, and no other, from now on.
  public func claim(in part: Int, upTo place: Int) -> Int {
    lock.held {
      parts[part].claimed = max(parts[part].claimed, min(place, parts[part].upper))
      return parts[part].upper
    }
  }
}
