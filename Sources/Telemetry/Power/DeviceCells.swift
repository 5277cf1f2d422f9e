/// The devices of a table by the bytes of their cells, so that the next row's is known without
/// making a text of it: rows come in the same order again and again.
struct DeviceCells: Sendable {
  /// The devices by their places.
  var known: [DeviceRows] = []
  /// The place of the device that came last.
  var current = 0
  private var bytes: [UInt8] = []
  private var byHash: [UInt64: Int] = [:]

  /// The place of the device that comes next, if all is as it was; nothing where none is known.
  @inline(__always)
  var expected: Int? { current < known.count ? known[current].follower : nil }

  /// The number of the device that was expected, which has come.
  @inline(__always)
  mutating func take(_ expected: Int) -> Int {
    current = expected
    return known[expected].number
  }

  /// Where the cell of the device that is expected ends, or -1 where another cell stands here.
  @inline(__always)
  func endOfDevice(_ row: Span<UInt8>, _ index: Int, _ separator: UInt8, _ place: Int) -> Int {
    end(row, index, separator, known[place].device)
  }

  /// Where the cell of the node that is expected ends, or -1 where another cell stands here.
  @inline(__always)
  func endOfNode(_ row: Span<UInt8>, _ index: Int, _ separator: UInt8, _ place: Int) -> Int {
    end(row, index, separator, known[place].node)
  }

  @inline(__always)
  private func end(
    _ row: Span<UInt8>, _ index: Int, _ separator: UInt8, _ cell: DeviceRows.Cell
  ) -> Int {
    let behind = index &+ cell.count
    guard behind &+ 8 <= row.count, (row.word(index) ^ cell.word) & cell.mask == 0,
      row[behind] == separator || row[behind] == 0x0A
    else { return -1 }
    return cell.count <= 8 || isSame(row, index..<behind, cell) ? behind : -1
  }

  /// Learns what stands between the time and the power of the device that has come.
  mutating func learnBetween(_ row: Span<UInt8>, _ range: Range<Int>) {
    known[current].learnBetween(row, range)
  }

  /// Any cell at an index; an empty one for a cell that takes more care.
  @inline(never)
  func cell(_ row: Span<UInt8>, _ start: Int, _ end: Int, _ separator: UInt8) -> Range<Int> {
    var index = start
    while index < end, row[index] != separator {
      if row[index] == 0x22 || row[index] == 0x0A || row[index] == 0 { return start..<start }
      index += 1
    }
    if index == start || isBlank(row[index - 1]) { return start..<start }
    return start..<index
  }

  private func isSame(_ row: Span<UInt8>, _ range: Range<Int>, _ stored: DeviceRows.Cell) -> Bool {
    guard range.count == stored.count else { return false }
    let (from, to) = (stored.start, range.lowerBound)
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

  /// The number of the device of a row; nothing for one that has not been learned.
  @inline(never)
  mutating func search(
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
    known.append(DeviceRows(number: number, device: keep(row, device), node: keep(row, node)))
    byHash[hash] = known.count - 1
    if known.count > 1 { known[current].follower = known.count - 1 }
    current = known.count - 1
  }

  private mutating func keep(_ row: Span<UInt8>, _ range: Range<Int>) -> DeviceRows.Cell {
    var cell = DeviceRows.Cell(start: bytes.count, count: range.count)
    for (place, index) in range.enumerated() {
      bytes.append(row[index])
      if place < 8 {
        cell.word |= UInt64(row[index]) << UInt64(8 * place)
        cell.mask |= 0xFF << UInt64(8 * place)
      }
    }
    return cell
  }
}
