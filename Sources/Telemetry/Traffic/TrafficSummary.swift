/// What a log of requests adds up to: whole numbers throughout, so that the summaries of its parts
/// join to that of the whole, to the last digit and in any order.
public struct TrafficSummary: Hashable, Sendable {
  /// A stretch of time with the requests in it.
  public struct Window: Hashable, Sendable {
    /// Its first moment, in nanoseconds since 1970.
    public var start: Int64
    /// The sums over its requests.
    public var tally: TrafficTally
  }

  /// A step back of the clock, or another thing of which the first place is told.
  public struct Occurrences: Hashable, Sendable {
    /// How often it was met.
    public internal(set) var count = 0
    /// Where it was met first.
    public internal(set) var first: RowPlace?

    mutating func add(_ place: RowPlace) {
      count += 1
      first = first.map { min($0, place) } ?? place
    }

    mutating func merge(_ other: Occurrences) {
      count += other.count
      if let place = other.first { first = first.map { min($0, place) } ?? place }
    }

    mutating func move(by lines: Int) { first?.line += lines }
  }

  /// The most steps of time that are told apart: eleven years of hours.
  public static let mostSteps = 100_000

  /// The rows that were read, used and rejected.
  public internal(set) var rows = RowCount()
  /// The length of a step of time, in nanoseconds: windows and hours of the day are made of whole
  /// ones.
  public let step: Int64
  /// The sums of each step in which there is a request, by its number from 1970.
  public internal(set) var steps: [Int64: TrafficTally] = [:]
  /// The earliest moment of a request, in nanoseconds since 1970.
  public internal(set) var first: Int64?
  /// The latest moment of a request, in nanoseconds since 1970.
  public internal(set) var last: Int64?
  /// The rows whose time names its zone.
  public internal(set) var zoned = 0
  /// The rows whose time names none; it is read as UTC.
  public internal(set) var unzoned = 0
  /// How often each status was met, as it is written; none where the log has no status.
  public internal(set) var statuses: [String: Int64] = [:]
  /// Requests whose input tokens the log does not tell.
  public internal(set) var requestsWithoutInput: Int64 = 0
  /// Requests whose output tokens the log does not tell.
  public internal(set) var requestsWithoutOutput: Int64 = 0
  /// The input tokens of single requests.
  public internal(set) var inputs = TokenHistogram()
  /// The output tokens of single requests.
  public internal(set) var outputs = TokenHistogram()
  /// Rows whose time is before that of the row above them, within one file.
  public internal(set) var stepsBack = Occurrences()
  /// Last lines without a line feed that were used as they stand.
  public internal(set) var openLines = Occurrences()
  /// Last lines without a line feed that were rejected: cut, or still being written.
  public internal(set) var cutLines = Occurrences()
  /// A sample of the ids of requests; empty where the log has none.
  public internal(set) var identifiers = IdentifierSample()
  /// A line that names other columns than the header does: what follows it cannot be read.
  public internal(set) var otherHeaders = Occurrences()
  /// Whether there are more steps of time than ``mostSteps``.
  public internal(set) var isTooFine = false
  /// The time of the first and of the last row as they stand in the file, for a slice's edges.
  var edges: ClosedTimes?

  /// The times at the two ends of a slice.
  struct ClosedTimes: Hashable, Sendable {
    var first: Int64
    var last: Int64
    var firstPlace: RowPlace
  }

  /// A summary of nothing, whose windows will be multiples of `window` nanoseconds.
  public init(window: Int64) { step = Self.step(for: window) }

  /// The longest step of which a window and an hour are multiples.
  static func step(for window: Int64) -> Int64 {
    var (a, b) = (max(1, window), Self.hour)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1_000_000_000)
  }

  /// An hour in nanoseconds.
  public static let hour: Int64 = 3_600_000_000_000
  /// A day in nanoseconds.
  public static let day: Int64 = 86_400_000_000_000

  /// Joins the summary of the next slice of the same file.
  public mutating func append(_ next: TrafficSummary) {
    var next = next
    let lines = rows.lines
    next.identifiers.move(by: lines)
    next.stepsBack.move(by: lines)
    next.openLines.move(by: lines)
    next.cutLines.move(by: lines)
    next.otherHeaders.move(by: lines)
    next.edges?.firstPlace.line += lines
    if let mine = edges, let edge = next.edges {
      if edge.first < mine.last { stepsBack.add(edge.firstPlace) }
      edges = ClosedTimes(first: mine.first, last: edge.last, firstPlace: mine.firstPlace)
    } else {
      edges = edges ?? next.edges
    }
    rows.append(next.rows)
    mergeSums(next)
  }

  /// Joins the summary of another file.
  public mutating func merge(_ other: TrafficSummary) {
    edges = nil
    rows.merge(other.rows)
    mergeSums(other)
  }

  private mutating func mergeSums(_ other: TrafficSummary) {
    for (number, tally) in other.steps { add(tally, to: number) }
    isTooFine = isTooFine || other.isTooFine
    if let moment = other.first { first = min(first ?? moment, moment) }
    if let moment = other.last { last = max(last ?? moment, moment) }
    zoned += other.zoned
    unzoned += other.unzoned
    for (status, count) in other.statuses {
      statuses[status] = saturated(statuses[status] ?? 0, count)
    }
    requestsWithoutInput = saturated(requestsWithoutInput, other.requestsWithoutInput)
    requestsWithoutOutput = saturated(requestsWithoutOutput, other.requestsWithoutOutput)
    inputs.merge(other.inputs)
    outputs.merge(other.outputs)
    stepsBack.merge(other.stepsBack)
    openLines.merge(other.openLines)
    cutLines.merge(other.cutLines)
    otherHeaders.merge(other.otherHeaders)
    identifiers.merge(other.identifiers)
  }

  /// Adds sums to a step of time.
  mutating func add(_ tally: TrafficTally, to number: Int64) {
    if let known = steps.index(forKey: number) {
      steps.values[known].add(tally)
    } else if steps.count < Self.mostSteps {
      steps[number] = tally
    } else {
      isTooFine = true
    }
  }
}

// What the sums say.
extension TrafficSummary {
  /// The sums over all requests.
  public var total: TrafficTally {
    var total = TrafficTally()
    for tally in steps.values { total.add(tally) }
    return total
  }

  /// The nanoseconds from the first request to the last.
  public var span: Int64 {
    guard let first, let last else { return 0 }
    return last - first
  }

  /// The windows of a length in which there is a request, in their order. They begin at multiples
  /// of the length since 1970, UTC; the length is that of ``init(window:)`` or a multiple.
  public func windows(_ length: Int64) -> [Window] {
    var tallies: [Int64: TrafficTally] = [:]
    for (number, tally) in steps {
      tallies[floored(number * step, by: max(1, length)), default: TrafficTally()].add(tally)
    }
    return tallies.sorted { $0.key < $1.key }.map {
      Window(start: $0.key * max(1, length), tally: $0.value)
    }
  }

  /// The sums by hour of the day, UTC, from 0 to 23.
  public var byHourOfDay: [TrafficTally] {
    var hours = [TrafficTally](repeating: TrafficTally(), count: 24)
    for (number, tally) in steps {
      let hour = floored(number * step, by: Self.hour)
      hours[Int(hour - floored(hour, by: 24) * 24)].add(tally)
    }
    return hours
  }

  /// How many windows of a length the span touches.
  public func windowCount(_ length: Int64) -> Int64 {
    guard let first, let last else { return 0 }
    return floored(last, by: max(1, length)) - floored(first, by: max(1, length)) + 1
  }
}

/// The quotient rounded down.
func floored(_ number: Int64, by divisor: Int64) -> Int64 {
  let quotient = number / divisor
  return number % divisor < 0 ? quotient - 1 : quotient
}
