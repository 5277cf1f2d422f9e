import Accounting
public import Factors
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
  private(set) var levers: [Lever] = []
  /// Where two options are as good as each other.
  private(set) var breakEvens: [BreakEven] = []
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

  private let catalogue: FactorCatalog

  /// The levers of a report's total; beside another report, the values at which both are equal.
  public init(
    _ report: Report, beside other: (name: String, report: Report)? = nil,
    with catalogue: FactorCatalog = .embedded
  ) {
    self.report = report
    self.catalogue = catalogue
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

  // MARK: What is tried

  /// A value of one figure that is tried.
  private struct Candidate {
    var name = ""
    let row: FactorRow
    var set: String?
  }

  private mutating func add(
    _ kind: Lever.Kind, _ fallback: String, _ figure: Formulas.Term, _ term: Formulas.Term,
    _ candidates: [Candidate]
  ) {
    guard !levers.contains(where: { $0.term.map { $0.isSame(as: figure) } ?? false }),
      term.rests(on: figure)
    else { return }
    var name = fallback
    var unit = candidates.first.flatMap { Unit(parsing: $0.row.unit) } ?? .one
    if case .parameter(let parameter) = figure {
      name = parameter.name ?? fallback
      unit = parameter.unit
    }
    var trials: [Lever.Trial] = []
    for candidate in candidates {
      guard let own = Unit(parsing: candidate.row.unit), own.dimension == unit.dimension,
        let number = Double(candidate.row.value)
      else { continue }
      let base = own.inBase(number)
      if let index = trials.firstIndex(where: { $0.base == base && $0.name == candidate.name }) {
        trials[index] = trials[index].told(by: candidate.row)
        continue
      }
      let grams = term.value { $0.isSame(as: figure) ? base : nil }
      guard grams.isFinite, base != figure.value else { continue }
      trials.append(
        Lever.Trial(
          name: candidate.name, value: Self.words(number, own), base: base, rows: [candidate.row],
          kilograms: grams / 1000, set: candidate.set))
    }
    add(
      Lever(
        kind: kind, name: name, now: Self.words(unit.fromBase(figure.value), unit), term: figure,
        unit: unit, trials: trials))
  }

  private mutating func add(_ lever: Lever) {
    let now = total.kilograms ?? 0
    var lever = lever
    lever.trials = lever.trials.filter { abs($0.kilograms - now) > 1e-9 * abs(now) }
      .sortedByLargest { -$0.kilograms }
    if !lever.trials.isEmpty { levers.append(lever) }
  }

  private static func words(_ number: Double, _ unit: Unit) -> String {
    let number = plain(number, digits: 6)
    return unit.symbol.isEmpty ? number : "\(number) \(unit.symbol)"
  }

  /// `values.lifetime=4yr` where the figure is a named value, else the place given, if any.
  private func set(_ figure: Formulas.Term, _ path: String?, _ row: FactorRow) -> String? {
    let unit = row.unit == "1" ? "" : row.unit
    if case .parameter(let parameter) = figure, parameter.place.hasPrefix("values.") {
      return "\(parameter.place)=\(row.value)\(unit)"
    }
    return path.map { "\($0)=\(row.value)\(unit)" }
  }

  private mutating func addSite(_ site: ResolvedSite, _ term: Formulas.Term) {
    let own = report.ledger.study.sites.first { $0.id == site.id }
    if let intensity = site.intensity?.term {
      if let own, let region = own.region, own.grid == nil {
        addRegions(site, own, region, intensity, term)
      } else {
        let candidates = Self.zones.compactMap { zone in
          catalogue.row(of: zone, figure: "intensity").map { row in
            Candidate(
              name: catalogue.entry(zone)?.name ?? zone, row: row,
              set: own == nil ? nil : "sites.\(site.id).grid=\(zone)")
          }
        }
        add(.grid, "grid intensity of \(site.id)", intensity, term, candidates)
      }
    }
    if let pue = site.pue?.term {
      let candidates = Self.houses.compactMap { house in
        catalogue.row(of: house, figure: "pue").map { row in
          Candidate(
            name: catalogue.entry(house)?.name ?? house, row: row,
            set: own == nil ? nil : set(pue, "sites.\(site.id).pue", row))
        }
      }
      add(.pue, "PUE of \(site.id)", pue, term, candidates)
    }
  }

  /// The other regions of the provider, intensity and PUE together.
  private mutating func addRegions(
    _ site: ResolvedSite, _ own: Site, _ region: Site.Region, _ intensity: Formulas.Term,
    _ term: Formulas.Term
  ) {
    let provider = region.provider.lowercased()
    let here = "\(provider)/\(region.id.lowercased())"
    let name = "region of \(site.id)"
    guard !levers.contains(where: { $0.name == name }), term.rests(on: intensity) else { return }
    let pue = own.pue == nil ? site.pue?.term : nil
    var trials: [Lever.Trial] = []
    for entry in catalogue.entries
    where entry.kind == .region && entry.id.hasPrefix(provider + "/") && entry.id != here {
      let zone = catalogue.row(of: entry.id, figure: "zone")?.value
      guard
        let row = catalogue.row(of: entry.id, figure: "intensity")
          ?? zone.flatMap({ catalogue.row(of: $0, figure: "intensity") }),
        let unit = Unit(parsing: row.unit), let number = Double(row.value)
      else { continue }
      let house = catalogue.row(of: entry.id, figure: "pue")
      if pue != nil, house == nil { continue }
      let base = unit.inBase(number)
      let factor = house.flatMap { Double($0.value) }
      let grams = term.value { part in
        if part.isSame(as: intensity) { return base }
        if let pue, let factor, part.isSame(as: pue) { return factor }
        return nil
      }
      guard grams.isFinite else { continue }
      trials.append(
        Lever.Trial(
          name: entry.id, value: Self.words(number, unit), base: nil,
          rows: [row] + (pue == nil ? [] : [house].compactMap(\.self)), kilograms: grams / 1000,
          set:
            "sites.\(site.id).region={provider: \(provider), id: \(entry.id.dropFirst(provider.utf8.count + 1))}"
        ))
    }
    trials = trials.sortedByLargest { -$0.kilograms }
    if trials.count > Self.most { trials = trials.prefix(Self.most - 1) + trials.suffix(1) }
    add(
      Lever(
        kind: .region, name: name, now: here, term: intensity,
        unit: Unit(parsing: "gCO2e/kWh") ?? .one, trials: trials))
  }

  private mutating func add(
    _ holding: ResolvedHolding, of activity: ResolvedActivity, _ term: Formulas.Term
  ) {
    let equipment = holding.equipment
    let isOwn = report.ledger.study.equipment.contains { $0.id == equipment.id }
    func defaults(_ figure: String, _ value: Formulas.Term) -> [Candidate] {
      catalogue.rows(of: "equipment", figure: figure).map { row in
        Candidate(
          row: row,
          set: set(value, isOwn ? "equipment.\(equipment.id).\(figure)" : nil, row))
      }
    }
    if let lifetime = equipment.lifetime?.term {
      add(
        .lifetime, "lifetime of \(holding.item)", lifetime, term, defaults("lifetime", lifetime))
    }
    if let utilization = equipment.utilization?.term {
      add(
        .utilization, "utilization of \(holding.item)", utilization, term,
        defaults("utilization", utilization))
    }
    if let load = holding.load?.term {
      let rows = catalogue.rows(of: "unknown-accelerator", figure: "load")
      add(
        .load, "load of \(holding.item)", load, term,
        rows.map { Candidate(row: $0, set: set(load, nil, $0)) })
    }
    addSharing(holding, term)
    if equipment.kind == .accelerator { addHardware(holding, term) }
  }

  /// What others would take over if they held the equipment while it does not work.
  private mutating func addSharing(_ holding: ResolvedHolding, _ term: Formulas.Term) {
    guard !holding.isAlwaysBusy else { return }
    let held = holding.held.term
    let busy = holding.busy.value.base
    guard busy.isFinite, busy > 0, busy < held.value else { return }
    let idle = holding.equipment.idle?.term
    let grams = term.value { part in
      switch part {
      case .quotient(let above, let below) where above.isSame(as: held):
        return busy / below.value
      case .product(let left, let right)
      where left.isSame(as: held) && idle.map { right.isSame(as: $0) } ?? false:
        return busy * right.value
      default: return nil
      }
    }
    guard grams.isFinite else { return }
    let hours = holding.held.value.hours
    add(
      Lever(
        kind: .sharing, name: "time that \(holding.item) is held",
        now: "\(plain(hours, digits: 6)) h", term: nil, unit: .one,
        trials: [
          Lever.Trial(
            name: "others hold it while it does not work",
            value: "\(plain(holding.busy.value.hours, digits: 6)) h", base: nil, rows: [],
            kilograms: grams / 1000, set: nil)
        ]))
  }

  /// Other accelerators, held for the same time, and how fast they must be for that to pay.
  private mutating func addHardware(_ holding: ResolvedHolding, _ term: Formulas.Term) {
    let equipment = holding.equipment
    let name = "kind of \(holding.item)"
    guard !levers.contains(where: { $0.name == name }) else { return }
    let figures = [equipment.power?.term, equipment.idle?.term, equipment.embodied?.term]
    guard figures.contains(where: { $0.map { term.rests(on: $0) } ?? false }) else { return }
    func grams(_ power: Double, _ idle: Double?, _ embodied: Double) -> Double {
      term.value { part in
        if let own = equipment.power?.term, part.isSame(as: own) { return power }
        if let own = equipment.idle?.term, part.isSame(as: own) { return idle ?? 0 }
        if let own = equipment.embodied?.term, part.isSame(as: own) { return embodied }
        return nil
      }
    }
    let without = grams(0, 0, 0)
    let now = term.value
    var trials: [Lever.Trial] = []
    for entry in catalogue.entries
    where entry.kind == .accelerator && entry.id != equipment.catalogueID {
      func figure(_ figure: String) -> (row: FactorRow, base: Double)? {
        guard let row = catalogue.row(of: entry.id, figure: figure),
          let unit = Unit(parsing: row.unit), let number = Double(row.value)
        else { return nil }
        return (row, unit.inBase(number))
      }
      guard let power = figure("power"), let embodied = figure("embodied") else { continue }
      let idle = equipment.idle == nil ? nil : figure("idle")
      if equipment.idle != nil, term.rests(on: equipment.idle?.term ?? .number(0)), idle == nil {
        continue
      }
      let new = grams(power.base, idle?.base, embodied.base)
      guard new.isFinite else { continue }
      let speed = (new - without) / (now - without)
      let usesPower = equipment.power.map { term.rests(on: $0.term) } ?? false
      let rows = (usesPower ? [power.row] : []) + [embodied.row]
      trials.append(
        Lever.Trial(
          name: entry.name,
          value: rows.map { "\($0.value) \($0.unit)" }.joined(separator: ", "), base: nil,
          rows: rows, kilograms: new / 1000,
          speed: speed.isFinite && speed > 0 ? speed : nil, set: nil))
    }
    trials = trials.sortedByLargest { -$0.kilograms }
    if trials.count > Self.most { trials = trials.prefix(Self.most - 1) + trials.suffix(1) }
    add(
      Lever(
        kind: .hardware, name: name, now: equipment.name, term: nil, unit: .one, trials: trials))
  }

  // MARK: Break-even

  /// Where embodied emissions are as much as those of operation, and what of the greatest lever is
  /// as good as the best of each other one.
  private mutating func findBreakEvens(_ term: Formulas.Term) {
    func sum(_ processes: [Process]) -> Formulas.Term? {
      .total(total.lines.compactMap { processes.contains($0.process) ? $0.mass?.term : nil })
    }
    let made = sum([.embodied])
    let run = sum([.dynamic, .idle, .infrastructure, .network])
    for lever in levers {
      guard let figure = lever.term else { continue }
      if let made, let run, let left = Laurent(made, of: figure),
        let right = Laurent(run, of: figure)
      {
        for value in left.crossings(with: right) where lever.allows(value) {
          breakEvens.append(
            BreakEven(
              name: lever.figure, words: "embodied emissions are as much as those of operation",
              value: value, unit: lever.unit))
        }
      }
    }
    guard let first = levers.first(where: { $0.term != nil }), let figure = first.term,
      let whole = Laurent(term, of: figure)
    else { return }
    for lever in levers where lever.name != first.name {
      guard let best = lever.trials.first, best.kilograms < term.value / 1000 else { continue }
      let what = [best.name, best.value].filter { !$0.isEmpty }.joined(separator: ", ")
      for value in whole.crossings(with: .constant(best.kilograms * 1000))
      where first.allows(value) {
        breakEvens.append(
          BreakEven(
            name: first.figure, words: "as good as \(lever.name): \(what)", value: value,
            unit: first.unit))
      }
    }
  }

  /// The values at which the total is that of another study; what both share moves both.
  private mutating func findCrossings(_ term: Formulas.Term, _ name: String, _ other: Report) {
    let beside = other.ledger.total(other.boundary)
    guard total.isComplete, beside.isComplete, let second = beside.mass?.term else { return }
    for lever in levers {
      guard let figure = lever.term, let left = Laurent(term, of: figure),
        let right = Laurent(second, of: figure)
      else { continue }
      for value in left.crossings(with: right) where lever.allows(value) {
        breakEvens.append(
          BreakEven(
            name: lever.figure, words: "as much as \(name)", value: value, unit: lever.unit))
      }
    }
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
