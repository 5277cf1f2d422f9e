public import Documents
public import Telemetry

/// What logs of requests add up to, ready to be shown.
public struct TrafficPage: Sendable {
  /// One log: what was read of it, or why nothing was.
  public struct Log: Sendable {
    /// Its name.
    public var name: String
    /// What was read; nothing where it cannot be.
    public var reading: TrafficLog.Reading?
    /// Why it was not read.
    public var failure: String?

    /// A log with what was read of it, or why nothing was.
    public init(name: String, reading: TrafficLog.Reading?, failure: String? = nil) {
      self.name = name
      self.reading = reading
      self.failure = failure
    }
  }

  /// The logs, in the order in which they were asked for.
  public let logs: [Log]
  /// What those that were read add up to.
  public let summary: TrafficSummary
  /// The length of the windows, in nanoseconds.
  public let window: Int64
  /// The windows in which there was a request, in their order.
  let windows: [TrafficSummary.Window]
  /// What all of them add up to.
  let total: TrafficTally
  /// How many requests each of them holds, the smallest number first.
  private let counts: [Int64]

  /// Logs, and the length of the windows in nanoseconds.
  public init(_ logs: [Log], window: Int64) {
    self.logs = logs
    self.window = window
    var summary = TrafficSummary(window: window)
    for log in logs {
      if let reading = log.reading { summary.merge(reading.summary) }
    }
    self.summary = summary
    windows = summary.windows(window)
    total = summary.total
    counts = windows.map(\.tally.all.requests).sorted()
  }

  /// What slices of logs add up to, which tell nothing of the logs they are from.
  public init(_ joined: TrafficPartial) {
    logs = []
    window = joined.window
    summary = joined.summary
    windows = summary.windows(window)
    total = summary.total
    counts = windows.map(\.tally.all.requests).sorted()
  }

  /// More windows than this are shown as a line of bars alone.
  static let mostRows = 48

  /// The page: how much there was, when, and what to put into a study.
  public var document: Document {
    var blocks: [Block] = [.paragraph(headline)]
    if total.all.requests > 0 {
      blocks.append(.preformatted(TrafficChart(summary, windows, window: window).text))
      blocks.append(.table(outcomes))
      blocks.append(.table(percentiles))
      if windows.count > 1, windows.count <= Self.mostRows {
        blocks.append(.table(table(of: windows)))
      }
      if summary.span >= TrafficSummary.day { blocks.append(.table(hours)) }
    }
    blocks += [.heading(1, ["Rows"]), .list(rows)]
    if total.all.requests > 0 {
      blocks += [.heading(1, ["For a study"]), .preformatted(block)]
    }
    return Document(title: [.text(title)], blocks: blocks)
  }

  private var title: String {
    logs.isEmpty
      ? "Requests in joined slices"
      : logs.count == 1 ? "Requests in \(logs[0].name)" : "Requests in \(logs.count) logs"
  }

  private var headline: [Inline] {
    let all = total.all.requests
    guard all > 0, let first = moment(summary.first), let last = moment(summary.last) else {
      return ["There is no request in it."]
    }
    let count = summary.windowCount(window)
    let empty = count - Int64(windows.count)
    var line: [Inline] = [
      .quantity("\(all)", unit: all == 1 ? "request" : "requests"),
      .text(" from \(first) to \(last)\(summary.zoned == 0 ? " (no zone stated)" : ""), "),
      .text("\(spelledOut(summary.span)) in all; "),
      .quantity("\(count)", unit: count == 1 ? "window" : "windows"),
      .text(" of \(spelledOut(window))"),
    ]
    line.append(.text(empty > 0 ? ", \(empty) of them without a request." : "."))
    return line
  }

  private var outcomes: Table {
    let hasBytes = total.all.bytes > 0
    func row(_ name: String, _ sums: TrafficTally.Sums, _ role: Table.Row.Role) -> Table.Row {
      let numbers =
        [sums.requests, sums.input, sums.output] + (hasBytes ? [sums.bytes] : [])
      return Table.Row(
        [.text([.text(name)])] + numbers.map { .number("\($0)") }, role: role)
    }
    var rows = Outcome.allCases.filter { $0 == .served || total[$0].requests > 0 }.map {
      row($0.rawValue, total[$0], .body)
    }
    rows.append(row("all", total.all, .total))
    return Table(
      name: "outcomes", caption: ["What became of the requests"],
      columns: [Table.Column(["outcome"])]
        + (["requests", "input tokens", "output tokens"] + (hasBytes ? ["bytes"] : [])).map {
          Table.Column([.text($0)], .decimal)
        }, rows: rows, notes: untold)
  }

  /// What the sums leave out.
  private var untold: [[Inline]] {
    var notes: [[Inline]] = []
    func note(_ count: Int64, _ what: String) {
      guard count > 0 else { return }
      notes.append([
        .quantity("\(count)", unit: count == 1 ? "request" : "requests"),
        .text(
          " without a number of \(what) tokens: the sum is a lower bound, unless they have none."),
      ])
    }
    note(summary.requestsWithoutInput, "input")
    note(summary.requestsWithoutOutput, "output")
    if !summary.statuses.isEmpty {
      let list = summary.statuses.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      notes.append([.text("By status: \(list.joined(separator: ", ")).")])
    }
    return notes
  }

  static let percents = [5, 25, 50, 75, 95, 99, 100]

  private var percentiles: Table {
    var rows = [percentileRow("requests, by window", requestPercentile)]
    if summary.inputs.total > 0 {
      rows.append(percentileRow("input tokens, by request", summary.inputs.percentile))
    }
    if summary.outputs.total > 0 {
      rows.append(percentileRow("output tokens, by request", summary.outputs.percentile))
    }
    return Table(
      name: "percentiles", caption: ["What so many per cent do not exceed"],
      columns: [Table.Column([""])]
        + Self.percents.map {
          Table.Column([.text($0 == 100 ? "most" : "\($0) %")], .trailing)
        }, rows: rows)
  }

  private func percentileRow(_ name: String, _ percentile: (Int) -> Int64?) -> Table.Row {
    Table.Row(
      [.text([.text(name)])]
        + Self.percents.map { percentile($0).map { .number("\($0)") } ?? .none })
  }

  /// The number of requests that so many per cent of the windows do not exceed, empty ones
  /// included, by nearest rank.
  func requestPercentile(_ percent: Int) -> Int64? {
    let count = summary.windowCount(window)
    guard count > 0, let most = counts.last else { return nil }
    let empty = count - Int64(counts.count)
    let rank = max(1, count / 100 * Int64(percent) + (count % 100 * Int64(percent) + 99) / 100)
    if rank <= empty { return 0 }
    let place = Int(rank - empty - 1)
    return place < counts.count ? counts[place] : most
  }

  private func table(of windows: [TrafficSummary.Window]) -> Table {
    Table(
      name: "windows", caption: [.text("By window of \(spelledOut(window))")],
      columns: [Table.Column(["begins"])] + Self.sumColumns,
      rows: windows.map { window in
        Table.Row(
          [.text([.text(moment(window.start) ?? "")])] + Self.cells(of: window.tally))
      })
  }

  private var hours: Table {
    Table(
      name: "hours", caption: ["By hour of the day, UTC"],
      columns: [Table.Column(["hour"], .trailing)] + Self.sumColumns,
      rows: summary.byHourOfDay.enumerated().map { hour, tally in
        Table.Row([.text([.text("\(hour)")])] + Self.cells(of: tally))
      })
  }

  private static let sumColumns = ["requests", "served", "input tokens", "output tokens"].map {
    Table.Column([.text($0)], .decimal)
  }

  private static func cells(of tally: TrafficTally) -> [Table.Cell] {
    let all = tally.all
    return [all.requests, tally.served.requests, all.input, all.output].map { .number("\($0)") }
  }

  /// How many rows of each log were read, used and rejected.
  private var rows: [[Inline]] {
    guard !logs.isEmpty else { return [Self.line("all slices", summary.rows)] }
    return logs.map { log in
      guard let reading = log.reading else {
        return [.code(log.name), .tone(.bad, " not read: \(log.failure ?? "")")]
      }
      let format = reading.format?.text ?? "empty"
      return [.code(log.name), .text(", ")] + Self.line(format, reading.summary.rows)
    }
  }

  private static func line(_ what: String, _ rows: RowCount) -> [Inline] {
    var line: [Inline] = [
      .text("\(what): "), .quantity("\(rows.read)", unit: rows.read == 1 ? "row" : "rows"),
      .text(" read, "), .quantity("\(rows.used)", unit: ""), .text(" used, "),
      .quantity("\(rows.rejected)", unit: ""), .text(" rejected"),
    ]
    for rejection in rows.rejections {
      line.append(.tone(.caution, "; \(rejection.count) because \(rejection.reason.text)"))
    }
    line.append(".")
    return line
  }

  private func moment(_ nanoseconds: Int64?) -> String? {
    nanoseconds.map { Timestamp(nanoseconds: $0, isZoned: summary.unzoned == 0).text }
  }
}
