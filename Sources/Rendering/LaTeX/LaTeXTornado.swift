import Documents

/// A tornado for pgfplots.
struct LaTeXTornado {
  private let plot: TornadoPlot
  private let digits: Int
  private let textWidth: Int
  private let ticks: ChartTicks

  init(_ plot: TornadoPlot, digits: Int, textWidth: Int) {
    self.plot = plot
    self.digits = digits
    self.textWidth = textWidth
    let extent = plot.extent
    ticks = ChartTicks(covering: extent.lowerBound, extent.upperBound, atMost: 5)
  }

  /// The axis with all that is in it.
  var tex: String {
    let names = min(
      textWidth * 30 / 100, plot.rows.reduce(0) { max($0, chartTextWidth($1.name)) } + 2)
    let isTall = plot.rows.contains { chartTextWidth($0.name) > names }
    let ends = plot.rows.map(label)
    let left = ends.reduce(0) { max($0, min(70, chartTextWidth($1.left))) } + 8
    let right = ends.reduce(0) { max($0, min(70, chartTextWidth($1.right))) } + 10
    let room = max(60, textWidth - names - left - right - 16)
    let step = min(isTall ? 85 : 65, max(20, 1450 / plot.rows.count))
    var tex = chartColor(0, Palette.pair(0)) + chartColor(1, Palette.pair(1))
    tex += "    \\begin{axis}[\n" + chartStyle
    tex += "      width=\(chartShare(room, of: textWidth)), y=\(tenths(step))mm, y dir=reverse,\n"
    tex += "      ymin=-0.6, ymax=\(plot.rows.count - 1).6,\n"
    tex += "      xmin=\(ticks.coordinate(ticks.low)), xmax=\(ticks.coordinate(ticks.high)),\n"
    tex += "      xmajorgrids, axis y line=none,\n"
    tex += chartTicks("x", ticks.places(in: room))
    let unit = chartUnit(plot.axis.unit, power: ticks.power)
    tex += "      xlabel={" + chartLine(chartTitle(plot.axis.title, unit), points: room) + "},\n"
    tex += chartLegend(["at the low end of the range", ""], width: textWidth, axis: room)
    tex += "    ]\n"
    for (index, name) in ["at the low end of the range", "at the high end"].enumerated() {
      tex += "      \\addlegendimage{area legend, fill=chart\(index), draw=none}\n"
      tex += "      \\addlegendentry{\(name)}\n"
    }
    for (index, row) in plot.rows.enumerated() {
      tex += "      \\node[anchor=east, text width=\(chartShare(names, of: textWidth)),"
      tex += " align=right, xshift=-\(left)pt]\n"
      tex +=
        "        at (axis cs:\(ticks.coordinate(ticks.low)),\(index)) {\(chartLine(row.name, points: names * 17 / 10))};\n"
      draw(row, index, to: &tex)
      let reach = (
        min(row.low.value, row.high.value, plot.centre),
        max(row.low.value, row.high.value, plot.centre)
      )
      for (value, anchor, text) in [
        (reach.0, "east", ends[index].left), (reach.1, "west", ends[index].right),
      ] {
        tex += "      \\node[anchor=\(anchor)] at (axis cs:\(ticks.coordinate(value)),\(index))"
        tex += " {\(chartLine(text, points: 70))};\n"
      }
    }
    let centre = ticks.coordinate(plot.centre)
    let text = chartFigure(plot.centre, digits: digits, power: ticks.power)
    tex += "      \\draw[thick] (axis cs:\(centre),-0.6) node[anchor=south] {\\textbf{\(text)}}\n"
    tex += "        -- (axis cs:\(centre),\(plot.rows.count - 1).6);\n"
    return tex + "    \\end{axis}\n"
  }

  /// The bars of a row; where both ends lead to one side they share its height.
  private func draw(_ row: TornadoPlot.Row, _ index: Int, to tex: inout String) {
    let isShared = row.isOneSided(about: plot.centre)
    for (side, end) in [row.low, row.high].enumerated() {
      let top = isShared && side == 1 ? "\(index)" : index == 0 ? "-0.3" : "\(index - 1).7"
      let bottom = isShared && side == 0 ? "\(index)" : "\(index).3"
      tex += "      \\fill[chart\(side)] (axis cs:\(ticks.coordinate(plot.centre)),\(top))"
      tex += " rectangle (axis cs:\(ticks.coordinate(end.value)),\(bottom));\n"
    }
  }

  private func label(_ row: TornadoPlot.Row) -> (left: String, right: String) {
    func text(_ end: TornadoPlot.End) -> String {
      end.text.isEmpty ? chartFigure(end.value, digits: digits, power: ticks.power) : end.text
    }
    if row.isOneSided(about: plot.centre) {
      let isBare = row.low.text.isEmpty && row.high.text.isEmpty
      let both = isBare ? "" : "\(row.low.text) … \(row.high.text)"
      return row.low.value > plot.centre ? ("", both) : (both, "")
    }
    return row.low.value <= row.high.value
      ? (text(row.low), text(row.high)) : (text(row.high), text(row.low))
  }
}
