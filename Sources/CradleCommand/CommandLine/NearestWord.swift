/// The word that was probably meant: one that begins as written, when no other does, or else the
/// one with the fewest slips (a letter more, less, other, or two exchanged), at most one in three.
func nearest(to word: String, among candidates: [String]) -> String? {
  let written = Array(word.utf8)
  let bare = written.drop { $0 == 0x2D }.count
  let begun = candidates.filter { $0.utf8.starts(with: written) }
  if bare > 1, begun.count == 1 { return begun.first }
  var best: (word: String, slips: Int)?
  for candidate in candidates {
    let meant = Array(candidate.utf8)
    let limit = min(3, max(1, max(bare, meant.count - (written.count - bare)) / 3))
    guard bare > 0, abs(meant.count - written.count) <= limit else { continue }
    let slips = slips(from: written, to: meant)
    if slips <= limit, slips < best?.slips ?? .max { best = (candidate, slips) }
  }
  return best?.word
}

/// The optimal string alignment distance; the caller has seen to it that both are short.
private func slips(from written: [UInt8], to meant: [UInt8]) -> Int {
  var before: [Int] = []
  var above = Array(0...meant.count)
  for row in 0..<written.count {
    var line = [row + 1]
    for column in 0..<meant.count {
      let change = above[column] + (written[row] == meant[column] ? 0 : 1)
      var least = min(change, above[column + 1] + 1, line[column] + 1)
      if row > 0, column > 0, written[row] == meant[column - 1], written[row - 1] == meant[column] {
        least = min(least, before[column - 1] + 1)
      }
      line.append(least)
    }
    before = above
    above = line
  }
  return above.last ?? 0
}
