import Documents
import Testing

@testable import Reporting

@Suite("Intervals in macros and bars")
struct IntervalFiguresTests {
  private let text = small.replacing("100 kgCO2e", with: "100 kgCO2e in 50 .. 300")

  @Test("Sampled totals have commands for the ends of their intervals, constants do not")
  func macros() {
    let sampled = report(text).sampled(Drawing(samples: 20_000, seed: 7))
    let names = sampled.macros.map(\.suffix)
    let ends = names.filter { $0.hasSuffix("Low") || $0.hasSuffix("High") }
    #expect(ends.prefix(4) == ["FullLow", "FullHigh", "FactorLow", "FactorHigh"])
    #expect(
      ends.suffix(4) == ["EmbodiedLow", "EmbodiedHigh", "EmbodiedShareLow", "EmbodiedShareHigh"])
    #expect(!ends.contains("DynamicLow"))
    #expect(report(text).macros.allSatisfy { !$0.suffix.hasSuffix("Low") })
    // Triangular from 0.5 to 3 kg with its peak at 1 kg, by its closed form: 2.5 % lie below
    // 0.5 + √(0.025 × 2.5 × 0.5) = 0.677 and above 3 − √(0.025 × 2.5 × 2) = 2.646; 1.5 kg besides.
    let full = sampled.macros.filter { $0.suffix == "FullLow" || $0.suffix == "FullHigh" }
    #expect(full.map { "\($0.number) \($0.unit)" } == ["2.2 kgCO2e", "4.1 kgCO2e"])
  }

  @Test("A sampled bar has a whisker that holds 95 % of the samples; a constant one has none")
  func whiskers() throws {
    guard case .bars(let plain) = try report(text).processChart().plot,
      case .bars(let sampled) =
        try report(text).sampled(Drawing(samples: 20_000, seed: 7)).processChart().plot
    else {
      Issue.record("no bars")
      return
    }
    #expect(plain.bars.allSatisfy { $0.range == nil })
    #expect(sampled.bars.dropLast().allSatisfy { $0.range == nil })
    let range = try #require(sampled.bars.last?.range)
    #expect(abs(range.lowerBound - 2.177) < 0.02)
    #expect(abs(range.upperBound - 4.146) < 0.03)
  }

  @Test("The bar of a stage has a whisker of its own, and so has the table of intervals")
  func stageWhiskers() throws {
    // The second stage holds the box twice as long: its embodied 2 kg are triangular from 1 to 6 kg,
    // twice the closed form above, beside 3 kg of energy.
    let two =
      text + "\n  - evaluation: Again\n    site: here\n    equipment: {box: 20 h}\n"
      + "  - data: Got\n    emissions: {full: 3 kgCO2e}\n"
    let sampled = report(two).sampled(Drawing(samples: 20_000, seed: 7))
    guard case .bars(let plot) = try sampled.stageChart().plot else {
      Issue.record("no bars")
      return
    }
    #expect(plot.bars.map(\.name) == ["training", "evaluation", "data"])
    guard plot.bars.count == 3 else { return }
    #expect(plot.bars[2].range == nil)
    let training = try #require(plot.bars[0].range)
    let evaluation = try #require(plot.bars[1].range)
    #expect(abs(training.lowerBound - 2.177) < 0.02)
    #expect(abs(training.upperBound - 4.146) < 0.03)
    #expect(abs(evaluation.lowerBound - 4.354) < 0.04)
    #expect(abs(evaluation.upperBound - 8.292) < 0.06)
    let figures = try #require(sampled.uncertainty).figures
    #expect(figures.filter { $0.kind == .stage }.map(\.of) == ["training", "evaluation", "data"])
  }

  @Test("The table of parameters has every value with its interval and status")
  func parameters() {
    let rows = report(text).parameterTable.rows.map { row in
      row.cells.map { cell in
        guard case .text(let words) = cell else { return "–" }
        return words.map { word in
          switch word {
          case .text(let text): text
          case .quantity(let number, let unit): "\(number) \(unit)"
          default: "?"
          }
        }.joined()
      }.joined(separator: " | ")
    }
    #expect(
      rows.contains("embodied of box | 100 kgCO2e | 50 .. 300 kgCO2e (triangular) | stated | –"))
    #expect(rows.contains("PUE of here | 1.5  | – | stated | –"))
  }
}
