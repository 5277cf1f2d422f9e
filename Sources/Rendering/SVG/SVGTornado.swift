import Documents

/// A tornado: a row a parameter, bars from the figure as it is to where the ends of a range lead.
struct SVGTornado {
  private let plot: TornadoPlot
  private let digits: Int
  private let ticks: ChartTicks
  private let names: SVGNames

  /// Rows whose figures have so many digits.
  init(_ plot: TornadoPlot, digits: Int) {
    self.plot = plot
    self.digits = digits
    let extent = plot.extent
    ticks = ChartTicks(covering: extent.lowerBound, extent.upperBound, atMost: 6)
    names = SVGNames(plot.rows.map(\.name), room: 200)
  }

  /// Draws the legend, the rows and the axis.
  func draw(on canvas: inout SVGCanvas) {
    canvas.legend([
      ("at the low end of the range", Palette.pair(0).code),
      ("at the high end", Palette.pair(1).code),
    ])
    let labels = plot.rows.map(label)
    let widest = (
      left: labels.reduce(0) { max($0, SVGText.width($1.left, size: 11)) },
      right: labels.reduce(0) { max($0, SVGText.width($1.right, size: 11)) }
    )
    let start = SVGCanvas.margin + names.width + 10
    let left = start + widest.left + 10
    let right = SVGCanvas.width - SVGCanvas.margin - widest.right - 10
    let axis = SVGAxis(ticks: ticks, left: left, right: max(left + 60, right))
    let thickness = plot.rows.count > 16 ? 14.0 : 20.0
    let step = thickness + (names.areTall ? 14 : 10)
    let centre = axis.x(plot.centre)
    let text = chartFigure(plot.centre, digits: digits, power: ticks.power)
    let half = SVGText.width(text, size: 12, bold: true) / 2
    canvas.y += 16
    canvas.text(
      text, x: min(max(centre, SVGCanvas.margin + half), SVGCanvas.width - 4 - half), y: canvas.y,
      anchor: .middle, bold: true)
    let top = canvas.y + 6
    let bottom = top + step * Double(plot.rows.count)
    axis.drawGrid(from: top, to: bottom, on: &canvas)
    for (index, row) in plot.rows.enumerated() {
      let middle = top + step * (Double(index) + 0.5)
      names.draw(index, right: start - 10, middle: middle, on: &canvas)
      draw(row, middle: middle, thickness: thickness, axis: axis, on: &canvas)
      let ends = (axis.x(row.low.value), axis.x(row.high.value))
      let reach = (min(ends.0, ends.1, centre), max(ends.0, ends.1, centre))
      canvas.text(labels[index].left, x: reach.0 - 6, y: middle + 4, size: 11, anchor: .end)
      canvas.text(labels[index].right, x: reach.1 + 6, y: middle + 4, size: 11)
    }
    canvas.line(centre, top - 2, centre, bottom, width: 1.5)
    axis.drawNumbers(title: plot.axis.title, unit: plot.axis.unit, at: bottom, on: &canvas)
  }

  /// What stands at either end of a row: the parameter there, or else the figure.
  private func label(_ row: TornadoPlot.Row) -> (left: String, right: String) {
    func text(_ end: TornadoPlot.End) -> String {
      let figure = chartFigure(end.value, digits: digits, power: ticks.power)
      return end.text.isEmpty ? figure : SVGText.cut(end.text, width: 90, size: 11)
    }
    if row.isOneSided(about: plot.centre) {
      let both = SVGText.cut("\(row.low.text) … \(row.high.text)", width: 120, size: 11)
      let shown = row.low.text.isEmpty && row.high.text.isEmpty ? "" : both
      return row.low.value > plot.centre ? ("", shown) : (shown, "")
    }
    return row.low.value <= row.high.value
      ? (text(row.low), text(row.high)) : (text(row.high), text(row.low))
  }

  private func draw(
    _ row: TornadoPlot.Row, middle: Double, thickness: Double, axis: SVGAxis,
    on canvas: inout SVGCanvas
  ) {
    let centre = axis.x(plot.centre)
    // Where both ends lead to one side they share the height of the row.
    let isShared = row.isOneSided(about: plot.centre)
    for (index, end) in [row.low, row.high].enumerated() {
      let x = axis.x(end.value)
      let height = isShared ? thickness / 2 : thickness
      let figure = chartFigure(end.value, digits: digits, power: ticks.power)
      let at = end.text.isEmpty ? row.name : "\(row.name) \(end.text)"
      canvas.rectangle(
        x: min(x, centre), y: middle - thickness / 2 + (isShared && index == 1 ? height : 0),
        width: abs(x - centre), height: height, color: Palette.pair(index).code,
        name: "\(at): \(figure) \(plot.axis.unit)")
    }
  }
}
