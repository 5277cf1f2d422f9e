/// A chart without a format: data, and the words that make it readable. All its texts are plain.
///
/// The plots check their figures when they are made: what cannot be drawn, such as a figure that is
/// not finite, is refused there, so that a format never meets it.
public struct Chart: Hashable, Sendable {
  /// What is drawn.
  public enum Plot: Hashable, Sendable {
    /// One or two series over time.
    case series(SeriesPlot)
    /// Horizontal bars, each the sum of its parts.
    case bars(BarPlot)
    /// What each of several parameters does to one figure.
    case tornado(TornadoPlot)
    /// How the samples of one or two figures are spread.
    case density(DensityPlot)
  }

  /// What an axis shows.
  public struct Axis: Hashable, Sendable {
    /// What its figures are: `Emissions`.
    public var title: String
    /// Their unit; empty for none.
    public var unit: String

    /// An axis.
    public init(_ title: String, unit: String = "") {
      self.title = title
      self.unit = unit
    }
  }

  /// The name by which a document refers to it: `processes`, `stages`.
  public var name: String
  /// What it shows, in a line over the picture.
  public var title: String
  /// What is to be said below the picture; empty for nothing.
  public var caption: String
  /// What the picture says, figures included, for those who cannot see it.
  public var summary: String
  /// The significant digits of the figures written in the picture.
  public var digits: Int
  /// What is drawn.
  public var plot: Plot

  /// A chart; its figures are written with `digits` significant digits, 1 to 15.
  public init(
    name: String, title: String, caption: String = "", summary: String, digits: Int = 3, plot: Plot
  ) {
    self.name = name
    self.title = title
    self.caption = caption
    self.summary = summary
    self.digits = min(max(1, digits), 15)
    self.plot = plot
  }
}
