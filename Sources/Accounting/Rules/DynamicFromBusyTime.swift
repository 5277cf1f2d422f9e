import Diagnostics
import Formulas
import Inventories
import Quantities
import Studies

/// Dynamic energy of equipment from the time it works.
enum DynamicFromBusyTime: Rule {
  static let entry = RuleEntry(
    id: "dynamic-busy-time", title: "Dynamic energy from the time at work",
    formula: "dynamic energy = busy time × (power × load − idle draw)",
    applies: "where no dynamic energy was stated or metered and the power is known",
    about: """
      `power` is the mean draw of the whole device at work, idle included; its rated power (TDP) \
      is an upper bound for most work. Where the idle draw is not known nothing is taken off, and \
      the line says that idle is inside.
      """,
    sources: [("luccioni2023", "section 4.2"), ("henderson2020", "section 4")])

  static func apply(to book: inout ActivityBook) {
    for holding in book.activity.holdings where !book.covers(.dynamic, of: holding.item) {
      post(holding, busy: holding.busy, rule: entry.id, to: &book)
    }
  }

  /// Posts busy time × (power × load − idle draw) for a rule; nothing where the power is not known.
  static func post(
    _ holding: ResolvedHolding, busy: Formula<Duration>, rule: String, to book: inout ActivityBook
  ) {
    guard let power = holding.equipment.power else { return }
    let item = holding.item
    let idleIsApart = book.covers(.idle, of: item)
    let whole = holding.load.map { power * $0 } ?? power
    guard idleIsApart, let idle = holding.equipment.idle else {
      let energy = (busy * whole).named("dynamic energy of \(item)", by: rule)
      let note = idleIsApart ? "idle draw not known; idle may be inside" : "idle is inside"
      book.post(
        .dynamic, item: item, energy: energy, rule: rule, status: .modelled, note: note)
      return
    }
    guard whole.value >= idle.value else {
      book.diagnostics.append(belowIdle(item, of: book.activity.activity))
      return
    }
    let above = (whole - idle).named("power above idle of \(item)", by: rule)
    let energy = (busy * above).named("dynamic energy of \(item)", by: rule)
    book.post(.dynamic, item: item, energy: energy, rule: rule, status: .modelled)
  }

  private static func belowIdle(_ item: String, of activity: Activity) -> Diagnostic {
    let holding = activity.holdings.first { $0.equipment.name == item }
    return Diagnostic(
      .loadBelowIdle, "`\(item)` draws less at work than when idle",
      at: holding?.load?.span ?? holding?.equipment.span ?? activity.span,
      hint: "`power` × `load` is the draw of the whole device at work, idle included")
  }
}
