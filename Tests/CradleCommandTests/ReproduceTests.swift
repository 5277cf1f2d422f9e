import Foundation
import Testing

@testable import CradleCommand

@Suite("The published record")
struct ReproduceTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The summary of a run, as the first words of its JSON say it.
  private func summary(_ json: String) -> String? {
    guard let start = json.range(of: #""text": ""#)?.upperBound,
      let end = json[start...].firstIndex(of: "\"")
    else { return nil }
    return String(json[start..<end])
  }

  @Test("All bundled studies are reproduced without a miss, and README.md says how much holds")
  func record() throws {
    let run = TestSystem.run("reproduce", "--format", "json")
    #expect(run.status == 0)
    #expect(run.err == "")
    let summary = try #require(self.summary(run.out))
    #expect(summary.hasSuffix(", 0 missed"))
    let figures = try #require(summary.split(separator: " ").first.flatMap { Int($0) })
    #expect(figures >= 120)
    let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let words = readme.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains(summary), "README.md does not say: \(summary)")
  }

  @Test("Every bundled study has no mistake, a source, and published figures with their places")
  func studies() throws {
    for name in Session.bundledStudies {
      let path = Self.root.appending(path: "Data/studies/\(name).yaml")
      let text = try String(contentsOf: path, encoding: .utf8)
      let check = TestSystem.run("check", name)
      #expect(check.status == 0, "\(name): \(check.err)")
      #expect(text.contains("\ncite: "), "\(name) names no source")
      let lines = text.split(separator: "\n").drop { !$0.hasPrefix("expect:") }
      let figures = lines.filter { $0.contains(" is: ") }.count
      let places = lines.filter { $0.contains("where: ") }.count
      #expect(figures > 0 && figures == places, "\(name): \(figures) figures, \(places) places")
    }
  }

  @Test("A study that is named is reproduced alone")
  func one() {
    let run = TestSystem.run("reproduce", "sci-example")
    #expect(run.status == 0)
    #expect(
      run.out.hasPrefix(
        """
        Published figures reproduced
        ════════════════════════════

        2 published figures in 1 study: 1 holds to the printed digits, 0 within a stated
        tolerance, 1 documented discrepancy, 0 missed.

        sci-example: Embodied emissions of one hour, SCI [sci2024]

        Figure    Published  Computed         Deviation  Holds       Where
                                                      %
        ────────────────────────────────────────────────────────────────────────────────
        embodied    28.5388  28.53881  gCO2e       0.00  yes         computed: 1000 kg /
                                                                     35,040 h
        embodied         28   28.5388  gCO2e       1.92  documented  worked example of
                                                                     the embodied
                                                                     emissions M

        Documented discrepancies
        ────────────────────────

        • sci-example, embodied (worked example of the embodied emissions M): 28 gCO2e
          published, 28.5388 gCO2e computed, +1.92 %: 1000 kg × 1 h / (4 × 365 × 24 h)
          is 28.5388 g; the specification cuts it to 28.

        """))
  }

  private static let missing = """
    study: Small
    activities: [{training: Run, energy: {it: 10 kWh}}]
    expect: [{of: it, is: 11 kWh, where: Table 1}]
    """

  @Test("A miss without a reason is an answer of no, in every format, and the page is whole")
  func missed() {
    for format in ["text", "json", "latex", "markdown"] {
      let run = TestSystem.run(
        "reproduce", "bloom", "s.yaml", "-f", format, files: ["s.yaml": Self.missing])
      #expect(run.status == 1)
      #expect(run.out.contains("1 missed"))
      #expect(run.err.hasPrefix("error[expectation-missed]: `it` is 10 kWh, where 11 kWh is"))
    }
  }

  @Test("A study that cannot be read is told of, and the others are reproduced")
  func unread() {
    let run = TestSystem.run("reproduce", "bloom", "nowhere")
    #expect(run.status == 2)
    #expect(run.out.contains("0 missed; 1 study could not be\nread."))
    #expect(run.err.hasPrefix("error[unknown-study]: there is no file `nowhere`"))
  }
}
