import Accounting
import Documents
import Reporting
import Testing

@Suite("Charts of a report")
struct ReportChartTests {
  @Test("The boundaries stand beside each other, each the sum of its processes")
  func processes() throws {
    let chart = try report(small).processChart()
    guard case .bars(let plot) = chart.plot else { throw ChartProblem.nothing("bars") }
    #expect(chart.title == "Small: emissions by boundary and process")
    #expect(plot.axis == Chart.Axis("Emissions", unit: "kgCO2e"))
    #expect(plot.parts == ["dynamic", "idle", "infrastructure", "embodied"])
    // 10 kWh at 100 g: 1 kg; half of that for the building; 100 kg × 10 h / 1000 h.
    #expect(
      plot.bars == [
        .init("dynamic only", [1, nil, nil, nil]),
        .init("equipment (dynamic and idle)", [1, 0, nil, nil]),
        .init("operational (with infrastructure)", [1, 0, 0.5, nil]),
        .init("full life cycle", [1, 0, 0.5, 1]),
      ])
    #expect(chart.caption == "Not covered, or not wholly: network and end-of-life.")
    #expect(
      chart.summary == """
        Dynamic only: 1.00 kgCO2e. Equipment (dynamic and idle): 1.00 kgCO2e, of which dynamic \
        1.00 and idle 0. Operational (with infrastructure): 1.50 kgCO2e, of which dynamic 1.00, \
        idle 0 and infrastructure 0.500. Full life cycle: 2.50 kgCO2e, of which dynamic 1.00, \
        idle 0, infrastructure 0.500 and embodied 1.00.
        """)
  }

  @Test("A study of one stage has no chart of stages, one of two has a bar for each")
  func stages() throws {
    #expect(throws: ChartProblem.nothing("second stage")) { try report(small).stageChart() }
    let two = small + "\n  - inference: Run\n    site: here\n    equipment: {box: 30 h}\n"
    let chart = try report(two, boundary: .operational).stageChart()
    guard case .bars(let plot) = chart.plot else { throw ChartProblem.nothing("bars") }
    #expect(
      chart.title
        == "Small: emissions by stage and process, operational (with infrastructure)")
    #expect(
      plot.bars == [.init("training", [1, 0, 0.5]), .init("inference", [3, 0, 1.5])])
  }

  @Test("A total that lacks something is a lower bound in the chart, too")
  func incomplete() throws {
    let bare = small.replacing(
      "embodied: 100 kgCO2e, lifetime: 1000 h, utilization: 100 %", with: ""
    )
    .replacing("idle: 0 W, ", with: "idle: 0 W")
    let chart = try report(bare).processChart()
    guard case .bars(let plot) = chart.plot else { throw ChartProblem.nothing("bars") }
    #expect(plot.bars.map(\.isAtLeast) == [false, false, false, true])
    #expect(
      chart.caption
        == "≥ marks a lower bound: embodied not covered. Not covered, or not wholly: network, "
        + "embodied and end-of-life.")
  }
}
