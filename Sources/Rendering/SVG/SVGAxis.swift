/// A level axis under a picture, with lines through it at its numbers.
struct SVGAxis {
  /// The numbers.
  let ticks: ChartTicks
  /// Where the least of them stands.
  let left: Double
  /// Where the greatest of them stands.
  let right: Double

  /// The place of a value.
  func x(_ value: Double) -> Double { left + ticks.share(value) * (right - left) }

  /// Draws the lines behind the data.
  func drawGrid(from top: Double, to bottom: Double, on canvas: inout SVGCanvas) {
    for index in 0..<ticks.count {
      let x = x(ticks.value(index))
      canvas.line(x, top, x, bottom, ink: .grid, opacity: 35)
    }
  }

  /// Writes the numbers below `top`, and what they are.
  func drawNumbers(title: String, unit: String, at top: Double, on canvas: inout SVGCanvas) {
    let texts = (0..<ticks.count).map { ticks.text($0) }
    let widest = texts.reduce(0) { max($0, SVGText.width($1, size: 12)) }
    let stride = ticks.stride(widest: widest + 14, in: right - left)
    for index in Swift.stride(from: 0, to: ticks.count, by: stride) {
      let half = SVGText.width(texts[index], size: 12) / 2
      let x = min(x(ticks.value(index)), SVGCanvas.width - 4 - half)
      canvas.text(texts[index], x: x, y: top + 16, anchor: .middle)
    }
    let name = chartTitle(title, chartUnit(unit, power: ticks.power))
    let room = SVGCanvas.width - 2 * SVGCanvas.margin
    let text = SVGText.cut(name, width: room, size: 12)
    let half = SVGText.width(text, size: 12) / 2
    let middle = (left + right) / 2
    let x = max(
      SVGCanvas.margin + half, min(middle, SVGCanvas.width - SVGCanvas.margin - half))
    canvas.text(text, x: x, y: top + 36, anchor: .middle, full: name)
    canvas.y = top + (text.isEmpty ? 20 : 40)
  }
}

/// The names beside the rows of a picture, each on one or two lines.
struct SVGNames {
  private let names: [String]
  private let lines: [[String]]
  /// The width that they take.
  let width: Double

  /// Names, which get at most `room`.
  init(_ names: [String], room: Double) {
    self.names = names
    let lines = names.map { SVGText.lines($0, width: room, size: 12, atMost: 2) }
    self.lines = lines
    width = lines.reduce(0) { $1.reduce($0) { max($0, SVGText.width($1, size: 12)) } }
  }

  /// Whether any takes two lines.
  var areTall: Bool { lines.contains { $0.count > 1 } }

  /// Writes a name that ends at `right`, about the middle of its row.
  func draw(_ index: Int, right: Double, middle: Double, on canvas: inout SVGCanvas) {
    let own = lines[index]
    for (line, text) in own.enumerated() {
      let y = middle + 4 + (Double(line) - Double(own.count - 1) / 2) * 14
      canvas.text(text, x: right, y: y, anchor: .end, full: names[index])
    }
  }
}
