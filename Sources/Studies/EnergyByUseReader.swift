import Diagnostics
import Formulas
import Quantities
import StudySyntax

/// Models of the dynamic energy by use, for what no meter tells.
extension StudyReader {
  /// The keys under `energy:` that hold a model; `fit` only where logs can be read.
  var useKeys: [String] {
    logs == nil ? Self.statedUseKeys : Self.statedUseKeys + ["fit"]
  }

  private static let statedUseKeys = ["request", "input-token", "output-token", "flop"]

  /// `{request: 0.9 Wh/request}`, `{input-token: …, output-token: …}`, `{flop: {…}}` or
  /// `{fit: paired.csv}`.
  func energyByUse(_ node: Node, place: String, of activity: Activity) -> EnergyByUse? {
    guard case .mapping(let entries) = node.content else { return nil }
    let found = entries.filter { useKeys.contains($0.key) }
    guard let first = found.first else { return nil }
    let kinds: [[String]] = [["request"], ["input-token", "output-token"], ["flop"], ["fit"]]
    for other in found.dropFirst()
    where !kinds.contains(where: { $0.contains(first.key) && $0.contains(other.key) }) {
      report(Self.twoModels(first, other))
      return nil
    }
    guard let traffic = activity.traffic else {
      if !activity.hadTraffic { report(Self.noTraffic(first)) }
      return nil
    }
    let place = "\(place).energy"
    func rate(_ entry: Entry, by count: Traffic.Count) -> EnergyByUse.Rate? {
      energyRate(
        entry, place: "\(place).\(entry.key)", label: "energy of a \(count.unit.symbol)",
        .energy / .count(count.unit))
    }
    let model: EnergyByUse.Model?
    switch first.key {
    case "request":
      guard let served = counted(traffic.served, first, "served", traffic) else { return nil }
      model = rate(first, by: served).map { .request($0) }
    case "fit":
      guard let served = counted(traffic.served, first, "served", traffic) else { return nil }
      model = energyFit(first, place: place, served: served, of: activity).map { .fit($0) }
    case "flop": model = operations(first, place: "\(place).flop", traffic).map { .operations($0) }
    default: model = tokens(found, place: place, traffic)
    }
    return model.map { EnergyByUse(model: $0, keySpan: first.keySpan) }
  }

  /// What a key of the traffic counts; a message where it is not there.
  private func counted(
    _ count: Traffic.Count?, _ entry: Entry, _ key: String, _ traffic: Traffic
  ) -> Traffic.Count? {
    if count == nil { report(Self.countMissing(entry, key, traffic)) }
    return count
  }

  private func energyRate(
    _ entry: Entry, place: String, label: String, _ dimension: Dimension
  ) -> EnergyByUse.Rate? {
    guard let reading = reading(entry.value, entry.key, place: place, label: label) else {
      return nil
    }
    let figure = entry.value.figure
    guard reading.dimension == dimension else {
      report(notARate(reading, entry, dimension))
      return nil
    }
    guard within(.notNegative, reading, entry.key, figure) else { return nil }
    return EnergyByUse.Rate(term: reading.term, span: figure.span)
  }

  private func tokens(_ entries: [Entry], place: String, _ traffic: Traffic) -> EnergyByUse.Model? {
    var input: EnergyByUse.Rate?
    var output: EnergyByUse.Rate?
    for entry in entries {
      let isInput = entry.key == "input-token"
      let count = isInput ? traffic.input : traffic.output
      guard let count = counted(count, entry, isInput ? "input" : "output", traffic),
        let rate = energyRate(
          entry, place: "\(place).\(entry.key)", label: "energy of an \(entry.key.spaced)",
          .energy / .count(count.unit))
      else { return nil }
      if isInput { input = rate } else { output = rate }
    }
    guard let entry = entries.first else { return nil }
    if input == nil, traffic.input != nil {
      report(Self.tokenMissing("input-token", entry))
      return nil
    }
    if output == nil, traffic.output != nil {
      report(Self.tokenMissing("output-token", entry))
      return nil
    }
    return .tokens(input: input, output: output)
  }

  private func operations(
    _ entry: Entry, place: String, _ traffic: Traffic
  ) -> EnergyByUse.Operations? {
    let known = ["parameters", "peak", "efficiency", "equipment"]
    guard let fields = fields(of: entry.value, known: known, what: "`flop`"),
      counted(traffic.input, entry, "input", traffic) != nil,
      counted(traffic.output, entry, "output", traffic) != nil
    else { return nil }
    for key in known.dropLast() where fields[key] == nil && !wasMisspelt([key]) {
      report(Self.operationsMissing(key, entry))
    }
    let parameters: Stated<Ratio>? = fields["parameters"].flatMap {
      quantity(
        $0, "parameters", place: "\(place).parameters", label: "parameters of the model", .positive)
    }
    let efficiency: Stated<Ratio>? = fields["efficiency"].flatMap {
      quantity(
        $0, "efficiency", place: "\(place).efficiency", label: "efficiency", .share)
    }
    let peak = fields["peak"].flatMap { node -> EnergyByUse.Rate? in
      guard let reading = reading(node, "peak", place: "\(place).peak", label: "peak speed"),
        check(reading, "peak", .operations / .time, node.figure),
        within(.positive, reading, "peak", node.figure)
      else { return nil }
      return EnergyByUse.Rate(term: reading.term, span: node.figure.span)
    }
    let equipment = fields["equipment"].flatMap { node in
      text(node, "equipment").map { Reference($0, at: node.span) }
    }
    guard let parameters, let peak, let efficiency else { return nil }
    guard efficiency.formula.value > .zero else {
      report(Self.noEfficiency(at: efficiency.span))
      return nil
    }
    return EnergyByUse.Operations(
      parameters: parameters, peak: peak, efficiency: efficiency, equipment: equipment)
  }
}

extension String {
  /// `input-token` as words.
  fileprivate var spaced: String { String(map { $0 == "-" ? " " : $0 }) }
}

// What can be wrong with a model of energy by use.
extension StudyReader {
  private static func twoModels(_ first: Entry, _ other: Entry) -> Diagnostic {
    Diagnostic(
      .countedTwice, "the dynamic energy is modelled by `\(first.key)` and by `\(other.key)`",
      at: other.keySpan, hint: "keep one model; `input-token` and `output-token` are one",
      related: [.init("the other is here", at: first.keySpan)])
  }

  private static func noTraffic(_ entry: Entry) -> Diagnostic {
    Diagnostic(
      .missingKey, "`\(entry.key)` is energy by use, and the activity has no `traffic`",
      at: entry.keySpan, hint: "add `traffic: 558 request/h`, or totals")
  }

  private static func countMissing(_ entry: Entry, _ key: String, _ traffic: Traffic) -> Diagnostic
  {
    Diagnostic(
      .missingKey, "`\(entry.key)` needs `\(key)` in the traffic", at: entry.keySpan,
      hint: key == "served" ? "add `served: 224_889 request`" : "add `\(key): 1.2e9 token`",
      related: [.init("the traffic is here", at: traffic.span)])
  }

  private static func tokenMissing(_ key: String, _ entry: Entry) -> Diagnostic {
    Diagnostic(
      .missingKey, "`\(entry.key)` stands without `\(key)`, and the traffic has such tokens",
      at: entry.keySpan, hint: "add `\(key)`: reading a prompt and generating differ in energy")
  }

  private static func operationsMissing(_ key: String, _ entry: Entry) -> Diagnostic {
    Diagnostic(
      .missingKey, "`flop` has no `\(key)`", at: entry.keySpan,
      hint: "write `{parameters: 176e9, peak: 312 TFLOP/s, efficiency: 30 %}`")
  }

  private static func noEfficiency(at span: Span) -> Diagnostic {
    Diagnostic(
      .notPositive, "`efficiency` must be more than zero", at: span,
      hint: "it is the share of the peak that is reached while the equipment works")
  }

  private func notARate(
    _ reading: Reading, _ entry: Entry, _ dimension: Dimension
  ) -> Diagnostic {
    let figure = entry.value.figure
    let text = sources.text(of: figure.span)
    let unit = (.energy / dimension).countedUnit?.symbol ?? "request"
    return Diagnostic(
      reading.isBare ? .missingUnit : .wrongDimension,
      "`\(entry.key)` is an energy by \(unit), such as `0.9 Wh/\(unit)`; `\(text)` is \(reading.dimension.name)",
      at: figure.span)
  }
}
