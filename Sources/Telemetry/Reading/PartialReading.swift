/// A partial summary as its lines come: of power, of requests or of jobs.
protocol PartialReading {
  /// What is read, and what several of them are joined to.
  associatedtype Summary

  /// Of what it is.
  static var kind: PartialKind { get }

  /// Nothing read yet.
  init()

  /// Takes the words of a line in; false where a summary has no such line, or not there.
  mutating func take(_ words: [Substring]) -> Bool

  /// What was read, its end being reached; nothing where its parts contradict each other.
  mutating func finished() -> Summary?

  /// The text that is written of it, where it is the only one that says the same; else nothing.
  static func written(_ part: Summary) -> String?

  /// How many rows it tells of.
  static func rows(_ part: Summary) -> Int

  /// The most rows that several hold together.
  static var mostRows: Int { get }

  /// Adds what was read to what those before it add up to.
  static func add(_ part: Summary, to whole: inout Summary) throws(PartialMistake)
}

extension PartialReading {
  static func written(_ part: Summary) -> String? { nil }

  static var mostRows: Int { PartialWords.mostRows }

  /// Reads all partial summaries that follow each other in a text, and joins them to `whole`.
  ///
  /// Each begins with a line that names its kind, and ends with a line `end` and a digest of the
  /// lines before it, by which it is noticed that one was changed; blank lines may stand between
  /// them. Lines may end as those of Windows do.
  static func join(text: String, to whole: inout Summary?) throws(PartialMistake) {
    var lines = PartialLines(text)
    var reading: Self?
    var digest = PartialDigest()
    var found = false
    while let line = lines.next() {
      let number = lines.number
      if reading == nil {
        if line.isEmpty { continue }
        try expectMagic(line, number, found: found)
        digest = PartialDigest()
        reading = Self()
        found = true
      } else if line == "end" || line.hasPrefix("end ") {
        guard line == "end \(digest.text)" else {
          throw lines.isOpen ? .cut : .changed(number)
        }
        guard let part = reading?.finished() else { throw .contradiction(number) }
        // A line too many, or one in another place, makes another text.
        if let text = written(part), !text.hasSuffix("\n\(line)\n") {
          throw .contradiction(number)
        }
        try add(part, to: &whole)
        reading = nil
        continue
      } else if lines.isOpen {
        throw .cut
      } else if PartialWords.isMagic(line) {
        throw .cutBefore(number)
      } else {
        let words = line.split(separator: " ")
        guard reading?.take(words) ?? false else { throw .line(number) }
      }
      digest.add(line)
      digest.add("\n")
    }
    if reading != nil { throw .cut }
    if !found { throw .unlike }
  }

  private static func add(_ part: Summary, to whole: inout Summary?) throws(PartialMistake) {
    guard (whole.map(rows) ?? 0) + rows(part) <= mostRows else { throw .tooMuch }
    guard var known = whole.take() else {
      whole = part
      return
    }
    defer { whole = known }
    try add(part, to: &known)
  }

  private static func expectMagic(
    _ line: Substring, _ number: Int, found: Bool
  ) throws(PartialMistake) {
    if line == kind.magic { return }
    if let other = PartialKind(magic: line) { throw .kind(other, after: kind) }
    if PartialWords.isMagic(line) { throw .version(String(line.prefix(60))) }
    throw found ? .line(number) : .unlike
  }
}

/// The lines of a text one after another, without their ends.
struct PartialLines {
  private var rest: Substring.UTF8View
  /// The number of the line at hand, from 1.
  private(set) var number = 0
  /// Whether the line at hand has no line feed: it is the last, and may be cut.
  private(set) var isOpen = false

  init(_ text: String) { rest = text[...].utf8 }

  /// The next line; nothing behind the last line feed.
  mutating func next() -> Substring? {
    guard !rest.isEmpty else { return nil }
    let end = rest.firstIndex(of: 0x0A)
    var line = rest[..<(end ?? rest.endIndex)]
    rest = end.map { rest[rest.index(after: $0)...] } ?? rest[rest.endIndex...]
    isOpen = end == nil
    number += 1
    if line.last == 0x0D { line.removeLast() }
    return Substring(line)
  }
}
