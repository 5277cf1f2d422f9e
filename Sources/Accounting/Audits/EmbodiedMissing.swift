import Diagnostics
import Inventories

/// A full total without the making of equipment that is held.
enum EmbodiedMissing: Audit {
  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    var items: [String] = []
    var first: Gap?
    for gap in subject.ledger.gaps where gap.process == .embodied {
      guard let item = gap.item else { continue }
      first = first ?? gap
      if !items.contains(item), items.count <= 6 { items.append(item) }
    }
    guard let first else { return [] }
    let names = items.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
    return [
      Diagnostic(
        .note, .embodiedMissing,
        "the full total is a lower bound: no figure for the making of \(names)\(items.count > 6 ? " and others" : "") is known",
        at: first.span,
        hint:
          "state `embodied`, or say with `is` which entry of the catalogue it is like; `cradle factors` searches them"
      )
    ]
  }
}
