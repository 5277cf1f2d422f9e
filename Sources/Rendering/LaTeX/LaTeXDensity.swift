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
    let room = max(60, textWidth - labels - 50)
    let rows = markRows(in: room)
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
    tex += "      xlabel={" + chartText(chartTitle(plot.axis.title, unit)) + "},\n"
    tex += "      ylabel={" + chartLine(height, points: 128) + "},\n"
    let above = ((rows.map(\.row).max() ?? -1) + 1) * 11
    tex +=
      chartLegend(
        plot.curves.map(\.name), width: textWidth, axis: room, above: above) + "    ]\n"
    for (index, curve) in plot.curves.enumerated() {
      tex += "      \\addplot[const plot, draw=chart\(index), fill=chart\(index),"
      tex += " fill opacity=0.35, area legend] coordinates {\n" + steps(curve)
      tex += "      } \\closedcycle;\n"
      if plot.curves.count > 1 { tex += "      \\addlegendentry{\(chartText(curve.name))}\n" }
    }
    for (index, mark) in plot.marks.enumerated() {
      let x = ticks.coordinate(mark.value)
      let row = rows[index]
      tex += "      \\draw[dashed] (axis cs:\(x),0) -- (axis cs:\(x),"
      tex += "\(heights.coordinate(heights.high)))"
      tex += " -- ++(0pt,\(row.row * 11 + 2)pt)\n"
      tex += "        node[anchor=south, inner sep=1pt, xshift=\(row.shift)pt] {\(row.tex)};\n"
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

  /// The labels of the marks, each on the first row where it meets no other.
  private func markRows(in room: Int) -> [(tex: String, shift: Int, row: Int)] {
    var taken: [(left: Int, right: Int, row: Int)] = []
    return plot.marks.map { mark in
      let text =
        "\(mark.name) \(chartFigure(mark.value, digits: digits, power: ticks.power))"
      let half = min(room, chartTextWidth(text)) / 2 + 4
      let place = Int(ticks.share(mark.value) * Double(room))
      let middle = min(max(place, half - 30), room + 10 - half)
      var row = 0
      while taken.contains(where: {
        $0.row == row && $0.left < middle + half && middle - half < $0.right
      }) {
        row += 1
      }
      taken.append((middle - half, middle + half, row))
      return (chartLine(text, points: room), middle - place, row)
    }
  }
}
