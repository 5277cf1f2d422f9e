import Accounting
import Factors
import Formulas
import Inventories
import Quantities
import Studies

// Equipment: shared with others, or of another kind.
extension Levers {
  /// What others would take over if they held the equipment while it does not work.
  mutating func addSharing(_ holding: ResolvedHolding, _ term: Formulas.Term) {
    guard !holding.isAlwaysBusy else { return }
    let held = holding.held.term
    let busy = holding.busy.value.base
    guard busy.isFinite, busy > 0, busy < held.value else { return }
    let idle = holding.equipment.idle?.term
    let grams = term.value { part in
      switch part {
      case .quotient(let above, let below) where above.isSame(as: held):
        return busy / below.value
      case .product(let left, let right)
      where left.isSame(as: held) && idle.map { right.isSame(as: $0) } ?? false:
        return busy * right.value
      default: return nil
      }
    }
    guard grams.isFinite else { return }
    let hours = holding.held.value.hours
    add(
      Lever(
        kind: .sharing, name: "time that \(holding.item) is held",
        now: "\(plain(hours, digits: 6)) h", term: nil, unit: .one,
        trials: [
          Lever.Trial(
            name: "others hold it while it does not work",
            value: "\(plain(holding.busy.value.hours, digits: 6)) h", base: nil, rows: [],
            kilograms: grams / 1000, set: nil)
        ]))
  }

  /// Other accelerators, held for the same time, and how fast they must be for that to pay.
  mutating func addHardware(_ holding: ResolvedHolding, _ term: Formulas.Term) {
    let equipment = holding.equipment
    let byName = tries?.candidates(.equipment(holding.item), .equipment(equipment.id))
    guard byName != nil || equipment.kind == .accelerator else { return }
    let named = byName ?? tries?.candidates(.hardware)
    let name = "kind of \(holding.item)"
    let figures = [equipment.power?.term, equipment.idle?.term, equipment.embodied?.term]
    guard figures.contains(where: { $0.map { term.rests(on: $0) } ?? false }) else { return }
    touched.formUnion([.hardware, .equipment(holding.item), .equipment(equipment.id)])
    guard !levers.contains(where: { $0.name == name }) else { return }
    func grams(_ figure: (String) -> Double) -> Double {
      term.value { part in
        if let own = equipment.power?.term, part.isSame(as: own) { return figure("power") }
        if let own = equipment.idle?.term, part.isSame(as: own) { return figure("idle") }
        if let own = equipment.embodied?.term, part.isSame(as: own) { return figure("embodied") }
        return nil
      }
    }
    let names = ["power", "idle", "embodied"]
    let used = names.indices.filter { figures[$0].map { term.rests(on: $0) } ?? false }
      .map { names[$0] }
    // What is not asked for by name is tried only where the catalogue knows it well.
    let needed = named == nil ? Set(used).union(["power", "embodied"]) : Set(used)
    let without = grams { _ in 0 }
    let now = term.value
    var trials: [Lever.Trial] = []
    let candidates =
      named?.compactMap { named in named.entry.map { ($0, named.span) } }
      ?? catalogue.entries.filter { $0.kind == .accelerator && $0.id != equipment.catalogueID }
      .map { ($0, nil) }
    for (entry, span) in candidates {
      var rows: [String: FactorRow] = [:]
      for figure in needed.sorted() {
        guard let row = catalogue.row(of: entry.id, figure: figure), Double(row.value) != nil,
          Unit(parsing: row.unit) != nil
        else {
          if named != nil { problems.append(LeverTries.noFigure(figure, entry.id, span)) }
          break
        }
        rows[figure] = row
      }
      guard rows.count == needed.count else { continue }
      let new = grams { figure in
        guard let row = rows[figure], let number = Double(row.value) else { return 0 }
        return Unit(parsing: row.unit)?.inBase(number) ?? 0
      }
      guard new.isFinite else { continue }
      let speed = (new - without) / (now - without)
      let told = used.filter { $0 != "idle" }.compactMap { rows[$0] }
      trials.append(
        Lever.Trial(
          name: entry.name,
          value: told.map { "\($0.value) \($0.unit)" }.joined(separator: ", "), base: nil,
          rows: told, kilograms: new / 1000,
          speed: speed.isFinite && speed > 0 ? speed : nil, set: nil,
          replaced: names.indices.compactMap { index in
            guard let own = figures[index], let row = rows[names[index]],
              let number = Double(row.value), let unit = Unit(parsing: row.unit)
            else { return nil }
            return (own, unit.inBase(number))
          }))
    }
    if named == nil { trials = leading(trials) }
    add(
      Lever(
        kind: .hardware, name: name, now: equipment.name, term: nil, unit: .one, trials: trials))
  }
}
