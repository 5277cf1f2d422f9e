import Documents

/// A chart as lines of text: the title, the picture with its figures, the caption.
struct TextChart {
  private let chart: Chart
  private let width: Int

  /// A chart within a width.
  init(_ chart: Chart, width: Int) {
    self.chart = chart
    self.width = max(20, width)
  }

  /// Writes the chart.
  func write(to output: inout TerminalText) {
    if !chart.title.isEmpty {
      writeWords(chart.title, .strong, to: &output)
      output.newline()
    }
    switch chart.plot {
    case .bars(let plot):
      TextBars(plot, digits: chart.digits, width: width).write(to: &output)
    case .series(let plot):
      TextSeries(plot, digits: chart.digits, width: width).write(to: &output)
    case .tornado(let plot):
      TextTornado(plot, digits: chart.digits, width: width).write(to: &output)
    case .density(let plot):
      TextDensity(plot, digits: chart.digits, width: width).write(to: &output)
    }
    if !chart.caption.isEmpty {
      output.newline()
      writeWords(chart.caption, .plain, to: &output)
    }
  }

  private func writeWords(_ text: String, _ style: Style, to output: inout TerminalText) {
    let lines = Lines(Words([.text(text)], style: style).all, width: width)
    for line in 0..<lines.count {
      lines.write(line, to: &output)
      output.newline()
    }
  }
}

/// The names beside a picture: each within a column, or on lines of its own above where the picture
/// would get too narrow.
struct TextNames {
  private let names: [Lines]
  /// Where the picture begins.
  let indentation: Int
  private let isAbove: Bool

  /// Names beside a picture that is to get at least `least` columns of `width`.
  init(_ names: [String], width: Int, least: Int) {
    let words = names.map { Words([.text($0)]).all }
    let natural = words.reduce(0) { max($0, extent(of: $1).natural) }
    let room = min(width * 2 / 5, width - 2 - least)
    isAbove = room < min(natural, 8)
    let column = isAbove ? width : min(natural, room)
    self.names = words.map { Lines($0, width: column) }
    indentation = isAbove || natural == 0 ? 0 : column + 2
  }

  /// Writes a name as far as the line that its picture goes on.
  func write(_ index: Int, to output: inout TerminalText) {
    let lines = names[index]
    for line in 0..<lines.count {
      lines.write(line, to: &output)
      if isAbove || line + 1 < lines.count { output.newline() }
    }
    output.skip(to: indentation)
  }
}

/// Items side by side, such as those of a legend, on as many lines as they need.
func writeItems(
  _ items: [String], style: Style, at indentation: Int, width: Int, to output: inout TerminalText
) {
  for item in items {
    let (text, columns) = measured(item)
    if output.column > indentation, output.column + 3 + columns > width { output.newline() }
    if output.column > indentation { output.skip(3) }
    output.skip(to: indentation)
    if columns <= width - indentation {
      output.write(text, style, width: columns)
      continue
    }
    let lines = Lines(Words([.text(item)], style: style).all, width: width - indentation)
    for line in 0..<lines.count {
      output.skip(to: indentation)
      lines.write(line, to: &output)
      if line + 1 < lines.count { output.newline() }
    }
  }
  if output.column > 0 { output.newline() }
}

/// Labels under a picture, each centred on its place; one that would run into the last is left out.
func writeLabels(
  _ labels: [(column: Int, text: String)], style: Style, at indentation: Int, width: Int,
  to output: inout TerminalText
) {
  for label in labels {
    let (text, columns) = measured(label.text)
    let wanted = indentation + label.column - columns / 2
    let start = max(indentation, min(wanted, width - columns))
    if start < output.column + (output.column > 0 ? 2 : 0) || start + columns > width { continue }
    output.skip(to: start)
    output.write(text, style, width: columns)
  }
  if output.column > 0 { output.newline() }
}

/// Blocks of one to eight eighths of a line's height.
private let heights = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

/// The block for a share of a height, from 0 to 1.
func block(_ share: Double) -> String {
  heights[Int(min(7, max(0, (share * 7).rounded())))]
}
