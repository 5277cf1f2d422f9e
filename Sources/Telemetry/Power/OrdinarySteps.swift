/// What devices need from one sample of power to the next, in place, for as long as the next sample
/// is an ordinary one: a step no longer than those that are kept singly, of one of two usual lengths.
struct OrdinarySteps: Sendable {
  /// One device.
  struct State: Sendable {
    /// The last sample.
    var time: Int64 = 0
    var value: Int64 = 0
    /// The sample before it.
    var previousTime: Int64 = 0
    var previousValue: Int64 = 0
    /// The steps of two usual lengths.
    var a = StepSums.Slot()
    var b = StepSums.Slot()
    /// The shortest of the longest steps; steps beyond it take care. None for counters.
    var least: Int64 = 0
    /// The largest sample of those that are not yet in the device's run.
    var largest: Int64 = 0
    /// How many those are.
    var pending: Int64 { a.count &+ b.count }

    /// Takes the next sample, if it is an ordinary one.
    @inline(__always)
    mutating func take(_ next: Int64, _ power: Int64) -> Bool {
      let length = next &- time
      guard length <= least else { return false }
      if a.holds(length) {
        guard a.addOrdinary(length, value, power) else { return false }
      } else if b.holds(length) {
        guard b.addOrdinary(length, value, power) else { return false }
      } else {
        return false
      }
      previousTime = time
      previousValue = value
      time = next
      value = power
      if power > largest { largest = power }
      return true
    }
  }

  /// The steps of power that are told apart here; samples beyond them take care.
  static let drawSteps = 512

  /// The devices by their numbers.
  var states: [State] = []
  /// How many samples drew how much, ``drawSteps`` numbers a device.
  var draws: [UInt32] = []

  /// Takes a sample, if it is the next ordinary one of its device.
  @inline(__always)
  static func take(
    _ device: Int, _ time: Int64, _ power: Int64,
    _ states: inout MutableSpan<State>, _ draws: inout MutableSpan<UInt32>
  ) -> Bool {
    let step = DrawHistogram.step(power)
    guard step < drawSteps, states[device].take(time, power) else { return false }
    draws[device &* drawSteps &+ step] &+= 1
    return true
  }

  /// Makes room for one more device.
  mutating func grow() {
    states.append(State())
    draws += [UInt32](repeating: 0, count: Self.drawSteps)
  }
}
