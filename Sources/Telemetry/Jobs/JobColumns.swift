/// What a column of a batch system's accounting holds.
public enum JobRole: Int, Hashable, Sendable, CaseIterable {
  /// The job, with its step behind a point: `556141`, `556141_7`, `556141.batch`.
  case id
  /// Who submitted it.
  case user
  /// Who pays for it.
  case account
  /// Where it ran.
  case partition
  /// What it is called.
  case name
  /// What became of it.
  case state
  /// How long it held what it was given, as `D-HH:MM:SS`.
  case elapsed
  /// The same in seconds.
  case elapsedSeconds
  /// When it began, or, where that is not told, when it was submitted or ended: what tells the runs
  /// of a requeued job apart.
  case start
  /// What it was given.
  case allocation
  /// How many processors.
  case cpus
  /// How many nodes.
  case nodes
  /// The memory that it asked for.
  case requestedMemory
  /// The most memory that a task of a step had.
  case largestMemory
  /// The energy in joules.
  case energy

  /// The names under which `sacct` writes it, the surest first, in small letters.
  var names: [String] {
    switch self {
    case .id: ["jobid", "jobidraw"]
    case .user: ["user", "uid"]
    case .account: ["account"]
    case .partition: ["partition"]
    case .name: ["jobname"]
    case .state: ["state"]
    case .elapsed: ["elapsed"]
    case .elapsedSeconds: ["elapsedraw"]
    case .start: ["start", "submit", "end"]
    case .allocation: ["alloctres"]
    case .cpus: ["alloccpus", "ncpus"]
    case .nodes: ["nnodes", "allocnodes"]
    case .requestedMemory: ["reqmem"]
    case .largestMemory: ["maxrss"]
    case .energy: ["consumedenergyraw", "consumedenergy"]
    }
  }
}

/// By what jobs are added up.
public enum JobGrouping: String, Hashable, Sendable, CaseIterable {
  /// Who submitted them.
  case user
  /// Who pays for them.
  case account
  /// Where they ran.
  case partition
  /// What they are called.
  case name

  /// The column that tells.
  var role: JobRole {
    switch self {
    case .user: .user
    case .account: .account
    case .partition: .partition
    case .name: .name
    }
  }
}

/// The accounting of a batch system as `sacct -P` writes it: what stands between the cells, and
/// which holds what.
public struct JobColumns: Hashable, Sendable {
  /// What stands between two cells.
  public let separator: UInt8
  /// The cells of the header.
  public let header: [String]
  /// The index of the column of each role, or -1, by the role's number.
  let places: [Int]

  /// The table of a header; nothing where it is not that of an accounting.
  init?(header: [String], separator: UInt8) {
    let names = header.map { $0.lowercased() }
    var places: [Int] = []
    for role in JobRole.allCases {
      var place = -1
      for name in role.names {
        if let index = names.firstIndex(of: name) {
          place = index
          break
        }
      }
      places.append(place)
    }
    self.header = header
    self.separator = separator
    self.places = places
    guard has(.id), has(.elapsed) || has(.elapsedSeconds) else { return nil }
  }

  /// Whether there is a column for it.
  public func has(_ role: JobRole) -> Bool { places[role.rawValue] >= 0 }

  /// By what its jobs are added up unless something else is asked for: the first of user, account,
  /// partition and name that it has.
  public var grouping: JobGrouping {
    for grouping in JobGrouping.allCases where has(grouping.role) { return grouping }
    return .user
  }

  /// The index of its column, or -1.
  @inline(__always)
  func place(_ role: JobRole) -> Int { places[role.rawValue] }

  /// The table whose header is the first line with text; nothing where that is none.
  static func recognize(_ bytes: Span<UInt8>, _ block: Range<Int>) -> JobColumns? {
    var start = block.lowerBound
    if block.count >= 3, bytes[start] == 0xEF, bytes[start + 1] == 0xBB, bytes[start + 2] == 0xBF {
      start += 3
    }
    while start < block.upperBound {
      let end = bytes.index(of: 0x0A, from: start, to: block.upperBound)
      let line = start..<end
      start = end + 1
      if bytes.trimmed(line).isEmpty { continue }
      guard line.count <= 1 << 16 else { return nil }
      for separator: UInt8 in [0x7C, 0x2C, 0x3B, 0x09] {
        var cells = Cells(separator: separator)
        cells.split(bytes, line)
        if let table = JobColumns(header: cells.texts(bytes), separator: separator) { return table }
      }
      return nil
    }
    return nil
  }

  /// The same from the first bytes of a log.
  public static func recognize(_ head: [UInt8]) -> JobColumns? {
    recognize(head.span, 0..<head.count)
  }
}
