/// What a job was given.
struct Allocation: Sendable {
  var cpus: Int64 = 0
  var nodes: Int64 = 0
  /// In bytes.
  var memory: Int64 = 0
  /// Accelerators of all types.
  var gpus: Int64 = 0
  /// How many accelerators of each type are named, by the type's number in ``AcceleratorTypes``;
  /// most jobs name one at most.
  var firstType = -1
  var firstCount: Int64 = 0
  var otherTypes: [(type: Int, count: Int64)]?

  /// The accelerators whose type is named.
  var typed: Int64 {
    var sum = firstCount
    if let otherTypes { for other in otherTypes { sum &+= other.count } }
    return sum
  }
}

/// The types of accelerators, `a100` in `gres/gpu:a100=8`, in the order in which they were met.
struct AcceleratorTypes: Sendable {
  private(set) var names: [[UInt8]] = []
  /// More types than this are not told apart: those beyond count without one.
  static let most = 256

  /// The number of a type; -1 for one too many.
  mutating func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    for number in names.indices where bytes.holds(names[number], in: range) { return number }
    guard names.count < Self.most else { return -1 }
    var name: [UInt8] = []
    for index in range { name.append(bytes[index]) }
    names.append(name)
    return names.count - 1
  }

  /// The number of a type by its name.
  mutating func number(_ name: [UInt8]) -> Int { number(name.span, 0..<name.count) }
}

extension Span where Element == UInt8 {
  /// Whether the range holds exactly these bytes.
  @inline(__always)
  func holds(_ text: [UInt8], in range: Range<Int>) -> Bool {
    holds(text, 0..<text.count, in: range)
  }

  /// Whether the range holds exactly those bytes of an array.
  @inline(__always)
  func holds(_ text: [UInt8], _ part: Range<Int>, in range: Range<Int>) -> Bool {
    guard part.count == range.count else { return false }
    let text = text.span
    let count = part.count
    var index = 0
    while index &+ 8 <= count {
      if text.word(part.lowerBound &+ index) != word(range.lowerBound &+ index) { return false }
      index &+= 8
    }
    if count >= 8 {
      return text.word(part.upperBound &- 8) == word(range.upperBound &- 8)
    }
    while index < count {
      if text[part.lowerBound &+ index] != self[range.lowerBound &+ index] { return false }
      index &+= 1
    }
    return true
  }
}

extension Allocation {
  /// Most processors, nodes or accelerators that a job is believed to have.
  static let most: Int64 = 1 << 24

  /// Reads `billing=32,cpu=32,gres/gpu:a100=8,gres/gpu=8,mem=250G,node=1`; nothing where a number in
  /// it cannot be read. What is neither of these, such as licences, is left aside.
  static func read(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ types: inout AcceleratorTypes
  ) -> Allocation? {
    var allocation = Allocation()
    var unnamed: Int64 = 0
    var start = range.lowerBound
    let end = range.upperBound
    while start < end {
      // The name ends at the last `=`, which no name holds; most entries are short.
      var equals = start
      while equals < end, bytes[equals] != 0x3D, bytes[equals] != 0x2C { equals &+= 1 }
      guard equals < end, bytes[equals] == 0x3D else { return nil }
      var stop = equals &+ 1
      while stop < end, bytes[stop] != 0x2C { stop &+= 1 }
      let value = equals &+ 1..<stop
      let name = start..<equals
      start = stop &+ 1
      switch bytes[name.lowerBound] {
      case 0x63 where bytes.holds("cpu", in: name):
        allocation.cpus = bytes.wholeNumber(value)
        guard 0...most ~= allocation.cpus else { return nil }
      case 0x6D where bytes.holds("mem", in: name):
        allocation.memory = bytes.amountOfMemory(value, unit: 1 << 20)
        guard allocation.memory >= 0 else { return nil }
      case 0x6E where bytes.holds("node", in: name):
        allocation.nodes = bytes.wholeNumber(value)
        guard 0...most ~= allocation.nodes else { return nil }
      case 0x67 where name.count >= 8:
        let kind = name.lowerBound..<name.lowerBound &+ 8
        guard bytes.holds("gres/gpu", in: kind) else { continue }
        if name.count == 8 {
          unnamed = bytes.wholeNumber(value)
          guard 0...most ~= unnamed else { return nil }
        } else if bytes[kind.upperBound] == 0x3A {
          let count = bytes.wholeNumber(value)
          guard 0...most ~= count else { return nil }
          let type = types.number(bytes, kind.upperBound &+ 1..<name.upperBound)
          allocation.add(type, count)
        }
      default: continue
      }
    }
    // The unnamed count holds the named ones; either may stand alone.
    allocation.gpus = max(unnamed, allocation.typed)
    return allocation
  }

  mutating func add(_ type: Int, _ count: Int64) {
    guard type >= 0 else { return }
    if firstType < 0 || firstType == type {
      firstType = type
      firstCount &+= count
    } else {
      otherTypes = (otherTypes ?? []) + [(type, count)]
    }
  }
}
