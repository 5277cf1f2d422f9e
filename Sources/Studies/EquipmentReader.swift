import Diagnostics
import Formulas
import Quantities
import StudySyntax

/// Kinds of equipment.
extension StudyReader {
  private static let equipmentKeys = [
    "is", "name", "power", "idle", "embodied", "lifetime", "utilization", "parts", "includes",
    "note",
  ]

  func readEquipment(_ node: Node) -> [Equipment] {
    entries(of: node, "equipment", each: "a kind of equipment by its name").compactMap { entry in
      guard
        let fields = fields(
          of: entry.value, known: Self.equipmentKeys, what: "an equipment entry")
      else { return nil }
      let id = entry.key
      var equipment = Equipment(id: id, span: entry.keySpan)
      func read<M: Measure>(_ key: String, _ bounds: Bounds = .notNegative) -> Stated<M>? {
        guard let node = fields[key] else { return nil }
        if let pick = pick(node, key) {
          equipment.picks.append(pick)
          return nil
        }
        return quantity(
          node, key, place: "equipment.\(id).\(key)", label: "\(key) of \(id)", bounds)
      }
      equipment.base = fields["is"].flatMap { node in
        text(node, "is").map { Reference($0, at: node.span) }
      }
      equipment.name = fields["name"].flatMap { text($0, "name") }
      _ = fields["note"].flatMap { text($0, "note") }
      equipment.power = read("power")
      equipment.idle = read("idle")
      if let node = fields["embodied"], isModel(node) {
        equipment.embodiedModel = embodiedModel(node, of: id)
      } else {
        equipment.embodied = read("embodied")
      }
      equipment.lifetime = read("lifetime", .positive)
      equipment.utilization = read("utilization", .positiveShare)
      equipment.parts = fields["parts"].map { parts($0, "parts", of: id) } ?? []
      equipment.includes = fields["includes"].map { parts($0, "includes", of: id) } ?? []
      if let power = equipment.power, let idle = equipment.idle,
        idle.formula.value > power.formula.value
      {
        report(
          Diagnostic(
            .loadBelowIdle, "`\(id)` draws more when idle than at work", at: idle.span,
            hint: "`power` is the mean draw of the whole device at work, idle included"))
      }
      return equipment
    }
  }

  /// `{gpu: 8}`.
  private func parts(_ node: Node, _ key: String, of id: String) -> [Equipment.Part] {
    entries(of: node, key, each: "a number by the name of another entry").compactMap { entry in
      quantity(
        entry.value, entry.key, place: "equipment.\(id).\(key).\(entry.key)",
        label: "\(entry.key) in \(id)", .positive
      ).map {
        Equipment.Part(equipment: Reference(entry.key, at: entry.keySpan), count: $0)
      }
    }
  }
}
