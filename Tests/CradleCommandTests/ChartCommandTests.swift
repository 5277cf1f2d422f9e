import Testing

@testable import CradleCommand

@Suite("Charts on the command line")
struct ChartCommandTests {
  private static let service = """
    study: A small service
    sites: {here: {grid: 100 gCO2e/kWh, pue: 1}}
    activities:
      - inference: An API
        site: here
        energy: {idle: 4 kWh, request: 0.5 kWh/request}
        emissions: {embodied: 1.2 kgCO2e}
        duration: 4 h
        traffic: {log: log.csv}
    """

  private static let log = """
    time,prompt_tokens,completion_tokens
    2026-11-21T00:10:00Z,10,100
    2026-11-21T01:30:00Z,20,150
    2026-11-21T01:45:00Z,30,70
    2026-11-21T03:50:00Z,40,50
    """

  @Test("Requests and emissions over time: 400 g an hour whatever is asked, 50 g a request")
  func traffic() {
    // (4 kWh × 100 g/kWh + 1.2 kg) / 4 h = 400 g/h; 0.5 kWh × 100 g/kWh = 50 g a request.
    let files = ["s.yaml": Self.service, "log.csv": Self.log]
    let run = TestSystem.run("report", "s.yaml", "--chart", "traffic", files: files)
    let chart = """
      An API: requests and emissions by hour

      Served, requests/h   0 … 2.00   mean 1.00
      ▅█▁▅
      Emissions, gCO2e/h   400 … 500   mean 450
      ▇█▇▇
      ╵╵╵╵╵
      2026-11-21

      Idle energy and embodied emissions are the same in every hour; dynamic energy
      goes by requests.

      """
    #expect(run.out == chart, "\(run.out)\(run.err)")
    #expect(TestSystem.run("report", "s.yaml", files: files).out.contains(chart))
    let svg = TestSystem.run("report", "s.yaml", "--chart", "traffic", "-f", "svg", files: files)
    #expect(
      svg.out.contains(
        "<desc>An API over 4 hours: from 0 to 2 requests an hour, and from 400 to 500 gCO2e.</desc>"
      ), "\(svg.out)")
    let latex = TestSystem.run(
      "report", "s.yaml", "--chart", "traffic", "-f", "latex", files: files)
    #expect(latex.out.contains("title={Emissions, gCO\\textsubscript{2}e/h},"))
    let json = TestSystem.run("report", "s.yaml", "--chart", "traffic", "-f", "json", files: files)
    #expect(json.out.contains("\"name\": \"traffic\""))
    let none = TestSystem.run("report", "bloom", "--chart", "traffic")
    #expect(none.status == 2)
    #expect(
      none.err == """
        error[usage]: cannot draw the chart `traffic`: there is nothing to draw: no service with a log of requests
        hint: it is drawn for one service whose traffic comes from a log, `traffic: {log: requests.csv}`

        """, "\(none.err)")
  }

  @Test("A log that covers another time than the service ran is a note at the duration")
  func duration() {
    for (duration, text) in [
      ("18 d", "An API ran for 18 d, and the log of its traffic covers 3.67 h"),
      ("1 h", "An API ran for 1 h, and the log of its traffic covers 3.67 h"),
    ] {
      let run = TestSystem.run(
        "check", "s.yaml", "--message-format", "short",
        files: [
          "s.yaml": Self.service.replacing("duration: 4 h", with: "duration: \(duration)"),
          "log.csv": Self.log,
        ])
      #expect(run.out.contains(text), "\(run.out)")
    }
    let run = TestSystem.run(
      "check", "s.yaml", files: ["s.yaml": Self.service, "log.csv": Self.log])
    #expect(!run.out.contains("the log of its traffic covers"))
  }

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
