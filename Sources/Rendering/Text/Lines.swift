/// Words broken into lines of a width.
struct Lines {
  private let words: [Word]
  /// The first word of each line; a line ends where the next begins.
  private let starts: [Int]
  /// The columns each line takes.
  let widths: [Int]

  /// Breaks before a word that no longer fits; a word too long for any line is cut, behind a sign
  /// such as a slash where there is one, unless it is to stay whole.
  init(_ text: [Word], width limit: Int) {
    let limit = max(1, limit)
    let words = fitted(text, to: limit)
    var starts: [Int] = []
    var widths: [Int] = []
    var start = 0
    var index = 0
    var column = 0
    while index < words.count {
      let run = runWidth(words, from: index)
      let gap = index > start && words[index].spaced ? 1 : 0
      if index > start, column + gap + run.width > limit {
        let place = placeToBreak(words, start..<index)
        starts.append(start)
        widths.append(place == index ? column : extent(of: Array(words[start..<place])).natural)
        start = place
        index = place
        column = 0
        continue
      }
      column += gap + run.width
      index = run.end
    }
    if start < words.count {
      starts.append(start)
      widths.append(column)
    }
    self.words = words
    self.starts = starts
    self.widths = widths
  }

  /// The number of lines.
  var count: Int { starts.count }

  /// Writes one of the lines.
  func write(_ line: Int, to output: inout TerminalText) {
    let first = starts[line]
    for index in first..<(line + 1 < starts.count ? starts[line + 1] : words.count) {
      let word = words[index]
      if index > first, word.spaced { output.skip(1) }
      output.write(word.text, word.style, width: word.width)
    }
  }
}

/// The columns all words take on one line, and those of the longest stretch without a break.
func extent(of words: [Word]) -> (natural: Int, longest: Int, whole: Int) {
  var natural = 0
  var longest = 0
  var whole = 0
  var index = 0
  while index < words.count {
    let run = runWidth(words, from: index)
    natural += run.width + (index > 0 && words[index].spaced ? 1 : 0)
    longest = max(longest, run.width)
    for word in words[index..<run.end] where word.whole { whole = max(whole, word.width) }
    index = run.end
  }
  return (natural, longest, whole)
}

/// The place to end a line that cannot take the word behind `line`: there, or earlier where the
/// arithmetic is less deep.
private func placeToBreak(_ words: [Word], _ line: Range<Int>) -> Int {
  var best = line.upperBound
  if words[best].depth == 0 { return best }
  for index in line.dropFirst().reversed()
  where words[index].breakable && words[index].depth < words[best].depth {
    best = index
  }
  return best
}

/// The stretch from a word to the next place to break.
private func runWidth(_ words: [Word], from start: Int) -> (width: Int, end: Int) {
  var width = words[start].width
  var index = start + 1
  while index < words.count, !words[index].breakable {
    width += words[index].width + (words[index].spaced ? 1 : 0)
    index += 1
  }
  return (width, index)
}

/// The words with those cut that are too long for any line.
private func fitted(_ words: [Word], to limit: Int) -> [Word] {
  var index = 0
  while index < words.count {
    let run = runWidth(words, from: index)
    if run.width > limit { break }
    index = run.end
  }
  if index == words.count { return words }
  var result: [Word] = []
  index = 0
  while index < words.count {
    let run = runWidth(words, from: index)
    for var word in words[index..<run.end] {
      if run.width > limit { word.breakable = true }
      if word.width > limit, !word.whole {
        result += pieces(of: word, limit: limit)
      } else {
        result.append(word)
      }
    }
    index = run.end
  }
  return result
}

/// A long word cut into pieces that fit.
private func pieces(of word: Word, limit: Int) -> [Word] {
  var result: [Word] = []
  var piece = ""
  var width = 0
  /// Where the piece is best cut: behind its last sign that is neither letter nor digit.
  var cut: (text: String.Index, width: Int)?
  func finish(_ text: String, _ width: Int) {
    var next = word
    next.text = text
    next.width = width
    next.spaced = result.isEmpty && word.spaced
    next.breakable = result.isEmpty ? word.breakable : true
    result.append(next)
  }
  for character in word.text {
    let step = measured(String(character)).width
    if width + step > limit, width > 0 {
      if let at = cut, at.width * 2 > limit {
        finish(String(piece[..<at.text]), at.width)
        piece = String(piece[at.text...])
        width -= at.width
      } else {
        finish(piece, width)
        piece = ""
        width = 0
      }
      cut = nil
    }
    piece.append(character)
    width += step
    if let byte = character.asciiValue, isPlaceToCut(byte) { cut = (piece.endIndex, width) }
  }
  finish(piece, width)
  return result
}

private func isPlaceToCut(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
    UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "&"),
    UInt8(ascii: "?"):
    true
  default: false
  }
}
