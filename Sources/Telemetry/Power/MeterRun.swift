/// One reading of a meter: power in nanowatts, or a counter in microjoules.
public struct MeterSample: Hashable, Sendable {
  /// When, in nanoseconds since 1970.
  public var time: Int64
  /// How much; ``begins`` where a window begins.
  public var value: Int64

  /// The value at which a window begins: what lies before it is not covered. It is less than that of
  /// a window without energy.
  static let begins: Int64 = -1

  /// A reading.
  public init(time: Int64, value: Int64) {
    self.time = time
    self.value = value
  }
}

/// Samples of one device in rising order of time, added up; its edges are kept, so that runs which
/// do not overlap join to exactly what one pass over both would give.
///
/// Two samples of the same time count once, with the larger of their values, whichever comes first.
public struct MeterRun: Hashable, Sendable {
  /// A step among the longest.
  public struct LongStep: Hashable, Sendable {
    /// Its length in nanoseconds.
    public var length: Int64
    /// The time of its first sample.
    public var start: Int64

    static func isBefore(_ left: LongStep, _ right: LongStep) -> Bool {
      (right.length, left.start) < (left.length, right.start)
    }
  }

  /// How many of the longest steps are kept.
  public static let longestKept = 3

  /// Whether the values are those of a counter of energy.
  public let isCounter: Bool
  /// Whether they are those of windows, see ``MeterDevice/Key/isWindowed``.
  let isWindowed: Bool
  /// When a counter that tells it stood at zero, before its first sample; where runs are joined, the
  /// start of the first of them counts.
  var start: Int64?
  /// The first sample.
  public internal(set) var first: MeterSample
  /// The sample after the first.
  var second: MeterSample?
  /// The sample before the last.
  var previous: MeterSample?
  /// The last sample.
  public internal(set) var last: MeterSample
  /// How many samples there are.
  public internal(set) var samples: Int64 = 1
  /// The steps between them.
  public internal(set) var steps = StepSums()
  /// The longest steps, the longest first.
  public internal(set) var longest: [LongStep] = []
  /// How often a counter began again.
  public internal(set) var resets: Int64 = 0
  /// The steps that lie within the stretch whose draw is asked for.
  var stretch = StepSums()
  /// The log from which the first sample is, and its line.
  public internal(set) var place: RowPlace

  init(_ sample: MeterSample, of device: MeterDevice.Key, at place: RowPlace) {
    first = sample
    last = sample
    isCounter = device.isCounter
    isWindowed = device.isWindowed
    self.place = place
  }

  /// How steps are told apart and counters wrap: the same for all that is joined.
  struct Terms: Hashable, Sendable {
    /// The bound of a gap in nanoseconds, where one is given.
    var bound: Int64?
    /// The microjoules after which a counter begins again, where that is known.
    var range: Int64?
    /// Those of counters of a name, in the order of the names.
    var ranges: [CounterRange] = []
    /// The stretch whose draw is asked for beside that of all.
    var stretch: Stretch?

    func isWithin(_ from: MeterSample, _ to: MeterSample) -> Bool {
      stretch?.holds(from.time, to.time) ?? false
    }

    /// The same with the range of a device: that of its whole name, of its name on the node, or of all.
    func of(_ device: MeterDevice.Key) -> Terms {
      guard device.isCounter, !ranges.isEmpty else { return self }
      var terms = self
      let known = ranges.first { $0.name == device.text } ?? ranges.first { $0.name == device.name }
      if let known { terms.range = known.microjoules }
      return terms
    }
  }

  /// Adds a sample later than the last.
  mutating func extend(_ sample: MeterSample, _ terms: Terms) {
    addStep(last, sample, terms)
    let step = LongStep(length: sample.time - last.time, start: last.time)
    Self.insert(step, into: &longest)
    if second == nil { second = sample }
    previous = last
    last = sample
    samples += 1
  }

  static func insert(_ step: LongStep, into longest: inout [LongStep]) {
    let index = longest.firstIndex { LongStep.isBefore(step, $0) } ?? longest.count
    guard index < longestKept else { return }
    longest.insert(step, at: index)
    if longest.count > longestKept { longest.removeLast() }
  }

  private mutating func addStep(_ from: MeterSample, _ to: MeterSample, _ terms: Terms) {
    let length = to.time - from.time
    // What lies between two windows is not covered.
    if to.value == MeterSample.begins { return }
    guard isCounter else {
      if terms.isWithin(from, to) {
        stretch.add(length, from.value, to.value, bound: terms.bound)
      }
      return steps.add(length, from.value, to.value, bound: terms.bound)
    }
    var slot = StepSums.slot(for: length, bound: terms.bound)
    slot.count = 1
    slot.nanoseconds = length
    slot.energy = Int128(energy(from, to, terms)) * 2_000_000_000_000
    if isReset(from, to, terms) { resets += 1 }
    steps.add(slot)
    if terms.isWithin(from, to) { stretch.add(slot) }
  }

  private mutating func removeStep(_ from: MeterSample, _ to: MeterSample, _ terms: Terms) {
    let length = to.time - from.time
    if to.value == MeterSample.begins { return }
    guard isCounter else {
      if terms.isWithin(from, to) {
        stretch.subtract(length, from.value, to.value, bound: terms.bound)
      }
      return steps.subtract(length, from.value, to.value, bound: terms.bound)
    }
    var slot = StepSums.slot(for: length, bound: terms.bound)
    slot.count = -1
    slot.nanoseconds = -length
    slot.energy = -Int128(energy(from, to, terms)) * 2_000_000_000_000
    if isReset(from, to, terms) { resets -= 1 }
    steps.add(slot)
    if terms.isWithin(from, to) { stretch.add(slot) }
  }

  /// Whether a counter has begun again, or leaps: then what was used is not known.
  private func isReset(_ from: MeterSample, _ to: MeterSample, _ terms: Terms) -> Bool {
    if isWindowed { return false }
    let isAgain = to.value < from.value && (terms.range.map { $0 < from.value } ?? true)
    return isAgain || isLeap(from, to, rise(from, to, terms))
  }

  /// The microjoules between two readings of a counter.
  private func energy(_ from: MeterSample, _ to: MeterSample, _ terms: Terms) -> Int64 {
    if isWindowed { return to.value }
    let energy = rise(from, to, terms)
    return isLeap(from, to, energy) ? 0 : energy
  }

  /// How far a counter rises. One that is lower than before has begun again: at its range, where that
  /// is known, else from zero at an unknown moment, and then what it shows is the least that was used.
  private func rise(_ from: MeterSample, _ to: MeterSample, _ terms: Terms) -> Int64 {
    if to.value >= from.value { return to.value - from.value }
    guard let range = terms.range, range >= from.value else { return to.value }
    return range - from.value + to.value
  }

  /// Whether a counter would have risen at more than ten megawatts: then one of its readings is wrong,
  /// such as a zero among others.
  private func isLeap(_ from: MeterSample, _ to: MeterSample, _ energy: Int64) -> Bool {
    energy > (to.time - from.time).multipliedOrMax(by: 10_000)
  }

  /// Takes another sample of the time of the last: the larger counts. Returns the smaller.
  mutating func tie(_ value: Int64, _ terms: Terms) -> Int64 {
    let smaller = min(value, last.value)
    guard value > last.value else { return smaller }
    if let previous { removeStep(previous, last, terms) }
    last.value = value
    if samples == 1 { first = last }
    if samples == 2 { second = last }
    if let previous { addStep(previous, last, terms) }
    return smaller
  }

  /// Takes it that the counter stood at zero at `start`, by a sample of such a time: the first alone
  /// says so, and of several of its time the earliest start counts.
  mutating func noteStart(_ start: Int64, at time: Int64) {
    guard samples == 1, first.time == time, start < time else { return }
    self.start = self.start.map { min($0, start) } ?? start
  }

  /// The run with the step from its start to its first sample, which is not a sample.
  func fromStart(_ terms: Terms) -> MeterRun {
    guard let start else { return self }
    var whole = self
    let zero = MeterSample(time: start, value: 0)
    whole.addStep(zero, first, terms)
    Self.insert(LongStep(length: first.time - start, start: start), into: &whole.longest)
    whole.first = zero
    whole.start = nil
    return whole
  }

  private mutating func raiseFirst(to value: Int64, _ terms: Terms) {
    if let second { removeStep(first, second, terms) }
    first.value = value
    if samples == 1 { last = first }
    if samples == 2 { previous = first }
    if let second { addStep(first, second, terms) }
  }

  /// Joins the run that follows. Where its first sample is of the time of the last one here, the
  /// value of the one that does not count is returned.
  mutating func join(_ next: MeterRun, _ terms: Terms) -> Int64? {
    var next = next
    guard next.first.time == last.time else {
      extend(next.first, terms)
      absorb(next)
      return nil
    }
    if let start = next.start { noteStart(start, at: next.first.time) }
    let smaller: Int64
    if next.first.value > last.value {
      smaller = tie(next.first.value, terms)
    } else {
      smaller = next.first.value
      next.raiseFirst(to: last.value, terms)
    }
    absorb(next)
    return smaller
  }

  /// Takes in a run whose first sample is the last one here.
  private mutating func absorb(_ next: MeterRun) {
    steps.add(next.steps)
    stretch.add(next.stretch)
    for step in next.longest { Self.insert(step, into: &longest) }
    resets += next.resets
    if second == nil { second = next.second }
    if let sample = next.previous { previous = sample }
    last = next.last
    samples += next.samples - 1
  }
}
