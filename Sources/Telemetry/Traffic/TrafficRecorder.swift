/// Adds up requests as they are read, as fast as they come: sums of the step of time at hand are
/// kept in place and put into the summary when the step changes or a block of lines ends.
struct TrafficRecorder: Sendable {
  /// What has been added up, but for the step at hand; ``finished`` has all.
  private(set) var summary: TrafficSummary
  /// The name of the log.
  let file: String

  /// The lines read so far, and the rows used; in the summary when a block ends.
  var lines = 0
  var used = 0

  private var tally = TrafficTally()
  private var lower = Int64.max
  private var upper = Int64.min
  private var earliest = Int64.max
  private var latest = Int64.min
  private var previous = Int64.min
  private var zoned = 0
  private var withoutInput: Int64 = 0
  private var withoutOutput: Int64 = 0
  private var codes = [Int64](repeating: 0, count: 600)
  private var firstPlace: RowPlace?
  private var firstTime: Int64 = 0

  init(_ summary: TrafficSummary, file: String) {
    self.summary = summary
    self.file = file
  }

  /// A number of tokens that is not known.
  static let unknown: Int64 = -1

  /// Adds a row. Numbers are within ``TokenHistogram/limit``, tokens may be ``unknown``; of a row
  /// that stands for a window, the tokens of single requests are not known.
  @inline(__always)
  mutating func add(
    _ time: Int64, isZoned: Bool, outcome: Outcome, requests: Int64, input: Int64, output: Int64,
    bytes: Int64, isWindow: Bool
  ) {
    if !isWindow {
      if input >= 0 { summary.inputs.add(input) }
      if output >= 0 { summary.outputs.add(output) }
    }
    if time < lower || time >= upper { change(to: time) }
    if time < previous { stepBack() }
    previous = time
    if time < earliest { earliest = time }
    if time > latest { latest = time }
    zoned &+= isZoned ? 1 : 0
    used &+= 1
    var (known, knownOutput) = (input, output)
    if input < 0 {
      known = 0
      withoutInput &+= requests
    }
    if output < 0 {
      knownOutput = 0
      withoutOutput &+= requests
    }
    switch outcome {
    case .served: tally.served.addUnchecked(requests, known, knownOutput, bytes)
    case .refused: tally.refused.addUnchecked(requests, known, knownOutput, bytes)
    case .failed: tally.failed.addUnchecked(requests, known, knownOutput, bytes)
    }
  }

  /// Counts a status code, from 100 to 599.
  @inline(__always)
  mutating func count(code: Int, requests: Int64) {
    if codes.indices.contains(code) { codes[code] &+= requests }
  }

  /// Counts a status that is a word.
  mutating func count(word: String, requests: Int64) {
    summary.statuses[word] = saturated(summary.statuses[word] ?? 0, requests)
  }

  /// Counts an id of the line at hand.
  mutating func identify(_ hash: UInt64) {
    if summary.identifiers.isWanted(hash) { summary.identifiers.add(hash, at: place(1)) }
  }

  /// Rejects the line at hand.
  mutating func reject(_ reason: RejectionReason, column: Int) {
    summary.rows.reject(reason, at: place(column))
  }

  /// The line at hand is rejected, and has no line feed.
  mutating func noteCutLine() { summary.cutLines.add(place(1)) }

  /// The line at hand is used although it has no line feed.
  mutating func noteOpenLine() { summary.openLines.add(place(1)) }

  /// The line at hand names other columns than the header.
  mutating func noteOtherHeader() { summary.otherHeaders.add(place(1)) }

  private func place(_ column: Int) -> RowPlace {
    RowPlace(file: file, line: lines, column: column)
  }

  private mutating func stepBack() { summary.stepsBack.add(place(1)) }

  private mutating func change(to time: Int64) {
    if firstPlace == nil {
      firstPlace = place(1)
      firstTime = time
    }
    flushStep()
    let number = floored(time, by: summary.step)
    lower = number * summary.step
    upper = lower + summary.step
  }

  private mutating func flushStep() {
    if lower < upper, tally != TrafficTally() {
      summary.add(tally, to: floored(lower, by: summary.step))
      tally = TrafficTally()
    }
  }

  /// Puts what is kept in place into the summary; to be called at the end of each block, before
  /// sums could leave 64 bits.
  mutating func flush() {
    flushStep()
    summary.rows.lines = lines
    summary.rows.used += used
    summary.zoned += zoned
    summary.unzoned += used - zoned
    summary.requestsWithoutInput = saturated(summary.requestsWithoutInput, withoutInput)
    summary.requestsWithoutOutput = saturated(summary.requestsWithoutOutput, withoutOutput)
    if earliest <= latest {
      summary.first = min(summary.first ?? earliest, earliest)
      summary.last = max(summary.last ?? latest, latest)
    }
    (used, zoned, withoutInput, withoutOutput) = (0, 0, 0, 0)
    for code in codes.indices where codes[code] > 0 {
      count(word: "\(code)", requests: codes[code])
      codes[code] = 0
    }
    if let firstPlace {
      summary.edges = TrafficSummary.ClosedTimes(
        first: firstTime, last: previous, firstPlace: firstPlace)
    }
  }
}

extension TrafficTally.Sums {
  /// Adds numbers that cannot leave 64 bits: those of one block of lines.
  @inline(__always)
  fileprivate mutating func addUnchecked(
    _ requests: Int64, _ input: Int64, _ output: Int64, _ bytes: Int64
  ) {
    self.requests &+= requests
    self.input &+= input
    self.output &+= output
    self.bytes &+= bytes
  }
}
