/// What meters say once all is read: energy by device, how much of the time it covers, and how sure
/// it is.
public struct Metered: Hashable, Sendable {
  /// Energy in halves of an attojoule: nanowatts times nanoseconds, not halved.
  public struct Energy: Hashable, Sendable {
    /// How many of them.
    public var halves: Int128

    /// In kilowatt-hours, to the nearest double.
    public var kilowattHours: Double { Double(halves) / 7.2e24 }

    /// In kilowatt-hours as decimal text, to the nanowatt-hour where it is not whole.
    public var text: String {
      let unit = Int128(7_200_000_000_000)  // a nanowatt-hour
      let nano = (halves + (halves < 0 ? -unit / 2 : unit / 2)) / unit
      let size = nano.magnitude
      var digits = String(size % 1_000_000_000_000)
      digits = String(repeating: "0", count: 12 - digits.utf8.count) + digits
      while digits.hasSuffix("0") { digits.removeLast() }
      let sign = nano < 0 ? "-" : ""
      return "\(sign)\(size / 1_000_000_000_000)" + (digits.isEmpty ? "" : ".\(digits)")
    }
  }

  /// One device.
  public struct Device: Hashable, Sendable {
    /// What distinguishes it.
    public var key: MeterDevice.Key
    /// What it is, where the log says.
    public var model: String?
    /// The machine of which it counts all, see ``MeterDevice/machine``.
    public var machine: String?
    /// What it used, gaps left out.
    public var energy: Energy
    /// How many samples there are.
    public var samples: Int64
    /// The first and the last sample, in nanoseconds since 1970.
    public var first: Int64
    /// The last sample.
    public var last: Int64
    /// The nanoseconds that the energy covers.
    public var covered: Int64
    /// The median step in nanoseconds, to two digits; nothing for a single sample.
    public var interval: Int64?
    /// The longest step that is bridged, in nanoseconds.
    public var bound: Int64
    /// How many steps are longer.
    public var gaps: Int64
    /// The longest of those, with their starts.
    public var longestGaps: [MeterRun.LongStep]
    /// The longest step of all, in nanoseconds.
    public var longestStep: Int64
    /// The largest draw in nanowatts; nothing for a counter.
    public var largest: Int64?
    /// How often a counter began again.
    public var resets: Int64
    /// The draw without work in nanowatts, where a baseline is asked for.
    public var idleDraw: Int64?
    /// See ``StepSums/Slot/deviation``.
    var deviation: UInt128

    /// The nanoseconds from the first sample to the last.
    public var span: Int64 { last - first }
    /// What the draw without work took over the time covered.
    public var idle: Energy? {
      idleDraw.map { Energy(halves: Int128($0) * Int128(covered) * 2) }
    }
    /// The mean draw in watts.
    public var meanWatts: Double? {
      covered > 0 ? Double(energy.halves) / 2 / Double(covered) / 1e9 : nil
    }
  }

  /// How the draw without work is found.
  public enum Baseline: Hashable, Sendable {
    /// It is not asked for.
    case none
    /// So many nanowatts for each device, and who says so.
    case given(Int64, source: String)
    /// The draw that 5 % of the samples of a device do not exceed.
    case measured
    /// The mean draw of each device in a stretch: the energy of the steps that lie within it, gaps
    /// left out, by their time, to the nanowatt.
    case stretch(Stretch)
  }

  /// The devices.
  public let devices: [Device]
  /// How rows were used and rejected, without their places: slices do not know these.
  public let rows: RowCount
  /// What wrote the logs.
  public let kinds: [MeterKind]
  /// Whether nothing but sensors of chips was read: no meter of a machine or a building.
  public var isOfSensors: Bool { !kinds.isEmpty && kinds.allSatisfy(\.isSensor) }
  /// Whether all times name their zone.
  public let isZoned: Bool
  /// The bound of a gap, where one is given.
  public let givenBound: Int64?
  /// How the draw without work is found.
  public let baseline: Baseline
  /// Whether all sums fit into 128 bits.
  public let isExact: Bool
  /// Devices of which power was read beside a counter: the counter counts.
  public let besideCounter: Int

  /// How many median steps a step may have that is bridged, where no bound is given.
  public static let usualSteps: Int64 = 10

  /// What a joined summary says.
  public init(_ summary: MeterSummary, baseline: Baseline = .none) {
    let counters = Set(summary.devices.filter(\.key.isCounter).map(\.key.asPower))
    var devices: [Device] = []
    var besideCounter = 0
    var total: Int128 = 0
    var isExact = true
    for device in summary.devices {
      guard let run = device.runs.first else { continue }
      if !device.key.isCounter, counters.contains(device.key) {
        besideCounter += 1
        continue
      }
      let made = Device(device, run.fromStart(summary.terms), summary.bound, baseline)
      let (sum, overflow) = total.addingReportingOverflow(made.energy.halves)
      isExact = isExact && !overflow && made.energy.halves < Int128.max
      total = sum
      devices.append(made)
    }
    self.devices = devices
    self.besideCounter = besideCounter
    rows = summary.rows.withoutPlaces
    kinds = summary.kinds
    isZoned = summary.unzoned == 0 && summary.zoned > 0
    givenBound = summary.bound
    self.baseline = baseline
    self.isExact = isExact
  }

  /// The energy of all devices.
  public var energy: Energy { Energy(halves: devices.reduce(0) { $0 &+ $1.energy.halves }) }

  /// The energy that draws without work took; nothing where it is not known for every device.
  public var idle: Energy? {
    var sum: Int128 = 0
    for device in devices {
      guard let idle = device.idle else { return nil }
      sum &+= idle.halves
    }
    return devices.isEmpty ? nil : Energy(halves: sum)
  }

  /// The devices whose draw without work is asked for, and not to be had from the logs.
  public var withoutIdle: [Device] {
    if case .none = baseline { return [] }
    return devices.filter { $0.idleDraw == nil }
  }

  /// The energy above that.
  public var dynamic: Energy? { idle.map { Energy(halves: energy.halves &- $0.halves) } }

  /// The first sample of all.
  public var first: Int64? { devices.map(\.first).min() }
  /// The last sample of all.
  public var last: Int64? { devices.map(\.last).max() }
  /// The device-time covered, in seconds.
  public var coveredSeconds: Double { devices.reduce(0) { $0 + Double($1.covered) } / 1e9 }
  /// The share of the device-time between first and last samples that is covered.
  public var coverage: Double? {
    let span = devices.reduce(0) { $0 + Double($1.span) } / 1e9
    return span > 0 ? coveredSeconds / span : nil
  }
}

extension MeterDevice.Key {
  /// That of the power of the same device, as the same meter tells it.
  fileprivate var asPower: Self {
    MeterDevice.Key(node: node, name: name, isCounter: false, meter: meter)
  }
}

extension Metered.Device {
  fileprivate init(
    _ device: MeterDevice, _ run: MeterRun, _ given: Int64?, _ baseline: Metered.Baseline
  ) {
    key = device.key
    model = device.model.flatMap { $0.isEmpty ? nil : $0 }
    machine = device.machine
    samples = run.samples
    first = run.first.time
    last = run.last.time
    longestStep = run.longest.first?.length ?? 0
    let median = run.steps.median
    interval = median.map { min($0, run.longest.first?.length ?? $0) }
    resets = run.resets
    // A counter has counted through its gaps.
    let limit =
      run.isCounter
      ? Int64.max : given ?? (median ?? 0).multipliedOrMax(by: Metered.usualSteps)
    bound = limit
    let (within, beyond) = run.steps.parted(at: limit)
    // The first interval of `perf stat` is one, too, if it is the first of the run.
    let start = run.intervalFromStart(median: median)
    let (whole, overflow) = within.energy.addingReportingOverflow(start.map(run.halves) ?? 0)
    energy = Metered.Energy(halves: overflow ? .max : whole)
    covered = within.nanoseconds + (start?.time ?? 0)
    if start != nil { first = 0 }
    deviation = within.deviation
    gaps = beyond.count
    longestGaps = run.longest.filter { $0.length > limit }
    largest = run.isCounter ? nil : device.largest
    idleDraw =
      switch baseline {
      case .none: nil
      case .given(let draw, _): draw
      // A step of draws is told by its middle, which may lie above them.
      case .measured:
        device.draws.percentile(5).map { min($0, within.meanDraw ?? $0) }
      case .stretch: run.stretch.parted(at: limit).within.meanDraw
      }
  }
}

extension MeterRun {
  /// The first sample where it tells the energy since the start of the clock: windows that are told
  /// by their ends alone, as `perf stat -I` does, whose times count from its start, and the first of
  /// which ends no later than half an interval too late. Where a log lacks its first lines, it ends
  /// later, and its length is not known.
  fileprivate func intervalFromStart(median: Int64?) -> MeterSample? {
    guard isWindowed, first.value != MeterSample.begins, first.time > 0, let median,
      first.time <= median.multipliedOrMax(by: 3) / 2
    else { return nil }
    return first
  }

  /// Its energy in halves of an attojoule.
  fileprivate func halves(_ window: MeterSample) -> Int128 {
    Int128(window.value) * 2_000_000_000_000
  }
}

extension StepSums.Slot {
  /// The mean draw in nanowatts, rounded down, so that it never makes more than all; nothing for no time, or beyond all reason.
  fileprivate var meanDraw: Int64? {
    guard nanoseconds > 0, energy >= 0, energy < Int128(1) << 126 else { return nil }
    let time = Int128(nanoseconds)
    let draw = energy / (2 * time)
    return draw <= Int128(MeterUnit.limit) ? Int64(draw) : nil
  }
}
