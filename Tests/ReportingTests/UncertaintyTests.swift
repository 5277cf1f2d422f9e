import Accounting
import Documents
import Formulas
import Rendering
import Sampling
import Testing

@testable import Reporting

@Suite("Intervals in reports")
struct UncertaintyTests {
  private let text = small.replacing("100 gCO2e/kWh", with: "100 gCO2e/kWh ± 20 %")
    .replacing("100 kgCO2e", with: "100 kgCO2e in 50 .. 300")

  private func page(_ report: Report) -> [String] {
    TextRenderer().render(report.document).split(separator: "\n").map(String.init)
  }

  @Test("Intervals stand under a heading, and say what the printed figure is")
  func section() throws {
    let lines = page(report(text).sampled(Drawing(samples: 20_000, seed: 7)))
    #expect(
      lines.contains(
        "95 % of 20000 samples lie between 2.1 and 4.2 kgCO2e; their median is 2.9, their"))
    let start = try #require(lines.firstIndex(of: "Uncertainty"))
    let end = try #require(lines.firstIndex(of: "Not covered"))
    #expect(
      lines[start..<end].joined(separator: "\n") == """
        Uncertainty
        ───────────
        Small: intervals of 20000 samples
        Figure of         Figure  Median    Mean     5 %    95 %   2.5 %  97.5 %
        ────────────────────────────────────────────────────────────────────────────────
        dynamic only        1.00    1.00    1.00    0.83    1.17    0.80    1.20  kgCO2e
        equipment           1.00    1.00    1.00    0.83    1.17    0.80    1.20  kgCO2e
        (dynamic and
        idle)
        operational         1.50    1.50    1.50    1.25    1.75    1.20    1.79  kgCO2e
        (with
        infrastructure)
        full life cycle     2.5     2.9     3.0     2.2     4.0     2.1     4.2   kgCO2e
        full life cycle     2.5     2.9     3.0     2.2     4.1     2.2     4.3   ×
        over dynamic
        only
        dynamic             1.00    1.00    1.00    0.83    1.17    0.80    1.20  kgCO2e
          share of         40      34      34      25      45      23      46     %
          dynamic
        infrastructure    500     500     500     420     580     400     600     gCO2e
          share of         20      17      17      12      22      12      23     %
          infrastructure
        embodied            1.0     1.4     1.5     0.8     2.5     0.7     2.6   kgCO2e
          share of         40      49      49      33      63      31      65     %
          embodied
        The figure is the nominal one: every parameter as stated. Between 5 % and 95 %
        lie 90 % of the samples, between 2.5 % and 97.5 % lie 95 %, whose width has two
        digits.
        Small: what makes the total uncertain
        Parameter                At low end   At high end   1 % more   Alone   In all
                                     kgCO2e        kgCO2e          %       %        %
        ─────────────────────────────────────────────────────────────────────────────
        embodied of box                2.18          4.15       0.40      94       94
        grid intensity of here         2.20          2.80       0.60       8        7
        The total, full life cycle, with one parameter at an end of its 95 % range and
        the others as stated; and by how much it moves where the parameter moves by 1 %.
        Alone: the share of the variance that would go if the parameter were known
        (first-order Sobol index); in all: that which would stay if all others were
        (total index); standard errors up to 1 %.
        • The figure printed elsewhere is the nominal one: 21 % of the samples lie below
          it.
        • Another seed would move the ends of its intervals by some 0.0094 kgCO2e
          (standard error): the printed digits hold.
        • grid intensity of here: 100 gCO2e/kWh, ± 20 gCO2e/kWh (95 %)
        • embodied of box: 100 kgCO2e, 50 .. 300 kgCO2e (triangular)
        • Points, not drawn, that the total hangs on: device-time of box (1 % more: +1.0
          %); power of box (1 % more: +0.60 %); PUE of here (1 % more: +0.60 %).
        """)
  }

  @Test(
    "What varies by rounding alone is constant, and no figure is printed as zero for its interval")
  func digits() throws {
    func figures(_ grid: String, _ name: String, _ boundary: Boundary) throws -> String {
      let text = """
        study: Small
        sites: {here: {pue: 1.2, grid: \(grid)}}
        activities:
          - training: x
            site: here
            energy: {it: 1000 kWh}
        """
      let lines = page(report(text, boundary: boundary).sampled(Drawing(samples: 1000, seed: 1)))
      let start = try #require(lines.firstIndex { $0.hasPrefix("Figure of") })
      return try #require(lines[start...].first { $0.hasPrefix(name) })
    }
    #expect(
      try figures("57 gCO2e/kWh ± 10 %", "  share of  ", .operational)
        == "  share of          16.7    16.7    16.7    16.7    16.7    16.7    16.7  %")
    let choices =
      "{value: 100 gCO2e/kWh, choices: [{value: 100 gCO2e/kWh, probability: 50 %}, "
      + "{value: 10000 gCO2e/kWh, probability: 50 %}]}"
    // Of 1.2 MWh: 0.12 t or 12 t, a sixth of them by the infrastructure.
    #expect(
      try figures(choices, "infrastructure  ", .full)
        == "infrastructure        0.02     2.0    1.0    0.02     2.0    0.02     2.0  tCO2e")
  }

  @Test("A page without samples says nothing of them, and a report without spreads says so")
  func without() {
    #expect(!page(report(text)).contains { $0.contains("samples") })
    let lines = page(report(small).sampled(Drawing(samples: 1000, seed: 1)))
    #expect(lines.contains("No value that the total rests on has a spread: 1000 samples agree."))
  }

  @Test("Totals of energy times intensity have the interval of the closed form")
  func closedForm() throws {
    let sampled = report(text).sampled(Drawing(samples: 100_000, seed: 3))
    let dynamic = try #require(sampled.uncertainty?.total(.dynamic))
    // 10 kWh at 100 ± 20 gCO2e/kWh: 1000 ± 200 g, as in the study.
    let (low, high) = dynamic.samples.interval(0.95)
    #expect(abs(low - 800) < 4 * dynamic.samples.error(ofQuantile: 0.025))
    #expect(abs(high - 1200) < 4 * dynamic.samples.error(ofQuantile: 0.975))
    #expect(dynamic.samples.nominal == 1000)
    // Triangular 50 .. 100 .. 300 kg, a hundredth of it: mean 1.5 kg; with 1.5 kg of energy, 3.
    let full = try #require(sampled.uncertainty?.total(.full))
    #expect(abs(full.samples.mean - 3000) < 4 * full.samples.errorOfMean)
  }

  @Test("Lines that share a parameter move together: a ratio of two does not vary with it")
  func correlation() throws {
    let only = small.replacing("100 gCO2e/kWh", with: "100 gCO2e/kWh ± 20 %")
      .replacing("100 kgCO2e", with: "0 kgCO2e")
    let figures = try #require(
      report(only).sampled(Drawing(samples: 1000, seed: 3)).uncertainty?.figures)
    let factor = try #require(figures.first { $0.kind == .factor })
    #expect(factor.samples.deviation < 1e-12)
    #expect(factor.samples.median == 1.5)
  }

  @Test("Comparisons are paired: a study less itself is nothing in every sample")
  func paired() throws {
    let one = report(text)
    let other = report(text.replacing("pue: 1.5", with: "pue: 2"))
    func figures(_ reports: Report...) throws -> [FigureSamples] {
      let named = reports.enumerated().map { (name: "s\($0)", report: $1) }
      let comparison = Comparison(named).sampled(Drawing(samples: 20_000, seed: 3))
      return try #require(comparison.uncertainty?.figures).filter { $0.kind == .difference }
    }
    let same = try figures(one, one)
    #expect(same.map(\.samples.isConstant) == [true, true])
    #expect(same.map(\.samples.nominal) == [0, 1])
    // Half the dynamic energy more: 500 ± 100 g, though either total spreads by more than a kilogram.
    let different = try figures(one, other)
    let (low, high) = different[0].samples.interval(0.95)
    #expect(abs(low - 400) < 6 && abs(high - 600) < 6)
  }

  @Test("A spread that reaches beyond what a quantity can be is cut off, by name")
  func cutOff() {
    let wide = text.replacing("pue: 1.5", with: "pue: 1.2 ± 0.2")
      .replacing("utilization: 100 %", with: "utilization: 85 % ± 20 points")
    let lines = page(report(wide).sampled(Drawing(samples: 1000, seed: 3)))
    #expect(
      lines.contains(
        "• PUE of here: 1.2, ± 0.2 (95 %); cut off below 1, where 2.5 % of it would lie"))
    #expect(
      lines.contains(
        "• utilization of box: 85 %, ± 20 points (95 %); cut off below 0 % and above 100"))
  }

  @Test("As many samples as the printed digits need are the same as so many asked for")
  func auto() throws {
    let chosen = report(text).sampled(Drawing(samples: nil, seed: 5))
    let samples = try #require(chosen.uncertainty?.samples)
    #expect(chosen.uncertainty?.isConverged == true)
    #expect(samples % 8192 == 0 && samples <= 1 << 20)
    let asked = report(text).sampled(Drawing(samples: samples, seed: 5, threads: 1))
    #expect(renderJSON(chosen.datum) == renderJSON(asked.datum))
    let few = report(text).sampled(Drawing(samples: 100, seed: 5))
    #expect(few.uncertainty?.isConverged == false)
    #expect(page(few).contains("• `--samples auto` draws until the printed digits hold."))
  }

  @Test("What divides by next to nothing has intervals, and no mean")
  func noMean() throws {
    let wild = text.replacing("lifetime: 1000 h", with: "lifetime: 1000 h ± 900 h")
    let sampled = report(wild).sampled(Drawing(samples: 50_000, seed: 7))
    let full = try #require(sampled.uncertainty?.total(.full))
    #expect(!full.hasMean)
    #expect(page(sampled).contains { $0.hasPrefix("• A dash for a mean: a few samples") })
  }

  @Test("What makes a total uncertain is told by range, exact derivative and share of the variance")
  func drivers() throws {
    // 1 kg of energy at 100 ± 20 % and 1 kg of making at 100 ± 40 %: variances as 9 to 16, since the
    // PUE makes the energy 1.5 kg.
    let sum = small.replacing("100 gCO2e/kWh", with: "100 gCO2e/kWh ± 20 %")
      .replacing("100 kgCO2e", with: "100 kgCO2e ± 40 %")
    let sampled = report(sum).sampled(Drawing(samples: 50_000, seed: 7))
    let drivers = try #require(sampled.uncertainty?.drivers)
    #expect(
      drivers.map(\.variable.parameter.name) == ["embodied of box", "grid intensity of here"])
    for (driver, expected) in zip(drivers, [0.64, 0.36]) {
      let share = try #require(driver.share)
      #expect(abs(share.first - expected) < 4 * share.errors.first)
      #expect(abs(share.total - expected) < 4 * share.errors.total)
    }
    #expect(drivers.map { $0.elasticity } == [0.4, 0.6])
    let table = try #require(sampled.driverTable)
    #expect(
      table.rows.map { $0.cells[1...3] } == [
        [.number("2.10"), .number("2.90"), .number("0.40")],
        [.number("2.20"), .number("2.80"), .number("0.60")],
      ])
    #expect(
      try sampled.tornadoChart().summary
        == "2.50 kgCO2e as stated; embodied of box 2.10 to 2.90; grid intensity of here 2.20 to 2.80."
    )
  }

  @Test("The density chart shows dynamic only beside the whole")
  func chart() throws {
    let chart = try report(text).sampled(Drawing(samples: 20_000, seed: 7)).densityChart()
    #expect(chart.title == "Small: spread of 20000 samples")
    #expect(
      chart.summary
        == "Dynamic only: median 1.00, 95 % of the samples between 0.80 and 1.20 kgCO2e. Full life cycle: median 2.9, 95 % of the samples between 2.1 and 4.2 kgCO2e."
    )
    #expect(throws: (any Error).self) { try report(text).densityChart() }
  }
}
