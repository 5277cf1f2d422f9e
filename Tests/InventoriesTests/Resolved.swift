import Factors
import Formulas
import Quantities
import Studies
import TestSupport

@testable import Inventories

/// A study text with its gaps filled, as tests read what comes of it.
struct Resolved {
  var inventory: Inventory
  /// Mistakes, each `line:column: error[code]: message`.
  var errors: [String]
  /// The same with their hints.
  var hints: [String]

  init(_ text: String) {
    var read = StudyText(text)
    inventory = read.study.resolved(diagnostics: &read.diagnostics)
    errors = read.errors
    hints = read.hints
  }

  /// The holdings of all activities: `gpu: 400 W, idle 63 W (catalogue) …, 8 h held, 4 h busy`.
  var holdings: [String] {
    inventory.activities.flatMap(\.holdings).map { holding in
      let busy = holding.isAlwaysBusy ? "" : ", \(plain(holding.busy.value.hours)) h busy"
      let load = holding.load.map { ", load \(plain($0.value.base))" } ?? ""
      return "\(holding.item): \(plain(holding.held.value.hours, digits: 12)) h held\(busy)\(load)"
    }
  }

  /// The figures of the equipment that is held first: `power: 400 W (stated)`.
  var figures: [String] {
    inventory.activities[0].holdings.first.map { Self.figures($0.equipment) } ?? []
  }

  static func figures(_ equipment: ResolvedEquipment) -> [String] {
    func line<M: Measure>(_ name: String, _ formula: Formula<M>?, _ symbol: String) -> String? {
      guard let formula, let unit = Unit(parsing: symbol) else { return nil }
      let status = formula.term.parameters.first?.status.rawValue ?? "none"
      return "\(name) \(plain(formula.value.value(in: unit))) \(symbol) (\(status))"
    }
    return [
      line("power", equipment.power, "W"), line("idle", equipment.idle, "W"),
      line("embodied", equipment.embodied, "kgCO2e"), line("lifetime", equipment.lifetime, "yr"),
      line("utilization", equipment.utilization, "%"),
    ].compactMap(\.self)
  }

  /// The site of the first activity: `57 gCO2e/kWh (stated), average, no scope, PUE 1.2`.
  var site: String { inventory.activities[0].site.map(Self.text) ?? "none" }

  static func text(_ site: ResolvedSite) -> String {
    let unit = Unit(parsing: "gCO2e/kWh") ?? .one
    func number(_ formula: Formula<Intensity>?) -> String {
      formula.map { plain($0.value.value(in: unit), digits: 9) } ?? "no"
    }
    let status = site.intensity?.term.parameters.first?.status.rawValue ?? "none"
    let market = site.market == nil ? "" : ", market \(number(site.market))"
    let pue = site.pue.map { ", PUE \(plain($0.value.base))" } ?? ""
    return
      "\(number(site.intensity)) gCO2e/kWh (\(status)), \(site.basis), \(site.scope ?? "no scope")\(market)\(pue)"
  }
}

/// A study with equipment and what one activity holds of it.
func study(equipment: String, held: String, sites: String = "", site: String = "") -> String {
  func indented(_ lines: String) -> String {
    lines.split(separator: "\n").map { "  \($0)\n" }.joined()
  }
  var text = "study: S\n"
  if !sites.isEmpty { text += "sites:\n" + indented(sites) }
  if !equipment.isEmpty { text += "equipment:\n" + indented(equipment) }
  text += "activities:\n  - training: T\n"
  if !site.isEmpty { text += "    site: \(site)\n" }
  if !held.isEmpty { text += "    equipment: \(held)\n" }
  return text
}
