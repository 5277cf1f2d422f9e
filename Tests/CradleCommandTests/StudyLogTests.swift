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

        • `log.csv`, CSV, sha256:\(digest.prefix(16)): 5 rows read, 4 used, 1 rejected (1
          because the time cannot be read); from 2026-11-21T00:00:00Z to
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

  /// Windows of ten minutes. By numpy.linalg.lstsq: 0.2885549206479731 kWh without a request and
  /// 0.0009084026807005964 kWh for each, with standard errors of 6.37167925e-04 and 2.53351593e-05
  /// (the root of the diagonal of s² (AᵀA)⁻¹, s² of 10 degrees of freedom), R² 0.9922816331109103.
  private static let windows = """
    time,requests,energy_kWh
    2022-10-05T00:00Z,0,0.29098
    2022-10-05T00:10Z,3,0.29271
    2022-10-05T00:20Z,12,0.29980
    2022-10-05T00:30Z,40,0.32493
    2022-10-05T00:40Z,7,0.29303
    2022-10-05T00:50Z,0,0.28540
    2022-10-05T01:00Z,25,0.31009
    2022-10-05T01:10Z,61,0.34349
    2022-10-05T01:20Z,18,0.30607
    2022-10-05T01:30Z,5,0.29324
    2022-10-05T01:40Z,33,0.31975
    2022-10-05T01:50Z,2,0.29030

    """

  /// By `sha256sum`.
  private static let digest =
    "bdb4fe11a1b9996bd2e54b2c2631026ae35bab8e52926f3db1375649710fd98b"

  private static func fitted(_ fit: String, _ traffic: String = "1_000 request") -> String {
    """
    study: A small service
    activities:
      - inference: An API
        energy: {fit: \(fit)}
        duration: 10 h
        traffic: \(traffic)
        site: here
    sites: {here: {grid: 100 gCO2e/kWh, pue: 1}}

    """
  }

  @Test("A line through windows tells idle and dynamic energy, with what numpy says of it")
  func fit() {
    // 60 windows in ten hours: 60 × 0.28855492… kWh idle, 1,000 × 0.00090840… kWh dynamic.
    let study =
      Self.fitted("paired.csv") + """
        expect:
          - {of: idle, is: 17.313295238878386 kWh, within: 1e-10 %}
          - {of: dynamic, is: 0.9084026807005964 kWh, within: 1e-10 %}
        """
    let run = TestSystem.run(
      "report", "s.yaml", files: ["s.yaml": study, "paired.csv": Self.windows])
    #expect(run.status == 0, "\(run.err)")
    #expect(
      run.out.contains(
        """
        • `inference/an-api/dynamic`: a line through 12 windows of 10 min, R² 0.992:
          0.908 Wh a request, standard error 0.0253; 1730 W without one, standard error
          3.82.
        """), "\(run.out)")
    #expect(
      run.out.contains(
        """
        • `paired.csv`, CSV, sha256:\(Self.digest.prefix(16)): 12 rows read, 12 used, 0 rejected;
          from 2022-10-05T00:00:00Z to 2022-10-05T01:50:00Z, 1 h 50 min.
        """), "\(run.out)")
    // 2.228 is the 97.5 % point of Student's t at ten degrees of freedom. The mean of the energies is
    // 0.30415 kWh in ten minutes, its error that of the residuals, 1.613 Wh, by √12: what is drawn
    // is the mean and the slope, which do not depend on each other.
    #expect(
      run.out.contains(
        """
        • energy of a request: 0.908403 Wh/request, ± 0.0564467 Wh/request (95 %)
        • mean power: 1,824.9 W, ± 6.22477 W (95 %)
        """), "\(run.out)")
    let data = TestSystem.run(
      "report", "s.yaml", "-f", "json", files: ["s.yaml": study, "paired.csv": Self.windows])
    for part in [
      "\"windows\": 12,", "\"windowSeconds\": 600.0,", "\"sha256\": \"\(Self.digest)\"",
      "\"determination\": 0.99228163311",
    ] {
      #expect(data.out.contains(part), "\(data.out)")
    }
  }

  @Test("The line of BLOOM's notebook: 2,472 windows without a request are 82.5 % of the meter")
  func bloomFit() {
    // 0.28842679888794365 kWh in ten minutes without a request (the notebook's intercept); what is
    // left of 864.249121 kWh by 224,889 requests served is the slope, and the mean of the windows
    // lies on the line.
    let idle = 0.28842679888794365
    let slope = (864.249121 - 2472 * idle) / 224_889
    var log = "time,requests,energy_kWh\n"
    for (index, requests) in [0.0, 50, 100, 150, 200].enumerated() {
      log += "\(1_664_841_600 + 600 * index),\(requests),\(idle + slope * requests)\n"
    }
    let study =
      Self.fitted("paired.csv", "224_889 request").replacing("10 h", with: "2472 * 10 min") + """
        expect:
          - {of: it, is: 864.249121 kWh}
          - {of: idle, is: 82.5 %, share-of: it}
        """
    let run = TestSystem.run("check", "s.yaml", files: ["s.yaml": study, "paired.csv": log])
    #expect(run.status == 0, "\(run.err)\(run.out)")
  }

  @Test("What a fit lacks, or what tells its energy twice, is told at its place")
  func fitMistakes() {
    let table: [(String, String)] = [
      (Self.fitted("none.csv"), "4:19: error[unreadable]: cannot read `none.csv`: No such file"),
      (Self.fitted("../p.csv"), "4:19: error[outside-folder]: `../p.csv` lies outside"),
      (
        Self.fitted("{columns: {time: a}}"),
        "4:19: error[missing-key]: `fit` names no log"
      ),
      (
        Self.fitted("{log: p.csv, unit: kW}"),
        "4:38: error[wrong-dimension]: `unit` is that of the energies in the log, not `kW`"
      ),
      (
        Self.fitted("{log: p.csv, columns: {time: a, requests: b}}"),
        "4:25: error[unknown-log]: `p.csv` lacks a column for the time, the requests or the energy"
      ),
      (
        Self.fitted("p.csv").replacing("    duration: 10 h\n", with: ""),
        "4:14: error[missing-key]: `fit` tells the idle power, and nothing says how long"
      ),
      (
        Self.fitted("p.csv").replacing("    traffic: 1_000 request\n", with: ""),
        "4:14: error[missing-key]: `fit` is energy by use, and the activity has no `traffic`"
      ),
      (
        Self.fitted("p.csv, request: 1 Wh/request"),
        "4:26: error[counted-twice]: the dynamic energy is modelled by `fit` and by `request`"
      ),
      (
        Self.fitted("p.csv, idle: 1 kWh"),
        "4:14: error[counted-twice]: the idle energy of this activity is given twice"
      ),
      (
        Self.fitted("p.csv, it: 1 kWh"),
        "4:14: error[counted-twice]: the dynamic energy of this activity is given twice"
      ),
    ]
    for (study, message) in table {
      let run = TestSystem.run(
        "check", "s.yaml", "--message-format", "short",
        files: ["s.yaml": study, "p.csv": Self.windows])
      #expect(run.err.hasPrefix("s.yaml:" + message), "\(run.err)")
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
