import Documents
import Rendering
import Testing

@Suite("SVG")
struct SVGTests {
  @Test("A whole file, from its title to its last label")
  func whole() throws {
    #expect(
      SVGRenderer().render(try ChartSamples.oneBar(), remarks: ["made by a test"])
        == #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="720" height="118" viewBox="0 0 720 118" role="img" font-family="'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif">
          <title>One bar</title>
          <desc>One bar.</desc>
          <metadata>
            made by a test
          </metadata>
          <style>@media (prefers-color-scheme: dark) { .chart-ink { fill: #949494 } .chart-stroke { stroke: #8a8a8a } }</style>
          <text x="16" y="31" font-size="15" font-weight="bold" fill="#737373" class="chart-ink">One bar</text>
          <line x1="16" y1="48" x2="16" y2="84" stroke="#8a8a8a" stroke-width="1" stroke-opacity="0.35"/>
          <line x1="177.51" y1="48" x2="177.51" y2="84" stroke="#8a8a8a" stroke-width="1" stroke-opacity="0.35"/>
          <line x1="339.02" y1="48" x2="339.02" y2="84" stroke="#8a8a8a" stroke-width="1" stroke-opacity="0.35"/>
          <line x1="500.53" y1="48" x2="500.53" y2="84" stroke="#8a8a8a" stroke-width="1" stroke-opacity="0.35"/>
          <line x1="662.04" y1="48" x2="662.04" y2="84" stroke="#8a8a8a" stroke-width="1" stroke-opacity="0.35"/>
          <rect x="16" y="54" width="549.96" height="24" fill="#0072b2"><title>, all: 0.341 </title></rect>
          <text x="571.96" y="70" font-size="12" font-weight="bold" fill="#737373" class="chart-ink">0.341</text>
          <line x1="16" y1="48" x2="16" y2="84" stroke="#7a7a7a" class="chart-stroke" stroke-width="1"/>
          <text x="16" y="100" font-size="12" text-anchor="middle" fill="#737373" class="chart-ink">0</text>
          <text x="177.51" y="100" font-size="12" text-anchor="middle" fill="#737373" class="chart-ink">0.1</text>
          <text x="339.02" y="100" font-size="12" text-anchor="middle" fill="#737373" class="chart-ink">0.2</text>
          <text x="500.53" y="100" font-size="12" text-anchor="middle" fill="#737373" class="chart-ink">0.3</text>
          <text x="662.04" y="100" font-size="12" text-anchor="middle" fill="#737373" class="chart-ink">0.4</text>
        </svg>

        """#)
  }

  @Test("What XML gives a meaning to is escaped, what it cannot hold is spelled out")
  func escaping() throws {
    let chart = Chart(
      name: "x", title: "a < b & \"c\" 'd' ]]>\u{0}\u{1B}[31m\u{FFFE}\u{202E}", summary: "--> <x/>",
      plot: .bars(try BarPlot(axis: .init("x"), parts: ["x"], bars: [.init("x", [1])])))
    let svg = SVGRenderer().render(chart, remarks: ["</metadata>"])
    #expect(
      svg.contains(
        "  <title>a &lt; b &amp; &quot;c&quot; &#39;d&#39; ]]&gt;\\u{0}\\u{1B}[31m\u{FFFD}\\u{202E}"
          + "</title>\n  <desc>--&gt; &lt;x/&gt;</desc>\n  <metadata>\n    &lt;/metadata&gt;\n"))
    for scalar in svg.unicodeScalars where scalar.value < 0x20 { #expect(scalar == "\n") }
  }

  @Test("The same chart is the same bytes, and nothing in it leads elsewhere")
  func standsAlone() throws {
    for chart in try ChartSamples.all() {
      let svg = SVGRenderer().render(chart)
      #expect(svg == SVGRenderer().render(chart))
      #expect(svg.hasSuffix("</svg>\n"))
      for word in ["href", "url(", "<script", "<image", "@font-face", "@import", "<foreignObject"] {
        #expect(!svg.contains(word))
      }
      #expect(svg.components(of: "http") == 1, "only the name space")
    }
  }

  @Test("Two panels stand over one time, each with its own unit, and gaps are shaded")
  func series() throws {
    let svg = SVGRenderer().render(try ChartSamples.requests())
    #expect(svg.contains(">Requests, request/h</text>"))
    #expect(svg.contains(">Emissions a request, gCO2e</text>"))
    #expect(svg.contains(">Time, UTC</text>"))
    #expect(svg.contains(">2022-07-02</text>"))
    #expect(svg.contains(">Shaded: no data.</text>"))
    #expect(svg.components(of: "<title>no data</title>") == 2)
  }
}

extension String {
  /// How often a word stands in the text.
  fileprivate func components(of word: String) -> Int { ranges(of: word).count }
}
