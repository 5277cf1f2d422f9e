import Diagnostics
import Factors
import Telemetry

/// What the command line tells of logs of power.
extension Session {
  /// What is told of all of them; the header of slices is read before, once: it may be a pipe.
  func meterTerms(header: [UInt8]?) throws(Failure) -> PowerLog.Terms {
    var terms = PowerLog.Terms()
    if let text = invocation.value(of: "columns") {
      let roles = PowerRole.allCases.map(\.rawValue)
      do throws(ColumnNames.Mistake) {
        terms.columns = try ColumnNames(text, roles: roles)
        if terms.columns["time"] == nil { throw .missing("time") }
        if terms.columns["power"] == nil, terms.columns["energy"] == nil {
          throw .missing("power")
        }
      } catch {
        let isTime = error == .missing("time")
        throw Self.noColumns(
          error, roles, "time=ts,power=draw,device=gpu", isTime ? "ts" : "draw")
      }
    }
    terms.header = header
    terms.node = invocation.value(of: "node") ?? ""
    if let text = invocation.value(of: "gap") {
      guard let bound = Self.length(text) else { throw Self.noGap(text) }
      terms.bound = bound
    }
    if let text = invocation.value(of: "counter-range") {
      (terms.range, terms.ranges) = try Self.counterRanges(text)
    }
    if case .stretch(let stretch) = try baseline() { terms.stretch = stretch }
    return terms
  }

  /// How the log begins of which those at hand are slices: its lines up to the first that is neither
  /// empty nor a comment.
  func headerOfSlices() throws(Failure) -> [UInt8]? {
    guard let path = invocation.value(of: "header") else { return nil }
    do throws(SystemError) {
      let source = try system.source(path)
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      let count: Int
      do throws(ReadFailure) { count = try source.read(at: 0, into: &buffer, from: 0) } catch {
        throw SystemError(reason: error.reason)
      }
      var start = 0
      while start < count {
        let end = buffer[start..<count].firstIndex(of: 0x0A) ?? count
        let blanks: [UInt8] = [0x20, 0x09, 0x0D]
        let first = buffer[start..<end].first { !blanks.contains($0) }
        if let first, first != 0x23 { return Array(buffer[..<end]) }
        start = end + 1
      }
      return Array(buffer[..<count])
    } catch { throw Self.cannotRead(path, error.reason) }
  }

  /// A length of time in nanoseconds: `500ms`, `30s`, `5min`, `1h`.
  static func length(_ text: String) -> Int64? {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit: Int64? =
      switch text.dropFirst(number.count).drop(while: { $0 == " " }) {
      case "ms": 1
      case "s": 1000
      case "min": 60_000
      case "h": 3_600_000
      default: nil
      }
    guard let unit, case .value(let thousandths) = ScaledDecimal.read(String(number), scale: 3),
      thousandths > 0, thousandths <= 86_400_000
    else { return nil }
    let milliseconds = thousandths.multipliedReportingOverflow(by: unit)
    let nanoseconds = milliseconds.partialValue.multipliedReportingOverflow(by: 1000)
    return milliseconds.overflow || nanoseconds.overflow ? nil : nanoseconds.partialValue
  }

  /// A power in nanowatts or an energy in microjoules: `60W`, `262143.3 J`.
  private static func amount(_ text: String) -> (value: Int64, unit: MeterUnit)? {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let symbol = text.dropFirst(number.count).drop { $0 == " " }
    guard let unit = MeterUnit(String(symbol)), let value = unit.value(String(number)) else {
      return nil
    }
    return (value, unit)
  }

  /// After how much counters begin again: `262143.328850J`, or some by their names,
  /// `package-0=262143.328850J,dram=65712.999613J`.
  private static func counterRanges(
    _ text: String
  ) throws(Failure) -> (all: Int64?, named: [CounterRange]) {
    guard let ranges = counterRanges(rangePairs(text)) else { throw noCounterRange(text) }
    return ranges
  }

  /// The names and the energies of a text of them; a name of nothing is that of all.
  static func rangePairs(_ text: String) -> [(name: String?, energy: String)] {
    text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let split = part.lastIndex(of: "=") else { return (nil, String(part)) }
      return (String(part[..<split]), String(part[part.index(after: split)...]))
    }
  }

  /// After how much counters begin again, by their names; nothing where one is no energy, or stands
  /// twice.
  static func counterRanges(
    _ pairs: [(name: String?, energy: String)]
  ) -> (all: Int64?, named: [CounterRange])? {
    var all: Int64?
    var named: [CounterRange] = []
    for (name, energy) in pairs {
      guard let range = amount(energy), range.unit.isEnergy, range.value > 0, name != "",
        name == nil ? all == nil : !named.contains(where: { $0.name == name })
      else { return nil }
      if let name {
        named.append(CounterRange(name: name, microjoules: range.value))
      } else {
        all = range.value
      }
    }
    return (all, named)
  }

  /// What parts a sum is not told of a slice of it.
  func checkPartial() throws(Failure) {
    if let text = invocation.value(of: "idle") {
      guard case .stretch = try baseline() else { throw Self.notOfPartial("--idle \(text)") }
    }
    if invocation.value(of: "meter") == "facility" {
      throw Self.notOfPartial("--meter facility")
    }
  }

  /// How the draw without work is found.
  func baseline() throws(Failure) -> Metered.Baseline {
    guard let text = invocation.value(of: "idle") else { return .none }
    return try Self.baseline(text)
  }

  /// How the draw without work of a summary is found: as is told, or in the stretch for which it was
  /// made.
  func baseline(of summary: MeterSummary) throws(Failure) -> Metered.Baseline {
    let told = try baseline()
    guard case .stretch(let stretch) = told else {
      if case .none = told, let stretch = summary.stretch { return .stretch(stretch) }
      return told
    }
    guard summary.stretch == stretch else { throw Self.otherStretch(stretch, summary.stretch) }
    return told
  }

  static func baseline(_ text: String) throws(Failure) -> Metered.Baseline {
    if text == "measured" { return .measured }
    if let stretch = Stretch(text) { return .stretch(stretch) }
    if text.contains("/") { throw noStretch(text) }
    if let (value, unit) = amount(text) {
      guard !unit.isEnergy else {
        throw noIdle(text)
      }
      return .given(value, source: "as given")
    }
    let entry = FactorCatalog.embedded.entry(text)
    let row = entry.flatMap { FactorCatalog.embedded.row(of: $0.id, figure: "idle") }
    guard let row, row.unit == "W", let draw = MeterUnit.watt.value(row.value) else {
      throw noIdle(text)
    }
    return .given(draw, source: "that of \(text) in the catalogue")
  }
}

// The messages.
extension Session {
  private static func noCounterRange(_ text: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`--counter-range \(text)` does not tell after how much counters begin again",
        hint: "write an energy for all of them, `262143.328850J`, or one for each name, as in "
          + "`package-0=262143.328850J,dram=65712.999613J`"))
  }

  private static func notOfPartial(_ option: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`\(option)` is of the sum of all slices, and `--partial` writes one of them",
        hint: "give it to the `cradle merge` that joins them: `cradle merge \(option) PART…`"))
  }

  /// Names that have a range, and that no counter has.
  static func rangeDoubts(_ summary: MeterSummary) -> [Diagnostic] {
    let names = summary.rangesOfNone
    guard !names.isEmpty else { return [] }
    var known: [String] = []
    for device in summary.devices where device.key.isCounter {
      if known.count < 8 { known.append("`\(device.key.text)`") }
    }
    return [
      Diagnostic(
        .warning, .doubtfulLog,
        "`--counter-range` names \(names.map { "`\($0)`" }.joined(separator: ", ")), and no counter "
          + "is called so",
        hint: known.isEmpty
          ? "there are no counters in the logs" : "counters are \(known.joined(separator: ", "))")
    ]
  }
}
