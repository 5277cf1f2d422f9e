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
    /// How many samples are not yet in the device's run, and the largest of them.
    var pending: Int64 = 0
    var largest: Int64 = 0

    /// Takes the next sample, if it is an ordinary one.
    @inline(__always)
    mutating func take(_ next: Int64, _ power: Int64) -> Bool {
      let length = next &- time
      guard length > 0, length <= least else { return false }
      if a.holds(length) {
        a.add(length, value, power)
      } else if b.holds(length) {
        b.add(length, value, power)
      } else {
        return false
      }
      previousTime = time
      previousValue = value
      time = next
      value = power
      pending &+= 1
      largest = max(largest, power)
      return true
    }
  }

  /// The steps of power that are told apart here; samples beyond them take care.
  static let drawSteps = 512

  /// The devices by their numbers.
  var states: [State] = []
  /// How many samples drew how much, ``drawSteps`` numbers a device.
  var draws: [UInt32] = []

  /// Makes room for one more device.
  mutating func grow() {
    states.append(State())
    draws += [UInt32](repeating: 0, count: Self.drawSteps)
  }
}
