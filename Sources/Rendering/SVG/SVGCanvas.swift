import Diagnostics

/// A drawing as it grows downwards: elements, and how far down they reach. Lengths are pixels.
struct SVGCanvas {
  /// The width of every drawing.
  static let width = 720.0
  /// What stays free on either side.
  static let margin = 16.0

  private var body = ""
  /// Where the next thing begins.
  var y = 16.0

  /// How a text stands to its place.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  /// What a text or a line is drawn with.
  enum Ink: String {
    /// Texts.
    case ink
    /// Axes and whiskers.
    case line
    /// Lines behind the data.
    case grid
    /// Lines in the ground's own colour cannot be had: black or white on a colour.
    case black
    case white

    fileprivate var color: String {
      switch self {
      case .ink: "#737373"
      case .line: "#7a7a7a"
      case .grid: "#8a8a8a"
      case .black: "#000000"
      case .white: "#ffffff"
      }
    }

    fileprivate var attribute: String {
      switch self {
      case .ink, .line: " class=\"chart-\(rawValue)\""
      case .grid, .black, .white: ""
      }
    }
  }

  /// Writes one line of text; what it was cut from, if it was, is shown on pointing at it.
  mutating func text(
    _ text: String, x: Double, y: Double, size: Double = 12, anchor: Anchor = .start,
    bold: Bool = false, ink: Ink = .ink, full: String? = nil
  ) {
    if text.isEmpty { return }
    body += "  <text x=\"\(svg(x))\" y=\"\(svg(y))\" font-size=\"\(svg(size))\""
    if anchor != .start { body += " text-anchor=\"\(anchor.rawValue)\"" }
    if bold { body += " font-weight=\"bold\"" }
    body += " fill=\"\(ink.color)\"\(ink.attribute)>"
    if let full, full != text { body += "<title>\(svgEscaped(full))</title>" }
    body += svgEscaped(text) + "</text>\n"
  }

  /// Fills a rectangle; `opacity` in hundredths. The name is shown on pointing at it.
  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, color: String, opacity: Int = 100,
    name: String = ""
  ) {
    body += "  <rect x=\"\(svg(x))\" y=\"\(svg(y))\" width=\"\(svg(max(0, width)))\""
    body += " height=\"\(svg(max(0, height)))\" fill=\"\(color)\"\(svgOpacity(opacity))"
    body += name.isEmpty ? "/>\n" : "><title>\(svgEscaped(name))</title></rect>\n"
  }

  /// Draws a line.
  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, ink: Ink = .line, width: Double = 1,
    opacity: Int = 100, dashed: Bool = false
  ) {
    body += "  <line x1=\"\(svg(x1))\" y1=\"\(svg(y1))\" x2=\"\(svg(x2))\" y2=\"\(svg(y2))\""
    body += " stroke=\"\(ink.color)\"\(ink == .line ? " class=\"chart-stroke\"" : "")"
    body += " stroke-width=\"\(svg(width))\"\(dashed ? " stroke-dasharray=\"4 3\"" : "")"
    body += svgOpacity(opacity, "stroke-opacity") + "/>\n"
  }

  /// Draws a path, filled or as a line.
  mutating func path(_ path: String, fill: String? = nil, stroke: String? = nil, opacity: Int = 100)
  {
    if path.isEmpty { return }
    body += "  <path d=\"\(path)\" fill=\"\(fill ?? "none")\""
    if let stroke {
      body += " stroke=\"\(stroke)\" stroke-width=\"1.5\" stroke-linejoin=\"round\""
    }
    body += svgOpacity(opacity) + "/>\n"
  }

  /// Writes the heading of the drawing.
  mutating func title(_ title: String) {
    for line in SVGText.lines(
      title, width: Self.width - 2 * Self.margin, size: 15, bold: true, atMost: 3)
    {
      y += 15
      text(line, x: Self.margin, y: y, size: 15, bold: true, full: title)
      y += 5
    }
    y += 6
  }

  /// Writes what stands at the foot.
  mutating func caption(_ caption: String) {
    if caption.isEmpty { return }
    y += 8
    for line in SVGText.lines(
      caption, width: Self.width - 2 * Self.margin, size: 12, atMost: 8)
    {
      y += 13
      text(line, x: Self.margin, y: y, full: caption)
      y += 4
    }
  }

  /// Writes items with a swatch of their colour, on as many lines as they need.
  mutating func legend(_ items: [(name: String, color: String)]) {
    var x = Self.margin
    y += 14
    for item in items {
      let name = SVGText.cut(item.name, width: 300, size: 12)
      let width = 18 + SVGText.width(name, size: 12)
      if x > Self.margin, x + width > Self.width - Self.margin {
        x = Self.margin
        y += 20
      }
      rectangle(x: x, y: y - 10, width: 12, height: 12, color: item.color)
      text(name, x: x + 18, y: y, full: item.name)
      x += width + 20
    }
    y += 10
  }

  /// The whole file.
  func file(title: String, summary: String, remarks: [String]) -> String {
    let notes = remarks.map(svgEscaped).joined(separator: "\n    ")
    let metadata = notes.isEmpty ? "" : "  <metadata>\n    \(notes)\n  </metadata>\n"
    let height = svg((y + 14).rounded())
    let width = svg(Self.width)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" \
      font-family="'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif">
        <title>\(svgEscaped(title))</title>
        <desc>\(svgEscaped(summary))</desc>
      \(metadata)\
        <style>@media (prefers-color-scheme: dark) { .chart-ink { fill: #949494 } \
      .chart-stroke { stroke: #8a8a8a } }</style>
      \(body)</svg>

      """
  }
}

/// A length with at most two digits behind the point.
func svg(_ length: Double) -> String {
  let hundredths = Int((min(max(length, -1e9), 1e9) * 100).rounded())
  let whole = hundredths.magnitude / 100
  let rest = hundredths.magnitude % 100
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
  return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}

private func svgOpacity(_ hundredths: Int, _ attribute: String = "fill-opacity") -> String {
  hundredths >= 100 ? "" : " \(attribute)=\"\(svg(Double(hundredths) / 100))\""
}

/// A text for XML 1.0, in an element or an attribute: what it cannot hold is spelled out.
func svgEscaped(_ text: String) -> String {
  var result = ""
  for scalar in printableLine(text).unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
