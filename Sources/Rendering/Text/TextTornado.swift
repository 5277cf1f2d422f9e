import Documents

/// A tornado as lines of text: a row a parameter, about a line for the figure as it is.
struct TextTornado {
  private let plot: TornadoPlot
  private let width: Int
  private let names: TextNames
  private let ranges: [(text: String, width: Int)]
  private let rangeWidth: Int
  private let room: Int
  private let power: Int
  private let centreText: String

  /// Lays rows out within a width.
  init(_ plot: TornadoPlot, digits: Int, width: Int) {
    self.plot = plot
    self.width = width
    let extent = plot.extent
    let power = chartPower(max(abs(extent.lowerBound), abs(extent.upperBound)))
    self.power = power
    func figure(_ value: Double) -> String { chartFigure(value, digits: digits, power: power) }
    centreText = figure(plot.centre)
    ranges = plot.rows.map { measured(figure($0.low.value) + " … " + figure($0.high.value)) }
    rangeWidth = ranges.reduce(0) { max($0, $1.width) }
    names = TextNames(
      plot.rows.map { row in
        if row.low.text.isEmpty && row.high.text.isEmpty { return row.name }
        return "\(row.name) (\(row.low.text) … \(row.high.text))"
      }, width: width, least: 12 + 2 + rangeWidth)
    room = max(6, width - names.indentation - 2 - rangeWidth)
  }

  /// Writes what the rows show, and the rows.
  func write(to output: inout TerminalText) {
    let unit = chartUnit(plot.axis.unit, power: power)
    let name = plot.axis.title.isEmpty ? "" : plot.axis.title + " "
    writeItems(
      [
        "│ " + name + centreText + (unit.isEmpty ? "" : " " + unit),
        "░ at the low end of the range", "█ at the high end",
      ], style: .quiet, at: 0, width: width, to: &output)
    output.newline()
    let centre = column(plot.centre)
    for (index, row) in plot.rows.enumerated() {
      names.write(index, to: &output)
      let low = column(row.low.value)
      let high = column(row.high.value)
      for place in 0..<room {
        let column = names.indentation + place
        if place == centre {
          output.skip(to: column)
          output.write("│", .quiet, width: 1)
        } else if isBetween(place, centre, high),
          isNearer(row.high, than: row.low, low, high, place)
        {
          output.skip(to: column)
          output.write("█", width: 1)
        } else if isBetween(place, centre, low) {
          output.skip(to: column)
          output.write("░", width: 1)
        }
      }
      output.skip(to: names.indentation + room + 2 + rangeWidth - ranges[index].width)
      output.write(ranges[index].text, width: ranges[index].width)
      output.newline()
    }
  }

  /// The column of a figure, from 0.
  private func column(_ value: Double) -> Int {
    let extent = plot.extent
    let length = extent.upperBound - extent.lowerBound
    if length <= 0 { return room / 2 }
    return Int(((value - extent.lowerBound) / length * Double(room - 1)).rounded())
  }

  private func isBetween(_ place: Int, _ centre: Int, _ end: Int) -> Bool {
    end < centre ? place >= end && place < centre : place > centre && place <= end
  }

  /// Whether the high end is drawn where both ends lead to the same side: the nearer one lies over
  /// the other.
  private func isNearer(
    _ one: TornadoPlot.End, than other: TornadoPlot.End, _ low: Int, _ high: Int, _ place: Int
  ) -> Bool {
    let centre = column(plot.centre)
    guard isBetween(place, centre, low) else { return true }
    return abs(one.value - plot.centre) <= abs(other.value - plot.centre)
  }
}
