public import Diagnostics
import Factors
public import Formulas
public import Inventories
public import Quantities
public import Studies

/// The book of a study: its lines, its gaps, and what is to be said of them. It has no opinion
/// about layout.
public struct Ledger: Sendable {
  /// What was counted.
  public let inventory: Inventory
  /// The lines, by activity in the order of the study, then by process.
  public let lines: [Line]
  /// What is not there.
  public let gaps: [Gap]
  /// What a reader of a total should know, such as an overlap.
  public let notes: [Diagnostic]
  /// The activities, by id, and where the lines and the gaps of each stand; nothing for a single
  /// one.
  private let ids: NameIndex
  private let places: [Place]

  private struct Place {
    let lines: Range<Int>
    let gaps: Range<Int>
  }

  /// A book; the lines and the gaps stand in the order of the activities.
  init(inventory: Inventory, lines: [Line], gaps: [Gap], notes: [Diagnostic]) {
    self.inventory = inventory
    self.lines = lines
    self.gaps = gaps
    self.notes = notes
    var ids = NameIndex()
    var places: [Place] = []
    var line = 0
    var gap = 0
    for activity in inventory.activities where inventory.activities.count > 1 {
      let id = activity.id
      let start = (line: line, gap: gap)
      while line < lines.count, lines[line].id.hasPrefix(id + "/") { line += 1 }
      while gap < gaps.count, gaps[gap].id.hasPrefix(id + "/") { gap += 1 }
      if ids.insert(id).isNew {
        places.append(Place(lines: start.line..<line, gaps: start.gap..<gap))
      }
    }
    self.ids = ids
    self.places = places
  }

  /// The study.
  public var study: Study { inventory.study }

  /// The total of a boundary.
  public func total(_ boundary: Boundary) -> Total {
    total(of: lines, processes: boundary.processes, gaps: gaps)
  }

  /// The total of one process.
  public func total(process: Process) -> Total {
    let processes: ProcessSet = [process]
    return total(of: lines, processes: processes, gaps: gaps)
  }

  /// What stands in the book under one process, whatever else its lines cover; incomplete where
  /// some of the process is missing or stands under another.
  public func posted(_ process: Process) -> Total {
    var posted: [Line] = []
    var isWhole = !gaps.contains { $0.leavesIncomplete && $0.process == process }
    for line in lines {
      if line.process == process {
        posted.append(line)
        if line.mass == nil { isWhole = false }
      } else if line.covers.contains(process) {
        isWhole = false
      }
    }
    return Total(lines: posted, missing: isWhole ? [] : [process])
  }

  /// The total of one stage within a boundary.
  public func total(stage: String, _ boundary: Boundary) -> Total {
    total(
      of: lines.filter { $0.stage == stage }, processes: boundary.processes,
      gaps: gaps.filter { $0.id.hasPrefix(slug(stage) + "/") })
  }

  /// The total of one activity, by its id, within a boundary.
  public func total(activity id: String, _ boundary: Boundary) -> Total {
    if inventory.activities.count == 1, inventory.activities[0].id == id { return total(boundary) }
    guard let place = ids[id].map({ places[$0] }) else {
      return total(of: [], processes: boundary.processes, gaps: [])
    }
    return total(
      of: Array(lines[place.lines]), processes: boundary.processes, gaps: Array(gaps[place.gaps]))
  }

  /// The lines of one activity, by its id.
  func lines(ofActivity id: String) -> [Line] {
    if inventory.activities.count == 1 { return inventory.activities[0].id == id ? lines : [] }
    return ids[id].map { Array(lines[places[$0].lines]) } ?? []
  }

  /// Sums the lines that lie within some processes; what lies partly outside, and what is missing,
  /// leaves the total incomplete.
  func total(of lines: [Line], processes: ProcessSet, gaps: [Gap]) -> Total {
    var inside: [Line] = []
    var missing: ProcessSet = []
    for line in lines {
      if processes == [.undivided]
        ? line.process == .undivided : line.covers.isSubset(of: processes)
      {
        inside.append(line)
        if line.mass == nil { missing.formUnion(line.covers) }
      } else {
        missing.formUnion(line.covers.intersection(processes))
      }
    }
    for gap in gaps where gap.leavesIncomplete && processes.contains(gap.process) {
      missing.insert(gap.process)
    }
    return Total(lines: inside, missing: missing.sorted())
  }

  /// The processes that have a line, in their order.
  public var processes: [Process] { ProcessSet(lines.map(\.process)).sorted() }

  /// The stages that have a line, in the order of the study.
  public var stages: [String] {
    var found: [String] = []
    for line in lines where !found.contains(line.stage) { found.append(line.stage) }
    return found
  }

  /// All assumed parameters that the lines rest on, each once.
  public var assumptions: [Parameter] { parameters(where: { $0.status == .assumed }) }

  /// All parameters that the lines rest on, each once, in the order of the lines.
  public var parameters: [Parameter] { parameters(where: { _ in true }) }

  /// The parameters that the lines rest on and that pass a test.
  public func parameters(where passes: (Parameter) -> Bool) -> [Parameter] {
    var found: [Parameter] = []
    for line in lines {
      // The emissions of a line hold its energy.
      (line.mass?.term ?? line.energy?.term)?.forEachParameter { parameter in
        guard passes(parameter) else { return }
        for one in found where one.isSame(as: parameter) { return }
        found.append(parameter)
      }
    }
    return found
  }
}

/// The sum of some lines.
public struct Total: Sendable {
  /// The lines.
  public let lines: [Line]
  /// The processes of the boundary that are not, or not wholly, in it.
  public let missing: [Process]

  /// The sum of some lines, with what is missing in it.
  public init(lines: [Line], missing: [Process]) {
    self.lines = lines
    self.missing = missing
  }

  /// Whether nothing is missing.
  public var isComplete: Bool { missing.isEmpty }

  /// Its emissions; nothing where there is nothing to sum.
  public var mass: Formula<Mass>? {
    .total(lines.compactMap { line in line.mass.map { named($0, line) } })
  }

  /// Its emissions by market-based intensities where a site states one, and by location-based ones
  /// elsewhere; nothing where no line has one.
  public var marketMass: Formula<Mass>? {
    guard lines.contains(where: { $0.marketMass != nil }) else { return nil }
    return .total(
      lines.compactMap { line in (line.marketMass ?? line.mass).map { named($0, line) } })
  }

  /// Its energy; nothing where there is nothing to sum.
  public var energy: Formula<Energy>? {
    .total(lines.compactMap { line in line.energy.map { $0.named(line.id, by: line.rule) } })
  }

  private func named(_ mass: Formula<Mass>, _ line: Line) -> Formula<Mass> {
    mass.named(line.id, by: line.rule)
  }

  /// The value of its emissions in kgCO2e; nothing where there is nothing to sum.
  public var kilograms: Double? { sum { $0.mass?.value.kilograms } }

  /// The value of its energy in kWh; nothing where there is nothing to sum.
  public var kilowattHours: Double? { sum { $0.energy?.value.kilowattHours } }

  private func sum(_ value: (Line) -> Double?) -> Double? {
    let values = lines.compactMap(value)
    return values.isEmpty ? nil : values.reduce(0, +)
  }
}
