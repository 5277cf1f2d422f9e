import Diagnostics
import Reporting
import Telemetry

// What can be wrong with logs of power.
extension Session {
  /// A log that cannot be read as one of power.
  static func refused(
    _ name: String, _ failure: PowerLog.Failure, _ columns: ColumnNames
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
    case .jobs:
      return unknown(
        "`\(what)` holds the jobs of a batch system, and no power",
        "the device-time of jobs goes into a study as `equipment`; a meter adds up power and energy"
      )
    case .refusedQuery(let mistake):
      return unknown(
        "`\(what)` holds no samples: Prometheus refused the query"
          + (mistake.isEmpty ? "" : ", \"\(mistake)\""),
        "mend the query, and ask again: `/api/v1/query_range?query=…&start=…&end=…&step=…`")
    case .tooManyDevices:
      return unknown(
        "`\(what)` tells of more than \(MeterSummary.mostDevices) devices",
        "name the column of the device: `--columns time=…,power=…,device=…`")
    case .unknown(.columns(let header)):
      let list = header.prefix(20).joined(separator: ", ")
      let wanted = columns.entries.map { "`\($0.column)`" }.joined(separator: ", ")
      let missing = columns.entries.contains { ColumnNames.index(of: $0.column, in: header) == nil }
      if !columns.entries.isEmpty, !missing {
        let value = columns["power"] ?? columns["energy"] ?? ""
        return unknown(
          "column `\(value)` of `\(what)` names another unit than one of "
            + "\(columns["power"] == nil ? "energy" : "power")",
          "write W, mW, kW or MW as `power=…`, and J, mJ, µJ, Wh or kWh, counted on, as `energy=…`")
      }
      if !columns.entries.isEmpty {
        return unknown(
          "not all of \(wanted) are columns of `\(what)`", "its columns are \(list)")
      }
      if header.contains("PkgWatt"),
        !header.contains("Time_Of_Day_Seconds")
          || header.contains(where: { ["CPU", "Core", "Package"].contains($0) })
      {
        return unknown(
          "`\(what)` has lines of `turbostat` without their time, or by processor beside their sum",
          "write it by `turbostat --quiet --Summary --show Time_Of_Day_Seconds,PkgWatt,RAMWatt`")
      }
      if header.contains(where: { Timestamp($0) != nil && $0.utf8.count > 8 }) {
        return unknown(
          "`\(what)` has no header: it begins with a row",
          "give its header, `--header FILE`, or say by their numbers which columns hold what, "
            + "`--columns time=#1,power=#3,device=#2`")
      }
      if !header.contains(where: tellsTime) {
        return unknown(
          "`\(what)` tells no time: it holds results or names, and no samples",
          "give the log of its samples, or name the column of their time: "
            + "`--columns time=…,power=…,device=…`; it has \(list)")
      }
      return unknown(
        "`\(what)` has no columns that are known to tell a time and a power",
        "name them: `--columns time=…,power=…,device=…`; it has \(list)")
    case .unknown(.rivals(let first, let second)):
      return unknown(
        "in `\(what)` both `\(first)` and `\(second)` could name the device, and they do not agree",
        "its header may stand over other columns than its own; say which holds what: "
          + "`--columns time=…,power=…,device=…`")
    case .unknown(.noTimes):
      return unknown(
        "`\(what)` is a scrape without times: what is drawn at one moment is no energy",
        "write the time of each sample behind its value, in milliseconds, as Prometheus does when "
          + "asked for samples over time")
    case .unknown(.cutSample):
      return unknown(
        "`\(what)` begins in the middle of a sample of Prometheus, and no whole one with its time "
          + "follows",
        "give whole lines, as `NAME{LABEL=\"…\"} VALUE MILLISECONDS`")
    case .unknown(.binary):
      return unknown(
        "`\(what)` is not text",
        "give it decompressed, `zcat LOG | cradle meter -`, or in UTF-8, `iconv -f UTF-16 -t UTF-8 "
          + "LOG | cradle meter -`")
    case .unknown(.decimalCommas):
      return unknown(
        "the numbers of `\(what)` have commas, and so has what parts its columns",
        "write it by `LC_ALL=C perf stat`, or part the columns by `-x';'`")
    case .unknown(.unlike(let line)) where isPartial(line):
      return unknown(
        "`\(what)` is the summary of a slice, and no log",
        "`cradle merge` joins summaries: `cradle merge PART…`")
    case .unknown(.unlike(let line)):
      return unknown(
        "`\(what)` is not a log of power: it begins `\(line)`",
        "known are what `nvidia-smi --format=csv` writes, `spl.txt` of SPEC PTDaemon, `:::MLLOG` "
          + "lines of MLPerf runs, CodeCarbon's `emissions.csv`, the text format and range queries of Prometheus, and CSV or TSV with a "
          + "header; a counter such as `energy_uj` needs the time of each reading before it")
    case .unknown(.empty): return unknown("`\(what)` is empty", "give a log with samples")
    }
  }

  /// Whether a line is the first of a summary of a slice.
  private static func isPartial(_ line: String) -> Bool {
    for kind in ["meter", "traffic", "jobs"] where line.hasPrefix("cradle.\(kind).partial/") {
      return true
    }
    return false
  }

  /// Whether a column may hold times of samples.
  private static func tellsTime(_ name: String) -> Bool {
    let plain = name.lowercased()
    return plain.hasPrefix("time") && !plain.hasPrefix("time_per") || plain.hasSuffix("time")
      || plain.hasPrefix("date") || plain == "ts" || plain == "when"
  }

  /// What is odd about a log that was read.
  static func meterDoubts(_ name: String, _ summary: MeterSummary) -> [Diagnostic] {
    var found = rejections(summary.rows)
    func doubt(_ message: String, _ hint: String) {
      found.append(Diagnostic(.warning, .doubtfulLog, message, hint: hint))
    }
    if let place = summary.hoursBack.first {
      doubt(
        "the clock of `\(name)` goes back an hour at \(place.text)",
        "what follows is taken as an hour later, as at the end of summer time")
    }
    if let (place, count) = summary.backwards {
      let others = count == 1 ? "" : ", and \(count - 1) \(count == 2 ? "time" : "times") more"
      doubt(
        "the times of `\(name)` go back at \(place.text)\(others)",
        "its samples are to be put in order; those of one device and time count once")
    }
    found += mixedZones(name, summary.zoned, summary.unzoned)
    if let (device, last, end, count) = vanished(summary) {
      let others = count == 1 ? "" : "; \(count - 1) more \(count == 2 ? "is" : "are") like it"
      doubt(
        "\(named(device)) of `\(name)` is last seen at \(moment(last)), and others go on to "
          + "\(moment(end))\(others)",
        "its energy counts up to there; what it drew since, if anything, is missing")
    }
    if let place = summary.headersAgain.first {
      doubt(
        "the header of `\(name)` stands again at \(place.text)",
        "logs joined end to end are read as one")
    }
    found += openLine(name, summary.openLines.first)
    if let first = summary.devices.flatMap(\.runs).map(\.first.time).min(),
      first < 315_532_800_000_000_000, summary.unzoned == 0
    {
      doubt(
        "the times of `\(name)` are not counted from 1970, but from another moment, as the start of "
          + "the machine",
        "the energy is as it is, if they count seconds; only days and hours are not those of the "
          + "calendar")
    }
    if isInBursts(summary) {
      doubt(
        "the samples of `\(name)` come in bursts, and no column names their device",
        "if they are of several devices, read as one they mean nothing: name the column that tells "
          + "them apart, `--columns time=…,power=…,device=…`, or log one, as `nvidia-smi "
          + "--query-gpu=timestamp,index,power.draw` does")
    }
    if summary.rows.used == 0, let unread = unreadMetrics(name, summary.unread) {
      found.append(unread)
    }
    if summary.rows.read == 0 {
      doubt("`\(name)` holds no row", "it counts as a log without a sample")
    }
    return found
  }

  /// Whether a device without a name has samples like those of several: many at one time, or one soon
  /// behind the other and then none for long.
  private static func isInBursts(_ summary: MeterSummary) -> Bool {
    guard summary.kinds.allSatisfy({ $0 == .table || $0 == .nvidiaSMI }) else { return false }
    let repeated = summary.rows.rejections.first { $0.reason == .duplicate }?.count ?? 0
    for device in summary.devices where device.key.name.isEmpty {
      if summary.devices.count == 1, repeated > 10, repeated / 2 > summary.rows.used { return true }
      for run in device.runs {
        guard let step = run.steps.median, run.samples > 20 else { continue }
        var long: Int64 = 0
        for slot in run.steps.slots where slot.low / 10 >= step { long += slot.count }
        if long > run.samples / 33 { return true }
      }
    }
    return false
  }

  /// The first device that is not seen any more while others are, for longer than a gap, and how
  /// many there are. Runs of CodeCarbon end when they end.
  private static func vanished(
    _ summary: MeterSummary
  ) -> (device: MeterDevice.Key, last: Int64, end: Int64, count: Int)? {
    guard summary.devices.count > 1, !summary.kinds.contains(.codecarbon) else { return nil }
    var end = Int64.min
    for device in summary.devices {
      for run in device.runs { end = max(end, run.last.time) }
    }
    var first: (device: MeterDevice.Key, last: Int64)?
    var count = 0
    for device in summary.devices {
      var last = Int64.min
      var step: Int64 = 0
      for run in device.runs {
        last = max(last, run.last.time)
        step = max(step, run.steps.median ?? 0)
      }
      let (tenfold, overflow) = step.multipliedReportingOverflow(by: 10)
      let bound = summary.bound ?? (overflow ? .max : tenfold)
      guard step > 0, end - last > bound else { continue }
      count += 1
      if first.map({ device.key < $0.device }) ?? true { first = (device.key, last) }
    }
    return first.map { ($0.device, $0.last, end, count) }
  }

  static func moment(_ time: Int64, isZoned: Bool = false) -> String {
    Timestamp(nanoseconds: time, isZoned: isZoned).text
  }

  static func named(_ key: MeterDevice.Key) -> String {
    key.text.isEmpty ? "the device" : "device `\(key.text)`"
  }

  /// Slices of one log in several files, of a device that only the log names.
  static func namelessSlices(_ summary: MeterSummary) -> [Diagnostic] {
    for device in summary.devices {
      guard let file = device.runs.first?.place.file, file != "-", file != "standard input",
        device.key.node == file
      else { continue }
      return [
        Diagnostic(
          .warning, .doubtfulLog, "the device of `\(file)` has no name but that of the log",
          hint: "slices of one log need one name, as `--node n1`, to be joined as one device")
      ]
    }
    return []
  }

  static let noBuilding = Failure(
    2,
    noBuilding(
      .usage, "`--meter facility`: what a building takes is their energy times its PUE"))

  static let noBuildingInStudy = Failure(
    1,
    noBuilding(
      .unknownChoice, "`meter: facility`: the PUE of the site adds what the building takes"))

  private static func noBuilding(_ code: Code, _ hint: String) -> Diagnostic {
    Diagnostic(
      code, "sensors of processors are no meter of a building", hint: "leave out \(hint)")
  }

  static func noGap(_ text: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`\(text)` is no length for a gap",
        hint: "write `ms`, `s`, `min` or `h`: `--gap 30s`"))
  }

  static func noAmount(_ option: String, _ text: String, _ wanted: String) -> Failure {
    Failure(2, Diagnostic(.usage, "`--\(option) \(text)` is not \(wanted)"))
  }

  static let noEnergy = Diagnostic(
    .doubtfulLog, "there is no energy in the logs",
    hint: "two samples of a device make a step; look at the rows that were rejected, and at `--gap`"
  )

  static let tooMuchEnergy = Failure(
    2,
    Diagnostic(
      .notFinite, "the energy is beyond all reason", hint: "the numbers of the log are in doubt"))
}
