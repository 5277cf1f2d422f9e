/// Sums of blocks, added in pairs: the order of addition follows from the numbers of the blocks
/// alone, and so does every bit of the result, whoever made them.
struct BlockSums: Sendable {
  /// Sums of one block, or of 2, 4, 8 … that follow each other.
  private var stack: [(size: Int, sums: [Double])] = []

  /// Adds the sums of the next block.
  mutating func add(_ sums: [Double]) {
    var next = (size: 1, sums: sums)
    while let last = stack.last, last.size == next.size {
      stack.removeLast()
      next = (last.size * 2, Self.joined(last.sums, next.sums))
    }
    stack.append(next)
  }

  /// The sums of all.
  var total: [Double] {
    guard var sums = stack.last?.sums else { return [] }
    for (_, earlier) in stack.dropLast().reversed() { sums = Self.joined(earlier, sums) }
    return sums
  }

  private static func joined(_ left: [Double], _ right: [Double]) -> [Double] {
    var sums = left
    for index in sums.indices { sums[index] += right[index] }
    return sums
  }
}
