/// The names that a mistaken one may have meant, the likeliest first, each once; none if nothing is
/// close, for a wrong guess is worse than no guess.
///
/// A name is close if it begins the other, or if few letters of it are wrong (missing, added,
/// replaced or swapped with their neighbour), or if most of its words occur in the other, or if both
/// are one word that begins alike. A wrong digit counts twice and more: an H200 is seldom meant as
/// an H100.
public func nearest(to name: String, among candidates: [String], limit: Int = 3) -> [String] {
  let written = WrittenName(name)
  return best(of: candidates, scores: candidates.map(written.similarity(to:)), limit: limit)
}

/// The question whether one of some names was meant: ``did you mean `a`, `b` or `c`?``; nothing for
/// none.
public func didYouMean(_ names: [String]) -> String? {
  guard let last = names.last else { return nil }
  let others = names.dropLast().map { "`\($0)`" }.joined(separator: ", ")
  return "did you mean \(others.isEmpty ? "" : others + " or ")`\(last)`?"
}

/// The candidates with the highest scores above zero, none of them much below the best; of equal
/// ones the shorter, then the one whose bytes come first.
func best(
  of candidates: [String], scores: [Double], limit: Int, within reach: Double = 1
) -> [String] {
  let ranked = zip(candidates, scores).filter { $0.1 > 0 }.sorted { first, second in
    if first.1 != second.1 { return first.1 > second.1 }
    if first.0.utf8.count != second.0.utf8.count { return first.0.utf8.count < second.0.utf8.count }
    return first.0.utf8.lexicographicallyPrecedes(second.0.utf8)
  }
  var names: [String] = []
  for (name, score) in ranked where names.count < limit && !names.contains(name) {
    if score + reach >= ranked[0].1 { names.append(name) }
  }
  return names
}

/// A name that somebody wrote, ready to be held against many.
struct WrittenName {
  private let letters: [UInt8]
  private let words: [[UInt8]]
  /// Which letters occur at all: in the whole, in each word, and at the beginning of the only word.
  private let used: LetterSet
  private let usedByWords: [LetterSet]
  private let beginning: LetterSet?

  init(_ name: String) {
    letters = Array(NormalizedName(name).bytes.prefix(longest))
    words = Factors.words(of: name)
    used = LetterSet(letters)
    usedByWords = words.map { LetterSet($0) }
    beginning = words.count == 1 ? LetterSet(words[0].prefix(4)) : nil
  }

  /// How likely it is that this was meant as `candidate`: 1 for names that differ in case and
  /// punctuation only, 0 for names that are not close.
  func similarity(to candidate: String) -> Double {
    let meant = candidate.utf8.lazy.compactMap(normalized).prefix(longest)
    var count = 0
    var letterSet = LetterSet()
    for letter in meant {
      letterSet.insert(letter)
      count += 1
    }
    guard !letters.isEmpty, count > 0, mayResemble(letterSet, count: count) else { return 0 }
    if meant.elementsEqual(letters) { return 1 }
    let others = Factors.words(of: candidate)
    if count > letters.count, letters.count >= 4 {
      let ends = endsWord(of: others)
      if begins(meant, ends) {
        return (ends ? 0.97 : 0.95) + 0.02 * Double(letters.count) / Double(count)
      }
    }
    return max(
      spelling(of: meant, count: count),
      max(sharedWords(with: others), sharedBeginning(with: others)))
  }

  /// Whether a name of these letters can be close at all; most names are told apart here.
  private func mayResemble(_ others: LetterSet, count: Int) -> Bool {
    let allowed = (min(letters.count, count) + 1) / 4
    if abs(letters.count - count) <= allowed, used.missing(in: others) <= allowed { return true }
    if let beginning, beginning.missing(in: others) == 0 { return true }
    return zip(words, usedByWords).contains { word, used in
      used.missing(in: others) <= (word.count >= 5 ? 1 : 0)
    }
  }

  /// Whether the whole written name begins another, no number in it being cut: `nvidia-h100` begins
  /// `nvidia-h100-nvl`, but `nvidia-a10` does not begin `nvidia-a100`.
  private func begins(_ meant: some Sequence<UInt8>, _ ends: Bool) -> Bool {
    var index = 0
    for letter in meant {
      guard index < letters.count else {
        return ends || !(isDigit(letter) && isDigit(letters[index - 1]))
      }
      if letter != letters[index] { return false }
      index += 1
    }
    return false
  }

  /// Whether a word ends where the written name does, which is their beginning.
  private func endsWord(of words: [[UInt8]]) -> Bool {
    var length = 0
    for word in words where length < letters.count { length += word.count }
    return length == letters.count
  }

  private func spelling(of meant: some Sequence<UInt8>, count: Int) -> Double {
    let allowed = (min(letters.count, count) + 1) / 4
    guard abs(letters.count - count) <= allowed else { return 0 }
    let other = Array(meant)
    let mistakes = editDistance(letters, other)
    guard mistakes <= allowed else { return 0 }
    let score = 1 - Double(mistakes) / Double(max(letters.count, count))
    return letters.filter(isDigit) == other.filter(isDigit) ? score : 0.8 * score
  }

  /// The share of the words that are in both names, above zero if most words of the written one are.
  private func sharedWords(with meant: [[UInt8]]) -> Double {
    let found = words.filter { isKnown($0, among: meant) }
    guard found.count * 2 > words.count else { return 0 }
    let used = meant.filter { isKnown($0, among: words) }
    let length = { (words: [[UInt8]]) in Double(words.reduce(0) { $0 + $1.count }) }
    let share = length(found) / length(words)
    return share < 0.5 ? 0 : 0.75 * share + 0.2 * length(used) / length(meant)
  }

  private func isKnown(_ word: [UInt8], among others: [[UInt8]]) -> Bool {
    others.contains { other in
      word == other
        || word.count >= 5 && other.count >= 5 && abs(word.count - other.count) <= 1
          && editDistance(word, other) <= 1
    }
  }

  /// The share of the letters with which both begin, above zero for single words of which the
  /// written one is a beginning, or which share most letters: `activity` and `activities`.
  private func sharedBeginning(with meant: [[UInt8]]) -> Double {
    guard words.count == 1, meant.count == 1 else { return 0 }
    let shared = zip(words[0], meant[0]).prefix { $0 == $1 }.count
    let share = Double(shared) / Double(max(words[0].count, meant[0].count))
    return shared >= 4 && (shared == words[0].count || share >= 0.6) ? share : 0
  }
}

/// Which letters and digits occur in a name.
private struct LetterSet {
  private var bits: UInt64 = 0

  init(_ letters: some Sequence<UInt8> = []) {
    for letter in letters { insert(letter) }
  }

  mutating func insert(_ letter: UInt8) { bits |= 1 << UInt64(letter & 63) }

  /// How many of them another name lacks.
  func missing(in other: LetterSet) -> Int { (bits & ~other.bits).nonzeroBitCount }
}

/// Names are compared up to this many bytes, which bounds the work for absurd ones.
private let longest = 64

private func words(of name: String) -> [[UInt8]] {
  name.utf8.prefix(longest).split { normalized($0) == nil }.map { $0.compactMap(normalized) }
}

/// The least number of letters missing, added, replaced or swapped with their neighbour, those with
/// a digit counting twice.
func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = second.reduce(into: [0]) { $0.append($0[$0.count - 1] + weight(of: $1)) }
  for (row, letter) in first.enumerated() {
    var current = [last[0] + weight(of: letter)]
    current.reserveCapacity(second.count + 1)
    for (column, other) in second.enumerated() {
      let replaced = letter == other ? 0 : max(weight(of: letter), weight(of: other))
      var cost = last[column] + replaced
      cost = min(cost, last[column + 1] + weight(of: letter))
      cost = min(cost, current[column] + weight(of: other))
      if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
        cost = min(cost, beforeLast[column - 1] + max(weight(of: letter), weight(of: other)))
      }
      current.append(cost)
    }
    beforeLast = last
    last = current
  }
  return last[second.count]
}

private func weight(of letter: UInt8) -> Int {
  isDigit(letter) ? 2 : 1
}

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
