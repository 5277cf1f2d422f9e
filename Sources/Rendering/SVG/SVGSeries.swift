import Documents

/// Series over time: a panel each, one below the other, over one time.
struct SVGSeries {
  private let plot: SeriesPlot

  /// Series over a time.
  init(_ plot: SeriesPlot) { self.plot = plot }

  /// Draws the panels and the time.
  func draw(on canvas: inout SVGCanvas) {
    let panels = plot.series.map { Panel($0) }
    let labels = panels.reduce(0) { max($0, $1.labelWidth) }
    let left = SVGCanvas.margin + labels + 8
    let right = SVGCanvas.width - SVGCanvas.margin - 16
    let height = panels.count > 1 ? 110.0 : 170.0
    let places = places(left: left, right: right)
    for (index, panel) in panels.enumerated() {
      canvas.y += 14
      let full = panel.title
      canvas.text(
        SVGText.cut(full, width: right - SVGCanvas.margin, size: 12, bold: true),
        x: SVGCanvas.margin, y: canvas.y, bold: true, full: full)
      let top = canvas.y + 14
      for place in places {
        canvas.line(place.x, top, place.x, top + height, ink: .grid, opacity: 20)
      }
      panel.draw(
        Palette.pair(index).code, left: left, right: right, top: top, bottom: top + height,
        count: plot.count, on: &canvas)
      canvas.y = top + height + (index + 1 < panels.count ? 14 : 0)
    }
    drawTime(places, left: left, right: right, on: &canvas)
    var notes: [String] = []
    let group = panels[0].reduced.group
    if group > 1 { notes.append("Each step is the mean of \(grouped("\(group)")) windows.") }
    if panels.contains(where: { $0.reduced.values.contains { $0 == nil } }) {
      notes.append("Shaded: no data.")
    }
    if !notes.isEmpty {
      canvas.text(notes.joined(separator: " "), x: SVGCanvas.margin, y: canvas.y + 14)
      canvas.y += 18
    }
  }

  /// The places of the time that have a name.
  private func places(left: Double, right: Double) -> [(x: Double, text: String)] {
    let time = plot.time
    let count = Double(plot.count)
    func x(_ window: Double) -> Double { left + (right - left) * (window / count) }
    if !time.labels.isEmpty {
      return time.labels.filter { $0.window >= 0 && $0.window <= count }.map {
        (x($0.window), $0.text)
      }
    }
    let end = time.start + time.window * count
    let ticks = ChartTicks(covering: time.start, end, atMost: 8)
    return (0..<ticks.count).filter { ticks.value($0) >= time.start && ticks.value($0) <= end }.map
    {
      (x((ticks.value($0) - time.start) / time.window), ticks.text($0))
    }
  }

  private func drawTime(
    _ places: [(x: Double, text: String)], left: Double, right: Double, on canvas: inout SVGCanvas
  ) {
    var end = 0.0
    for place in places {
      let half = SVGText.width(place.text, size: 12) / 2
      let x = max(4 + half, min(place.x, SVGCanvas.width - 4 - half))
      if x - half < end + 8 { continue }
      canvas.line(place.x, canvas.y, place.x, canvas.y + 4)
      canvas.text(place.text, x: x, y: canvas.y + 18, anchor: .middle)
      end = x + half
    }
    let time = plot.time
    var unit = time.axis.unit
    if time.labels.isEmpty {
      let last = time.start + time.window * Double(plot.count)
      unit = chartUnit(unit, power: ChartTicks(covering: time.start, last, atMost: 8).power)
    } else {
      unit = time.clockUnit
    }
    let name = chartTitle(time.axis.title, unit)
    canvas.text(
      SVGText.cut(name, width: right - left, size: 12), x: (left + right) / 2, y: canvas.y + 36,
      anchor: .middle, full: name)
    canvas.y += name.isEmpty ? 22 : 40
  }
}

/// A series in its panel.
private struct Panel {
  let series: SeriesPlot.Series
  let reduced: ReducedSeries
  let ticks: ChartTicks

  init(_ series: SeriesPlot.Series) {
    self.series = series
    reduced = ReducedSeries(series.values, atMost: 600)
    let extent = ReducedSeries.extent(reduced.values)
    ticks = ChartTicks(covering: min(0, extent.low), max(0, extent.high), atMost: 4)
  }

  var title: String {
    chartTitle(series.axis.title, chartUnit(series.axis.unit, power: ticks.power))
  }

  var labelWidth: Double {
    (0..<ticks.count).reduce(0) { max($0, SVGText.width(ticks.text($1), size: 12)) }
  }

  func draw(
    _ color: String, left: Double, right: Double, top: Double, bottom: Double, count: Int,
    on canvas: inout SVGCanvas
  ) {
    func y(_ value: Double) -> Double { bottom - ticks.share(value) * (bottom - top) }
    for index in 0..<ticks.count {
      let value = ticks.value(index)
      canvas.line(left, y(value), right, y(value), ink: .grid, opacity: value == 0 ? 100 : 35)
      canvas.text(ticks.text(index), x: left - 6, y: y(value) + 4, anchor: .end)
    }
    let step = (right - left) * (Double(reduced.group) / Double(count))
    func x(_ index: Int) -> Double { min(right, left + step * Double(index)) }
    var index = 0
    while index < reduced.values.count {
      let start = index
      guard reduced.values[index] != nil else {
        while index < reduced.values.count, reduced.values[index] == nil { index += 1 }
        canvas.rectangle(
          x: x(start), y: top, width: x(index) - x(start), height: bottom - top,
          color: "#8a8a8a", opacity: 20, name: "no data")
        continue
      }
      var line = ""
      while index < reduced.values.count, let value = reduced.values[index] {
        line += line.isEmpty ? "M\(svg(x(index))) \(svg(y(value)))" : "V\(svg(y(value)))"
        index += 1
        line += "H\(svg(x(index)))"
      }
      canvas.path(line + "V\(svg(y(0)))H\(svg(x(start)))Z", fill: color, opacity: 30)
      canvas.path(line, stroke: color)
    }
  }
}

extension ReducedSeries {
  /// The least and the greatest of some figures; zeros where there are none.
  fileprivate static func extent(_ values: [Double?]) -> (low: Double, high: Double) {
    var low: Double?
    var high: Double?
    for case .some(let value) in values {
      low = min(low ?? value, value)
      high = max(high ?? value, value)
    }
    return (low ?? 0, high ?? 0)
  }
}
