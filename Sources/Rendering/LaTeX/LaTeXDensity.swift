import Documents

/// Histograms over each other for pgfplots.
struct LaTeXDensity {
  private let plot: DensityPlot
  private let digits: Int
  private let textWidth: Int
  private let ticks: ChartTicks
  private let heights: ChartTicks

  init(_ plot: DensityPlot, digits: Int, textWidth: Int) {
    self.plot = plot
    self.digits = digits
    self.textWidth = textWidth
    let extent = plot.extent
    ticks = ChartTicks(covering: extent.lowerBound, extent.upperBound, atMost: 6)
    heights = ChartTicks(covering: 0, plot.greatest, atMost: 4)
  }

  /// The axis with all that is in it.
  var tex: String {
    let labels = (0..<heights.count).reduce(0) { max($0, chartTextWidth(heights.text($1))) }
    let left = labels + 20
    let limit = Double(textWidth - left - 22)
    let names = plot.marks.map(name)
    let widths = names.map { Double(min(markWidth, chartTextWidth($0)) + 8) }
    let axis = markLimit(
      zip(plot.marks, widths).map { (ticks.share($0.value), $1) }, left: 0, limit: limit)
    let room = max(60, Int(axis))
    let rows = markRows(
      zip(plot.marks, widths).map { (ticks.share($0.value) * Double(room), $1) })
    let height = chartTitle(
      plot.heights.title, chartUnit(plot.heights.unit, power: heights.power))
    let unit = chartUnit(plot.axis.unit, power: ticks.power)
    var tex = chartColor(0, Palette.pair(0)) + chartColor(1, Palette.pair(1))
    tex += "    \\begin{axis}[\n" + chartStyle
    tex += "      width=\(chartShare(room, of: textWidth)), height=45mm, xmajorgrids,\n"
    tex += "      xmin=\(ticks.coordinate(ticks.low)), xmax=\(ticks.coordinate(ticks.high)),\n"
    tex += "      ymin=0, ymax=\(heights.coordinate(heights.high)),\n"
    tex += chartTicks("x", ticks.places(in: room))
    tex += chartTicks("y", heights.places(in: .max))
    tex += "      xlabel={" + chartLine(chartTitle(plot.axis.title, unit), points: room) + "},\n"
    tex += "      ylabel={" + chartLine(height, points: 128) + "},\n"
    let above = ((rows.max() ?? -1) + 1) * 11
    tex +=
      chartLegend(
        plot.curves.map(\.name), width: textWidth, axis: room, above: above) + "    ]\n"
    for (index, curve) in plot.curves.enumerated() {
      tex += "      \\addplot[const plot, draw=chart\(index), fill=chart\(index),"
      tex += " fill opacity=0.35, area legend] coordinates {\n" + steps(curve)
      tex += "      } \\closedcycle;\n"
      if plot.curves.count > 1 {
        tex += "      \\addlegendentry{\(chartLine(curve.name, points: chartNameWidth))}\n"
      }
    }
    for (index, mark) in plot.marks.enumerated() {
      let x = ticks.coordinate(mark.value)
      tex += "      \\draw[dashed] (axis cs:\(x),0) -- (axis cs:\(x),"
      tex += "\(heights.coordinate(heights.high)))"
      tex += " -- ++(0pt,\(rows[index] * 11 + 10)pt)\n        node[anchor=north west,"
      tex += " inner sep=1pt] {\(chartLine(names[index], points: markWidth))};\n"
    }
    return tex + "    \\end{axis}\n"
  }

  /// The bins, of a histogram with many some two hundred.
  private func steps(_ curve: DensityPlot.Curve) -> String {
    let count = min(curve.heights.count, 200)
    func edge(_ index: Int) -> Double {
      curve.start + (curve.end - curve.start) * (Double(index) / Double(count))
    }
    var tex = ""
    var last = "0"
    for index in 0..<count {
      let height =
        count == curve.heights.count
        ? curve.heights[index] : curve.height(from: edge(index), to: edge(index + 1))
      last = heights.coordinate(height)
      tex += "        (\(ticks.coordinate(edge(index))),\(last))\n"
    }
    return tex + "        (\(ticks.coordinate(curve.end)),\(last))\n"
  }

  private func name(_ mark: DensityPlot.Mark) -> String {
    "\(mark.name) \(chartFigure(mark.value, digits: digits, power: ticks.power))"
  }
}

/// The points that the label of a mark may take.
private let markWidth = 130
