extension MeterSummary {
  /// The first line of a partial summary.
  static let magic = "cradle.meter.partial/1"

  /// The summary as text, from which it is read back exactly: lines of words, the first of which
  /// says what they are. It ends with a line `end`, so that several may follow each other.
  public var partial: String {
    var text = Self.magic + "\n"
    func line(_ words: [String]) { text += words.joined(separator: " ") + "\n" }
    func numbers(_ sample: MeterSample?) -> [String] {
      sample.map { ["\($0.time)", "\($0.value)"] } ?? ["-", "-"]
    }
    line(
      ["terms", terms.bound.map(String.init) ?? "-", terms.range.map(String.init) ?? "-"]
        + (terms.stretch?.words ?? []))
    line(["rows", "\(rows.used)", "\(zoned)", "\(unzoned)"])
    for kind in kinds { line(["kind", kind.rawValue]) }
    for rejection in rows.rejections {
      line(["rejected", rejection.reason.rawValue, "\(rejection.count)"])
    }
    for device in devices.sorted(by: { $0.key < $1.key }) {
      line([
        "device", device.key.kind, PartialWords.quoted(device.key.node),
        PartialWords.quoted(device.key.name), device.model.map(PartialWords.quoted) ?? "-",
        "\(device.largest)",
        device.isDisordered ? "disordered" : "ordered",
      ])
      for (step, count) in device.draws.counts.enumerated() where count != 0 {
        line(["draw", "\(step)", "\(count)"])
      }
      for run in device.ordered().runs {
        line(
          ["run", PartialWords.quoted(run.place.file), "\(run.samples)", "\(run.resets)"]
            + numbers(run.first) + numbers(run.second) + numbers(run.previous)
            + numbers(run.last))
        for slot in run.steps.slots { line(["step"] + slot.words) }
        for slot in run.stretch.slots { line(["stretch"] + slot.words) }
        for step in run.longest { line(["long", "\(step.length)", "\(step.start)"]) }
      }
    }
    return text + "end\n"
  }

  /// Reads all partial summaries that follow each other in a text, and joins them to `whole`.
  public static func join(
    _ text: String, to whole: inout MeterSummary?
  ) throws(PartialMistake) {
    var reading: PartialReading?
    var number = 0
    var found = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if reading != nil {
        guard line != "end" else {
          guard let summary = reading?.summary else { throw .line(number) }
          if let known = whole, known.terms != summary.terms { throw .terms }
          if whole == nil {
            whole = summary
          } else {
            whole?.merge(summary)
          }
          reading = nil
          continue
        }
        let words = line.split(separator: " ")
        guard reading?.take(words) ?? false else { throw .line(number) }
      } else if line == magic {
        reading = PartialReading()
        found = true
      } else if !line.isEmpty {
        if found { throw .line(number) }
        throw .unlike
      }
    }
    if reading != nil { throw .cut }
    if !found { throw .unlike }
  }

  /// A partial summary as its lines come.
  private struct PartialReading {
    var summary: MeterSummary?

    mutating func take(_ words: [Substring]) -> Bool {
      guard let kind = words.first else { return false }
      let rest = words.dropFirst()
      if kind == "terms" {
        guard summary == nil, rest.count == 2 || rest.count == 5, let bound = optional(words[1]),
          let range = optional(words[2])
        else { return false }
        let stretch = rest.count == 2 ? nil : Stretch(words: words[3...])
        guard rest.count == 2 || stretch != nil else { return false }
        summary = MeterSummary(bound: bound.value, range: range.value, stretch: stretch)
        return true
      }
      guard summary != nil else { return false }
      switch kind {
      case "rows":
        guard let n = PartialWords.numbers(rest, 3), n.allSatisfy(PartialWords.isCount) else {
          return false
        }
        summary?.rows.used = Int(n[0])
        summary?.zoned = n[1]
        summary?.unzoned = n[2]
      case "kind":
        guard rest.count == 1, let known = MeterKind(rawValue: String(words[1])) else {
          return false
        }
        summary?.note(known)
      case "rejected":
        guard rest.count == 2, let reason = RejectionReason(rawValue: String(words[1])),
          let count = Int64(words[2]), PartialWords.isCount(count)
        else { return false }
        summary?.rows.add(reason, count: Int(count))
      case "device": return takeDevice(words)
      case "draw":
        guard let n = PartialWords.numbers(rest, 2), 0..<4096 ~= n[0], PartialWords.isCount(n[1]),
          let at = lastDevice
        else {
          return false
        }
        summary?.devices[at].draws.add(n[1], at: Int(n[0]))
      case "run": return takeRun(words)
      case "step":
        guard let at = lastRun, let slot = StepSums.Slot(words: words) else { return false }
        summary?.devices[at.device].runs[at.run].steps.add(slot)
      case "stretch":
        guard let at = lastRun, summary?.stretch != nil, let slot = StepSums.Slot(words: words)
        else { return false }
        summary?.devices[at.device].runs[at.run].stretch.add(slot)
      case "long":
        guard let n = PartialWords.numbers(rest, 2), n[0] > 0, let at = lastRun,
          summary?.devices[at.device].runs[at.run].longest.count ?? 0 < MeterRun.longestKept
        else { return false }
        summary?.devices[at.device].runs[at.run].longest.append(
          MeterRun.LongStep(length: n[0], start: n[1]))
      default: return false
      }
      return true
    }

    private var lastDevice: Int? { summary?.devices.indices.last }
    private var lastRun: (device: Int, run: Int)? {
      guard let device = lastDevice, let run = summary?.devices[device].runs.indices.last else {
        return nil
      }
      return (device, run)
    }

    private struct Optional64 { var value: Int64? }
    private func optional(_ word: Substring) -> Optional64? {
      if word == "-" { return Optional64(value: nil) }
      return Int64(word).map { Optional64(value: $0) }
    }

    private mutating func takeDevice(_ words: [Substring]) -> Bool {
      guard words.count == 7, ["power", "counter", "windows"].contains(words[1]),
        let node = PartialWords.unquoted(words[2]), let name = PartialWords.unquoted(words[3]),
        let largest = Int64(words[5]), 0...MeterUnit.limit ~= largest
      else { return false }
      var device = MeterDevice(
        MeterDevice.Key(
          node: node, name: name, isCounter: words[1] != "power",
          isWindowed: words[1] == "windows"))
      if words[4] != "-" {
        guard let model = PartialWords.unquoted(words[4]) else { return false }
        device.model = model
      }
      device.largest = largest
      device.isDisordered = words[6] == "disordered"
      summary?.devices.append(device)
      return true
    }

    private mutating func takeRun(_ words: [Substring]) -> Bool {
      guard words.count == 12, let device = lastDevice, let log = PartialWords.unquoted(words[1]),
        let counts = PartialWords.numbers(words[2...3], 2), counts.allSatisfy(PartialWords.isCount),
        counts[0] > 0,
        let first = sample(words, 4), let last = sample(words, 10), first.time <= last.time,
        let key = summary?.devices[device].key
      else { return false }
      var run = MeterRun(
        first, of: key, at: RowPlace(file: log, line: 0, column: 0))
      run.samples = counts[0]
      run.resets = counts[1]
      run.last = last
      run.second = sample(words, 6)
      run.previous = sample(words, 8)
      guard (counts[0] > 1) == (run.second != nil), (counts[0] > 1) == (run.previous != nil)
      else { return false }
      summary?.devices[device].runs.append(run)
      return true
    }

    /// A sample whose time and value are within the bounds of those that are read.
    private func sample(_ words: [Substring], _ index: Int) -> MeterSample? {
      guard let time = Int64(words[index]), let value = Int64(words[index + 1]),
        -4_600_000_000_000_000_000...4_600_000_000_000_000_000 ~= time, value >= 0,
        value <= MeterUnit.limit || summary?.devices.last?.key.isCounter == true
      else { return nil }
      return MeterSample(time: time, value: value)
    }
  }
}

extension MeterDevice.Key {
  /// What its values are.
  fileprivate var kind: String { isWindowed ? "windows" : isCounter ? "counter" : "power" }
}

extension Stretch {
  fileprivate var words: [String] { ["\(from)", "\(to)", isZoned ? "zoned" : "unzoned"] }

  fileprivate init?(words: ArraySlice<Substring>) {
    guard words.count == 3, let n = PartialWords.numbers(words.dropLast(), 2),
      words.last == "zoned" || words.last == "unzoned"
    else { return nil }
    self.init(from: n[0], to: n[1], isZoned: words.last == "zoned")
  }
}

extension StepSums.Slot {
  fileprivate var words: [String] {
    ["\(low)", "\(high)", "\(count)", "\(nanoseconds)", "\(energy)", "\(deviation)"]
  }

  /// What a line says, whose first word is its kind.
  fileprivate init?(words: [Substring]) {
    guard words.count == 7, let n = PartialWords.numbers(words[1...4], 4),
      let energy = Int128(words[5]), let deviation = UInt128(words[6]), n[0] >= 0, n[1] > n[0],
      n[2] > 0, PartialWords.isCount(n[2]), n[3] > 0, energy >= 0, energy < Int128(1) << 120
    else { return nil }
    self.init(low: n[0], high: n[1])
    (count, nanoseconds) = (n[2], n[3])
    (self.energy, self.deviation) = (energy, deviation)
  }
}
