/// Adds up samples as they are read, as fast as they come: what a device needs from one sample to
/// the next is kept in place, and put into its run when something else than the next ordinary step
/// comes.
struct MeterRecorder: Sendable {
  /// What has been added up, but for what is kept in place; ``finished`` has all.
  private(set) var summary: MeterSummary
  /// The name of the log.
  let file: String
  /// The node that a log without a name for it is from.
  let node: String
  /// The lines read so far, and the rows used and of zoned times among them.
  var lines = 0
  var used = 0
  var zoned: Int64 = 0
  /// What is added to times: an hour for each that the clock went back.
  private(set) var shift: Int64 = 0
  /// The devices whose samples are kept as they are, to be sorted; nothing for none.
  var collector: SampleCollector?
  /// Whether all samples are added with care.
  var isCareful = false { didSet { settleAll() } }
  /// Whether steps were added up without care where the stretch asked for may have some.
  private var isStretchPassed = false

  /// What is kept in place.
  var ordinary = OrdinarySteps()
  private var numbers: [MeterDevice.Key: Int] = [:]
  private var linesSinceFlush = 0
  private var duplicates = 0

  init(_ summary: MeterSummary, file: String, node: String = "") {
    self.summary = summary
    self.file = file
    self.node = node
  }

  /// How many devices are known.
  var deviceCount: Int { ordinary.states.count }

  /// The number of a device, which may be new; nothing where there are too many.
  mutating func number(of key: MeterDevice.Key) -> Int? {
    if let known = numbers[key] { return known }
    guard deviceCount < MeterSummary.mostDevices else {
      summary.hasTooManyDevices = true
      return nil
    }
    summary.devices.append(MeterDevice(key))
    numbers[key] = deviceCount
    ordinary.grow()
    return deviceCount - 1
  }

  /// Whether a device has a sample already.
  func hasSamples(_ device: Int) -> Bool {
    let known = summary.devices[device]
    return !known.runs.isEmpty || collector?.holds(known.key) ?? false
  }

  /// Adds a sample with all care, and what its row says that the device is. The row is used, or
  /// rejected as a duplicate.
  ///
  /// Of each device the first row, and all that are not later, come here: so the name of the
  /// earliest row is known, whoever reads the others.
  mutating func add(
    _ device: Int, _ sample: MeterSample, isZoned: Bool, model: @autoclosure () -> String? = nil
  ) {
    var sample = sample
    sample.time += shift
    let key = summary.devices[device].key
    if collector != nil, collector?.take(key, sample) ?? false {
      used += 1
      return
    }
    settle(device)
    let terms = summary.terms.of(key)
    guard let run = summary.devices[device].runs.indices.last else {
      if let name = model() { summary.devices[device].name(name, at: sample.time) }
      begin(device, sample)
      return
    }
    let last = summary.devices[device].runs[run].last
    if sample.time < last.time, !isZoned, goesBackAnHour(sample.time, device, run) {
      shift += 3_600_000_000_000
      sample.time += 3_600_000_000_000
      summary.hoursBack.add(place(1))
    }
    if sample.time <= summary.devices[device].namedAt, let name = model() {
      summary.devices[device].name(name, at: sample.time)
    }
    if sample.time > last.time {
      summary.devices[device].runs[run].extend(sample, terms)
      count(device, sample)
      ready(device)
    } else if sample.time == last.time {
      let smaller = summary.devices[device].runs[run].tie(sample.value, terms)
      // A window that begins where the one before it ends, or is counted after all.
      if smaller == MeterSample.begins {
        if sample.value > smaller { used += 1 }
        return
      }
      if !key.isCounter {
        let larger = max(sample.value, last.value)
        summary.devices[device].draws.add(1, at: DrawHistogram.step(larger))
        summary.devices[device].draws.add(-1, at: DrawHistogram.step(last.value))
        summary.devices[device].largest = max(summary.devices[device].largest, larger)
      }
      duplicates += 1
      reject(.duplicate, column: 1)
      ready(device)
    } else {
      begin(device, sample)
    }
  }

  /// Adds a reading of a counter that stood at zero at `start`.
  mutating func add(_ device: Int, _ sample: MeterSample, countedFrom start: Int64) {
    add(device, sample, isZoned: true)
    collector?.noteStart(start, of: summary.devices[device].key, at: sample.time)
    guard let run = summary.devices[device].runs.indices.last else { return }
    summary.devices[device].runs[run].noteStart(start, at: sample.time)
  }

  /// Takes it that a device counts all of a machine.
  mutating func note(machine: String, of device: Int) {
    summary.devices[device].note(machine: machine)
  }

  private mutating func begin(_ device: Int, _ sample: MeterSample) {
    if summary.devices[device].runs.count >= MeterDevice.mostRuns {
      summary.devices[device].isDisordered = true
      summary.devices[device].runs.removeLast()
    }
    let run = MeterRun(sample, of: summary.devices[device].key, at: place(1))
    summary.devices[device].runs.append(run)
    count(device, sample)
    ready(device)
  }

  private mutating func count(_ device: Int, _ sample: MeterSample) {
    used += 1
    guard !summary.devices[device].key.isCounter else { return }
    summary.devices[device].draws.add(1, at: DrawHistogram.step(sample.value))
    summary.devices[device].largest = max(summary.devices[device].largest, sample.value)
  }

  /// Whether a clock without a zone shows an hour earlier than it would have: the end of summer
  /// time. The sample would be the next one, were it an hour later.
  private func goesBackAnHour(_ time: Int64, _ device: Int, _ run: Int) -> Bool {
    let known = summary.devices[device].runs[run]
    // Samples in no order at all rise ten times in turn once in three million times.
    guard known.samples >= 10, let usual = known.steps.median, usual <= 1_800_000_000_000 else {
      return false
    }
    let ordinary = max(usual, 1_000_000_000).multipliedOrMax(by: 3)
    // One time astray by an hour is no clock that goes back.
    guard let previous = known.previous, known.last.time - previous.time <= ordinary else {
      return false
    }
    let length = time + 3_600_000_000_000 - known.last.time
    return length > 0 && length <= ordinary
  }

  /// Puts what is kept in place for a device into its run.
  private mutating func settle(_ device: Int) {
    let state = ordinary.states[device]
    guard state.pending > 0, let run = summary.devices[device].runs.indices.last else { return }
    if let stretch = summary.terms.stretch, state.time > stretch.from,
      summary.devices[device].runs[run].last.time < stretch.to
    {
      isStretchPassed = true
    }
    summary.devices[device].runs[run].take(
      [state.a, state.b], samples: state.pending,
      previous: MeterSample(time: state.previousTime, value: state.previousValue),
      last: MeterSample(time: state.time, value: state.value))
    summary.devices[device].largest = max(summary.devices[device].largest, state.largest)
    ordinary.states[device].a = StepSums.Slot()
    ordinary.states[device].b = StepSums.Slot()
  }

  /// Makes ready for the next ordinary step of a device.
  private mutating func ready(_ device: Int) {
    guard let run = summary.devices[device].runs.last else { return }
    ordinary.states[device].time = run.last.time
    ordinary.states[device].value = run.last.value
    ordinary.states[device].largest = 0
    let isFast =
      !run.isCounter && run.longest.count == MeterRun.longestKept && collector == nil
      && !isCareful && run.last.value < 1 << 44
    let least = isFast ? run.longest.last?.length ?? 0 : 0
    ordinary.states[device].least = min(least, 1 << 49 - 1)
    guard let previous = run.previous else { return }
    let length = run.last.time - previous.time
    let slot = StepSums.slot(for: length, bound: summary.terms.bound)
    ordinary.states[device].a = slot
    if let other = run.steps.slots.filter({ $0.high != slot.high }).max(by: { $0.count < $1.count })
    {
      ordinary.states[device].b = StepSums.Slot()
      ordinary.states[device].b.low = other.low
      ordinary.states[device].b.high = other.high
    }
  }

  private mutating func settleAll() {
    for device in ordinary.states.indices {
      settle(device)
      ready(device)
    }
  }

  /// The stretch whose draw is asked for.
  var stretch: Stretch? { summary.terms.stretch }

  /// Whether samples since the last call were added up without care where steps may lie within the
  /// stretch that is asked for.
  mutating func hasPassedStretch() -> Bool {
    settleAll()
    let isPassed = isStretchPassed
    isStretchPassed = false
    return isPassed
  }

  /// Rejects the line at hand.
  mutating func reject(_ reason: RejectionReason, column: Int) {
    summary.rows.reject(reason, at: place(column))
  }

  /// The line at hand is used although it has no line feed.
  mutating func noteOpenLine() { summary.openLines.add(place(1)) }
  /// The line at hand is a header again.
  mutating func noteHeader() { summary.headersAgain.add(place(1)) }
  /// The line at hand names other columns than the header.
  mutating func noteOtherHeader() { summary.otherHeaders.add(place(1)) }
  /// What wrote the log.
  mutating func note(_ kind: MeterKind) { summary.note(kind) }
  /// A metric of Prometheus was met that is not read.
  mutating func noteUnread(_ metric: String) { summary.unread.insert(metric) }

  private func place(_ column: Int) -> RowPlace {
    RowPlace(file: file, line: lines, column: column)
  }

  /// To be called at the end of each block of lines.
  mutating func flush() {
    summary.rows.lines = lines
    summary.rows.used += used
    summary.zoned += zoned
    summary.unzoned += Int64(used + duplicates) - zoned
    linesSinceFlush += used
    (used, duplicates, zoned) = (0, 0, 0)
    // No step of a histogram can have counted more than 32 bits hold.
    if linesSinceFlush > 1 << 30 { flushDraws() }
  }

  private mutating func flushDraws() {
    for device in summary.devices.indices {
      let first = device * OrdinarySteps.drawSteps
      for step in 0..<OrdinarySteps.drawSteps where ordinary.draws[first + step] != 0 {
        summary.devices[device].draws.add(Int64(ordinary.draws[first + step]), at: step)
        ordinary.draws[first + step] = 0
      }
    }
    linesSinceFlush = 0
  }

  /// All that has been added up.
  mutating func finished() -> MeterSummary {
    for device in ordinary.states.indices { settle(device) }
    flush()
    flushDraws()
    return summary
  }
}

extension MeterRun {
  /// Takes in steps that were added up elsewhere: none is among the longest.
  fileprivate mutating func take(
    _ slots: [StepSums.Slot], samples count: Int64, previous: MeterSample, last: MeterSample
  ) {
    for slot in slots { steps.add(slot) }
    samples += count
    self.previous = previous
    self.last = last
  }
}

extension Int64 {
  /// The product, or the largest number there is.
  func multipliedOrMax(by factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}
