/// The columns of windows of time with the energy of each device in them, as Zeus logs them:
/// `start_time,window_name,elapsed_time,gpu0_energy,gpu1_energy`, in seconds and joules.
///
/// (ml-energy/zeus, `zeus/monitor/energy.py`, `ZeusMonitor.end_window`, 2024.)
public struct WindowTable: Hashable, Sendable {
  /// The names of the columns.
  let header: [String]
  let separator: UInt8
  let start: Int
  let length: Int
  /// The columns of energies, and the devices that they are of.
  let energies: [Energy]

  /// A column of energies.
  struct Energy: Hashable, Sendable {
    var column: Int
    var device: String
  }

  /// The table of a header; nothing for another one.
  init?(header: [String], separator: UInt8) {
    guard let start = header.firstIndex(of: "start_time"),
      let length = header.firstIndex(of: "elapsed_time")
    else { return nil }
    var energies: [Energy] = []
    for (column, name) in header.enumerated() where name.hasSuffix("_energy") {
      let device = name.dropLast(7)
      let kind = device.prefix { !$0.isNumber }
      let number = device.dropFirst(kind.count)
      guard ["gpu", "cpu", "dram"].contains(kind), !number.isEmpty,
        number.allSatisfy({ $0.isASCII && $0.isNumber })
      else { continue }
      energies.append(Energy(column: column, device: "\(kind) \(number)"))
    }
    guard !energies.isEmpty, energies.count <= 1000 else { return nil }
    self.header = header
    self.separator = separator
    self.start = start
    self.length = length
    self.energies = energies
  }
}

/// Reads windows: a device has their energy, and the time between them is not covered. A window
/// that stands twice counts once; windows of a device that lie in each other are runs that overlap, and
/// are refused where they are joined.
struct WindowReader: PowerLineReader {
  var recorder: MeterRecorder
  let table: WindowTable
  private var cells: Cells

  init(_ table: WindowTable, recorder: MeterRecorder) {
    self.table = table
    self.recorder = recorder
    cells = Cells(separator: table.separator)
    self.recorder.note(.zeus)
  }

  mutating func passesOver(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    cells.split(bytes, line)
    return isHeader(cells, bytes, of: table.header)
  }

  mutating func use(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (RejectionReason, Int)? {
    if let quote = cells.unclosedQuote { return (.quoteUnclosed, quote) }
    let last = max(table.start, table.length, table.energies.last?.column ?? 0)
    guard cells.count > last else { return (.columnMissing, line.upperBound) }
    let stamp = cells.ranges[table.start]
    guard let start = Timestamp(bytes, stamp) else { return (.timeInvalid, stamp.lowerBound) }
    func amount(_ number: ScaledDecimal) -> (value: Int64, RejectionReason?) {
      switch number {
      case .value(let value): (value, value < 0 ? .negative : nil)
      case .empty: (0, .valueMissing)
      case .tooLarge: (0, .outOfRange)
      case .notANumber, .inexact: (0, .numberInvalid)
      }
    }
    let range = cells.ranges[table.length]
    let (length, problem) = amount(
      ScaledDecimal.read(bytes, range, scale: 9, dropsRest: true))
    if let problem { return (problem, range.lowerBound) }
    let (end, overflow) = start.nanoseconds.addingReportingOverflow(length)
    guard !overflow, end <= 4_600_000_000_000_000_000, length > 0 else {
      return (.outOfRange, range.lowerBound)
    }
    var energies: [Int64] = []
    for energy in table.energies {
      let range = cells.ranges[energy.column]
      let (value, problem) = amount(MeterUnit.joule.read(bytes, range))
      if let problem { return (problem, range.lowerBound) }
      energies.append(value)
    }
    if recorder.collector != nil {
      collect(energies, from: start.nanoseconds, to: end)
      recorder.used += 1
      recorder.zoned += start.isZoned ? 1 : 0
      return nil
    }
    let used = recorder.used
    for (energy, value) in zip(table.energies, energies) {
      guard let number = recorder.number(of: key(of: energy.device)) else {
        recorder.used = used
        return (.outOfRange, line.lowerBound)
      }
      recorder.add(
        number, MeterSample(time: start.nanoseconds, value: MeterSample.begins), isZoned: true)
      recorder.add(number, MeterSample(time: end, value: value), isZoned: true)
    }
    // A row is one, however many devices it tells of.
    recorder.used = used + 1
    recorder.zoned += start.isZoned ? 1 : 0
    return nil
  }

  private func key(of device: String) -> MeterDevice.Key {
    MeterDevice.Key(node: recorder.node, name: device, isCounter: true, isWindowed: true)
  }

  private mutating func collect(_ energies: [Int64], from start: Int64, to end: Int64) {
    var windows: [(key: MeterDevice.Key, window: MeterWindow)] = []
    for (energy, value) in zip(table.energies, energies) {
      windows.append(
        (key(of: energy.device), MeterWindow(from: start, to: end, energy: value)))
    }
    recorder.collector?.take(windows, of: recorder.file)
  }
}
