extension MeterSummary {
  /// The first line of a partial summary.
  static let magic = PartialKind.power.magic

  /// The summary as text, from which it is read back exactly: lines of words, the first of which
  /// says what they are. It ends with a line `end` and a digest of what
  /// stands before it, so that several may follow each other, and what was changed on the way is
  /// noticed.
  public var partial: String {
    var text = Self.magic + "\n"
    func line(_ words: [String]) { text += words.joined(separator: " ") + "\n" }
    func numbers(_ sample: MeterSample?) -> [String] {
      sample.map { ["\($0.time)", "\($0.value)"] } ?? ["-", "-"]
    }
    line(
      ["terms", terms.bound.map(String.init) ?? "-", terms.range.map(String.init) ?? "-"]
        + (terms.stretch?.words ?? []))
    for range in terms.ranges {
      line(["range", PartialWords.quoted(range.name), "\(range.microjoules)"])
    }
    line(["rows", "\(rows.used)", "\(zoned)", "\(unzoned)"])
    for kind in kinds { line(["kind", kind.rawValue]) }
    for rejection in rows.rejections {
      line(["rejected", rejection.reason.rawValue, "\(rejection.count)"])
    }
    for device in devices.sorted(by: { $0.key < $1.key }) {
      line([
        "device", device.key.kind, PartialWords.quoted(device.key.node),
        PartialWords.quoted(device.key.name), device.model.map(PartialWords.quoted) ?? "-",
        "\(device.largest)", device.isDisordered ? "disordered" : "ordered",
      ])
      if device.model != nil { line(["named", "\(device.namedAt)"]) }
      if let machine = device.machine { line(["machine", PartialWords.quoted(machine)]) }
      for (step, count) in device.draws.counts.enumerated() where count != 0 {
        line(["draw", "\(step)", "\(count)"])
      }
      for run in device.ordered().runs {
        line(
          ["run", PartialWords.quoted(run.place.file), "\(run.samples)", "\(run.resets)"]
            + numbers(run.first) + numbers(run.second) + numbers(run.previous)
            + numbers(run.last))
        if let start = run.start { line(["start", "\(start)"]) }
        for slot in run.steps.slots { line(["step"] + slot.words) }
        for slot in run.stretch.slots { line(["stretch"] + slot.words) }
        for step in run.longest { line(["long", "\(step.length)", "\(step.start)"]) }
      }
    }
    var digest = PartialDigest()
    digest.add(text)
    return text + "end \(digest.text)\n"
  }
}

extension MeterDevice.Key {
  /// What its values are, and by which meter where that is told: `counter:kepler`.
  fileprivate var kind: String {
    let values = isWindowed ? "spans" : isCounter ? "counter" : "power"
    return meter.map { "\(values):\($0.rawValue)" } ?? values
  }
}

extension Stretch {
  fileprivate var words: [String] { ["\(from)", "\(to)", isZoned ? "zoned" : "unzoned"] }
}

extension StepSums.Slot {
  fileprivate var words: [String] {
    ["\(low)", "\(high)", "\(count)", "\(nanoseconds)", "\(energy)", "\(deviation)"]
  }
}
