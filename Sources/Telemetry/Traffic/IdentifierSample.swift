/// A sample of the ids of requests that tells whether some occur more than once, in memory that
/// does not grow: those with the smallest hashes, each with how often it was met.
///
/// An id is in the sample of a whole exactly when no more than ``size`` ids of the whole have a
/// smaller hash, and is then in the sample of every part that holds it: samples of parts join to
/// that of the whole, in any order. Where there are no more ids than that, the sample is all of
/// them. (The bottom-k sketch of E. Cohen and H. Kaplan, Summarizing data using bottom-k sketches,
/// PODC 2007, with counts.)
public struct IdentifierSample: Hashable, Sendable {
  /// An id of the sample.
  public struct Entry: Hashable, Sendable {
    /// How often it was met.
    public var count: Int
    /// Where it was met first.
    public var first: RowPlace
    /// Where it was met next.
    public var second: RowPlace?
  }

  /// How many ids are kept.
  public static let size = 8192

  private var entries: [UInt64: Entry] = [:]
  /// Hashes above this are not looked at: that many smaller ones are known.
  private var ceiling = UInt64.max

  /// No ids.
  public init() {}

  /// Whether an id with this hash can be in the sample.
  @inline(__always)
  func isWanted(_ hash: UInt64) -> Bool { hash <= ceiling }

  /// Takes an id in.
  mutating func add(_ hash: UInt64, at place: RowPlace) {
    add(Entry(count: 1, first: place, second: nil), hash)
    if entries.count >= 2 * Self.size { shrink() }
  }

  private mutating func add(_ entry: Entry, _ hash: UInt64) {
    guard isWanted(hash) else { return }
    guard var known = entries[hash] else {
      entries[hash] = entry
      return
    }
    known.count += entry.count
    var places = [known.first, entry.first]
    if let second = known.second { places.append(second) }
    if let second = entry.second { places.append(second) }
    places.sort()
    known.first = places[0]
    known.second = places[1]
    entries[hash] = known
  }

  private mutating func shrink() {
    guard entries.count > Self.size else { return }
    let last = entries.keys.sorted()[Self.size - 1]
    entries = entries.filter { $0.key <= last }
    ceiling = last
  }

  /// The hashes of the sample and how often each was met, the smallest first.
  var hashes: [(hash: UInt64, count: Int)] {
    let entries = canonical.entries
    return entries.keys.sorted().map { ($0, entries[$0]?.count ?? 0) }
  }

  /// A sample by its hashes, which rise, and how often each was met; the places are not known.
  /// Nothing where that cannot be one.
  init?(_ hashes: [(hash: UInt64, count: Int)], isComplete: Bool) {
    guard isComplete ? hashes.count <= Self.size : hashes.count == Self.size else { return nil }
    var previous: UInt64?
    for (hash, count) in hashes {
      if let previous, previous >= hash { return nil }
      previous = hash
      entries[hash] = Entry(
        count: count, first: RowPlace(file: "", line: 0, column: 0), second: nil)
    }
    if !isComplete, let previous { ceiling = previous }
  }

  /// Joins another sample.
  mutating func merge(_ other: IdentifierSample) {
    ceiling = min(ceiling, other.ceiling)
    if entries.isEmpty {
      entries = other.entries.filter { $0.key <= ceiling }
    } else {
      entries = entries.filter { $0.key <= ceiling }
      for (hash, entry) in other.entries { add(entry, hash) }
    }
    shrink()
  }

  /// Moves the places by so many lines: those of a slice behind others.
  mutating func move(by lines: Int) {
    guard lines > 0 else { return }
    for (hash, entry) in entries {
      var moved = entry
      moved.first.line += lines
      moved.second?.line += lines
      entries[hash] = moved
    }
  }

  /// The sample without what is beyond its size.
  var canonical: IdentifierSample {
    var copy = self
    copy.shrink()
    return copy
  }

  /// Equal where the same ids were met at the same places, whatever was looked at on the way.
  public static func == (left: IdentifierSample, right: IdentifierSample) -> Bool {
    left.isComplete == right.isComplete && left.canonical.entries == right.canonical.entries
  }

  /// Feeds the number of ids to a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(count) }

  /// How many ids the sample holds.
  public var count: Int { min(entries.count, Self.size) }

  /// Whether the sample holds all ids that there are.
  public var isComplete: Bool { ceiling == .max && entries.count <= Self.size }

  /// Ids of the sample that were met more than once, by the place of the second meeting.
  public var repeated: [Entry] {
    canonical.entries.values.filter { $0.count > 1 }.sorted {
      ($0.second ?? $0.first) < ($1.second ?? $1.first)
    }
  }

  /// How many rows of those sampled repeat an id that was met before.
  public var repetitions: Int { canonical.entries.values.reduce(0) { $0 + $1.count - 1 } }

  /// How many rows were sampled.
  public var rows: Int { canonical.entries.values.reduce(0) { $0 + $1.count } }
}

extension Span where Element == UInt8 {
  /// A hash of a range, the same on every machine and in every run.
  func hash(_ range: Range<Int>) -> UInt64 {
    var state = UInt64(truncatingIfNeeded: range.count) &* 0x9E37_79B9_7F4A_7C15
    var index = range.lowerBound
    while index &+ 8 <= range.upperBound {
      state = (state ^ word(index)) &* 0xBF58_476D_1CE4_E5B9
      state ^= state >> 32
      index &+= 8
    }
    if index < range.upperBound {
      var rest: UInt64 = 0
      if index &+ 8 <= count {
        let beyond = UInt64(truncatingIfNeeded: 8 &* (index &+ 8 &- range.upperBound))
        rest = word(index).byteSwapped &>> beyond
      } else {
        while index < range.upperBound {
          rest = rest << 8 | UInt64(self[index])
          index &+= 1
        }
      }
      state = (state ^ rest) &* 0xBF58_476D_1CE4_E5B9
    }
    return mixed(state)
  }
}

/// The finalizer of SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014).
@inline(__always)
func mixed(_ word: UInt64) -> UInt64 {
  var word = word &+ 0x9E37_79B9_7F4A_7C15
  word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
  word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
  return word ^ (word >> 31)
}
