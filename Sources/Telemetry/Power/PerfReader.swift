/// A line of `perf stat -I 1000 -x, -e power/energy-pkg/`: seconds since the start, what the counter
/// is of where there are several, the energy since the line before, its unit, and the event:
/// `1.001048308,S0,1,19.63,Joules,power/energy-pkg/,1001201203,100.00,,`.
///
/// Numbers are written as the locale has them: where commas do not part columns, they may be those of
/// decimals.
///
/// (perf-stat(1), “CSV FORMAT”, Linux 6.6, 2023.)
struct PerfLine {
  private let time: Range<Int>
  let value: Range<Int>
  let event: Range<Int>
  /// The socket, die or core, as `S0`; empty where the counter is of all.
  let part: Range<Int>
  private let hasCommas: Bool

  /// Nothing for another line.
  init?(_ bytes: Span<UInt8>, _ line: Range<Int>) {
    for separator: UInt8 in [0x2C, 0x3B, 0x09, 0x7C] {
      var cells = Cells(separator: separator)
      cells.split(bytes, line)
      guard let unit = Self.unit(bytes, cells) else { continue }
      hasCommas = separator != 0x2C
      time = bytes.trimmed(cells.ranges[0])
      value = bytes.trimmed(cells.ranges[unit - 1])
      event = bytes.trimmed(cells.ranges[unit + 1])
      part = unit > 2 ? bytes.trimmed(cells.ranges[1]) : line.lowerBound..<line.lowerBound
      guard case .value = read(bytes, time, scale: 9), !isNumber(bytes, part) else { return nil }
      return
    }
    return nil
  }

  /// The column of the unit, in a line of energy.
  private static func unit(_ bytes: Span<UInt8>, _ cells: Cells) -> Int? {
    guard cells.count >= 4 else { return nil }
    for unit in 2..<min(cells.count - 1, 7)
    where bytes.holds("Joules", in: bytes.trimmed(cells.ranges[unit])) {
      let event = bytes.trimmed(cells.ranges[unit + 1])
      return bytes.text(event).hasPrefix("power/energy-") ? unit : nil
    }
    return nil
  }

  /// The time in nanoseconds.
  func nanoseconds(_ bytes: Span<UInt8>) -> Int64? {
    guard case .value(let time) = read(bytes, time, scale: 9),
      0...4_600_000_000_000_000_000 ~= time
    else { return nil }
    return time
  }

  /// The place of the time.
  var start: Int { time.lowerBound }

  /// The energy in microjoules.
  func microjoules(_ bytes: Span<UInt8>) -> ScaledDecimal { read(bytes, value, scale: 6) }

  private func read(_ bytes: Span<UInt8>, _ range: Range<Int>, scale: Int) -> ScaledDecimal {
    guard hasCommas else { return ScaledDecimal.read(bytes, range, scale: scale, dropsRest: true) }
    var text: [UInt8] = []
    for index in range { text.append(bytes[index] == 0x2C ? 0x2E : bytes[index]) }
    return ScaledDecimal.read(text.span, 0..<text.count, scale: scale, dropsRest: true)
  }

  /// Whether a line has numbers with a comma between columns that commas part: then a part of a
  /// number stands where something else should.
  static func isTorn(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var cells = Cells(separator: 0x2C)
    cells.split(bytes, line)
    return unit(bytes, cells).map { $0 > 2 && isNumber(bytes, cells.ranges[1]) } ?? false
  }

  /// Whether a line of a block is one of energy, and torn or not.
  static func isIn(_ bytes: Span<UInt8>, _ block: Range<Int>, torn: Bool) -> Bool {
    var start = block.lowerBound
    while start < block.upperBound {
      let end = bytes.index(of: 0x0A, from: start, to: block.upperBound)
      let line = bytes.trimmed(start..<end)
      if torn ? isTorn(bytes, line) : PerfLine(bytes, line) != nil { return true }
      start = end + 1
    }
    return false
  }
}

private func isNumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
  for index in range where !isDigit(bytes[index]) { return false }
  return !range.isEmpty
}

/// Reads what `perf stat -I` writes of the energy of packages and of memory. Cores and the graphics
/// of a package lie in it, and a platform holds all: these were not asked for, like other events.
///
/// Each line tells what was used since the one before it of the same counter, the first since the start
/// of the run, which is the zero of its times; the first of a slice, since a moment that is known once
/// the slices are joined.
struct PerfReader: PowerLineReader {
  var recorder: MeterRecorder

  init(recorder: MeterRecorder) {
    self.recorder = recorder
    self.recorder.note(.rapl)
  }

  mutating func passesOver(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    bytes[bytes.trimmed(line).lowerBound] == 0x23
  }

  mutating func use(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (RejectionReason, Int)? {
    let line = bytes.trimmed(line)
    guard let sample = PerfLine(bytes, line) else {
      // Lines of other events have other units.
      var cells = Cells(separator: 0x2C)
      cells.split(bytes, line)
      let holdsEnergy = bytes.text(line).holds("power/energy-")
      return (cells.count < 4 || holdsEnergy ? .malformed : .notAskedFor, line.lowerBound)
    }
    let isPackage = bytes.holds("power/energy-pkg/", in: sample.event)
    guard isPackage || bytes.holds("power/energy-ram/", in: sample.event) else {
      return (.notAskedFor, sample.event.lowerBound)
    }
    guard let time = sample.nanoseconds(bytes) else { return (.timeInvalid, sample.start) }
    var energy: Int64?
    switch sample.microjoules(bytes) {
    case .value(let value):
      if value < 0 { return (.negative, sample.value.lowerBound) }
      energy = value
    case .empty: return (.valueMissing, sample.value.lowerBound)
    case .tooLarge: return (.outOfRange, sample.value.lowerBound)
    case .notANumber, .inexact:
      // `<not counted>`, `<not supported>`: the next window begins here, and this one is not covered.
      guard bytes[sample.value.lowerBound] == 0x3C else {
        return (.numberInvalid, sample.value.lowerBound)
      }
      energy = nil
    }
    let part = bytes.text(sample.part)
    let node = recorder.node.isEmpty ? recorder.file : recorder.node
    let key = MeterDevice.Key(
      node: node, name: (isPackage ? "package" : "dram") + (part.isEmpty ? "" : " \(part)"),
      isCounter: true, isWindowed: true)
    guard let number = recorder.number(of: key) else {
      return (.outOfRange, line.lowerBound)
    }
    let used = recorder.used
    recorder.add(
      number, MeterSample(time: time, value: energy ?? MeterSample.begins), isZoned: true)
    guard energy != nil else {
      recorder.used = used
      return (.valueMissing, sample.value.lowerBound)
    }
    recorder.zoned += 1
    return nil
  }
}
