import Accounting
public import Documents
import Quantities
import Sampling
import Studies

extension Report {
  /// How the samples of the total are spread, those of the dynamic-only total beside them.
  ///
  /// Throws where nothing was drawn, or no total varies.
  public func densityChart() throws(ChartProblem) -> Chart {
    guard let uncertainty, let whole = uncertainty.total(boundary), !whole.samples.isConstant,
      whole.samples.count > 0
    else { throw .nothing("samples that differ") }
    var shown = [whole]
    if boundary != .dynamic, let dynamic = uncertainty.total(.dynamic) {
      shown.insert(dynamic, at: 0)
    }
    let (unit, size) = whole.scale
    let bins = 80
    var low = Double.infinity
    var high = -Double.infinity
    for figure in shown where !figure.samples.isConstant {
      low = min(low, figure.samples.quantile(0.001))
      high = max(high, figure.samples.quantile(0.999))
    }
    let width = (high - low) / Double(bins)
    if !(width > 0) { throw .noLength("a bin of \(whole.title)") }
    var curves: [DensityPlot.Curve] = []
    var marks: [DensityPlot.Mark] = []
    var sentences: [String] = []
    for figure in shown {
      let samples = figure.samples
      let name = "\(figure.isAtLeast ? "≥ " : "")\(figure.title)"
      guard !samples.isConstant else {
        marks.append(DensityPlot.Mark(name, at: samples.nominal / size))
        sentences.append("\(name) is \(Quantities.rounded(samples.nominal / size)) \(unit).")
        continue
      }
      // Each curve only as far as it goes, on the grid of both.
      let first = max(0, Int((samples.quantile(0.001) - low) / width))
      let last = min(bins, Int((samples.quantile(0.999) - low) / width) + 1)
      let start = low + Double(first) * width
      let shares = samples.shares(
        from: start, to: low + Double(last) * width, bins: max(1, last - first))
      marks.append(
        DensityPlot.Mark("median", at: samples.median / size, of: curves.count))
      curves.append(
        DensityPlot.Curve(
          name, start: start / size, width: width / size, heights: shares.map { $0 * 100 }))
      let (low95, high95) = samples.interval(0.95)
      sentences.append(
        "\(name): median \(figure.text(samples.median)), 95 % of the samples between "
          + "\(figure.text(low95)) and \(figure.text(high95)) \(figure.scale.unit).")
    }
    let plot = try DensityPlot(
      axis: Chart.Axis("Emissions", unit: unit),
      heights: Chart.Axis("Share of samples", unit: "%"), curves: curves, marks: marks)
    return Chart(
      name: "density", title: "\(ledger.study.name): spread of \(uncertainty.samples) samples",
      summary: sentences.map(sentence).joined(separator: " "), plot: .density(plot))
  }
}
