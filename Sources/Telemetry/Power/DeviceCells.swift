/// The devices of a table by the bytes of their cells, so that the next row's is known without
/// making a text of it: rows come in the same order again and again.
struct DeviceCells: Sendable {
  private struct Known {
    var number: Int
    var device: Range<Int>
    var node: Range<Int>
    /// Which of the known ones came behind it last.
    var follower = 0
  }

  private var known: [Known] = []
  private var bytes: [UInt8] = []
  private var byHash: [UInt64: Int] = [:]
  private var current = 0

  /// The number of the device of a row; nothing for one that has not been learned.
  @inline(__always)
  mutating func number(_ row: Span<UInt8>, device: Range<Int>, node: Range<Int>) -> Int? {
    guard current < known.count else { return nil }
    let next = known[current].follower
    if isSame(row, device, known[next].device), isSame(row, node, known[next].node) {
      current = next
      return known[next].number
    }
    return search(row, device, node)
  }

  @inline(__always)
  private func isSame(_ row: Span<UInt8>, _ range: Range<Int>, _ stored: Range<Int>) -> Bool {
    guard range.count == stored.count else { return false }
    let (from, to) = (stored.lowerBound, range.lowerBound)
    var index = 0
    let span = bytes.span
    while index &+ 8 <= range.count {
      if row.word(to &+ index) != span.word(from &+ index) { return false }
      index &+= 8
    }
    while index < range.count {
      if row[to &+ index] != span[from &+ index] { return false }
      index &+= 1
    }
    return true
  }

  @inline(never)
  private mutating func search(
    _ row: Span<UInt8>, _ device: Range<Int>, _ node: Range<Int>
  ) -> Int? {
    guard let found = byHash[Self.hash(row, device, node)],
      isSame(row, device, known[found].device), isSame(row, node, known[found].node)
    else { return nil }
    known[current].follower = found
    current = found
    return known[found].number
  }

  private static func hash(_ row: Span<UInt8>, _ device: Range<Int>, _ node: Range<Int>) -> UInt64 {
    row.hash(device) ^ mixed(row.hash(node))
  }

  /// Learns the number of a device by its cells.
  mutating func learn(
    _ number: Int, _ row: Span<UInt8>, device: Range<Int>, node: Range<Int>
  ) {
    if search(row, device, node) != nil { return }
    let hash = Self.hash(row, device, node)
    guard byHash[hash] == nil else { return }
    let start = bytes.count
    for index in device { bytes.append(row[index]) }
    let middle = bytes.count
    for index in node { bytes.append(row[index]) }
    known.append(
      Known(number: number, device: start..<middle, node: middle..<bytes.count))
    byHash[hash] = known.count - 1
    if known.count > 1 { known[current].follower = known.count - 1 }
    current = known.count - 1
  }
}
