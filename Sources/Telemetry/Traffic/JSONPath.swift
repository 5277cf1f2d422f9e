/// The containers around a place in a JSON text, and the keys that lead to it.
struct JSONPath: Sendable {
  /// The deepest nesting that is read.
  static let deepest = 128

  private var hashes = [UInt64](repeating: 0, count: JSONPath.deepest)
  private var objects = [Bool](repeating: false, count: JSONPath.deepest)
  private var keys = [Range<Int>](repeating: 0..<0, count: JSONPath.deepest)
  private var depth = 0

  /// Whether the innermost container is an object.
  private(set) var isObject = false

  var isEmpty: Bool { depth == 0 }

  /// Goes to the top, inside of the outermost object.
  mutating func start() {
    depth = 1
    hashes[0] = 0x6A73_6F6E
    objects[0] = true
    isObject = true
  }

  /// Takes a key of the innermost object in; returns the hash of the path to its value.
  @inline(__always)
  mutating func key(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    keys[depth &- 1] = range
    return mixed(hashes[depth &- 1] &* 31 ^ bytes.keyHash(range))
  }

  /// Goes into a container; false where it is too deep. What is inside of a list has no role.
  mutating func open(isObject: Bool, _ hash: UInt64) -> Bool {
    guard depth < Self.deepest else { return false }
    hashes[depth] = self.isObject && isObject ? hash : 0x6C69_7374
    if !self.isObject || !isObject { keys[depth &- 1] = 0..<0 }
    objects[depth] = isObject
    self.isObject = isObject
    depth &+= 1
    return true
  }

  /// Goes out of a container.
  mutating func close() {
    depth &-= 1
    isObject = depth > 0 && objects[depth &- 1]
  }

  /// The keys that lead to the place.
  func names(_ bytes: Span<UInt8>) -> [String] {
    var names: [String] = []
    for level in 0..<depth { names.append(bytes.text(keys[level])) }
    return names
  }
}

extension Span where Element == UInt8 {
  /// A hash of a key.
  @inline(__always)
  fileprivate func keyHash(_ range: Range<Int>) -> UInt64 {
    var state = UInt64(truncatingIfNeeded: range.count)
    var index = range.lowerBound
    while index &+ 8 <= range.upperBound {
      state = (state ^ word(index)) &* 0x9E37_79B9_7F4A_7C15
      state ^= state >> 32
      index &+= 8
    }
    let rest = range.upperBound &- index
    if rest > 0, index &+ 8 <= count {
      state = (state ^ (word(index) << UInt64(truncatingIfNeeded: 64 &- 8 &* rest)))
      return state &* 0x9E37_79B9_7F4A_7C15
    }
    while index < range.upperBound {
      state = (state ^ UInt64(self[index])) &* 0x9E37_79B9_7F4A_7C15
      index &+= 1
    }
    return state
  }

  @inline(__always)
  func behindBlanks(_ index: Int, _ end: Int) -> Int {
    var index = index
    while index < end, self[index] == 0x20 || self[index] == 0x09 || self[index] == 0x0D {
      index &+= 1
    }
    return index
  }

  /// The index of the quote that ends a string which begins here; nothing where the line ends first.
  @inline(__always)
  func endOfString(_ start: Int, _ end: Int) -> Int? {
    var index = start
    while true {
      // Eight bytes at a time, as long as there is no quote, no backslash and no line feed.
      while index &+ 8 <= end {
        let bytes = word(index)
        let quotes = bytes ^ 0x2222_2222_2222_2222
        let slashes = bytes ^ 0x5C5C_5C5C_5C5C_5C5C
        let feeds = bytes ^ 0x0A0A_0A0A_0A0A_0A0A
        let hits =
          ((quotes &- 0x0101_0101_0101_0101) & ~quotes
            | (slashes &- 0x0101_0101_0101_0101) & ~slashes
            | (feeds &- 0x0101_0101_0101_0101) & ~feeds) & 0x8080_8080_8080_8080
        if hits != 0 {
          index &+= hits.trailingZeroBitCount / 8
          break
        }
        index &+= 8
      }
      guard index < end else { return nil }
      switch self[index] {
      case 0x22: return index
      case 0x0A: return nil
      case 0x5C: index &+= 2
      default: index &+= 1
      }
      if index >= end { return nil }
    }
  }

  /// The end of a number, `true`, `false` or `null` that begins here; nothing for anything else.
  @inline(__always)
  func endOfScalar(_ start: Int, _ end: Int) -> Int? {
    var index = start
    switch self[start] {
    case 0x2D, 0x30...0x39:
      while index < end, isNumeral(self[index]) { index &+= 1 }
      return index
    default:
      while index < end, self[index] &- 0x61 < 26 { index &+= 1 }
      let word = start..<index
      return holds("true", in: word) || holds("false", in: word) || holds("null", in: word)
        ? index : nil
    }
  }
}

@inline(__always)
func isNumeral(_ byte: UInt8) -> Bool {
  isDigit(byte) || byte == 0x2E || byte | 0x20 == 0x65 || byte == 0x2D || byte == 0x2B
}
