/// Of what a partial summary is.
public enum PartialKind: String, Hashable, Sendable, CaseIterable {
  /// Of power and energy.
  case power = "meter"
  /// Of requests.
  case requests = "traffic"
  /// Of jobs.
  case jobs

  /// The first line of those that are read and written.
  public var magic: String { "cradle.\(rawValue).partial/\(version)" }

  /// Version 1 of power told where a run of CodeCarbon begins as a sample, in each slice.
  private var version: Int { self == .power ? 2 : 1 }

  /// The kind whose first line this is.
  init?(magic line: Substring) {
    for kind in Self.allCases where line == kind.magic {
      self = kind
      return
    }
    return nil
  }

  /// The kind of the first summary in a text; nothing where it begins with something else.
  public static func first(in text: String) -> PartialKind? {
    var lines = PartialLines(text)
    while let line = lines.next() {
      if !line.isEmpty { return PartialKind(magic: line) }
    }
    return nil
  }

  /// Of what a log is that begins with these bytes; nothing where that does not show.
  public static func ofLog(_ head: [UInt8]) -> PartialKind? {
    if JobColumns.recognize(head) != nil { return .jobs }
    if PrometheusQuery.begins(head) { return .power }
    let bytes = head.span
    let columns = ColumnNames()
    if (try? PowerFormat.recognize(bytes, 0..<head.count, columns: columns)) != nil {
      return .power
    }
    switch try? TrafficFormat.recognize(bytes, 0..<head.count, columns: columns) {
    case .table, .combined: return .requests
    // An object can be anything.
    case .jsonLines, nil: return nil
    }
  }
}
