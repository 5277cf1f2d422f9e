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
    let axis = SVGAxis(ticks: ticks, left: left, right: SVGCanvas.width - SVGCanvas.margin - 16)
    canvas.y += 14
    let title = chartTitle(
      plot.heights.title, chartUnit(plot.heights.unit, power: heights.power))
    canvas.text(
      SVGText.cut(title, width: 400, size: 12), x: SVGCanvas.margin, y: canvas.y, full: title)
    let rows = markRows(axis)
    let marksTop = canvas.y + 8
    let top = marksTop + 16 * Double((rows.map(\.row).max() ?? -1) + 1) + 6
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
      let place = rows[index]
      let y = marksTop + 16 * Double(place.row) + 12
      canvas.line(x, y + 4, x, bottom, width: 1.25, dashed: true)
      canvas.text(place.text, x: place.x, y: y, anchor: .middle, full: name(mark))
    }
    axis.drawNumbers(title: plot.axis.title, unit: plot.axis.unit, at: bottom, on: &canvas)
  }

  private func name(_ mark: DensityPlot.Mark) -> String {
    "\(mark.name) \(chartFigure(mark.value, digits: digits, power: ticks.power))"
  }

  /// The labels of the marks, each on the first row where it meets neither another label nor the
  /// line of a mark that comes down from a row above.
  private func markRows(_ axis: SVGAxis) -> [(text: String, x: Double, row: Int)] {
    var taken: [(left: Double, right: Double, row: Int)] = []
    return plot.marks.map { mark in
      let text = SVGText.cut(name(mark), width: 300, size: 12)
      let half = SVGText.width(text, size: 12) / 2 + 4
      let x = min(max(axis.x(mark.value), 4 + half), SVGCanvas.width - 4 - half)
      var row = 0
      while taken.contains(where: { $0.row == row && $0.left < x + half && x - half < $0.right }) {
        row += 1
      }
      taken.append((x - half, x + half, row))
      return (text, x, row)
    }
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
