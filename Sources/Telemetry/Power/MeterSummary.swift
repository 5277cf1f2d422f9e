/// What logs of power and energy add up to: whole numbers throughout, so that the summaries of
/// their parts join to that of the whole, to the last digit and in any order.
public struct MeterSummary: Hashable, Sendable {
  /// A thing that was met, and where first.
  public typealias Occurrences = TrafficSummary.Occurrences

  /// The most devices that are told apart.
  public static let mostDevices = 20_000

  /// The rows that were read, used and rejected.
  public internal(set) var rows = RowCount()
  /// The devices, in the order in which they were met.
  public internal(set) var devices: [MeterDevice] = []
  /// The bound of a gap in nanoseconds, where one is given.
  public var bound: Int64? { terms.bound }
  var terms: MeterRun.Terms
  /// The kinds of log that were read, in the order of the alphabet.
  public internal(set) var kinds: [MeterKind] = []
  /// The rows whose time names its zone; those of duplicates count.
  public internal(set) var zoned: Int64 = 0
  /// The rows whose time names none.
  public internal(set) var unzoned: Int64 = 0
  /// Where a clock without a zone went back one hour, and what follows was taken as an hour later.
  public internal(set) var hoursBack = Occurrences()
  /// Headers that were met again in the middle of a log.
  public internal(set) var headersAgain = Occurrences()
  /// Lines that name other columns than the header does: what follows cannot be read.
  public internal(set) var otherHeaders = Occurrences()
  /// Last lines without a line feed that were used as they stand.
  public internal(set) var openLines = Occurrences()
  /// Metrics of Prometheus that were met and are not read; partial summaries do not tell them.
  public internal(set) var unread = UnreadMetrics()
  /// Whether there are more devices than ``mostDevices``.
  public internal(set) var hasTooManyDevices = false

  /// The stretch whose draw is asked for beside that of all, where one is.
  public var stretch: Stretch? { terms.stretch }

  /// A summary of nothing; `bound` is that of a gap, `range` the microjoules after which counters
  /// begin again, `ranges` those of some by their names, and `stretch` one whose draw is asked for,
  /// where they are given.
  public init(
    bound: Int64? = nil, range: Int64? = nil, ranges: [CounterRange] = [], stretch: Stretch? = nil
  ) {
    terms = MeterRun.Terms(
      bound: bound, range: range, ranges: ranges.sorted { $0.name < $1.name }, stretch: stretch)
  }

  /// The names to which a range was given, and which no counter has.
  public var rangesOfNone: [String] {
    var names: [String] = []
    for range in terms.ranges {
      let isKnown = devices.contains { device in
        device.key.isCounter && [device.key.text, device.key.name].contains(range.name)
      }
      if !isKnown { names.append(range.name) }
    }
    return names
  }

  /// Where in a log the time of a device first goes back, and how often it does; nothing where it
  /// never does, but for windows.
  public var backwards: (first: RowPlace, count: Int)? {
    var first: RowPlace?
    var count = 0
    for device in devices where !device.key.isWindowed {
      for run in device.runs.dropFirst() {
        first = first.map { min($0, run.place) } ?? run.place
        count += 1
      }
    }
    return first.map { ($0, count) }
  }

  /// Joins the summary of the next slice of the same log. False where a device's samples do not
  /// follow those here; the slices have to be read as one then.
  mutating func append(_ next: MeterSummary) -> Bool {
    var next = next
    next.move(by: rows.lines)
    var inOrder = true
    var places = places
    for var device in next.devices {
      if let index = places[device.key],
        let left = devices[index].runs.indices.last, let right = device.runs.first
      {
        let last = devices[index].runs[left].last
        if right.first.time < last.time { inOrder = false }
        if right.first.time >= last.time {
          let terms = terms.of(device.key)
          if let dropped = devices[index].runs[left].join(right, terms),
            dropped != MeterSample.begins
          {
            // A row of the next slice is a duplicate after all.
            next.rows.used -= 1
            next.rows.add(.duplicate, places: [right.place])
            if !device.key.isCounter { device.draws.add(-1, at: DrawHistogram.step(dropped)) }
          }
          device.runs.removeFirst()
        }
      }
      merge(device, &places)
    }
    rows.merge(next.rows)
    mergeRest(next)
    return inOrder
  }

  private mutating func move(by lines: Int) {
    rows.move(by: lines)
    for device in devices.indices {
      for run in devices[device].runs.indices { devices[device].runs[run].place.line += lines }
    }
    hoursBack.move(by: lines)
    headersAgain.move(by: lines)
    otherHeaders.move(by: lines)
    openLines.move(by: lines)
  }

  /// Joins the summary of another log.
  public mutating func merge(_ other: MeterSummary) {
    var places = places
    for device in other.devices { merge(device, &places) }
    rows.merge(other.rows)
    mergeRest(other)
  }

  private mutating func mergeRest(_ other: MeterSummary) {
    for kind in other.kinds { note(kind) }
    zoned += other.zoned
    unzoned += other.unzoned
    hoursBack.merge(other.hoursBack)
    headersAgain.merge(other.headersAgain)
    otherHeaders.merge(other.otherHeaders)
    openLines.merge(other.openLines)
    unread.merge(other.unread)
    hasTooManyDevices = hasTooManyDevices || other.hasTooManyDevices
  }

  mutating func note(_ kind: MeterKind) {
    guard !kinds.contains(kind) else { return }
    kinds.append(kind)
    kinds.sort { $0.rawValue < $1.rawValue }
  }

  /// Where the devices stand.
  private var places: [MeterDevice.Key: Int] {
    var places: [MeterDevice.Key: Int] = [:]
    for (index, device) in devices.enumerated() { places[device.key] = index }
    return places
  }

  private mutating func merge(_ device: MeterDevice, _ places: inout [MeterDevice.Key: Int]) {
    if let index = places[device.key] {
      devices[index].merge(device)
    } else if devices.count < Self.mostDevices {
      places[device.key] = devices.count
      devices.append(device)
    } else {
      hasTooManyDevices = true
    }
  }
}

/// What wrote a log, which says what its figures hold and how sure they are.
public enum MeterKind: String, Hashable, Sendable, CaseIterable {
  /// `nvidia-smi`: the sensors of GPUs, without the host.
  case nvidiaSMI = "nvidia-smi"
  /// The DCGM exporter: the same sensors.
  case dcgm
  /// A power meter under SPEC PTDaemon, as MLPerf uses it: the whole system at the plug.
  case ptdaemon
  /// The power readings that MLPerf training and HPC runs log: whole nodes.
  case mlperf
  /// Kepler: the node, its GPUs, or shares of them.
  case kepler
  /// Zeus: windows, or counters, of GPUs.
  case zeus
  /// CodeCarbon: the node, some of it modelled.
  case codecarbon
  /// Counters of the processor (RAPL), without the rest of the host.
  case rapl
  /// A table of which the user named the columns, or whose columns name themselves.
  case table

  /// Whether it reads sensors of chips, which are within the equipment.
  public var isSensor: Bool {
    switch self {
    case .nvidiaSMI, .dcgm, .kepler, .zeus, .codecarbon, .rapl: true
    case .ptdaemon, .mlperf, .table: false
    }
  }
}
