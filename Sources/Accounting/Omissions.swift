import Diagnostics
import Factors
import Inventories
import Quantities
import Studies

/// What a study leaves out that its author may not have meant to.
extension Inventory {
  /// Notes on a missing site, on accelerators without a machine around them, and on units that give
  /// no figure.
  func omissions() -> [Diagnostic] { missingSites() + missingHosts() + mixedUnits() }

  private func missingSites() -> [Diagnostic] {
    guard let site = study.sites.first else { return [] }
    return activities.compactMap { activity in
      let stated = activity.activity
      guard stated.site == nil, !stated.energy.isEmpty || !stated.holdings.isEmpty else {
        return nil
      }
      return Diagnostic(
        .warning, .siteMissing,
        "\(stated.name): no site is named, so that its energy has no carbon intensity",
        at: stated.span, hint: "add `site: \(site.id)`, or another of the sites")
    }
  }

  /// Accelerators from the catalogue draw and weigh what their cards do; the machine around them
  /// is another entry.
  private func missingHosts() -> [Diagnostic] {
    let bare = activities.filter { activity in
      let isMetered = activity.activity.energy.contains { $0.key == .it || $0.key == .facility }
      return !isMetered && !activity.holdings.isEmpty
        && activity.holdings.allSatisfy { $0.equipment.kind == .accelerator }
    }
    guard let first = bare.first else { return [] }
    let names = bare.map(\.activity.name)
    return [
      Diagnostic(
        .note, .hostMissing,
        "\(names.joined(separator: "; ")): only accelerators are held; the power and the making of the machines around them are not counted",
        at: first.activity.span,
        hint: "hold the machine too, as an entry with its `power`, `idle` and `embodied`")
    ]
  }

  private func mixedUnits() -> [Diagnostic] {
    let symbols = study.deliveredUnits.map(\.unit.symbol)
    guard symbols.count > 1, study.functionalUnits.isEmpty else { return [] }
    let units = symbols.map { "`\($0)`" }.joined(separator: ", ")
    return [
      Diagnostic(
        .note, .mixedUnits,
        "several units are delivered (\(units)), so that there is no figure per unit",
        hint: "choose with `functional-unit: \(symbols[0])`, or a list of units")
    ]
  }
}
