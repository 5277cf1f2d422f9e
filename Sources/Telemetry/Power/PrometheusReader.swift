/// Reads samples in the text format of Prometheus, with their time in milliseconds:
/// `DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-…",Hostname="n1"} 409.692 1700000000000`.
///
/// A scrape as an exporter shows it has no times, and tells nothing of energy. What `promtool tsdb
/// dump` writes has the name of the metric among the labels: `{__name__="…", gpu="0"} 409.692 …`.
struct PrometheusReader: PowerReader {
  var recorder: MeterRecorder

  init(recorder: MeterRecorder) { self.recorder = recorder }

  /// One sample taken apart.
  struct Line {
    var name = ""
    var labels: [(name: String, value: String)] = []
    var value: Range<Int>
    var time: Range<Int>?

    /// Nothing for a text that is none.
    init?(_ bytes: Span<UInt8>, _ line: Range<Int>) {
      var index = line.lowerBound
      let end = line.upperBound
      while index < end,
        bytes[index] | 0x20 &- 0x61 < 26 || isDigit(bytes[index])
          || bytes[index] == 0x5F || bytes[index] == 0x3A
      { index += 1 }
      guard index < end, !isDigit(bytes[line.lowerBound]) else { return nil }
      name = bytes.text(line.lowerBound..<index)
      if bytes[index] == 0x7B {
        index += 1
        while true {
          while index < end, isBlank(bytes[index]) || bytes[index] == 0x2C { index += 1 }
          guard index < end else { return nil }
          if bytes[index] == 0x7D { break }
          let start = index
          while index < end, bytes[index] != 0x3D { index += 1 }
          guard index + 1 < end, bytes[index + 1] == 0x22 else { return nil }
          let label = bytes.text(bytes.trimmed(start..<index))
          index += 2
          let first = index
          while index < end, bytes[index] != 0x22 { index += bytes[index] == 0x5C ? 2 : 1 }
          guard index < end else { return nil }
          let value = bytes.unescaped(first..<index)
          if name.isEmpty, label == "__name__" {
            name = value
          } else {
            labels.append((label, value))
          }
          index += 1
        }
        index += 1
      }
      guard !name.isEmpty || !labels.isEmpty else { return nil }
      guard index < end, isBlank(bytes[index]) else { return nil }
      while index < end, isBlank(bytes[index]) { index += 1 }
      let start = index
      while index < end, !isBlank(bytes[index]) { index += 1 }
      guard index > start else { return nil }
      value = start..<index
      let rest = bytes.trimmed(index..<end)
      if !rest.isEmpty { time = rest }
    }

    /// Whether the name or labels show that it is a sample, and no other words.
    var isTold: Bool { !labels.isEmpty || PrometheusMetric(name) != nil }
  }

  /// Whether one of the first few lines of a block is a sample with its time.
  static func isIn(_ bytes: Span<UInt8>, _ block: Range<Int>) -> Bool {
    var start = block.lowerBound
    var left = 8
    while start < block.upperBound, left > 0 {
      let end = bytes.index(of: 0x0A, from: start, to: block.upperBound)
      let line = bytes.trimmed(start..<end)
      start = end + 1
      if line.isEmpty || bytes[line.lowerBound] == 0x23 { continue }
      left -= 1
      if let sample = Line(bytes, line), sample.isTold, let time = sample.time,
        Timestamp(bytes, time) != nil
      {
        return true
      }
    }
    return false
  }

  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>) {
    var index = block.lowerBound
    while index < block.upperBound {
      let end = bytes.index(of: 0x0A, from: index, to: block.upperBound)
      recorder.lines += 1
      let line = bytes.trimmed(index..<end)
      if !line.isEmpty, bytes[line.lowerBound] != 0x23 {
        if let reason = use(bytes, line) {
          recorder.reject(reason, column: 1)
        } else if end == block.upperBound {
          recorder.noteOpenLine()
        }
      }
      index = end + 1
    }
  }

  private mutating func use(_ bytes: Span<UInt8>, _ line: Range<Int>) -> RejectionReason? {
    guard let sample = Line(bytes, line) else { return .malformed }
    guard let series = PrometheusSeries(sample.name, sample.labels, node: recorder.node) else {
      recorder.noteUnread(sample.name, sample.labels)
      return .notAskedFor
    }
    return recorder.add(series, bytes, value: sample.value, time: sample.time)
  }
}

extension Span where Element == UInt8 {
  /// The value of a label, in which `\\`, `\"` and `\n` stand for what they do in the text format.
  fileprivate func unescaped(_ range: Range<Int>) -> String {
    guard self.index(of: 0x5C, from: range.lowerBound, to: range.upperBound) < range.upperBound
    else { return text(range) }
    var bytes: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if self[index] == 0x5C, index + 1 < range.upperBound {
        index += 1
        bytes.append(self[index] == 0x6E ? 0x0A : self[index])
      } else {
        bytes.append(self[index])
      }
      index += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
