import Documents

/// Histograms over each other, with lines at the marked values.
struct SVGDensity {
  private let plot: DensityPlot
  private let digits: Int
  private let ticks: ChartTicks
  private let heights: ChartTicks

  /// Histograms whose marks have so many digits.
  init(_ plot: DensityPlot, digits: Int) {
    self.plot = plot
    self.digits = digits
    let extent = plot.extent
    ticks = ChartTicks(covering: extent.lowerBound, extent.upperBound, atMost: 8)
    heights = ChartTicks(covering: 0, plot.greatest, atMost: 4)
  }

  /// Draws the legend, the marks, the histograms and the axes.
  func draw(on canvas: inout SVGCanvas) {
    if plot.curves.count > 1 {
      canvas.legend(plot.curves.enumerated().map { ($1.name, Palette.pair($0).code) })
    }
    let labels = (0..<heights.count).reduce(0) {
      max($0, SVGText.width(heights.text($1), size: 12))
    }
    let left = SVGCanvas.margin + labels + 8
    let names = plot.marks.map { SVGText.cut(name($0), width: 200, size: 12) }
    let widths = names.map { SVGText.width($0, size: 12) + 8 }
    let right = markLimit(
      zip(plot.marks, widths).map { (ticks.share($0.value), $1) }, left: left,
      limit: SVGCanvas.width - SVGCanvas.margin)
    let axis = SVGAxis(
      ticks: ticks, left: left, right: min(right, SVGCanvas.width - SVGCanvas.margin - 16))
    canvas.y += 14
    let title = chartTitle(
      plot.heights.title, chartUnit(plot.heights.unit, power: heights.power))
    canvas.text(
      SVGText.cut(title, width: 400, size: 12), x: SVGCanvas.margin, y: canvas.y, full: title)
    let rows = markRows(zip(plot.marks, widths).map { (axis.x($0.value), $1) })
    let top = canvas.y + 14 + 16 * Double((rows.max() ?? -1) + 1)
    let bottom = top + 200
    axis.drawGrid(from: top, to: bottom, on: &canvas)
    for index in 0..<heights.count {
      let y = bottom - heights.share(heights.value(index)) * (bottom - top)
      canvas.line(axis.left, y, axis.right, y, ink: .grid, opacity: index == 0 ? 100 : 35)
      canvas.text(heights.text(index), x: left - 6, y: y + 4, anchor: .end)
    }
    for (index, curve) in plot.curves.enumerated() {
      let line = outline(curve, axis, top: top, bottom: bottom)
      canvas.path(line + "Z", fill: Palette.pair(index).code, opacity: 40)
      canvas.path(line, stroke: Palette.pair(index).code)
    }
    for (index, mark) in plot.marks.enumerated() {
      let x = axis.x(mark.value)
      let y = top - 8 - 16 * Double(rows[index])
      canvas.line(x, y - 10, x, bottom, width: 1.25, dashed: true)
      canvas.text(names[index], x: x + 4, y: y, full: name(mark))
    }
    axis.drawNumbers(title: plot.axis.title, unit: plot.axis.unit, at: bottom, on: &canvas)
  }

  private func name(_ mark: DensityPlot.Mark) -> String {
    "\(mark.name) \(chartFigure(mark.value, digits: digits, power: ticks.power))"
  }

  /// The outline of a histogram; of one with many bins, that of some six hundred.
  private func outline(
    _ curve: DensityPlot.Curve, _ axis: SVGAxis, top: Double, bottom: Double
  ) -> String {
    let count = min(curve.heights.count, 600)
    func edge(_ index: Int) -> Double {
      curve.start + (curve.end - curve.start) * (Double(index) / Double(count))
    }
    var path = "M\(svg(axis.x(curve.start))) \(svg(bottom))"
    for index in 0..<count {
      let height =
        count == curve.heights.count
        ? curve.heights[index] : curve.height(from: edge(index), to: edge(index + 1))
      path += "V\(svg(bottom - heights.share(height) * (bottom - top)))"
      path += "H\(svg(axis.x(edge(index + 1))))"
    }
    return path + "V\(svg(bottom))"
  }
}
