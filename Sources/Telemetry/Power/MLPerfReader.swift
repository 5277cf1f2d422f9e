/// Reads the power readings among the lines that MLPerf training and HPC runs log:
/// `:::MLLOG {"namespace": "", "time_ms": 1719843792116, "event_type": "POINT_IN_TIME",
/// "key": "power_reading", "value": 412.0, "metadata": {"host": "node_0", …}}`.
///
/// A reading is in watts, its time in milliseconds since 1970; what a run prints beside, or logs under
/// other keys, was not asked for. Readings before `power_measurement_start` and after
/// `power_measurement_stop` count, too, which the score of MLPerf leaves out, and `conversion_eff`
/// multiplies none: a line means the same in whatever slice it stands. Who wants the energy of the
/// score alone gives the lines between the two.
///
/// (mlcommons/logging: `mllog/mllog.py`, `_encode_log`; `mllog/examples/power/power_measurement.py`,
/// `convert2mlperf`; `result_summarizer/result_summarizer.py`, `_compute_power_node`; 2024.)
struct MLPerfReader: PowerLineReader {
  var recorder: MeterRecorder

  init(recorder: MeterRecorder) {
    self.recorder = recorder
    self.recorder.note(.mlperf)
  }

  /// What each line that is logged begins with; `srun -l` puts the rank before it.
  private static let mark = Array(":::MLLOG ".utf8)

  /// Whether a line is one of a log of MLPerf.
  static func matches(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    object(bytes, line) != nil
  }

  /// The range behind the mark.
  private static func object(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
    var start = line.lowerBound
    search: while true {
      start = bytes.index(of: 0x3A, from: start, to: line.upperBound)
      guard start + mark.count <= line.upperBound else { return nil }
      for (offset, byte) in mark.enumerated() where bytes[start + offset] != byte {
        start += 1
        continue search
      }
      return bytes.trimmed(start + mark.count..<line.upperBound)
    }
  }

  mutating func passesOver(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool { false }

  mutating func use(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (RejectionReason, Int)? {
    let line = bytes.trimmed(line)
    guard let object = Self.object(bytes, line) else { return (.notAskedFor, line.lowerBound) }
    guard let event = Event(bytes, object), let key = event.key else {
      return (.malformed, object.lowerBound)
    }
    guard bytes.holds("power_reading", in: key) else { return (.notAskedFor, key.lowerBound) }
    guard let stamp = event.time else { return (.columnMissing, object.upperBound) }
    guard case .value(let time) = ScaledDecimal.read(bytes, stamp, scale: 6, dropsRest: true),
      0...4_600_000_000_000_000_000 ~= time
    else { return (.timeInvalid, stamp.lowerBound) }
    guard let value = event.value else { return (.columnMissing, object.upperBound) }
    let power: Int64
    switch MeterUnit.watt.read(bytes, value) {
    case .value(let read):
      if read < 0 { return (.negative, value.lowerBound) }
      if read > MeterUnit.limit { return (.outOfRange, value.lowerBound) }
      power = read
    case .empty: return (.valueMissing, value.lowerBound)
    case .tooLarge: return (.outOfRange, value.lowerBound)
    case .notANumber, .inexact:
      return (bytes.holds("null", in: value) ? .valueMissing : .numberInvalid, value.lowerBound)
    }
    var node = event.host.map { bytes.text($0) } ?? ""
    if node.isEmpty { node = recorder.node.isEmpty ? recorder.file : recorder.node }
    let device = MeterDevice.Key(node: node, name: "", isCounter: false)
    guard let number = recorder.number(of: device) else {
      return (.outOfRange, object.lowerBound)
    }
    recorder.zoned += 1
    recorder.add(number, MeterSample(time: time, value: power), isZoned: true)
    return nil
  }

  /// What an event says that a meter needs: the ranges of its values, without quotes.
  private struct Event {
    var time: Range<Int>?
    var key: Range<Int>?
    var value: Range<Int>?
    var host: Range<Int>?

    /// Nothing for what is not one JSON object (RFC 8259), whole and nothing but it.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
      var index = range.lowerBound
      let end = range.upperBound
      // The objects and lists that are open, and the keys under which they and their values stand.
      var isObject: [Bool] = []
      var keys: [Range<Int>] = []
      var isKey = false
      while index < end {
        let byte = bytes[index]
        switch byte {
        case 0x20, 0x09: index += 1
        case 0x7B, 0x5B:
          guard isObject.count < 32, !isKey, isObject.isEmpty == (index == range.lowerBound) else {
            return nil
          }
          isObject.append(byte == 0x7B)
          keys.append(0..<0)
          isKey = byte == 0x7B
          index += 1
        case 0x7D, 0x5D:
          guard isObject.popLast() == (byte == 0x7D) else { return nil }
          keys.removeLast()
          isKey = false
          index += 1
          if isObject.isEmpty {
            guard index == end else { return nil }
            return
          }
        case 0x2C:
          guard let last = isObject.last else { return nil }
          isKey = last
          index += 1
        case 0x3A:
          isKey = false
          index += 1
        default:
          guard !isObject.isEmpty, let text = Self.scalar(bytes, index, end) else { return nil }
          index = text.upperBound + (byte == 0x22 ? 1 : 0)
          if isKey { keys[keys.count - 1] = text } else { take(bytes, text, isObject, keys) }
        }
      }
      return nil
    }

    /// A text without its quotes, or a number, `true`, `false` or `null`.
    private static func scalar(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int>? {
      var index = start
      if bytes[start] == 0x22 {
        index += 1
        while index < end, bytes[index] != 0x22 { index += bytes[index] == 0x5C ? 2 : 1 }
        return index < end ? start + 1..<index : nil
      }
      while index < end, !isBlank(bytes[index]), ![0x2C, 0x7D, 0x5D, 0x22].contains(bytes[index]) {
        index += 1
      }
      return index > start ? start..<index : nil
    }

    private mutating func take(
      _ bytes: Span<UInt8>, _ text: Range<Int>, _ isObject: [Bool], _ keys: [Range<Int>]
    ) {
      guard isObject[isObject.count - 1] else { return }
      if keys.count == 1 {
        if bytes.holds("time_ms", in: keys[0]) { time = text }
        if bytes.holds("key", in: keys[0]) { key = text }
        if bytes.holds("value", in: keys[0]) { value = text }
      } else if keys.count == 2, bytes.holds("metadata", in: keys[0]),
        bytes.holds("host", in: keys[1])
      {
        host = text
      }
    }
  }
}
