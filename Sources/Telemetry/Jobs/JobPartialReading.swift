/// A partial summary of jobs as its lines come.
struct JobPartialReading: PartialReading {
  private var whole: JobPartial?
  private var group: Int?
  private var slot: Int?

  static var kind: PartialKind { .jobs }

  static func written(_ part: JobPartial) -> String? { part.text }

  static func rows(_ part: JobPartial) -> Int { part.rows }

  static func add(_ part: JobPartial, to whole: inout JobPartial) throws(PartialMistake) {
    try whole.merge(part)
  }

  mutating func take(_ words: [Substring]) -> Bool {
    guard let kind = words.first else { return false }
    let rest = words.dropFirst()
    if kind == "terms" { return takeTerms(words) }
    guard whole != nil else { return false }
    switch kind {
    case "rows", "untold":
      guard let n = PartialWords.numbers(rest, 1), PartialWords.isCount(n[0]) else {
        return false
      }
      if kind == "rows" {
        whole?.summary.rows.used = Int(n[0])
      } else {
        whole?.summary.withoutAllocation = Int(n[0])
      }
    case "rejected": return whole?.summary.rows.takeRejected(rest) ?? false
    case "span":
      guard let n = PartialWords.numbers(rest, 2), n[0] > 0, n[0] <= n[1], n[1] <= 4_294_000_000
      else { return false }
      whole?.summary.first = n[0]
      whole?.summary.last = n[1]
    case "memory", "energy": return takeTotals(kind, rest)
    case "type":
      guard rest.count == 1, let name = PartialWords.unquotedBytes(words[1]) else { return false }
      return (whole?.summary.types.number(name) ?? -1) >= 0
    case "group":
      guard rest.count == 1, let name = number(words[1]) else { return false }
      group = name
      slot = nil
    case "held": return takeHeld(rest)
    case "gpus": return takeAccelerators(words)
    case "jobs":
      guard rest.count == 2, let low = Self.job(words[1]), let high = Self.job(words[2]),
        low.place <= high.place, JobKey.isTask(low.place) == JobKey.isTask(high.place)
      else { return false }
      whole?.jobs.insert(low.place, high.place)
    case "run":
      guard rest.count == 2, let job = Self.job(words[1]), let start = UInt32(words[2]),
        start > 0, whole?.starts[job]?.contains(start) != true
      else { return false }
      whole?.starts[job, default: []].append(start)
    case "running": return takeRunning(words)
    case "open":
      guard rest.count == 5, let job = Self.job(words[1]),
        let n = PartialWords.numbers(rest.dropFirst(), 4), Self.isTime(n[0]),
        Self.isMemory(n[1]), 0...Allocation.most ~= n[2], Self.isMemory(n[3])
      else { return false }
      whole?.open.append(
        JobSummary.OpenJob(key: job, seconds: n[0], memory: n[1], nodes: n[2], largest: n[3]))
    case "lead":
      guard rest.count == 2, let job = Self.job(words[1]), let largest = Int64(words[2]),
        Self.isMemory(largest), whole?.lead[job] == nil
      else { return false }
      whole?.lead[job] = largest
    case "unread":
      guard rest.count == 1, let job = Self.job(words[1]) else { return false }
      whole?.unread.insert(job)
    case "strays":
      guard rest.isEmpty else { return false }
      whole?.summary.hasStrays = true
    default: return false
    }
    return true
  }

  private static func isTime(_ seconds: Int64) -> Bool { 0..<4_294_000_000 ~= seconds }
  private static func isMemory(_ bytes: Int64) -> Bool { 0...1 << 60 ~= bytes }

  /// A sum that is not below zero and leaves room for those of all slices there could be.
  private static func sum(_ word: Substring) -> Int128? {
    guard let sum = Int128(word), sum >= 0, sum < Int128(1) << 96 else { return nil }
    return sum
  }

  private static func sums(_ words: ArraySlice<Substring>, _ count: Int) -> [Int128]? {
    guard words.count == count else { return nil }
    var sums: [Int128] = []
    for word in words {
      guard let sum = sum(word) else { return nil }
      sums.append(sum)
    }
    return sums
  }

  /// A job by its name in SLURM.
  private static func job(_ word: Substring) -> JobKey? {
    let bytes = Array(word.utf8)
    guard let (key, isStep) = JobKey.read(bytes.span, 0..<bytes.count), !isStep, key.index >= 0
    else { return nil }
    return key
  }

  /// The number of a group by its name.
  private mutating func number(_ word: Substring) -> Int? {
    guard let bytes = PartialWords.unquotedBytes(word),
      let number = whole?.summary.names.number(bytes.span, 0..<bytes.count), number >= 0
    else { return nil }
    return number
  }

  private mutating func takeTerms(_ words: [Substring]) -> Bool {
    guard whole == nil, words.count == 5, let grouping = JobGrouping(rawValue: String(words[1])),
      words[3] == "allocation" || words[3] == "-", words[4] == "state" || words[4] == "-"
    else { return false }
    var terms = JobTerms(by: grouping)
    if words[2] != "-" {
      guard let cpus = Int64(words[2]), 1...1_000_000 ~= cpus else { return false }
      terms.nodeCPUs = cpus
    }
    whole = JobPartial(
      JobSummary(terms), hasAllocation: words[3] != "-", hasState: words[4] != "-")
    return true
  }

  private mutating func takeTotals(_ kind: Substring, _ words: ArraySlice<Substring>) -> Bool {
    guard let n = Self.sums(words, 3), let jobs = Int64(exactly: n[0]),
      PartialWords.isCount(jobs)
    else { return false }
    if kind == "memory" {
      whole?.summary.memoryJobs = Int(jobs)
      whole?.summary.memoryHeld = n[1]
      whole?.summary.memoryUsed = n[2]
      return true
    }
    guard let exclusive = Int64(exactly: n[1]), PartialWords.isCount(exclusive) else {
      return false
    }
    whole?.summary.energyJobs = Int(jobs)
    whole?.summary.exclusiveJobs = Int(exclusive)
    whole?.summary.exclusiveEnergy = n[2]
    return true
  }

  private mutating func takeHeld(_ words: ArraySlice<Substring>) -> Bool {
    guard let group,
      let outcome = JobOutcome.allCases.first(where: { $0.name == words.first ?? "" }),
      let n = Self.sums(words.dropFirst(), 7), let jobs = Int64(exactly: n[0]),
      PartialWords.isCount(jobs), jobs > 0, let slot = whole?.summary.slot(group, outcome),
      whole?.summary.sums[slot].jobs == 0
    else { return false }
    var held = JobSums()
    held.jobs = Int(jobs)
    (held.elapsed, held.cpus, held.cpusAlone) = (n[1], n[2], n[3])
    (held.nodes, held.memory, held.gpus) = (n[4], n[5], n[6])
    guard Self.isPossible(held) else { return false }
    whole?.summary.sums[slot] = held
    self.slot = slot
    return true
  }

  /// Whether so many jobs can have held so much: each lasts less than 2^32 seconds, on no more than a
  /// job is believed to have.
  private static func isPossible(_ held: JobSums) -> Bool {
    func isWithin(_ sum: Int128, _ bits: Int128) -> Bool {
      (sum + (1 << bits) - 1) >> bits <= held.elapsed
    }
    return held.elapsed < Int128(held.jobs) << 32 && held.cpusAlone <= held.cpus
      && isWithin(held.cpus, 24) && isWithin(held.nodes, 24) && isWithin(held.memory, 60)
      && isWithin(held.gpus, 44)
  }

  private mutating func takeAccelerators(_ words: [Substring]) -> Bool {
    guard let slot, words.count == 3, let name = PartialWords.unquotedBytes(words[1]),
      let sum = Self.sum(words[2]), let type = type(name)
    else { return false }
    whole?.summary.add(sum, type, to: slot)
    return true
  }

  /// The number of a type that was told.
  private func type(_ name: [UInt8]) -> Int? {
    whole?.summary.types.names.firstIndex(of: name)
  }

  private mutating func takeRunning(_ words: [Substring]) -> Bool {
    guard words.count >= 9, words.count % 2 == 1, let job = Self.job(words[1]),
      let start = UInt32(words[2]), start > 0, let name = number(words[3]),
      let n = PartialWords.numbers(words[4..<9], 5), Self.isTime(n[0]),
      0...Allocation.most ~= n[1], 0...Allocation.most ~= n[2], Self.isMemory(n[3]),
      0...1 << 44 ~= n[4]
    else { return false }
    var held = Allocation()
    (held.cpus, held.nodes, held.memory, held.gpus) = (n[1], n[2], n[3], n[4])
    var typed: Int64 = 0
    for index in stride(from: 9, to: words.count, by: 2) {
      guard let name = PartialWords.unquotedBytes(words[index]), let type = type(name),
        let count = Int64(words[index + 1]), 0...1 << 44 ~= count, typed <= n[4] - count
      else { return false }
      typed += count
      held.add(type, count)
    }
    let run = SeenJobs.Run(key: job, start: start)
    guard whole?.summary.running[run] == nil else { return false }
    whole?.summary.running[run] = JobSummary.RunningJob(
      group: name, allocation: held, elapsed: n[0], place: RowPlace(file: "", line: 0, column: 0))
    return true
  }

  mutating func finished() -> JobPartial? {
    guard let whole else { return nil }
    let sums = whole.summary
    let used = sums.rows.used
    var held = JobSums()
    for (slot, sum) in sums.sums.enumerated() {
      held.add(sum)
      guard PartialWords.isCount(Int64(held.jobs)) else { return nil }
      var typed: Int128 = 0
      for ofType in sums.gpus where slot < ofType.count { typed += ofType[slot] }
      guard typed <= sum.gpus else { return nil }
      // Jobs that run are added when all is read; without a state, all are taken to have ended.
      let outcome = slot % JobOutcome.allCases.count
      guard sum.jobs == 0 || outcome != JobOutcome.running.rawValue,
        sum.jobs == 0 || whole.hasState || outcome == JobOutcome.completed.rawValue
      else { return nil }
    }
    guard held.jobs == used, used > 0 || sums.first == nil, whole.hasState || sums.running.isEmpty,
      whole.hasAllocation || (held.gpus == 0 && sums.types.names.isEmpty),
      sums.withoutAllocation <= used
    else { return nil }
    guard sums.energyJobs <= used, sums.exclusiveJobs <= sums.energyJobs,
      sums.exclusiveEnergy <= Int128(sums.exclusiveJobs) << 60,
      sums.exclusiveJobs == 0 || sums.terms.nodeCPUs != nil
    else { return nil }
    return isMemoryPossible(whole, held) && areJobsPossible(whole) ? whole : nil
  }

  /// Whether the memory that steps used is within what jobs were given.
  private func isMemoryPossible(_ whole: JobPartial, _ held: JobSums) -> Bool {
    let sums = whole.summary
    var (jobs, memory) = (sums.memoryJobs, sums.memoryHeld)
    for job in whole.open where job.memory > 0 {
      jobs += 1
      memory += Int128(job.memory) * Int128(job.seconds)
    }
    return jobs <= sums.rows.used && memory <= held.memory && sums.memoryUsed <= sums.memoryHeld
      && (sums.memoryJobs > 0 || sums.memoryHeld == 0)
  }

  /// Whether so many rows can be of these jobs and of these steps.
  private func areJobsPossible(_ whole: JobPartial) -> Bool {
    let rows = whole.summary.rows
    var starts = 0
    for (job, known) in whole.starts {
      guard whole.jobs.contains(job.place) else { return false }
      starts += known.count
    }
    let steps = rows.rejections.first { $0.reason == .step }?.count ?? 0
    return starts <= rows.used && whole.jobs.count <= rows.used
      && (whole.jobs.count > 0) == (rows.used > 0)
      && whole.open.count <= rows.read + whole.summary.running.count && whole.lead.count <= steps
  }
}
