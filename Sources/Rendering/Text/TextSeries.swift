import Documents

/// Series over time as lines of blocks, each on a scale of its own with its figures above it.
struct TextSeries {
  private let plot: SeriesPlot
  private let digits: Int
  private let width: Int
  private let reduced: [ReducedSeries]

  /// Lays series out within a width.
  init(_ plot: SeriesPlot, digits: Int, width: Int) {
    self.plot = plot
    self.digits = digits
    self.width = width
    reduced = plot.series.map { ReducedSeries($0.values, atMost: width) }
  }

  /// Writes the series and the time under them.
  func write(to output: inout TerminalText) {
    for (index, series) in plot.series.enumerated() {
      writeItems(figures(of: series), style: .quiet, at: 0, width: width, to: &output)
      let extent = series.extent
      for value in reduced[index].values { write(value, extent, to: &output) }
      output.newline()
    }
    writeTime(to: &output)
    var notes: [String] = []
    if reduced[0].group > 1 {
      notes.append("each sign is the mean of \(grouped("\(reduced[0].group)")) windows")
    }
    if reduced.contains(where: { $0.values.contains { $0 == nil } }) { notes.append("· no data") }
    writeItems(notes, style: .quiet, at: 0, width: width, to: &output)
  }

  /// `Requests, request/h`, the least, the greatest, the mean.
  private func figures(of series: SeriesPlot.Series) -> [String] {
    let extent = series.extent
    let power = chartPower(max(abs(extent?.low ?? 0), abs(extent?.high ?? 0)))
    let title = chartTitle(series.axis.title, chartUnit(series.axis.unit, power: power))
    guard let extent else { return [title, "no data"] }
    func figure(_ value: Double) -> String { chartFigure(value, digits: digits, power: power) }
    return [
      title, "\(figure(extent.low)) … \(figure(extent.high))", "mean \(figure(extent.mean))",
    ]
  }

  private func write(
    _ value: Double?, _ extent: SeriesPlot.Series.Extent?, to output: inout TerminalText
  ) {
    guard let value, let extent else {
      output.write("·", .quiet, width: 1)
      return
    }
    let low = min(0, extent.low)
    let height = max(0, extent.high) - low
    output.write(block(height > 0 ? (value - low) / height : 0), width: 1)
  }

  private func writeTime(to output: inout TerminalText) {
    let time = plot.time
    let group = Double(reduced[0].group)
    let length = reduced[0].values.count
    var labels: [(column: Int, text: String)] = []
    if time.labels.isEmpty {
      let end = time.start + time.window * Double(plot.count)
      let ticks = ChartTicks(covering: time.start, end, atMost: max(2, length / 12))
      let unit = chartUnit(time.axis.unit, power: ticks.power)
      for index in 0..<ticks.count {
        let value = ticks.value(index)
        if value < time.start || value > end { continue }
        let window = (value - time.start) / time.window
        labels.append((Int(window / group), ticks.text(index) + (unit.isEmpty ? "" : " " + unit)))
      }
    } else {
      for label in time.labels where label.window >= 0 && label.window <= Double(plot.count) {
        labels.append((Int(label.window / group), label.text))
      }
    }
    for label in labels where label.column >= output.column {
      if label.column > length { continue }
      output.skip(to: min(label.column, width - 1))
      output.write("╵", .quiet, width: 1)
    }
    if output.column > 0 { output.newline() }
    writeLabels(labels, style: .quiet, at: 0, width: width, to: &output)
  }
}
