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
    for activity in activities {
      var book = ActivityBook(activity)
      for rule in Rules.all { rule.apply(to: &book) }
      book.nameGaps()
      lines += book.lines
      gaps += book.gaps
      diagnostics += book.diagnostics.filter { $0.severity == .error }
      notes += book.diagnostics.filter { $0.severity != .error }
    }
    notes += unlikeIntensities() + unusedPUEs(lines)
    for line in lines where !(line.mass?.value.base.isFinite ?? true) {
      diagnostics.append(Self.notFinite(line, activities))
    }
    return Ledger(inventory: self, lines: lines, gaps: gaps, notes: notes)
  }

  /// Average beside marginal, or direct beside life-cycle, in one total: never silently.
  private func unlikeIntensities() -> [Diagnostic] {
    var used: [ResolvedSite] = []
    for activity in activities {
      if let site = activity.site, site.intensity != nil, !used.contains(where: { $0.id == site.id }) {
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
        hint: "choose one kind for all sites, by `basis` and `scope` of `grid`")
    }
  }

  /// A PUE that the study states and nothing uses, because the infrastructure was metered.
  private func unusedPUEs(_ lines: [Line]) -> [Diagnostic] {
    let used = Set(lines.flatMap { $0.energy?.term.parameters.map(\.identity) ?? [] })
    var seen: Set<String> = []
    return activities.compactMap { activity in
      guard let site = activity.site, let place = site.puePlace, let pue = site.pue,
        !pue.term.parameters.contains(where: { used.contains($0.identity) }),
        lines.contains(where: {
          $0.id.hasPrefix(activity.id + "/") && $0.covers.contains(.infrastructure)
        }), seen.insert(site.id).inserted
      else { return nil }
      return Diagnostic(
        .note, .pueUnused,
        "the PUE of `\(site.id)` is not used: the infrastructure was stated or metered", at: place)
    }
  }

  private static func notFinite(_ line: Line, _ activities: [ResolvedActivity]) -> Diagnostic {
    let span = activities.first { line.id.hasPrefix($0.id + "/") }?.activity.span
    return Diagnostic(
      .notFinite, "the line `\(line.id)` is no finite number", at: span,
      hint: "`cradle explain` of the line shows its parts")
  }
}

extension ActivityBook {
  /// The postings as lines, by process: energy times the site's intensity, all times the
  /// repetitions.
  var lines: [Line] {
    let site = activity.site
    let repetition = activity.activity.repetition?.formula
    return postings.enumerated().sorted { left, right in
      left.element.process == right.element.process
        ? left.offset < right.offset : left.element.process < right.element.process
    }.map { _, posting in
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
}
