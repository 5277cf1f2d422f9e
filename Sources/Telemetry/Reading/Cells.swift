/// The cells of one line of a table in text: CSV, TSV, or with `|` between.
///
/// A record is one line, so that a log can be cut anywhere: a quoted cell may hold separators and
/// doubled quotes, not a line feed.
public struct Cells: Sendable {
  /// What stands between two cells.
  public let separator: UInt8
  /// The ranges of the cells, quotes and blanks at their edges left out.
  public private(set) var ranges: [Range<Int>] = []
  /// Where a quote stands that is not closed.
  public private(set) var unclosedQuote: Int?

  /// Cells with such a byte between them.
  public init(separator: UInt8) { self.separator = separator }

  /// How many cells there are.
  public var count: Int { ranges.count }

  /// Takes a line apart.
  public mutating func split(_ bytes: Span<UInt8>, _ line: Range<Int>) {
    ranges.removeAll(keepingCapacity: true)
    unclosedQuote = nil
    var start = line.lowerBound
    let end = bytes.withoutReturn(line).upperBound
    while true {
      var index = start
      while index < end, bytes[index] == 0x20 || bytes[index] == 0x09 && separator != 0x09 {
        index += 1
      }
      if index < end, bytes[index] == 0x22 {
        guard let close = closing(bytes, index + 1, end) else {
          unclosedQuote = index
          ranges.append(index + 1..<end)
          return
        }
        ranges.append(index + 1..<close)
        index = bytes.index(of: separator, from: close + 1, to: end)
      } else {
        let stop = bytes.index(of: separator, from: index, to: end)
        ranges.append(bytes.trimmed(index..<stop))
        index = stop
      }
      if index >= end { return }
      start = index + 1
    }
  }

  /// The index of the quote that closes a cell; doubled ones stand for one.
  private func closing(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var index = start
    while true {
      index = bytes.index(of: 0x22, from: index, to: end)
      if index >= end { return nil }
      if index + 1 < end, bytes[index + 1] == 0x22 {
        index += 2
      } else {
        return index
      }
    }
  }

  /// The texts of all cells, doubled quotes as one.
  public func texts(_ bytes: Span<UInt8>) -> [String] {
    var texts: [String] = []
    for range in ranges {
      let text = bytes.text(range)
      guard text.utf8.contains(0x22) else {
        texts.append(text)
        continue
      }
      var kept: [UInt8] = []
      var wasQuote = false
      for byte in text.utf8 {
        if byte == 0x22, wasQuote {
          wasQuote = false
          continue
        }
        wasQuote = byte == 0x22
        kept.append(byte)
      }
      texts.append(String(decoding: kept, as: UTF8.self))
    }
    return texts
  }
}
