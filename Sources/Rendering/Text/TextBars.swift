import Documents

/// Horizontal bars as lines of text. Bars of one part end on an eighth of a column; the parts of
/// others end on whole ones, and the figures of the parts stand below their bar.
struct TextBars {
  private let plot: BarPlot
  private let digits: Int
  private let width: Int
  private let names: TextNames
  /// The columns of the longest bar.
  private let room: Int
  private let power: Int
  private let totals: [(text: String, width: Int)]
  private let totalWidth: Int
  /// How far bars reach.
  private let greatest: Double

  /// Lays bars out within a width.
  init(_ plot: BarPlot, digits: Int, width: Int) {
    self.plot = plot
    self.digits = digits
    self.width = width
    greatest = plot.greatest
    let power = chartPower(plot.greatest)
    self.power = power
    totals = plot.bars.map { bar in
      guard let total = bar.total else { return ("–", 1) }
      let text = chartFigure(total, digits: digits, power: power)
      return bar.isAtLeast ? ("≥ " + text, text.utf8.count + 2) : (text, text.utf8.count)
    }
    totalWidth = totals.reduce(0) { max($0, $1.width) }
    names = TextNames(plot.bars.map(\.name), width: width, least: 10 + 2 + totalWidth)
    room = max(4, width - names.indentation - 2 - totalWidth)
  }

  /// Writes what the bars show, the legend, and the bars.
  func write(to output: inout TerminalText) {
    let unit = chartUnit(plot.axis.unit, power: power)
    writeItems(
      [chartTitle(plot.axis.title, unit)], style: .quiet, at: 0, width: width, to: &output)
    if plot.parts.count > 1 {
      writeItems(
        plot.parts.enumerated().map { fill($0.offset) + " " + $0.element }, style: .plain, at: 0,
        width: width, to: &output)
    }
    if plot.parts.count > 1 || !(plot.axis.title + unit).isEmpty { output.newline() }
    for (index, bar) in plot.bars.enumerated() {
      names.write(index, to: &output)
      write(bar, to: &output)
      let total = totals[index]
      output.skip(to: names.indentation + room + 2 + totalWidth - total.width)
      output.write(total.text, bar.total == nil ? .quiet : .strong, width: total.width)
      output.newline()
      if let range = bar.range { writeWhisker(range, to: &output) }
      writeFigures(of: bar, to: &output)
    }
  }

  /// The place of a figure, in eighths of a column.
  private func eighths(_ value: Double) -> Int {
    greatest > 0 ? Int((value / greatest * Double(room * 8)).rounded()) : 0
  }

  private func write(_ bar: BarPlot.Bar, to output: inout TerminalText) {
    if plot.parts.count == 1 {
      guard let value = bar.values[0], value > 0 else { return }
      let length = max(1, eighths(value))
      let text =
        String(repeating: "█", count: length / 8) + (length % 8 > 0 ? partial[length % 8] : "")
      output.write(text, width: (length + 7) / 8)
      return
    }
    var sum = 0.0
    var column = 0
    for (part, value) in bar.values.enumerated() {
      guard let value else { continue }
      sum += value
      let end = min(room, (eighths(sum) + 4) / 8)
      output.write(
        String(repeating: fill(part), count: end - column), width: end - column)
      column = end
    }
  }

  private func writeWhisker(_ range: ClosedRange<Double>, to output: inout TerminalText) {
    let low = min(room - 1, eighths(range.lowerBound) / 8)
    let high = min(room - 1, eighths(range.upperBound) / 8)
    output.skip(to: names.indentation + low)
    let line =
      low == high ? "┼" : "├" + String(repeating: "─", count: high - low - 1) + "┤"
    output.write(line, .quiet, width: high - low + 1)
    output.newline()
  }

  /// `█ 24.7   ▓ 10.3   ├┤ 44.1 … 61.3`.
  private func writeFigures(of bar: BarPlot.Bar, to output: inout TerminalText) {
    var items: [String] = []
    for case (let part, .some(let value)) in bar.values.enumerated() {
      items.append(fill(part) + " " + chartFigure(value, digits: digits, power: power))
    }
    if items.count < 2 { items = [] }
    if let range = bar.range {
      let low = chartFigure(range.lowerBound, digits: digits, power: power)
      let high = chartFigure(range.upperBound, digits: digits, power: power)
      items.append("├┤ \(low) … \(high)")
    }
    if items.isEmpty { return }
    writeItems(items, style: .quiet, at: names.indentation, width: width, to: &output)
  }
}

/// What a part is filled with; after the seventh, letters.
private func fill(_ part: Int) -> String {
  let fills = ["█", "▓", "▒", "░", "▞", "╳", "╱"]
  if part < fills.count { return fills[part] }
  return String(Unicode.Scalar(UInt8(ascii: "a") + UInt8((part - fills.count) % 26)))
}

/// Blocks of one to seven eighths of a column.
private let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
