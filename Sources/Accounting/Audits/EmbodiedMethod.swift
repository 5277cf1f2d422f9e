import Diagnostics
import Factors
import Formulas
import Inventories
import Quantities
import Studies

/// An embodied figure whose method does not match its use: that of the dies for a whole card, that
/// of a share of a server beside the server.
enum EmbodiedMethod: Audit {
  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for (equipment, entry) in subject.own {
      guard let stated = equipment.embodied, let entry, entry.kind == .accelerator,
        stated.formula.value > .zero
      else { continue }
      let value = stated.formula.value
      if let row = row(of: entry, "embodied-die", value, in: subject.catalogue) {
        findings.append(diesAlone(equipment, stated, "is the figure of \(row.source) for the dies"))
      } else if let power: ClosedRange<Quantity<Power>> = subject.range(of: "power", entry),
        power.lowerBound >= Threshold.cardPower, value < Threshold.wholeCard,
        value * Threshold.slip > Threshold.wholeCard
      {
        findings.append(diesAlone(equipment, stated, "is less than any whole card has"))
      } else if let row = row(of: entry, "embodied", value, in: subject.catalogue),
        row.method.hasSuffix("share of a server"), let host = host(of: equipment, subject)
      {
        findings.append(shareOfServer(equipment, stated, row, host))
      }
    }
    return findings
  }

  /// The row of the catalogue with a value, to within one per cent.
  private static func row(
    of entry: CatalogueEntry, _ figure: String, _ value: Quantity<Mass>,
    in catalogue: FactorCatalog
  ) -> FactorRow? {
    catalogue.rows(of: entry.id, figure: figure).first { row in
      guard let unit = Unit(parsing: row.unit), let number = Double(row.value),
        let known = Quantity<Mass>(number, unit)
      else { return false }
      return abs(known.base - value.base) <= 0.01 * known.base
    }
  }

  /// What is held beside a card and has a making of its own, and is no card.
  private static func host(of equipment: Equipment, _ subject: AuditSubject) -> String? {
    for activity in subject.inventory.activities
    where activity.holdings.contains(where: { $0.item == equipment.id }) {
      for holding in activity.holdings where holding.equipment.kind != .accelerator {
        if let embodied = holding.equipment.embodied, embodied.value > .zero {
          return holding.item
        }
      }
    }
    return nil
  }
}

extension EmbodiedMethod {
  private static func diesAlone(
    _ equipment: Equipment, _ stated: Stated<Mass>, _ what: String
  ) -> Diagnostic {
    Diagnostic(
      .warning, .embodiedMethod,
      "the `embodied` figure of `\(equipment.id)`, \(rounded(stated.formula.value.kilograms)) kgCO2e, \(what)",
      at: stated.span,
      hint:
        "dies and memory leave out board, cooler and casing; leave `embodied` out for the catalogue's figure of the whole card, or state one"
    )
  }

  private static func shareOfServer(
    _ equipment: Equipment, _ stated: Stated<Mass>, _ row: FactorRow, _ host: String
  ) -> Diagnostic {
    Diagnostic(
      .warning, .embodiedMethod,
      "the `embodied` figure of `\(equipment.id)` is the figure of \(row.source) for a share of a whole server, and `\(host)` is held beside it",
      at: stated.span,
      hint: "take the figure of the card alone, or leave the machine around it out")
  }
}
