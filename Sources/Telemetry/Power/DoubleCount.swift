/// Counters that each count all of a machine at the same time, as trackers do of which every process
/// of a job starts one: what they count is there once, if it is one machine.
public struct DoubleCount: Hashable, Sendable {
  /// The counters, in the order of their starts.
  public var devices: [MeterDevice.Key]
  /// The energy that is counted more than once: where several count, all but that of the largest
  /// mean draw.
  public var excess: Metered.Energy
}

extension Metered {
  /// By how much two counters may overlap that follow each other: CodeCarbon drops the parts of
  /// seconds at the end of a run, and keeps them in its duration.
  static let roundedTime: Int64 = 1_000_000_000

  /// The counters that count the same machine at the same time, machine by machine.
  ///
  /// Machines that are alike cannot be told apart, but for their nodes.
  public var doubleCounts: [DoubleCount] {
    var groups: [[String]: [Device]] = [:]
    for device in devices {
      guard let machine = device.machine, device.span > Self.roundedTime else { continue }
      groups[[device.key.node, machine], default: []].append(device)
    }
    var found: [DoubleCount] = []
    for group in groups.values where group.count > 1 {
      if let double = Self.doubleCount(group) { found.append(double) }
    }
    return found.sorted { ($0.devices.first ?? Self.none) < ($1.devices.first ?? Self.none) }
  }

  private static let none = MeterDevice.Key(node: "", name: "", isCounter: true)

  private static func doubleCount(_ group: [Device]) -> DoubleCount? {
    let devices = group.sorted { ($0.first, $0.key) < ($1.first, $1.key) }
    var isDouble = [Bool](repeating: false, count: devices.count)
    var longest = 0
    for index in devices.indices.dropFirst() {
      if devices[index].first + roundedTime < devices[longest].last {
        isDouble[index] = true
        isDouble[longest] = true
      }
      if devices[index].last > devices[longest].last { longest = index }
    }
    var keys: [MeterDevice.Key] = []
    for (index, device) in devices.enumerated() where isDouble[index] { keys.append(device.key) }
    if keys.isEmpty { return nil }
    // Of those that count at a moment the one of the largest mean draw takes it.
    var taken = TakenTime()
    var excess: Int128 = 0
    for device in devices.sorted(by: { ($1.draw, $0.key) < ($0.draw, $1.key) }) {
      let from = device.first + roundedTime
      let before = taken.take(from..<device.last)
      let share = Double(before) / Double(device.last - from)
      let energy = (Double(device.energy.halves) * share).rounded(.down)
      excess &+= Int128(exactly: energy) ?? device.energy.halves
    }
    return DoubleCount(devices: keys, excess: Energy(halves: excess))
  }
}

extension Metered.Device {
  fileprivate var draw: Double { meanWatts ?? 0 }
}

/// Stretches of time, none of which meets another.
private struct TakenTime {
  private var stretches: [Range<Int64>] = []

  /// Takes a stretch, and says how much of it was taken before.
  mutating func take(_ stretch: Range<Int64>) -> Int64 {
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].upperBound < stretch.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var whole = stretch
    var before: Int64 = 0
    var end = low
    while end < stretches.count, stretches[end].lowerBound <= stretch.upperBound {
      let known = stretches[end]
      before += known.clamped(to: stretch).upperBound - known.clamped(to: stretch).lowerBound
      whole =
        min(whole.lowerBound, known.lowerBound)..<max(whole.upperBound, known.upperBound)
      end += 1
    }
    stretches.replaceSubrange(low..<end, with: [whole])
    return before
  }
}
