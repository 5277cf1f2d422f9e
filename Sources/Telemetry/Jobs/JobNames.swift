/// The users, accounts, partitions or names of jobs, each with a number, in the order in which they
/// were met.
struct JobNames: Sendable {
  /// Where each name lies in `bytes`.
  private(set) var ranges: [Range<Int>] = []
  private var bytes: [UInt8] = []
  /// Where each name is found by its hash, or behind that; at least as many places are free as taken.
  private var places = [Place](repeating: Place(), count: 64)

  /// A name by its first eight bytes, all of it where it has no more.
  private struct Place {
    var head: UInt64 = 0
    var count: Int32 = -1
    var number: Int32 = 0
  }

  var count: Int { ranges.count }

  /// The number of a name; -1 for one beyond those that are told apart.
  @inline(__always)
  mutating func number(_ row: Span<UInt8>, _ range: Range<Int>) -> Int {
    let head = row.head(range)
    var index = Int(truncatingIfNeeded: row.hash(range))
    while true {
      index &= places.count &- 1
      let place = places[index]
      if place.head == head, Int(place.count) == range.count,
        range.count <= 8 || row.holds(bytes, ranges[Int(place.number)], in: range)
      {
        return Int(place.number)
      }
      if place.count < 0 { return learn(row, range, head) }
      index &+= 1
    }
  }

  @inline(never)
  private mutating func learn(_ row: Span<UInt8>, _ range: Range<Int>, _ head: UInt64) -> Int {
    let number = ranges.count
    guard number < JobSummary.mostGroups, range.count < 1 << 30 else { return -1 }
    let start = bytes.count
    for index in range { bytes.append(row[index]) }
    ranges.append(start..<bytes.count)
    let room = places.count
    if 2 * ranges.count > room {
      places = [Place](repeating: Place(), count: 2 * room)
      for known in 0..<number { put(known) }
    }
    put(number)
    return number
  }

  /// Gives a name a place.
  private mutating func put(_ number: Int) {
    let range = ranges[number]
    let (head, hash) = (bytes.span.head(range), bytes.span.hash(range))
    var index = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[index].count >= 0 { index = (index + 1) & (places.count - 1) }
    places[index] = Place(head: head, count: Int32(range.count), number: Int32(number))
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

extension Span where Element == UInt8 {
  /// The first eight bytes of a range, or all of a shorter one, in one word.
  @inline(__always)
  fileprivate func head(_ range: Range<Int>) -> UInt64 {
    if range.count >= 8 { return word(range.lowerBound) }
    guard range.lowerBound &+ 8 <= count else {
      var word: UInt64 = 0
      for index in range.reversed() { word = word &<< 8 | UInt64(self[index]) }
      return word
    }
    let bits = UInt64(truncatingIfNeeded: 8 &* range.count)
    return word(range.lowerBound) & ((1 &<< bits) &- 1)
  }
}
