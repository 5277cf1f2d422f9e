/// A stretch of time that a user names, such as one in which nothing ran:
/// `2026-06-18T00:00/2026-06-18T00:10`.
public struct Stretch: Hashable, Sendable {
  /// Its start, in nanoseconds since 1970.
  public let from: Int64
  /// Its end, later than the start.
  public let to: Int64
  /// Whether both are told with their zone.
  public let isZoned: Bool

  /// A stretch; nothing where the end is not later than the start.
  init?(from: Int64, to: Int64, isZoned: Bool) {
    guard from < to else { return nil }
    self.from = from
    self.to = to
    self.isZoned = isZoned
  }

  /// Reads an interval as ISO 8601-1 (2019, 5.5.2) has it, `FROM/TO`, of moments as ``Timestamp``
  /// reads them, both with a zone or both without; where the end is a clock alone, it is on the day
  /// of the start: `2026-06-18T00:00/00:10`. Nothing for another text.
  public init?(_ text: String) {
    var found: Stretch?
    for slash in text.indices where text[slash] == "/" {
      let (left, right) = (String(text[..<slash]), String(text[text.index(after: slash)...]))
      guard let from = Timestamp(left),
        let to = Self.isMoment(right) ? Timestamp(right) : Self.clock(right, onDayOf: left),
        from.isZoned == to.isZoned, Self.isMoment(left),
        let stretch = Stretch(from: from.nanoseconds, to: to.nanoseconds, isZoned: from.isZoned)
      else { continue }
      // Dates may be written with slashes, too; then there has to be one reading alone.
      if found != nil { return nil }
      found = stretch
    }
    guard let found else { return nil }
    self = found
  }

  /// Whether a text has more than a year or a part of a date.
  private static func isMoment(_ text: String) -> Bool {
    text.utf8.count >= 8 && Timestamp(text) != nil
  }

  private static func clock(_ text: String, onDayOf start: String) -> Timestamp? {
    guard let end = start.firstIndex(where: { $0 == "T" || $0 == " " }), text.contains(":") else {
      return nil
    }
    return Timestamp("\(start[..<end])T\(text)")
  }

  /// The stretch as it is read: `2026-06-18T00:00:00/2026-06-18T00:10:00`.
  public var text: String { "\(fromText)/\(toText)" }
  /// The start.
  public var fromText: String { Timestamp(nanoseconds: from, isZoned: isZoned).text }
  /// The end.
  public var toText: String { Timestamp(nanoseconds: to, isZoned: isZoned).text }

  /// Whether a step from one moment to a later one lies within it.
  @inline(__always)
  func holds(_ start: Int64, _ end: Int64) -> Bool { start >= from && end <= to }
}
