import Documents

/// Horizontal bars: parts side by side with their figures where they fit, whiskers, the sum behind.
struct SVGBars {
  private let plot: BarPlot
  private let digits: Int
  private let ticks: ChartTicks
  private let names: SVGNames

  /// Bars whose figures have so many digits.
  init(_ plot: BarPlot, digits: Int) {
    self.plot = plot
    self.digits = digits
    ticks = ChartTicks(covering: 0, plot.greatest, atMost: 6)
    names = SVGNames(plot.bars.map(\.name), room: 210)
  }

  /// Draws the legend, the bars and the axis.
  func draw(on canvas: inout SVGCanvas) {
    if plot.parts.count > 1 {
      canvas.legend(plot.parts.enumerated().map { ($1, Palette.color($0).code) })
    }
    let left = SVGCanvas.margin + names.width + (names.width > 0 ? 10 : 0)
    let totals = plot.bars.map(total)
    let widest = totals.reduce(0) { max($0, SVGText.width($1, size: 12, bold: true)) }
    let right = SVGCanvas.width - SVGCanvas.margin - max(20, widest + 8)
    let axis = SVGAxis(ticks: ticks, left: left, right: max(left + 60, right))
    let thickness = plot.bars.count > 16 ? 16.0 : 24.0
    let step = thickness + (names.areTall ? 12 : thickness > 20 ? 12 : 6)
    let top = canvas.y + 6
    let bottom = top + step * Double(plot.bars.count)
    axis.drawGrid(from: top, to: bottom, on: &canvas)
    for (index, bar) in plot.bars.enumerated() {
      let middle = top + step * (Double(index) + 0.5)
      names.draw(index, right: left - 10, middle: middle, on: &canvas)
      let end = draw(bar, middle: middle, thickness: thickness, axis: axis, on: &canvas)
      canvas.text(totals[index], x: end + 6, y: middle + 4, bold: true)
    }
    canvas.line(left, top, left, bottom)
    axis.drawNumbers(
      title: plot.axis.title, unit: plot.axis.unit, at: bottom, on: &canvas)
  }

  private func figure(_ value: Double) -> String {
    chartFigure(value, digits: digits, power: ticks.power)
  }

  private func total(_ bar: BarPlot.Bar) -> String {
    guard let total = bar.total else { return "–" }
    return (bar.isAtLeast ? "≥ " : "") + figure(total)
  }

  /// Draws a bar and its whisker; the answer is where they end.
  private func draw(
    _ bar: BarPlot.Bar, middle: Double, thickness: Double, axis: SVGAxis,
    on canvas: inout SVGCanvas
  ) -> Double {
    var sum = 0.0
    var end = axis.left
    for (part, value) in bar.values.enumerated() {
      guard let value else { continue }
      sum += value
      let start = end
      end = axis.x(sum)
      if end <= start { continue }
      let color = Palette.color(part)
      // A gap between neighbours, so that their colours need not be told apart at the seam.
      let gap = start > axis.left && end - start > 3 ? 1.5 : 0
      let text = figure(value)
      canvas.rectangle(
        x: start + gap, y: middle - thickness / 2, width: end - start - gap, height: thickness,
        color: color.code, name: "\(bar.name), \(plot.parts[part]): \(text) \(plot.axis.unit)")
      if plot.parts.count > 1, bar.range == nil,
        SVGText.width(text, size: 11) + 8 <= end - start
      {
        canvas.text(
          text, x: (start + gap + end) / 2, y: middle + 4, size: 11, anchor: .middle,
          ink: color.isLight ? .black : .white)
      }
    }
    guard let range = bar.range else { return end }
    let low = axis.x(range.lowerBound)
    let high = axis.x(range.upperBound)
    // White under black, so that it is seen on every colour and on the ground.
    for (width, ink) in [(4.0, SVGCanvas.Ink.white), (1.5, .black)] {
      canvas.line(low, middle, high, middle, ink: ink, width: width)
      canvas.line(low, middle - 6, low, middle + 6, ink: ink, width: width)
      canvas.line(high, middle - 6, high, middle + 6, ink: ink, width: width)
    }
    return max(end, high) + 2
  }
}
