import Diagnostics
import Factors
import Formulas
import Quantities
import StudySyntax

/// Activities: what was done, with what, and the energy of it.
extension StudyReader {
  static let stages = [
    "data", "experiments", "training", "fine-tuning", "evaluation", "inference",
  ]

  private static let activityKeys =
    stages + [
      "stage", "name", "note", "cite", "site", "equipment", "energy", "emissions", "load",
      "repeat", "delivers", "duration", "replicas", "traffic",
    ]

  func readActivities(_ node: Node) -> [Activity] {
    guard case .sequence(let items) = node.content else {
      if case .scalar(let scalar) = node.content, scalar.text.isEmpty {
        report(Self.noActivity(at: node.span))
      } else {
        report(
          Diagnostic(
            .wrongShape, "`activities` is a list, not \(Self.kind(node))",
            at: Self.firstByte(node), hint: "begin each activity with `- training: NAME`"))
      }
      return []
    }
    if items.isEmpty { report(Self.noActivity(at: node.span)) }
    var ids = NameIndex()
    var spans: [Span] = []
    var activities: [Activity] = []
    for item in items {
      guard let activity = activity(item) else { continue }
      let (isNew, place) = ids.insert(activity.id)
      if !isNew {
        report(
          Diagnostic(
            .duplicateActivity,
            "two activities of the stage `\(activity.stage)` are named `\(activity.name)`",
            at: activity.span,
            hint: "give each a name of its own; case and punctuation do not count",
            related: [.init("the first is here", at: spans[place])]))
      } else {
        spans.append(activity.span)
      }
      activities.append(activity)
    }
    return activities
  }

  private func activity(_ node: Node) -> Activity? {
    guard let fields = fields(of: node, known: Self.activityKeys, what: "an activity"),
      case .mapping(let entries) = node.content
    else { return nil }
    // Without a stage the rest is read all the same, for its own mistakes.
    let found = stage(entries, fields, node)
    var activity = found ?? Activity(stage: "", name: "", span: Self.firstByte(node))
    let place = "activities.\(activity.id)"
    activity.note = fields["note"].flatMap { text($0, "note") }
    activity.cite = fields["cite"].map(readCitations) ?? []
    let outer = cite
    if !activity.cite.isEmpty { cite = activity.cite.map(\.name) }
    defer { cite = outer }
    activity.site = fields["site"].flatMap { node in
      text(node, "site").map { Reference($0, at: node.span) }
    }
    let load = fields["load"].flatMap { (node: Node) -> Stated<Ratio>? in
      quantity(node, "load", place: "\(place).load", label: "load", .share)
    }
    activity.duration = fields["duration"].flatMap {
      quantity(
        $0, "duration", place: "\(place).duration", label: "duration of \(activity.name)", .positive
      )
    }
    if let node = fields["equipment"] {
      let duration = activity.duration
      activity.holdings = self.entries(of: node, "equipment", each: "the device-time of an entry")
        .compactMap { holding($0, place: "\(place).equipment", load: load, over: duration) }
    }
    activity.energy =
      fields["energy"].map {
        energy(
          $0, place: "\(place).energy", known: EnergyKey.allCases,
          beside: useKeys + Self.logKeys,
          of: activity.name)
      } ?? []
    activity.emissions = fields["emissions"].map { emissions($0, place: place) } ?? []
    activity.repetition = fields["repeat"].flatMap {
      quantity($0, "repeat", place: "\(place).repeat", label: "repetitions")
    }
    activity.deliveries = fields["delivers"].map { deliveries($0, place: place) } ?? []
    if activity.duration == nil { activity.duration = activity.impliedDuration }
    activity.replicas = fields["replicas"].flatMap {
      quantity($0, "replicas", place: "\(place).replicas", label: "replicas", .positive)
    }
    if let node = fields["traffic"] {
      activity.hadTraffic = true
      activity.traffic = traffic(node, place: place, of: &activity)
      if let traffic = activity.traffic { deliver(traffic, by: &activity) }
    }
    if let node = fields["energy"] {
      activity.use = energyByUse(node, place: place, of: activity)
    }
    return found == nil ? nil : activity
  }

  /// The one stage key and its value, the name; or `stage:` and `name:`.
  private func stage(
    _ entries: [Entry], _ fields: Fields, _ node: Node
  ) -> Activity? {
    let found = entries.filter { Self.stages.contains($0.key) || $0.key == "stage" }
    guard let first = found.first else {
      guard !wasMisspelt(Self.stages + ["stage"]) else { return nil }
      report(
        Diagnostic(
          .stageMissing, "the activity has no stage", at: Self.firstByte(node),
          hint:
            "begin it with one of \(Self.list(Self.stages)), its name behind the colon, or with `stage:` and `name:`"
        ))
      return nil
    }
    if found.count > 1 {
      report(
        Diagnostic(
          .stageTwice, "the activity has two stages, `\(first.key)` and `\(found[1].key)`",
          at: found[1].keySpan, hint: "make two activities of it, or leave one out",
          related: [.init("the first is here", at: first.keySpan)]))
      return nil
    }
    guard let text = text(first.value, first.key) else { return nil }
    guard first.key == "stage" else {
      if let extra = entries.first(where: { $0.key == "name" }) {
        report(
          Diagnostic(
            .stageTwice, "the activity has its name behind `\(first.key)` already",
            at: extra.keySpan, hint: "`name` goes with `stage`; leave one of the two out"))
      }
      return Activity(stage: first.key, name: text, span: first.value.span)
    }
    guard let nameNode = fields["name"], let name = self.text(nameNode, "name") else {
      if fields["name"] == nil {
        report(
          Diagnostic(
            .missingKey, "an activity with `stage` has a `name` too", at: first.keySpan,
            hint: "add `name: NAME`"))
      }
      return nil
    }
    return Activity(stage: text, name: name, span: nameNode.span)
  }

  func energy(
    _ node: Node, place: String, known: [EnergyKey], beside others: [String] = [],
    of name: String
  ) -> [EnergyFigure] {
    let names = known.map(\.rawValue) + others
    guard case .mapping(let entries) = node.content else {
      var diagnostic = Self.wrongShape(
        "`energy` is a mapping of processes and meters", known: names, node)
      if case .scalar(let scalar) = node.content, scalar.text.utf8.count < 60 {
        diagnostic.hint = "write `{it: \(scalar.text)}` for what a meter at the equipment shows"
      }
      report(diagnostic)
      return []
    }
    _ = fields(of: node, known: names, what: "`energy` of \(name)")
    return entries.compactMap { entry in
      guard let key = EnergyKey(rawValue: entry.key), known.contains(key) else { return nil }
      return quantity(
        entry.value, entry.key, place: "\(place).\(entry.key)", label: Self.label(key)
      ).map { EnergyFigure(key: key, keySpan: entry.keySpan, energy: $0) }
    }
  }

  /// The keys under `energy:` that name logs of power. What reads files puts figures in their place
  /// before a study is read, so none of them says anything here.
  static let logKeys = [
    "log", "baseline", "node", "meter", "columns", "gap", "counter-range",
  ]

  private static func label(_ key: EnergyKey) -> String {
    switch key {
    case .it: "equipment energy"
    default: "\(key.rawValue) energy"
    }
  }

  private func emissions(_ node: Node, place: String) -> [EmissionFigure] {
    let names = EmissionKey.allCases.map(\.rawValue)
    guard case .mapping(let entries) = node.content else {
      report(Self.wrongShape("`emissions` is a mapping of processes", known: names, node))
      return []
    }
    _ = fields(of: node, known: names, what: "`emissions`")
    return entries.compactMap { entry in
      guard let key = EmissionKey(rawValue: entry.key) else { return nil }
      return quantity(
        entry.value, entry.key, place: "\(place).emissions.\(entry.key)",
        label: "\(entry.key) emissions"
      ).map { EmissionFigure(key: key, keySpan: entry.keySpan, mass: $0) }
    }
  }
}

extension Activity {
  /// How long it ran, where that is not stated: as long as its devices were held, where that is
  /// one time, or else the time that it delivered.
  fileprivate var impliedDuration: Stated<Duration>? {
    var found: Stated<Duration>?
    for holding in holdings {
      guard let duration = holding.duration else { continue }
      if let known = found, known.formula.value != duration.formula.value { return nil }
      found = found ?? duration
    }
    if found != nil { return found }
    for delivery in deliveries where delivery.unit.unit.dimension == .time {
      if found != nil { return nil }
      found = Stated(Formula(delivery.term), at: delivery.span)
    }
    return found
  }
}
