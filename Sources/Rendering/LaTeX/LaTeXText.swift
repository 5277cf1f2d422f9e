import Documents

/// Running text in LaTeX as it grows, with an estimate of the width it takes on one line.
struct LaTeXText {
  /// How a source is cited: by its key in brackets, or by a command.
  enum Citation {
    case key
    case command
  }

  /// What has been written.
  private(set) var tex = ""
  /// What it takes at 10 pt, in tenths of a point.
  private(set) var width = 0
  /// The width of the longest stretch without a place to break.
  private(set) var longest = 0

  private let citation: Citation
  /// The width past which a word is given places to break.
  private let longestWord: Int
  private var run = 0
  /// What the current face takes, in percent of the upright one.
  private var stretch = 100
  private var owesBreak = false

  /// Nothing yet; words past `longestWord` are given places to break.
  init(citation: Citation, longestWord: Int = 1200) {
    self.citation = citation
    self.longestWord = max(200, longestWord)
  }

  /// The LaTeX of some running text.
  init(_ inlines: [Inline], citation: Citation, longestWord: Int = 1200) {
    self.init(citation: citation, longestWord: longestWord)
    for inline in inlines { append(inline) }
  }

  /// Writes a piece of running text.
  mutating func append(_ inline: Inline) {
    switch inline {
    case .text(let text), .tone(_, let text): append(text)
    case .strong(let text):
      markup(#"\textbf{"#)
      stretch = 116
      append(text)
      stretch = 100
      markup("}")
    case .code(let text):
      markup(#"\texttt{"#)
      append(text, code: true)
      markup("}")
    case .quantity(let number, let unit): append(quantity: number, unit)
    case .cite(let key):
      if citation == .command, !key.isEmpty, key.utf8.allSatisfy(isCitable) {
        markup(#"\cite{"# + key + "}")
        advance(by: 150)
      } else {
        append("[" + key + "]")
      }
    }
  }

  /// Writes a number with its unit, which no line's end parts.
  mutating func append(quantity number: String, _ unit: String) {
    append(number: number)
    if unit.isEmpty { return }
    markup(#"\,"#)
    advance(by: 17)
    append(unit: unit)
  }

  /// Writes a number through siunitx, or as text if it is none.
  mutating func append(number: String) {
    if let numeral = Numeral(number) {
      markup(#"\num{"# + numeral.sign + numeral.integer + numeral.tail + "}")
      advance(by: numeral.latexWidth)
    } else {
      append(number)
    }
  }

  /// Writes a unit; a 2 or a 3 behind a length is an exponent.
  mutating func append(unit: String) {
    let parts = unit.split(separator: "/", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index > 0 {
        markup("/")
        advance(by: 50)
      }
      if let exponent = part.last, exponent == "2" || exponent == "3",
        part.dropLast().hasSuffix("m")
      {
        append(String(part.dropLast()))
        markup(#"\textsuperscript{"# + String(exponent) + "}")
        advance(by: 40)
      } else {
        append(String(part))
      }
    }
  }

  /// Writes text, escaped: white space becomes one space, what pdflatex cannot print its number.
  mutating func append(_ text: String, code: Bool = false) {
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    var wordBreaks = false
    var wordStart = true
    var previous: Unicode.Scalar?
    while index != scalars.endIndex {
      let scalar = scalars[index]
      if isSpace(scalar) {
        index = scalars.index(after: index)
        if previous != " " { space() }
        previous = " "
        wordStart = true
        continue
      }
      if wordStart {
        wordBreaks = isLong(scalars[index...], code: code)
        wordStart = false
      }
      let next = scalars.index(after: index)
      let width = (code ? 53 : latexWidth(scalar)) * stretch / 100
      if run > 0, wordBreaks, run + width > longestWord { offerBreak() }
      if owesBreak, !isIgnorable(scalar) {
        tex += #"\allowbreak{}"#
        owesBreak = false
      }
      if scalar == "C", !code, let after = carbonDioxide(scalars[index...]) {
        tex += #"CO\textsubscript{2}"#
        advance(by: 190)
        previous = nil
        index = after
        continue
      }
      if next != scalars.endIndex, let accent = latexAccent(scalars[next]),
        scalar.properties.isAlphabetic, scalar.isASCII
      {
        tex += accent + "{" + String(Character(scalar)) + "}"
        advance(by: width)
        previous = nil
        index = scalars.index(after: next)
        continue
      }
      write(scalar, width: width, code: code, behind: previous)
      if wordBreaks, run * 3 > longestWord, isPlaceToBreak(scalar) { offerBreak() }
      previous = scalar
      index = next
    }
  }

  /// Writes LaTeX as it is, at no width.
  mutating func markup(_ tex: String) { self.tex += tex }

  /// Counts what was written as markup.
  mutating func advance(by width: Int) {
    self.width += width
    run += width
    longest = max(longest, run)
  }

  /// Notes that a line may end here.
  mutating func pause() { run = 0 }

  private mutating func space() {
    owesBreak = false
    tex += " "
    width += 33
    run = 0
  }

  /// Lets a line end here, provided that the word goes on.
  private mutating func offerBreak() {
    owesBreak = true
    run = 0
  }

  private mutating func write(
    _ scalar: Unicode.Scalar, width: Int, code: Bool, behind previous: Unicode.Scalar?
  ) {
    if isLatexPlain(scalar) {
      // Two of these would become another sign.
      if scalar == previous, scalar == "-" || scalar == "'" || scalar == "," { tex += "{}" }
      tex.unicodeScalars.append(scalar)
      advance(by: width)
    } else if let character = latexCharacter(scalar) {
      tex += character
      advance(by: width)
    } else if !isIgnorable(scalar) {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let shown = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
      if run > 0, run + 480 > longestWord {
        tex += #"\allowbreak{}"#
        run = 0
      }
      tex += "{[}" + shown + "{]}"
      advance(by: 90 + 65 * shown.utf8.count)
      if run + 480 > longestWord { offerBreak() }
    }
  }

  /// Whether the word at the start is too long to go without places to break.
  private func isLong(_ scalars: Substring.UnicodeScalarView, code: Bool) -> Bool {
    var width = run
    for scalar in scalars {
      if scalar.value <= 0x20 { break }
      let printed = scalar.isASCII || latexCharacter(scalar) != nil
      width += !printed ? 480 : (code ? 53 : latexWidth(scalar)) * stretch / 100
      if width > longestWord { return true }
    }
    return false
  }
}

extension Numeral {
  /// The width that siunitx gives it: from five digits on they stand in groups of three.
  var latexWidth: Int {
    (sign.isEmpty ? 0 : 78) + 50 * (integer.utf8.count + fraction.utf8.count)
      + (fraction.isEmpty ? 0 : 28) + 17 * groups(integer.utf8.count)
      + 17 * groups(fraction.utf8.count)
  }
}

/// The thin spaces that siunitx sets among so many digits.
func groups(_ digits: Int) -> Int { digits >= 5 ? (digits - 1) / 3 : 0 }

/// Where the formula CO2 at the start ends, if it stands there as a whole or with its e.
private func carbonDioxide(
  _ scalars: Substring.UnicodeScalarView
) -> Substring.UnicodeScalarView.Index? {
  var index = scalars.startIndex
  for expected: Unicode.Scalar in ["C", "O", "2"] {
    guard index != scalars.endIndex, scalars[index] == expected else { return nil }
    index = scalars.index(after: index)
  }
  var after = index
  if after != scalars.endIndex, scalars[after] == "e" {
    after = scalars.index(after: after)
    if after != scalars.endIndex, scalars[after] == "q" { after = scalars.index(after: after) }
  }
  if after != scalars.endIndex,
    scalars[after] == "_" || scalars[after].properties.isAlphabetic
      || ("0"..."9").contains(scalars[after])
  {
    return nil
  }
  return index
}

/// The space, the tab and what ends a line.
private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20, 0x09...0x0D, 0x85, 0x2028, 0x2029: true
  default: false
  }
}

/// Letters, digits and the signs that mean themselves.
private func isLatexPlain(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9", " ", ".", ",", ":", ";", "!", "?", "(", ")", "/", "-", "+",
    "=", "'", "@":
    true
  default: false
  }
}

private func isPlaceToBreak(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "/", "-", "_", ".", ",", ":", "=", "&", "?": true
  default: false
  }
}

/// What shows nothing and changes nothing that pdflatex could print.
private func isIgnorable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x200B...0x200D, 0x2060, 0xFE00...0xFE0F, 0xFEFF: true
  default: false
  }
}

private func isCitable(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
    UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "/"):
    true
  default: false
  }
}
