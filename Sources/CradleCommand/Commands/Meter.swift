import Diagnostics
import Rendering
import Reporting
import Telemetry

extension CommandSpec {
  static let meter = CommandSpec(
    name: "meter",
    summary: "Add logs of power up to energy",
    about: [
      "Each LOG is read as a whole in memory that does not grow with it: what `nvidia-smi "
        + "--format=csv` writes, a power meter's `spl.txt`, the `power_reading` lines of MLPerf runs, "
        + "CodeCarbon's `emissions.csv`, windows that Zeus logs, what `turbostat --Summary` and `perf "
        + "stat -I 1000 -x, -e power/energy-pkg/` write, samples of Prometheus (DCGM, Kepler, Zeus, "
        + "CEEMS, the RAPL collector of the node exporter) with their times, as text, as `promtool "
        + "tsdb dump` writes them or as the JSON of range queries, or any table with a time and a power or a counter of energy. The format "
        + "shows in the first lines. Compressed logs come through "
        + "standard input.",
      "Power is added up by trapezoids, for each device; counters by differences. Steps longer than "
        + "a bound are gaps: left out, and reported. The same device and time counts once, in how "
        + "many logs it may stand; two meters of one GPU or processor are refused by name. Every row is "
        + "used, or rejected with its reason.",
      "The accounting of SLURM, as `sacct -P` writes it, is known by its header: its jobs are added "
        + "up to the device-time that they held, steps and rows that stand twice left aside, with "
        + "the jobs that failed or were cancelled on a line of their own.",
      "A log too large for one machine is cut at lines anywhere; `--partial` reads a slice to a "
        + "small summary, and `cradle merge` joins these to the very figure of one pass.",
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
        help: "the column of each role: `time`, `power`, `energy` (a counter), `device`, `node`, "
          + "`model`; `#3` is the third column",
        group: .log),
      OptionSpec(
        long: "header", value: ValueSpec("FILE", .files),
        help: "a file that begins with the header of the logs, which are slices without it",
        group: .log),
      OptionSpec(
        long: "node", value: ValueSpec("NAME"),
        help: "the node that the logs are from, where they do not say; `*` gives each log its own",
        group: .log),
      OptionSpec(
        long: "gap", value: ValueSpec("LENGTH"),
        help: "the longest step that is bridged: `500ms`, `30s`, `5min`; ten median steps unless "
          + "said",
        group: .log),
      OptionSpec(
        long: "counter-range", value: ValueSpec("[NAME=]ENERGY,..."),
        help: "after how much counters begin again, such as `262143.328850J`, or those of a name: "
          + "`package-0=262143.328850J,dram=65712.999613J`",
        group: .log),
      OptionSpec(
        long: "by",
        value: ValueSpec(
          "WHAT",
          .choices([
            ChoiceSpec("user", "who submitted them"), ChoiceSpec("account", "who pays for them"),
            ChoiceSpec("partition", "where they ran"), ChoiceSpec("name", "what they are called"),
          ])),
        help: "by what the jobs of an accounting are added up; `user` where it has that",
        group: .log),
      OptionSpec(
        long: "node-cpus", value: ValueSpec("N"),
        help: "how many processors a node has: jobs that hold all of them tell their energy",
        group: .log),
    ] + judging,
    examples: [
      HelpEntry("cradle meter power.csv", "energy by GPU, and what to put into a study"),
      HelpEntry("cradle meter power.csv --idle 60W", "the same, parted into dynamic and idle"),
      HelpEntry(
        "cradle meter power.csv --idle 2026-06-18T00:00/00:10",
        "with the draw in ten minutes without work as idle"),
      HelpEntry("cradle meter jobs.psv --by account", "device-time of SLURM jobs by account"),
      HelpEntry(
        "cradle meter log.csv --columns time=ts,power=draw,device=socket",
        "columns of other names"),
      HelpEntry(
        "cradle meter --partial --header head.csv --node n1 slice.csv -o slice.meter",
        "one slice of many"),
    ])

  static let judging = [
    OptionSpec(
      long: "idle", value: ValueSpec("DRAW"),
      help: "part energy into dynamic and idle: a draw of each device such as `60W`, an entry of "
        + "the catalogue, `measured`, or FROM/TO, a stretch of the logs without work, such as "
        + "`2026-06-18T00:00/2026-06-18T00:10`",
      group: .log),
    OptionSpec(
      long: "meter",
      value: ValueSpec(
        "SIDE",
        .choices([
          ChoiceSpec("it", "at the equipment"), ChoiceSpec("facility", "at the building"),
        ])),
      help: "where it was metered", default: "it", group: .log),
  ]
}

extension Session {
  /// `cradle meter LOG…`: what logs of power add up to.
  func meter() throws(Failure) -> Int32 {
    var first: (any ByteSource)?
    let header = try headerOfSlices()
    if let status = try meterJobs(&first, header) { return status }
    let terms = try meterTerms(header: header)
    if invocation.has("partial") { try checkPartial() }
    var status: Int32 = 0
    var whole = terms.summary
    var logs: [(log: PowerLog, name: String)] = []
    for name in invocation.arguments {
      do throws(Failure) {
        let source: any ByteSource
        if let first { source = first } else { source = try meterSource(name) }
        first = nil
        let log = PowerLog(source, Self.terms(terms, of: name))
        let reading = try Self.reading(log, name)
        whole.merge(reading.summary)
        if whole.hasTooManyDevices { throw Self.refused(name, .tooManyDevices, terms.columns) }
        logs.append((log, name))
        report(Self.meterDoubts(name, reading.summary))
      } catch {
        report(error.diagnostics)
        status = max(status, error.status)
      }
    }
    guard !logs.isEmpty else { return status }
    if invocation.has("partial") {
      report(Self.namelessSlices(whole))
      try deliver(try ordered(whole, logs, isNodeTold: !terms.node.isEmpty).partial)
      return status
    }
    let joined = try sorted(whole, logs, isNodeTold: !terms.node.isEmpty)
    return max(status, try show(joined))
  }

  func show(_ summary: MeterSummary) throws(Failure) -> Int32 {
    let metered = try metered(summary, try baseline(of: summary))
    let side = MeterPage.Side(rawValue: invocation.value(of: "meter") ?? "") ?? .it
    if side == .facility, metered.isOfSensors { throw Self.noBuilding }
    let page = MeterPage(metered, side: side)
    switch invocation.value(of: "format") {
    case "json": try deliver(renderJSON(page.datum))
    default: try deliver(textRenderer.render(page.document))
    }
    guard metered.energy.halves > 0 else {
      report([Self.noEnergy])
      return 1
    }
    return 0
  }

  /// What a joined summary says, if it can be parted as it is asked for.
  func metered(
    _ summary: MeterSummary, _ baseline: Metered.Baseline
  ) throws(Failure) -> Metered {
    let metered = Metered(summary, baseline: baseline)
    guard metered.isExact else { throw Self.tooMuchEnergy }
    try Self.checkParts(of: metered)
    report(try Self.checkMeters(of: metered))
    if metered.energy.halves > 0 { try Self.checkIdle(of: metered) }
    report(Self.stretchDoubts(summary, baseline))
    report(Self.rangeDoubts(summary))
    report(Self.doubleCounts(metered))
    return metered
  }

  /// Adds the logs up where the first is the accounting of a batch system; nothing where it is not,
  /// with the log, opened, in the second place.
  private func meterJobs(
    _ first: inout (any ByteSource)?, _ header: [UInt8]?
  ) throws(Failure) -> Int32? {
    guard let name = invocation.arguments.first else { return nil }
    if let header {
      guard let table = JobColumns.recognize(header) else { return nil }
      var sources: [(name: String, source: any ByteSource)] = []
      for name in invocation.arguments { sources.append((name, try meterSource(name))) }
      return try meterJobs(sources, like: table, header)
    }
    let table: JobColumns?
    do throws(SystemError) {
      let opened = try system.source(name)
      do throws(ReadFailure) { (table, first) = try Self.recognizeJobs(opened) } catch {
        throw SystemError(reason: error.reason)
      }
    } catch { return nil }
    guard let table, let source = first else { return nil }
    var sources = [(name: name, source: source)]
    for name in invocation.arguments.dropFirst() {
      sources.append((name, try meterSource(name)))
    }
    return try meterJobs(sources, like: table, header)
  }

  private func meterSource(_ name: String) throws(Failure) -> any ByteSource {
    do throws(SystemError) { return try system.source(name) } catch {
      throw Self.cannotRead(name, error.reason)
    }
  }

  static func reading(
    _ log: PowerLog, _ name: String
  ) throws(Failure) -> PowerLog.Reading {
    do throws(PowerLog.Failure) { return try log.read() } catch {
      throw refused(name, error, log.terms.columns)
    }
  }

  private static func terms(_ terms: PowerLog.Terms, of name: String) -> PowerLog.Terms {
    var terms = terms
    if terms.node == "*" { terms.node = name }
    return terms
  }
}
