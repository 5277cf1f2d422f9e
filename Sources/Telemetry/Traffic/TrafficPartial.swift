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

  /// The first line of the text.
  public static let magic = "cradle.traffic.partial/1"

  /// The slice as text: lines of words, the first of which says what they are. It ends with a line
  /// `end`, so that several may follow each other.
  public var text: String {
    var text = Self.magic + "\n"
    func line(_ words: [String]) { text += words.joined(separator: " ") + "\n" }
    func numbers(_ numbers: Int64...) -> [String] { numbers.map(String.init) }
    line(["terms", "\(window)", filter.map(PartialWords.quoted) ?? "-"])
    line(["rows", "\(summary.rows.used)", "\(summary.zoned)", "\(summary.unzoned)"])
    for rejection in summary.rows.rejections {
      line(["rejected", rejection.reason.rawValue, "\(rejection.count)"])
    }
    if let first = summary.first, let last = summary.last { line(["span"] + numbers(first, last)) }
    line(["untold"] + numbers(summary.requestsWithoutInput, summary.requestsWithoutOutput))
    for (status, count) in summary.statuses.sorted(by: { $0.key < $1.key }) {
      line(["status", PartialWords.quoted(status), "\(count)"])
    }
    for (number, tally) in summary.steps.sorted(by: { $0.key < $1.key }) {
      var words = ["step", "\(number)"]
      for outcome in Outcome.allCases {
        let sums = tally[outcome]
        words += numbers(sums.requests, sums.input, sums.output, sums.bytes)
      }
      line(words)
    }
    for (name, histogram) in [("input", summary.inputs), ("output", summary.outputs)] {
      if histogram.total > 0 { line([name + "s", "\(histogram.largest)"]) }
      for (step, count) in histogram.counts.enumerated() where count != 0 {
        line([name, "\(step)", "\(count)"])
      }
    }
    if !summary.identifiers.isComplete { line(["sampled"]) }
    for (hash, count) in summary.identifiers.hashes {
      let word = String(hash, radix: 36)
      line(count == 1 ? ["id", word] : ["id", word, "\(count)"])
    }
    return text + "end\n"
  }

  /// Reads all partial summaries that follow each other in a text, and joins them to `whole`.
  public static func join(
    _ text: String, to whole: inout TrafficPartial?
  ) throws(PartialMistake) {
    var reading: Reading?
    var number = 0
    var found = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if reading != nil {
        if line == "end" {
          guard let part = reading?.partial else { throw .line(number) }
          if whole != nil {
            guard whole?.merge(part) ?? false else { throw .terms }
          } else {
            whole = part
          }
          guard whole?.summary.rows.read ?? 0 < 1 << 45 else { throw .line(number) }
          reading = nil
        } else {
          guard reading?.take(line.split(separator: " ")) ?? false else { throw .line(number) }
        }
      } else if line == magic {
        reading = Reading()
        found = true
      } else if !line.isEmpty {
        if found { throw .line(number) }
        throw .unlike
      }
    }
    if reading != nil { throw .cut }
    if !found { throw .unlike }
  }

  /// Joins another slice; false where it was read under other terms.
  private mutating func merge(_ other: TrafficPartial) -> Bool {
    guard window == other.window, filter == other.filter else { return false }
    summary.merge(other.summary)
    return true
  }
}

extension TrafficPartial {
  /// A partial summary as its lines come.
  private struct Reading {
    private var window: Int64?
    private var filter: String?
    private var summary = TrafficSummary(window: TrafficSummary.hour)
    private var ids: [(hash: UInt64, count: Int)] = []
    private var isSampled = false

    /// What was read; nothing where its parts do not go together.
    var partial: TrafficPartial? {
      guard let window, let sample = IdentifierSample(ids, isComplete: !isSampled) else {
        return nil
      }
      var summary = summary
      let used = Int64(summary.rows.used)
      guard summary.zoned + summary.unzoned == summary.rows.used, sample.rows <= summary.rows.used,
        summary.inputs.total <= used, summary.outputs.total <= used
      else { return nil }
      // A request lies between the first and the last.
      let numbers = summary.steps.keys
      if let least = numbers.min(), let most = numbers.max() {
        guard let first = summary.first, let last = summary.last,
          floored(first, by: summary.step) <= least, most <= floored(last, by: summary.step)
        else { return nil }
      }
      summary.identifiers = sample
      return TrafficPartial(summary, window: window, filter: filter)
    }

    mutating func take(_ words: [Substring]) -> Bool {
      guard let kind = words.first else { return false }
      let rest = words.dropFirst()
      if kind == "terms" { return takeTerms(words) }
      guard window != nil else { return false }
      switch kind {
      case "rows":
        guard let n = PartialWords.numbers(rest, 3), n.allSatisfy(PartialWords.isCount) else {
          return false
        }
        summary.rows.used = Int(n[0])
        summary.zoned = Int(n[1])
        summary.unzoned = Int(n[2])
      case "rejected":
        guard rest.count == 2, let reason = RejectionReason(rawValue: String(words[1])),
          let count = Int64(words[2]), PartialWords.isCount(count),
          !summary.rows.rejections.contains(where: { $0.reason == reason })
        else { return false }
        summary.rows.add(reason, count: Int(count))
      case "span":
        let times = Int64(-4_600_000_000_000_000_000)...4_600_000_000_000_000_000
        guard let n = PartialWords.numbers(rest, 2), n[0] <= n[1], n.allSatisfy(times.contains)
        else { return false }
        summary.first = n[0]
        summary.last = n[1]
      case "untold":
        guard let n = PartialWords.numbers(rest, 2), n.allSatisfy({ $0 >= 0 }) else { return false }
        summary.requestsWithoutInput = n[0]
        summary.requestsWithoutOutput = n[1]
      case "status":
        guard rest.count == 2, let status = PartialWords.unquoted(words[1]),
          let count = Int64(words[2]), count >= 0
        else { return false }
        summary.statuses[status] = count
      case "step": return takeStep(rest)
      case "inputs", "outputs":
        guard let n = PartialWords.numbers(rest, 1), 0...TokenHistogram.limit ~= n[0] else {
          return false
        }
        if kind == "inputs" { summary.inputs.raise(to: n[0]) }
        if kind == "outputs" { summary.outputs.raise(to: n[0]) }
      case "input", "output":
        guard let n = PartialWords.numbers(rest, 2), let step = Int(exactly: n[0]) else {
          return false
        }
        return kind == "input"
          ? summary.inputs.add(n[1], at: step) : summary.outputs.add(n[1], at: step)
      case "sampled":
        isSampled = true
        return rest.isEmpty
      case "id":
        guard 1...2 ~= rest.count, let hash = UInt64(words[1], radix: 36),
          let count = rest.count == 1 ? 1 : Int64(words[2]), PartialWords.isCount(count),
          count > 0, ids.count < IdentifierSample.size
        else { return false }
        ids.append((hash, Int(count)))
      default: return false
      }
      return true
    }

    private mutating func takeTerms(_ words: [Substring]) -> Bool {
      let second: Int64 = 1_000_000_000
      guard window == nil, words.count == 3, let length = Int64(words[1]), length % second == 0,
        second...31_622_400 * second ~= length
      else { return false }
      if words[2] != "-" {
        guard let pattern = PartialWords.unquoted(words[2]) else { return false }
        filter = pattern
      }
      window = length
      summary = TrafficSummary(window: length)
      return true
    }

    private mutating func takeStep(_ words: ArraySlice<Substring>) -> Bool {
      guard let n = PartialWords.numbers(words, 13), n.dropFirst().allSatisfy({ $0 >= 0 }),
        summary.steps[n[0]] == nil
      else { return false }
      func sums(_ index: Int) -> TrafficTally.Sums {
        var sums = TrafficTally.Sums()
        (sums.requests, sums.input) = (n[index], n[index + 1])
        (sums.output, sums.bytes) = (n[index + 2], n[index + 3])
        return sums
      }
      var tally = TrafficTally()
      (tally.served, tally.refused, tally.failed) = (sums(1), sums(5), sums(9))
      summary.add(tally, to: n[0])
      return true
    }
  }
}
