import Accounting
public import Diagnostics
import Factors
import Formulas
import Inventories
import Quantities
import Studies

/// The values that a user names to be tried: `grid=SE,DE,40gCO2e/kWh`, `lifetime=4yr,8yr`,
/// `gpu=nvidia-h100-sxm5-80gb`.
public struct LeverTries: Sendable {
  /// What values are tried of.
  enum Subject: Hashable, Sendable {
    case grid, pue, lifetime, utilization, load, hardware
    case site(String)
    case equipment(String)
  }

  /// Values of one thing.
  struct Wish: Sendable {
    let subject: Subject
    /// What the user calls it.
    let what: String
    /// Where that is said.
    let span: Span
    var candidates: [LeverCandidate] = []
  }

  private(set) var wishes: [Wish] = []

  /// The words for what can be tried, beside the names of sites and of equipment.
  private static let subjects: [(word: String, subject: Subject)] = [
    ("grid", .grid), ("region", .grid), ("pue", .pue), ("lifetime", .lifetime),
    ("utilization", .utilization), ("load", .load), ("hardware", .hardware),
  ]

  /// Reads `WHAT=VALUE,VALUE…` for the study of a report; what is wrong is in `diagnostics`.
  public init(
    _ texts: [String], for report: Report, sources: inout Sources,
    diagnostics: inout [Diagnostic]
  ) {
    let inventory = report.ledger.inventory
    var sites: [String] = []
    var equipment: [String] = []
    for activity in inventory.activities {
      if let site = activity.site { sites.append(site.id) }
      for holding in activity.holdings { equipment += [holding.item, holding.equipment.id] }
    }
    for text in texts {
      let file = sources.add(SourceText(name: "--try", bytes: Array(text.utf8)))
      let whole = Span(file: file, lower: 0, upper: text.utf8.count)
      guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
        diagnostics.append(Self.noTry(text, whole))
        continue
      }
      let what = trimmed(text[..<equals])
      let split = text.utf8.distance(from: text.startIndex, to: equals)
      let span = Span(file: file, lower: 0, upper: split)
      let subject: Subject
      if let known = Self.subjects.first(where: { $0.word == what }) {
        subject = known.subject
      } else if sites.contains(what) {
        subject = .site(what)
      } else if equipment.contains(what) {
        subject = .equipment(what)
      } else {
        diagnostics.append(
          Self.unknown(what, Self.subjects.map(\.word) + sites.uniqued + equipment.uniqued, span))
        continue
      }
      var wish = Wish(subject: subject, what: what, span: span)
      var start = split + 1
      for value in text[text.utf8.index(after: equals)...].split(
        separator: ",", omittingEmptySubsequences: false)
      {
        let place = Span(file: file, lower: start, upper: start + value.utf8.count)
        start += value.utf8.count + 1
        let value = trimmed(value)
        guard !value.isEmpty else {
          diagnostics.append(Self.noTry(text, place))
          continue
        }
        if let candidate = Self.candidate(
          value, of: subject, at: place, inventory.catalogue, &diagnostics)
        {
          wish.candidates.append(candidate)
        }
      }
      wishes.append(wish)
    }
  }

  /// The values to be tried of one of some things; nothing where none were named.
  func candidates(_ subjects: Subject...) -> [LeverCandidate]? {
    var found: [LeverCandidate]?
    for wish in wishes where subjects.contains(wish.subject) {
      found = (found ?? []) + wish.candidates
    }
    return found
  }

  private static func candidate(
    _ text: String, of subject: Subject, at span: Span, _ catalogue: FactorCatalog,
    _ diagnostics: inout [Diagnostic]
  ) -> LeverCandidate? {
    switch subject {
    case .grid, .site:
      if isNumber(text) {
        return quantity(text, .intensity, "an intensity", 0...(.infinity), span, &diagnostics)
      }
      let entry = catalogue.entry(text)
      if let entry, entry.kind == .grid, let found = catalogue.zoneCandidate(entry) {
        return found
      }
      if let entry, entry.kind == .region, let found = catalogue.regionCandidate(entry) {
        return found
      }
      diagnostics.append(unknownZone(text, catalogue, span))
    case .pue:
      if isNumber(text) {
        return quantity(text, .none, "a PUE", 1...(.infinity), span, &diagnostics)
      }
      if let entry = catalogue.entry(text), let found = catalogue.pueCandidate(entry) {
        return found
      }
      diagnostics.append(unknownPUE(text, catalogue, span))
    case .lifetime:
      return quantity(
        text, .time, "a lifetime", (Double.leastNonzeroMagnitude)...(.infinity), span,
        &diagnostics)
    case .utilization:
      return quantity(
        text, .none, "a utilization", (Double.leastNonzeroMagnitude)...1, span, &diagnostics)
    case .load: return quantity(text, .none, "a load", 0...1, span, &diagnostics)
    case .hardware, .equipment:
      let kinds: [EntryKind] = [.accelerator, .server, .component]
      guard let entry = catalogue.entry(text), kinds.contains(entry.kind) else {
        diagnostics.append(unknownHardware(text, catalogue, kinds, span))
        return nil
      }
      return LeverCandidate(
        name: entry.name, number: 0, unit: .one, written: entry.id, entry: entry,
        span: span)
    }
    return nil
  }

  private static func isNumber(_ text: String) -> Bool {
    text.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D || $0 == 0x2E } ?? false
  }

  private static func quantity(
    _ text: String, _ dimension: Dimension, _ what: String, _ range: ClosedRange<Double>,
    _ span: Span, _ diagnostics: inout [Diagnostic]
  ) -> LeverCandidate? {
    var found: [Diagnostic] = []
    let reading = ExpressionParser.read(
      text, at: span, isVerbatim: false, context: ExpressionContext(place: "--try", label: "--try"),
      diagnostics: &found)
    diagnostics += found
    guard let reading else { return nil }
    guard reading.dimension == dimension else {
      diagnostics.append(otherDimension(text, dimension, span))
      return nil
    }
    let base = reading.term.value
    guard range.contains(base), base.isFinite else {
      diagnostics.append(outOfRange(what, range, span))
      return nil
    }
    let unit = reading.unit ?? Unit(parsing: dimension.usualUnit) ?? .one
    return LeverCandidate(number: unit.fromBase(base), unit: unit, written: text)
  }
}

/// A text without the blanks around it.
private func trimmed(_ text: Substring) -> String {
  var text = text.drop { $0 == " " }
  while text.last == " " { text.removeLast() }
  return String(text)
}

// What can be wrong with what is to be tried.
extension LeverTries {
  private static func noTry(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .usage, "`\(text)` is not WHAT=VALUE,VALUE", at: span,
      hint: "write for example `--try grid=SE,DE` or `--try lifetime=4yr,8yr`")
  }

  private static func unknown(_ what: String, _ known: [String], _ span: Span) -> Diagnostic {
    let near = nearest(to: what, among: known, limit: 1)
    return Diagnostic(
      .usage, "`\(what)` is nothing that can be tried", at: span,
      hint: didYouMean(near)
        ?? "what can be is \(listed(known.map { "`\($0)`" }))")
  }

  private static func unknownZone(
    _ text: String, _ catalogue: FactorCatalog, _ span: Span
  ) -> Diagnostic {
    Diagnostic(
      .unknownZone, "the catalogue has no intensity of a grid zone or a region `\(text)`", at: span,
      hint: didYouMean(catalogue.nearest(to: text, kinds: [.grid, .region], within: 0.05))
        ?? "name a zone such as `SE`, a region such as `gcp/us-central1`, or an intensity such as "
        + "`57gCO2e/kWh`")
  }

  private static func unknownPUE(
    _ text: String, _ catalogue: FactorCatalog, _ span: Span
  ) -> Diagnostic {
    Diagnostic(
      .unknownSite, "the catalogue has no PUE of `\(text)`", at: span,
      hint: didYouMean(catalogue.nearest(to: text, kinds: [.site, .region], within: 0.05))
        ?? "write a number such as 1.2, or name a site")
  }

  private static func unknownHardware(
    _ text: String, _ catalogue: FactorCatalog, _ kinds: [EntryKind], _ span: Span
  ) -> Diagnostic {
    Diagnostic(
      .unknownEquipment, "the catalogue has no device `\(text)`", at: span,
      hint: didYouMean(catalogue.nearest(to: text, kinds: kinds, within: 0.05))
        ?? "`cradle factors` searches it; `catalogue:` in the study adds devices of your own")
  }

  /// What a device has to have that the total rests on.
  static func noFigure(_ figure: String, _ id: String, _ span: Span?) -> Diagnostic {
    Diagnostic(
      .unknownRow, "the catalogue has no `\(figure)` of `\(id)`", at: span,
      hint: "a catalogue of your own can tell it: `catalogue: my-factors.yaml` in the study")
  }

  private static func otherDimension(
    _ text: String, _ dimension: Dimension, _ span: Span
  ) -> Diagnostic {
    let example = dimension == .none ? "85%" : dimension == .time ? "5yr" : dimension.example
    return Diagnostic(
      .wrongDimension,
      dimension == .none ? "`\(text)` is no number" : "`\(text)` is not \(dimension.name)",
      at: span,
      hint: "write one such as `\(example)`")
  }

  private static func outOfRange(
    _ what: String, _ range: ClosedRange<Double>, _ span: Span
  ) -> Diagnostic {
    let low = range.lowerBound > 0 && range.lowerBound < 1 ? "above 0" : nil
    let high = range.upperBound == 1 ? "at most 100 %" : nil
    let words = [low ?? "\(plain(range.lowerBound)) or more", high].compactMap(\.self)
    return Diagnostic(.outOfRange, "\(what) is \(words.joined(separator: " and "))", at: span)
  }

  /// The total rests on none of what a user wants to try.
  static func changesNothing(_ wish: Wish, _ known: [String]) -> Diagnostic {
    Diagnostic(
      .usage, "the total does not rest on `\(wish.what)`, so that no value of it changes it",
      at: wish.span,
      hint: known.isEmpty ? nil : "it rests on \(listed(known))")
  }
}
