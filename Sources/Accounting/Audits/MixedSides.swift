import Diagnostics
import Factors
import Formulas
import Inventories
import Quantities

/// Intensities of what is generated beside those of what is used, in one total.
enum MixedSides: Audit {
  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    var sides: [(side: IntensityMethod.Side, sites: [String])] = []
    var seen: Set<String> = []
    for activity in subject.inventory.activities {
      guard let site = activity.site, seen.insert(site.id).inserted,
        let row = site.intensity?.parameter?.catalogueRow, row.figure == "intensity",
        let side = IntensityMethod(row.method)?.side, side != .unstated
      else { continue }
      if let index = sides.firstIndex(where: { $0.side == side }) {
        sides[index].sites.append(site.id)
      } else {
        sides.append((side, [site.id]))
      }
    }
    guard sides.count > 1 else { return [] }
    let words = sides.sorted { $0.side.rawValue < $1.side.rawValue }.map { side, sites in
      "\(side.rawValue) (\(sites.map { "`\($0)`" }.joined(separator: ", ")))"
    }
    return [
      Diagnostic(
        .note, .unlikeIntensities,
        "the totals add emissions by intensities of \(words.joined(separator: " and of "))",
        hint:
          "what is generated in a grid differs from what is used there by trade and losses; `cradle factors` tells which rows there are"
      )
    ]
  }
}
