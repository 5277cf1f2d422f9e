public import Documents
import Quantities
public import Telemetry

/// What the accounting of a batch system adds up to, ready to be shown.
public struct JobPage: Sendable {
  /// What it adds up to.
  public let summary: JobSummary
  /// The users, accounts, partitions or names, those that held the most first.
  public let groups: [JobGroup]
  /// The types of accelerators by name, and, last, those without one.
  let types: [String]
  /// What is shown of the accounting's columns.
  let table: JobColumns
  private let name: String

  /// An accounting that was read to its end, by the name of its log.
  public init(_ summary: JobSummary, of table: JobColumns, named name: String) {
    self.summary = summary
    self.table = table
    self.name = name
    groups = summary.groups
    types = summary.acceleratorTypes + [""]
  }

  /// More groups than this are shown as one row.
  static let mostGroups = 40

  /// The jobs of all groups: those kept, or those that failed or were cancelled.
  func total(lost: Bool) -> JobSums {
    var total = JobSums()
    for group in groups { total.add(group.total(lost: lost)) }
    return total
  }

  /// All jobs.
  var total: JobSums {
    var total = total(lost: false)
    total.add(self.total(lost: true))
    return total
  }

  /// Accelerators × seconds of some groups, by type.
  func gpus(_ groups: ArraySlice<JobGroup>, lost: Bool) -> [Int128] {
    var total = [Int128](repeating: 0, count: types.count)
    for group in groups {
      for (type, seconds) in group.gpus(lost: lost).enumerated() { total[type] += seconds }
    }
    return total
  }

  /// Accelerators × seconds of some groups, by type, whatever became of their jobs.
  func gpus(_ groups: ArraySlice<JobGroup>) -> [Int128] {
    var total = gpus(groups, lost: false)
    for (type, seconds) in gpus(groups, lost: true).enumerated() { total[type] += seconds }
    return total
  }

  /// The page: who held what, how much of it was lost, and what to put into a study.
  public var document: Document {
    var blocks: [Block] = [.paragraph(headline)]
    if !groups.isEmpty { blocks += [.table(byGroup), .table(byOutcome)] }
    blocks += [.heading(1, ["Notes"]), .list(notes)]
    if !block.isEmpty { blocks += [.heading(1, ["For a study"]), .preformatted(block)] }
    return Document(title: [.text("Jobs in \(name)")], blocks: blocks)
  }

  private var headline: [Inline] {
    let total = total
    guard total.jobs > 0 else { return ["There is no job in it."] }
    var line: [Inline] = [.quantity("\(total.jobs)", unit: total.jobs == 1 ? "job" : "jobs")]
    var held: [String] = []
    for (type, seconds) in gpus(groups[...]).enumerated() where seconds > 0 {
      held.append("\(hours(seconds)) h of \(typeName(type))")
    }
    if total.cpus > 0 { held.append("\(hours(total.cpus)) h of processor cores") }
    line.append(.text(held.isEmpty ? " that held nothing" : " held \(listed(held)) (device-time)"))
    if let first = summary.first, let last = summary.last {
      line.append(
        .text("; their times go from \(moment(first)) to \(moment(last)) (no zone stated)"))
    }
    return line + ["."]
  }

  /// A type of accelerator in words.
  func typeName(_ type: Int) -> String {
    if !types[type].isEmpty { return types[type] }
    return types.count > 1 ? "GPUs of no named type" : "GPUs"
  }

  /// The types of which something was held.
  private var heldTypes: [Int] {
    gpus(groups[...]).enumerated().filter { $0.element > 0 }.map(\.offset)
  }

  private var byGroup: Table {
    let heldTypes = heldTypes
    let hasCores = total.cpus > 0
    var columns = [
      Table.Column([.text(summary.terms.grouping.rawValue)]), Table.Column(["jobs"], .decimal),
    ]
    for type in heldTypes {
      columns.append(Table.Column([.text(typeName(type))], unit: "h", .decimal))
    }
    if hasCores { columns.append(Table.Column(["cores"], unit: "h", .decimal)) }
    columns += [
      Table.Column(["failed or cancelled"], .decimal),
      Table.Column(["of the time"], unit: "%", .decimal),
    ]
    func row(_ name: String, _ groups: ArraySlice<JobGroup>, _ role: Table.Row.Role) -> Table.Row {
      var (kept, lost) = (JobSums(), JobSums())
      for group in groups {
        kept.add(group.total(lost: false))
        lost.add(group.total(lost: true))
      }
      let gpus = gpus(groups)
      var cells: [Table.Cell] = [.text([.text(name)]), .number("\(kept.jobs + lost.jobs)")]
      for type in heldTypes { cells.append(gpus[type] == 0 ? .none : .number(hours(gpus[type]))) }
      if hasCores { cells.append(.number(hours(kept.cpus + lost.cpus))) }
      cells.append(.number("\(lost.jobs)"))
      cells.append(Self.lostShare(kept, lost).map { .number(percentage($0)) } ?? .none)
      return Table.Row(cells, role: role)
    }
    var rows: [Table.Row] = []
    let shown = groups.count > Self.mostGroups ? Self.mostGroups - 1 : groups.count
    for index in 0..<shown {
      let name = groups[index].name
      rows.append(row(name.isEmpty ? "–" : name, groups[index...index], .body))
    }
    if shown < groups.count {
      rows.append(row("\(groups.count - shown) others", groups[shown...], .body))
    }
    if groups.count > 1 { rows.append(row("all", groups[...], .total)) }
    return Table(
      name: "groups", caption: [.text("Device-time held, by \(summary.terms.grouping.rawValue)")],
      columns: columns, rows: rows)
  }

  /// The share of the device-time, of accelerators where there are any, that was lost.
  private static func lostShare(_ kept: JobSums, _ lost: JobSums) -> Double? {
    let (part, rest) =
      kept.gpus + lost.gpus > 0 ? (lost.gpus, kept.gpus) : (lost.cpus, kept.cpus)
    return part + rest > 0 ? Double(part) / Double(part + rest) : nil
  }

  private var byOutcome: Table {
    let hasGPUs = total.gpus > 0
    var rows: [Table.Row] = []
    for outcome in JobOutcome.allCases {
      var sums = JobSums()
      for group in groups { sums.add(group[outcome]) }
      guard sums.jobs > 0 else { continue }
      var cells: [Table.Cell] = [.text([.text(outcome.text)]), .number("\(sums.jobs)")]
      if hasGPUs { cells.append(.number(hours(sums.gpus))) }
      cells.append(.number(hours(sums.cpus)))
      rows.append(Table.Row(cells))
    }
    var columns = [Table.Column(["jobs that"]), Table.Column(["jobs"], .decimal)]
    if hasGPUs { columns.append(Table.Column(["GPUs"], unit: "h", .decimal)) }
    columns.append(Table.Column(["cores"], unit: "h", .decimal))
    return Table(
      name: "outcomes", caption: ["What became of the jobs"], columns: columns, rows: rows)
  }
}

// What is to be known beside the sums.
extension JobPage {
  private var notes: [[Inline]] {
    let rows = summary.rows
    var line: [Inline] = [
      .quantity("\(rows.read)", unit: rows.read == 1 ? "row" : "rows"), .text(" read, "),
      .quantity("\(rows.used)", unit: ""), .text(" used, "),
      .quantity("\(rows.rejected)", unit: ""), .text(" not"),
    ]
    for rejection in rows.rejections {
      let text = "; \(rejection.count) because \(rejection.text)"
      line.append(rejection.reason == .step ? .text(text) : .tone(.caution, text))
    }
    var lines: [[Inline]] = [line + ["."]]
    if !table.has(.allocation) {
      lines.append([
        .tone(.caution, "There is no column AllocTRES: what GPUs the jobs held is not known.")
      ])
    }
    if !table.has(.state) {
      lines.append([
        .tone(.caution, "There is no column State: jobs that failed are not told from others.")
      ])
    }
    if summary.withoutAllocation > 0 {
      let count = summary.withoutAllocation
      lines.append([
        .tone(
          .caution,
          "Of \(count == 1 ? "1 job" : "\(count) jobs") it is not known what they held; they count "
            + "with none.")
      ])
    }
    if let memory { lines.append([.text(memory)]) }
    if let energy { lines.append([.text(energy)]) }
    return lines
  }

  /// How much more memory was held than used.
  private var memory: String? {
    guard summary.memoryJobs > 0, summary.memoryHeld > 0 else { return nil }
    let share = Double(summary.memoryUsed) / Double(summary.memoryHeld)
    let jobs = summary.memoryJobs == 1 ? "1 job" : "\(summary.memoryJobs) jobs"
    return "Memory: of \(jobs) it is known how much they used at most (MaxRSS × nodes), "
      + "\(percentage(share)) % of what they were given: \(gibibyteHours(summary.memoryUsed)) of "
      + "\(gibibyteHours(summary.memoryHeld)) GiB·h. The rest was held for nothing."
  }

  private var energy: String? {
    guard summary.energyJobs > 0 else { return nil }
    let jobs = summary.energyJobs == 1 ? "1 job tells" : "\(summary.energyJobs) jobs tell"
    guard let cpus = summary.terms.nodeCPUs else {
      return "Energy: \(jobs) a ConsumedEnergy, which is that of whole nodes, whoever else was on "
        + "them; it counts where the nodes were a job's own: say how many processors a node has by "
        + "`--node-cpus`."
    }
    let energy = rounded(Double(summary.exclusiveEnergy) / 3_600_000)
    return
      "Energy: \(jobs) a ConsumedEnergy, and \(summary.exclusiveJobs) had all \(cpus) processors "
      + "of their nodes: \(energy) kWh of whole nodes."
  }

  /// A moment of a clock without a zone.
  func moment(_ seconds: Int64) -> String {
    Timestamp(nanoseconds: seconds * 1_000_000_000, isZoned: false).text
  }
}

/// Seconds as hours, to three significant figures.
private func hours(_ seconds: Int128) -> String { rounded(Double(seconds) / 3600) }

/// Bytes × seconds as GiB × hours, to three significant figures.
private func gibibyteHours(_ amount: Int128) -> String {
  rounded(Double(amount) / (3600 * 1_073_741_824))
}

extension JobOutcome {
  /// What such jobs did, behind "jobs that".
  var text: String {
    switch self {
    case .completed: "completed"
    case .timedOut: "ran into their time limit"
    case .running: "were still running"
    case .failed: "failed"
    case .cancelled: "were cancelled"
    case .preempted: "were preempted or requeued"
    }
  }
}

extension RowCount.Rejection {
  /// Why rows of an accounting are not used.
  var text: String {
    reason == .notAskedFor ? "they are of jobs that are not asked for" : reason.text
  }
}
