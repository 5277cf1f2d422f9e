/// Reads the rows of CodeCarbon: each tells the end of a run, how long it took and what it used.
///
/// Rows of the same run follow each other as it goes on, and are readings of a counter that stood
/// at zero where the run began: at the time of its first row, less the duration that this tells. A
/// row of a task, or of no run, is one of its own.
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
    // A row has its time where the header has a name.
    if cells.count > table.time, let byte = cells.ranges[table.time].first, isDigit(bytes[byte]) {
      return false
    }
    return isHeader(cells, bytes, of: table.header)
  }

  mutating func use(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (RejectionReason, Int)? {
    let problem = useRow(bytes, line)
    if problem != nil, table.isOther(cells, bytes) { recorder.noteOtherHeader() }
    return problem
  }

  /// Uses a row, or says why not and where.
  ///
  /// Only a row with as many cells as the header tells which cell is of which column: CodeCarbon
  /// leaves empty columns out of the rows that it appends, wherever they stand (mlco2/codecarbon,
  /// `output_methods/file.py`, `FileOutput.out`, 2025).
  private mutating func useRow(
    _ bytes: Span<UInt8>, _ line: Range<Int>
  ) -> (RejectionReason, Int)? {
    if let quote = cells.unclosedQuote { return (.quoteUnclosed, quote) }
    if cells.count < table.header.count { return (.columnMissing, line.upperBound) }
    if cells.count > table.header.count {
      return (.malformed, cells.ranges[table.header.count].lowerBound)
    }
    let stamp = cells.ranges[table.time]
    guard let time = Timestamp(bytes, stamp) else { return (.timeInvalid, stamp.lowerBound) }
    let length = cells.ranges[table.duration]
    let (duration, mistake) = Self.amount(
      ScaledDecimal.read(bytes, length, scale: 9, dropsRest: true))
    if let mistake { return (mistake, length.lowerBound) }
    let (start, overflow) = time.nanoseconds.subtractingReportingOverflow(duration)
    if overflow || start < -4_600_000_000_000_000_000 { return (.outOfRange, length.lowerBound) }
    let range = cells.ranges[table.energy]
    let (used, problem) = Self.amount(microjoules(bytes, range))
    if let problem { return (problem, range.lowerBound) }
    // Energy of no time at all is no reading.
    if duration == 0, used > 0 { return (.outOfRange, length.lowerBound) }
    var energy = used
    if let place = heldPUE(bytes) {
      let (share, problem) = Self.amount(
        ScaledDecimal.read(bytes, place, scale: 9, dropsRest: true))
      if let problem { return (problem, place.lowerBound) }
      guard share > 0, let rest = Int64(exactly: Int128(used) * 1_000_000_000 / Int128(share))
      else { return (.outOfRange, place.lowerBound) }
      energy = rest
    }
    guard let number = recorder.number(of: key(bytes)) else {
      return (.outOfRange, line.lowerBound)
    }
    recorder.add(
      number, MeterSample(time: time.nanoseconds, value: energy), countedFrom: start)
    if let machine = table.machine(cells, bytes) { recorder.note(machine: machine, of: number) }
    recorder.zoned += time.isZoned ? 1 : 0
    return nil
  }

  /// A number that is not below zero, or why there is none.
  private static func amount(_ number: ScaledDecimal) -> (Int64, RejectionReason?) {
    switch number {
    case .value(let value): (value, value < 0 ? .negative : nil)
    case .empty: (0, .valueMissing)
    case .tooLarge: (0, .outOfRange)
    case .notANumber, .inexact: (0, .numberInvalid)
    }
  }

  /// The energy of a run in microjoules: 10^-15 kWh are 0.0036 µJ.
  private func microjoules(_ bytes: Span<UInt8>, _ range: Range<Int>) -> ScaledDecimal {
    switch ScaledDecimal.read(bytes, range, scale: 15, dropsRest: true) {
    case .value(let value): return .value(value / 2500 * 9 + value % 2500 * 9 / 2500)
    case .tooLarge: return MeterUnit.kilowattHour.read(bytes, range)
    case let other: return other
    }
  }

  /// Where the PUE stands that the energy holds; nothing where it holds none.
  private func heldPUE(_ bytes: Span<UInt8>) -> Range<Int>? {
    guard let pue = table.pue, let version = table.version, !cells.ranges[pue].isEmpty,
      CodeCarbonTable.holdsPUE(bytes.text(cells.ranges[version]))
    else { return nil }
    return cells.ranges[pue]
  }

  /// A run is what its id says; a task of it, or a row without an id, that and its time.
  private func key(_ bytes: Span<UInt8>) -> MeterDevice.Key {
    func text(_ index: Int?) -> String { index.map { bytes.text(cells.ranges[$0]) } ?? "" }
    var name = text(table.run)
    if table.task != nil || name.isEmpty {
      var words = [name.isEmpty ? text(table.project) : name, text(table.task)]
      words.append(text(table.time))
      name = words.filter { !$0.isEmpty }.joined(separator: " ")
    }
    return MeterDevice.Key(node: recorder.node, name: name, isCounter: true)
  }
}
