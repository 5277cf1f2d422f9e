import Reporting
import Testing

@testable import CradleCommand

@Suite("cradle meter over jobs, and jobs in studies")
struct JobCommandTests {
  private static let log = """
    JobID|JobName|User|State|Elapsed|Start|MaxRSS|ConsumedEnergyRaw|AllocTRES
    101|train|alice|COMPLETED|02:00:00|2026-03-01T10:00:00||7200000|cpu=64,gres/gpu:a100=8,gres/gpu=8,mem=512G,node=1
    101.0|python||COMPLETED|02:00:00|2026-03-01T10:00:00|256G||cpu=64,gres/gpu:a100=8,mem=512G,node=1
    102|sweep|bob|FAILED|00:30:00|2026-03-01T12:00:00||3600|cpu=8,gres/gpu:a100=1,gres/gpu=1,mem=64G,node=1
    103|clean|bob|COMPLETED|00:00:10|2026-03-01T13:00:00|||cpu=4,mem=8G,node=1

    """

  @Test("The page: device-time by user, what failed, memory, and what to put into a study")
  func page() {
    let run = TestSystem.run("meter", "jobs.psv", files: ["jobs.psv": Self.log])
    #expect(run.err == "")
    #expect(run.status == 0)
    #expect(run.out == Self.page)
  }

  @Test("Energy counts where a job held all processors of its nodes")
  func energy() {
    let run = TestSystem.run(
      "meter", "jobs.psv", "--by", "name", "--node-cpus", "64", "-f", "json",
      files: ["jobs.psv": Self.log])
    #expect(
      run.out.contains(#""energy": {"jobs": 2, "exclusiveJobs": 1, "kWh": 2.0}"#), "\(run.out)")
    #expect(run.out.contains(#""by": "name""#))
    let missing = TestSystem.run(
      "meter", "jobs.psv", "--by", "account", files: ["jobs.psv": Self.log])
    #expect(missing.err.hasPrefix("error[unknown-log]: `jobs.psv` has no column `Account`\n"))
  }

  @Test("Slices of an accounting, its header given once, join to the very bytes of one pass")
  func slices() {
    let lines = Self.log.split(separator: "\n").map { "\($0)\n" }
    var files = ["jobs.psv": Self.log, "head.psv": lines[0]]
    for (index, rows) in [lines[2..<4], lines[..<2], lines[4...]].enumerated() {
      files["s\(index).psv"] = rows.joined()
      let part = TestSystem.run(
        "meter", "--partial", "--header", "head.psv", "s\(index).psv", files: files)
      #expect(part.err == "")
      #expect(part.status == 0)
      files["s\(index).jobs"] = part.out
    }
    let whole = TestSystem.run("meter", "jobs.psv", "-f", "json", files: files)
    let parts = ["s0.jobs", "s1.jobs", "s2.jobs"]
    for order in [parts, parts.reversed()] {
      let joined = TestSystem.run("merge", order[0], order[1], order[2], "-f", "json", files: files)
      #expect(joined.out == whole.out)
      #expect(joined.err == "")
    }
    let page = TestSystem.run("merge", "s0.jobs", "s1.jobs", "s2.jobs", files: files)
    #expect(
      page.out
        == Self.page.replacing("Jobs in jobs.psv", with: "Jobs in joined slices")
        .replacing("════════════════\n", with: "═════════════════════\n"), "\(page.out)")
    files["some"] =
      TestSystem.run("merge", "--partial", "s0.jobs", "s2.jobs", files: files).out
    let tree = TestSystem.run("merge", "some", "s1.jobs", "-f", "json", files: files)
    #expect(tree.out == whole.out)
    // The step of 101 in the slice behind it told of the memory: one that is in two is refused.
    let twice = TestSystem.run("merge", "s1.jobs", "s1.jobs", files: files)
    #expect(twice.status == 1)
    #expect(
      twice.err == """
        error[doubtful-log]: `s1.jobs` is given twice
        hint: each job counts once: leave one of them out

        """)
    files["by.jobs"] =
      TestSystem.run("meter", "--partial", "--by", "name", "jobs.psv", files: files).out
    let terms = TestSystem.run("merge", "s0.jobs", "by.jobs", files: files)
    #expect(terms.err.hasPrefix("error[unknown-log]: `by.jobs` was made with other options"))
    files["p.csv"] = "time,power_w\n1,2\n3,2\n"
    files["p.meter"] = TestSystem.run("meter", "--partial", "p.csv", files: files).out
    let kinds = TestSystem.run("merge", "s0.jobs", "p.meter", files: files)
    #expect(kinds.status == 2)
    #expect(kinds.err.contains("`p.meter` has a summary of power, and those before it are of jobs"))
    let idle = TestSystem.run("merge", "s0.jobs", "--idle", "60W", files: files)
    #expect(idle.err.hasPrefix("error[usage]: `--idle` is for logs of power"))
  }

  private static func study(_ held: String) -> String {
    """
    study: A campaign
    sites: {here: {grid: 100 gCO2e/kWh, pue: 1}}
    equipment:
      gpu: {name: A GPU, power: 400 W, idle: 0 W, embodied: 150 kgCO2e, lifetime: 6 yr, utilization: 85 %}
    activities:
      - experiments: A campaign
        site: here
        equipment:
          gpu: {\(held)}
    """
  }

  @Test("Of several logs of jobs in a study, each tells the rows that it has more")
  func records() {
    let lines = Self.log.split(separator: "\n").map { "\($0)\n" }
    let more =
      lines[0] + lines[3]
      + "104|late|bob|RUNNING|00:00:10|2026-03-02T13:00:00|||cpu=4,mem=8G,node=1\n"
    let run = TestSystem.run(
      "report", "s.yaml", "-f", "json",
      files: [
        "s.yaml": Self.study("log: [a.psv, b.psv]"), "a.psv": Self.log, "b.psv": more,
      ])
    var counts: [String] = []
    for line in run.out.split(separator: "\n").drop(while: { !$0.contains("records") }) {
      if line.contains("\"read\"") || line.contains("\"used\"") || line.contains("\"reason\"") {
        counts.append(String(line.drop { $0 == " " }))
      }
    }
    #expect(
      counts == [
        #""read": 4,"#, #""used": 3,"#, #"{"reason": "step", "rows": 1}"#,
        #""read": 2,"#, #""used": 1,"#, #"{"reason": "duplicate-job", "rows": 1}"#,
      ], "\(run.out)\(run.err)")
  }

  @Test("A study takes device-time from the logs it names, and its report names them")
  func study() {
    func run(_ held: String) -> (status: Int32, out: String, err: String) {
      TestSystem.run(
        "report", "in/s.yaml", "-f", "json",
        files: ["in/s.yaml": Self.study(held), "in/jobs.psv": Self.log])
    }
    let text = TestSystem.run(
      "report", "s.yaml", files: ["s.yaml": Self.study("log: jobs.psv"), "jobs.psv": Self.log])
    // 8 × 2 h and half an hour at 400 W.
    let all = run("log: jobs.psv")
    #expect(all.out.contains("\"kWh\": 6.6,"), "\(all.out)\(all.err)")
    let line = text.out.split(separator: "\n").suffix(4).joined(separator: " ")
    #expect(line.contains("SLURM, 3 jobs, 3 of 4 rows used"), "\(text.out)")
    #expect(
      all.out.contains(
        """
            "records": [
              {
                "file": "jobs.psv",
                "sha256": "\(sha256(Array(Self.log.utf8)))",
                "format": "SLURM",
                "rows": {
                  "read": 4,
                  "used": 3,
                  "rejected": [
                    {"reason": "step", "rows": 1}
                  ]
                },
                "from": "2026-03-01T10:00:00",
                "to": "2026-03-01T13:00:00",
                "seconds": 10800.0
              }
            ]
        """), "\(all.out)")
    #expect(
      text.out.contains(
        "• `jobs.psv`, SLURM, sha256:\(sha256(Array(Self.log.utf8)).prefix(16)): 4 rows read, 3 used, 1"
      ),
      "\(text.out)")
    let alice = run("log: jobs.psv, user: alice, type: a100, busy: 50 %")
    #expect(alice.out.contains("\"kWh\": 3.2,"), "\(alice.out)\(alice.err)")
    #expect(run("log: ../jobs.psv").err.hasPrefix("error[outside-folder]"))
    #expect(run("log: jobs.psv, held: 3 h").err.hasPrefix("error[counted-twice]"))
    #expect(run("user: alice, held: 3 h").err.hasPrefix("error[missing-key]"))
    #expect(run("log: jobs.psv, type: v100").err.hasPrefix("error[no-job]"))
  }
}

extension JobCommandTests {
  private static let page = """
    Jobs in jobs.psv
    ════════════════

    3 jobs held 16.5 h of a100 and 132 h of processor cores (device-time); their
    times go from 2026-03-01T10:00:00 to 2026-03-01T13:00:00 (no zone stated).

    Device-time held, by user

    user    jobs     a100    cores   failed or cancelled   of the time
                        h        h                                   %
    ──────────────────────────────────────────────────────────────────
    alice      1   16.0     128                        0           0.0
    bob        2    0.500     4.01                     1         100
    ──────────────────────────────────────────────────────────────────
    all        3   16.5     132                        1           3.0

    What became of the jobs

    jobs that   jobs     GPUs    cores
                            h        h
    ──────────────────────────────────
    completed      2   16.0     128
    failed         1    0.500     4.00

    Notes
    ─────

    • 4 rows read, 3 used, 1 not; 1 because they are of steps of jobs that are
      counted as a whole.
    • Memory: of 1 job it is known how much they used at most (MaxRSS × nodes), 50.0
      % of what they were given: 512 of 1020 GiB·h. The rest was held for nothing.
    • Energy: 2 jobs tell a ConsumedEnergy, which is that of whole nodes, whoever
      else was on them; it counts where the nodes were a job's own: say how many
      processors a node has by `--node-cpus`.

    For a study
    ───────────

      # describe each under `equipment:`: `a100`, `core`
      # the host of the GPUs goes into their figures, or into `parts:`
      # core: a processor as SLURM counts, of jobs without a GPU
      activities:
        - experiments: "jobs of user alice"
          equipment:
            a100: 16 h
        - experiments: "jobs of user bob"
          equipment:
            core: 40 s
        - experiments: "jobs that failed or were cancelled"
          equipment:
            a100: 1800 s

    """
}
