/// How many columns a text takes in a terminal.
///
/// East Asian wide characters and emoji take two; combining, format and control characters none; a
/// sequence of emoji that makes one picture (joined by U+200D, with a skin tone, a flag of two
/// letters, turned into a picture by U+FE0F) takes two. Everything else takes one.
public func displayWidth(of text: String) -> Int {
  var counter = WidthCounter()
  for scalar in text.unicodeScalars { counter.add(scalar) }
  return counter.width
}

/// The width of a text, gathered scalar by scalar.
struct WidthCounter {
  private(set) var width = 0
  private var last: Unicode.Scalar?
  private var lastWidth = 0
  private var followsJoiner = false
  private var isHalfFlag = false

  /// Adds the next scalar and answers how many columns it adds.
  @discardableResult
  mutating func add(_ scalar: Unicode.Scalar) -> Int {
    let added = addition(of: scalar)
    width += added
    return added
  }

  private mutating func addition(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 {
      followsJoiner = false
      isHalfFlag = false
      last = scalar
      lastWidth = scalarWidth(scalar)
      return lastWidth
    }
    switch scalar.value {
    case 0x200D:
      followsJoiner = last?.properties.isEmoji ?? false
      return 0
    case 0xFE0F:
      guard let last, lastWidth == 1, last.properties.isEmoji else { return 0 }
      lastWidth = 2
      return 1
    case 0x1F3FB...0x1F3FF where last?.properties.isEmojiModifierBase ?? false:
      defer { last = scalar }
      guard lastWidth == 1 else { return 0 }
      lastWidth = 2
      return 1
    case 0x1F1E6...0x1F1FF:
      followsJoiner = false
      last = scalar
      isHalfFlag.toggle()
      return isHalfFlag ? 2 : 0
    default:
      isHalfFlag = false
      let own = scalarWidth(scalar)
      if own == 0 { return 0 }
      defer { followsJoiner = false }
      last = scalar
      if followsJoiner, scalar.properties.isEmoji { return 0 }
      lastWidth = own
      return own
    }
  }
}

/// How many columns a scalar takes on its own.
func scalarWidth(_ scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value < 0x7F { return value < 0x20 ? 0 : 1 }
  if value < 0x300 { return value < 0xA0 ? 0 : 1 }
  if value >= 0x1100, isWide(value) {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return 0
    default: return 2
    }
  }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .spacingMark, .lineSeparator, .paragraphSeparator: return 0
  case .format: return isNumberSign(value) ? 1 : 0
  default: break
  }
  if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
  if (0x1F1E6...0x1F1FF).contains(value) { return 2 }
  return scalar.properties.isEmojiPresentation ? 2 : 1
}

/// Whether a format character is drawn: those of Arabic, Syriac and Kaithi that enclose a number.
private func isNumberSign(_ value: UInt32) -> Bool {
  switch value {
  case 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: true
  default: false
  }
}

/// Whether a scalar lies in a stretch of wide characters.
private func isWide(_ value: UInt32) -> Bool {
  var low = 0
  var high = wideRanges.count
  while low < high {
    let middle = (low + high) / 2
    if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
  }
  return low < wideRanges.count && wideRanges[low].contains(value)
}

/// The wide and fullwidth characters of Unicode Standard Annex 11, without emoji, in order; gaps of
/// unassigned characters within a block of wide ones are counted in.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E,
  0x3041...0x3247, 0x3250...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
  0xFE10...0xFE1F,
  0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
  0x1D300...0x1D35F, 0x1D360...0x1D376, 0x1F200...0x1F265, 0x20000...0x3FFFD,
]
