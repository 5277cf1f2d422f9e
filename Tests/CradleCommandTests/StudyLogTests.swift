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

  @Test("The report names the log, its digest, and how much of it was used, in every format")
  func record() {
    // The digest by `sha256sum`.
    let digest = "d0aef8f13a7e5d2931fdb36f00a98c0be62a31d0319a67830b30a898ebfcba7c"
    let files = ["in/s.yaml": Self.study("log.csv"), "in/log.csv": Self.log + "\nsoon,1,1,200\n"]
    let text = TestSystem.run("report", "in/s.yaml", files: files)
    #expect(
      text.out.contains(
        """
        Logs
        ────

        • `log.csv`, CSV, sha256:\(digest.prefix(16)): 5 rows read, 4 used, 1
          rejected (1 because the time cannot be read); from 2026-11-21T00:00:00Z to
          2026-11-21T04:00:00Z, 4 h.
        """), "\(text.out)")
    #expect(
      text.err.hasPrefix(
        "warning[rejected-rows]: 1 row is not used: the time cannot be read (in/log.csv:6:1)\n"))
    let data = TestSystem.run("report", "in/s.yaml", "-f", "json", files: files)
    #expect(
      data.out.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
        """
        "log": { "file": "log.csv", "sha256": "\(digest)", "format": "CSV", "rows": { "read": 5, \
        "used": 4, "rejected": [ {"reason": "time-invalid", "rows": 1} ] }, \
        "from": "2026-11-21T00:00:00Z", "to": "2026-11-21T04:00:00Z", "seconds": 14400.0 }
        """), "\(data.out)")
    let latex = TestSystem.run(
      "report", "in/s.yaml", "-f", "latex", "--table", "services", files: files)
    #expect(
      latex.out.contains("% log log.csv, sha256:\(digest.prefix(16)): 5 rows read, 4 used\n"),
      "\(latex.out)")
  }

  @Test("Columns are told in the study, as a mapping or as `--columns` takes them")
  func columns() {
    let log = Self.log.replacing(
      "time,prompt_tokens,completion_tokens,status", with: "when,asked,answered,code")
    for columns in [
      "{time: when, input: asked, output: answered, status: code}",
      "\"time=when,input=asked,output=answered,status=code\"",
    ] {
      let run = TestSystem.run(
        "report", "s.yaml", "-f", "json",
        files: ["s.yaml": Self.study("log.csv, columns: \(columns)"), "log.csv": log])
      #expect(run.status == 0, "\(run.err)")
      for part in ["\"served\": 3.0", "\"inputTokens\": 70.0", "\"outputTokens\": 3000.0"] {
        #expect(run.out.contains(part), "\(part)")
      }
    }
  }

  @Test("Columns that say nothing, or stand beside no log, are errors at their place")
  func columnMistakes() {
    let table: [(String, String)] = [
      ("log: l.csv, columns: {tyme: a}", "6:37: error[unknown-key]: `columns` has no key `tyme`"),
      (
        "log: l.csv, columns: {input: a}",
        "6:36: error[missing-key]: `columns` names no column for the time"
      ),
      (
        "log: l.csv, columns: input=a",
        "6:36: error[missing-key]: `columns` names no column for the time"
      ),
      ("log: l.csv, columns: time", "6:36: error[wrong-shape]: `time` is not ROLE=COLUMN"),
      ("log: l.csv, columns: tyme=a", "6:36: error[unknown-key]: no column holds `tyme`"),
      (
        "log: l.csv, columns: \"time=a,time=b\"",
        "6:36: error[duplicate-key]: `columns` names two columns for `time`"
      ),
      (
        "log: l.csv, columns: time=nope",
        "6:20: error[unknown-log]: not all of `nope` are columns of `l.csv`"
      ),
      (
        "columns: {time: a}",
        "6:24: error[missing-key]: `columns` are those of a log, and there is no `log`"
      ),
      (
        "log: l.csv, served: 3 request",
        "6:27: error[counted-twice]: `served` stands beside a log, which tells it"
      ),
    ]
    for (traffic, message) in table {
      let study = Self.study("l.csv").replacing("log: l.csv", with: traffic)
      let run = TestSystem.run(
        "check", "s.yaml", "--message-format", "short", files: ["s.yaml": study, "l.csv": Self.log])
      #expect(run.err.hasPrefix("s.yaml:" + message), "\(run.err)")
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
        "error[no-request]: there is no request in `log.csv`"))
    #expect(
      message("log.csv", "time,prompt_tokens\nx,1\n,2\n").contains(
        """
        hint: of 2 rows none was used: 1 because a value is missing (log.csv:3:1), 1 because \
        the time cannot be read (log.csv:2:1)
        """))
  }
}
