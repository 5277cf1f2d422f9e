/// Writes messages for a person: what, where, the line with the place underlined, what next.
public struct HumanMessage {
  private let places: Places
  private let color: Bool

  /// Writes about these texts, with colours of the terminal if so wished.
  public init(sources: Sources, color: Bool) {
    places = Places(sources)
    self.color = color
  }

  /// The message as lines, the last of which ends in a newline too.
  public func text(of diagnostic: Diagnostic) -> String {
    let severity = diagnostic.severity
    var text = paint(severity.rawValue, severity.sgr) + "[\(diagnostic.code.rawValue)]: "
    text += printableLine(diagnostic.message) + "\n"
    if let span = diagnostic.span { text += excerpt(span, severity.sgr) }
    if let hint = diagnostic.hint {
      text += paint("hint", "1;32") + ": " + printableLine(hint) + "\n"
    }
    for related in diagnostic.related {
      text += paint(Severity.note.rawValue, Severity.note.sgr) + ": "
      text += printableLine(related.message) + "\n" + excerpt(related.span, Severity.note.sgr)
    }
    return text
  }

  /// The place, its line and the carets under it.
  private func excerpt(_ span: Span, _ sgr: String) -> String {
    let source = places.sources[span.file]
    let place = places.place(of: span.lower, in: span.file)
    let number = String(place.line)
    let gutter = String(repeating: " ", count: number.utf8.count)
    let window = Window(source.bytes, line: place.lineRange, span: span.lower..<span.upper)
    var text = "\(gutter)--> \(printableLine(source.name)):\(place.line):\(place.column)\n"
    text += "\(gutter) |\n"
    text += window.text.isEmpty ? "\(number) |\n" : "\(number) | \(window.text)\n"
    text += "\(gutter) | " + String(repeating: " ", count: window.caretColumn)
    text += paint(String(repeating: "^", count: window.caretCount), sgr) + "\n"
    return text
  }

  private func paint(_ text: String, _ sgr: String) -> String {
    color ? "\u{1B}[\(sgr)m\(text)\u{1B}[0m" : text
  }
}

extension Severity {
  /// The terminal's code for its colour.
  fileprivate var sgr: String {
    switch self {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    }
  }
}

/// What is shown of a line: all of it if it is not too wide, else the part around a span.
private struct Window {
  /// The text as it is shown, without blanks at its end.
  private(set) var text = ""
  /// How many columns stand before the carets.
  private(set) var caretColumn = 0
  /// How many columns the carets underline; at least one.
  private(set) var caretCount = 1

  private static let widest = 100
  /// How many columns of a cut line stand before the span.
  private static let context = 30
  /// How many bytes on either side of a place are looked at: the line might have millions.
  private static let reach = 1000

  /// A scalar as it is shown.
  private struct Piece {
    var text: String
    var offset: Int
    var column: Int
    var width: Int
    var end: Int { column + width }
  }

  init(_ bytes: [UInt8], line: Range<Int>, span: Range<Int>) {
    let focus = min(max(span.lowerBound, line.lowerBound), line.upperBound)
    var lower = max(line.lowerBound, focus - Self.reach)
    var upper = min(line.upperBound, focus + Self.reach)
    while lower > line.lowerBound, bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
    while upper < line.upperBound, bytes[upper] & 0xC0 == 0x80 { upper += 1 }
    let pieces = Self.pieces(bytes, lower..<upper)
    let total = pieces.last?.end ?? 0
    let caretStart = pieces.first { $0.offset >= focus }?.column ?? total
    let caretEnd =
      span.upperBound >= upper
      ? total : pieces.first { $0.offset >= span.upperBound }?.column ?? total

    var shown = 0..<total
    if total > Self.widest || lower > line.lowerBound || upper < line.upperBound {
      shown = Self.window(
        total: total, carets: caretStart..<max(caretStart, caretEnd),
        isOpenLeft: lower > line.lowerBound, isOpenRight: upper < line.upperBound)
    }
    let isCutLeft = shown.lowerBound > 0 || lower > line.lowerBound
    let isCutRight = shown.upperBound < total || upper < line.upperBound
    let kept = pieces.filter { $0.column >= shown.lowerBound && $0.end <= shown.upperBound }
    let first = kept.first?.column ?? shown.lowerBound
    text = (isCutLeft ? "…" : "") + kept.map(\.text).joined() + (isCutRight ? "…" : "")
    while text.utf8.last == 0x20 { text.removeLast() }
    caretColumn = (isCutLeft ? 1 : 0) + max(0, caretStart - first)
    caretCount = max(1, min(caretEnd, kept.last?.end ?? caretEnd) - caretStart)
  }

  /// The columns of a line that are shown when not all of them can be.
  private static func window(
    total: Int, carets: Range<Int>, isOpenLeft: Bool, isOpenRight: Bool
  ) -> Range<Int> {
    let room = widest - 2
    if !isOpenLeft, carets.upperBound <= room { return 0..<min(total, room + 1) }
    var start = max(0, carets.lowerBound - context)
    if !isOpenRight, start + room > total { start = max(0, total - room) }
    return start..<min(total, start + room)
  }

  /// The scalars of a stretch as they are shown: tabs as spaces, controls spelled out.
  private static func pieces(_ bytes: [UInt8], _ range: Range<Int>) -> [Piece] {
    var pieces: [Piece] = []
    var counter = WidthCounter()
    var offset = range.lowerBound
    var column = 0
    while offset < range.upperBound {
      var next = offset + 1
      while next < range.upperBound, next < offset + 4, bytes[next] & 0xC0 == 0x80 { next += 1 }
      let decoded = String(decoding: bytes[offset..<next], as: UTF8.self)
      if decoded == "\t" {
        pieces.append(Piece(text: "    ", offset: offset, column: column, width: 4))
        column += 4
      } else if let scalar = decoded.unicodeScalars.first, isUnprintable(scalar) {
        let text = spelledOut(scalar)
        pieces.append(Piece(text: text, offset: offset, column: column, width: text.utf8.count))
        column += text.utf8.count
      } else {
        var width = 0
        for scalar in decoded.unicodeScalars { width += counter.add(scalar) }
        pieces.append(Piece(text: decoded, offset: offset, column: column, width: width))
        column += width
      }
      offset = next
    }
    return pieces
  }
}
