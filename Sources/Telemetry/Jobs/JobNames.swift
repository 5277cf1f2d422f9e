/// The users, accounts, partitions or names of jobs, each with a number, in the order in which they
/// were met.
struct JobNames: Sendable {
  /// Where each name lies in `bytes`.
  private(set) var ranges: [Range<Int>] = []
  private var bytes: [UInt8] = []
  private var byHash: [UInt64: Int] = [:]
  /// The names met last, by a part of their hash: most rows are of few names.
  private var recent = [Int](repeating: -1, count: 4096)

  var count: Int { ranges.count }

  /// The number of a name; -1 for one beyond those that are told apart.
  @inline(__always)
  mutating func number(_ row: Span<UInt8>, _ range: Range<Int>) -> Int {
    let hash = row.hash(range)
    let slot = Int(truncatingIfNeeded: hash & 4095)
    let known = recent[slot]
    if known >= 0, holds(row, range, known) { return known }
    let number = search(row, range, hash)
    if number >= 0 { recent[slot] = number }
    return number
  }

  @inline(__always)
  private func holds(_ row: Span<UInt8>, _ range: Range<Int>, _ number: Int) -> Bool {
    let own = ranges[number]
    guard own.count == range.count else { return false }
    var index = 0
    while index < own.count {
      if bytes[own.lowerBound &+ index] != row[range.lowerBound &+ index] { return false }
      index &+= 1
    }
    return true
  }

  @inline(never)
  private mutating func search(_ row: Span<UInt8>, _ range: Range<Int>, _ hash: UInt64) -> Int {
    var hash = hash
    while let known = byHash[hash] {
      if holds(row, range, known) { return known }
      hash &+= 1
    }
    guard ranges.count < JobSummary.mostGroups else { return -1 }
    let start = bytes.count
    for index in range { bytes.append(row[index]) }
    ranges.append(start..<bytes.count)
    byHash[hash] = ranges.count - 1
    return ranges.count - 1
  }

  /// The number of a name of another table.
  mutating func number(_ other: JobNames, _ number: Int) -> Int {
    self.number(other.bytes.span, other.ranges[number])
  }

  /// A name as it stands.
  func bytes(_ number: Int) -> [UInt8] { Array(bytes[ranges[number]]) }

  /// A name as text.
  func text(_ number: Int) -> String { bytes.span.text(ranges[number]) }
}
