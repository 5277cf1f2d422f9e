extension MeterSummary {
  /// Reads all partial summaries that follow each other in a text, and joins them to `whole`. What no
  /// log can have led to is no summary: counts and sums have to agree with each other.
  public static func join(
    _ text: String, to whole: inout MeterSummary?
  ) throws(PartialMistake) {
    try MeterPartialReading.join(text: text, to: &whole)
  }
}

/// A partial summary as its lines come.
private struct MeterPartialReading: PartialReading {
  private var summary: MeterSummary?
  private var keys: Set<MeterDevice.Key> = []
  /// What the device at hand is, until it is known at what time that was said.
  private var name: String?
  /// The samples of the device at hand, and of all.
  private var samples: Int64 = 0
  private var allSamples: Int64 = 0
  /// All counts together, which no log brings beyond this.
  private var counts: Int64 = 0
  private static let mostCounts: Int64 = 1 << 45
  /// The times that are read.
  private static let times: ClosedRange<Int64> =
    -4_600_000_000_000_000_000...4_600_000_000_000_000_000

  private mutating func count(_ number: Int64) -> Bool {
    guard number >= 0, number <= Self.mostCounts - counts else { return false }
    counts += number
    return true
  }

  static var kind: PartialKind { .power }

  /// The most rows that summaries hold together: no sum of them can go beyond 64 bits.
  static let mostRows = 1 << 48

  static func rows(_ part: MeterSummary) -> Int { part.rows.read }

  static func add(_ part: MeterSummary, to whole: inout MeterSummary) throws(PartialMistake) {
    guard whole.terms == part.terms else { throw .terms }
    whole.merge(part)
    if whole.hasTooManyDevices { throw .tooMuch }
  }

  mutating func take(_ words: [Substring]) -> Bool {
    guard let kind = words.first else { return false }
    let rest = words.dropFirst()
    if kind == "terms" { return takeTerms(words) }
    guard summary != nil else { return false }
    switch kind {
    case "rows":
      guard let n = PartialWords.numbers(rest, 3), n.allSatisfy(PartialWords.isCount),
        summary?.rows.read == 0, keys.isEmpty
      else { return false }
      summary?.rows.used = Int(n[0])
      summary?.zoned = n[1]
      summary?.unzoned = n[2]
    case "kind":
      guard rest.count == 1, let known = MeterKind(rawValue: String(words[1])) else {
        return false
      }
      summary?.note(known)
    case "rejected":
      guard rest.count == 2, let reason = RejectionReason(rawValue: String(words[1])),
        let number = Int64(words[2]), count(number)
      else { return false }
      summary?.rows.add(reason, count: Int(number))
    case "range":
      guard rest.count == 2, let name = PartialWords.unquoted(words[1]),
        let range = Int64(words[2]),
        range > 0, keys.isEmpty, (summary?.terms.ranges.last?.name).map({ $0 < name }) ?? true
      else { return false }
      summary?.terms.ranges.append(CounterRange(name: name, microjoules: range))
    case "device": return finishDevice() && takeDevice(words)
    case "named":
      guard rest.count == 1, let time = Int64(words[1]), Self.times ~= time, let name,
        let at = lastDevice, summary?.devices[at].runs.isEmpty ?? false
      else { return false }
      summary?.devices[at].name(name, at: time)
      self.name = nil
    case "machine":
      guard rest.count == 1, let name = PartialWords.unquoted(words[1]), let at = lastDevice,
        summary?.devices[at].machine == nil, summary?.devices[at].key.isCounter == true
      else { return false }
      summary?.devices[at].machine = name
    case "draw":
      guard let n = PartialWords.numbers(rest, 2), n[0] >= 0,
        n[0] <= Int64(DrawHistogram.step(MeterUnit.limit)), n[1] > 0, count(n[1]),
        let at = lastDevice, summary?.devices[at].key.isCounter == false
      else { return false }
      summary?.devices[at].draws.add(n[1], at: Int(n[0]))
    case "run": return finishRun() && takeRun(words)
    case "start":
      guard let n = PartialWords.numbers(rest, 1), let at = lastRun,
        let run = summary?.devices[at.device].runs[at.run], run.isCounter, !run.isWindowed,
        run.start == nil, n[0] >= -4_600_000_000_000_000_000, n[0] < run.first.time
      else { return false }
      summary?.devices[at.device].runs[at.run].start = n[0]
    case "step", "stretch":
      guard let at = lastRun, let slot = slot(words) else { return false }
      let slots = summary?.devices[at.device].runs[at.run]
      if kind == "step" {
        guard (slots?.steps.slots.last?.high ?? 0) < slot.high else { return false }
        summary?.devices[at.device].runs[at.run].steps.add(slot)
      } else {
        guard summary?.stretch != nil, (slots?.stretch.slots.last?.high ?? 0) < slot.high else {
          return false
        }
        summary?.devices[at.device].runs[at.run].stretch.add(slot)
      }
    case "long":
      guard let n = PartialWords.numbers(rest, 2), n[0] > 0, let at = lastRun else { return false }
      summary?.devices[at.device].runs[at.run].longest.append(
        MeterRun.LongStep(length: n[0], start: n[1]))
    default: return false
    }
    return true
  }

  /// The summary, if its counts agree.
  mutating func finished() -> MeterSummary? {
    guard finishDevice(), let summary else { return nil }
    // A row tells of a thousand devices at most, the start and the end of a window each.
    let read = Int64(summary.rows.read)
    guard allSamples / 2000 <= read, summary.zoned + summary.unzoned <= read else { return nil }
    return summary
  }

  private mutating func takeTerms(_ words: [Substring]) -> Bool {
    guard summary == nil, words.count == 3 || words.count == 6, let bound = optional(words[1]),
      let range = optional(words[2])
    else { return false }
    var stretch: Stretch?
    if words.count == 6 {
      guard let n = PartialWords.numbers(words[3...4], 2),
        words[5] == "zoned" || words[5] == "unzoned"
      else { return false }
      stretch = Stretch(from: n[0], to: n[1], isZoned: words[5] == "zoned")
      guard stretch != nil else { return false }
    }
    summary = MeterSummary(bound: bound.value, range: range.value, stretch: stretch)
    return true
  }

  private struct Optional64 { var value: Int64? }
  private func optional(_ word: Substring) -> Optional64? {
    if word == "-" { return Optional64(value: nil) }
    guard let number = Int64(word), number > 0 else { return nil }
    return Optional64(value: number)
  }

  private var lastDevice: Int? { summary?.devices.indices.last }
  private var lastRun: (device: Int, run: Int)? {
    guard let device = lastDevice, let run = summary?.devices[device].runs.indices.last else {
      return nil
    }
    return (device, run)
  }

  private mutating func takeDevice(_ words: [Substring]) -> Bool {
    let kind = words.count > 1 ? words[1].split(separator: ":", maxSplits: 1) : []
    let meter = kind.count == 2 ? MeterKind(rawValue: String(kind[1])) : nil
    guard words.count == 7, let values = kind.first,
      ["power", "counter", "spans"].contains(values), kind.count == 1 || meter != nil,
      let node = PartialWords.unquoted(words[2]), let name = PartialWords.unquoted(words[3]),
      let largest = Int64(words[5]), 0...MeterUnit.limit ~= largest,
      words[6] == "ordered" || words[6] == "disordered", keys.count < MeterSummary.mostDevices
    else { return false }
    var device = MeterDevice(
      MeterDevice.Key(
        node: node, name: name, isCounter: values != "power", isWindowed: values == "spans",
        meter: meter))
    if words[4] != "-" {
      guard let model = PartialWords.unquoted(words[4]) else { return false }
      self.name = model
    }
    guard keys.insert(device.key).inserted else { return false }
    device.largest = largest
    device.isDisordered = words[6] == "disordered"
    summary?.devices.append(device)
    return true
  }

  private mutating func takeRun(_ words: [Substring]) -> Bool {
    guard words.count == 12, let device = lastDevice, let log = PartialWords.unquoted(words[1]),
      let n = PartialWords.numbers(words[2...3], 2), n[0] > 0, count(n[0]), 0..<n[0] ~= n[1],
      let first = sample(words, 4), let last = sample(words, 10),
      let key = summary?.devices[device].key
    else { return false }
    var run = MeterRun(first, of: key, at: RowPlace(file: log, line: 0, column: 0))
    run.samples = n[0]
    run.resets = n[1]
    run.last = last
    run.second = sample(words, 6)
    run.previous = sample(words, 8)
    switch n[0] {
    case 1:
      guard words[6...9].allSatisfy({ $0 == "-" }), first == last else { return false }
    case 2:
      guard run.second == last, run.previous == first, first.time < last.time else { return false }
    default:
      guard let second = run.second, let previous = run.previous, first.time < second.time,
        second.time <= previous.time, previous.time < last.time,
        n[0] > 3 || second == previous
      else { return false }
    }
    samples += n[0]
    allSamples += n[0]
    summary?.devices[device].runs.append(run)
    return true
  }

  /// A sample whose time and value are within the bounds of those that are read.
  private func sample(_ words: [Substring], _ index: Int) -> MeterSample? {
    let key = summary?.devices.last?.key
    guard let time = Int64(words[index]), let value = Int64(words[index + 1]), Self.times ~= time,
      value >= (key?.isWindowed == true ? MeterSample.begins : 0),
      value <= MeterUnit.limit || key?.isCounter == true
    else { return nil }
    return MeterSample(time: time, value: value)
  }

  /// Steps of one stretch of lengths, whose time and energy are such as so many of them can have.
  private func slot(_ words: [Substring]) -> StepSums.Slot? {
    guard words.count == 7, let n = PartialWords.numbers(words[1...4], 4),
      let energy = Int128(words[5]), let deviation = UInt128(words[6]), n[1] > 0,
      n[2] > 0, n[2] <= Self.mostCounts, n[3] > 0, energy >= 0,
      let isCounter = lastDevice.flatMap({ summary?.devices[$0].key.isCounter })
    else { return nil }
    var slot = StepSums.slot(for: n[1], bound: summary?.bound)
    guard slot.low == n[0], slot.high == n[1],
      Int128(slot.low) * Int128(n[2]) < Int128(n[3]),
      Int128(slot.high) * Int128(n[2]) >= Int128(n[3])
    else { return nil }
    if isCounter {
      guard energy < Int128(1) << 126, energy % 2_000_000_000_000 == 0 else { return nil }
    } else {
      guard energy <= 2 * Int128(MeterUnit.limit) * Int128(n[3]) else { return nil }
    }
    (slot.count, slot.nanoseconds) = (n[2], n[3])
    (slot.energy, slot.deviation) = (energy, deviation)
    return slot
  }

  /// Whether the run at hand holds together: its steps lead from its first sample to its last, and
  /// the longest are among them.
  private func finishRun() -> Bool {
    guard let at = lastRun, let run = summary?.devices[at.device].runs[at.run] else { return true }
    var (count, time): (Int64, Int128) = (0, 0)
    for slot in run.steps.slots {
      guard slot.count < run.samples else { return false }
      count += slot.count
      time += Int128(slot.nanoseconds)
    }
    let span = Int128(run.last.time - run.first.time)
    if run.isWindowed {
      guard count < run.samples, time <= span else { return false }
    } else {
      guard count == run.samples - 1, time == span else { return false }
    }
    for slot in run.stretch.slots {
      guard let all = run.steps.slots.first(where: { $0.high == slot.high }),
        slot.count <= all.count, slot.nanoseconds <= all.nanoseconds, slot.energy <= all.energy
      else { return false }
    }
    guard run.longest.count == Int(min(run.samples - 1, Int64(MeterRun.longestKept))) else {
      return false
    }
    var before: MeterRun.LongStep?
    for step in run.longest {
      let (end, overflow) = step.start.addingReportingOverflow(step.length)
      guard !overflow, step.start >= run.first.time, end <= run.last.time,
        before.map({ MeterRun.LongStep.isBefore($0, step) }) ?? true
      else { return false }
      before = step
    }
    return true
  }

  /// Whether the device at hand holds together: each sample of power has a draw.
  private mutating func finishDevice() -> Bool {
    guard let at = lastDevice, let device = summary?.devices[at] else { return true }
    guard finishRun(), !device.runs.isEmpty, name == nil else { return false }
    if !device.key.isCounter, !device.isDisordered {
      guard device.draws.counts.reduce(0, +) == samples else { return false }
    }
    samples = 0
    return true
  }
}
