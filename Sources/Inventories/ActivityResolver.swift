import Diagnostics
import Factors
import Formulas
import Quantities
import Studies

extension Resolver {
  /// An activity with its site and its equipment, parts unfolded.
  func activity(_ activity: Activity) -> ResolvedActivity {
    var resolved = ResolvedActivity(
      activity: activity, site: activity.site.flatMap(site), holdings: [])
    for holding in activity.holdings {
      guard let equipment = held(holding.equipment) else { continue }
      var time = holding.held.formula
      if let replicas = activity.replicas {
        time = (time * replicas.formula)
          .named("device-time of all \(equipment.id)", by: "inventory")
      }
      let busy: Formula<Duration>
      switch holding.busy {
      case nil: busy = time
      case .time(let stated):
        busy =
          activity.replicas.map { replicas in
            (stated.formula * replicas.formula)
              .named("busy time of all \(equipment.id)", by: "inventory")
          } ?? stated.formula
      case .share(let share):
        busy = (time * share.formula)
          .named("busy time of \(equipment.id)", by: "inventory")
      }
      let whole = ResolvedHolding(
        item: equipment.id, equipment: equipment, held: time, busy: busy,
        isAlwaysBusy: busy.value >= time.value, load: holding.load?.formula,
        energy: holding.energy)
      resolved.holdings.append(whole)
      var room = Self.mostParts
      resolved.holdings += parts(of: whole, at: holding.equipment.span, room: &room)
      if room < 0, !isTangled { report(Self.tooManyParts(holding.equipment)) }
    }
    checkWholes(activity)
    checkAccelerators(activity, resolved.holdings)
    distinguish(&resolved.holdings)
    return resolved
  }

  /// What is held with a holding because its equipment has parts.
  private func parts(
    of whole: ResolvedHolding, at span: Span, room: inout Int
  ) -> [ResolvedHolding] {
    var unfolded: [ResolvedHolding] = []
    for part in whole.equipment.parts {
      let name = part.equipment
      room -= 1
      guard room >= 0, let equipment = self.held(Reference(name, at: span)) else { continue }
      let label = "device-time of \(name) in \(whole.item)"
      let held = (whole.held * part.count).named(label, by: "inventory")
      let busy =
        whole.isAlwaysBusy
        ? held
        : (whole.busy * part.count).named("busy time of \(name) in \(whole.item)", by: "inventory")
      let unfoldedPart = ResolvedHolding(
        item: name, equipment: equipment, held: held, busy: busy,
        isAlwaysBusy: whole.isAlwaysBusy, load: whole.load, energy: [])
      unfolded.append(unfoldedPart)
      unfolded += parts(of: unfoldedPart, at: span, room: &room)
    }
    return unfolded
  }

  /// How many kinds of parts one entry may hold, those of its parts counted anew for each.
  private static let mostParts = 1000

  private static func tooManyParts(_ reference: Reference) -> Diagnostic {
    Diagnostic(
      .tooLarge,
      "`\(reference.name)` has more than \(mostParts) kinds of parts, those of its parts included",
      at: reference.span, hint: "describe it with fewer, each standing for all devices of its kind")
  }

  /// Refuses a part beside the whole that holds it: it would count twice.
  private func checkWholes(_ activity: Activity) {
    for whole in activity.holdings {
      let name = whole.equipment.name
      var inside = NameIndex()
      collectContents(of: name, into: &inside)
      guard !inside.names.isEmpty else { continue }
      for part in activity.holdings
      where part.equipment.name != name && inside.contains(part.equipment.name) {
        report(
          Diagnostic(
            .partBesideWhole,
            "`\(part.equipment.name)` is held beside `\(whole.equipment.name)`, which holds it",
            at: part.equipment.span, hint: "leave out the part, or the whole",
            related: [.init("the whole is here", at: whole.equipment.span)]))
      }
    }
  }

  /// Refuses accelerators beside a machine whose figure in the catalogue holds its own.
  private func checkAccelerators(_ activity: Activity, _ holdings: [ResolvedHolding]) {
    for whole in holdings {
      guard let count = whole.equipment.accelerators, whole.held.value > .zero else { continue }
      for part in holdings where part.equipment.kind == .accelerator {
        guard let embodied = part.equipment.embodied, embodied.value > .zero,
          part.held.value > .zero
        else { continue }
        let place = activity.holdings.first { $0.equipment.name == part.item }?.equipment.span
        let other = activity.holdings.first { $0.equipment.name == whole.item }?.equipment.span
        report(
          Diagnostic(
            .partBesideWhole,
            "`\(part.item)` is held beside `\(whole.item)`, whose figure in the catalogue holds \(plain(count.value.base, digits: 6)) accelerators",
            at: place ?? activity.span,
            hint:
              "leave out one of the two; where only its power is meant, the card has `embodied: 0 kgCO2e`",
            related: other.map { [.init("the whole is here", at: $0)] } ?? []))
      }
    }
  }

  private func collectContents(of name: String, into inside: inout NameIndex) {
    guard let known = knownEquipment[name], let equipment = foundEquipment[known].equipment else {
      return
    }
    for part in equipment.parts.map(\.equipment) + equipment.includes
    where inside.insert(part).isNew {
      collectContents(of: part, into: &inside)
    }
  }

  /// Gives parts that come from several wholes items of their own.
  private func distinguish(_ holdings: inout [ResolvedHolding]) {
    var taken = NameIndex(holdings.map(\.item))
    var seen = NameIndex()
    for index in holdings.indices where !seen.insert(holdings[index].item).isNew {
      let item = holdings[index].item
      var count = 2
      while !taken.insert("\(item)-\(count)").isNew { count += 1 }
      holdings[index].item = "\(item)-\(count)"
    }
  }
}
