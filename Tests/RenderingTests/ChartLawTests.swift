import Documents
import Quantities
import Testing

@testable import Rendering

/// What holds for every chart.
@Suite("Laws of charts")
struct ChartLawTests {
  /// Numbers of all sizes and signs, the same in every run.
  private static let numbers: [Double] = {
    var numbers: [Double] = [0, 1, -1, 0.3, 0.1 + 0.2, 999.5, 9.995, 1e6, 9_999_999, 1e100, 1e-100]
    var state: UInt64 = 1
    for _ in 0..<4000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let fraction = Double(state >> 11) / 9_007_199_254_740_992
      let exponent = Int(state % 41) - 20
      numbers.append((fraction - 0.3) * (Double("1e\(exponent)") ?? 1))
    }
    return numbers
  }()

  @Test("Ticks cover the data, at steps of 1, 2 or 5, and no more of them than were asked for")
  func ticks() {
    for (index, first) in Self.numbers.enumerated() {
      let second = Self.numbers[(index * 7 + 3) % Self.numbers.count]
      let third = first * (1 + 1e-7)
      for other in [second, third, first, 0] {
        let (low, high) = (min(first, other), max(first, other))
        for count in [2, 5, 9] {
          let ticks = ChartTicks(covering: low, high, atMost: count)
          #expect(ticks.low <= low && ticks.high >= high, "\(low) \(high)")
          #expect(ticks.count >= 2 && ticks.count <= count + 2, "\(low) \(high) \(ticks.count)")
          #expect(ticks.low < ticks.high)
          #expect(ticks.share(low) >= 0 && ticks.share(high) <= 1)
          let step = ChartDigits(ticks.value(1) - ticks.value(0))
          var digits = step ?? ChartDigits(1)!
          digits.round(to: 3)
          #expect([[1], [2], [5]].contains(digits.digits), "\(low) \(high)")
        }
      }
    }
  }

  @Test("The labels of ticks read back as their values")
  func labels() {
    for number in Self.numbers where abs(number) < 1e30 && abs(number) > 1e-30 {
      let ticks = ChartTicks(covering: min(0, number), max(0, number), atMost: 6)
      let texts = (0..<ticks.count).map { ticks.text($0) }
      #expect(Set(texts).count == texts.count, "\(texts)")
      for (index, text) in texts.enumerated() {
        let read = Double("\(text.filter { $0 != "," })e\(ticks.power)")
        #expect(read == ticks.value(index) || text == "0", "\(text) \(ticks.value(index))")
      }
    }
  }

  @Test("Figures are rounded as the tables round them")
  func figures() {
    for number in Self.numbers where abs(number) < 1e12 && abs(number) > 1e-9 {
      for digits in 1...6 {
        #expect(
          chartFigure(number, digits: digits)
            == grouped(Quantities.rounded(number, digits: digits)))
      }
    }
    #expect(chartFigure(3.8e23, digits: 3, power: 21) == "380")
    #expect(chartFigure(0.00034051, digits: 3, power: -3) == "0.341")
    #expect(chartFigure(-0.0, digits: 3) == "0")
  }

  @Test("Powers are multiples of three, and nothing for figures of ordinary size")
  func powers() {
    for number in Self.numbers {
      let power = chartPower(abs(number))
      #expect(power % 3 == 0)
      if abs(number) >= 0.001, abs(number) < 1e7 { #expect(power == 0) }
    }
    #expect(chartPower(1e7) == 6)
    #expect(chartPower(3.8e23) == 21)
    #expect(chartPower(0.00034) == -6)
    #expect(chartUnit("FLOP", power: 21) == "10²¹ FLOP")
    #expect(chartUnit("", power: -6) == "10⁻⁶")
  }

  @Test("The length of a bar of text is proportional to its figure, to an eighth of a column")
  func barLengths() throws {
    let values = (0...64).map { Double($0 * $0) }
    let plot = try BarPlot(
      axis: .init("x"), parts: ["x"], bars: values.map { .init("bar", [$0]) })
    let chart = Chart(name: "x", title: "", summary: "", plot: .bars(plot))
    let lines = TextRenderer(width: 100).render(chart).split(separator: "\n").dropFirst()
    let eighths = lines.map { line in
      line.reduce(0) { sum, character in
        sum + (Array(" ▏▎▍▌▋▊▉█").firstIndex(of: character) ?? 0)
      }
    }
    #expect(eighths.count == values.count)
    let longest = Double(eighths[64])
    #expect(longest > 500)
    for (value, length) in zip(values, eighths) {
      let exact = value / 4096 * longest
      #expect(abs(exact - Double(length)) <= (value > 0 && exact < 1 ? 1 : 0.5))
    }
  }

  @Test("The parts of a stacked bar of text take as many columns as their sum")
  func stackedLengths() throws {
    for seed in 1...50 {
      let values = (0..<5).map { part -> Double? in
        let number = (seed * 37 + part * 101) % 23
        return number % 5 == 0 ? nil : Double(number)
      }
      let sum = values.reduce(0) { $0 + ($1 ?? 0) }
      if sum == 0 { continue }
      let parts = ["a", "b", "c", "d", "e"]
      let plot = try BarPlot(
        axis: .init("x"), parts: parts,
        bars: [.init("bar", values), .init("bar", [sum, nil, nil, nil, nil])])
      let chart = Chart(name: "x", title: "", summary: "", plot: .bars(plot))
      let bars = TextRenderer().render(chart).split(separator: "\n").filter { $0.contains("bar ") }
      func length(_ line: Substring) -> Int { line.filter { "█▓▒░▞".contains($0) }.count }
      #expect(length(bars[0]) == length(bars[1]), "\(values)")
    }
  }

  @Test("The rectangles of a stacked bar in SVG are as wide as their figures, end to end")
  func rectangles() throws {
    let svg = SVGRenderer().render(try ChartSamples.boundaries())
    // The last four rectangles are the bar of the full life cycle.
    let bars = svg.split(separator: "\n").filter {
      $0.contains("<rect") && $0.contains("full life")
    }
    func attribute(_ name: String, _ line: Substring) -> Double {
      let parts = line.split(separator: " ").first { $0.hasPrefix("\(name)=\"") } ?? ""
      return Double(parts.split(separator: "\"")[1]) ?? .nan
    }
    let values = [24.692172, 10.288405, 4.340421, 11.21145]
    try #require(bars.count == 4)
    let left = attribute("x", bars[0])
    let end = attribute("x", bars[3]) + attribute("width", bars[3])
    let scale = (end - left) / 50.532448
    var sum = 0.0
    for (bar, value) in zip(bars, values) {
      sum += value
      #expect(abs(attribute("x", bar) + attribute("width", bar) - left - sum * scale) < 0.03)
    }
  }

  @Test("A series of many windows keeps its mean, and its gaps")
  func reduction() {
    let values = (0..<1000).map { index -> Double? in index < 100 ? nil : Double(index) }
    let reduced = ReducedSeries(values, atMost: 10)
    #expect(reduced.group == 100)
    #expect(
      reduced.values == [nil, 149.5, 249.5, 349.5, 449.5, 549.5, 649.5, 749.5, 849.5, 949.5])
    for count in 1...120 {
      #expect(ReducedSeries(values, atMost: count).values.count <= count)
    }
  }

  @Test("Heights over columns keep the area of a histogram")
  func area() {
    let curve = DensityPlot.Curve("x", start: -3, width: 0.7, heights: [1, 4, 0, 2, 5])
    let edges = (0...97).map { -4 + 6.0 * Double($0) / 97 }
    var area = 0.0
    for index in 0..<97 {
      area += curve.height(from: edges[index], to: edges[index + 1]) * (6.0 / 97)
    }
    #expect(abs(area - 12 * 0.7) < 1e-9)
  }

  @Test("No line of a mark runs through the label of another")
  func marks() {
    for seed in 1...200 {
      let marks = (0..<8).map { mark in
        (x: Double((seed * 31 + mark * 57) % 300), width: Double((seed * 7 + mark * 13) % 90))
      }
      let rows = markRows(marks)
      for (index, one) in marks.enumerated() {
        for (other, two) in marks.enumerated() where other != index {
          let reaches = two.x < one.x || (two.x == one.x && rows[other] > rows[index])
          if reaches, one.x <= two.x + two.width { #expect(rows[other] > rows[index]) }
        }
      }
    }
  }
}
