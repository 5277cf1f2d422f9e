public import Documents
import Telemetry

extension TrafficPage {
  /// The summary as data, `cradle.traffic/1`.
  public var datum: Datum {
    let isZoned = summary.unzoned == 0
    func moment(_ nanoseconds: Int64?) -> Datum {
      nanoseconds.map { .text(Timestamp(nanoseconds: $0, isZoned: isZoned).text) } ?? .null
    }
    let count = summary.windowCount(window)
    return .record([
      ("schema", .text("cradle.traffic/1")),
      ("logs", .list(logs.map(Self.datum))),
      ("rows", Self.datum(summary.rows)),
      ("from", moment(summary.first)),
      ("to", moment(summary.last)),
      ("seconds", .number(Double(summary.span) / 1e9)),
      (
        "zone",
        summary.first == nil
          ? .null : .text(isZoned ? "stated" : summary.zoned == 0 ? "none" : "mixed")
      ),
      ("totals", Self.datum(total)),
      (
        "statuses",
        .list(
          summary.statuses.sorted { $0.key < $1.key }.map {
            .record([("status", .text($0.key)), ("requests", .integer(Int($0.value)))])
          })
      ),
      (
        "requestsWithoutTokens",
        .record([
          ("input", .integer(Int(summary.requestsWithoutInput))),
          ("output", .integer(Int(summary.requestsWithoutOutput))),
        ])
      ),
      (
        "percentiles",
        .record([
          ("requestsPerWindow", Self.datum(requestPercentile)),
          ("inputTokens", Self.datum(summary.inputs.percentile)),
          ("outputTokens", Self.datum(summary.outputs.percentile)),
        ])
      ),
      (
        "windows",
        .record([
          ("seconds", .integer(Int(window / 1_000_000_000))),
          ("count", .integer(Int(count))),
          ("withoutRequest", .integer(Int(count) - windows.count)),
          (
            "withRequest",
            .list(
              windows.map { window in
                .record([("from", moment(window.start))] + Self.entries(window.tally.all))
              })
          ),
        ])
      ),
      (
        "hoursOfDay",
        .list(
          summary.byHourOfDay.enumerated().map { hour, tally in
            .record([("hour", .integer(hour))] + Self.entries(tally.all))
          })
      ),
      ("doubts", doubts),
    ])
  }

  /// What slices of a log do not tell, since it hangs on where they were cut, is left out.
  private var doubts: Datum {
    var entries: [(key: String, value: Datum)] = []
    if !logs.isEmpty { entries.append(("stepsBack", .integer(summary.stepsBack.count))) }
    entries.append(("withoutZone", .integer(summary.unzoned)))
    if !logs.isEmpty {
      entries.append(("openLastLines", .integer(summary.openLines.count)))
      entries.append(("cutLastLines", .integer(summary.cutLines.count)))
    }
    entries.append(("idsSampled", .integer(summary.identifiers.count)))
    entries.append(("idsRepeated", .integer(summary.identifiers.repetitions)))
    return .record(entries)
  }

  private static func datum(_ log: Log) -> Datum {
    .record([
      ("name", .text(log.name)),
      ("format", log.reading?.format.map { .text($0.text) } ?? .null),
      ("rows", log.reading.map { datum($0.summary.rows) } ?? .null),
      ("failure", log.failure.map(Datum.text) ?? .null),
    ])
  }

  private static func datum(_ rows: RowCount) -> Datum {
    .record([
      ("read", .integer(rows.read)), ("used", .integer(rows.used)),
      (
        "rejected",
        .list(
          rows.rejections.map { rejection in
            .record([
              ("reason", .text(rejection.reason.rawValue)), ("rows", .integer(rejection.count)),
              ("places", .list(rejection.places.map { .text($0.text) })),
            ])
          })
      ),
    ])
  }

  private static func datum(_ tally: TrafficTally) -> Datum {
    .record(
      Outcome.allCases.map { ($0.rawValue, .record(entries(tally[$0]))) }
        + [("all", .record(entries(tally.all)))])
  }

  private static func entries(_ sums: TrafficTally.Sums) -> [(key: String, value: Datum)] {
    [
      ("requests", .integer(Int(sums.requests))), ("inputTokens", .integer(Int(sums.input))),
      ("outputTokens", .integer(Int(sums.output))), ("bytes", .integer(Int(sums.bytes))),
    ]
  }

  private static func datum(_ percentile: (Int) -> Int64?) -> Datum {
    guard percentile(50) != nil else { return .null }
    return .record(
      percents.map { percent in
        ("p\(percent)", percentile(percent).map { .integer(Int($0)) } ?? .null)
      })
  }
}
