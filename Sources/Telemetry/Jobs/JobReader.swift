/// Reads the rows of an accounting: fast while they look as expected, by the careful reader of
/// single rows at any surprise, which puts the cells of a row in order first. Both take in what a
/// row says by the same function.
struct JobReader: Sendable {
  let table: JobColumns
  let file: String
  var summary: JobSummary
  private let filters: [(place: Int, name: [UInt8])]
  private let group: Int
  private let clock = JobClock()
  private var allocations = AllocationCells()
  private var states = StateCells()
  private var marks = LineMarks()
  /// Where the cells of the row at hand end; each begins a byte behind the end of that before it.
  private var stops: [Int]
  var lines = 0
  private var steps = 0
  private var used = 0
  private var unasked = 0
  private var moreDuplicates = 0

  init(_ table: JobColumns, file: String, summary: JobSummary) {
    self.table = table
    self.file = file
    self.summary = summary
    if !table.has(.start) { self.summary.lacksStart = true }
    filters = summary.terms.filters.map { (table.place($0.what.role), $0.bytes) }
    group = table.place(summary.terms.grouping.role)
    stops = [Int](repeating: 0, count: table.header.count + 16)
  }

  /// Why a row is not used, and which cell shows it.
  struct Surprise: Error {
    var reason: RejectionReason
    var cell: Int
  }

  /// Reads whole lines.
  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>) {
    let columns = table.header.count
    // All that is to be known of a step is that it is one, unless its memory is told.
    let skipsSteps = table.place(.id) == 0 && !table.has(.largestMemory)
    var newSteps = 0
    marks.mark(bytes, block, by: table.separator)
    let marks = marks
    var stops = stops
    self.stops = []
    var start = block.lowerBound
    while start < block.upperBound {
      lines &+= 1
      let isStep = skipsSteps && marks.isPlain && bytes.isStep(start, block.upperBound)
      let (end, count) =
        isStep ? marks.count(from: start) : marks.cut(bytes, start, &stops)
      if count != columns || end >= block.upperBound || lines == 1 {
        readCarefully(bytes, start..<end, isOpen: end >= block.upperBound)
      } else if isStep {
        newSteps &+= 1
      } else if marks.isPlain || bytes.isPlain(start..<end) {
        do throws(Surprise) {
          try take(bytes, start, stops, isRaw: true)
        } catch {
          readCarefully(bytes, start..<end, isOpen: false)
        }
      } else {
        readCarefully(bytes, start..<end, isOpen: false)
      }
      start = end &+ 1
    }
    steps &+= newSteps
    self.stops = stops
    flush()
  }

  /// The range of a cell.
  @inline(__always)
  private static func cell(_ column: Int, _ start: Int, _ stops: [Int]) -> Range<Int> {
    let lower = column == 0 ? start : stops[column &- 1] &+ 1
    return lower..<max(lower, stops[column])
  }

  /// Takes a row in, whole or not at all; a raw one, whose cells may have blanks at their edges, only
  /// where it is read as it would be without them.
  mutating func take(
    _ bytes: Span<UInt8>, _ start: Int, _ stops: [Int], isRaw: Bool
  ) throws(Surprise) {
    @inline(__always)
    func cell(_ role: JobRole) -> Range<Int> { Self.cell(table.place(role), start, stops) }
    func surprise(_ reason: RejectionReason, _ role: JobRole) -> Surprise {
      Surprise(reason: reason, cell: table.place(role))
    }
    /// A cell whose text is taken as it stands.
    @inline(__always)
    func text(_ column: Int) throws(Surprise) -> Range<Int> {
      let range = Self.cell(column, start, stops)
      if isRaw, !range.isEmpty,
        isBlank(bytes[range.lowerBound]) || isBlank(bytes[range.upperBound &- 1])
      {
        throw Surprise(reason: .malformed, cell: column)
      }
      return range
    }
    guard let (key, isStep) = JobKey.read(bytes, cell(.id)) else {
      throw surprise(.numberInvalid, .id)
    }
    if isStep {
      if table.has(.largestMemory) {
        takeMemory(bytes, try text(table.place(.largestMemory)), key)
      }
      steps &+= 1
      return
    }
    for filter in filters {
      if filter.place >= 0, bytes.holds(filter.name, in: try text(filter.place)) { continue }
      unasked &+= 1
      summary.close()
      follow(key)
      return
    }
    var outcome = JobOutcome.completed
    if table.has(.state) {
      switch states.read(bytes, cell(.state)) {
      case .outcome(let read): outcome = read
      case .waiting: throw surprise(.notStarted, .state)
      case .unknown: throw surprise(.statusUnknown, .state)
      }
    }
    let time: JobRole = table.has(.elapsedSeconds) ? .elapsedSeconds : .elapsed
    let seconds =
      time == .elapsed ? bytes.elapsed(cell(.elapsed)) : bytes.wholeNumber(cell(.elapsedSeconds))
    guard 0..<4_294_000_000 ~= seconds else { throw surprise(.timeInvalid, time) }
    var began: Int64 = 0
    if table.has(.start) {
      began = clock.read(bytes, cell(.start))
      if began < 0 { throw surprise(.timeInvalid, .start) }
    }
    guard key.index >= 0 else { throw surprise(.notStarted, .id) }
    var allocation = Allocation()
    if table.has(.allocation) {
      let range = try text(table.place(.allocation))
      guard let read = allocations.read(bytes, range, &summary.types) else {
        throw surprise(.numberInvalid, .allocation)
      }
      allocation = read
    }
    if allocation.cpus == 0 || allocation.nodes == 0 || allocation.memory == 0 {
      try complete(&allocation, bytes, start, stops, seconds)
    }
    var energy = 0..<0
    if table.has(.energy) { energy = try text(table.place(.energy)) }
    var memory = 0..<0
    if table.has(.largestMemory) { memory = try text(table.place(.largestMemory)) }
    let number = group < 0 ? -1 : summary.names.number(bytes, try text(group))
    guard number >= 0 else {
      summary.hasTooManyGroups = true
      return
    }
    summary.close()
    follow(key)
    let run = UInt32(truncatingIfNeeded: began > 0 ? began : seconds &+ 1)
    if outcome == .running {
      summary.add(
        JobSummary.RunningJob(
          group: number, allocation: allocation, elapsed: seconds, place: place(1)),
        SeenJobs.Run(key: key, start: run))
      return
    }
    guard summary.seen.insert(key, start: run) else {
      rejectDuplicate()
      return
    }
    used &+= 1
    if began > 0 {
      if began < summary.first ?? .max { summary.first = began }
      if began > summary.last ?? .min { summary.last = began }
    }
    if seconds > 0, allocation.cpus == 0, allocation.gpus == 0 { summary.withoutAllocation &+= 1 }
    summary.add(allocation, seconds, to: summary.slot(number, outcome))
    takeEnergy(bytes, energy, allocation)
    if table.has(.largestMemory) {
      summary.open = JobSummary.OpenJob(
        key: key, seconds: seconds, memory: allocation.memory, nodes: allocation.nodes)
      takeMemory(bytes, memory, key)
    }
  }

  /// Puts into an allocation what only other columns tell.
  private func complete(
    _ allocation: inout Allocation, _ bytes: Span<UInt8>, _ start: Int, _ stops: [Int],
    _ seconds: Int64
  ) throws(Surprise) {
    func number(_ role: JobRole) throws(Surprise) -> Int64 {
      guard table.has(role) else { return 0 }
      let range = Self.cell(table.place(role), start, stops)
      if range.isEmpty { return 0 }
      let number = bytes.wholeNumber(range)
      guard 0...Allocation.most ~= number else {
        throw Surprise(reason: .numberInvalid, cell: table.place(role))
      }
      return number
    }
    if allocation.cpus == 0 { allocation.cpus = try number(.cpus) }
    if allocation.nodes == 0 { allocation.nodes = try number(.nodes) }
    guard allocation.memory == 0, table.has(.requestedMemory) else { return }
    let range = Self.cell(table.place(.requestedMemory), start, stops)
    // A job that never began asks for what it did not get.
    guard !range.isEmpty, seconds > 0 else { return }
    let memory = bytes.requestedMemory(range, cpus: allocation.cpus, nodes: allocation.nodes)
    guard memory >= 0 else {
      throw Surprise(reason: .numberInvalid, cell: table.place(.requestedMemory))
    }
    allocation.memory = memory
  }

  /// The steps that follow are those of this job, whose memory counts for nothing unless it is told.
  @inline(__always)
  private mutating func follow(_ key: JobKey) {
    summary.hasJob = true
    summary.unread = nil
    if table.has(.largestMemory) { summary.open = JobSummary.OpenJob(key: key) }
  }

  private mutating func takeMemory(_ bytes: Span<UInt8>, _ range: Range<Int>, _ key: JobKey) {
    guard !range.isEmpty else { return }
    let largest = bytes.amountOfMemory(range, unit: 1)
    guard largest > 0 else { return }
    summary.take(largest, of: key)
  }

  private mutating func takeEnergy(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ allocation: Allocation
  ) {
    guard !range.isEmpty else { return }
    let joules = bytes.joules(range)
    guard joules > 0 else { return }
    summary.energyJobs &+= 1
    guard let cpus = summary.terms.nodeCPUs, allocation.nodes > 0,
      allocation.cpus >= allocation.nodes &* cpus
    else { return }
    summary.exclusiveJobs &+= 1
    summary.exclusiveEnergy &+= Int128(joules)
  }

  private mutating func rejectDuplicate() {
    if moreDuplicates == 0,
      summary.rows.rejections.first(where: { $0.reason == .duplicateJob })
        .map({ $0.places.count < RowCount.placesKept }) ?? true
    {
      summary.rows.reject(.duplicateJob, at: place(1))
    } else {
      moreDuplicates += 1
    }
  }

  /// Puts the counts of a block into the summary.
  private mutating func flush() {
    summary.rows.used += used
    summary.rows.add(.step, count: steps)
    summary.rows.add(.notAskedFor, count: unasked)
    summary.rows.add(.duplicateJob, count: moreDuplicates)
    (used, steps, unasked, moreDuplicates) = (0, 0, 0, 0)
  }

  /// The summary, its lines counted: those of a file that is read from its start.
  mutating func finished() -> JobSummary {
    flush()
    summary.rows.lines += lines
    lines = 0
    return summary
  }
}

extension Span where Element == UInt8 {
  /// Whether a line begins with the number of a job and a step; false also for numbers that are rarely
  /// so long.
  @inline(__always)
  fileprivate func isStep(_ start: Int, _ end: Int) -> Bool {
    guard start &+ 40 <= end else { return false }
    var (_, count) = digits(start)
    guard count > 0 else { return false }
    var index = start &+ count
    if count == 8 {
      (_, count) = digits(index)
      guard count < 4 else { return false }
      index &+= count
    }
    if self[index] == 0x5F || self[index] == 0x2B {
      (_, count) = digits(index &+ 1)
      guard 1..<7 ~= count else { return false }
      index &+= count &+ 1
    }
    return self[index] == 0x2E
  }

  /// Whether the range holds neither a NUL nor a quote.
  fileprivate func isPlain(_ range: Range<Int>) -> Bool {
    let end = range.upperBound
    return index(of: 0, from: range.lowerBound, to: end) == end
      && index(of: 0x22, from: range.lowerBound, to: end) == end
  }
}
