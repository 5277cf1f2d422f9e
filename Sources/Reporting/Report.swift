public import Accounting
public import Diagnostics
public import Documents
import Factors
import Formulas
import Quantities
import Studies

/// The report of one study: a ledger with its boundary, its expectations and where it comes from.
public struct Report: Sendable {
  /// The book.
  public let ledger: Ledger
  /// Which processes the printed total holds.
  public let boundary: Boundary
  /// Published figures beside the computed ones; empty for a what-if.
  public let expectations: [ExpectationResult]
  /// What the report was made from and with.
  public internal(set) var provenance: Provenance
  /// The texts of the study, for places.
  public let sources: Sources
  /// How sure its figures are; nothing where no samples were drawn.
  public internal(set) var uncertainty: Uncertainty?

  /// A report of a ledger.
  public init(
    _ ledger: Ledger, boundary: Boundary = .full, expectations: [ExpectationResult],
    provenance: Provenance, sources: Sources
  ) {
    self.ledger = ledger
    self.boundary = boundary
    self.expectations = expectations
    self.provenance = provenance
    self.sources = sources
  }

  /// The page: figures first, then what they rest on.
  public var document: Document {
    var blocks: [Block] = [.paragraph(headline)]
    if let line = intervalLine { blocks.append(.paragraph(line)) }
    if let note = ledger.study.note { blocks.append(.paragraph([.text(note)])) }
    blocks += [.table(processTable), .table(boundaryTable)]
    if ledger.stages.count > 1 || ledger.study.activities.count > 1 {
      blocks.append(.table(stageTable))
    }
    if let table = unitTable { blocks.append(.table(table)) }
    if mayServe { blocks += serviceBlocks }
    if uncertainty != nil { blocks += uncertaintyBlocks }
    blocks += section("Notes", notes)
    if ledger.study.catalogue != nil { blocks += section("Own catalogue", ownFactors) }
    if mayServe || !provenance.records.isEmpty { blocks += section("Logs", logLines) }
    blocks += section("Assumptions", assumptions)
    if uncertainty == nil { blocks += section("Ranges stated, not drawn from", ranges) }
    blocks += section("Not covered", notCovered)
    blocks += section("Published figures", published)
    blocks += sourceSection
    blocks.append(.paragraph([.tone(.quiet, provenance.line)]))
    return Document(title: [.text(ledger.study.name)], blocks: blocks)
  }

  private func section(_ title: String, _ items: [[Inline]]) -> [Block] {
    items.isEmpty ? [] : [.heading(1, [.text(title)]), .list(items)]
  }

  /// `50.5 tCO2e over the full life cycle, 24.7 tCO2e …`.
  var headline: [Inline] {
    let total = ledger.total(boundary)
    let dynamic = ledger.total(.dynamic)
    guard let kilograms = total.kilograms else {
      return ["No emissions could be computed: ", .text(total.missingWords), "."]
    }
    var line: [Inline] = total.isComplete ? [] : ["≥ "]
    line += [mass(kilograms), " ", .text(boundary.phrase)]
    if !total.isComplete { line.append(.text(" (\(total.missingWords))")) }
    guard boundary != .dynamic else { return line + ["."] }
    guard let less = dynamic.kilograms else {
      return line + ["; the dynamic energy alone is not known."]
    }
    line += [dynamic.isComplete ? "; " : "; ≥ ", mass(less), " if only dynamic energy is counted"]
    if total.isComplete, dynamic.isComplete, less > 0, (kilograms / less).isFinite {
      line += [": a factor of ", .strong(rounded(kilograms / less))]
    }
    return line + ["."]
  }

  /// What a reader of the totals should know.
  var notes: [[Inline]] {
    var notes = ledger.notes.map(\.sentences)
    let lineNotes = ledger.lines.compactMap { line in
      line.note.map { [Inline.code(line.id), .text(": \($0).")] }
    }
    notes += lineNotes
    for activity in ledger.study.activities {
      if let note = activity.note { notes.append([.text("\(activity.name): \(note)")]) }
    }
    return notes
  }

  /// How many published figures hold, and each that does not; `check` shows them all.
  var published: [[Inline]] {
    guard !expectations.isEmpty else { return [] }
    let holding = expectations.filter(\.holds).count
    let some =
      "\(holding) of \(expectations.count) hold to the printed digits or within what is allowed"
    return [
      [.text("\(some); "), .code("cradle check"), .text(" shows them beside the computed ones")]
    ]
      + expectations.filter { !$0.holds || !$0.isAsStated }.map { result in
        let expectation = result.expectation
        let unit = result.unit
        var line: [Inline] = [
          .text("\(expectation.of), "),
          .quantity(expectation.figure.parameter?.digits ?? "", unit: unit.symbol),
        ]
        if let place = expectation.place { line.append(.text(" in \(place)")) }
        if let computed = result.computed {
          line += [": ", .quantity(plain(unit.fromBase(computed), digits: 6), unit: unit.symbol)]
        }
        line.append(
          expectation.but.map { .text(" here; \($0)") }
            ?? .tone(.bad, result.holds ? " here after all" : " here"))
        return line
      }
  }

  /// The parameters that have a range, each with it; those of assumptions stand there.
  var ranges: [[Inline]] {
    ledger.parameters(where: { $0.estimate != nil && $0.status != .assumed }).compactMap {
      parameter in
      parameter.estimate.map { estimate in
        [
          .text("\(parameter.name ?? parameter.written): "),
          .quantity(parameter.digits, unit: parameter.unit.symbol),
          .text(", \(estimate.text(in: parameter.unit))"),
        ]
      }
    }
  }

  /// What is missing, and where: one line for what is missing everywhere.
  var notCovered: [[Inline]] {
    let activities = ledger.study.activities.count
    var known = NameIndex()
    var kinds: [MissingKind] = []
    for gap in ledger.gaps {
      let (isNew, index) = known.insert("\(gap.process.rawValue): \(gap.why)")
      if isNew { kinds.append(MissingKind(process: gap.process, why: gap.why)) }
      kinds[index].add(gap, isAlone: activities == 1)
    }
    return kinds.map { kind in
      let isEverywhere =
        activities > 1 && !kind.hasItems && kind.activities.names.count >= activities
      let places =
        isEverywhere
        ? "" : activities == 1 ? listed(kind.places) : kind.places.joined(separator: "; ")
      return [
        .strong(kind.process.rawValue), .text(places.isEmpty ? "" : " of \(places)"),
        .text(": \(kind.why)"),
      ]
    }
  }

  /// A process that is missing in one or several places for the same reason.
  private struct MissingKind {
    let process: Process
    let why: String
    var places: [String] = []
    var activities = NameIndex()
    var hasItems = false

    /// Takes a place in; the only activity of a study is not named.
    mutating func add(_ gap: Gap, isAlone: Bool) {
      _ = activities.insert(gap.activity)
      if let item = gap.item {
        hasItems = true
        places.append(isAlone ? item : "\(gap.activity), \(item)")
      } else if !isAlone {
        places.append(gap.activity)
      }
    }
  }

  /// What a part of a report says of itself where it stands alone: its study, its boundary, what is
  /// not covered, and what it was made from.
  public var remarks: [String] {
    let gaps = Set(ledger.gaps.map(\.process)).sorted().map(\.rawValue)
    return [
      "\(ledger.study.name): \(boundary.title)",
      gaps.isEmpty ? "" : "not covered, or not wholly: \(listed(gaps))",
      provenance.line,
    ].filter { !$0.isEmpty } + (mayServe ? logRemarks : [])
  }

  /// The sources that figures rest on, each with its line.
  private var sourceSection: [Block] { sourceSection(cited) }

  /// The sources of some lines, each with its line.
  func sourceSection(of lines: [Line]) -> [Block] { sourceSection(cited(by: lines)) }

  private func sourceSection(_ cited: [Citation]) -> [Block] {
    let terms = cited.map { Documents.Term([.cite($0.key)], [.text($0.line)]) }
    return terms.isEmpty ? [] : [.heading(1, ["Sources"]), .terms(terms)]
  }

  /// The keys of all sources with their lines, in the order of the ledger.
  var cited: [Citation] { cited(ledger.study.cite.map(\.name), ledger.lines) }

  /// The keys of the sources of some lines, with their lines.
  func cited(by lines: [Line]) -> [Citation] { cited([], lines) }

  private func cited(_ first: [String], _ lines: [Line]) -> [Citation] {
    var keys = first
    for line in lines {
      for key in line.sources where !keys.contains(key) { keys.append(key) }
    }
    return keys.compactMap { key in
      let line = sourceLine(key)
      return line == key ? nil : Citation(key: key, line: line)
    }
  }

  /// A source that figures rest on, in one line.
  struct Citation {
    let key: String
    let line: String
  }

  /// A source in one line: the study's own words for it, or the bibliography's.
  func sourceLine(_ key: String) -> String {
    if let own = ledger.study.sources.first(where: { $0.key == key }) {
      return own.fields.map(\.text).joined(separator: ". ")
    }
    return Bibliography.embedded.entry(key)?.line ?? key
  }
}

/// A message as a sentence: a capital, a full stop, no backticks.
func sentence(_ message: String) -> String {
  var bytes = message.utf8.filter { $0 != UInt8(ascii: "`") }
  if let first = bytes.first, first >= 0x61, first <= 0x7A { bytes[0] = first & ~0x20 }
  if bytes.last != UInt8(ascii: ".") { bytes.append(UInt8(ascii: ".")) }
  return String(decoding: bytes, as: UTF8.self)
}

extension Boundary {
  /// How a total of it is introduced in running text.
  var phrase: String {
    switch self {
    case .dynamic: "for dynamic energy only"
    case .it: "for the equipment's energy, dynamic and idle"
    case .operational: "for all energy, infrastructure included"
    case .full: "over the full life cycle"
    }
  }
}
