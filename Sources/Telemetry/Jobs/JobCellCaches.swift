/// What allocations say, by their text: most jobs are given what many others are.
struct AllocationCells: Sendable {
  /// How many texts are held at most, each where a part of its hash says.
  private static let slots = 512
  /// The longest text that is held.
  private static let width = 128

  private var bytes = [UInt8](repeating: 0, count: slots * width)
  private var lengths = [Int](repeating: -1, count: slots)
  private var allocations = [Allocation](repeating: Allocation(), count: slots)

  /// What an allocation says; nothing where a number in it cannot be read.
  @inline(__always)
  mutating func read(
    _ row: Span<UInt8>, _ range: Range<Int>, _ types: inout AcceleratorTypes
  ) -> Allocation? {
    guard range.count <= Self.width else { return Allocation.read(row, range, &types) }
    let slot = Int(truncatingIfNeeded: row.hash(range)) & (Self.slots &- 1)
    let start = slot &* Self.width
    if lengths[slot] == range.count, row.holds(bytes, start..<start &+ range.count, in: range) {
      return allocations[slot]
    }
    return learn(row, range, slot, &types)
  }

  @inline(never)
  private mutating func learn(
    _ row: Span<UInt8>, _ range: Range<Int>, _ slot: Int, _ types: inout AcceleratorTypes
  ) -> Allocation? {
    guard let allocation = Allocation.read(row, range, &types) else { return nil }
    for index in 0..<range.count {
      bytes[slot &* Self.width &+ index] = row[range.lowerBound &+ index]
    }
    lengths[slot] = range.count
    allocations[slot] = allocation
    return allocation
  }
}

/// What states say, by their first word.
struct StateCells: Sendable {
  private var words = JobNames()
  private var readings: [JobOutcome.Reading] = []
  /// There are far fewer states; what else stands there is not learned.
  private static let most = 64

  /// What a state says.
  @inline(__always)
  mutating func read(_ row: Span<UInt8>, _ range: Range<Int>) -> JobOutcome.Reading {
    // COMPLETE and D.
    if range.count == 9, row.word(range.lowerBound) == 0x4554_454C_504D_4F43,
      row[range.lowerBound &+ 8] == 0x44
    {
      return .outcome(.completed)
    }
    return search(row, range)
  }

  private mutating func search(_ row: Span<UInt8>, _ range: Range<Int>) -> JobOutcome.Reading {
    let end = row.index(of: 0x20, from: range.lowerBound, to: range.upperBound)
    let word = range.lowerBound..<end
    guard word.count <= 32, words.count < Self.most else { return JobOutcome.read(row, word) }
    let number = words.number(row, word)
    guard number >= 0 else { return JobOutcome.read(row, word) }
    while readings.count <= number { readings.append(JobOutcome.read(row, word)) }
    return readings[number]
  }
}
