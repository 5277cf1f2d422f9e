import Testing

@Suite("Logs that a study names")
struct StudyLogTests {
  private static func study(_ log: String) -> String {
    """
    study: A small service
    activities:
      - inference: An API
        energy: {dynamic: 6 kWh}
        emissions: {embodied: 1 kgCO2e}
        traffic: {log: \(log)}
        site: here
    sites: {here: {grid: 100 gCO2e/kWh, pue: 1}}
    expect:
      - {of: inference, is: 3 request}
      - {of: dynamic, is: 200 gCO2e/request}
      - {of: dynamic, is: 2 Wh/token}
    """
  }

  private static let log = """
    time,prompt_tokens,completion_tokens,status
    2026-11-21T00:00:00Z,10,1000,200
    2026-11-21T01:30:00Z,20,1500,200
    2026-11-21T01:45:00Z,30,7,503
    2026-11-21T04:00:00Z,40,500,200
    """

  @Test("Its totals are the traffic: three requests were served and one was refused")
  func totals() {
    // 6 kWh × 100 g/kWh = 600 g by 3 requests; 6 kWh by 3,000 tokens generated.
    let run = TestSystem.run(
      "report", "in/s.yaml", "-f", "json",
      files: ["in/s.yaml": Self.study("log.csv"), "in/log.csv": Self.log])
    #expect(run.status == 0, "\(run.err)")
    for part in [
      "\"served\": 3.0", "\"refused\": 1.0", "\"failed\": 0.0", "\"inputTokens\": 70.0",
      "\"outputTokens\": 3000.0", "\"hours\": 4.0",
    ] {
      #expect(run.out.contains(part), "\(part)")
    }
  }

  @Test("A log that is not there, lies elsewhere or is no log is an error where it is named")
  func mistakes() {
    func message(_ log: String, _ text: String? = nil) -> String {
      var files = ["s.yaml": Self.study(log)]
      if let text { files[log] = text }
      return TestSystem.run("check", "s.yaml", files: files).err
    }
    #expect(
      message("none.csv") == """
        error[unreadable]: cannot read `none.csv`: No such file or directory
         --> s.yaml:6:20
          |
        6 |     traffic: {log: none.csv}
          |                    ^^^^^^^^

        """)
    #expect(message("../log.csv").hasPrefix("error[outside-folder]: "))
    #expect(message("log.csv", "nothing of the kind\n").hasPrefix("error[unknown-log]: "))
    #expect(
      message("log.csv", "time,prompt_tokens\n").contains(
        "error[no-request]: there is no request in the logs"))
  }
}
