import Diagnostics
import Formulas
import Quantities
import StudySyntax

/// The traffic of a service: totals, or rates over the time that it ran.
extension StudyReader {
  private static let trafficKeys = ["served", "refused", "failed", "input", "output"]

  /// `558 request/h`, or `{served: 224_889 request, refused: 343 request, output: 3e8 token}`.
  ///
  /// Where a log is named its totals are taken, and its span where nothing says how long the service
  /// ran.
  func traffic(_ node: Node, place: String, of activity: inout Activity) -> Traffic? {
    var traffic = Traffic(at: node.span)
    guard case .mapping(let entries) = node.content, !entries.contains(where: { $0.key == "value" })
    else {
      traffic.served = count(
        node, "traffic", place: "\(place).traffic", label: "requests served", of: activity)
      return traffic.served == nil ? nil : traffic
    }
    let known = Self.trafficKeys + (logs == nil ? [] : ["log", "columns"])
    guard let fields = fields(of: node, known: known, what: "`traffic`") else { return nil }
    let hasUnknown = !unknownKeys.isEmpty
    if let node = fields["log"], let logs {
      if let other = entries.first(where: { Self.trafficKeys.contains($0.key) }) {
        report(Self.besideLog(other, node))
        return nil
      }
      guard let log = log(node, columns: fields["columns"], roles: logs.trafficRoles()),
        let totals = logs.traffic(log)
      else { return nil }
      return self.traffic(totals, at: node.span, place: place, of: &activity)
    }
    if let node = fields["columns"] {
      report(Self.columnsWithoutLog(at: node.span))
      return nil
    }
    let activity = activity
    func read(_ key: String, _ label: String) -> Traffic.Count? {
      fields[key].flatMap {
        count($0, key, place: "\(place).traffic.\(key)", label: label, of: activity)
      }
    }
    traffic.served = read("served", "requests served")
    traffic.refused = read("refused", "requests refused")
    traffic.failed = read("failed", "requests failed")
    traffic.input = read("input", "input tokens")
    traffic.output = read("output", "output tokens")
    let saysUse = ["served", "input", "output"].contains { fields[$0] != nil }
    if !saysUse {
      if hasUnknown { return nil }
      report(Self.nothingServed(at: Self.firstByte(node)))
      return nil
    }
    if let served = traffic.served {
      for other in [traffic.refused, traffic.failed] {
        guard let other, other.unit != served.unit else { continue }
        report(Self.unlikeCounts(served, other))
        return nil
      }
    }
    return traffic
  }

  /// The traffic of a log: each total is measured, at the place that names the log.
  private func traffic(
    _ totals: TrafficTotals, at span: Span, place: String, of activity: inout Activity
  ) -> Traffic? {
    func parameter(_ value: Double, _ unit: Unit, _ name: String) -> Parameter {
      Parameter(
        identity: "\(place).traffic.log: \(name)", name: name, value: unit.inBase(value),
        unit: unit,
        digits: plain(value), status: .measured, origin: .study(span), sources: cite)
    }
    func count(_ value: Double?, _ symbol: String, _ name: String) -> Traffic.Count? {
      guard let value, value >= 0, value.isFinite, let unit = Unit(named: symbol),
        let counted = unit.dimension.countedUnit
      else { return nil }
      return Traffic.Count(
        term: .parameter(parameter(value, unit, name)), unit: counted, span: span)
    }
    var traffic = Traffic(at: span)
    traffic.served = count(totals.served, "request", "requests served")
    traffic.refused = count(totals.refused, "request", "requests refused")
    traffic.failed = count(totals.failed, "request", "requests failed")
    traffic.input = count(totals.input, "token", "input tokens")
    traffic.output = count(totals.output, "token", "output tokens")
    traffic.hours = totals.hours
    traffic.start = totals.start
    traffic.log = totals.log
    if activity.duration == nil, let seconds = totals.seconds, seconds > 0, seconds.isFinite,
      let hour = Unit(named: "h")
    {
      let span = parameter(hour.fromBase(seconds), hour, "span of the log")
      activity.duration = Stated(Formula(.parameter(span)), at: traffic.span)
    }
    return traffic
  }

  /// A number of requests or tokens, or a rate of them times the duration of the service.
  private func count(
    _ node: Node, _ key: String, place: String, label: String, of activity: Activity
  ) -> Traffic.Count? {
    guard let reading = reading(node, key, place: place, label: label) else { return nil }
    let figure = node.figure
    let isToken = key == "input" || key == "output"
    if let unit = reading.dimension.countedUnit, (unit.symbol == "token") == isToken {
      guard within(.notNegative, reading, key, figure) else { return nil }
      return Traffic.Count(term: reading.term, unit: unit, span: figure.span)
    }
    guard let unit = (reading.dimension * .time).countedUnit, (unit.symbol == "token") == isToken
    else {
      report(notCounted(reading, key, figure))
      return nil
    }
    guard within(.notNegative, reading, key, figure) else { return nil }
    guard let duration = activity.duration else {
      report(Self.durationMissing(key, at: figure.span))
      return nil
    }
    var rate = reading.term
    if case .parameter(var parameter) = rate, parameter.name == label {
      parameter.name = "rate of \(label)"
      rate = .parameter(parameter)
    }
    let term = Term.product(rate, duration.formula.term)
    return Traffic.Count(
      term: .named(
        Definition(label, term, .count(unit), origin: .study(figure.span))),
      unit: unit, span: figure.span)
  }

  /// What follows for the deliveries of an activity: requests served and tokens generated, unless
  /// they are written; what is written has to agree.
  func deliver(_ traffic: Traffic, by activity: inout Activity) {
    if let served = traffic.served {
      let more = [traffic.refused, traffic.failed].compactMap { $0 }
      deliver(served, orWith: more, "are served", by: &activity)
    }
    if let output = traffic.output {
      deliver(output, orWith: [traffic.input].compactMap { $0 }, "are generated", by: &activity)
    }
  }

  /// Delivers a count; a delivery of its kind that is written may hold some others beside it.
  private func deliver(
    _ count: Traffic.Count, orWith others: [Traffic.Count], _ verb: String,
    by activity: inout Activity
  ) {
    let written = activity.deliveries.filter {
      $0.unit.unit.dimension == .count(count.unit)
    }
    guard let first = written.first else {
      guard let unit = Unit(named: count.unit.symbol) else { return }
      activity.deliveries.append(
        Delivery(term: count.term, unit: FunctionalUnit(unit), span: count.span))
      return
    }
    let sum = written.reduce(0) { $0 + $1.term.value }
    var sums = [count.value]
    for other in others { sums += sums.map { $0 + other.value } }
    guard !sums.contains(where: { abs($0 - sum) <= 1e-9 * max(abs($0), abs(sum)) }) else { return }
    report(Self.unlikeDeliveries(sum, count, verb, written: first))
  }
}

// What can be wrong with traffic.
extension StudyReader {
  private static func besideLog(_ other: Entry, _ log: Node) -> Diagnostic {
    Diagnostic(
      .countedTwice, "`\(other.key)` stands beside a log, which tells it",
      at: other.keySpan, hint: "keep the log or the figures",
      related: [.init("the log is named here", at: log.span)])
  }

  private static func columnsWithoutLog(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingKey, "`columns` are those of a log, and there is no `log`", at: span,
      hint: "add `log: requests.csv`")
  }

  private static func nothingServed(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingKey, "`traffic` says neither what was served nor its tokens", at: span,
      hint: "add `served: 224_889 request`, or `input` and `output` in tokens")
  }

  private static func durationMissing(_ key: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingKey, "`\(key)` is a rate, and nothing says how long the service ran", at: span,
      hint: "add `duration: 18 d` to the activity, or state a total")
  }

  private func notCounted(_ reading: Reading, _ key: String, _ figure: Node) -> Diagnostic {
    let text = sources.text(of: figure.span)
    let isToken = key == "input" || key == "output"
    let example = isToken ? "1.2e9 token" : "224_889 request"
    if reading.isBare {
      return Diagnostic(
        .missingUnit,
        "`\(key)` is a number of \(isToken ? "tokens" : "requests"), and `\(text)` has no unit",
        at: figure.span, hint: "write `\(text) \(isToken ? "token" : "request")`")
    }
    let isOther = !isToken && reading.dimension.countedUnit?.symbol == "token"
    return Diagnostic(
      .wrongDimension,
      "`\(key)` is a number of \(isToken ? "tokens" : "requests"), or that by time; `\(text)` is \(reading.dimension.name)",
      at: figure.span,
      hint: isOther
        ? "tokens are stated as `{input: …, output: …}`"
        : "write for example `\(example)` or `\(isToken ? "8e6 token/d" : "558 request/h")`")
  }

  private static func unlikeCounts(_ served: Traffic.Count, _ other: Traffic.Count) -> Diagnostic {
    Diagnostic(
      .wrongDimension,
      "\(served.unit.plural) are served, and \(other.unit.plural) are refused or have failed",
      at: other.span, hint: "count all of them in one unit",
      related: [.init("counted in another unit here", at: served.span)])
  }

  private static func unlikeDeliveries(
    _ sum: Double, _ count: Traffic.Count, _ verb: String, written: Delivery
  ) -> Diagnostic {
    let delivered = plain(written.unit.unit.fromBase(sum), digits: 12)
    return Diagnostic(
      .unlikeDeliveries,
      "\(delivered) \(count.unit.plural) are delivered, where \(plain(count.value, digits: 12)) \(verb)",
      at: written.span,
      hint: count.unit.symbol == "token"
        ? "leave the tokens out of `delivers`, and those generated are delivered"
        : "leave them out of `delivers`, and what is served is delivered; refused and failed ones count where `delivers` is the sum with them",
      related: [.init("the traffic is here", at: count.span)])
  }
}
