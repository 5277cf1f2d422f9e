import Testing

@testable import CradleCommand

@Suite("Charts on the command line")
struct ChartCommandTests {
  @Test("The chart of BLOOM in a terminal: 24.7 t beside 50.5 t")
  func text() {
    let run = TestSystem.run("report", "bloom", "--chart", "processes")
    #expect(run.status == 0)
    #expect(
      run.out == """
        BLOOM, final training run: emissions by boundary and process

        Emissions, tCO2e
        █ dynamic   ▓ idle   ▒ infrastructure   ░ embodied

        dynamic only                      ████████████████████                      24.7
        equipment (dynamic and idle)      ████████████████████▓▓▓▓▓▓▓▓              35.0
                                          █ 24.7   ▓ 10.3
        operational (with
        infrastructure)                   ████████████████████▓▓▓▓▓▓▓▓▒▒▒           39.3
                                          █ 24.7   ▓ 10.3   ▒ 4.34
        full life cycle                   ████████████████████▓▓▓▓▓▓▓▓▒▒▒░░░░░░░░░  50.5
                                          █ 24.7   ▓ 10.3   ▒ 4.34   ░ 11.2

        Not covered, or not wholly: network and end-of-life.

        """)
  }

  @Test("A format alone draws the processes; every format has its own")
  func formats() {
    let svg = TestSystem.run("report", "bloom", "-f", "svg")
    #expect(svg.status == 0)
    #expect(svg.out == TestSystem.run("report", "bloom", "--chart=processes", "-f", "svg").out)
    #expect(svg.out.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "))
    let latex = TestSystem.run(
      "report", "bloom", "--chart", "processes", "-f", "latex", "--caption", "Mine", "--label", "my"
    )
    #expect(latex.out.contains("\\begin{tikzpicture}"))
    #expect(latex.out.contains("\\caption{Mine}\n  \\label{fig:my}\n"))
    let json = TestSystem.run("report", "bloom", "--chart", "processes", "-f", "json")
    #expect(
      json.out.hasPrefix("{\n  \"schema\": \"cradle.chart/1\",\n  \"name\": \"processes\",\n"))
    for format in ["text", "latex", "json"] {
      let plain = TestSystem.run("report", "bloom", "-f", format)
      #expect(!plain.out.contains("tikzpicture") && !plain.out.contains("█"))
    }
  }

  @Test("What cannot be drawn is told with its reason")
  func refusals() {
    let one = TestSystem.run("report", "bloom", "--chart", "stages")
    #expect(one.status == 2)
    #expect(one.out == "")
    #expect(
      one.err == """
        error[usage]: cannot draw the chart `stages`: there is nothing to draw: no second stage
        hint: `--chart processes` draws a single stage too

        """)
    let both = TestSystem.run(
      "report", "bloom", "--chart", "stages", "-f", "latex", "--table", "stages")
    #expect(both.status == 2)
    #expect(
      both.err == """
        error[usage]: `--table` and `--chart` write different things
        hint: call the tool once for each

        """)
  }
}
