/// A line of `perf stat -I 1000 -x, -e power/energy-pkg/`: seconds since the start, what the counter
/// is of where there are several, the energy since the line before, its unit, and the event:
/// `1.001048308,S0,1,19.63,Joules,power/energy-pkg/,1001201203,100.00,,`.
///
/// (perf-stat(1), “CSV FORMAT”, Linux 6.6, 2023.)
struct PerfLine {
  let time: Range<Int>
  let value: Range<Int>
  let event: Range<Int>
  /// The socket, die or core, as `S0`; empty where the counter is of all.
  let part: Range<Int>

  /// Nothing for another line.
  init?(_ bytes: Span<UInt8>, _ line: Range<Int>) {
    var cells = Cells(separator: 0x2C)
    cells.split(bytes, line)
    guard cells.count >= 4 else { return nil }
    for unit in 2..<min(cells.count - 1, 6)
    where bytes.holds("Joules", in: bytes.trimmed(cells.ranges[unit])) {
      time = bytes.trimmed(cells.ranges[0])
      value = bytes.trimmed(cells.ranges[unit - 1])
      event = bytes.trimmed(cells.ranges[unit + 1])
      part = unit > 2 ? bytes.trimmed(cells.ranges[1]) : line.lowerBound..<line.lowerBound
      guard case .value = ScaledDecimal.read(bytes, time, scale: 9, dropsRest: true),
        bytes.text(event).hasPrefix("power/energy-")
      else { return nil }
      return
    }
    return nil
  }

  /// Whether there is such a line in a block.
  static func isIn(_ bytes: Span<UInt8>, _ block: Range<Int>) -> Bool {
    var start = block.lowerBound
    while start < block.upperBound {
      let end = bytes.index(of: 0x0A, from: start, to: block.upperBound)
      if PerfLine(bytes, bytes.trimmed(start..<end)) != nil { return true }
      start = end + 1
    }
    return false
  }
}

/// Reads what `perf stat -I` writes of the energy of packages and of memory. Cores and the graphics
/// of a package lie in it, and a platform holds all: these were not asked for, like other events.
///
/// The first line of each tells what was used before it, since a start that it does not tell: it is
/// where the energy begins to be covered.
struct PerfReader: PowerReader {
  var recorder: MeterRecorder

  init(recorder: MeterRecorder) {
    self.recorder = recorder
    self.recorder.note(.rapl)
  }

  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>) {
    var index = block.lowerBound
    while index < block.upperBound {
      let end = bytes.index(of: 0x0A, from: index, to: block.upperBound)
      recorder.lines += 1
      let line = bytes.trimmed(index..<end)
      if !line.isEmpty, bytes[line.lowerBound] != 0x23 {
        if let (reason, place) = use(bytes, line) {
          recorder.reject(reason, column: bytes.column(of: place, from: index))
        } else if end == block.upperBound {
          recorder.noteOpenLine()
        }
      }
      index = end + 1
    }
  }

  /// Uses a line, or says why not and where.
  private mutating func use(
    _ bytes: Span<UInt8>, _ line: Range<Int>
  ) -> (RejectionReason, Int)? {
    let nul = bytes.index(of: 0, from: line.lowerBound, to: line.upperBound)
    if nul < line.upperBound { return (.nulByte, nul) }
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
    guard
      case .value(let time) = ScaledDecimal.read(bytes, sample.time, scale: 9, dropsRest: true),
      0...4_600_000_000_000_000_000 ~= time
    else { return (.timeInvalid, sample.time.lowerBound) }
    var energy: Int64?
    switch MeterUnit.joule.read(bytes, sample.value) {
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
    guard let number = recorder.number(of: key, model: nil) else {
      return (.outOfRange, line.lowerBound)
    }
    let used = recorder.used
    recorder.add(number, MeterSample(time: time, value: energy ?? 0), isZoned: true)
    guard energy != nil else {
      recorder.used = used
      return (.valueMissing, sample.value.lowerBound)
    }
    recorder.zoned += 1
    return nil
  }
}
