import Diagnostics
import Telemetry

/// Samples of one device that logs, or parts of one, do not tell in order of time.
extension Session {
  /// The summary with one run a device, in order of time.
  func sorted(
    _ whole: MeterSummary, _ logs: [(log: PowerLog, name: String)], isNodeTold: Bool
  ) throws(Failure) -> MeterSummary {
    let (joined, overlaps) = whole.joined()
    if overlaps.isEmpty { return joined }
    return try ordered(whole, overlaps, logs, isNodeTold).joined().summary
  }

  /// The summary without runs that overlap, so that others can be joined to it.
  func ordered(
    _ whole: MeterSummary, _ logs: [(log: PowerLog, name: String)], isNodeTold: Bool
  ) throws(Failure) -> MeterSummary {
    let overlaps = whole.joined().overlaps
    return overlaps.isEmpty ? whole : try ordered(whole, overlaps, logs, isNodeTold)
  }

  /// The summary with the samples of devices whose runs overlap read again and sorted: those of the
  /// same time count once, and so do windows that are the same.
  private func ordered(
    _ whole: MeterSummary, _ overlaps: [MeterDevice.Overlap],
    _ logs: [(log: PowerLog, name: String)], _ isNodeTold: Bool
  ) throws(Failure) -> MeterSummary {
    report(Self.repeatedHour(overlaps, whole))
    let unknown = overlaps.first { overlap in
      Set(overlap.logs).count > 1 && !overlap.device.isGlobal && !isNodeTold
    }
    if let unknown { throw Self.sameOrNot(unknown) }
    var collector = SampleCollector(overlaps.map(\.device))
    var rows = RowCount()
    for (log, name) in logs {
      guard log.source.length != nil else { throw Self.unsortedStream(overlaps[0]) }
      do throws(PowerLog.Failure) {
        let reading = try log.read(into: collector)
        collector = reading.collector ?? collector
        rows.merge(reading.summary.rows)
      } catch { throw Self.refused(name, error, log.terms.columns) }
      guard !collector.isFull else { throw Self.unsorted(overlaps[0]) }
    }
    var whole = whole
    whole.replaceRuns(by: collector, of: rows)
    if let windows = whole.joined().overlaps.first { throw Self.windowsOverlap(windows) }
    return whole
  }
}

// The messages.
extension Session {
  private static func stretch(_ overlap: MeterDevice.Overlap) -> String {
    let from = Timestamp(nanoseconds: overlap.from, isZoned: false).text
    let to = Timestamp(nanoseconds: overlap.to, isZoned: false).text
    return "from \(from) to \(to)"
  }

  private static func logs(_ overlap: MeterDevice.Overlap) -> String {
    var names: [String] = []
    for name in overlap.logs where !names.contains("`\(name)`") { names.append("`\(name)`") }
    return names.joined(separator: " and ")
  }

  static func overlapping(_ overlaps: [MeterDevice.Overlap]) -> Failure {
    Failure(
      1,
      all: overlaps.prefix(8).map { overlap in
        Diagnostic(
          .doubtfulLog,
          "slices of \(named(overlap.device)) overlap \(stretch(overlap)): \(logs(overlap))",
          hint: "each sample may be in one slice only; if they are of two nodes, name these by "
            + "`--node` when the slices are read")
      })
  }

  /// Two logs of a clock without a zone, of which the second begins an hour before the end of the
  /// first: what one log shows where its clock goes back at the end of summer time.
  static func repeatedHour(
    _ overlaps: [MeterDevice.Overlap], _ summary: MeterSummary
  ) -> [Diagnostic] {
    guard summary.unzoned > 0 else { return [] }
    for overlap in overlaps where Set(overlap.logs).count == 2 {
      let runs = summary.devices.first { $0.key == overlap.device }?.runs ?? []
      let step = max(runs.compactMap(\.steps.median).max() ?? 0, 1_000_000_000)
      let short = 3_600_000_000_000 - (overlap.to - overlap.from)
      guard short > 0, short / 3 <= step else { continue }
      return [
        Diagnostic(
          .warning, .doubtfulLog,
          "\(logs(overlap)) have one hour in common, \(stretch(overlap)), as where a clock goes back "
            + "at the end of summer time",
          hint:
            "if it did, give them as one log, in their order, through standard input: what follows "
            + "is taken as an hour later; what counts once here would be an hour missing")
      ]
    }
    return []
  }

  /// Windows at the same time, of one log or in two slices, of which each counts what the others
  /// count.
  static func windowsOverlap(
    _ overlap: MeterDevice.Overlap, inSlices: Bool = false
  ) -> Failure {
    let (what, hint) =
      overlap.device.isOfIntervals
      ? (
        "intervals of \(named(overlap.device)) that two runs of `perf stat` counted are at the same "
          + "time",
        "the times of each run count from its own start: split a log where they begin again, and give "
          + "each a node of its own, `--node '*'`, or add them up one by one"
      )
      : (
        "windows of \(named(overlap.device)) lie in each other",
        "leave out the rows of windows that lie in others, or those that hold them"
          + (inSlices ? "; one that stands twice may be in one slice only" : "")
      )
    return Failure(
      1,
      Diagnostic(
        .doubtfulLog, "\(what), \(stretch(overlap)): \(logs(overlap))", hint: hint))
  }

  static func sameOrNot(_ overlap: MeterDevice.Overlap) -> Failure {
    Failure(
      1,
      Diagnostic(
        .doubtfulLog,
        "\(named(overlap.device)) is in \(logs(overlap)) at the same time, \(stretch(overlap))",
        hint:
          "two nodes: `--node '*'` gives each log its own; one node logged twice: `--node NAME` "
          + "counts each sample once"))
  }

  private static func unsorted(_ overlap: MeterDevice.Overlap) -> Failure {
    Failure(
      2,
      Diagnostic(
        .doubtfulLog,
        "the samples of \(named(overlap.device)) are not in order of time, \(stretch(overlap)), and "
          + "too many to be sorted",
        hint: "sort the logs by their time first, as `sort -m` does with logs that are in order"))
  }

  private static func unsortedStream(_ overlap: MeterDevice.Overlap) -> Failure {
    Failure(
      2,
      Diagnostic(
        .doubtfulLog,
        "the samples of \(named(overlap.device)) are not in order of time, \(stretch(overlap)), and "
          + "a stream cannot be read a second time to sort them",
        hint: "give the log as a file, or sort it by time first: `(head -n 1 LOG; tail -n +2 LOG | "
          + "sort) | cradle meter -`"))
  }
}
