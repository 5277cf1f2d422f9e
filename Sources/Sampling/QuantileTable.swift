/// A distribution as a table: random bits are looked up in it, whatever the distribution is.
///
/// The shares from 1/32 to 31/32 are cut into cells of 1/2048. Beyond them on either side, what is
/// left of the tail is cut into octaves, and each octave into 64 cells, so that both tails are as
/// fine as the middle; between the nodes values lie on straight lines. For a normal distribution
/// that is off by at most some 10⁻⁵ of its deviation. The table rises from node to node as the
/// quantiles do.
struct QuantileTable: Sendable {
  private static let middleBits: UInt64 = 11
  /// The cells of the whole range, if all of it were cut like its middle, and those of one tail.
  private static let cells = 1 << 11
  private static let tailCells = cells / 32
  private static let octaveBits: UInt64 = 6
  /// A tail reaches from 2⁻³³ to 1/32; beyond it all values are the outermost.
  private static let octaves = 28
  /// Where the nodes of the lower and of the upper tail begin.
  private static let lower = cells + 1
  private static let upper = lower + octaves << 6 + 1
  /// The bits of the share of the outermost node as a double, 2⁻³³, without the last of a cell.
  private static let outermost: UInt64 = (1023 - 33) << octaveBits

  /// The middle, from one end of the range to the other, with nothing in its tails; then the lower
  /// tail from its outermost node inward, and the upper one likewise.
  let nodes: [Double]

  /// The table of a distribution.
  init(_ distribution: Distribution) {
    let function = QuantileFunction(distribution)
    func value(_ node: Node, isUpper: Bool) -> Double {
      function.value(tail: node.tail, isUpper: isUpper) {
        $0 == node.tail ? node.normal : StandardNormal.quantile(tail: $0)
      }
    }
    var nodes = [Double](repeating: 0, count: Self.upper + Self.octaves << 6 + 1)
    for (index, node) in Self.halves.enumerated() {
      let place = Self.tailCells + index
      nodes[place] = value(node, isUpper: false)
      nodes[Self.cells - place] = value(node, isUpper: true)
    }
    for (index, node) in Self.tails.enumerated() {
      nodes[Self.lower + index] = value(node, isUpper: false)
      nodes[Self.upper + index] = value(node, isUpper: true)
    }
    self.nodes = nodes
  }

  /// A share with its quantile of the standard normal distribution, which many tables share.
  private struct Node {
    let tail: Double
    let normal: Double

    init(_ tail: Double) {
      self.tail = tail
      normal = StandardNormal.quantile(tail: tail)
    }
  }

  /// The nodes from the edge of a tail to the median.
  private static let halves = (tailCells...cells / 2).map { Node(Double($0) / Double(cells)) }
  /// The nodes of a tail from its outermost inward.
  private static let tails = (0...UInt64(octaves) << octaveBits).map { cell in
    Node(Double(bitPattern: (outermost + cell) << (52 - octaveBits)))
  }

  /// The value of 64 random bits, which are the share that lies below it, from the nodes of a table.
  static func value(of random: UInt64, _ nodes: UnsafeBufferPointer<Double>) -> Double {
    let cell = cell(random)
    if tailBit(cell) != 0 { return tail(of: random, nodes) }
    return nodes[cell] + (nodes[cell + 1] - nodes[cell]) * part((random << middleBits) >> 12)
  }

  /// Fills a column with the values of a stream from a sample on.
  ///
  /// All are taken for values of the middle at first, and those of a tail are noted and made again:
  /// they come when they like, which a processor cannot foresee.
  static func fill(
    _ column: UnsafeMutableBufferPointer<SIMD2<Double>>, _ stream: Stream, from first: UInt64,
    _ nodes: UnsafeBufferPointer<Double>
  ) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * column.count + 1) { tails in
      var count = 0
      var pair = 0
      while pair < column.count {
        let sample = pair &* 2
        let at = first &+ UInt64(truncatingIfNeeded: sample)
        let random = SIMD2(stream[at], stream[at &+ 1])
        // A cell is one of 2¹¹, and not looked up out of range.
        let (a, b) = (cell(random[0]), cell(random[1]))
        let low = SIMD2(nodes[a], nodes[b])
        let high = SIMD2(nodes[a &+ 1], nodes[b &+ 1])
        let bits = ((random &<< middleBits) &>> 12) | 0x3FF0_0000_0000_0000
        column[pair] = low + (high - low) * (unsafeBitCast(bits, to: SIMD2<Double>.self) - 1)
        tails[count] = UInt32(truncatingIfNeeded: sample)
        count &+= tailBit(a)
        tails[count] = UInt32(truncatingIfNeeded: sample &+ 1)
        count &+= tailBit(b)
        pair &+= 1
      }
      for index in 0..<count {
        let sample = Int(tails[index])
        column[sample / 2][sample % 2] = tail(
          of: stream[first &+ UInt64(truncatingIfNeeded: sample)], nodes)
      }
    }
  }

  @inline(__always)
  private static func cell(_ random: UInt64) -> Int {
    Int(truncatingIfNeeded: random &>> (64 - middleBits))
  }

  /// 1 for a cell that lies in a tail, else 0.
  @inline(__always)
  private static func tailBit(_ cell: Int) -> Int {
    let outside = (cell &- tailCells) | (cells &- tailCells &- 1 &- cell)
    return Int(truncatingIfNeeded: UInt(bitPattern: outside) &>> 63)
  }

  /// The value in a tail. It is less than 1/32, where its last cell ends.
  private static func tail(of random: UInt64, _ nodes: UnsafeBufferPointer<Double>) -> Double {
    let isUpper = random &>> 63 == 1
    // 52 bits and a half: never zero, never 1/32.
    let share = (Double(Int64((isUpper ? ~random : random) &>> 7)) + 0.5) * 0x1p-57
    let bits = share.bitPattern
    let place = Int(truncatingIfNeeded: bits &>> (52 - octaveBits)) &- Int(outermost)
    let start = isUpper ? upper : lower
    guard place >= 0 else { return nodes[start] }
    let low = nodes[start &+ place]
    let t = part((bits &<< octaveBits) & 0x000F_FFFF_FFFF_FFFF)
    return low + (nodes[start &+ place &+ 1] - low) * t
  }

  /// 52 bits as a part of one.
  @inline(__always)
  private static func part(_ bits: UInt64) -> Double {
    Double(bitPattern: bits | 0x3FF0_0000_0000_0000) - 1
  }
}
