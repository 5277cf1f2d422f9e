public import Documents

/// The data of a chart, `cradle.chart/1`, as JSON: the schema under `Data/schema` describes it.
public func renderJSON(_ chart: Chart) -> String {
  var entries: [(key: String, value: Datum)] = [
    ("schema", .text("cradle.chart/1")), ("name", .text(chart.name)),
    ("title", .text(chart.title)), ("caption", .text(chart.caption)),
    ("summary", .text(chart.summary)),
  ]
  switch chart.plot {
  case .series(let plot): entries.append(("series", datum(plot)))
  case .bars(let plot): entries.append(("bars", datum(plot)))
  case .tornado(let plot): entries.append(("tornado", datum(plot)))
  case .density(let plot): entries.append(("density", datum(plot)))
  }
  return renderJSON(.record(entries))
}

private func datum(_ axis: Chart.Axis) -> Datum {
  .record([("title", .text(axis.title)), ("unit", .text(axis.unit))])
}

private func datum(_ values: [Double?]) -> Datum {
  .list(values.map { $0.map(Datum.number) ?? .null })
}

private func datum(_ plot: SeriesPlot) -> Datum {
  .record([
    ("time", datum(plot.time.axis)), ("start", .number(plot.time.start)),
    ("window", .number(plot.time.window)),
    (
      "series",
      .list(
        plot.series.map { .record([("axis", datum($0.axis)), ("values", datum($0.values))]) })
    ),
  ])
}

private func datum(_ plot: BarPlot) -> Datum {
  .record([
    ("axis", datum(plot.axis)), ("parts", .list(plot.parts.map(Datum.text))),
    (
      "bars",
      .list(
        plot.bars.map { bar in
          .record([
            ("name", .text(bar.name)), ("values", datum(bar.values)),
            ("total", bar.total.map(Datum.number) ?? .null),
            ("low", bar.range.map { .number($0.lowerBound) } ?? .null),
            ("high", bar.range.map { .number($0.upperBound) } ?? .null),
            ("atLeast", .bool(bar.isAtLeast)),
          ])
        })
    ),
  ])
}

private func datum(_ plot: TornadoPlot) -> Datum {
  func end(_ end: TornadoPlot.End) -> Datum {
    .record([("value", .number(end.value)), ("at", .text(end.text))])
  }
  return .record([
    ("axis", datum(plot.axis)), ("centre", .number(plot.centre)),
    (
      "rows",
      .list(
        plot.rows.map {
          .record([("name", .text($0.name)), ("low", end($0.low)), ("high", end($0.high))])
        })
    ),
  ])
}

private func datum(_ plot: DensityPlot) -> Datum {
  .record([
    ("axis", datum(plot.axis)), ("heights", datum(plot.heights)),
    (
      "curves",
      .list(
        plot.curves.map {
          .record([
            ("name", .text($0.name)), ("start", .number($0.start)), ("width", .number($0.width)),
            ("heights", .list($0.heights.map(Datum.number))),
          ])
        })
    ),
    (
      "marks",
      .list(
        plot.marks.map {
          .record([
            ("name", .text($0.name)), ("value", .number($0.value)),
            ("curve", $0.curve.map(Datum.integer) ?? .null),
          ])
        })
    ),
  ])
}
