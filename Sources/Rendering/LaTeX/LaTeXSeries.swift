import Documents

/// Series over time for pgfplots: an axis each, one below the other.
struct LaTeXSeries {
  private let plot: SeriesPlot
  private let textWidth: Int

  init(_ plot: SeriesPlot, textWidth: Int) {
    self.plot = plot
    self.textWidth = textWidth
  }

  /// The axes with all that is in them.
  var tex: String {
    var tex = chartColor(0, Palette.pair(0)) + chartColor(1, Palette.pair(1))
    let reduced = plot.series.map { ReducedSeries($0.values, atMost: 300) }
    let scales = reduced.map { series in
      var low = 0.0
      var high = 0.0
      for case .some(let value) in series.values {
        low = min(low, value)
        high = max(high, value)
      }
      return ChartTicks(covering: low, high, atMost: 4)
    }
    let labels = scales.reduce(0) { widest, ticks in
      (0..<ticks.count).reduce(widest) { max($0, chartTextWidth(ticks.text($1))) }
    }
    let room = max(60, textWidth - labels - 40)
    for (index, series) in plot.series.enumerated() {
      let isLast = index + 1 == plot.series.count
      let ticks = scales[index]
      let title = chartTitle(series.axis.title, chartUnit(series.axis.unit, power: ticks.power))
      tex += "    \\begin{axis}[\n" + chartStyle
      tex += "      at={(0mm,\(-42 * index)mm)}, width=\(chartShare(room, of: textWidth)),"
      tex += " height=28mm,\n      xmin=0, xmax=\(plot.count), ymajorgrids,\n"
      tex += "      ymin=\(ticks.coordinate(ticks.low)), ymax=\(ticks.coordinate(ticks.high)),\n"
      tex += chartTicks("y", ticks.places(in: .max))
      tex += chartTicks(
        "x", places(in: room, before: labels + 8).map { ($0.coordinate, isLast ? $0.text : "") })
      tex += "      title={\(chartLine(title, points: room))},\n"
      tex += "      title style={font=\\footnotesize\\bfseries, at={(0,1)}, anchor=south west},\n"
      if isLast { tex += "      xlabel={\(chartLine(timeTitle, points: room))},\n" }
      tex += "    ]\n" + runs(reduced[index], color: index, ticks) + "    \\end{axis}\n"
    }
    return tex
  }

  private var timeTicks: ChartTicks {
    let end = plot.time.start + plot.time.window * Double(plot.count)
    return ChartTicks(covering: plot.time.start, end, atMost: 8)
  }

  private var timeTitle: String {
    let time = plot.time
    let unit =
      time.labels.isEmpty ? chartUnit(time.axis.unit, power: timeTicks.power) : time.clockUnit
    return chartTitle(time.axis.title, unit)
  }

  /// The places of the time that have a name; a label that would run into the last is left out.
  private func places(
    in room: Int, before margin: Int
  ) -> [(coordinate: String, text: String)] {
    let time = plot.time
    var places: [(coordinate: String, text: String)] = []
    var end = -margin
    func add(_ window: Double, _ text: String) {
      if window < 0 || window > Double(plot.count) { return }
      let half = chartTextWidth(text) / 2 + 4
      let middle = Int(window / Double(plot.count) * Double(room))
      let isFree = middle - half >= end && middle + half <= room + 24
      if isFree { end = middle + half }
      places.append((chartCoordinate(window, power: 0), isFree ? text : ""))
    }
    if time.labels.isEmpty {
      let ticks = timeTicks
      for index in 0..<ticks.count {
        add((ticks.value(index) - time.start) / time.window, ticks.text(index))
      }
    } else {
      for label in time.labels { add(label.window, label.text) }
    }
    return places
  }

  /// The stretches without a gap.
  private func runs(_ reduced: ReducedSeries, color: Int, _ ticks: ChartTicks) -> String {
    var tex = ""
    var index = 0
    func x(_ index: Int) -> Int { min(plot.count, index * reduced.group) }
    while index < reduced.values.count {
      guard reduced.values[index] != nil else {
        index += 1
        continue
      }
      tex += "      \\addplot[const plot, draw=chart\(color), fill=chart\(color),"
      tex += " fill opacity=0.3] coordinates {\n"
      var last = "0"
      while index < reduced.values.count, let value = reduced.values[index] {
        last = ticks.coordinate(value)
        tex += "        (\(x(index)),\(last))\n"
        index += 1
      }
      tex += "        (\(x(index)),\(last))\n      } \\closedcycle;\n"
    }
    return tex
  }
}
