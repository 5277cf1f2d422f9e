/// Reads the rows of an accounting: rows that look as expected are read where they stand; any other
/// is put in order first, its cells without blanks and quotes, and read by the same function.
struct JobReader: Sendable {
  let table: JobColumns
  let file: String
  var summary: JobSummary
  private let filters: [(place: Int, name: [UInt8])]
  private let group: Int
  private let clock = JobClock()
  /// Where the cells of the row at hand end; each begins a byte behind the end of that before it.
  private var stops: [Int]
  private var lines = 0
  private var steps = 0
  private var used = 0
  private var unasked = 0
  private var moreDuplicates = 0

  init(_ table: JobColumns, file: String, summary: JobSummary) {
    self.table = table
    self.file = file
    self.summary = summary
    filters = summary.terms.filters.map { (table.place($0.what.role), $0.bytes) }
    group = table.place(summary.terms.grouping.role)
    stops = [Int](repeating: 0, count: table.header.count + 1)
  }

  /// Why a row is not used, and which cell shows it.
  struct Surprise: Error {
    var reason: RejectionReason
    var cell: Int
  }

  /// Reads whole lines.
  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>) {
    var start = block.lowerBound
    let columns = table.header.count
    var stops = stops
    self.stops = []
    while start < block.upperBound {
      let (end, count) = Self.cut(bytes, start, block.upperBound, table.separator, &stops)
      lines &+= 1
      let isOpen = end >= block.upperBound
      if count == columns, !isOpen, bytes[start] &- 0x30 < 10 || table.place(.id) != 0 {
        do throws(Surprise) {
          try take(bytes, start, stops)
        } catch {
          readCarefully(bytes, start..<end, isOpen: false)
        }
      } else {
        readCarefully(bytes, start..<end, isOpen: isOpen)
      }
      start = end &+ 1
    }
    self.stops = stops
    flush()
  }

  /// Finds the end of a line and those of its cells, and returns the first and how many the others
  /// are; at most as many as there is room for.
  @inline(__always)
  private static func cut(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ separator: UInt8, _ stops: inout [Int]
  ) -> (end: Int, count: Int) {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let pattern = UInt64(separator) &* 0x0101_0101_0101_0101
    let room = stops.count
    var index = start
    var count = 0
    while index &+ 8 <= end {
      let word = bytes.word(index)
      let bars = word ^ pattern
      // Exactly the highest bits of those bytes that are the separator.
      var found = ~(((bars & low) &+ low) | bars | low)
      let feeds = word ^ 0x0A0A_0A0A_0A0A_0A0A
      // The lowest bit of this is exact, and no other is asked for.
      let ends = (feeds &- 0x0101_0101_0101_0101) & ~feeds & 0x8080_8080_8080_8080
      if ends != 0 { found &= (ends & (0 &- ends)) &- 1 }
      while found != 0 {
        if count &+ 1 >= room { return (bytes.index(of: 0x0A, from: index, to: end), room) }
        stops[count] = index &+ found.trailingZeroBitCount / 8
        count &+= 1
        found &= found &- 1
      }
      if ends != 0 {
        let stop = index &+ ends.trailingZeroBitCount / 8
        stops[count] = stop > start && bytes[stop &- 1] == 0x0D ? stop &- 1 : stop
        return (stop, count &+ 1)
      }
      index &+= 8
    }
    while index < end, bytes[index] != 0x0A {
      if bytes[index] == separator {
        if count &+ 1 >= room { return (bytes.index(of: 0x0A, from: index, to: end), room) }
        stops[count] = index
        count &+= 1
      }
      index &+= 1
    }
    stops[count] = index > start && bytes[index &- 1] == 0x0D ? index &- 1 : index
    return (index, count &+ 1)
  }

  /// The range of a cell.
  @inline(__always)
  private static func cell(_ column: Int, _ start: Int, _ stops: [Int]) -> Range<Int> {
    let lower = column == 0 ? start : stops[column &- 1] &+ 1
    return lower..<max(lower, stops[column])
  }

  /// Takes a row in.
  private mutating func take(
    _ bytes: Span<UInt8>, _ start: Int, _ stops: [Int]
  ) throws(Surprise) {
    func cell(_ role: JobRole) -> Range<Int> { Self.cell(table.place(role), start, stops) }
    func surprise(_ reason: RejectionReason, _ role: JobRole) -> Surprise {
      Surprise(reason: reason, cell: table.place(role))
    }
    guard let (key, isStep) = JobKey.read(bytes, cell(.id)) else {
      throw surprise(.numberInvalid, .id)
    }
    if isStep {
      steps &+= 1
      if table.has(.largestMemory) { takeMemory(bytes, cell(.largestMemory), key) }
      return
    }
    for filter in filters
    where filter.place < 0 || !bytes.holds(filter.name, in: Self.cell(filter.place, start, stops)) {
      unasked &+= 1
      summary.close()
      return
    }
    var outcome = JobOutcome.completed
    if table.has(.state) {
      switch JobOutcome.read(bytes, cell(.state)) {
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
    let allocation = try allocation(bytes, start, stops, seconds)
    let number = group < 0 ? -1 : summary.names.number(bytes, Self.cell(group, start, stops))
    guard number >= 0 else {
      summary.hasTooManyGroups = true
      return
    }
    summary.close()
    summary.hasJob = true
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
    if table.has(.energy) { takeEnergy(bytes, cell(.energy), allocation) }
    if table.has(.largestMemory) {
      summary.open = JobSummary.OpenJob(
        key: key, seconds: seconds, memory: allocation.memory, nodes: allocation.nodes)
      takeMemory(bytes, cell(.largestMemory), key)
    }
  }

  @inline(__always)
  private mutating func allocation(
    _ bytes: Span<UInt8>, _ start: Int, _ stops: [Int], _ seconds: Int64
  ) throws(Surprise) -> Allocation {
    var allocation = Allocation()
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
    if table.has(.allocation) {
      let range = Self.cell(table.place(.allocation), start, stops)
      guard let read = Allocation.read(bytes, range, &summary.types) else {
        throw Surprise(reason: .numberInvalid, cell: table.place(.allocation))
      }
      allocation = read
    }
    if allocation.cpus == 0 { allocation.cpus = try number(.cpus) }
    if allocation.nodes == 0 { allocation.nodes = try number(.nodes) }
    if allocation.memory == 0, table.has(.requestedMemory) {
      let range = Self.cell(table.place(.requestedMemory), start, stops)
      // A job that never began asks for what it did not get.
      if !range.isEmpty, seconds > 0 {
        let memory = bytes.requestedMemory(
          range, cpus: allocation.cpus, nodes: allocation.nodes)
        guard memory >= 0 else {
          throw Surprise(reason: .numberInvalid, cell: table.place(.requestedMemory))
        }
        allocation.memory = memory
      }
    }
    return allocation
  }

  private mutating func takeMemory(_ bytes: Span<UInt8>, _ range: Range<Int>, _ key: JobKey) {
    guard !range.isEmpty else { return }
    let largest = bytes.amountOfMemory(range, unit: 1)
    guard largest > 0 else { return }
    if let job = summary.open, job.key == key {
      summary.open?.largest = max(job.largest, largest)
    } else if !summary.hasJob, summary.lead == nil || summary.lead?.key == key {
      summary.lead = JobSummary.OpenJob(
        key: key, largest: max(summary.lead?.largest ?? 0, largest))
    }
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
}

// Rows that are not as expected.
extension JobReader {
  private mutating func readCarefully(_ bytes: Span<UInt8>, _ line: Range<Int>, isOpen: Bool) {
    var line = bytes.withoutReturn(line)
    if lines == 1, line.count >= 3, bytes[line.lowerBound] == 0xEF,
      bytes[line.lowerBound + 1] == 0xBB, bytes[line.lowerBound + 2] == 0xBF
    {
      line = line.lowerBound + 3..<line.upperBound
    }
    if bytes.trimmed(line).isEmpty { return }
    var cells = Cells(separator: table.separator)
    cells.split(bytes, line)
    if cells.count <= 1000 {
      let texts = cells.texts(bytes)
      if texts == table.header {
        if summary.hasJob || lines > 1 { summary.headersAgain.append(place(1)) }
        return
      }
      if JobColumns(header: texts, separator: table.separator) != nil {
        summary.otherHeaders.append(place(1))
      }
    }
    for index in line where bytes[index] == 0 {
      reject(.nulByte, bytes, index, line)
      return
    }
    guard cells.unclosedQuote == nil else {
      reject(.quoteUnclosed, bytes, cells.unclosedQuote ?? line.lowerBound, line)
      return
    }
    guard cells.count == table.header.count else {
      let isShort = cells.count < table.header.count
      reject(isShort ? .columnMissing : .malformed, bytes, line.upperBound, line)
      return
    }
    var row: [UInt8] = []
    var stops: [Int] = []
    for range in cells.ranges {
      for index in range { row.append(bytes[index]) }
      stops.append(row.count)
      row.append(table.separator)
    }
    do throws(Surprise) {
      try take(row.span, 0, stops)
    } catch {
      let cell = cells.ranges.indices.contains(error.cell) ? cells.ranges[error.cell] : line
      let reason = cell.isEmpty ? .valueMissing : error.reason
      reject(reason, bytes, cell.lowerBound, line)
      return
    }
    if isOpen { summary.openLines.append(place(1)) }
  }

  private mutating func reject(
    _ reason: RejectionReason, _ bytes: Span<UInt8>, _ index: Int, _ line: Range<Int>
  ) {
    summary.rows.reject(reason, at: place(bytes.column(of: index, from: line.lowerBound)))
  }

  /// Counts a line too long that stands before what is read next.
  mutating func countOverlong() {
    lines += 1
    summary.rows.reject(.lineTooLong, at: place(1))
  }

  /// Counts a line before the header.
  mutating func countLine() { lines += 1 }

  private func place(_ column: Int) -> RowPlace {
    RowPlace(file: file, line: lines, column: column)
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
