/// Some of the processes.
public struct ProcessSet: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// A bit a process, in the order of ``Process``.
  private var bits: UInt8 = 0

  /// These processes.
  public init(arrayLiteral processes: Process...) { self.init(processes) }

  /// These processes.
  public init(_ processes: [Process]) {
    for process in processes { bits |= process.bit }
  }

  /// Whether there are none.
  public var isEmpty: Bool { bits == 0 }
  /// How many there are.
  public var count: Int { bits.nonzeroBitCount }
  /// The first, in their order.
  public var first: Process? { sorted().first }

  /// Whether a process is one of them.
  public func contains(_ process: Process) -> Bool { bits & process.bit != 0 }
  /// Whether all of them are among others.
  public func isSubset(of others: ProcessSet) -> Bool { bits & ~others.bits == 0 }
  /// Whether none of them is among others.
  public func isDisjoint(with others: ProcessSet) -> Bool { bits & others.bits == 0 }
  /// Those that are among others too.
  public func intersection(_ others: ProcessSet) -> ProcessSet {
    ProcessSet(bits: bits & others.bits)
  }
  /// Those that are not among others.
  public func subtracting(_ others: ProcessSet) -> ProcessSet {
    ProcessSet(bits: bits & ~others.bits)
  }
  /// These and others.
  public func union(_ others: ProcessSet) -> ProcessSet { ProcessSet(bits: bits | others.bits) }
  /// Adds others.
  public mutating func formUnion(_ others: ProcessSet) { bits |= others.bits }
  /// Adds one, and says whether it is new.
  @discardableResult
  public mutating func insert(_ process: Process) -> Bool {
    defer { bits |= process.bit }
    return !contains(process)
  }
  /// Them, in their order.
  public func sorted() -> [Process] { Process.allCases.filter(contains) }

  private init(bits: UInt8) { self.bits = bits }
}

extension Process {
  fileprivate var bit: UInt8 { 1 << UInt8(rank) }
}
