public import Telemetry

/// Requests over time as a line of bars, for a terminal.
struct TrafficChart {
  /// The most bars on the line.
  static let widest = 72

  private let counts: [Int64]
  private let length: Int64
  private let start: Int64
  private let isZoned: Bool

  /// The windows of a length; where there are more than fit, each bar is several windows.
  init(_ summary: TrafficSummary, _ windows: [TrafficSummary.Window], window: Int64) {
    let total = max(1, summary.windowCount(window))
    let each = (total + Int64(Self.widest) - 1) / Int64(Self.widest)
    length = each.multipliedReportingOverflow(by: window).overflow ? window : each * window
    start = windows.first?.start ?? 0
    isZoned = summary.unzoned == 0
    var counts = [Int64](repeating: 0, count: Int((total + each - 1) / each))
    for one in windows {
      let place = Int((one.start - start) / window / each)
      if counts.indices.contains(place) {
        let sum = counts[place].addingReportingOverflow(one.tally.all.requests)
        counts[place] = sum.overflow ? .max : sum.partialValue
      }
    }
    self.counts = counts
  }

  /// The bars, and what the highest stands for.
  var text: String {
    let most = counts.max() ?? 0
    var line = ""
    for count in counts { line += bar(count, of: most) }
    let peak = counts.firstIndex(of: most) ?? 0
    let moment = Timestamp(nanoseconds: start + Int64(peak) * length, isZoned: isZoned).text
    return
      "\(line)\nEach bar \(spelledOut(length)); the highest, of \(moment), is \(most) requests.\n"
  }

  /// One of eight heights; a blank for none at all.
  private func bar(_ count: Int64, of most: Int64) -> String {
    guard count > 0, most > 0 else { return " " }
    let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return bars[max(0, min(7, Int((Double(count) / Double(most) * 8).rounded(.up)) - 1))]
  }
}

/// A length of time in words, by its two largest units: `58 min 27 s`.
func spelledOut(_ nanoseconds: Int64) -> String {
  let seconds = nanoseconds / 1_000_000_000
  let units: [(name: String, seconds: Int64)] = [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)]
  var words: [String] = []
  var rest = seconds
  for unit in units {
    if rest >= unit.seconds { words.append("\(rest / unit.seconds) \(unit.name)") }
    rest %= unit.seconds
    if words.count == 2 { break }
  }
  return words.isEmpty ? (nanoseconds > 0 ? "less than 1 s" : "0 s") : words.joined(separator: " ")
}

extension TrafficFormat {
  /// What the format is called.
  public var text: String {
    switch self {
    case .table(let table): table.separator == 0x09 ? "TSV" : "CSV"
    case .jsonLines: "JSON lines"
    case .combined: "web server log"
    }
  }
}

extension RejectionReason {
  /// Why a row is not used, as the end of a sentence.
  public var text: String {
    switch self {
    case .lineTooLong: "the line is longer than 1 MiB"
    case .nulByte: "the line holds NUL bytes"
    case .quoteUnclosed: "a quote is not closed on its line"
    case .malformed: "the line is not in the format of the log"
    case .columnMissing: "a column or key is missing"
    case .valueMissing: "a value is missing"
    case .timeInvalid: "the time cannot be read"
    case .numberInvalid: "a number cannot be read"
    case .numberInexact: "a number is not whole"
    case .negative: "a number is negative"
    case .outOfRange: "a number is beyond all reason"
    case .statusUnknown: "the status is not known"
    case .duplicateJob: "the same run of the job was read already"
    case .step: "they are of steps of jobs that are counted as a whole"
    case .notStarted: "the job has not begun"
    case .duplicate: "the same device was read for the same time already"
    case .notARequest: "the line tells of no request"
    case .notAskedFor: "the path is not the one asked for"
    }
  }
}
