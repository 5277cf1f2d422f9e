/// The samples of devices whose runs overlap, kept as they are to be sorted.
public struct SampleCollector: Sendable {
  /// The most samples that are kept: 32 MB of them.
  public static let most = 2_000_000

  /// The devices that are looked for, and their samples.
  private(set) var samples: [MeterDevice.Key: [MeterSample]]
  /// Of devices with windows that tell their start: the windows, each with the first log that has it.
  private(set) var windows: [MeterDevice.Key: [MeterWindow: String]] = [:]
  /// How many rows tell nothing but windows that stand in others.
  private(set) var repeatedRows = 0
  /// When counters that tell it stood at zero, by their earliest sample.
  private(set) var starts: [MeterDevice.Key: (time: Int64, start: Int64)] = [:]
  /// How many there are.
  public private(set) var count = 0

  /// To collect the samples of these devices.
  public init(_ keys: [MeterDevice.Key]) {
    samples = [:]
    for key in keys { samples[key] = [] }
  }

  /// Whether it has samples of a device.
  func holds(_ key: MeterDevice.Key) -> Bool { samples[key].map { !$0.isEmpty } ?? false }

  /// Whether a device is looked for.
  func wants(_ key: MeterDevice.Key) -> Bool { samples[key] != nil }

  /// Whether there are more samples than are kept.
  public var isFull: Bool { count > Self.most }

  /// Takes a sample of a device that is looked for; false for another.
  mutating func take(_ key: MeterDevice.Key, _ sample: MeterSample) -> Bool {
    guard samples[key] != nil else { return false }
    count += 1
    if count <= Self.most { samples[key]?.append(sample) }
    return true
  }

  /// Takes the windows of a row of a log.
  mutating func take(_ row: [(key: MeterDevice.Key, window: MeterWindow)], of log: String) {
    var isRepeated = true
    for (key, window) in row {
      guard wants(key) else {
        isRepeated = false
        continue
      }
      count += 1
      guard count <= Self.most, windows[key]?[window] == nil else { continue }
      windows[key, default: [:]][window] = log
      isRepeated = false
    }
    if isRepeated { repeatedRows += 1 }
  }
}

extension SampleCollector {
  /// Takes it that a counter that is looked for stood at zero at `start`, by a sample of such a time.
  mutating func noteStart(_ start: Int64, of key: MeterDevice.Key, at time: Int64) {
    guard samples[key] != nil, start < time else { return }
    if let known = starts[key], (known.time, known.start) <= (time, start) { return }
    starts[key] = (time, start)
  }
}

extension MeterSummary {
  /// Puts the samples of devices, in order, where their runs were; those of the same time count
  /// once, and the others are rejected as duplicates. Of the rows given, all of these devices were
  /// used. Windows that cannot all be counted stay runs that overlap.
  public mutating func replaceRuns(by collector: SampleCollector, of rows: RowCount) {
    self.rows = rows
    replaceWindows(by: collector)
    for index in devices.indices where !devices[index].key.isWindowed {
      guard var samples = collector.samples[devices[index].key], !samples.isEmpty else { continue }
      samples.sort { ($0.time, $0.value) < ($1.time, $1.value) }
      var device = devices[index].emptied
      let terms = terms.of(device.key)
      var run = MeterRun(samples[0], of: device.key, at: devices[index].firstPlace)
      if let known = collector.starts[device.key] { run.noteStart(known.start, at: known.time) }
      var duplicates = 0
      for sample in samples.dropFirst() {
        if sample.time == run.last.time {
          // Sorted, so the later one is not smaller.
          if !device.key.isCounter {
            device.draws.add(-1, at: DrawHistogram.step(run.last.value))
            device.draws.add(1, at: DrawHistogram.step(sample.value))
          }
          _ = run.tie(sample.value, terms)
          duplicates += 1
        } else {
          run.extend(sample, terms)
          if !device.key.isCounter { device.draws.add(1, at: DrawHistogram.step(sample.value)) }
        }
      }
      if !device.key.isCounter {
        device.draws.add(1, at: DrawHistogram.step(samples[0].value))
        device.largest = samples.reduce(0) { max($0, $1.value) }
      }
      device.runs = [run]
      devices[index] = device
      reject(duplicates)
    }
  }

  /// Rejects so many of the rows used as duplicates.
  mutating func reject(_ duplicates: Int) {
    rows.used -= duplicates
    rows.add(.duplicate, count: duplicates)
  }
}
