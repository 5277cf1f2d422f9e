public import Documents

extension LaTeXRenderer {
  /// A chart as a float that a paper takes in with `\input`, in need of the package pgfplots alone
  /// (with `\\pgfplotsset{compat=1.16}` or later, as it asks of every paper).
  /// Caption and label are the chart's own unless given; its summary stands in a comment.
  public func fragment(chart: Chart, caption: String? = nil, label: String? = nil) -> String {
    "\\begin{figure}\n  \\centering\n"
      + LaTeXChart(chart, textWidth: options.textWidth).tex
      + captionAndLabel(chart, caption: caption, label: label) + "\\end{figure}\n"
  }

  /// A chart where it is named in a page, or why it is not there.
  func inPlace(_ chart: Chart) -> String {
    guard options.drawsCharts else {
      return comment(["The chart \(chart.name) is left out: it would need the package pgfplots."])
    }
    return figureBegin + LaTeXChart(chart, textWidth: options.textWidth).tex
      + captionAndLabel(chart, caption: nil, label: nil) + figureEnd
  }

  private func captionAndLabel(_ chart: Chart, caption: String?, label: String?) -> String {
    let text = caption ?? joined(chart.title, chart.caption)
    let label = latexLabel(label ?? chart.name, prefix: "fig:")
    return "  \\caption{" + chartText(text) + "}\n"
      + (label.isEmpty ? "" : "  \\label{" + label + "}\n")
  }

  private func joined(_ title: String, _ caption: String) -> String {
    if title.isEmpty || caption.isEmpty { return title + caption }
    return title + (title.hasSuffix(".") ? " " : ". ") + caption
  }
}

/// A chart as a picture of pgfplots.
struct LaTeXChart {
  private let chart: Chart
  /// The points that a line of the paper's text takes.
  private let textWidth: Int

  /// A chart within the width of a text.
  init(_ chart: Chart, textWidth: Int) {
    self.chart = chart
    self.textWidth = textWidth
  }

  /// The picture, without caption.
  var tex: String {
    var tex = "  % " + commentLine(chart.summary) + "\n  \\begin{tikzpicture}\n"
    tex += "    \\pgfplotsset{compat=1.16}\n"
    switch chart.plot {
    case .bars(let plot):
      tex += LaTeXBars(plot, digits: chart.digits, textWidth: textWidth).tex
    case .series(let plot): tex += LaTeXSeries(plot, textWidth: textWidth).tex
    case .tornado(let plot):
      tex += LaTeXTornado(plot, digits: chart.digits, textWidth: textWidth).tex
    case .density(let plot):
      tex += LaTeXDensity(plot, digits: chart.digits, textWidth: textWidth).tex
    }
    return tex + "  \\end{tikzpicture}\n"
  }
}

/// A text of a chart, escaped.
func chartText(_ text: String) -> String {
  var tex = LaTeXText(citation: .key)
  tex.append(text)
  return tex.tex
}

/// The points that a text takes in a chart, whose type is that of footnotes.
func chartTextWidth(_ text: String) -> Int {
  var tex = LaTeXText(citation: .key, longestWord: .max)
  tex.append(text)
  return tex.width * 88 / 1000 + 1
}

/// A text of a chart on one line, cut where it takes more than so many points.
func chartLine(_ text: String, points: Int) -> String {
  if chartTextWidth(text) <= points { return chartText(text) }
  var kept = ""
  var width = chartTextWidth("…")
  for character in text {
    width += max(1, chartTextWidth(String(character)) - 1)
    if width > points { break }
    kept.append(character)
  }
  return chartText(kept + "…")
}

/// The definition of a colour of the palette.
func chartColor(_ index: Int, _ color: Palette.Color) -> String {
  let code = color.code.dropFirst().uppercased()
  return "    \\definecolor{chart\(index)}{HTML}{\(code)}%\n"
}

/// A length as a share of the line: `0.523\linewidth`.
func chartShare(_ points: Int, of textWidth: Int) -> String {
  let thousandths = min(999, max(1, points * 1000 / max(1, textWidth)))
  let digits = String(thousandths)
  return "0." + String(repeating: "0", count: 3 - digits.utf8.count) + digits + "\\linewidth"
}

/// The numbers of an axis and what they say: `xtick={0,10},xticklabels={{0},{10}}`; a
/// text that takes more than `longest` points is cut.
func chartTicks(
  _ letter: String, _ places: [(coordinate: String, text: String)], longest: Int = .max
) -> String {
  let coordinates = places.map(\.coordinate).joined(separator: ",")
  let texts = places.map { "{" + chartLine($0.text, points: longest) + "}" }.joined(separator: ",")
  return "      \(letter)tick={\(coordinates)}, \(letter)ticklabels={\(texts)},\n"
}

extension ChartTicks {
  /// The numbers with their labels; where they would run into each other, every so many.
  func places(in points: Int) -> [(coordinate: String, text: String)] {
    let widest = (0..<count).reduce(0) { max($0, chartTextWidth(text($1))) }
    let stride = stride(widest: Double(widest + 8), in: Double(points))
    return (0..<count).map {
      (coordinate(value($0)), $0 % stride == 0 ? text($0) : "")
    }
  }

  /// A figure in the unit of the axis, less its offset.
  func coordinate(_ value: Double) -> String { chartCoordinate(value - offset, power: power) }
}

/// What all pictures have in common.
let chartStyle = #"""
        scale only axis, clip=false, axis on top=false,
        axis x line*=bottom, axis y line*=left,
        axis line style={black!55}, tick style={black!55}, grid style={black!15},
        scaled ticks=false, font=\footnotesize, label style={font=\footnotesize},
        tick label style={font=\footnotesize}, legend cell align=left,

  """#

/// Where a legend stands, `above` points over an axis of `axis` points, and in how many columns it
/// fits in a width.
func chartLegend(_ names: [String], width: Int, axis: Int, above: Int = 0) -> String {
  let widest = names.reduce(0) { max($0, min(chartNameWidth, chartTextWidth($1))) } + 30
  let columns = min(names.count, max(1, (min(axis, width) - 10) / widest))
  return "      legend columns=\(columns), legend style={at={(1,1)}, anchor=south east,"
    + " draw=none, fill=none,\n"
    + "        xshift=0pt, yshift=\(above + 8)pt, font=\\footnotesize},\n"
}

/// The points that a name in a legend may take.
let chartNameWidth = 140

private let figureBegin = #"""
  \begin{center}
  \begin{minipage}{\linewidth}
    \centering
    \expandafter\def\csname @captype\endcsname{figure}%

  """#

private let figureEnd = #"""
  \end{minipage}
  \end{center}

  """#
