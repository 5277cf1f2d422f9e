/// A window of time and the energy in it.
struct MeterWindow: Hashable, Comparable {
  /// Its start and its end, in nanoseconds since 1970.
  var from: Int64
  var to: Int64
  /// The energy in microjoules.
  var energy: Int64

  static func < (left: MeterWindow, right: MeterWindow) -> Bool {
    (left.from, left.to, left.energy) < (right.from, right.to, right.energy)
  }
}

extension MeterSummary {
  /// Puts the windows of devices where their runs were; one that stands twice counts once.
  mutating func replaceWindows(by collector: SampleCollector) {
    for index in devices.indices where devices[index].key.isWindowed {
      var device = devices[index].emptied
      if let windows = collector.windows[device.key] {
        device.takeWindows(windows, devices[index].firstPlace, terms)
      } else if let samples = collector.samples[device.key], !samples.isEmpty {
        guard let (whole, duplicates) = Self.union(samples) else { continue }
        var run = MeterRun(whole[0], of: device.key, at: devices[index].firstPlace)
        for sample in whole.dropFirst() { run.extend(sample, terms) }
        device.runs = [run]
        reject(duplicates)
      } else {
        continue
      }
      devices[index] = device
    }
    reject(collector.repeatedRows)
  }

  /// Intervals that are told by their ends, as they were read, put together to those of one run of
  /// `perf stat`, and how many of them stood twice; nothing where logs have not the very same ones
  /// wherever they overlap: then they are of two runs.
  private static func union(
    _ samples: [MeterSample]
  ) -> (samples: [MeterSample], duplicates: Int)? {
    var pieces: [Range<Int>] = []
    var start = 0
    for index in 1...samples.count
    where index == samples.count || samples[index].time <= samples[index - 1].time {
      pieces.append(start..<index)
      start = index
    }
    pieces.sort {
      (samples[$0.lowerBound].time, $1.count) < (samples[$1.lowerBound].time, $0.count)
    }
    var whole: [MeterSample] = []
    var duplicates = 0
    for piece in pieces {
      var (place, end) = (0, whole.count)
      while place < end {
        let middle = (place + end) / 2
        if whole[middle].time < samples[piece.lowerBound].time {
          place = middle + 1
        } else {
          end = middle
        }
      }
      for sample in samples[piece] {
        if place == whole.count {
          whole.append(sample)
        } else {
          guard whole[place] == sample else { return nil }
          if sample.value != MeterSample.begins { duplicates += 1 }
        }
        place += 1
      }
    }
    return (whole, duplicates)
  }
}

extension MeterDevice {
  /// The same device without its samples.
  var emptied: MeterDevice {
    var device = MeterDevice(key)
    if let model { device.name(model, at: namedAt) }
    device.machine = machine
    return device
  }

  /// The place of its first row.
  var firstPlace: RowPlace {
    runs.map(\.place).min() ?? RowPlace(file: "", line: 0, column: 0)
  }

  /// Takes windows, each with its log. They are one run, if none begins before the end of another.
  fileprivate mutating func takeWindows(
    _ windows: [MeterWindow: String], _ place: RowPlace, _ terms: MeterRun.Terms
  ) {
    for window in windows.keys.sorted() {
      let end = MeterSample(time: window.to, value: window.energy)
      if let last = runs.last?.last.time, window.from >= last {
        let index = runs.count - 1
        if window.from > last {
          runs[index].extend(MeterSample(time: window.from, value: MeterSample.begins), terms)
        }
        runs[index].extend(end, terms)
      } else if runs.count < Self.mostRuns {
        var place = place
        place.file = windows[window] ?? place.file
        let begin = MeterSample(time: window.from, value: MeterSample.begins)
        var run = MeterRun(begin, of: key, at: place)
        run.extend(end, terms)
        runs.append(run)
      } else {
        isDisordered = true
      }
    }
  }
}
