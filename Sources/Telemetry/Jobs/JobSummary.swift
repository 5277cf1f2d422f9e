/// What an accounting adds up to: exact, and the same for the whole as for its slices joined.
public struct JobSummary: Sendable {
  /// What is told apart: users, accounts, partitions or names of jobs, at most.
  public static let mostGroups = 1 << 18

  /// What was asked.
  public let terms: JobTerms
  /// The rows read.
  public internal(set) var rows = RowCount()
  /// The second since 1970 at which the first job began, of a clock without a zone.
  public internal(set) var first: Int64?
  /// The second since 1970 at which the last job began.
  public internal(set) var last: Int64?
  /// Jobs that held something although the accounting does not say what.
  public internal(set) var withoutAllocation = 0
  /// Jobs of whose steps the accounting knows how much memory they used.
  public internal(set) var memoryJobs = 0
  /// Bytes × seconds that those were given.
  public internal(set) var memoryHeld: Int128 = 0
  /// Bytes × seconds that those used at most.
  public internal(set) var memoryUsed: Int128 = 0
  /// Jobs whose energy is told.
  public internal(set) var energyJobs = 0
  /// Those of them that had their nodes to themselves.
  public internal(set) var exclusiveJobs = 0
  /// The energy of those, in joules.
  public internal(set) var exclusiveEnergy: Int128 = 0
  /// Whether there are more groups than are told apart.
  public internal(set) var hasTooManyGroups = false
  /// Where the header stands again.
  public internal(set) var headersAgain: [RowPlace] = []
  /// Where another header stands.
  public internal(set) var otherHeaders: [RowPlace] = []
  /// The last row, where it has no line feed.
  public internal(set) var openLines: [RowPlace] = []

  /// Whether an accounting does not tell when jobs began.
  var lacksStart = false

  var names = JobNames()
  var types = AcceleratorTypes()
  /// By group and outcome.
  var sums: [JobSums] = []
  /// Accelerators × seconds of each type, by group and outcome.
  var gpus: [[Int128]] = []
  var seen = SeenJobs()
  /// Jobs that were running when the accounting was written; a later one may tell of their end.
  var running: [SeenJobs.Run: RunningJob] = [:]
  /// The job whose steps may follow.
  var open: OpenJob?
  /// The steps that stand before the first job: those of one, which may end the slice before.
  var lead: OpenJob?
  var hasJob = false
  /// Whether steps whose memory is told do not follow their job. Which of them a job had then hangs on
  /// all rows, and what memory jobs used is not told.
  public internal(set) var hasStrays = false
  /// The job of the last row, where that cannot be used: its steps are no strays.
  var unread: JobKey?
  /// Whether the steps before the first job stand behind such a row of theirs.
  var isLeadUnread = false
  /// The header where it is the first line that was read.
  var firstHeader: RowPlace?

  /// A job that runs.
  struct RunningJob: Sendable {
    var group: Int
    var allocation: Allocation
    var elapsed: Int64
    var place: RowPlace
  }

  /// A job and the most memory of its steps.
  struct OpenJob: Sendable {
    var key: JobKey
    var seconds: Int64 = 0
    var memory: Int64 = 0
    var nodes: Int64 = 1
    var largest: Int64 = 0
  }

  /// Nothing read yet.
  public init(_ terms: JobTerms = JobTerms()) { self.terms = terms }

  /// Nothing read yet; so many pages of the jobs that were met are held at most.
  init(_ terms: JobTerms, pages: Int) {
    self.terms = terms
    seen = SeenJobs(pages: pages)
  }

  /// Whether a job was met again of which it is forgotten when it began: then the sums mean nothing.
  var isDoubtful: Bool { seen.isDoubtful }

  /// Rows of jobs that stand more than once with other lengths, in accountings that do not tell whether
  /// these are further runs.
  public var jobsOfOtherLength: Int { lacksStart ? seen.further : 0 }

  /// The number of the sums of a group and an outcome.
  @inline(__always)
  mutating func slot(_ group: Int, _ outcome: JobOutcome) -> Int {
    let slot = group &* JobOutcome.allCases.count &+ outcome.rawValue
    while slot >= sums.count { sums.append(JobSums()) }
    return slot
  }

  /// Adds a job.
  @inline(__always)
  mutating func add(_ allocation: Allocation, _ seconds: Int64, to slot: Int) {
    sums[slot].add(allocation, seconds)
    guard allocation.firstType >= 0 else { return }
    add(allocation.firstType, allocation.firstCount, seconds, to: slot)
    if let others = allocation.otherTypes {
      for other in others { add(other.type, other.count, seconds, to: slot) }
    }
  }

  @inline(__always)
  private mutating func add(_ type: Int, _ count: Int64, _ seconds: Int64, to slot: Int) {
    add(Int128(truncatingIfNeeded: count) &* Int128(truncatingIfNeeded: seconds), type, to: slot)
  }

  mutating func add(_ sum: Int128, _ type: Int, to slot: Int) {
    while type >= gpus.count { gpus.append([]) }
    while slot >= gpus[type].count { gpus[type].append(0) }
    gpus[type][slot] &+= sum
  }

  /// The steps of the open job have been read.
  mutating func close() {
    guard let job = open else { return }
    open = nil
    guard job.largest > 0, job.memory > 0 else { return }
    memoryJobs += 1
    let used = job.largest.multipliedReportingOverflow(by: max(1, job.nodes))
    let most = used.overflow ? job.memory : min(used.partialValue, job.memory)
    memoryHeld &+= Int128(job.memory) &* Int128(job.seconds)
    memoryUsed &+= Int128(most) &* Int128(job.seconds)
  }

  /// Takes in the most memory of a step, or of several.
  mutating func take(_ largest: Int64, of key: JobKey) {
    if let job = open, job.key == key {
      open?.largest = max(job.largest, largest)
    } else if !hasJob, lead == nil || lead?.key == key {
      lead = OpenJob(key: key, largest: max(lead?.largest ?? 0, largest))
      isLeadUnread = isLeadUnread || unread == key
    } else if unread != key {
      hasStrays = true
    }
  }

  /// Takes a running job in: of two rows of one, the later counts.
  mutating func add(_ job: RunningJob, _ run: SeenJobs.Run) {
    guard let known = running[run] else {
      running[run] = job
      return
    }
    let isLater = known.elapsed < job.elapsed
    if isLater { running[run] = job }
    rows.reject(.duplicateJob, at: isLater ? known.place : job.place)
  }

  /// Whether a run of a job is in both: then they cannot be joined.
  func meets(_ other: JobSummary) -> Bool { seen.meets(other.seen) }

  /// Joins the next slice of the same file, of which so many lines were read.
  mutating func append(_ next: JobSummary, behind lines: Int) {
    var next = next
    if let header = next.firstHeader { next.headersAgain.insert(header, at: 0) }
    func move(_ places: inout [RowPlace]) {
      for index in places.indices { places[index].line += lines }
    }
    move(&next.headersAgain)
    move(&next.otherHeaders)
    move(&next.openLines)
    for run in Array(next.running.keys) { next.running[run]?.place.line += lines }
    if let steps = next.lead {
      if next.isLeadUnread { unread = steps.key }
      take(steps.largest, of: steps.key)
    }
    if next.hasJob || next.unread != nil { unread = next.unread }
    next.rows.move(by: lines)
    rows.merge(next.rows)
    if next.hasJob {
      close()
      open = next.open
      hasJob = true
    }
    join(next)
  }

  mutating func join(_ next: JobSummary) {
    if let start = next.first { first = min(first ?? start, start) }
    if let start = next.last { last = max(last ?? start, start) }
    withoutAllocation += next.withoutAllocation
    memoryJobs += next.memoryJobs
    memoryHeld &+= next.memoryHeld
    memoryUsed &+= next.memoryUsed
    energyJobs += next.energyJobs
    exclusiveJobs += next.exclusiveJobs
    exclusiveEnergy &+= next.exclusiveEnergy
    headersAgain += next.headersAgain
    otherHeaders += next.otherHeaders
    openLines += next.openLines
    hasTooManyGroups = hasTooManyGroups || next.hasTooManyGroups
    lacksStart = lacksStart || next.lacksStart
    hasStrays = hasStrays || next.hasStrays
    var groups: [Int] = []
    for number in 0..<next.names.count { groups.append(names.number(next.names, number)) }
    var own: [Int] = []
    for name in next.types.names { own.append(types.number(name)) }
    let outcomes = JobOutcome.allCases
    for number in groups.indices {
      guard groups[number] >= 0 else {
        hasTooManyGroups = true
        continue
      }
      for outcome in outcomes {
        let from = number * outcomes.count + outcome.rawValue
        guard from < next.sums.count else { break }
        let slot = slot(groups[number], outcome)
        sums[slot].add(next.sums[from])
        for type in next.gpus.indices where from < next.gpus[type].count && own[type] >= 0 {
          if next.gpus[type][from] != 0 { add(next.gpus[type][from], own[type], to: slot) }
        }
      }
    }
    seen.formUnion(next.seen)
    for (run, job) in next.running where job.group < groups.count && groups[job.group] >= 0 {
      var job = job
      job.group = groups[job.group]
      job.allocation.renumber(own)
      add(job, run)
    }
  }

  /// All rows having been read: the jobs that run are added, and those of them that another row
  /// knows the end of are left out.
  public mutating func finish() {
    close()
    if hasStrays || (lead != nil && !isLeadUnread) {
      hasStrays = true
      (memoryJobs, memoryHeld, memoryUsed) = (0, 0, 0)
    }
    for (run, job) in running {
      if seen.contains(run.key, start: run.start) {
        rows.reject(.duplicateJob, at: job.place)
      } else {
        add(job.allocation, job.elapsed, to: slot(job.group, .running))
        rows.used += 1
      }
    }
    running = [:]
  }

  /// The types of accelerators, in alphabetical order.
  public var acceleratorTypes: [String] {
    typeOrder.map { String(decoding: types.names[$0], as: UTF8.self) }
  }

  private var typeOrder: [Int] {
    types.names.indices.sorted { types.names[$0].lexicographicallyPrecedes(types.names[$1]) }
  }

  /// The groups, those that held the most first: accelerators, then processors, then by name.
  public var groups: [JobGroup] {
    var groups: [(group: JobGroup, total: JobSums)] = []
    let order = typeOrder
    let outcomes = JobOutcome.allCases
    for number in 0..<names.count {
      var group = JobGroup(name: names.text(number), sums: [], gpus: [])
      for outcome in outcomes {
        let slot = number * outcomes.count + outcome.rawValue
        let sum = slot < sums.count ? sums[slot] : JobSums()
        var row: [Int128] = []
        var rest = sum.gpus
        for type in order {
          let held = type < gpus.count && slot < gpus[type].count ? gpus[type][slot] : 0
          row.append(held)
          rest -= held
        }
        row.append(rest)
        group.sums.append(sum)
        group.gpus.append(row)
      }
      let total = group.total
      if total.jobs > 0 { groups.append((group, total)) }
    }
    groups.sort {
      let (left, right) = ($0.total, $1.total)
      if left.gpus != right.gpus { return left.gpus > right.gpus }
      if left.cpus != right.cpus { return left.cpus > right.cpus }
      return $0.group.name < $1.group.name
    }
    return groups.map(\.group)
  }
}

extension Allocation {
  /// Gives the types the numbers of another table.
  fileprivate mutating func renumber(_ numbers: [Int]) {
    if firstType >= 0 { firstType = numbers[firstType] }
    if let others = otherTypes {
      otherTypes = others.map { (numbers[$0.type], $0.count) }.filter { $0.type >= 0 }
    }
  }
}
