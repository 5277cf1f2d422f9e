/// What a slice of a log of requests adds up to, as text that joins with that of other slices to
/// the very text of one pass over all of them: in any order, however they were cut.
///
/// A request counts at the time that it states, so slices may overlap in time. What hangs on where
/// a log was cut is left out: the places of rows, clocks that go back from one row to the next,
/// last lines without a line feed.
public struct TrafficPartial: Hashable, Sendable {
  /// The length of the windows that will be asked for, in nanoseconds.
  public let window: Int64
  /// The paths that count, as the user wrote them; nothing for all.
  public let filter: String?
  /// What the slices add up to.
  public private(set) var summary: TrafficSummary

  /// A slice that was read under these terms.
  public init(_ summary: TrafficSummary, window: Int64, filter: String?) {
    self.window = window
    self.filter = filter
    self.summary = summary
  }

  /// The slice as text, from which it is read back exactly; several may follow each other.
  public var text: String {
    var text = PartialText(.requests)
    text.line("terms", "\(window)", filter.map(PartialWords.quoted) ?? "-")
    text.line("rows", "\(summary.rows.used)", "\(summary.zoned)", "\(summary.unzoned)")
    for rejection in summary.rows.rejections {
      text.line("rejected", rejection.reason.rawValue, "\(rejection.count)")
    }
    if let first = summary.first, let last = summary.last {
      text.line("span", "\(first)", "\(last)")
    }
    text.line("untold", "\(summary.requestsWithoutInput)", "\(summary.requestsWithoutOutput)")
    for (status, count) in summary.statuses.sorted(by: { $0.key < $1.key }) {
      text.line("status", PartialWords.quoted(status), "\(count)")
    }
    for (number, tally) in summary.steps.sorted(by: { $0.key < $1.key }) {
      var words = ["step", "\(number)"]
      for outcome in Outcome.allCases {
        let sums = tally[outcome]
        words += ["\(sums.requests)", "\(sums.input)", "\(sums.output)", "\(sums.bytes)"]
      }
      text.line(words)
    }
    for (name, histogram) in [("input", summary.inputs), ("output", summary.outputs)] {
      if histogram.total > 0 { text.line(name + "s", "\(histogram.largest)") }
      for (step, count) in histogram.counts.enumerated() where count != 0 {
        text.line(name, "\(step)", "\(count)")
      }
    }
    if !summary.identifiers.isComplete { text.line("sampled") }
    for (hash, count) in summary.identifiers.hashes {
      let word = String(hash, radix: 36)
      text.line(count == 1 ? ["id", word] : ["id", word, "\(count)"])
    }
    return text.ended
  }

  /// Reads all partial summaries that follow each other in a text, and joins them to `whole`. What no
  /// log can have led to is no summary: counts and sums have to agree with each other.
  public static func join(
    _ text: String, to whole: inout TrafficPartial?
  ) throws(PartialMistake) {
    try TrafficPartialReading.join(text: text, to: &whole)
  }

  /// The digests of all partial summaries in a text that tell of any row: where one occurs again,
  /// the same slice was joined twice.
  public static func digests(of text: String) -> [String] {
    var digests: [String] = []
    var lines = PartialLines(text)
    var hasRow = false
    while let line = lines.next() {
      if line.hasPrefix("rows ") { hasRow = !line.hasPrefix("rows 0 ") }
      if line.hasPrefix("rejected ") { hasRow = true }
      if line.hasPrefix("end "), hasRow { digests.append(String(line.dropFirst(4))) }
    }
    return digests
  }

  /// Joins another slice.
  mutating func merge(_ other: TrafficPartial) throws(PartialMistake) {
    guard window == other.window, filter == other.filter else { throw .terms }
    summary.merge(other.summary)
  }
}
