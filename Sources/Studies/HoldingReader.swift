import Diagnostics
import Formulas
import Quantities
import StudySyntax

/// Equipment held for an activity, in its short or its long form.
extension StudyReader {
  private static let holdingKeys = ["held", "count", "duration", "busy", "load", "energy"]

  /// `gpu: 384 * 100 h`, `{count: 16, duration: 18 d, busy: 25 %}` or `{held: …, busy: …}`; a
  /// `count` alone is held for the duration of the activity.
  func holding(
    _ entry: Entry, place: String, load: Stated<Ratio>?, over whole: Stated<Duration>? = nil
  ) -> Holding? {
    let reference = Reference(entry.key, at: entry.keySpan)
    let place = "\(place).\(entry.key)"
    let label = "device-time of \(entry.key)"
    guard case .mapping(let entries) = entry.value.content,
      !entries.contains(where: { $0.key == "value" })
    else {
      return deviceTime(entry.value, entry.key, place: place, label: label).map {
        Holding(equipment: reference, held: $0, load: load)
      }
    }
    guard
      let fields = fields(
        of: entry.value, known: Self.holdingKeys + Holding.jobKeys,
        what: "the time of `\(entry.key)`"),
      // A log is read before the study is, where it can be.
      fields["log"] == nil, isOfNoLog(fields),
      let (held, duration) = held(fields, entry, place: place, label: label, over: whole)
    else { return nil }
    var holding = Holding(equipment: reference, held: held, load: load)
    holding.isCounted = fields["count"] != nil
    holding.duration = duration
    if let node = fields["busy"] {
      guard let busy = busy(node, held: held, place: place, of: entry.key) else { return nil }
      holding.busy = busy
    }
    if let node = fields["load"] {
      holding.load = quantity(
        node, "load", place: "\(place).load", label: "load of \(entry.key)", .share)
    }
    if let node = fields["energy"] {
      holding.energy = energy(
        node, place: "\(place).energy", known: [.dynamic, .idle, .it],
        beside: Self.logKeys, of: entry.key)
    }
    return holding
  }

  /// Reports what is said of a log of jobs where none is named.
  private func isOfNoLog(_ fields: Fields) -> Bool {
    for entry in fields.entries where Holding.jobKeys.contains(entry.key) {
      report(
        Diagnostic(
          .missingKey, "`\(entry.key)` is said of a log of jobs, and none is named",
          at: entry.keySpan, hint: "write for example `{log: jobs.psv, \(entry.key): …}`"))
      return false
    }
    return true
  }

  private func deviceTime(
    _ node: Node, _ key: String, place: String, label: String
  ) -> Stated<Duration>? {
    guard let reading = reading(node, key, place: place, label: label) else { return nil }
    let node = node.figure
    if reading.dimension == .none {
      let text = sources.text(of: node.span)
      report(
        Diagnostic(
          .missingUnit, "`\(key)` is held for a time, and `\(text)` has no unit", at: node.span,
          hint: "device-time is devices × hours: write `8 * 100 h` for 8 devices over 100 hours"))
      return nil
    }
    guard check(reading, key, .time, node), within(.notNegative, reading, key, node) else {
      return nil
    }
    return Stated(Formula<Duration>(reading.term), at: node.span)
  }

  private func held(
    _ fields: Fields, _ entry: Entry, place: String, label: String, over whole: Stated<Duration>?
  ) -> (held: Stated<Duration>, duration: Stated<Duration>?)? {
    switch (fields["held"], fields["count"], fields["duration"]) {
    case (let held?, nil, nil):
      return deviceTime(held, "held", place: "\(place).held", label: label).map { ($0, nil) }
    case (nil, let count?, nil) where whole != nil:
      let count: Stated<Ratio>? = quantity(
        count, "count", place: "\(place).count", label: "number of \(entry.key)", .positive)
      guard let count, let whole else { return nil }
      return (Self.held(count, whole, entry, label), whole)
    case (nil, let count?, let duration?):
      let count: Stated<Ratio>? = quantity(
        count, "count", place: "\(place).count", label: "number of \(entry.key)", .positive)
      let duration: Stated<Duration>? = quantity(
        duration, "duration", place: "\(place).duration", label: "duration of \(entry.key)")
      guard let count, let duration else { return nil }
      return (Self.held(count, duration, entry, label), duration)
    default:
      guard !wasMisspelt(["held", "count", "duration"]) else { return nil }
      report(
        Diagnostic(
          .missingKey,
          "the time of `\(entry.key)` is `held`, or a `count` and a `duration`",
          at: Self.firstByte(entry.value),
          hint: "write `{count: 16, duration: 18 d}` or `{held: 6_912 h}`"))
      return nil
    }
  }

  /// Devices × duration.
  private static func held(
    _ count: Stated<Ratio>, _ duration: Stated<Duration>, _ entry: Entry, _ label: String
  ) -> Stated<Duration> {
    let term = Term.product(count.formula.term, duration.formula.term)
    return Stated(
      Formula(.named(Definition(label, term, .time, origin: .study(entry.value.span)))),
      at: entry.value.span)
  }

  private func busy(
    _ node: Node, held: Stated<Duration>, place: String, of key: String
  ) -> Holding.Busy? {
    let label = "busy part of \(key)"
    guard let reading = reading(node, "busy", place: "\(place).busy", label: label) else {
      return nil
    }
    let node = node.figure
    if reading.dimension == .none {
      guard within(.share, reading, "busy", node) else { return nil }
      return .share(Stated(Formula(reading.term), at: node.span))
    }
    guard check(reading, "busy", .time, node), within(.notNegative, reading, "busy", node) else {
      return nil
    }
    if reading.term.value > held.formula.value.base * (1 + 1e-12) {
      report(
        Diagnostic(
          .busyBeyondHeld, "`\(key)` is busy for longer than it is held", at: node.span,
          hint: "both are device-time; what is busy is a part of what is held",
          related: [.init("held for this long", at: held.span)]))
      return nil
    }
    return .time(Stated(Formula(reading.term), at: node.span))
  }
}

extension Holding {
  /// The keys of a log of jobs whose device-time is held, which is read before the study is: which
  /// file, whose jobs, and what of that which they held.
  public static let jobKeys = ["log", "user", "account", "partition", "name", "type"]
}
