/// Steps from one sample of a device to the next, added up by their length.
///
/// Lengths are told apart to two significant digits, so a bound that is found only after all has
/// been read, such as ten times the median step, still divides them exactly: it is one of the
/// edges. Sums are whole numbers and do not depend on the order.
public struct StepSums: Hashable, Sendable {
  /// The steps of one stretch of lengths, from above ``low`` up to ``high``.
  public struct Slot: Hashable, Sendable {
    /// The length in nanoseconds that all of them exceed.
    public var low: Int64 = 0
    /// The greatest length in nanoseconds that they may have.
    public var high: Int64 = 0
    /// How many there are.
    public var count: Int64 = 0
    /// Their lengths together, in nanoseconds.
    public var nanoseconds: Int64 = 0
    /// The energy under the trapezoids, in halves of an attojoule: nanowatts times nanoseconds,
    /// not yet halved.
    public var energy: Int128 = 0
    /// The squares of the differences of power times length, in units of (2^30 · 10^-18 J)².
    public var deviation: UInt128 = 0

    @inline(__always)
    func holds(_ length: Int64) -> Bool { length > low && length <= high }

    /// Adds a step of power, by the trapezoid rule.
    @inline(__always)
    mutating func add(_ length: Int64, _ from: Int64, _ to: Int64) {
      addTrapezoid(length, from, to)
      deviation = StepSums.saturated(deviation, StepSums.square(length, from, to))
    }

    @inline(__always)
    private mutating func addTrapezoid(_ length: Int64, _ from: Int64, _ to: Int64) {
      count &+= 1
      nanoseconds &+= length
      // Neither is below zero.
      energy &+= Int128(
        truncatingIfNeeded: UInt128(UInt64(bitPattern: from &+ to))
          &* UInt128(UInt64(bitPattern: length)))
    }

    /// Adds a step as ``add(_:_:_:)`` does, unless a sum comes to its end: then none. Powers have to
    /// be below 2^44 nanowatts, lengths below 2^49 nanoseconds.
    @inline(__always)
    mutating func addOrdinary(_ length: Int64, _ from: Int64, _ to: Int64) -> Bool {
      let difference = UInt64(bitPattern: from > to ? from &- to : to &- from) &>> 20
      let side = difference &* (UInt64(bitPattern: length) &>> 10)
      let (sum, overflow) = deviation.addingReportingOverflow(UInt128(side) &* UInt128(side))
      if overflow { return false }
      deviation = sum
      addTrapezoid(length, from, to)
      return true
    }

    mutating func subtract(_ length: Int64, _ from: Int64, _ to: Int64) {
      count -= 1
      nanoseconds -= length
      energy &-= Int128(from &+ to) &* Int128(length)
      deviation &-= StepSums.square(length, from, to)
    }

    mutating func add(_ other: Slot) {
      count &+= other.count
      nanoseconds &+= other.nanoseconds
      let (sum, overflow) = energy.addingReportingOverflow(other.energy)
      energy = overflow ? .max : sum
      deviation = StepSums.saturated(deviation, other.deviation)
    }
  }

  /// The slots in which there are steps, shortest first.
  public private(set) var slots: [Slot] = []

  /// No steps.
  public init() {}

  @inline(__always)
  static func square(_ length: Int64, _ from: Int64, _ to: Int64) -> UInt128 {
    let difference = (from > to ? from &- to : to &- from) >> 20
    let product =
      UInt128(UInt64(bitPattern: difference)) &* UInt128(UInt64(bitPattern: length >> 10))
    let side = product > UInt128(UInt64.max) ? UInt128(UInt64.max) : product
    return side &* side
  }

  @inline(__always)
  static func saturated(_ left: UInt128, _ right: UInt128) -> UInt128 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  /// An empty slot for steps as long as this one. A bound that was given is an edge, too.
  static func slot(for length: Int64, bound: Int64?) -> Slot {
    var unit: Int64 = 1
    while (length - 1) / unit >= 100 { unit *= 10 }
    let count = (length - 1) / unit + 1
    let (high, overflow) = count.multipliedReportingOverflow(by: unit)
    var slot = Slot(low: (count - 1) * unit, high: overflow ? .max : high)
    if let bound, bound > slot.low, bound < slot.high {
      if length > bound { slot.low = bound } else { slot.high = bound }
    }
    return slot
  }

  /// Adds the steps of a slot.
  mutating func add(_ slot: Slot) {
    guard slot.count != 0 || slot.energy != 0 else { return }
    var index = slots.count
    while index > 0, slots[index - 1].high > slot.high { index -= 1 }
    if index > 0, slots[index - 1].high == slot.high {
      slots[index - 1].add(slot)
      if slots[index - 1].count == 0 { slots.remove(at: index - 1) }
    } else {
      slots.insert(slot, at: index)
    }
  }

  mutating func add(_ other: StepSums) {
    for slot in other.slots { add(slot) }
  }

  /// Adds one step of power.
  mutating func add(_ length: Int64, _ from: Int64, _ to: Int64, bound: Int64?) {
    var slot = Self.slot(for: length, bound: bound)
    slot.add(length, from, to)
    add(slot)
  }

  /// Takes one step of power out again.
  mutating func subtract(_ length: Int64, _ from: Int64, _ to: Int64, bound: Int64?) {
    let high = Self.slot(for: length, bound: bound).high
    if let index = slots.firstIndex(where: { $0.high == high }) {
      slots[index].subtract(length, from, to)
      if slots[index].count == 0 { slots.remove(at: index) }
    }
  }

  /// How many steps there are.
  public var count: Int64 { slots.reduce(0) { $0 &+ $1.count } }

  /// The length that half of the steps do not exceed, in nanoseconds, to two significant digits
  /// and rounded up; nothing where there is no step.
  public var median: Int64? {
    let half = (count + 1) / 2
    var seen: Int64 = 0
    for slot in slots {
      seen &+= slot.count
      if seen >= half, seen > 0 { return slot.high }
    }
    return nil
  }

  /// The steps up to a length, and those beyond it, together.
  func parted(at bound: Int64) -> (within: Slot, beyond: Slot) {
    var (within, beyond) = (Slot(), Slot())
    for slot in slots {
      if slot.high <= bound { within.add(slot) } else { beyond.add(slot) }
    }
    return (within, beyond)
  }
}
