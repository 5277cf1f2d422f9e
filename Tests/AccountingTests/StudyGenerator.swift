import TestSupport

/// A random study: activities, each with equipment, energy and repetitions, as data from which its
/// text and the text of variants are written.
struct RandomStudy {
  struct Held {
    var equipment: Int
    var hours: Double
    var busy: Double
    var load: Double
    var energy = ""
  }
  struct Activity {
    var stage: String
    var name: String
    var site: Int
    var held: [Held]
    var energy: [String]
    var embodied: Double?
    var repetition: Double
  }

  var grids: [Double]
  var pues: [Double]
  /// Power, idle draw and embodied emissions.
  var equipment: [(power: Double, idle: Double?, embodied: Double?)]
  var activities: [Activity]

  init(seed: UInt64, isComplete: Bool = false) {
    var random = SplitMix(seed: seed)
    func amount(_ range: ClosedRange<Double>) -> Double {
      (Double.random(in: range, using: &random) * 64).rounded() / 64
    }
    func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }
    grids = (0..<2).map { _ in amount(10...900) }
    pues = (0..<2).map { _ in amount(1.05...2) }
    equipment = (0..<3).map { _ in
      let power = amount(200...700)
      let idle = isComplete || chance(0.7) ? amount(10...60) : nil
      return (power, idle, isComplete || chance(0.8) ? amount(100...3000) : nil)
    }
    activities = []
    for index in 0..<Int.random(in: 1...4, using: &random) {
      let kinds = [0, 1, 2].shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
      let held = kinds.map { kind in
        Held(
          equipment: kind, hours: amount(10...1000), busy: amount(0.25...1), load: amount(0.5...1))
      }
      let energy =
        isComplete
        ? []
        : [
          [], ["dynamic: \(amount(100...900)) kWh"], ["it: \(amount(5000...9000)) kWh"],
          ["idle: \(amount(10...50)) kWh"], ["infrastructure: \(amount(10...90)) kWh"],
          ["it: \(amount(5000...9000)) kWh", "facility: \(amount(10_000...12_000)) kWh"],
          ["facility: \(amount(10_000...12_000)) kWh"],
          ["dynamic: \(amount(100...900)) kWh", "idle: 7 kWh", "infrastructure: 9 kWh"],
        ].randomElement(using: &random) ?? []
      activities.append(
        Activity(
          stage: ["training", "inference", "evaluation", "data"].randomElement(using: &random)
            ?? "data",
          name: "A\(index)", site: Int.random(in: 0...1, using: &random), held: held,
          energy: energy + (chance(0.2) ? ["network: \(amount(1...9)) kWh"] : []),
          embodied: chance(0.1) ? amount(1...9) : nil,
          repetition: chance(0.5) ? 1 : Double(Int.random(in: 2...5, using: &random))))
    }
  }

  /// The study file.
  var text: String {
    var text = "study: random\nsites:\n"
    for (index, grid) in grids.enumerated() {
      text += "  s\(index): {grid: \(grid) gCO2e/kWh, pue: \(pues[index])}\n"
    }
    text += "equipment:\n"
    for (index, kind) in equipment.enumerated() {
      text += "  e\(index):\n    power: \(kind.power) W\n"
      if let idle = kind.idle { text += "    idle: \(idle) W\n" }
      if let embodied = kind.embodied { text += "    embodied: \(embodied) kgCO2e\n" }
    }
    text += "activities:\n"
    for activity in activities {
      text += "  - \(activity.stage): \(activity.name)\n    site: s\(activity.site)\n"
      if activity.repetition != 1 { text += "    repeat: \(activity.repetition)\n" }
      text += "    equipment:\n"
      for held in activity.held {
        text +=
          "      e\(held.equipment): {held: \(held.hours) h, busy: \(held.busy), load: \(held.load)}\n"
      }
      if !activity.energy.isEmpty {
        text += "    energy: {\(activity.energy.joined(separator: ", "))}\n"
      }
      if let embodied = activity.embodied {
        text += "    emissions: {embodied: \(embodied) kgCO2e}\n"
      }
    }
    return text
  }

  /// All times and stated amounts of an activity multiplied.
  mutating func scale(activity index: Int, by factor: Double) {
    for held in activities[index].held.indices { activities[index].held[held].hours *= factor }
    activities[index].energy = activities[index].energy.map { entry in
      let words = entry.split(separator: " ")
      return "\(words[0]) \((Double(words[1]) ?? 0) * factor) \(words[2])"
    }
    activities[index].embodied? *= factor
  }
}
