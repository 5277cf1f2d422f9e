public import Documents

/// Renders charts as SVG: files that stand alone, without scripts, fonts or pictures of others, the
/// same bytes for the same chart.
///
/// Texts and lines are of greys that are read on white and on black alike; where the page is known
/// to be dark they are lighter. The colours of data are told apart with any kind of colour vision,
/// and never carry a meaning alone.
public struct SVGRenderer: Sendable {
  /// A renderer.
  public init() {}

  /// The chart as a file, ending with one line feed. Its `title` and `desc` hold the title and the
  /// summary for those who cannot see it; the remarks, such as what it was made from, stand in its
  /// `metadata`, a line each.
  public func render(_ chart: Chart, remarks: [String] = []) -> String {
    var canvas = SVGCanvas()
    canvas.title(chart.title)
    switch chart.plot {
    case .bars(let plot): SVGBars(plot, digits: chart.digits).draw(on: &canvas)
    case .series(let plot): SVGSeries(plot).draw(on: &canvas)
    case .tornado(let plot): SVGTornado(plot, digits: chart.digits).draw(on: &canvas)
    case .density(let plot): SVGDensity(plot, digits: chart.digits).draw(on: &canvas)
    }
    canvas.caption(chart.caption)
    return canvas.file(title: chart.title, summary: chart.summary, remarks: remarks)
  }
}
