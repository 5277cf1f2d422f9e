import Documents
import Testing

@Suite("Charts")
struct ChartTests {
  @Test("What cannot be drawn is refused where the plot is made, and named")
  func refusals() {
    let axis = Chart.Axis("Emissions", unit: "kgCO2e")
    func refusal(_ make: () throws(ChartProblem) -> Void) -> String? {
      do throws(ChartProblem) {
        try make()
        return nil
      } catch { return error.message }
    }
    func bars(_ parts: [String], _ bars: BarPlot.Bar...) -> String? {
      refusal { () throws(ChartProblem) in _ = try BarPlot(axis: axis, parts: parts, bars: bars) }
    }
    #expect(bars(["a"]) == "there is nothing to draw: no bars")
    #expect(bars([], .init("x", [])) == "there is nothing to draw: no parts")
    #expect(bars(["a"], .init("x", [1, 2])) == "x has more figures than another, or fewer")
    #expect(bars(["a"], .init("x", [-1])) == "a figure of x is below zero")
    for value in [Double.nan, .infinity, -.infinity, 1.1e100] {
      #expect(bars(["a"], .init("x", [value])) == "a figure of x is not finite or beyond 10^100")
    }
    #expect(
      bars(["a", "b"], .init("x", [1e100, 1e100]))
        == "a figure of x is not finite or beyond 10^100")
    #expect(bars(["a"], .init("x", [1], range: -1...2)) == "a figure of x is below zero")
    #expect(
      bars(["a"], .init("x", [1], range: 1...(.infinity)))
        == "a figure of x is not finite or beyond 10^100")
    #expect(bars(["a"], .init("x", [nil], range: 0...0)) == nil)

    func series(_ window: Double, _ values: [Double?]...) -> String? {
      refusal { () throws(ChartProblem) in
        _ = try SeriesPlot(
          time: .init(.init("Time", unit: "h"), window: window),
          series: values.map { .init(axis, $0) })
      }
    }
    #expect(series(1) == "there is nothing to draw: no windows")
    #expect(series(1, []) == "there is nothing to draw: no windows")
    #expect(series(1, [1], [1], [1]) == "there are more than two series")
    #expect(series(1, [1], [1, 2]) == "Emissions has more figures than another, or fewer")
    #expect(series(0, [1]) == "the length of a window is not above zero")
    #expect(series(.nan, [1]) == "a figure of Time is not finite or beyond 10^100")
    #expect(series(1, [.nan]) == "a figure of Emissions is not finite or beyond 10^100")
    #expect(series(1, [nil, -5]) == nil)

    func tornado(_ centre: Double, _ rows: TornadoPlot.Row...) -> String? {
      refusal { () throws(ChartProblem) in
        _ = try TornadoPlot(axis: axis, centre: centre, rows: rows)
      }
    }
    #expect(tornado(1) == "there is nothing to draw: no parameters")
    #expect(
      tornado(.nan, .init("x", low: .init(1), high: .init(2)))
        == "a figure of Emissions is not finite or beyond 10^100")
    #expect(
      tornado(1, .init("x", low: .init(1), high: .init(.infinity)))
        == "a figure of x is not finite or beyond 10^100")

    func density(_ curves: DensityPlot.Curve..., marks: [DensityPlot.Mark] = []) -> String? {
      refusal { () throws(ChartProblem) in
        _ = try DensityPlot(axis: axis, heights: .init("Share"), curves: curves, marks: marks)
      }
    }
    let curve = DensityPlot.Curve("x", start: 0, width: 1, heights: [1])
    #expect(density() == "there is nothing to draw: no curves")
    #expect(density(curve, curve, curve) == "there are more than two curves")
    #expect(
      density(.init("x", start: 0, width: 1, heights: []))
        == "there is nothing to draw: no bins of x")
    #expect(
      density(.init("x", start: 0, width: 0, heights: [1]))
        == "the length of a bin of x is not above zero")
    #expect(density(.init("x", start: 0, width: 1, heights: [-1])) == "a figure of x is below zero")
    #expect(
      density(curve, marks: [.init("m", at: .nan)])
        == "a figure of m is not finite or beyond 10^100")
  }

  @Test("The total of a bar is the sum of its parts, and nothing where it has none")
  func totals() {
    #expect(BarPlot.Bar("x", [1, nil, 2.5]).total == 3.5)
    #expect(BarPlot.Bar("x", [0, nil]).total == 0)
    #expect(BarPlot.Bar("x", [nil, nil]).total == nil)
  }

  @Test("A clock is labelled at round moments; expected dates by `date -u -d @…`")
  func clock() {
    func labels(_ start: Int64, _ window: Double, _ count: Int) -> [String] {
      SeriesPlot.Time.clock(start: start, window: window, count: count).labels.map {
        "\($0.window) \($0.text)"
      }
    }
    // 2022-07-01 09:30.
    #expect(
      labels(1_656_667_800, 3600, 18)
        == [
          "2.5 2022-07-01 12:00",
          "5.5 15:00", "8.5 18:00", "11.5 21:00", "14.5 2022-07-02", "17.5 03:00",
        ])
    // 2000-02-28, through a leap day.
    #expect(
      labels(951_696_000, 86400, 3)
        == [
          "0.0 2000-02-28", "0.5 12:00", "1.0 2000-02-29", "1.5 12:00", "2.0 2000-03-01",
          "2.5 12:00", "3.0 2000-03-02",
        ])
    // A year by days, from 1969-07-01.
    #expect(
      labels(-15_897_600, 86400, 365)
        == [
          "0.0 1969-07-01", "62.0 1969-09-01", "123.0 1969-11-01", "184.0 1970-01-01",
          "243.0 1970-03-01", "304.0 1970-05-01", "365.0 1970-07-01",
        ])
    #expect(
      labels(0, 1, 4) == [
        "0.0 1970-01-01", "1.0 00:00:01", "2.0 00:00:02", "3.0 00:00:03", "4.0 00:00:04",
      ])
    #expect(labels(.min, 1, 4) == [])
    #expect(labels(.max, 1, 4) == [])
    #expect(labels(0, .nan, 4) == [])
    #expect(labels(-62_135_596_800, 3.15e11, 1).count > 2)
  }
}
