/// A stretch of a source, cut anywhere: it holds the lines that begin in it.
///
/// A line that begins before the cut and ends behind it belongs to the slice before. So the slices
/// of a source hold each of its lines once, whatever the cuts.
public struct Slice: Hashable, Sendable {
  /// The offset of the first byte.
  public let lower: Int
  /// The offset behind the last byte; `Int.max` for the end of the source.
  public let upper: Int

  /// The bytes `lower ..< upper`.
  public init(_ lower: Int, _ upper: Int) {
    self.lower = max(0, lower)
    self.upper = max(self.lower, upper)
  }

  /// All of a source.
  public static let whole = Slice(0, .max)

  /// A length cut into `count` slices as alike as can be, the last open to the end: a log that is
  /// still being written grows there.
  public static func cut(length: Int, into count: Int) -> [Slice] {
    let count = max(1, count)
    let (size, rest) = (max(0, length) / count, max(0, length) % count)
    var slices: [Slice] = []
    var lower = 0
    for index in 0..<count {
      let upper = lower + size + (index < rest ? 1 : 0)
      slices.append(Slice(lower, index == count - 1 ? .max : upper))
      lower = upper
    }
    return slices
  }
}
