import Diagnostics
import Formulas
import Quantities
import Studies

/// Intensities and PUEs of sites beyond those of any grid and any data centre.
enum UnlikelyGrid: Audit {
  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for site in subject.study.sites {
      if let grid = site.grid, case .stated(let stated) = grid.choice {
        findings += unlikely("grid", stated, site, mayBeLow: grid.scope == "direct")
      }
      if let market = site.market { findings += unlikely("market", market, site, mayBeLow: true) }
      if let pue = site.pue, pue.formula.value > Threshold.pue {
        findings.append(
          Diagnostic(
            .warning, .unlikelyFigure,
            "the PUE of `\(site.id)` is \(plain(pue.formula.value.base, digits: 4)); surveys of data centres have 1.1 to 2.5",
            at: pue.span, hint: "PUE is facility energy / equipment energy, such as 1.2"))
      }
    }
    return findings
  }

  private static func unlikely(
    _ key: String, _ stated: Stated<Intensity>, _ site: Site, mayBeLow: Bool
  ) -> [Diagnostic] {
    let value = stated.formula.value
    let isHigh = value > Threshold.intensity.upperBound
    let isLow = !mayBeLow && value > .zero && value < Threshold.intensity.lowerBound
    guard isHigh || isLow else { return [] }
    let slip = stated.formula.parameter.flatMap {
      UnitSlip.words($0.unit.symbol, tooLargeBy: isHigh ? 1000 : 0.001)
    }
    return [
      Diagnostic(
        .warning, .unlikelyFigure,
        "the `\(key)` intensity of `\(site.id)` is \(rounded(value.grams)) gCO2e/kWh; grids have 1 to 1,300",
        at: stated.span,
        hint: slip ?? "check the figure and its unit; `cradle factors grid` lists those of zones")
    ]
  }
}
