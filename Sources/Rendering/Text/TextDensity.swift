import Documents

/// Histograms as lines of blocks over one axis, with the marked values under them.
struct TextDensity {
  private let plot: DensityPlot
  private let digits: Int
  private let width: Int
  private let names: TextNames
  private let room: Int
  private let ticks: ChartTicks

  /// Lays histograms out within a width.
  init(_ plot: DensityPlot, digits: Int, width: Int) {
    self.plot = plot
    self.digits = digits
    self.width = width
    names = TextNames(plot.curves.map(\.name), width: width, least: 16)
    room = max(8, width - names.indentation)
    let extent = plot.extent
    ticks = ChartTicks(
      covering: extent.lowerBound, extent.upperBound, atMost: max(2, room / 12))
  }

  /// Writes the histograms, the marks and the axis.
  func write(to output: inout TerminalText) {
    for (index, curve) in plot.curves.enumerated() {
      names.write(index, to: &output)
      let heights = (0..<room).map { curve.height(from: edge($0), to: edge($0 + 1)) }
      let greatest = heights.reduce(0) { max($0, $1) }
      for (place, height) in heights.enumerated() where height > 0 {
        output.skip(to: names.indentation + place)
        output.write(block(height / greatest), width: 1)
      }
      output.newline()
    }
    writeMarks(to: &output)
    writeAxis(to: &output)
    writeItems(
      plot.marks.enumerated().map { index, mark in
        let figure = chartFigure(mark.value, digits: digits, power: ticks.power)
        return "\(letter(index)) \(mark.name) \(figure)"
      }, style: .plain, at: 0, width: width, to: &output)
    if plot.curves.count > 1 {
      writeItems(
        ["Each line is as high as its own highest bin."], style: .quiet, at: 0, width: width,
        to: &output)
    }
  }

  /// The value at the left edge of a column.
  private func edge(_ column: Int) -> Double {
    ticks.low + (ticks.high - ticks.low) * (Double(column) / Double(room))
  }

  private func column(_ value: Double) -> Int {
    min(room - 1, Int(ticks.share(value) * Double(room)))
  }

  private func writeMarks(to output: inout TerminalText) {
    let order = plot.marks.indices.sorted {
      (plot.marks[$0].value, $0) < (plot.marks[$1].value, $1)
    }
    for index in order {
      let place = names.indentation + column(plot.marks[index].value)
      if place < output.column { output.newline() }
      output.skip(to: place)
      output.write(letter(index), .strong, width: 1)
    }
    if output.column > 0 { output.newline() }
  }

  private func writeAxis(to output: inout TerminalText) {
    let last = ticks.count - 1
    for place in 0..<room {
      let isTick = (0...last).contains { column(ticks.value($0)) == place }
      output.skip(to: names.indentation + place)
      output.write(isTick ? "┴" : "─", .quiet, width: 1)
    }
    output.newline()
    writeLabels(
      (0...last).map { (column(ticks.value($0)), ticks.text($0)) }, style: .quiet,
      at: names.indentation, width: width, to: &output)
    let unit = chartUnit(plot.axis.unit, power: ticks.power)
    let (text, columns) = measured(chartTitle(plot.axis.title, unit))
    if !text.isEmpty, columns <= room {
      output.skip(to: names.indentation + (room - columns) / 2)
      output.write(text, .quiet, width: columns)
      output.newline()
    } else {
      writeItems([text], style: .quiet, at: 0, width: width, to: &output)
    }
  }
}

/// The letter of a mark.
private func letter(_ index: Int) -> String {
  String(Unicode.Scalar(UInt8(ascii: "a") + UInt8(index % 26)))
}
