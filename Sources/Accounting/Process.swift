/// What a line of the ledger is made of; each line has exactly one.
public enum Process: String, Hashable, Sendable, CaseIterable, Comparable {
  /// What equipment draws while it works, above its idle draw where that is known.
  case dynamic
  /// What equipment draws for being on and held, working or not.
  case idle
  /// Cooling, power conversion, network and storage of the site.
  case infrastructure
  /// Transfer beyond the site.
  case network
  /// Manufacturing of the equipment.
  case embodied
  /// What becomes of the equipment afterwards.
  case endOfLife = "end-of-life"
  /// Several processes that one figure covers and nothing divides.
  case undivided

  /// The order of the life of a kilowatt-hour, then of the hardware.
  public static func < (left: Process, right: Process) -> Bool { left.rank < right.rank }

  /// Its position among all.
  var rank: Int {
    switch self {
    case .dynamic: 0
    case .idle: 1
    case .infrastructure: 2
    case .network: 3
    case .embodied: 4
    case .endOfLife: 5
    case .undivided: 6
    }
  }
}

/// Which processes a total holds. A new process never enters an existing boundary.
public enum Boundary: String, Hashable, Sendable, CaseIterable {
  /// Only what equipment draws while it works.
  case dynamic
  /// What equipment draws.
  case it
  /// What the site draws, and the network.
  case operational
  /// All of that, with the making of the hardware and its end.
  case full

  /// The processes whose lines it sums.
  public var processes: ProcessSet {
    switch self {
    case .dynamic: [.dynamic]
    case .it: [.dynamic, .idle]
    case .operational: [.dynamic, .idle, .infrastructure, .network]
    case .full: [.dynamic, .idle, .infrastructure, .network, .embodied, .endOfLife]
    }
  }

  /// What it is in words.
  public var title: String {
    switch self {
    case .dynamic: "dynamic only"
    case .it: "equipment (dynamic and idle)"
    case .operational: "operational (with infrastructure)"
    case .full: "full life cycle"
    }
  }
}
