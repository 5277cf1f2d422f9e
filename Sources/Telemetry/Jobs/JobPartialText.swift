extension JobPartial {
  /// The first line of the text.
  public static let magic = "cradle.jobs.partial/1"

  /// The slice as text: lines of words, the first of which says what they are. It ends with a line
  /// `end`, so that several may follow each other.
  public var text: String {
    var text = Self.magic + "\n"
    func line(_ words: [String]) { text += words.joined(separator: " ") + "\n" }
    let sums = summary
    line([
      "terms", sums.terms.grouping.rawValue, sums.terms.nodeCPUs.map(String.init) ?? "-",
      hasAllocation ? "allocation" : "-", hasState ? "state" : "-",
    ])
    line(["rows", "\(sums.rows.used)"])
    for rejection in sums.rows.rejections {
      line(["rejected", rejection.reason.rawValue, "\(rejection.count)"])
    }
    if let first = sums.first, let last = sums.last { line(["span", "\(first)", "\(last)"]) }
    line(["untold", "\(sums.withoutAllocation)"])
    line(["memory", "\(sums.memoryJobs)", "\(sums.memoryHeld)", "\(sums.memoryUsed)"])
    line(["energy", "\(sums.energyJobs)", "\(sums.exclusiveJobs)", "\(sums.exclusiveEnergy)"])
    for type in sums.types.names.map(PartialWords.quoted(_:)).sorted() { line(["type", type]) }
    writeGroups(line)
    for index in 0..<jobs.count {
      line(["jobs", JobKey(place: jobs.lows[index]).text, JobKey(place: jobs.highs[index]).text])
    }
    for (key, starts) in starts.sorted(by: { $0.key.place < $1.key.place }) {
      for start in starts.sorted() { line(["run", key.text, "\(start)"]) }
    }
    let running = sums.running.sorted {
      ($0.key.key.place, $0.key.start) < ($1.key.key.place, $1.key.start)
    }
    for (run, job) in running { line(words(of: job, run)) }
    let open = open.sorted {
      ($0.key.place, $0.seconds, $0.memory, $0.nodes, $0.largest)
        < ($1.key.place, $1.seconds, $1.memory, $1.nodes, $1.largest)
    }
    for job in open {
      line([
        "open", job.key.text, "\(job.seconds)", "\(job.memory)", "\(job.nodes)", "\(job.largest)",
      ])
    }
    for (key, largest) in lead.sorted(by: { $0.key.place < $1.key.place }) {
      line(["lead", key.text, "\(largest)"])
    }
    return text + "end\n"
  }

  private func writeGroups(_ line: ([String]) -> Void) {
    let names = summary.names
    let quoted = (0..<names.count).map { PartialWords.quoted(names.bytes($0)) }
    let types = summary.types.names.map(PartialWords.quoted(_:))
    for group in quoted.indices.sorted(by: { quoted[$0] < quoted[$1] }) {
      line(["group", quoted[group]])
      for outcome in JobOutcome.allCases {
        let slot = group * JobOutcome.allCases.count + outcome.rawValue
        guard slot < summary.sums.count, summary.sums[slot].jobs > 0 else { continue }
        let held = summary.sums[slot]
        line([
          "held", outcome.name, "\(held.jobs)", "\(held.elapsed)", "\(held.cpus)",
          "\(held.cpusAlone)", "\(held.nodes)", "\(held.memory)", "\(held.gpus)",
        ])
        let ofTypes = types.indices.filter {
          $0 < summary.gpus.count && slot < summary.gpus[$0].count && summary.gpus[$0][slot] != 0
        }
        for type in ofTypes.sorted(by: { types[$0] < types[$1] }) {
          line(["gpus", types[type], "\(summary.gpus[type][slot])"])
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

  /// Reads all partial summaries that follow each other in a text, and joins them to `whole`.
  public static func join(_ text: String, to whole: inout JobPartial?) throws(PartialMistake) {
    var reading: Reading?
    var number = 0
    var found = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if reading != nil {
        if line == "end" {
          guard let part = reading?.partial else { throw .line(number) }
          if whole != nil {
            try whole?.merge(part)
          } else {
            whole = part
          }
          guard whole?.rows ?? 0 < 1 << 45 else { throw .line(number) }
          reading = nil
        } else {
          guard !line.isEmpty else { throw .cut }
          guard reading?.take(line.split(separator: " ")) ?? false else { throw .line(number) }
        }
      } else if line == magic {
        reading = Reading()
        found = true
      } else if !line.isEmpty {
        if found { throw .line(number) }
        throw .unlike
      }
    }
    if reading != nil { throw .cut }
    if !found { throw .unlike }
  }
}
