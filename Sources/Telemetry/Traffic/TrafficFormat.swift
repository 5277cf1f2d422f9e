/// How a log of requests is written, as its first lines show.
public enum TrafficFormat: Hashable, Sendable {
  /// A table with one request, or one window of requests, a line.
  case table(TrafficTable)
  /// One JSON object a line.
  case jsonLines
  /// The combined log format of web servers, or the common one.
  case combined

  /// Why a log is not read.
  public enum Unknown: Error, Hashable, Sendable {
    /// There is no line in it.
    case empty
    /// It holds bytes that no text has.
    case binary
    /// It is one JSON list.
    case jsonList
    /// It has a header, in which something is missing: what the user named, or what is needed.
    case columns(header: [String])
    /// It has a header, in which no column holds the path that requests are chosen by.
    case noPath(header: [String])
    /// Its first line, which should be the header, is too long to be held.
    case headerTooLong
    /// It is none of the formats.
    case unlike(String)
  }

  /// The format of a log that begins with these bytes.
  static func recognize(
    _ bytes: Span<UInt8>, _ block: Range<Int>, columns: ColumnNames
  ) throws(Unknown) -> TrafficFormat {
    var start = block.lowerBound
    if block.count >= 3, bytes[start] == 0xEF, bytes[start + 1] == 0xBB, bytes[start + 2] == 0xBF {
      start += 3
    }
    while start < block.upperBound {
      let end = bytes.index(of: 0x0A, from: start, to: block.upperBound)
      let whole = start..<end
      let line = bytes.trimmed(whole)
      start = end + 1
      if line.isEmpty || bytes[line.lowerBound] == 0x23 { continue }
      switch bytes[line.lowerBound] {
      case 0x7B: return .jsonLines
      case 0x5B where columns.entries.isEmpty: throw .jsonList
      default: break
      }
      if columns.entries.isEmpty, CombinedLine(bytes, line) != nil { return .combined }
      return try table(bytes, whole, columns)
    }
    throw .empty
  }

  private static func table(
    _ bytes: Span<UInt8>, _ line: Range<Int>, _ columns: ColumnNames
  ) throws(Unknown) -> TrafficFormat {
    var best: [String] = []
    for separator: UInt8 in [0x2C, 0x09, 0x3B, 0x7C] {
      var cells = Cells(separator: separator)
      cells.split(bytes, line)
      let header = cells.texts(bytes)
      if let table = TrafficTable(header: header, separator: separator, named: columns),
        header.count >= table.roles.count || header.count > 1
      {
        return .table(table)
      }
      if header.count > best.count { best = header }
    }
    for index in line where bytes[index] < 0x20 && !isBlank(bytes[index]) { throw .binary }
    if best.count > 1 { throw .columns(header: best) }
    throw .unlike(bytes.text(line.lowerBound..<min(line.upperBound, line.lowerBound + 60)))
  }
}
