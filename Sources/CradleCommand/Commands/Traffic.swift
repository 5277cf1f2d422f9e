import Diagnostics
import Rendering
import Reporting
import Telemetry

extension CommandSpec {
  static let traffic = CommandSpec(
    name: "traffic",
    summary: "Summarize logs of requests",
    about: [
      "Each LOG is read as a whole in memory that does not grow with it: CSV or TSV with a header, "
        + "JSON lines, the combined log format of web servers, or windows of time with their "
        + "number of requests. The format shows in the first lines. Compressed logs come through "
        + "standard input.",
      "Requests that were served, refused and failed are told apart; every row is used, or "
        + "rejected with its reason. A log that cannot be read is named, and the others are read.",
      "A log too large for one machine is cut at lines anywhere; `--partial` reads a slice to a "
        + "small summary, and `cradle merge` joins these to the very figures of one pass.",
    ],
    arguments: [
      ArgumentSpec(
        name: "LOG", help: "a path, or `-` for standard input", arity: .many, completes: [.files])
    ],
    options: [
      .format(.text, .json),
      .output,
      OptionSpec(
        long: "partial", help: "write a summary for `cradle merge` instead", group: .output),
      OptionSpec(
        long: "columns", value: ValueSpec("ROLE=COLUMN,..."),
        help: "the column, or key, of each role: `time`, `input`, `output`, `requests`, `status`, "
          + "`id`, `path`, `bytes`, `error`; `#3` is the third column",
        group: .log),
      OptionSpec(
        long: "header", value: ValueSpec("FILE", .files),
        help:
          "a file that begins as the logs do, which are slices without it: with the header, or, "
          + "where there is none, with a first line",
        group: .log),
      OptionSpec(
        long: "path-filter", value: ValueSpec("PATH"),
        help: "count only requests whose path begins so; `*` stands for any text", group: .log),
      OptionSpec(
        long: "window", value: ValueSpec("LENGTH"),
        help: "how long a window of time is: `30s`, `15min`, `1h`, `1d`", default: "1h",
        group: .log),
    ],
    examples: [
      HelpEntry("cradle traffic requests.csv", "requests and tokens by hour"),
      HelpEntry(
        "zcat access.log.gz | cradle traffic - --path-filter /v1/", "the requests of an API"),
      HelpEntry(
        "cradle traffic log.csv --columns time=ts,input=prompt,output=completion",
        "columns of other names"),
      HelpEntry(
        "cradle traffic --partial --header head.csv slice.csv -o slice.traffic",
        "one slice of many"),
    ])
}

extension Session {
  /// `cradle traffic LOG…`: what logs of requests add up to.
  func traffic() throws(Failure) -> Int32 {
    let columns = try trafficColumns()
    let window = try trafficWindow()
    let filter = invocation.value(of: "path-filter").map { PathFilter($0) }
    let header = try headerOfSlices()
    var status: Int32 = 0
    var logs: [TrafficPage.Log] = []
    for name in invocation.arguments {
      do throws(Failure) {
        let source = try logSource(name)
        let log = TrafficLog(
          source, columns: columns, filter: filter, window: window, header: header)
        let reading: TrafficLog.Reading
        do throws(TrafficLog.Failure) { reading = try log.read() } catch {
          throw Self.refused(name, error, columns)
        }
        logs.append(TrafficPage.Log(name: name, reading: reading))
        report(Self.doubts(name, reading.summary))
      } catch {
        report(error.diagnostics)
        status = max(status, error.status)
        logs.append(
          TrafficPage.Log(
            name: name, reading: nil, failure: error.diagnostics.first?.message ?? ""))
      }
    }
    guard logs.contains(where: { $0.reading != nil }) else { return status }
    let page = TrafficPage(logs, window: window)
    if invocation.has("partial") {
      guard !page.summary.isTooFine else { throw Self.tooFine }
      try deliver(
        TrafficPartial(page.summary, window: window, filter: filter?.pattern).text)
      return status
    }
    return max(status, try show(page))
  }

  /// Shows the page, unless it is wrong or there is no request.
  func show(_ page: TrafficPage) throws(Failure) -> Int32 {
    guard !page.summary.isTooFine else { throw Self.tooFine }
    guard page.summary.total.isExact else { throw Self.tooMuch }
    let isEmpty = page.summary.total.all.requests == 0
    if isEmpty { report([Self.noRequest]) }
    switch invocation.value(of: "format") {
    case "json": try deliver(renderJSON(page.datum))
    default: try deliver(textRenderer.render(page.document))
    }
    return isEmpty ? 1 : 0
  }

  /// A log to be read in chunks.
  private func logSource(_ name: String) throws(Failure) -> any ByteSource {
    do throws(SystemError) { return try system.source(name) } catch {
      throw Self.cannotRead(name, error.reason)
    }
  }

  private func trafficColumns() throws(Failure) -> ColumnNames {
    guard let text = invocation.value(of: "columns") else { return ColumnNames() }
    let roles = TrafficRole.allCases.map(\.rawValue)
    do throws(ColumnNames.Mistake) {
      let columns = try ColumnNames(text, roles: roles)
      if columns["time"] == nil { throw .missing("time") }
      return columns
    } catch {
      throw Self.noColumns(error, roles, "time=ts,input=prompt_tokens", "ts")
    }
  }

  /// The length of a window in nanoseconds: `15min`, `1h`, `1d`.
  private func trafficWindow() throws(Failure) -> Int64 {
    let text = invocation.value(of: "window") ?? "1h"
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit: Int64? =
      switch text.dropFirst(digits.count).drop(while: { $0 == " " }) {
      case "s": 1
      case "min": 60
      case "h": 3600
      case "d": 86_400
      default: nil
      }
    guard let unit, let count = Int64(digits), 1...31_622_400 ~= count,
      count * unit <= 31_622_400
    else { throw Self.noWindow(text) }
    return count * unit * 1_000_000_000
  }
}

// The messages.
extension Session {
  static func cannotRead(_ name: String, _ reason: String) -> Failure {
    let what = name == "-" ? "standard input" : name
    return Failure(2, Diagnostic(.unreadable, "cannot read `\(what)`: \(reason)"))
  }

  static func noColumns(
    _ mistake: ColumnNames.Mistake, _ roles: [String], _ example: String, _ column: String
  ) -> Failure {
    let known = "what a column can hold is \(roles.map { "`\($0)`" }.joined(separator: ", "))"
    let (message, hint) =
      switch mistake {
      case .form(let part):
        (
          "`\(part)` is not ROLE=COLUMN",
          "write for example `--columns \(example)`"
        )
      case .unknownRole(let role): ("no column holds `\(role)`", known)
      case .missing(let role):
        (
          "`--columns` names no column for the \(role)",
          "write for example `--columns \(role)=\(column)`"
        )
      case .twice(let role): ("`--columns` names two columns for `\(role)`", known)
      }
    return Failure(2, Diagnostic(.usage, message, hint: hint))
  }

  private static func noWindow(_ text: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`\(text)` is no length for a window",
        hint: "write whole `s`, `min`, `h` or `d`, up to 366 days: `--window 15min`"))
  }

  /// A log that cannot be read as one of requests.
  ///
  /// `example` shows how columns are named where it was asked for.
  static func refused(
    _ name: String, _ failure: TrafficLog.Failure, _ columns: ColumnNames,
    naming example: String = "--columns time=…,input=…,output=…"
  ) -> Failure {
    let what = name == "-" ? "standard input" : name
    func unknown(_ message: String, _ hint: String) -> Failure {
      Failure(2, Diagnostic(.unknownLog, message, hint: hint))
    }
    switch failure {
    case .unreadable(let reason): return cannotRead(name, reason.reason)
    case .columnsChange(let place):
      return unknown(
        "the columns of `\(what)` change at \(place.text)",
        "split the log there, and give both parts")
    case .unknown(.columns(let header)):
      let list = header.prefix(20).joined(separator: ", ")
      let wanted = columns.entries.map { "`\($0.column)`" }.joined(separator: ", ")
      if !columns.entries.isEmpty {
        return unknown(
          "not all of \(wanted) are columns of `\(what)`", "its columns are \(list)")
      }
      return unknown(
        "`\(what)` has no columns that are known to tell of requests",
        "name them: `\(example)`; it has \(list)")
    case .unknown(.jsonList):
      return unknown(
        "`\(what)` is one JSON list, and a log has one object a line",
        "write its objects on lines of their own, as `jq -c '.[]'` does")
    case .unknown(.binary):
      return unknown("`\(what)` is not text", "give it decompressed: `zcat LOG | cradle traffic -`")
    case .unknown(.unlike(let line)):
      return unknown(
        "`\(what)` is not a log of requests: it begins `\(line)`",
        "known are CSV and TSV with a header, JSON lines, and the combined log format")
    case .unknown(.noPath(let header)):
      return unknown(
        "`\(what)` has no column that holds the path of a request, so `--path-filter` cannot choose",
        "name it, as in `--columns path=#4`"
          + (header.isEmpty
            ? "" : "; its columns are \(header.prefix(20).joined(separator: ", "))"))
    case .unknown(.headerTooLong):
      return unknown(
        "the first line of `\(what)`, where the names of its columns stand, is longer than 1 MiB",
        "a log has one request a line: look whether its line feeds were lost")
    case .unknown(.empty): return unknown("`\(what)` is empty", "give a log with requests")
    }
  }

  /// What is odd about a log that was read.
  static func doubts(_ name: String, _ summary: TrafficSummary) -> [Diagnostic] {
    var found = rejections(summary.rows)
    func doubt(_ message: String, _ hint: String) {
      found.append(Diagnostic(.warning, .doubtfulLog, message, hint: hint))
    }
    if let place = summary.stepsBack.first {
      doubt(
        "the clock of `\(name)` goes back \(times(summary.stepsBack.count)), first at \(place.text)",
        "every request counts at the time it states; sort the log if its order matters")
    }
    found += mixedZones(name, Int64(summary.zoned), Int64(summary.unzoned))
    if let doubt = repetitions(summary.identifiers) { found.append(doubt) }
    found += openLine(name, summary.openLines.first)
    if let place = summary.cutLines.first {
      doubt(
        "the last line of `\(name)` has no line feed, and is not used (\(place.text))",
        "it may have been cut, or is still being written; read the log again when it is whole")
    }
    if summary.rows.read == 0 {
      doubt("`\(name)` holds no row", "it counts as a log without a request")
    }
    return found
  }

  /// Ids that were met again, with the first such place where it is known.
  static func repetitions(_ sample: IdentifierSample) -> Diagnostic? {
    guard let first = sample.repeated.first else { return nil }
    let sampled = sample.isComplete ? "" : " of \(sample.rows) looked at"
    var place = ""
    if let second = first.second, first.first.line > 0 {
      place = ": that of \(first.first.text) at \(second.text)"
    }
    return Diagnostic(
      .warning, .doubtfulLog,
      "ids of requests are met again \(times(sample.repetitions))\(sampled)\(place)",
      hint: "all of them are counted; drop the repeated rows if they are the same requests")
  }

  private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

  static let noRequest = Diagnostic(
    .noRequest, "there is no request in the logs",
    hint: "look at the rows that were rejected, and at `--path-filter`")

  static let tooFine = Failure(
    2,
    Diagnostic(
      .unknownLog,
      "requests lie in more than \(TrafficSummary.mostSteps) steps of time, more than are held",
      hint: "take a longer `--window`; a stray date does no harm, many do"))

  static let tooMuch = Failure(
    2,
    Diagnostic(
      .notFinite, "a sum over the logs is beyond 9_223_372_036_854_775_807",
      hint: "the numbers of the log are in doubt"))
}
