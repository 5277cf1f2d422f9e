/// Why a row of a log is not used.
public enum RejectionReason: String, Hashable, Sendable, CaseIterable, Comparable {
  /// The line is longer than is held in memory.
  case lineTooLong = "line-too-long"
  /// The line holds a NUL byte: part of the log was never written, or the file is not text.
  case nulByte = "nul-byte"
  /// A quote is opened and not closed on the line.
  case quoteUnclosed = "quote-unclosed"
  /// The line is not the JSON, or not the kind of line, that the format asks for.
  case malformed
  /// The row ends before a column that is needed, or lacks the key.
  case columnMissing = "column-missing"
  /// A cell that is needed is empty, or says that there is nothing: `[N/A]`, `null`.
  case valueMissing = "value-missing"
  /// The time cannot be read.
  case timeInvalid = "time-invalid"
  /// A number cannot be read, or is none: `NaN`.
  case numberInvalid = "number-invalid"
  /// A number has digits beyond those that are counted, such as half a token.
  case numberInexact = "number-inexact"
  /// A number is below zero where that means nothing.
  case negative
  /// A number or a time is beyond all reason.
  case outOfRange = "out-of-range"
  /// The status of a request is not known.
  case statusUnknown = "status-unknown"
  /// The same device has been read for the same time already.
  case duplicate
  /// The same run of the same job has been read already.
  case duplicateJob = "duplicate-job"
  /// The row is of a step of a job; what the job as a whole held is counted.
  case step
  /// The job has not begun.
  case notStarted = "not-started"
  /// The line is in order and tells of no request, such as that of a server that starts.
  case notARequest = "not-a-request"
  /// The row is of another kind than the user asked for, such as another path.
  case notAskedFor = "not-asked-for"

  /// Reasons are listed in the order of their declaration.
  public static func < (left: RejectionReason, right: RejectionReason) -> Bool {
    left.order < right.order
  }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A place in a log.
public struct RowPlace: Hashable, Sendable, Comparable {
  /// The name of the log.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in Unicode scalars.
  public var column: Int

  /// A place in a log.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `requests.csv:17:4`.
  public var text: String { "\(file):\(line):\(column)" }

  /// Places are ordered by file, line and column.
  public static func < (left: RowPlace, right: RowPlace) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

/// The rows of a log: those used and those rejected, by reason, add up to those read.
///
/// A count of a slice of a file knows its lines from the slice's start; ``append(_:)`` joins that
/// of the next slice and moves its places, ``merge(_:)`` joins that of another file. Both are exact
/// and the second does not depend on the order.
public struct RowCount: Hashable, Sendable {
  /// The rejections of one reason.
  public struct Rejection: Hashable, Sendable {
    /// The reason.
    public var reason: RejectionReason
    /// How many rows.
    public var count: Int
    /// The first few places.
    public var places: [RowPlace]

    /// Rejections of one reason.
    public init(_ reason: RejectionReason, count: Int, places: [RowPlace]) {
      self.reason = reason
      self.count = count
      self.places = places
    }
  }

  /// How many places of a reason are kept.
  public static let placesKept = 3

  /// All lines, those of headers, comments and blank ones included.
  public var lines = 0
  /// The rows that were used.
  public var used = 0
  /// The rows that were not, by reason, in the order of the reasons.
  public private(set) var rejections: [Rejection] = []

  /// No rows.
  public init() {}

  /// The rows that were not used.
  public var rejected: Int { rejections.reduce(0) { $0 + $1.count } }

  /// The rows that were read: used and rejected.
  public var read: Int { used + rejected }

  /// Counts a rejected row.
  public mutating func reject(_ reason: RejectionReason, at place: RowPlace) {
    add(Rejection(reason, count: 1, places: [place]))
  }

  /// Joins the count of the next slice of the same file.
  public mutating func append(_ next: RowCount) {
    var next = next
    next.move(by: lines)
    merge(next)
  }

  /// Joins the count of another file.
  public mutating func merge(_ other: RowCount) {
    lines += other.lines
    used += other.used
    for rejection in other.rejections { add(rejection) }
  }

  /// Counts rows that turn out not to be used, one for each place.
  mutating func add(_ reason: RejectionReason, places: [RowPlace]) {
    add(Rejection(reason, count: places.count, places: places))
  }

  /// Counts rejected rows whose places are not known.
  mutating func add(_ reason: RejectionReason, count: Int) {
    if count > 0 { add(Rejection(reason, count: count, places: [])) }
  }

  /// The same counts without places and lines.
  public var withoutPlaces: RowCount {
    var copy = self
    copy.lines = 0
    for index in copy.rejections.indices { copy.rejections[index].places = [] }
    return copy
  }

  /// What has been counted since it was as `before`, without places.
  func since(_ before: RowCount) -> RowCount {
    var rest = RowCount()
    rest.lines = lines - before.lines
    rest.used = used - before.used
    for rejection in rejections {
      let known = before.rejections.first { $0.reason == rejection.reason }
      rest.add(rejection.reason, count: rejection.count - (known?.count ?? 0))
    }
    return rest
  }

  /// Moves the places of a slice behind those of others.
  mutating func move(by lines: Int) {
    for index in rejections.indices {
      for place in rejections[index].places.indices {
        rejections[index].places[place].line += lines
      }
    }
  }

  private mutating func add(_ rejection: Rejection) {
    if let index = rejections.firstIndex(where: { $0.reason == rejection.reason }) {
      rejections[index].count += rejection.count
      let kept = rejections[index].places
      // The rows of a file come in order: once full, only the places of another file can be first.
      if kept.count < Self.placesKept || rejection.places.contains(where: { $0 < kept[2] }) {
        rejections[index].places = Array((kept + rejection.places).sorted().prefix(Self.placesKept))
      }
    } else {
      let place = rejections.firstIndex { $0.reason > rejection.reason } ?? rejections.count
      var first = rejection
      first.places = Array(rejection.places.sorted().prefix(Self.placesKept))
      rejections.insert(first, at: place)
    }
  }
}
