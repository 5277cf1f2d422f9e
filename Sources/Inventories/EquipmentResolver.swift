import Diagnostics
import Factors
import Formulas
import Quantities
import Studies

extension Resolver {
  private static let kinds: [EntryKind] = [.accelerator, .server, .component]

  /// The equipment of a name as it is held, with what is to be assumed of it; nothing, and a
  /// message, where there is none.
  func held(_ reference: Reference) -> ResolvedEquipment? { equipment(reference).map(assuming) }

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
    if let embodied = own.embodied {
      resolved.embodied = embodied.formula
      resolved.accelerators = nil
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
    resolved.power = figure(id, "power", label: "power of \(name)")
    resolved.idle = figure(id, "idle", label: "idle draw of \(name)")
    resolved.embodied = figure(id, "embodied", label: "embodied of \(name)")
    resolved.lifetime = figure(id, "lifetime", label: "lifetime of \(name)")
    if entry.kind != .accelerator {
      resolved.accelerators = figure(id, "accelerators", label: "accelerators in \(name)")
    }
    return resolved
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
    guard let row = FactorCatalog.preferred(rows(of: "equipment").filter { $0.figure == figure })
    else { return nil }
    return parameter(
      row, label: "\(figure) of \(id)", status: .assumed,
      identity: "equipment.\(id).\(figure)")
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
    let near = suggestion(
      for: reference.name, among: study.equipment.map(\.id), kinds: Self.kinds)
    return Diagnostic(
      .unknownEquipment,
      "`\(reference.name)` is neither an entry under `equipment:` nor in the catalogue",
      at: reference.span,
      hint: near.map { "did you mean `\($0)`?" }
        ?? "describe it under `equipment:`, with its `power` and `embodied`")
  }

  private static func partIncluded(_ part: Equipment.Part, of id: String) -> Diagnostic {
    Diagnostic(
      .partBesideWhole, "`\(id)` has `\(part.equipment.name)` both as a part and in its figures",
      at: part.equipment.span,
      hint: "`parts` adds to the figures, `includes` says that they hold it; keep one")
  }
}
