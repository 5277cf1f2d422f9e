public import Documents
import Quantities
public import Telemetry

/// What meters say, ready to be shown.
public struct MeterPage: Sendable {
  /// What they say.
  public let metered: Metered
  /// How far it may be off.
  public let uncertainty: MeterUncertainty
  /// Where it was metered: at the equipment, or at the building.
  public let side: Side

  /// Where energy is metered.
  public enum Side: String, Sendable {
    /// At the equipment: dynamic and idle.
    case it
    /// At the building: infrastructure as well.
    case facility
  }

  /// What meters say, and at which side of the site's cooling and power conversion.
  public init(_ metered: Metered, side: Side = .it) {
    self.metered = metered
    self.side = side
    uncertainty = MeterUncertainty(metered)
  }

  /// More devices than this are not listed in text.
  static let mostDevices = 128

  /// The page: how much, by which device, how good it is, and what to put into a study.
  public var document: Document {
    var blocks: [Block] = [.paragraph(headline)]
    if !metered.devices.isEmpty {
      if metered.devices.count <= Self.mostDevices { blocks.append(.table(devices)) }
      blocks += [.heading(1, ["Quality"]), .list(quality)]
    } else {
      blocks += [.heading(1, ["Quality"]), .list([rows])]
    }
    if !metered.devices.isEmpty {
      blocks += [.heading(1, ["For a study"]), .preformatted(block)]
    }
    return Document(title: ["Metered energy"], blocks: blocks)
  }

  private var headline: [Inline] {
    guard let first = moment(metered.first), let last = moment(metered.last) else {
      return ["There is no sample in it."]
    }
    let count = metered.devices.count
    return [
      energy(metered.energy.kilowattHours),
      .text(" metered at the \(side == .it ? "equipment" : "building") "),
      .text("by \(listed(kinds)), "),
      .quantity("\(count)", unit: count == 1 ? "device" : "devices"),
      .text(" from \(first) to \(last)\(metered.isZoned ? "" : " (no zone stated)")."),
    ]
  }

  /// What wrote the logs, in words.
  var kinds: [String] { metered.kinds.map(\.text) }

  private var devices: Table {
    let scale = Scale.energy(metered.devices.map(\.energy.kilowattHours))
    let hasIdle = metered.idle != nil
    let hasModel = metered.devices.contains { $0.model != nil }
    let hasLargest = metered.devices.contains { $0.largest != nil }
    var columns = [Table.Column(["device"])]
    if hasModel { columns.append(Table.Column(["model"])) }
    columns.append(Table.Column(["energy"], unit: scale.unit, .decimal))
    if hasIdle { columns.append(Table.Column(["idle"], unit: scale.unit, .decimal)) }
    columns.append(Table.Column(["mean"], unit: "W", .decimal))
    if hasLargest { columns.append(Table.Column(["largest"], unit: "W", .decimal)) }
    columns += [
      Table.Column(["covered"], .trailing), Table.Column(["of its span"], unit: "%", .decimal),
      Table.Column(["gaps"], .decimal),
    ]
    var rows: [Table.Row] = []
    for device in metered.devices {
      var cells: [Table.Cell] = [.text([.text(device.key.text.isEmpty ? "–" : device.key.text)])]
      if hasModel { cells.append(device.model.map { .text([.text($0)]) } ?? .none) }
      cells.append(scale.cell(device.energy.kilowattHours))
      if hasIdle { cells.append(scale.cell(device.idle?.kilowattHours)) }
      cells.append(device.meanWatts.map { .number(rounded($0)) } ?? .none)
      if hasLargest {
        cells.append(device.largest.map { .number(rounded(Double($0) / 1e9)) } ?? .none)
      }
      cells.append(.text([.text(spelledOut(device.covered))]))
      let share = device.span > 0 ? Double(device.covered) / Double(device.span) : nil
      cells.append(share.map { .number(percentage($0)) } ?? .none)
      cells.append(.number("\(device.gaps)"))
      rows.append(Table.Row(cells))
    }
    if metered.devices.count > 1 {
      var cells: [Table.Cell] = [.text(["all"])]
      if hasModel { cells.append(.blank) }
      cells.append(scale.cell(metered.energy.kilowattHours))
      if hasIdle { cells.append(scale.cell(metered.idle?.kilowattHours)) }
      cells.append(.blank)
      if hasLargest { cells.append(.blank) }
      cells.append(.text([.text(spelledOut(metered.coveredNanoseconds))]))
      cells.append(metered.coverage.map { .number(percentage($0)) } ?? .none)
      cells.append(.number("\(metered.gaps)"))
      rows.append(Table.Row(cells, role: .total))
    }
    return Table(name: "devices", caption: ["By device"], columns: columns, rows: rows)
  }

  private func moment(_ nanoseconds: Int64?) -> String? {
    nanoseconds.map { Timestamp(nanoseconds: $0, isZoned: metered.isZoned).text }
  }
}

// How good it is.
extension MeterPage {
  private var quality: [[Inline]] {
    var lines = [rows]
    lines.append([.text("\(scope.prefix(1).uppercased())\(scope.dropFirst()).")])
    if let steps { lines.append([.text(steps)]) }
    for gap in longestGaps { lines.append([.tone(.caution, gap)]) }
    let resets = metered.devices.reduce(0) { $0 &+ $1.resets }
    if resets > 0 {
      lines.append([
        .tone(
          .caution,
          "Counters began again, or leapt by more than 10 MW, "
            + "\(resets == 1 ? "once" : "\(resets) times"): what was used between the readings around "
            + "that is not known, and not in it; `--counter-range` tells where a counter wraps.")
      ])
    }
    if metered.besideCounter > 0 {
      lines.append([
        .text(
          "Of \(metered.besideCounter) of the devices power was read, too; their counters count.")
      ])
    }
    if case .measured = metered.baseline {
      lines.append([
        .text(
          "Idle is the draw that 5 % of the samples of a device do not exceed: a stretch without "
            + "work has to be in the log.")
      ])
    }
    if case .stretch(let stretch) = metered.baseline {
      lines.append([
        .text(
          "Idle is the mean draw of each device from \(stretch.fromText) to \(stretch.toText)"
            + "\(idleDraws).")
      ])
    }
    if case .given(let draw, let source) = metered.baseline {
      lines.append([
        .text(
          "Idle is \(rounded(Double(draw) / 1e9)) W for each device over the time covered, \(source)."
        )
      ])
    }
    if let half = uncertainty.kilowattHours {
      lines.append([.text("Uncertainty, 95 %: ± "), energy(half), .text(" in all.")])
    } else {
      lines.append(["How far it may be off is not known: what wrote the logs does not say."])
    }
    for cause in uncertainty.causes {
      var line: [Inline] = [
        .text("\(cause.name.prefix(1).uppercased())\(cause.name.dropFirst()): ")
      ]
      if let half = cause.kilowattHours { line += ["± ", energy(half), ", "] }
      line.append(.text("\(cause.about) (\(cause.source))."))
      lines.append(line)
    }
    return lines
  }

  /// The draws without work, where devices have them: `, 55.1 W to 61 W`.
  private var idleDraws: String {
    let draws = metered.devices.compactMap(\.idleDraw)
    guard let least = draws.min(), let most = draws.max() else { return "" }
    let (low, high) = (rounded(Double(least) / 1e9), rounded(Double(most) / 1e9))
    return low == high ? ", \(low) W" : ", \(low) W to \(high) W"
  }

  private var rows: [Inline] {
    let rows = metered.rows
    var line: [Inline] = [
      .quantity("\(rows.read)", unit: rows.read == 1 ? "row" : "rows"), .text(" read, "),
      .quantity("\(rows.used)", unit: ""), .text(" used, "),
      .quantity("\(rows.rejected)", unit: ""), .text(" rejected"),
    ]
    for rejection in rows.rejections {
      line.append(.tone(.caution, "; \(rejection.count) because \(why(rejection.reason))"))
    }
    line.append(".")
    return line
  }

  private func why(_ reason: RejectionReason) -> String {
    reason == .notAskedFor
      ? "they tell no power or energy of a device, or one that others hold" : reason.text
  }

  /// What the figures hold, and what they do not.
  var scope: String {
    var parts: [String] = []
    for kind in metered.kinds {
      switch kind {
      case .nvidiaSMI, .dcgm, .zeus:
        parts.append("the sensors of the GPUs are read: the host that holds them is not in it")
      case .ptdaemon: parts.append("a power meter at the plug is read: all behind it is in it")
      case .mlperf:
        parts.append(
          "the power readings of an MLPerf run are read: the nodes they name are in it, before the "
            + "start that it logs and after its stop, too (the score of MLPerf counts what lies between)"
        )
      case .rapl:
        parts.append(
          "the counters of the processor are read, and those of its memory where they are in the "
            + "log: the rest is not in it")
      case .kepler: parts.append("Kepler is read: what it gives for the node, partly modelled")
      case .codecarbon:
        parts.append("CodeCarbon is read: processor and memory may be modelled by it")
      case .table: parts.append("what the device columns name is in it, and nothing else")
      }
    }
    var unlike: [String] = []
    for part in parts where !unlike.contains(part) { unlike.append(part) }
    return unlike.joined(separator: "; ")
  }

  /// The sampling interval, and which steps are bridged.
  private var steps: String? {
    let power = metered.devices.filter { !$0.key.isCounter }
    let intervals = power.compactMap(\.interval)
    guard let least = intervals.min(), let most = intervals.max() else { return nil }
    let longest = power.map(\.longestStep).max() ?? 0
    let median = least == most ? seconds(least) : "\(seconds(least)) to \(seconds(most))"
    var text = "The median step from one sample to the next is \(median), "
    text += "the longest \(seconds(longest)); "
    if let bound = metered.givenBound {
      text += "steps beyond \(seconds(bound)) are gaps and left out."
    } else {
      let bounds = power.map(\.bound)
      let (low, high) = (bounds.min() ?? 0, bounds.max() ?? 0)
      text += "steps beyond ten times the median, "
      text += low == high ? seconds(low) : "\(seconds(low)) to \(seconds(high))"
      text += ", are gaps and left out (`--gap` sets another bound)."
    }
    return text
  }

  private var longestGaps: [String] {
    var gaps: [(gap: MeterRun.LongStep, device: String)] = []
    for device in metered.devices {
      for gap in device.longestGaps { gaps.append((gap, device.key.text)) }
    }
    gaps.sort {
      ($1.gap.length, $0.gap.start, $0.device) < ($0.gap.length, $1.gap.start, $1.device)
    }
    var lines: [String] = []
    for (gap, device) in gaps.prefix(5) {
      let name = device.isEmpty ? "" : ", device \(device)"
      lines.append(
        "A gap of \(spelledOut(gap.length)) from \(moment(gap.start) ?? "")\(name).")
    }
    if metered.gaps > Int64(lines.count), !lines.isEmpty {
      lines.append("\(metered.gaps) gaps in all.")
    }
    return lines
  }
}

/// A length of time as seconds: `1 s`, `0.13 s`, `1500 s`.
func seconds(_ nanoseconds: Int64) -> String {
  let number = Double(nanoseconds) / 1e9
  return "\(rounded(number)) s"
}

extension Metered {
  /// The gaps of all devices.
  var gaps: Int64 { devices.reduce(0) { $0 &+ $1.gaps } }
  /// The device-time covered.
  var coveredNanoseconds: Int64 { devices.reduce(0) { $0 &+ $1.covered } }
}

extension MeterKind {
  /// What it is called.
  public var text: String {
    switch self {
    case .nvidiaSMI: "nvidia-smi"
    case .dcgm: "DCGM"
    case .ptdaemon: "a power meter (SPEC PTDaemon)"
    case .mlperf: "an MLPerf log"
    case .kepler: "Kepler"
    case .zeus: "Zeus"
    case .codecarbon: "CodeCarbon"
    case .rapl: "RAPL"
    case .table: "a table of power"
    }
  }
}
