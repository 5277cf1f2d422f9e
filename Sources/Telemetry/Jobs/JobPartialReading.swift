extension JobPartial {
  /// A partial summary as its lines come.
  struct Reading {
    private var whole: JobPartial?
    private var group: Int?
    private var slot: Int?

    /// What was read; nothing where its parts do not go together.
    var partial: JobPartial? {
      guard let whole else { return nil }
      var jobs = 0
      for (slot, held) in whole.summary.sums.enumerated() {
        jobs += held.jobs
        guard PartialWords.isCount(Int64(jobs)), held.cpusAlone <= held.cpus else { return nil }
        var typed: Int128 = 0
        for ofType in whole.summary.gpus where slot < ofType.count { typed += ofType[slot] }
        guard typed <= held.gpus else { return nil }
      }
      guard jobs == whole.summary.rows.used, whole.summary.memoryJobs <= jobs,
        whole.summary.memoryUsed <= whole.summary.memoryHeld, whole.summary.energyJobs <= jobs,
        whole.summary.exclusiveJobs <= whole.summary.energyJobs,
        whole.summary.withoutAllocation <= jobs
      else { return nil }
      for job in whole.starts.keys where !whole.jobs.contains(job.place) { return nil }
      return whole
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
      case "rejected":
        guard rest.count == 2, let reason = RejectionReason(rawValue: String(words[1])),
          let count = Int64(words[2]), PartialWords.isCount(count),
          whole?.summary.rows.rejections.contains(where: { $0.reason == reason }) == false
        else { return false }
        whole?.summary.rows.add(reason, count: Int(count))
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
          low.place <= high.place
        else { return false }
        whole?.jobs.insert(low.place, high.place)
      case "run":
        guard rest.count == 2, let job = Self.job(words[1]), let start = UInt32(words[2]),
          start > 0
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
      whole?.summary.sums[slot] = held
      self.slot = slot
      return true
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
  }
}
