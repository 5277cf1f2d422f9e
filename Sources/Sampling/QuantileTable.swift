/// A distribution as a table: random bits are looked up in it, whatever the distribution is.
///
/// The smaller of the shares on both sides of a value is cut into octaves, and each octave into 64
/// cells, so that both tails are as fine as the middle; between the nodes values lie on straight
/// lines. For a normal distribution that is off by at most some 10⁻⁵ of its deviation. The table
/// rises from node to node as the quantiles do.
struct QuantileTable: Sendable {
  private static let cellsBits: UInt64 = 6
  /// Beyond a tail of 2⁻³³ all values are the outermost.
  static let octaves = 33
  static let cells = octaves << 6
  /// The bits of the greatest share that the outermost node stands for: 2¹⁹ of 2⁵³.
  private static let base = (1023 + 52 - UInt64(octaves)) << cellsBits

  /// The lower half from its tail to the middle, then the upper one likewise.
  let nodes: [Double]

  /// The table of a distribution.
  init(_ distribution: Distribution) {
    let function = QuantileFunction(distribution)
    var nodes: [Double] = []
    nodes.reserveCapacity(2 * (Self.cells + 1))
    for isUpper in [false, true] {
      for (tail, normal) in Self.tails {
        nodes.append(
          function.value(tail: tail, isUpper: isUpper) {
            $0 == tail ? normal : StandardNormal.quantile(tail: $0)
          })
      }
    }
    self.nodes = nodes
  }

  /// The tails at the nodes, each with its quantile of the standard normal distribution, which many
  /// tables share.
  private static let tails: [(tail: Double, normal: Double)] = (0...UInt64(cells)).map { cell in
    let tail = Double(bitPattern: (base + cell) << (52 - cellsBits)) / 0x1p53
    return (tail, StandardNormal.quantile(tail: tail))
  }

  /// The value of 64 random bits, from the nodes of a table.
  ///
  /// The nodes are not looked up out of range: 52 bits and a half lie below 2⁵², where the last
  /// cell ends.
  @inline(__always)
  static func value(of random: UInt64, _ nodes: UnsafeBufferPointer<Double>) -> Double {
    // 52 bits and a half: never zero, never all. A signed number is turned into a double at once.
    let bits = (Double(Int64(truncatingIfNeeded: random &>> 12)) + 0.5).bitPattern
    let place = Int(truncatingIfNeeded: bits &>> (52 - cellsBits)) &- Int(base)
    let way =
      Double(bitPattern: (bits &<< cellsBits) & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000) - 1
    let (tail, t) = place < 0 ? (0, 0) : (place, way)
    let cell = tail &+ Int(truncatingIfNeeded: random & 1) &* (cells &+ 1)
    let low = nodes[cell]
    return low + (nodes[cell &+ 1] - low) * t
  }
}
