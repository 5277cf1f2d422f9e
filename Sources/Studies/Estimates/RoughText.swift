public import Factors

extension RoughEstimate {
  /// The study that some estimates are, an activity each: text in Cradle's own language, in which
  /// every value that nobody stated is `assumed`.
  public static func text(of estimates: [RoughEstimate], with catalogue: FactorCatalog) -> String {
    var writer = RoughText(estimates, catalogue)
    for estimate in estimates { writer.add(estimate) }
    return writer.text
  }
}

/// A study on its way to being written.
private struct RoughText {
  private let catalogue: FactorCatalog
  private let isOne: Bool
  private var head: String
  private var values = "values:\n"
  private var sites = ""
  private var equipment = ""
  private var activities = ""
  /// The names given to places and accelerators.
  private var names: [String: String] = [:]
  private var taken: Set<String> = []

  init(_ estimates: [RoughEstimate], _ catalogue: FactorCatalog) {
    self.catalogue = catalogue
    isOne = estimates.count == 1
    head = Self.comment
    let whole = estimates.first.map(Self.title) ?? "Estimate"
    head += "study: \(quotedScalar(isOne ? whole : "Estimate of \(estimates.count) jobs"))\n"
    if isOne, let note = estimates.first?.note { head += "note: \(quotedScalar(note))\n" }
    for figure in ["lifetime", "utilization"] {
      if let found = RoughFigure(catalogue.rows(of: "equipment", figure: figure)) {
        values += found.lines(figure, indent: "  ")
      }
    }
    if estimates.contains(where: { $0.busy == nil }) { values += Self.busy }
  }

  private static func title(_ estimate: RoughEstimate) -> String {
    estimate.name
      ?? "\(estimate.accelerator.name), \(grouped(estimate.deviceHours)) device-hours in "
      + estimate.place.name
  }

  var text: String {
    head + "\n" + values + "\nsites:\n" + sites + "\nequipment:\n" + equipment + "\nactivities:\n"
      + activities
  }

  /// The name of a place or of a kind of equipment; nothing in `isNew` where it has one already.
  private mutating func name(
    _ key: String, _ wanted: String
  ) -> (name: String, isNew: Bool) {
    if let known = names[key] { return (known, false) }
    var name = wanted
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(wanted)-\(number)"
      number += 1
    }
    names[key] = name
    return (name, true)
  }

  mutating func add(_ estimate: RoughEstimate) {
    let site = add(site: estimate)
    let device = add(accelerator: estimate)
    let host = device == "accelerator" ? "host" : "\(device)-host"
    let title = estimate.name ?? estimate.accelerator.name
    activities +=
      StudyReader.stages.contains(estimate.stage)
      ? "  - \(estimate.stage): \(quotedScalar(title))\n"
      : "  - stage: \(quotedScalar(estimate.stage))\n    name: \(quotedScalar(title))\n"
    if !isOne { activities += "    note: \(quotedScalar(estimate.note))\n" }
    let busy = estimate.busy.map(scalar) ?? "busy"
    let held = scalar(estimate.deviceTime)
    activities += "    site: \(site)\n    equipment:\n"
    activities += "      \(device):\n        held: \(held)\n        busy: \(busy)\n"
    if let load = RoughEquipment(estimate, in: catalogue)?.load {
      activities += load.lines("load", indent: "        ")
    }
    activities += "      \(host): {held: \(held), busy: \(busy)}\n"
  }

  private mutating func add(site estimate: RoughEstimate) -> String {
    let wanted: String
    switch estimate.place {
    case .entry(let entry): wanted = slug(entry.id)
    case .intensity(let text): wanted = "grid-" + slug(text)
    }
    let key = "\(wanted) \(estimate.pue ?? "")"
    let (name, isNew) = name(key, isOne ? "site" : wanted)
    guard isNew else { return name }
    let site = RoughSite(estimate.place, in: catalogue)
    sites += "  \(name):\n    name: \(quotedScalar(site.name))\n"
    if case .intensity(let text) = estimate.place {
      sites += "    grid: \(scalar(text))\n"
    } else if let intensity = site.intensity {
      sites += intensity.lines("grid", indent: "    ", beside: site.tags)
    }
    if let pue = estimate.pue {
      sites += "    pue: \(scalar(pue))\n"
    } else if let pue = site.pue {
      sites += pue.lines("pue", indent: "    ")
    }
    return name
  }

  private mutating func add(accelerator estimate: RoughEstimate) -> String {
    let id = estimate.accelerator.id
    let short = id.split(separator: "-", maxSplits: 1).last.map(String.init) ?? id
    let variants = estimate.variants.map(\.id).joined(separator: " ")
    let (name, isNew) = name(
      "\(id), \(variants)", isOne ? "accelerator" : short == id ? "\(id)-device" : short)
    guard isNew, let found = RoughEquipment(estimate, in: catalogue) else { return name }
    let host = isOne ? "host" : "\(name)-host"
    equipment += "  \(name):\n    is: \(id)\n"
    equipment += found.power.lines("power", indent: "    ")
    equipment += found.idle.lines("idle", indent: "    ")
    equipment += found.embodied.lines("embodied", indent: "    ")
    equipment += Self.life
    equipment += "  \(host):\n"
    equipment += "    name: \(quotedScalar("An accelerator's share of the machine around it"))\n"
    equipment += found.hostPower.lines("power", indent: "    ")
    equipment += found.hostIdle.lines("idle", indent: "    ")
    equipment += found.hostEmbodied.lines("embodied", indent: "    ")
    equipment += Self.life
    return name
  }

  /// An expression as a scalar, in quotation marks where it has more than letters, digits and
  /// simple arithmetic.
  private func scalar(_ expression: String) -> String {
    let plain = expression.utf8.allSatisfy { byte in
      byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
        || [0x20, 0x25, 0x28, 0x29, 0x2A, 0x2B, 0x2E, 0x2F, 0x5F].contains(byte)
    }
    let first = expression.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
    return plain && first && expression.utf8.last != 0x20 ? expression : quotedScalar(expression)
  }

  private static let comment = """
    # An estimate where little is known, as `cradle estimate` writes it. A value that is `assumed`
    # stands for one that may be known better: state that in its place, in the short form.

    """

  private static let life = "    lifetime: lifetime\n    utilization: utilization\n"

  private static let busy = """
      busy:
        value: 100 %
        note: "at work for all the time; where less, what is idle in between counts all the same"
        status: assumed

    """
}
