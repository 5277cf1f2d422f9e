/// A partial summary of requests as its lines come.
struct TrafficPartialReading: PartialReading {
  private var window: Int64?
  private var filter: String?
  private var summary = TrafficSummary(window: TrafficSummary.hour)
  private var ids: [(hash: UInt64, count: Int)] = []
  private var isSampled = false

  static var kind: PartialKind { .requests }

  static func written(_ part: TrafficPartial) -> String? { part.text }

  static func rows(_ part: TrafficPartial) -> Int { part.summary.rows.read }

  static func add(_ part: TrafficPartial, to whole: inout TrafficPartial) throws(PartialMistake) {
    try whole.merge(part)
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
    case "rejected": return summary.rows.takeRejected(rest)
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
        Self.outcome(status) != nil, let count = Int64(words[2]), count >= 0,
        summary.statuses.updateValue(count, forKey: status) == nil
      else { return false }
    case "step": return takeStep(rest)
    case "inputs", "outputs":
      guard let n = PartialWords.numbers(rest, 1), 0...TokenHistogram.limit ~= n[0] else {
        return false
      }
      if kind == "inputs" { summary.inputs.raise(to: n[0]) }
      if kind == "outputs" { summary.outputs.raise(to: n[0]) }
    case "input", "output":
      guard let n = PartialWords.numbers(rest, 2), n[1] > 0, let step = Int(exactly: n[0]) else {
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
      summary.steps.count < TrafficSummary.mostSteps, summary.steps[n[0]] == nil
    else { return false }
    func sums(_ index: Int) -> TrafficTally.Sums {
      var sums = TrafficTally.Sums()
      (sums.requests, sums.input) = (n[index], n[index + 1])
      (sums.output, sums.bytes) = (n[index + 2], n[index + 3])
      return sums
    }
    var tally = TrafficTally()
    (tally.served, tally.refused, tally.failed) = (sums(1), sums(5), sums(9))
    guard tally != TrafficTally() else { return false }
    summary.add(tally, to: n[0])
    return true
  }

  /// What a status says, as it is counted: a code, or a word in small letters.
  private static func outcome(_ status: String) -> Outcome? {
    if let code = Int(status), "\(code)" == status { return Outcome(code: code) }
    return status == status.lowercased() ? Outcome(word: status) : nil
  }

  mutating func finished() -> TrafficPartial? {
    guard let window, let sample = IdentifierSample(ids, isComplete: !isSampled) else {
      return nil
    }
    let used = summary.rows.used
    guard summary.zoned + summary.unzoned == used, sample.rows <= used,
      (summary.first != nil) == (used > 0), isWithinSpan, isWithinRows, isWithinRequests
    else { return nil }
    var summary = summary
    summary.identifiers = sample
    return TrafficPartial(summary, window: window, filter: filter)
  }

  /// Whether all requests lie between the first and the last.
  private var isWithinSpan: Bool {
    guard let least = summary.steps.keys.min(), let most = summary.steps.keys.max() else {
      return true
    }
    guard let first = summary.first, let last = summary.last else { return false }
    return floored(first, by: summary.step) <= least && most <= floored(last, by: summary.step)
  }

  /// Whether so many rows can have so many requests, tokens and bytes.
  private var isWithinRows: Bool {
    let used = Int64(summary.rows.used)
    let most = Int128(used) * Int128(TokenHistogram.limit)
    let all = summary.total.all
    for sum in [all.requests, all.input, all.output, all.bytes] where Int128(sum) > most {
      return false
    }
    return summary.inputs.total <= used && summary.outputs.total <= used
  }

  /// Whether what is told of some requests can be true of so many of them.
  private var isWithinRequests: Bool {
    let total = summary.total
    var told: [Outcome: Int64] = [:]
    for (status, count) in summary.statuses {
      guard let outcome = Self.outcome(status) else { return false }
      told[outcome] = saturated(told[outcome] ?? 0, count)
    }
    for (outcome, count) in told where count > total[outcome].requests { return false }
    let all = total.all
    for (histogram, untold, tokens) in [
      (summary.inputs, summary.requestsWithoutInput, all.input),
      (summary.outputs, summary.requestsWithoutOutput, all.output),
    ] {
      guard histogram.isSound, saturated(histogram.total, untold) <= all.requests,
        histogram.leastTokens <= tokens
      else { return false }
    }
    return true
  }
}
