public import Diagnostics
import Formulas
public import Inventories
import Quantities
import Studies

extension Inventory {
  /// The book of this inventory: the rules applied to each activity, energy turned into emissions,
  /// and every missing figure named.
  ///
  /// Contradictions, such as a meter that shows less than one of its parts, go to `diagnostics` as
  /// errors; what a reader should know stays with the ledger as notes.
  public func accounted(diagnostics: inout [Diagnostic]) -> Ledger {
    var lines: [Line] = []
    var gaps: [Gap] = []
    var notes: [Diagnostic] = []
    var pues = PUEUse()
    for activity in activities {
      var book = ActivityBook(activity)
      for rule in Rules.all { rule.apply(to: &book) }
      book.nameGaps()
      let own = book.lines
      pues.note(activity, own)
      lines += own
      gaps += book.gaps
      diagnostics += book.diagnostics.filter { $0.severity == .error }
      notes += book.diagnostics.filter { $0.severity != .error }
    }
    notes += unlikeIntensities() + pues.diagnostics + omissions() + logsBesideDurations()
    if let recorded = study.catalogue?.version, let note = otherVersion(recorded) {
      notes.append(note)
    }
    diagnostics += notFinite(lines)
    return Ledger(inventory: self, lines: lines, gaps: gaps, notes: notes)
  }

  /// Average beside marginal, or direct beside life-cycle, in one total: never silently.
  private func unlikeIntensities() -> [Diagnostic] {
    var used: [ResolvedSite] = []
    for activity in activities {
      if let site = activity.site, site.intensity != nil,
        !used.contains(where: { $0.id == site.id })
      {
        used.append(site)
      }
    }
    guard used.count > 1 else { return [] }
    let tags: [(ResolvedSite) -> String?] = [{ $0.basis }, { $0.scope }]
    return tags.compactMap { tag in
      let kinds = used.compactMap(tag).sorted().reduce(into: [String]()) { kinds, kind in
        if kinds.last != kind { kinds.append(kind) }
      }
      guard kinds.count > 1 else { return nil }
      let words = kinds.map { kind in
        let names = used.filter { tag($0) == kind }.map { "`\($0.id)`" }
        return "\(kind) (\(names.joined(separator: ", ")))"
      }
      return Diagnostic(
        .warning, .unlikeIntensities,
        "the totals add emissions by \(words.joined(separator: " and by ")) intensities",
        hint:
          "choose one kind for all sites, such as `grid: {zone: FR, scope: life-cycle}`; beside a `region` it replaces the intensity and keeps the PUE"
      )
    }
  }

  /// What comes to no finite number: the first line of each activity, or else their sum.
  private func notFinite(_ lines: [Line]) -> [Diagnostic] {
    func values(_ line: Line) -> [Double] {
      [line.mass?.term, line.marketMass?.term, line.energy?.term].compactMap { $0?.value }
    }
    var seen: Set<String> = []
    let found = lines.filter { line in
      values(line).contains { !$0.isFinite }
        && seen.insert("\(line.stage)/\(line.activity)").inserted
    }
    guard found.isEmpty else {
      return found.map { line in
        let activity = activities.first { line.id.hasPrefix($0.id + "/") }
        return Self.notFinite("the line `\(line.id)`", at: activity?.activity.span)
      }
    }
    // The sum of all figures in base units bounds every total.
    let sum = lines.reduce(0) { $0 + values($1).map(abs).reduce(0, +) }
    guard sum.isFinite else { return [Self.notFinite("the sum of all lines", at: nil)] }
    // Figures per unit are in any unit, so there is room for its size.
    return study.activities.flatMap(\.deliveries).compactMap { delivery in
      let count = delivery.term.value
      guard count > 0, sum / count > 1e280 else { return nil }
      return Self.notFinite("the total by what is delivered here", at: delivery.span)
    }
  }

  private static func notFinite(_ what: String, at span: Span?) -> Diagnostic {
    Diagnostic(
      .notFinite, "\(what) comes to no finite number", at: span,
      hint: "the largest number is 1.8e308; look for a figure or a unit that is far too large")
  }
}

extension ActivityBook {
  /// The postings as lines, by process: energy times the site's intensity, all times the
  /// repetitions.
  var lines: [Line] {
    let site = activity.site
    let repetition = activity.activity.repetition?.formula
    var lines: [Line] = []
    for process in Process.allCases {
      for posting in postings where posting.process == process {
        lines.append(line(posting, site, repetition))
      }
    }
    return lines
  }

  private func line(
    _ posting: Posting, _ site: ResolvedSite?, _ repetition: Formula<Ratio>?
  ) -> Line {
    let energy = posting.energy.map { energy in repetition.map { energy * $0 } ?? energy }
    let stated = posting.mass.map { mass in repetition.map { mass * $0 } ?? mass }
    let mass = stated ?? energy.flatMap { energy in site?.intensity.map { energy * $0 } }
    let market = energy.flatMap { energy in site?.market.map { energy * $0 } }
    let suffix = posting.item.map { "/\($0)" } ?? ""
    return Line(
      id: "\(activity.id)/\(posting.process.rawValue)\(suffix)",
      stage: activity.activity.stage, activity: activity.activity.name,
      process: posting.process, item: posting.item, covers: posting.covers, mass: mass,
      marketMass: market, energy: energy, rule: posting.rule, status: posting.status,
      note: posting.note)
  }
}

/// The PUEs that the study states, and whether any activity uses them: none does where the
/// infrastructure was metered.
private struct PUEUse {
  private var used: [String] = []
  private var unused: [Unused] = []

  private struct Unused {
    let site: String
    let place: Span
  }

  /// Takes an activity and its lines in.
  mutating func note(_ activity: ResolvedActivity, _ lines: [Line]) {
    guard let site = activity.site, let place = site.puePlace, let pue = site.pue,
      !used.contains(site.id)
    else { return }
    if lines.contains(where: { $0.energy?.term.rests(on: pue.term) ?? false }) {
      used.append(site.id)
    } else if lines.contains(where: { $0.covers.contains(.infrastructure) }),
      !unused.contains(where: { $0.site == site.id })
    {
      unused.append(Unused(site: site.id, place: place))
    }
  }

  /// A note on each that nothing uses.
  var diagnostics: [Diagnostic] {
    unused.filter { !used.contains($0.site) }.map { unused in
      Diagnostic(
        .note, .pueUnused,
        "the PUE of `\(unused.site)` is not used: the infrastructure was stated or metered",
        at: unused.place)
    }
  }
}
