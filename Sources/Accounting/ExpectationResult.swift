public import Diagnostics
import Factors
import Formulas
public import Quantities
public import Studies

/// A published figure beside the computed one.
public struct ExpectationResult: Sendable {
  /// The figure as published.
  public let expectation: Expectation
  /// The computed figure, in base units; nothing where there is nothing to sum.
  public let computed: Double?
  /// The unit of the published figure.
  public let unit: Unit
  /// Whether it holds to the printed digits, or within its tolerance.
  public let holds: Bool

  /// The published figure, in base units.
  public var published: Double { expectation.figure.term.value }

  /// Whether it is as the study says: it holds, or it does not and the study says why.
  public var isAsStated: Bool { holds == (expectation.but == nil) }
}

extension Ledger {
  /// Every published figure beside the computed one; those that miss without a reason, hold in
  /// spite of one, or name nothing, go to `diagnostics` as errors.
  public func expectations(diagnostics: inout [Diagnostic]) -> [ExpectationResult] {
    study.expectations.compactMap { expectation in
      var selection: [Int] = []
      if let result = breakEven(expectation) {
        if !result.isAsStated { diagnostics.append(result.diagnostic) }
        return result
      }
      for name in expectation.of.names {
        guard let found = indices(named: name) else {
          diagnostics.append(unknown(name, at: expectation.span, diagnostics.count))
          return nil
        }
        if let twice = found.first(where: selection.contains) {
          diagnostics.append(Self.countedTwice(lines[twice], expectation))
          return nil
        }
        selection += found
      }
      guard let result = compare(expectation, selection, diagnostics: &diagnostics) else {
        return nil
      }
      if !result.isAsStated { diagnostics.append(result.diagnostic) }
      return result
    }
  }

  /// How much is to be served until serving equals the making, where `break-even` is asked for and
  /// no activity has that name.
  private func breakEven(_ expectation: Expectation) -> ExpectationResult? {
    guard expectation.of == "break-even", indices(named: "break-even") == nil,
      let life = wholeLife(), let side = life.sides.last, let unit = expectation.figure.unit
    else { return nil }
    let per = life.delivered.first { $0.unit.dimension == expectation.figure.dimension }
    var computed: Double?
    if expectation.figure.dimension == .time {
      computed = life.duration.flatMap { time in side.ratio.map { $0 * time.base } }
    } else {
      computed = per.flatMap { per in side.ratio.map { $0 * per.delivered.value } }
    }
    return ExpectationResult(
      expectation: expectation, computed: computed, unit: unit,
      holds: computed.map { holds($0, expectation, unit) } ?? false)
  }

  /// The lines that a name stands for: a boundary, a process, a stage, an activity, a line, or
  /// all lines whose id begins with it.
  public func lines(named name: String) -> [Line]? {
    indices(named: name).map { found in found.map { lines[$0] } }
  }

  /// The same as positions in `lines`.
  private func indices(named name: String) -> [Int]? {
    if let boundary = Boundary(rawValue: name) {
      let processes = boundary.processes
      return lines.indices.filter { lines[$0].covers.isSubset(of: processes) }
    }
    if let process = Process(rawValue: name) {
      return lines.indices.filter { lines[$0].process == process }
    }
    let part = slugPath(name)
    let found = lines.indices.filter { index in
      let line = lines[index]
      return line.stage == name || line.activity == name || line.id == name
        || line.isNamed(by: part)
    }
    if !found.isEmpty { return found }
    let known = study.activities.contains {
      $0.stage == name || $0.name == name || $0.id == part || slug($0.name) == part
    }
    return known ? [] : nil
  }

  /// The positions of the lines that a published figure stands for; nothing where one of its names
  /// stands for nothing, or a line is named twice.
  func positions(of expectation: Expectation) -> [Int]? {
    var positions: [Int] = []
    for name in expectation.of.names {
      guard let found = indices(named: name), !found.contains(where: positions.contains) else {
        return nil
      }
      positions += found
    }
    return positions
  }

  /// What `lines(named:)` understands here, for suggestions.
  public var names: [String] {
    Boundary.allCases.map(\.rawValue) + (wholeLife() == nil ? [] : ["break-even"])
      + processes.map(\.rawValue) + stages
      + study.activities.flatMap { [$0.name, $0.id] } + lines.map(\.id)
  }

  private func compare(
    _ expectation: Expectation, _ selection: [Int], diagnostics: inout [Diagnostic]
  ) -> ExpectationResult? {
    let figure = expectation.figure
    let mass = sum(selection) { $0.mass?.term.value }
    let energy = sum(selection) { $0.energy?.term.value }
    let computed: Double?
    switch figure.dimension {
    case .emissions: computed = mass
    case .energy: computed = energy
    case .none:
      guard let whole = indices(named: expectation.shareOf?.name ?? "full") else {
        let name = expectation.shareOf?.name ?? "full"
        let span = expectation.shareOf?.span ?? expectation.span
        diagnostics.append(unknown(name, at: span, diagnostics.count))
        return nil
      }
      let total = sum(whole) { $0.mass?.term.value } ?? 0
      computed = mass.map { $0 / total }.flatMap { $0.isFinite ? $0 : nil }
    default:
      guard let unit = figure.unit,
        let amount = perDelivered(
          figure.dimension, mass, energy, unit, expectation.of.names, selection)
      else {
        diagnostics.append(Self.notComparable(expectation))
        return nil
      }
      computed = amount
    }
    let unit = figure.unit ?? .one
    return ExpectationResult(
      expectation: expectation, computed: computed, unit: unit,
      holds: computed.map { holds($0, expectation, unit) } ?? false)
  }

  /// Emissions or energy by a unit that the activities of the figure delivered, or the whole study
  /// where they delivered none of it; or the number delivered itself.
  private func perDelivered(
    _ dimension: Dimension, _ mass: Double?, _ energy: Double?, _ unit: Unit, _ names: [String],
    _ selection: [Int]
  ) -> Double?? {
    func named(_ unit: Unit) -> PerUnit? {
      delivered(unit) { activity in
        names.contains { name in
          name == activity.stage || slug(name) == slug(activity.name)
            || slugPath(name)
              == activity.id
        }
          || selection.contains { lines[$0].id.hasPrefix(activity.id + "/") }
      }
    }
    if let per = delivered(unit), per.unit.dimension == dimension {
      return .some(named(unit)?.delivered.value)
    }
    for delivery in study.activities.flatMap(\.deliveries) {
      let unit = delivery.unit.unit
      guard let per = named(unit) ?? delivered(unit) else { continue }
      if dimension == .emissions / per.unit.dimension {
        return .some(mass.map { $0 / per.delivered.value })
      }
      if dimension == .energy / per.unit.dimension {
        return .some(energy.map { $0 / per.delivered.value })
      }
    }
    return nil
  }

  private func sum(_ selection: [Int], _ value: (Line) -> Double?) -> Double? {
    var total: Double?
    for index in selection {
      if let part = value(lines[index]) { total = (total ?? 0) + part }
    }
    return total
  }

  /// Rounds the computed figure to the printed digits, or measures its distance.
  private func holds(_ computed: Double, _ expectation: Expectation, _ unit: Unit) -> Bool {
    let published = expectation.figure.term.value
    if let within = expectation.within {
      let bound =
        within.dimension == .none && expectation.figure.dimension != .none
          || within.unit == .percent && expectation.figure.unit != .percent
        ? within.term.value * abs(published) : within.term.value
      return abs(computed - published) <= bound * (1 + 1e-12)
    }
    guard let digits = expectation.figure.parameter?.digits,
      let printed = Decimal(parsing: digits), let number = Decimal(unit.fromBase(computed))
    else { return false }
    return number.rounded(toPlaces: digits.printedPlaces) == printed
  }
}

extension Line {
  /// Whether a path of slugs stands for this line: its id, a beginning of it up to a slash, its
  /// activity alone, or its id with the item as a slug.
  fileprivate func isNamed(by path: String) -> Bool {
    var bytes = id.utf8[...]
    let path = path.utf8
    if bytes.starts(with: path) {
      bytes = bytes.dropFirst(path.count)
      if bytes.first == UInt8(ascii: "/") || bytes.isEmpty { return true }
      bytes = id.utf8[...]
    }
    if let item,
      bytes.dropLast(item.utf8.count).elementsEqual(path.prefix(bytes.count - item.utf8.count))
    {
      return slug(item).utf8.elementsEqual(path.dropFirst(bytes.count - item.utf8.count))
    }
    guard let first = bytes.firstIndex(of: UInt8(ascii: "/")) else { return false }
    bytes = bytes[first...].dropFirst()
    return bytes.prefix { $0 != UInt8(ascii: "/") }.elementsEqual(path)
  }
}

extension String {
  /// `idle + infrastructure` as its names.
  var names: [String] {
    guard utf8.contains(0x2B) else { return [self] }
    var names: [String] = []
    var word: [UInt8] = []
    let bytes = Array(utf8)
    for (index, byte) in bytes.enumerated() {
      let isSign =
        byte == 0x2B && index > 0 && bytes[index - 1] == 0x20
        && index + 1 < bytes.count && bytes[index + 1] == 0x20
      if isSign {
        names.append(String(decoding: word, as: UTF8.self).trimmed)
        word = []
      } else {
        word.append(byte)
      }
    }
    return names + [String(decoding: word, as: UTF8.self).trimmed]
  }

  /// Without spaces at its ends.
  private var trimmed: String {
    var bytes = utf8[...]
    while bytes.first == 0x20 { bytes.removeFirst() }
    while bytes.last == 0x20 { bytes.removeLast() }
    return String(Substring(bytes))
  }

  /// How many digits stand behind the point of a printed number: 2 for `24.69`, −21 for `3.14e23`.
  fileprivate var printedPlaces: Int {
    let mantissa = prefix { $0 != "e" && $0 != "E" }
    let places = mantissa.firstIndex(of: ".").map { mantissa[$0...].count - 1 } ?? 0
    // No double has an exponent beyond these.
    let exponent = Int(dropFirst(mantissa.count + 1)) ?? 0
    return places - Swift.min(Swift.max(exponent, -1000), 1000)
  }
}

// What can be wrong with an expectation.
extension Ledger {
  private func unknown(_ name: String, at span: Span, _ count: Int) -> Diagnostic {
    guard !name.isEmpty else {
      return Diagnostic(
        .unknownFigure, "a name is missing beside ` + `", at: span,
        hint: "write names with ` + ` between them: `idle + infrastructure`")
    }
    // A suggestion costs a look at all names.
    let near = count < 100 ? nearest(to: name, among: names, limit: 1).first : nil
    return Diagnostic(
      .unknownFigure, "nothing here is named `\(name)`", at: span,
      hint: near.map { "did you mean `\($0)`?" }
        ?? "name a boundary, a process, a stage, an activity or a line, joined by ` + `")
  }

  private static func countedTwice(_ line: Line, _ expectation: Expectation) -> Diagnostic {
    Diagnostic(
      .countedTwice, "`\(expectation.of)` holds the line `\(line.id)` twice",
      at: expectation.span, hint: "name only what does not lie within another of the names")
  }

  private static func notComparable(_ expectation: Expectation) -> Diagnostic {
    Diagnostic(
      .incompleteExpectation,
      "\(expectation.figure.dimension.name) cannot be compared with anything here",
      at: expectation.figureSpan,
      hint: "state a mass, an energy, a share, or one of these by a unit that is delivered")
  }
}

extension ExpectationResult {
  /// The message for a figure that is not as the study says.
  var diagnostic: Diagnostic {
    let text = computed.map { "\(plain(unit.fromBase($0), digits: 7)) \(unit.symbol)" } ?? "nothing"
    let place = expectation.place.map { " (\($0))" } ?? ""
    guard !holds else {
      return Diagnostic(
        .needlessBut, "`\(expectation.of)` is as published after all: \(text)\(place)",
        at: expectation.figureSpan, hint: "take the `but` away")
    }
    return Diagnostic(
      .expectationMissed,
      "`\(expectation.of)` is \(text), where \(expectation.written) is expected\(place)",
      at: expectation.figureSpan,
      hint:
        "mend the study, allow for it with `within`, or say why it does not hold with `but`")
  }
}
