extension JobPartial {
  /// The slice as text, from which it is read back exactly; several may follow each other.
  public var text: String {
    var text = PartialText(.jobs)
    let sums = summary
    text.line(
      "terms", sums.terms.grouping.rawValue, sums.terms.nodeCPUs.map(String.init) ?? "-",
      hasAllocation ? "allocation" : "-", hasState ? "state" : "-")
    text.line("rows", "\(sums.rows.used)")
    for rejection in sums.rows.rejections {
      text.line("rejected", rejection.reason.rawValue, "\(rejection.count)")
    }
    if let first = sums.first, let last = sums.last { text.line("span", "\(first)", "\(last)") }
    text.line("untold", "\(sums.withoutAllocation)")
    text.line("memory", "\(sums.memoryJobs)", "\(sums.memoryHeld)", "\(sums.memoryUsed)")
    text.line("energy", "\(sums.energyJobs)", "\(sums.exclusiveJobs)", "\(sums.exclusiveEnergy)")
    for type in sums.types.names.map(PartialWords.quoted(_:)).sorted() { text.line("type", type) }
    writeGroups(to: &text)
    for index in 0..<jobs.count {
      text.line("jobs", JobKey(place: jobs.lows[index]).text, JobKey(place: jobs.highs[index]).text)
    }
    for (key, starts) in starts.sorted(by: { $0.key.place < $1.key.place }) {
      for start in starts.sorted() { text.line("run", key.text, "\(start)") }
    }
    let running = sums.running.sorted {
      ($0.key.key.place, $0.key.start) < ($1.key.key.place, $1.key.start)
    }
    for (run, job) in running { text.line(words(of: job, run)) }
    let open = open.sorted {
      ($0.key.place, $0.seconds, $0.memory, $0.nodes, $0.largest)
        < ($1.key.place, $1.seconds, $1.memory, $1.nodes, $1.largest)
    }
    for job in open {
      text.line(
        "open", job.key.text, "\(job.seconds)", "\(job.memory)", "\(job.nodes)", "\(job.largest)")
    }
    for (key, largest) in lead.sorted(by: { $0.key.place < $1.key.place }) {
      text.line("lead", key.text, "\(largest)")
    }
    for key in unread.sorted(by: { $0.place < $1.place }) { text.line("unread", key.text) }
    if summary.hasStrays { text.line("strays") }
    return text.ended
  }

  private func writeGroups(to text: inout PartialText) {
    let names = summary.names
    let quoted = (0..<names.count).map { PartialWords.quoted(names.bytes($0)) }
    let types = summary.types.names.map(PartialWords.quoted(_:))
    for group in quoted.indices.sorted(by: { quoted[$0] < quoted[$1] }) {
      text.line("group", quoted[group])
      for outcome in JobOutcome.allCases {
        let slot = group * JobOutcome.allCases.count + outcome.rawValue
        guard slot < summary.sums.count, summary.sums[slot].jobs > 0 else { continue }
        let held = summary.sums[slot]
        text.line(
          "held", outcome.name, "\(held.jobs)", "\(held.elapsed)", "\(held.cpus)",
          "\(held.cpusAlone)", "\(held.nodes)", "\(held.memory)", "\(held.gpus)")
        let ofTypes = types.indices.filter {
          $0 < summary.gpus.count && slot < summary.gpus[$0].count && summary.gpus[$0][slot] != 0
        }
        for type in ofTypes.sorted(by: { types[$0] < types[$1] }) {
          text.line("gpus", types[type], "\(summary.gpus[type][slot])")
        }
      }
    }
  }

  private func words(of job: JobSummary.RunningJob, _ run: SeenJobs.Run) -> [String] {
    let held = job.allocation
    var words = [
      "running", run.key.text, "\(run.start)", PartialWords.quoted(summary.names.bytes(job.group)),
      "\(job.elapsed)", "\(held.cpus)", "\(held.nodes)", "\(held.memory)", "\(held.gpus)",
    ]
    var types = held.otherTypes ?? []
    if held.firstType >= 0 { types.append((held.firstType, held.firstCount)) }
    var named: [(name: String, count: Int64)] = []
    for (type, count) in types {
      named.append((PartialWords.quoted(summary.types.names[type]), count))
    }
    for (name, count) in named.sorted(by: { $0.name < $1.name }) {
      words += [name, "\(count)"]
    }
    return words
  }

  /// Reads all partial summaries that follow each other in a text, and joins them to `whole`. What no
  /// accounting can have led to is no summary: counts and sums have to agree with each other.
  public static func join(_ text: String, to whole: inout JobPartial?) throws(PartialMistake) {
    try JobPartialReading.join(text: text, to: &whole)
  }
}
