import Diagnostics
import Factors
import Formulas
import Inventories
import Quantities
import Studies

/// A market-based intensity where a location-based one belongs.
enum MarketAsLocation: Audit {
  static func findings(in subject: AuditSubject) -> [Diagnostic] {
    subject.study.sites.compactMap { site in
      guard let grid = site.grid, case .stated(let stated) = grid.choice else { return nil }
      let value = stated.formula.value
      if value == .zero { return nothing(stated, site) }
      if let word = saysMarket(stated, site) { return named(stated, site, word) }
      let rows = located(site, in: subject.catalogue)
      guard let lowest = rows.min() else { return nil }
      let isMarket = site.market.map { $0.formula.value == value } ?? false
      return value < (isMarket ? lowest : lowest / 2) ? belowRegion(stated, site, lowest) : nil
    }
  }

  /// A word in the site's name, or in the note or the source of its figure, that belongs to
  /// contracts.
  private static func saysMarket(_ stated: Stated<Intensity>, _ site: Site) -> String? {
    var texts = [site.name ?? ""]
    stated.formula.term.forEachParameter { parameter in
      texts += [parameter.note ?? ""] + parameter.sources
    }
    for text in texts {
      let lower = text.lowercased()
      let words = lower.split { !$0.isLetter }
      if words.contains("location") { continue }
      for index in words.indices where index == 0 || words[index - 1] != "not" {
        let next = index + 1 < words.count ? words[index + 1] : ""
        if singles.contains(words[index]) { return String(words[index]) }
        if pairs.contains(where: { $0.0 == words[index] && $0.1 == next }) {
          return "\(words[index]) \(next)"
        }
      }
    }
    return nil
  }

  /// Words of contracts; a share of renewables in a mix is none.
  private static let singles: [Substring] = [
    "certificates", "recs", "ppa", "ppas", "offset", "offsets",
  ]
  private static let pairs: [(Substring, Substring)] = [
    ("market", "based"), ("residual", "mix"), ("green", "tariff"), ("guarantees", "of"),
    ("power", "purchase"),
  ]

  /// The location-based intensities that the catalogue has for the region of a site.
  private static func located(_ site: Site, in catalogue: FactorCatalog) -> [Quantity<Intensity>] {
    guard let region = site.region,
      let entry = catalogue.entry(
        "\(region.provider.lowercased())/\(region.id.lowercased())"), entry.kind == .region
    else { return [] }
    let own = catalogue.rows(of: entry.id)
    var rows = own
    for row in own where row.figure == "zone" {
      rows += catalogue.rows(of: row.value, figure: "intensity")
    }
    return rows.compactMap { row in
      guard row.figure == "intensity", let unit = Unit(parsing: row.unit),
        let number = Double(row.value)
      else { return nil }
      return Quantity(number, unit)
    }
  }
}

extension MarketAsLocation {
  private static let hint =
    "`grid` is location-based: state the mix that the place draws from, or a zone, and the contract beside it as `market`"

  private static func nothing(_ stated: Stated<Intensity>, _ site: Site) -> Diagnostic {
    Diagnostic(
      .warning, .marketAsLocation,
      "the `grid` of `\(site.id)` is 0: no mix that a place draws from has no emissions, and contracts do not change it",
      at: stated.span, hint: hint)
  }

  private static func named(
    _ stated: Stated<Intensity>, _ site: Site, _ word: String
  ) -> Diagnostic {
    Diagnostic(
      .warning, .marketAsLocation,
      "the description of the `grid` of `\(site.id)` speaks of `\(word)`, and what contracts leave is market-based",
      at: stated.span, hint: hint)
  }

  private static func belowRegion(
    _ stated: Stated<Intensity>, _ site: Site, _ lowest: Quantity<Intensity>
  ) -> Diagnostic {
    Diagnostic(
      .warning, .marketAsLocation,
      "the `grid` of `\(site.id)` is \(rounded(stated.formula.value.grams)) gCO2e/kWh, and the lowest location-based figure of its region \(rounded(lowest.grams))",
      at: stated.span, hint: hint)
  }
}
