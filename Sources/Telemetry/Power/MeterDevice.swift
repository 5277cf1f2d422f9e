/// What logs say of one device: runs of its samples, and how often it drew how much.
public struct MeterDevice: Hashable, Sendable {
  /// What distinguishes it from all others.
  public struct Key: Hashable, Sendable, Comparable {
    /// The node that holds it; empty where the logs name none.
    public var node: String
    /// Its name on the node, or in the world; empty where the logs name no device.
    public var name: String
    /// Whether its values are those of a counter of energy.
    public var isCounter: Bool
    /// Whether the counter begins anew with each reading: a value is the energy of the window that
    /// ends with it, or ``MeterSample/begins``.
    public var isWindowed = false
    /// Which meter gives the name, where another may give the same name and counts anew: Kepler,
    /// Zeus, or a collector of RAPL. The sensors of GPUs are the same whoever reads them.
    public var meter: MeterKind?

    /// What stands before the name of a window that a counter of Zeus counts.
    static let window = " in window "

    /// The device without the window that was counted; nothing for what names none.
    public var deviceOfWindow: String? {
      guard isCounter else { return nil }
      let (bytes, mark) = (Array(name.utf8), Array(Self.window.utf8))
      guard bytes.count > mark.count else { return nil }
      for start in 0..<bytes.count - mark.count
      where bytes[start..<start + mark.count].elementsEqual(mark) {
        return "\(node)/\(String(decoding: bytes[..<start], as: UTF8.self))"
      }
      return nil
    }

    /// Whether its windows are intervals of one run of `perf stat`, whose times count from its start.
    /// Those of Zeus have a number behind the kind of the device, those of `perf stat` none or a
    /// socket, die or core, as `S0`.
    public var isOfIntervals: Bool {
      guard isWindowed else { return false }
      let part = name.utf8.reversed().prefix { $0 != 0x20 }
      return part.count == name.utf8.count || !part.allSatisfy(isDigit)
    }

    /// By node, name and kind; numbers in names by their size.
    public static func < (left: Key, right: Key) -> Bool {
      if left.node != right.node { return left.node < right.node }
      if left.name != right.name {
        if let a = Int(left.name), let b = Int(right.name) { return a < b }
        return left.name < right.name
      }
      if left.isCounter != right.isCounter { return right.isCounter }
      if left.isWindowed != right.isWindowed { return right.isWindowed }
      return (left.meter?.rawValue ?? "") < (right.meter?.rawValue ?? "")
    }

    /// `node/name`, or what there is of it.
    public var text: String {
      node.isEmpty ? name : name.isEmpty ? node : "\(node)/\(name)"
    }

    /// Whether the name is one of a kind: a UUID, or one under the name of its node.
    public var isGlobal: Bool {
      !node.isEmpty || name.hasPrefix("GPU-") || name.hasPrefix("MIG-") || name.utf8.count >= 32
    }
  }

  /// What distinguishes it.
  public let key: Key
  /// What it is, where the log says: `NVIDIA A100-SXM4-80GB`. Where its rows do not agree, the
  /// earliest counts, and of several at that time the first in the order of the alphabet.
  public internal(set) var model: String?
  /// The time of the row that says so.
  private(set) var namedAt = Int64.max
  /// The machine of which it counts all, where the log says so: in words that two machines may share.
  public internal(set) var machine: String?
  /// Its runs, not joined where they are not known to follow each other.
  public internal(set) var runs: [MeterRun] = []
  /// How often it drew how much.
  public internal(set) var draws = DrawHistogram()
  /// The largest draw, in nanowatts; 0 for counters.
  public internal(set) var largest: Int64 = 0
  /// Whether it has more runs than are kept: its samples are in no order at all.
  public internal(set) var isDisordered = false

  /// The most runs of one log.
  static let mostRuns = 4096

  init(_ key: Key) { self.key = key }

  /// Joins what another log, or another part of one, says of it.
  mutating func merge(_ other: MeterDevice) {
    if let name = other.model { self.name(name, at: other.namedAt) }
    if let name = other.machine { note(machine: name) }
    runs += other.runs
    draws.merge(other.draws)
    largest = max(largest, other.largest)
    isDisordered = isDisordered || other.isDisordered
  }

  /// Takes the name that a row of a time gives it.
  mutating func name(_ name: String, at time: Int64) {
    guard time <= namedAt else { return }
    model = time == namedAt ? model.map { min($0, name) } ?? name : name
    namedAt = time
  }

  /// Of several names of its machine the first in the order of the alphabet counts.
  mutating func note(machine name: String) { machine = machine.map { min($0, name) } ?? name }

  /// Two runs that overlap in time.
  public struct Overlap: Hashable, Sendable {
    /// The device.
    public var device: Key
    /// The logs of the two.
    public var logs: [String]
    /// The stretch that both cover, in nanoseconds since 1970.
    public var from: Int64
    /// Its end.
    public var to: Int64
  }

  /// The runs in order of time, and the first two of them that overlap.
  func ordered() -> (runs: [MeterRun], overlap: Overlap?) {
    let sorted = runs.sorted {
      ($0.first.time, $0.last.time, $0.place) < ($1.first.time, $1.last.time, $1.place)
    }
    var overlap: Overlap?
    var index = 1
    while index < sorted.count, overlap == nil {
      let (left, right) = (sorted[index - 1], sorted[index])
      // Runs that share their edge alone do not overlap, unless one is all edge on both sides.
      if right.first.time < left.last.time {
        overlap = Overlap(
          device: key, logs: [left.place.file, right.place.file], from: right.first.time,
          to: min(left.last.time, right.last.time))
      }
      index += 1
    }
    return (sorted, overlap)
  }
}
