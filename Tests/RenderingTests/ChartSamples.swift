import Documents

/// The charts that the tests draw.
enum ChartSamples {
  /// Every chart, by name.
  static func all() throws -> [Chart] {
    try [
      boundaries(), whiskers(), fortyBars(), zeros(), oneBar(), requests(), longSeries(),
      oneWindow(), tornado(), oneSided(), densities(), marks(), hostileBars(), hostileSeries(),
      hostileTornado(), hostileDensity(), large(), small(),
    ]
  }

  /// BLOOM, dynamic only beside full.
  static func boundaries() throws(ChartProblem) -> Chart {
    Chart(
      name: "processes", title: "BLOOM, final training run: emissions by boundary and process",
      caption: "Not covered: network and end-of-life.",
      summary: "Dynamic only: 24.7 tCO2e. Full life cycle: 50.5 tCO2e.",
      plot: .bars(
        try BarPlot(
          axis: .init("Emissions", unit: "tCO2e"),
          parts: ["dynamic", "idle", "infrastructure", "embodied"],
          bars: [
            .init("dynamic only", [24.692172, nil, nil, nil]),
            .init("equipment (dynamic and idle)", [24.692172, 10.288405, nil, nil]),
            .init(
              "operational (with infrastructure)", [24.692172, 10.288405, 4.340421, nil],
              isAtLeast: true),
            .init("full life cycle", [24.692172, 10.288405, 4.340421, 11.21145]),
          ])))
  }

  /// Two bars with their ranges.
  static func whiskers() throws(ChartProblem) -> Chart {
    Chart(
      name: "whiskers", title: "Dynamic-only beside full, with 95 % intervals",
      summary: "24.7 (22.2 to 27.2) and 50.5 (44.1 to 63.9) tCO2e.",
      plot: .bars(
        try BarPlot(
          axis: .init("Emissions", unit: "tCO2e"), parts: ["emissions"],
          bars: [
            .init("dynamic only", [24.692172], range: 22.2...27.2),
            .init("full life cycle", [50.53245], range: 44.1...63.9),
          ])))
  }

  /// More bars than a page is used to.
  static func fortyBars() throws(ChartProblem) -> Chart {
    var bars: [BarPlot.Bar] = []
    for index in 1...40 {
      bars.append(
        .init("process \(index)", [Double(index), Double(41 - index) * 2, 7], range: 30...90))
    }
    return Chart(
      name: "forty", title: "Forty bars", summary: "Forty bars.",
      plot: .bars(
        try BarPlot(
          axis: .init("Emissions", unit: "kgCO2e"), parts: ["a", "b", "c"], bars: bars)))
  }

  /// Nothing but zeros and what is not there.
  static func zeros() throws(ChartProblem) -> Chart {
    Chart(
      name: "zeros", title: "Zeros", summary: "Zeros.",
      plot: .bars(
        try BarPlot(
          axis: .init("Emissions", unit: "kgCO2e"), parts: ["a", "b"],
          bars: [.init("zero", [0, 0]), .init("nothing", [nil, nil]), .init("half", [0, nil])])))
  }

  /// One bar of one part.
  static func oneBar() throws(ChartProblem) -> Chart {
    Chart(
      name: "one", title: "One bar", summary: "One bar.",
      plot: .bars(
        try BarPlot(
          axis: .init("", unit: ""), parts: ["all"], bars: [.init("", [0.34051])])))
  }

  /// Two days of requests and grams, with an outage.
  static func requests() throws(ChartProblem) -> Chart {
    var requests: [Double?] = []
    var grams: [Double?] = []
    for hour in 0..<48 {
      let day = Double(abs(hour % 24 - 12))
      requests.append((30...33).contains(hour) ? nil : 1200 - 90 * day + Double(hour % 3) * 20)
      grams.append((30...31).contains(hour) ? nil : hour == 40 ? 0 : 1.2 + day / 8)
    }
    return Chart(
      name: "traffic", title: "Requests, and grams a request", summary: "Requests and grams.",
      plot: .series(
        try SeriesPlot(
          time: .clock(start: 1_656_633_600, window: 3600, count: 48),
          series: [
            .init(.init("Requests", unit: "request/h"), requests),
            .init(.init("Emissions a request", unit: "gCO2e"), grams),
          ])))
  }

  /// Far more windows than a line has columns.
  static func longSeries() throws(ChartProblem) -> Chart {
    let values = (0..<10_000).map { index -> Double? in
      (6000..<6400).contains(index) ? nil : Double(index % 500) - 100
    }
    return Chart(
      name: "long", title: "Ten thousand windows", summary: "Ten thousand windows.",
      plot: .series(
        try SeriesPlot(
          time: .init(.init("Time", unit: "h"), window: 0.25),
          series: [.init(.init("Power", unit: "kW"), values)])))
  }

  /// A single window.
  static func oneWindow() throws(ChartProblem) -> Chart {
    Chart(
      name: "window", title: "One window", summary: "One window.",
      plot: .series(
        try SeriesPlot(
          time: .init(.init("Time", unit: "d"), start: 3, window: 1),
          series: [.init(.init("Power", unit: "kW"), [5]), .init(.init("Nothing"), [nil])])))
  }

  /// What moves the footprint of BLOOM.
  static func tornado() throws(ChartProblem) -> Chart {
    Chart(
      name: "tornado", title: "What moves the total of BLOOM", summary: "The embodied figure most.",
      plot: .tornado(
        try TornadoPlot(
          axis: .init("Emissions", unit: "tCO2e"), centre: 50.53245,
          rows: [
            .init(
              "grid intensity, France", low: .init(39.3, "41.4 g/kWh"),
              high: .init(78.8, "98 g/kWh")),
            .init(
              "embodied, GPU", low: .init(49.3, "100 kg"), high: .init(60.7, "570 kg")),
            .init("lifetime", low: .init(60.3, "3.2 yr"), high: .init(47.7, "8 yr")),
            .init("utilization", low: .init(52.1, ""), high: .init(48.9, "")),
            .init("nothing", low: .init(50.53245), high: .init(50.53245)),
          ])))
  }

  /// A parameter both ends of which lead upwards.
  static func oneSided() throws(ChartProblem) -> Chart {
    Chart(
      name: "one-sided", title: "Both ends lead upwards", summary: "Upwards.",
      plot: .tornado(
        try TornadoPlot(
          axis: .init("Effect", unit: "kgCO2e"), centre: 0,
          rows: [
            .init("batch", low: .init(12, "1"), high: .init(30, "256")),
            .init("load", low: .init(-20, "10 %"), high: .init(-5, "90 %")),
          ])))
  }

  /// The spread of two totals.
  static func densities() throws(ChartProblem) -> Chart {
    func heights(_ centre: Double, _ count: Int) -> [Double] {
      (0..<count).map { bin in
        let distance = (Double(bin) + 0.5 - centre) / 6
        return 12 / (1 + distance * distance * distance * distance)
      }
    }
    return Chart(
      name: "totals", title: "Dynamic-only beside full, 100,000 samples",
      caption: "Bins of 0.5 tCO2e.", summary: "Medians 24.7 and 51.8 tCO2e.",
      plot: .density(
        try DensityPlot(
          axis: .init("Emissions", unit: "tCO2e"),
          heights: .init("Share of samples", unit: "%"),
          curves: [
            .init("dynamic only", start: 17, width: 0.5, heights: heights(15, 31)),
            .init("full life cycle", start: 36, width: 0.5, heights: heights(30, 74)),
          ],
          marks: [
            .init("median", at: 24.7, of: 0), .init("median", at: 51.8, of: 1),
            .init("nominal", at: 50.53245, of: 1),
          ])))
  }

  /// Marks where there is hardly room.
  static func marks() throws(ChartProblem) -> Chart {
    Chart(
      name: "marks", title: "Marks", summary: "Marks.",
      plot: .density(
        try DensityPlot(
          axis: .init("Energy", unit: "kWh"), heights: .init("Density"),
          curves: [.init("energy", start: -5, width: 10, heights: [3])],
          marks: [
            .init("the first of several with a long name", at: 5),
            .init("the second of several with a long name", at: 5),
            .init("third", at: -5), .init("beyond", at: 9),
          ])))
  }

  private static let hostile = Samples.hostile
  private static let long = String(repeating: "supercalifragilistic_", count: 12)
  private static let wide = String(repeating: "大規模言語モデル", count: 9)

  /// Names that hold what formats give a meaning to, long ones and wide ones.
  static func hostileBars() throws(ChartProblem) -> Chart {
    Chart(
      name: hostile, title: hostile, caption: hostile, summary: hostile,
      plot: .bars(
        try BarPlot(
          axis: .init(hostile, unit: hostile),
          parts: [hostile, long, wide] + (4...9).map { "part \($0)" },
          bars: [
            .init(hostile, [1, 2, 3, 4, 5, 6, 7, 8, 9], range: 0...50, isAtLeast: true),
            .init(long, [1, nil, 3, 0, 0, 0, 0, 0, 1e-9]),
            .init(wide, [40, nil, nil, nil, nil, nil, nil, nil, nil]),
            .init(
              "a name of many words that go on and on until nobody reads them any more, at all",
              [4, nil, nil, nil, nil, nil, nil, nil, 4]),
          ])))
  }

  /// The same over time.
  static func hostileSeries() throws(ChartProblem) -> Chart {
    Chart(
      name: "hostile-series", title: long, caption: wide, summary: hostile,
      plot: .series(
        try SeriesPlot(
          time: .init(
            .init(hostile, unit: hostile), window: 1,
            labels: [.init(0, hostile), .init(1, long), .init(1.5, "x"), .init(9, "beyond")]),
          series: [
            .init(.init(hostile, unit: hostile), [1, nil, -3, 0]),
            .init(.init(wide, unit: long), [nil, nil, nil, nil]),
          ])))
  }

  /// The same for parameters.
  static func hostileTornado() throws(ChartProblem) -> Chart {
    Chart(
      name: "hostile-tornado", title: hostile, summary: hostile,
      plot: .tornado(
        try TornadoPlot(
          axis: .init(hostile, unit: hostile), centre: -1,
          rows: [
            .init(hostile, low: .init(-2, hostile), high: .init(7, hostile)),
            .init(long, low: .init(5, wide), high: .init(-3, long)),
          ])))
  }

  /// The same for histograms.
  static func hostileDensity() throws(ChartProblem) -> Chart {
    Chart(
      name: "hostile-density", title: hostile, summary: hostile,
      plot: .density(
        try DensityPlot(
          axis: .init(hostile, unit: hostile), heights: .init(hostile, unit: hostile),
          curves: [
            .init(hostile, start: 0, width: 1, heights: [0, 0, 0]),
            .init(long, start: 1, width: 0.001, heights: (0..<5000).map { Double($0 % 1000) }),
          ], marks: [.init(hostile, at: 1), .init(wide, at: 2)])))
  }

  /// Figures at the upper end of what is drawn.
  static func large() throws(ChartProblem) -> Chart {
    Chart(
      name: "large", title: "Large figures", summary: "Large.",
      plot: .bars(
        try BarPlot(
          axis: .init("Compute", unit: "FLOP"), parts: ["training"],
          bars: [.init("GPT-3", [3.14e23]), .init("BLOOM", [3.8e23]), .init("most", [5e23])])))
  }

  /// Figures far from zero that hardly differ, and of great negative size.
  static func small() throws(ChartProblem) -> Chart {
    Chart(
      name: "small", title: "Small differences", summary: "Small.", digits: 9,
      plot: .tornado(
        try TornadoPlot(
          axis: .init("Emissions", unit: "kgCO2e"), centre: 123_456.789,
          rows: [
            .init("a", low: .init(123_456.788), high: .init(123_456.791)),
            .init("b", low: .init(123_456.7889), high: .init(123_456.79)),
          ])))
  }
}
