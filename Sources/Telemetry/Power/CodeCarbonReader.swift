/// Reads the rows of CodeCarbon: each tells the end of a run, how long it took and what it used.
/// Rows of the same run follow each other as it goes on, and are readings of a counter.
struct CodeCarbonReader: PowerLineReader {
  var recorder: MeterRecorder
  let table: CodeCarbonTable
  private var cells = Cells(separator: 0x2C)

  init(_ table: CodeCarbonTable, recorder: MeterRecorder) {
    self.table = table
    self.recorder = recorder
    self.recorder.note(.codecarbon)
  }

  mutating func passesOver(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    cells.split(bytes, line)
    return isHeader(cells, bytes, of: table.header)
  }

  mutating func use(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (RejectionReason, Int)? {
    if let quote = cells.unclosedQuote { return (.quoteUnclosed, quote) }
    guard cells.count > max(table.time, table.duration, table.energy) else {
      return (.columnMissing, line.upperBound)
    }
    let stamp = cells.ranges[table.time]
    guard let time = Timestamp(bytes, stamp) else { return (.timeInvalid, stamp.lowerBound) }
    let length = cells.ranges[table.duration]
    let duration: Int64
    switch ScaledDecimal.read(bytes, length, scale: 9, dropsRest: true) {
    case .value(let nanoseconds):
      if nanoseconds < 0 { return (.negative, length.lowerBound) }
      duration = nanoseconds
    case .empty: return (.valueMissing, length.lowerBound)
    case .tooLarge: return (.outOfRange, length.lowerBound)
    case .notANumber, .inexact: return (.numberInvalid, length.lowerBound)
    }
    let (start, overflow) = time.nanoseconds.subtractingReportingOverflow(duration)
    if overflow || start < -4_600_000_000_000_000_000 { return (.outOfRange, length.lowerBound) }
    let range = cells.ranges[table.energy]
    var energy: Int64
    switch microjoules(bytes, range) {
    case .value(let value):
      if value < 0 { return (.negative, range.lowerBound) }
      energy = value
    case .empty: return (.valueMissing, range.lowerBound)
    case .tooLarge: return (.outOfRange, range.lowerBound)
    case .notANumber, .inexact: return (.numberInvalid, range.lowerBound)
    }
    if let share = pue(bytes) { energy = Int64(Int128(energy) * 1_000_000_000 / Int128(share)) }
    guard let number = recorder.number(of: key(bytes)) else {
      return (.outOfRange, line.lowerBound)
    }
    let (used, zoned) = (recorder.used, recorder.zoned)
    if !recorder.hasSamples(number), duration > 0 {
      recorder.add(number, MeterSample(time: start, value: 0), isZoned: true)
    }
    recorder.add(
      number, MeterSample(time: time.nanoseconds, value: energy), isZoned: true)
    // A row is one, however many readings it tells; a duplicate has been rejected.
    if recorder.used > used { recorder.used = used + 1 }
    recorder.zoned = zoned + (time.isZoned ? 1 : 0)
    return nil
  }

  /// The energy of a run in microjoules: 10^-15 kWh are 0.0036 µJ.
  private func microjoules(_ bytes: Span<UInt8>, _ range: Range<Int>) -> ScaledDecimal {
    switch ScaledDecimal.read(bytes, range, scale: 15, dropsRest: true) {
    case .value(let value): return .value(value / 2500 * 9 + value % 2500 * 9 / 2500)
    case .tooLarge: return MeterUnit.kilowattHour.read(bytes, range)
    case let other: return other
    }
  }

  /// The PUE that the energy holds, in billionths; nothing for none.
  private func pue(_ bytes: Span<UInt8>) -> Int64? {
    guard let pue = table.pue, let version = table.version, max(pue, version) < cells.count,
      CodeCarbonTable.holdsPUE(bytes.text(cells.ranges[version])),
      case .value(let share) = ScaledDecimal.read(
        bytes, cells.ranges[pue], scale: 9, dropsRest: true),
      share >= 1_000_000_000
    else { return nil }
    return share
  }

  /// A run is what its id says, or else its project and its time.
  private func key(_ bytes: Span<UInt8>) -> MeterDevice.Key {
    func text(_ index: Int?) -> String {
      guard let index, index < cells.count else { return "" }
      return bytes.text(cells.ranges[index])
    }
    let run = text(table.run)
    let name = run.isEmpty ? "\(text(table.project)) \(text(table.time))" : run
    return MeterDevice.Key(node: recorder.node, name: name, isCounter: true)
  }
}
