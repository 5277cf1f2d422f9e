import Diagnostics
import Formulas
import Quantities
import Studies

extension Resolver {
  /// An activity with its site and its equipment, parts unfolded.
  func activity(_ activity: Activity) -> ResolvedActivity {
    var resolved = ResolvedActivity(
      activity: activity, site: activity.site.flatMap(site), holdings: [])
    for holding in activity.holdings {
      guard let equipment = equipment(holding.equipment) else { continue }
      let busy: Formula<Duration>
      switch holding.busy {
      case nil: busy = holding.held.formula
      case .time(let time): busy = time.formula
      case .share(let share):
        busy = (holding.held.formula * share.formula)
          .named("busy time of \(equipment.id)", by: "inventory")
      }
      let whole = ResolvedHolding(
        item: equipment.id, equipment: equipment, held: holding.held.formula, busy: busy,
        isAlwaysBusy: busy.value >= holding.held.formula.value, load: holding.load?.formula,
        energy: holding.energy)
      resolved.holdings.append(whole)
      resolved.holdings += parts(of: whole, at: holding.equipment.span, depth: 0)
    }
    checkWholes(activity)
    distinguish(&resolved.holdings)
    return resolved
  }

  /// What is held with a holding because its equipment has parts.
  private func parts(
    of whole: ResolvedHolding, at span: Span, depth: Int
  ) -> [ResolvedHolding] {
    guard depth < 16 else { return [] }
    return whole.equipment.parts.flatMap { name, count -> [ResolvedHolding] in
      guard let equipment = equipment(Reference(name, at: span)) else { return [] }
      let label = "device-time of \(name) in \(whole.item)"
      let held = (whole.held * count).named(label, by: "inventory")
      let busy =
        whole.isAlwaysBusy
        ? held
        : (whole.busy * count).named("busy time of \(name) in \(whole.item)", by: "inventory")
      let part = ResolvedHolding(
        item: name, equipment: equipment, held: held, busy: busy,
        isAlwaysBusy: whole.isAlwaysBusy, load: whole.load, energy: [])
      return [part] + parts(of: part, at: span, depth: depth + 1)
    }
  }

  /// Refuses a part beside the whole that holds it: it would count twice.
  private func checkWholes(_ activity: Activity) {
    for whole in activity.holdings {
      let inside = contents(of: whole.equipment.name, depth: 0)
      for part in activity.holdings where inside.contains(part.equipment.name) {
        report(
          Diagnostic(
            .partBesideWhole,
            "`\(part.equipment.name)` is held beside `\(whole.equipment.name)`, which holds it",
            at: part.equipment.span, hint: "leave out the part, or the whole",
            related: [.init("the whole is here", at: whole.equipment.span)]))
      }
    }
  }

  private func contents(of name: String, depth: Int) -> Set<String> {
    guard depth < 16, case .some(.some(let equipment)) = knownEquipment[name] else { return [] }
    let direct = equipment.parts.map(\.equipment) + equipment.includes
    return direct.reduce(into: Set(direct)) { $0.formUnion(contents(of: $1, depth: depth + 1)) }
  }

  /// Gives parts that come from several wholes items of their own.
  private func distinguish(_ holdings: inout [ResolvedHolding]) {
    var seen: [String: Int] = [:]
    for index in holdings.indices {
      let count = seen[holdings[index].item, default: 0] + 1
      seen[holdings[index].item] = count
      if count > 1 { holdings[index].item += "-\(count)" }
    }
  }
}
