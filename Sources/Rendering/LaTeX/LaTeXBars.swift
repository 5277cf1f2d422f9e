import Documents

/// Horizontal bars for pgfplots.
struct LaTeXBars {
  private let plot: BarPlot
  private let digits: Int
  private let textWidth: Int
  private let ticks: ChartTicks

  init(_ plot: BarPlot, digits: Int, textWidth: Int) {
    self.plot = plot
    self.digits = digits
    self.textWidth = textWidth
    ticks = ChartTicks(covering: 0, plot.greatest, atMost: 6)
  }

  /// The axis with all that is in it.
  var tex: String {
    let totals = plot.bars.map(total)
    let names = min(
      textWidth * 35 / 100, plot.bars.reduce(0) { max($0, chartTextWidth($1.name)) } + 2)
    let behind = totals.reduce(0) { max($0, chartTextWidth($1)) } + 12
    let room = max(60, textWidth - names - behind - 16)
    let isTall = plot.bars.contains { chartTextWidth($0.name) > names }
    let step = min(isTall ? 85 : 70, max(20, 1450 / plot.bars.count))
    var tex = ""
    for part in plot.parts.indices { tex += chartColor(part, Palette.color(part)) }
    tex += "    \\begin{axis}[\n" + chartStyle + whiskers
    tex += "      xbar stacked, bar width=\(tenths(step * 6 / 10))mm, y=\(tenths(step))mm,\n"
    tex += "      width=\(chartShare(room, of: textWidth)), y dir=reverse,\n"
    tex += "      ymin=-0.6, ymax=\(plot.bars.count - 1).6, xmin=0,\n"
    tex += "      xmax=\(ticks.coordinate(ticks.high)), xmajorgrids, ytick style={draw=none},\n"
    tex += chartTicks("x", ticks.places(in: room))
    tex += chartTicks(
      "y", plot.bars.enumerated().map { ("\($0.offset)", $0.element.name) },
      longest: names * 17 / 10)
    tex += "      yticklabel style={text width=\(chartShare(names, of: textWidth)), align=right},\n"
    let unit = chartUnit(plot.axis.unit, power: ticks.power)
    tex += "      xlabel={" + chartLine(chartTitle(plot.axis.title, unit), points: room) + "},\n"
    tex += chartLegend(plot.parts, width: textWidth, axis: names + room) + "    ]\n"
    for (part, name) in plot.parts.enumerated() {
      let points = plot.bars.enumerated().map { index, bar in
        "(\(ticks.coordinate(bar.values[part] ?? 0)),\(index))"
      }
      tex += "      \\addplot[fill=chart\(part), draw=none] coordinates {\n"
      tex += "        \(points.joined(separator: " "))\n      };\n"
      if plot.parts.count > 1 {
        tex += "      \\addlegendentry{\(chartLine(name, points: chartNameWidth))}\n"
      }
    }
    for (index, bar) in plot.bars.enumerated() {
      var end = bar.total ?? 0
      if let range = bar.range { end = max(end, range.upperBound) }
      tex += "      \\node[anchor=west] at (axis cs:\(ticks.coordinate(end)),\(index))"
      tex += " {\\textbf{\(chartText(totals[index]))}};\n"
    }
    return tex + "    \\end{axis}\n"
  }

  /// The whiskers, drawn when all bars are, which would hide them; white under black, so that they
  /// are seen on every colour.
  private var whiskers: String {
    var tex = ""
    for (index, bar) in plot.bars.enumerated() {
      guard let range = bar.range else { continue }
      let line =
        "(axis cs:\(ticks.coordinate(range.lowerBound)),\(index)) -- "
        + "(axis cs:\(ticks.coordinate(range.upperBound)),\(index));\n"
      tex += "        \\draw[white, line width=2.4pt] " + line
      tex += "        \\draw[|-|, thick] " + line
    }
    return tex.isEmpty ? "" : "      after end axis/.append code={\n" + tex + "      },\n"
  }

  private func total(_ bar: BarPlot.Bar) -> String {
    guard let total = bar.total else { return "–" }
    return (bar.isAtLeast ? "≥ " : "") + chartFigure(total, digits: digits, power: ticks.power)
  }
}

/// `7.0` for 70 tenths.
func tenths(_ value: Int) -> String { "\(value / 10).\(value % 10)" }
