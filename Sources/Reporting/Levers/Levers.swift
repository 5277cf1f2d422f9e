import Accounting
public import Diagnostics
import Factors
import Formulas
import Inventories
import Quantities
import Studies

/// The changes that a user could make to a study, ranked by what they do to the total, with the
/// values tried; and the values at which two options are as good as each other.
///
/// Only what the total rests on can change it: where infrastructure was metered there is no PUE to
/// lower, and energy that was metered stays what it is on other hardware. Everything else stays as
/// the study says, the time for which equipment is held among it.
public struct Levers: Sendable {
  let report: Report
  let total: Total
  /// The levers, the greatest reduction first.
  var levers: [Lever] = []
  /// Where two options are as good as each other.
  var breakEvens: [BreakEven] = []
  /// The zones that are tried as a site's grid: from the cleanest to the dirtiest of those in which
  /// many data centres stand.
  private static let zones = [
    "IS", "SE", "FR", "CA", "GB", "US", "DE", "JP", "CN", "IN", "PL", "ZA",
  ]
  /// Whose PUEs are tried.
  private static let houses = [
    "google-data-centres", "public-cloud", "uptime-survey", "on-premises",
  ]
  /// How many regions, or kinds of hardware, are tried.
  private static let most = 8

  let catalogue: FactorCatalog
  let tries: LeverTries?
  /// What the total turned out to rest on of all that a user can name.
  var touched: Set<LeverTries.Subject> = []
  /// What is to be said of the other study, in sentences.
  var notes: [String] = []
  /// What is wrong with what a user names, where the total tells.
  var problems: [Diagnostic] = []

  /// The levers of a report's total, with values of the catalogue that the study was worked out with,
  /// or those that a user names; beside another report, the values at which both are equal.
  public init(
    _ report: Report, beside other: (name: String, report: Report)? = nil,
    trying tries: LeverTries? = nil
  ) {
    self.report = report
    self.tries = tries
    catalogue = report.ledger.inventory.catalogue
    total = report.ledger.total(report.boundary)
    guard let term = total.mass?.term, term.value.isFinite else { return }
    for activity in report.ledger.inventory.activities {
      if let site = activity.site { addSite(site, term) }
      for holding in activity.holdings { add(holding, of: activity, term) }
    }
    let kilograms = term.value / 1000
    levers = levers.sortedByLargest { $0.reduction(from: kilograms) }
    findBreakEvens(term)
    if let other { findCrossings(term, other.name, other.report) }
  }

  /// What a user wants to try of which no value changes the total.
  public var diagnostics: [Diagnostic] {
    problems
      + (tries?.wishes ?? []).filter { !touched.contains($0.subject) }
      .map { LeverTries.changesNothing($0, levers.map(\.name)) }
  }

  // MARK: What is tried

  private mutating func add(
    _ kind: Lever.Kind, _ fallback: String, _ figure: Formulas.Term, _ term: Formulas.Term,
    _ candidates: [LeverCandidate], of subjects: [LeverTries.Subject],
    set: (LeverCandidate) -> String?
  ) {
    guard term.rests(on: figure) else { return }
    touched.formUnion(subjects)
    guard !levers.contains(where: { $0.term.map { $0.isSame(as: figure) } ?? false }) else {
      return
    }
    var name = fallback
    var unit = candidates.first?.unit ?? .one
    if case .parameter(let parameter) = figure {
      name = parameter.name ?? fallback
      unit = parameter.unit
    }
    var trials: [Lever.Trial] = []
    for candidate in candidates where candidate.unit.dimension == unit.dimension {
      let base = candidate.base
      if let index = trials.firstIndex(where: { $0.base == base && $0.name == candidate.name }) {
        for row in candidate.rows { trials[index] = trials[index].told(by: row) }
        continue
      }
      let grams = term.value { $0.isSame(as: figure) ? base : nil }
      guard grams.isFinite, base != figure.value else { continue }
      trials.append(
        Lever.Trial(
          name: candidate.name, value: candidate.text, base: base, rows: candidate.rows,
          kilograms: grams / 1000, set: set(candidate)))
    }
    add(
      Lever(
        kind: kind, name: name, now: LeverCandidate.words(unit.fromBase(figure.value), unit),
        term: figure, unit: unit, trials: trials))
  }

  mutating func add(_ lever: Lever) {
    let now = total.kilograms ?? 0
    var lever = lever
    lever.trials = lever.trials.filter { abs($0.kilograms - now) > 1e-9 * abs(now) }
      .sortedByLargest { -$0.kilograms }
    if !lever.trials.isEmpty { levers.append(lever) }
  }

  /// `values.lifetime=4yr` where the figure is a named value, else the place given, if any.
  private static func set(_ figure: Formulas.Term, _ path: String?, _ candidate: LeverCandidate)
    -> String?
  {
    if case .parameter(let parameter) = figure, parameter.place.hasPrefix("values.") {
      return "\(parameter.place)=\(candidate.written)"
    }
    return path.map { "\($0)=\(candidate.written)" }
  }

  private mutating func addSite(_ site: ResolvedSite, _ term: Formulas.Term) {
    let own = report.ledger.study.sites.first { $0.id == site.id }
    if let intensity = site.intensity?.term {
      let subjects: [LeverTries.Subject] = [.grid, .site(site.id)]
      let named = tries?.candidates(.grid, .site(site.id))
      let region = own?.grid == nil ? own?.region : nil
      if let own, let region, named?.allSatisfy({ $0.region != nil }) ?? true {
        addRegions(site, own, region, intensity, term, named)
      } else {
        let zones = named ?? zoneCandidates
        add(.grid, "grid intensity of \(site.id)", intensity, term, zones, of: subjects) {
          own == nil ? nil : "sites.\(site.id).grid=\($0.written)"
        }
      }
    }
    if let pue = site.pue?.term {
      let houses = tries?.candidates(.pue) ?? houseCandidates
      add(.pue, "PUE of \(site.id)", pue, term, houses, of: [.pue]) {
        own == nil ? nil : Self.set(pue, "sites.\(site.id).pue", $0)
      }
    }
  }

  /// Zones from the cleanest to the dirtiest, and those of the user's own catalogue.
  private var zoneCandidates: [LeverCandidate] {
    let own = catalogue.ownEntries([.grid])
    let zones = Self.zones.compactMap(catalogue.entry)
    return (zones + own.filter { entry in !zones.contains { $0.id == entry.id } })
      .compactMap(catalogue.zoneCandidate)
  }

  /// Several kinds of data centres, and those of the user's own catalogue.
  private var houseCandidates: [LeverCandidate] {
    let own = catalogue.ownEntries([.site, .region])
    let houses = Self.houses.compactMap(catalogue.entry)
    return (houses + own.filter { entry in !houses.contains { $0.id == entry.id } })
      .compactMap(catalogue.pueCandidate)
  }

  /// The other regions of the provider, or those that are named, intensity and PUE together.
  private mutating func addRegions(
    _ site: ResolvedSite, _ own: Site, _ region: Site.Region, _ intensity: Formulas.Term,
    _ term: Formulas.Term, _ named: [LeverCandidate]?
  ) {
    let provider = region.provider.lowercased()
    let here = "\(provider)/\(region.id.lowercased())"
    let name = "region of \(site.id)"
    guard term.rests(on: intensity) else { return }
    touched.formUnion([.grid, .site(site.id)])
    guard !levers.contains(where: { $0.name == name }) else { return }
    let pue = own.pue == nil ? site.pue?.term : nil
    let candidates =
      named
      ?? catalogue.entries.filter {
        $0.kind == .region && $0.id.hasPrefix(provider + "/") && $0.id != here
      }.compactMap(catalogue.regionCandidate)
    var trials: [Lever.Trial] = []
    for candidate in candidates {
      guard let region = candidate.region else { continue }
      if pue != nil, region.pue == nil { continue }
      let base = candidate.base
      let factor = region.pue.flatMap { Double($0.value) }
      let grams = term.value { part in
        if part.isSame(as: intensity) { return base }
        if let pue, let factor, part.isSame(as: pue) { return factor }
        return nil
      }
      guard grams.isFinite else { continue }
      trials.append(
        Lever.Trial(
          name: candidate.name, value: candidate.text, base: nil,
          rows: candidate.rows + (pue == nil ? [] : [region.pue].compactMap(\.self)),
          kilograms: grams / 1000,
          set: "sites.\(site.id).region={provider: \(region.provider), id: \(region.id)}"))
    }
    if named == nil { trials = leading(trials) }
    add(
      Lever(
        kind: .region, name: name, now: here, term: intensity,
        unit: Unit(parsing: "gCO2e/kWh") ?? .one, trials: trials))
  }

  /// The best of some trials and the worst one, and all of the user's own catalogue.
  func leading(_ trials: [Lever.Trial]) -> [Lever.Trial] {
    let trials = trials.sortedByLargest { -$0.kilograms }
    guard trials.count > Self.most else { return trials }
    return trials.enumerated().filter { index, trial in
      index < Self.most - 1 || index == trials.count - 1 || trial.rows.contains { $0.place.isOwn }
    }.map(\.element)
  }

  private mutating func add(
    _ holding: ResolvedHolding, of activity: ResolvedActivity, _ term: Formulas.Term
  ) {
    let equipment = holding.equipment
    let isOwn = report.ledger.study.equipment.contains { $0.id == equipment.id }
    func add(
      _ kind: Lever.Kind, _ subject: LeverTries.Subject, _ value: Formulas.Term?,
      of id: String = "equipment", path: String?
    ) {
      guard let value else { return }
      let figure = kind.rawValue
      let candidates =
        tries?.candidates(subject)
        ?? catalogue.rows(of: id, figure: figure).compactMap { LeverCandidate($0) }
      self.add(kind, "\(figure) of \(holding.item)", value, term, candidates, of: [subject]) {
        Self.set(value, path, $0)
      }
    }
    func path(_ figure: String) -> String? { isOwn ? "equipment.\(equipment.id).\(figure)" : nil }
    add(.lifetime, .lifetime, equipment.lifetime?.term, path: path("lifetime"))
    add(.utilization, .utilization, equipment.utilization?.term, path: path("utilization"))
    add(.load, .load, holding.load?.term, of: "unknown-accelerator", path: nil)
    addSharing(holding, term)
    addHardware(holding, term)
  }
}

extension Lever.Trial {
  /// The same value told by one more row.
  fileprivate func told(by row: FactorRow) -> Lever.Trial {
    Lever.Trial(
      name: name, value: value, base: base, rows: rows + [row], kilograms: kilograms, speed: speed,
      set: set)
  }
}
