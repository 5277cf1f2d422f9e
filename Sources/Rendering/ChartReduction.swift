import Documents

/// A series with no more figures than a picture has places for: the means of groups of windows.
struct ReducedSeries {
  /// How many windows a figure is the mean of.
  let group: Int
  /// The figures; nothing where all windows of a group are gaps.
  let values: [Double?]

  /// The means of groups of equal length, the last of which may be shorter.
  init(_ all: [Double?], atMost count: Int) {
    let count = max(1, count)
    let group = max(1, (all.count + count - 1) / count)
    if group == 1 {
      self.group = 1
      values = all
      return
    }
    var values: [Double?] = []
    for start in stride(from: 0, to: all.count, by: group) {
      var sum = 0.0
      var present = 0
      for case .some(let value) in all[start..<min(start + group, all.count)] {
        sum += value
        present += 1
      }
      values.append(present > 0 ? sum / Double(present) : nil)
    }
    self.group = group
    self.values = values
  }
}

extension SeriesPlot.Series {
  /// What is to be said of a series in figures; nothing where it is all gaps.
  struct Extent {
    var low: Double
    var high: Double
    var mean: Double
    var gaps: Int
  }

  /// The least, the greatest and the mean of its figures, and how many windows are gaps.
  var extent: Extent? {
    var extent: Extent?
    var sum = 0.0
    var present = 0
    for case .some(let value) in values {
      extent = Extent(
        low: min(extent?.low ?? value, value), high: max(extent?.high ?? value, value), mean: 0,
        gaps: 0)
      sum += value
      present += 1
    }
    extent?.mean = sum / Double(max(1, present))
    extent?.gaps = values.count - present
    return extent
  }
}

extension DensityPlot.Curve {
  /// The mean height between two values; zero beyond the bins.
  func height(from low: Double, to high: Double) -> Double {
    let length = high - low
    if length <= 0 { return 0 }
    var area = 0.0
    let count = Double(heights.count)
    let first = min(count - 1, max(0, ((low - start) / width).rounded(.down)))
    let last = min(count - 1, max(0, ((high - start) / width).rounded(.down)))
    var bin = Int(first)
    while bin <= Int(last) {
      let left = max(low, start + Double(bin) * width)
      let right = min(high, start + Double(bin + 1) * width)
      if right > left { area += heights[bin] * ((right - left) / length) }
      bin += 1
    }
    return area
  }
}
