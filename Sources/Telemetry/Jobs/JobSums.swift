/// What jobs held, added up: exact sums that do not depend on any order.
public struct JobSums: Hashable, Sendable {
  /// How many jobs; each run of one that was put back into the queue counts.
  public var jobs = 0
  /// How long they held what they were given, in seconds.
  public var elapsed: Int128 = 0
  /// Processors × seconds.
  public var cpus: Int128 = 0
  /// Those of jobs that held no accelerator.
  public var cpusAlone: Int128 = 0
  /// Nodes × seconds.
  public var nodes: Int128 = 0
  /// Bytes of memory × seconds.
  public var memory: Int128 = 0
  /// Accelerators of all types × seconds.
  public var gpus: Int128 = 0

  /// Nothing held.
  public init() {}

  /// Adds a job that held something for so many seconds.
  @inline(__always)
  mutating func add(_ allocation: Allocation, _ seconds: Int64) {
    jobs &+= 1
    // A job lasts less than 2^32 seconds, on fewer than 2^25 processors, nodes and accelerators of a
    // type, of which there are 256; its memory is below 2^61 bytes, and there are fewer than 2^35 rows.
    elapsed &+= Int128(truncatingIfNeeded: seconds)
    let cores = Int128(truncatingIfNeeded: allocation.cpus &* seconds)
    cpus &+= cores
    if allocation.gpus == 0 {
      cpusAlone &+= cores
    } else {
      gpus &+= Int128(truncatingIfNeeded: allocation.gpus) &* Int128(truncatingIfNeeded: seconds)
    }
    nodes &+= Int128(truncatingIfNeeded: allocation.nodes &* seconds)
    let bytes = allocation.memory.multipliedFullWidth(by: seconds)
    memory &+= Int128(truncatingIfNeeded: bytes.high) << 64 | Int128(truncatingIfNeeded: bytes.low)
  }

  /// Adds those of others.
  public mutating func add(_ other: JobSums) {
    jobs &+= other.jobs
    elapsed &+= other.elapsed
    cpus &+= other.cpus
    cpusAlone &+= other.cpusAlone
    nodes &+= other.nodes
    memory &+= other.memory
    gpus &+= other.gpus
  }
}

/// The jobs of one user, account, partition or name, by what became of them.
public struct JobGroup: Hashable, Sendable {
  /// The user, account, partition or name.
  public internal(set) var name: String
  /// What they held, by ``JobOutcome``.
  public internal(set) var sums: [JobSums]
  /// Accelerators × seconds by outcome, of each type that is named, and last of those that are not.
  public internal(set) var gpus: [[Int128]]

  /// What jobs of such an outcome held.
  public subscript(outcome: JobOutcome) -> JobSums { sums[outcome.rawValue] }

  /// What those that were neither lost nor those that were add up to.
  public func total(lost: Bool) -> JobSums {
    var total = JobSums()
    for outcome in JobOutcome.allCases where outcome.isLost == lost { total.add(self[outcome]) }
    return total
  }

  /// What all of them held.
  public var total: JobSums {
    var total = total(lost: false)
    total.add(self.total(lost: true))
    return total
  }

  /// Accelerators × seconds by type, the unnamed ones last.
  public func gpus(lost: Bool) -> [Int128] {
    var total: [Int128] = []
    for outcome in JobOutcome.allCases where outcome.isLost == lost {
      let row = gpus[outcome.rawValue]
      if total.isEmpty {
        total = row
      } else {
        for type in row.indices { total[type] &+= row[type] }
      }
    }
    return total
  }
}
