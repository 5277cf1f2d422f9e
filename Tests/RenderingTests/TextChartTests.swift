import Diagnostics
import Documents
import Rendering
import Testing

@Suite("Charts as text")
struct TextChartTests {
  @Test("Parts are stacked, with their figures below")
  func boundaries() throws {
    #expect(
      TextRenderer().render(try ChartSamples.boundaries())
        == """
        BLOOM, final training run: emissions by boundary and process

        Emissions, tCO2e
        █ dynamic   ▓ idle   ▒ infrastructure   ░ embodied

        dynamic only                      ███████████████████                       24.7
        equipment (dynamic and idle)      ███████████████████▓▓▓▓▓▓▓                35.0
                                          █ 24.7   ▓ 10.3
        operational (with
        infrastructure)                   ███████████████████▓▓▓▓▓▓▓▒▒▒▒          ≥ 39.3
                                          █ 24.7   ▓ 10.3   ▒ 4.34
        full life cycle                   ███████████████████▓▓▓▓▓▓▓▒▒▒▒░░░░░░░░    50.5
                                          █ 24.7   ▓ 10.3   ▒ 4.34   ░ 11.2

        Not covered: network and end-of-life.

        """)
  }

  @Test("Bars end on an eighth of a column, and whiskers show their range")
  func whiskers() throws {
    #expect(
      TextRenderer().render(try ChartSamples.whiskers())
        == """
        Dynamic-only beside full, with 95 % intervals

        Emissions, tCO2e

        dynamic only     ██████████████████████                                     24.7
                                            ├────┤
                         ├┤ 22.2 … 27.2
        full life cycle  █████████████████████████████████████████████▏             50.5
                                                                ├────────────────┤
                         ├┤ 44.1 … 63.9

        """)
  }

  @Test("Series stand on scales of their own over one time, with their gaps")
  func series() throws {
    #expect(
      TextRenderer().render(try ChartSamples.requests())
        == """
        Requests, and grams a request

        Requests, request/h   120 … 1,200   mean 668
        ▂▂▃▃▄▅▅▅▆▆▇███▇▆▆▆▅▄▄▃▃▂▂▂▃▃▄▅····▇███▇▆▆▆▅▄▄▃▃▂
        Emissions a request, gCO2e   0 … 2.70   mean 1.92
        ██▇▇▇▆▆▆▅▅▅▄▄▄▅▅▅▆▆▆▇▇▇███▇▇▇▆··▅▅▅▄▄▄▅▅▁▆▆▆▇▇▇█
        ╵           ╵           ╵           ╵           ╵
        2022-07-01         2022-07-02     12:00    2022-07-03
        · no data

        """)
  }

  @Test("What is longer than a line is the mean of windows")
  func long() throws {
    #expect(
      TextRenderer().render(try ChartSamples.longSeries())
        == """
        Ten thousand windows

        Power, kW   -100 … 399   mean 152
        ▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇···▇▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇▂▄▅▇
        ╵               ╵               ╵               ╵               ╵              ╵
        0 h           500 h          1,000 h         1,500 h         2,000 h     2,500 h
        each sign is the mean of 125 windows   · no data

        """)
  }

  @Test("A tornado turns about the figure as it is")
  func tornado() throws {
    #expect(
      TextRenderer().render(try ChartSamples.tornado())
        == """
        What moves the total of BLOOM

        │ Emissions 50.5 tCO2e   ░ at the low end of the range   █ at the high end

        grid intensity, France (41.4
        g/kWh … 98 g/kWh)                 ░░░░░░░░░│███████████████████████  39.3 … 78.8
        embodied, GPU (100 kg … 570 kg)           ░│████████                 49.3 … 60.7
        lifetime (3.2 yr … 8 yr)                 ██│░░░░░░░░                 60.3 … 47.7
        utilization                               █│░                        52.1 … 48.9
        nothing                                    │                         50.5 … 50.5

        """)
  }

  @Test("Histograms stand over one axis, their marks below")
  func density() throws {
    #expect(
      TextRenderer().render(try ChartSamples.densities())
        == """
        Dynamic-only beside full, 100,000 samples

        dynamic only                  ▁▁▂▃▆██▇▅▃▂▁▁
        full life cycle                              ▁▁▁▁▁▁▁▁▂▄▇██▇▅▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁
                                            a                   cb
                         ┴──────────────┴───────────────┴───────────────┴──────────────┴
                         0             20              40              60             80
                                                Emissions, tCO2e
        a median 24.7   b median 51.8   c nominal 50.5
        Each line is as high as its own highest bin.

        Bins of 0.5 tCO2e.

        """)
  }

  @Test("Large figures are told in powers of ten")
  func large() throws {
    #expect(
      TextRenderer().render(try ChartSamples.large())
        == """
        Large figures

        Compute, 10²¹ FLOP

        GPT-3  ██████████████████████████████████████████▊                           314
        BLOOM  ███████████████████████████████████████████████████▋                  380
        most   ████████████████████████████████████████████████████████████████████  500

        """)
  }

  @Test("A zero is a zero, and nothing is a dash")
  func zeros() throws {
    #expect(
      TextRenderer().render(try ChartSamples.zeros())
        == """
        Zeros

        Emissions, kgCO2e
        █ a   ▓ b

        zero                                                                           0
                 █ 0   ▓ 0
        nothing                                                                        –
        half                                                                           0

        """)
  }

  @Test("Every chart keeps to the width, whatever its names are")
  func widths() throws {
    for chart in try ChartSamples.all() {
      for width in [20, 33, 60, 80, 132] {
        let text = TextRenderer(width: width).render(chart)
        for line in text.split(separator: "\n") {
          #expect(displayWidth(of: String(line)) <= max(width, 40), "\(width): \(line)")
          #expect(!line.hasSuffix(" "))
        }
      }
    }
  }

  @Test("Colour is that of styles alone, and none without")
  func color() throws {
    for chart in try ChartSamples.all() {
      let plain = TextRenderer().render(chart)
      #expect(!plain.contains("\u{1B}"))
      let colored = TextRenderer(color: true).render(chart)
      #expect(colored.replacing(/\u{1B}\[[0-2]m/, with: "") == plain)
    }
  }

  @Test("In Markdown a chart is its text, between fences")
  func markdown() throws {
    let chart = try ChartSamples.oneBar()
    #expect(
      MarkdownRenderer().render(Document(title: [], blocks: [.chart(chart)]))
        == """
        ```text
        \(TextRenderer().render(chart))```

        """)
  }

  @Test("In LaTeX a chart is left out with a comment, unless charts are asked for")
  func latex() throws {
    let page = Document(title: [], blocks: [.chart(try ChartSamples.oneBar())])
    #expect(
      LaTeXRenderer().render(page)
        == "% The chart one is left out: it would need the package pgfplots.\n")
    #expect(!LaTeXRenderer().standalone(page).contains("\\usepackage{pgfplots}"))
    let drawing = LaTeXRenderer(options: .init(drawsCharts: true)).standalone(page)
    #expect(drawing.contains("\\usepackage{pgfplots}"))
    #expect(drawing.contains("\\begin{tikzpicture}"))
  }
}
