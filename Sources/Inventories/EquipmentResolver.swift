import Diagnostics
import Factors
import Formulas
import Quantities
import Studies

extension Resolver {
  private static let kinds: [EntryKind] = [.accelerator, .server, .component]

  /// The equipment of a name as it is held, with what is to be assumed of it; nothing, and a
  /// message, where there is none.
  func held(_ reference: Reference) -> ResolvedEquipment? {
    equipment(reference).map(disputeSettled).map(assuming)
  }

  /// The equipment of a name as it is described; nothing, and a message, where there is none.
  func equipment(_ reference: Reference) -> ResolvedEquipment? {
    let id = reference.name
    if let known = knownEquipment[id] {
      let found = foundEquipment[known]
      if let last = depths.indices.last { depths[last] = max(depths[last], found.depth + 1) }
      return found.equipment
    }
    if path.contains(id) {
      reportCycle(reference)
      return nil
    }
    guard path.count <= Self.deepest else { return tooDeep(reference) }
    path.append(id)
    depths.append(0)
    var found: ResolvedEquipment?
    if let own = ownEquipment[id] {
      found = resolve(study.equipment[own])
      if let depth = depths.last, depth > Self.deepest, found != nil { found = tooDeep(reference) }
    } else {
      found = catalogued(reference)
    }
    path.removeLast()
    let depth = depths.removeLast()
    if let last = depths.indices.last { depths[last] = max(depths[last], depth + 1) }
    if knownEquipment.insert(id).isNew {
      foundEquipment.append(FoundEquipment(equipment: found, depth: depth))
    }
    return found
  }

  /// How many entries may be described by each other.
  private static let deepest = 16

  /// Reports, once, an entry that is described by too many others, whatever their order.
  private func tooDeep(_ reference: Reference) -> ResolvedEquipment? {
    guard !isTangled else { return nil }
    isTangled = true
    report(
      Diagnostic(
        .nestedTooDeeply,
        "more than \(Self.deepest) kinds of equipment are described by each other here",
        at: reference.span, hint: "a study needs a handful; let one of them stand on its own"))
    return nil
  }

  /// An own entry over what it is like.
  private func resolve(_ own: Equipment) -> ResolvedEquipment? {
    var resolved = ResolvedEquipment(id: own.id, name: own.name ?? own.id)
    if let base = own.base {
      guard let inherited = equipment(base) else { return nil }
      resolved = inherited
      resolved.id = own.id
      resolved.name = own.name ?? inherited.name
    }
    if let power = own.power {
      resolved.power = power.formula
      if own.idle == nil, let idle = resolved.idle, idle.value > power.formula.value {
        resolved.idle = nil
      }
    }
    resolved.idle = own.idle?.formula ?? resolved.idle
    for pick in own.picks { take(pick, for: &resolved) }
    if let embodied = own.embodied {
      resolved.embodied = embodied.formula
      resolved.accelerators = nil
    }
    if let model = own.embodiedModel {
      resolved.accelerators = nil
      take(model, for: &resolved, beside: own.parts)
    }
    resolved.lifetime = own.lifetime?.formula ?? resolved.lifetime
    resolved.utilization = own.utilization?.formula ?? resolved.utilization
    resolved.parts.removeAll { part in
      own.parts.contains { $0.equipment.name == part.equipment }
    }
    resolved.parts += own.parts.map {
      ResolvedEquipment.Part(equipment: $0.equipment.name, count: $0.count.formula)
    }
    resolved.includes += own.includes.map(\.equipment.name)
    for part in own.parts + own.includes { _ = equipment(part.equipment) }
    for part in own.parts
    where own.includes.contains(where: { $0.equipment.name == part.equipment.name }) {
      report(Self.partIncluded(part, of: own.id))
    }
    return resolved
  }

  private func catalogued(_ reference: Reference) -> ResolvedEquipment? {
    guard let entry = catalogue.entry(reference.name), Self.kinds.contains(entry.kind) else {
      report(unknown(reference))
      return nil
    }
    let name = reference.name
    let id = entry.id
    var resolved = ResolvedEquipment(id: name, name: entry.name)
    resolved.kind = entry.kind
    resolved.catalogueID = id
    resolved.power = first("power", of: id, name, &resolved.disputed)
    resolved.idle = first("idle", of: id, name, &resolved.disputed)
    resolved.embodied = first("embodied", of: id, name, &resolved.disputed)
    resolved.lifetime = first("lifetime", of: id, name, &resolved.disputed)
    if entry.kind != .accelerator {
      resolved.accelerators = first("accelerators", of: id, name, &resolved.disputed)
    }
    return resolved
  }

  private static func label(_ figure: String, of name: String) -> String {
    figure == "idle" ? "idle draw of \(name)" : "\(figure) of \(name)"
  }

  /// The preferred row of a figure; where there are several, all of them are `disputed`.
  private func first<M: Measure>(
    _ figure: String, of id: String, _ name: String, _ disputed: inout [FactorRow]
  ) -> Formula<M>? {
    let rows = rows(of: id).filter { $0.figure == figure }
    if rows.count > 1 { disputed += rows }
    return FactorCatalog.preferred(rows).flatMap {
      parameter($0, label: Self.label(figure, of: name))
    }
  }

  /// An entry that is to be used: what came from the catalogue and others tell differently is an
  /// assumption.
  func disputeSettled(_ equipment: ResolvedEquipment) -> ResolvedEquipment {
    guard !equipment.disputed.isEmpty else { return equipment }
    var copy = equipment
    settle(&copy.power, "power", equipment.disputed)
    settle(&copy.idle, "idle", equipment.disputed)
    settle(&copy.embodied, "embodied", equipment.disputed)
    settle(&copy.lifetime, "lifetime", equipment.disputed)
    copy.disputed = []
    return copy
  }

  private func settle<M: Measure>(
    _ formula: inout Formula<M>?, _ figure: String, _ disputed: [FactorRow]
  ) {
    guard let known = formula, case .parameter(let parameter) = known.term,
      parameter.status == .catalogue
    else { return }
    let rows = disputed.filter { $0.figure == figure }
    if rows.count > 1 { formula = assumed(known, among: rows) }
  }

  /// Takes the row that the study picks.
  private func take(_ pick: FactorPick, for resolved: inout ResolvedEquipment) {
    let (id, name) = (resolved.catalogueID, resolved.id)
    let label = Self.label(pick.figure, of: name)
    switch pick.figure {
    case "power": set(chosen(pick, of: id, for: name, label: label), &resolved.power)
    case "idle": set(chosen(pick, of: id, for: name, label: label), &resolved.idle)
    case "embodied": set(chosen(pick, of: id, for: name, label: label), &resolved.embodied)
    case "lifetime": set(chosen(pick, of: id, for: name, label: label), &resolved.lifetime)
    default:
      report(
        Diagnostic(
          .unknownRow, "the catalogue has no `\(pick.figure)` of devices", at: pick.span,
          hint: "state it as a quantity"))
    }
    resolved.settle(pick.figure)
  }

  private func set<M: Measure>(
    _ chosen: (formula: Formula<M>, row: FactorRow)?, _ figure: inout Formula<M>?
  ) {
    if let chosen { figure = chosen.formula }
  }

  /// Takes what the model comes to that the study asks for.
  private func take(
    _ model: EmbodiedModel, for resolved: inout ResolvedEquipment, beside parts: [Equipment.Part]
  ) {
    switch model {
    case .dieArea(let model): resolved.embodied = made(model, resolved)
    case .parts(let model):
      resolved.embodied = made(model, resolved)
      for part in model.parts {
        guard case .count = part.amount else { continue }
        resolved.includes.append(part.name.name)
        for other in parts where other.equipment.name == part.name.name {
          report(Self.partIncluded(other, of: resolved.id))
        }
      }
    }
  }

  /// Lifetime and utilization where nobody says: assumptions by name.
  private func assuming(_ equipment: ResolvedEquipment) -> ResolvedEquipment {
    var copy = equipment
    if copy.lifetime == nil {
      copy.lifetime = assumption("lifetime", of: equipment.id)
    }
    if copy.utilization == nil {
      copy.utilization = assumption("utilization", of: equipment.id)
    }
    return copy
  }

  private func assumption<M: Measure>(_ figure: String, of id: String) -> Formula<M>? {
    let rows = rows(of: "equipment").filter { $0.figure == figure }
    guard let row = FactorCatalog.preferred(rows) else { return nil }
    let formula: Formula<M>? = parameter(
      row, label: "\(figure) of \(id)", status: .assumed,
      identity: "equipment.\(id).\(figure)")
    return formula.map { assumed($0, among: rows) }
  }

  private func reportCycle(_ reference: Reference) {
    isTangled = true
    let start = path.firstIndex(of: reference.name) ?? 0
    let chain = (path[start...] + [reference.name]).map { "`\($0)`" }.joined(separator: " → ")
    let isItself = path.count - start == 1 && catalogue.entry(reference.name) != nil
    report(
      Diagnostic(
        .cycle, "equipment is described by itself: \(chain)", at: reference.span,
        hint: isItself
          ? "own names win over the catalogue's: give the entry another name"
          : "let one of them stand on its own"))
  }

  private func unknown(_ reference: Reference) -> Diagnostic {
    let near = question(
      about: reference.name, among: study.equipment.map(\.id), kinds: Self.kinds)
    return Diagnostic(
      .unknownEquipment,
      "`\(reference.name)` is neither an entry under `equipment:` nor in the catalogue",
      at: reference.span,
      hint: near
        ?? "describe it under `equipment:`, with its `power` and `embodied`")
  }

  private static func partIncluded(_ part: Equipment.Part, of id: String) -> Diagnostic {
    Diagnostic(
      .partBesideWhole, "`\(id)` has `\(part.equipment.name)` both as a part and in its figures",
      at: part.equipment.span,
      hint: "`parts` adds to the figures, `includes` says that they hold it; keep one")
  }
}
