import Foundation
import Testing

@testable import CradleCommand

@Suite("cradle merge, of requests")
struct MergeCommandTests {
  private static let fixture = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/traffic.csv")

  /// A log in three slices, out of order, with its header in a file of its own and in one slice.
  private static func slices(_ options: String...) throws -> [String: String] {
    let text = try String(contentsOf: fixture, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { "\($0)\n" }
    var files = ["traffic.csv": text, "head.csv": String(lines[0])]
    for (index, rows) in [lines[90..<121], lines[..<3], lines[3..<90]].enumerated() {
      files["s\(index).csv"] = rows.joined()
      let part = Self.run(
        ["traffic", "--partial", "--header", "head.csv", "s\(index).csv"] + options, files)
      #expect(part.status == 0)
      #expect(part.err == "")
      files["s\(index).traffic"] = part.out
    }
    return files
  }

  private static func run(
    _ arguments: [String], _ files: [String: String]
  ) -> (status: Int32, out: String, err: String) {
    let system = TestSystem(files)
    let status = Cradle.run(arguments, in: system)
    return (status, system.out, system.err)
  }

  private static let parts = ["s0.traffic", "s1.traffic", "s2.traffic"]

  @Test("Slices of requests, in any order, give the very bytes of one pass")
  func requests() throws {
    let files = try Self.slices()
    let whole = Self.run(["traffic", "--partial", "traffic.csv"], files)
    let joined = Self.run(["merge", "--partial"] + Self.parts, files)
    #expect(joined.out == whole.out)
    #expect(joined.status == 0)
    let page = Self.run(["merge"] + Self.parts.reversed(), files)
    #expect(page.err == "")
    #expect(
      page.out.hasPrefix(
        """
        Requests in joined slices
        ═════════════════════════

        120 requests from 2023-11-16T18:16:28.623580900 to 2023-11-16T21:26:17.101563
        """))
    #expect(
      page.out.contains("• all slices: 120 rows read, 120 used, 0 rejected.\n"), "\(page.out)")
    // All that is said of the log is said of its slices, but for its name.
    let log = Self.run(["traffic", "traffic.csv"], files)
    func body(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter {
        !$0.hasPrefix("Requests in") && !$0.hasPrefix("══") && !$0.contains("rows read")
      }
    }
    #expect(body(page.out) == body(log.out))
  }

  @Test("The same slice twice is doubted, and counts twice")
  func twice() throws {
    var files = try Self.slices()
    files["copy.traffic"] = files["s1.traffic"]
    files["all.traffic"] =
      Self.parts.compactMap { files[$0] }.joined() + (files["s0.traffic"] ?? "")
    func doubt(_ arguments: String...) -> String {
      let run = Self.run(["merge"] + arguments + ["-f", "json"], files)
      #expect(run.status == 0)
      return run.err
    }
    let hint = "hint: its requests count twice; leave one of them out\n"
    #expect(
      doubt("s1.traffic", "s2.traffic", "copy.traffic")
        == "warning[doubtful-log]: the same slice stands in `s1.traffic` and in `copy.traffic`\n"
        + hint)
    #expect(
      doubt("all.traffic")
        == "warning[doubtful-log]: the same slice stands twice in `all.traffic`\n" + hint)
    // A slice without a row may be like another.
    files["none.csv"] = files["head.csv"]
    files["none.traffic"] = Self.run(["traffic", "--partial", "none.csv"], files).out
    #expect(doubt("s1.traffic", "none.traffic", "none.traffic") == "")
  }

  @Test("What cannot be joined to the others is refused, with what to do")
  func refusals() throws {
    var files = try Self.slices()
    files["days.traffic"] = try Self.slices("--window", "1d")["s0.traffic"]
    files["p.csv"] = "time,power_w\n1,2\n3,2\n"
    files["p.meter"] = Self.run(["meter", "--partial", "p.csv"], files).out
    files["gap.meter"] = Self.run(["meter", "--partial", "--gap", "5s", "p.csv"], files).out
    files["mixed"] = (files["s0.traffic"] ?? "") + (files["p.meter"] ?? "")
    #expect(
      Self.refusal(["s0.traffic", "days.traffic"], files) == """
        error[unknown-log]: `days.traffic` was made with other options than those before it
        hint: make all summaries with the same `--window` and `--path-filter`

        """)
    #expect(
      Self.refusal(["p.meter", "gap.meter"], files) == """
        error[unknown-log]: `gap.meter` was made with other options than those before it
        hint: make all summaries with the same `--gap`, `--counter-range` and stretch of `--idle`

        """)
    for (parts, what, others) in [
      (["s0.traffic", "p.meter"], "power", "requests"),
      (["p.meter", "s0.traffic"], "requests", "power"), (["mixed"], "power", "requests"),
    ] {
      #expect(
        Self.refusal(parts, files) == """
          error[unknown-log]: `\(parts.last ?? "")` has a summary of \(what), and those before it are of \(others)
          hint: join those of power, of requests and of jobs each on their own

          """)
    }
    #expect(
      Self.refusal(["s0.traffic", "--idle", "60W"], files) == """
        error[usage]: `--idle` is for summaries of power, and these are of requests
        hint: leave it out

        """)
  }

  @Test("What was cut or changed on the way is refused, with the line")
  func damaged() throws {
    let files = try Self.slices()
    let part = try #require(files["s1.traffic"])
    let lines = part.split(separator: "\n").map { "\($0)\n" }
    let rest = lines.dropLast().joined()
    let again = "hint: write it again\n"
    let table = [
      (
        part.replacing("rows 2 ", with: "rows 3 "),
        "the summary that ends at line \(lines.count) of `x` was changed since it was written: its "
          + "digest is another\n" + again
      ),
      (
        part.replacing("rows", with: "row"),
        "line 3 of `x` cannot be read as one of a summary\n" + again
      ),
      (
        part + "done\n",
        "line \(lines.count + 1) of `x` cannot be read as one of a summary\n" + again
      ),
      (rest, "`x` ends in the middle of a summary\n" + again),
      (String(part.dropLast(3)), "`x` ends in the middle of a summary\n" + again),
      (String(part.prefix(60)), "`x` ends in the middle of a summary\n" + again),
      (
        rest + part,
        "at line \(lines.count) of `x` a summary begins, and the one above it has not ended\n"
          + "hint: one of those that were put together there was cut: write it again\n"
      ),
      (
        part.replacing("partial/1", with: "partial/2"),
        "`x` has a summary that begins with `cradle.traffic.partial/2`, which this version of Cradle "
          + "does not read\nhint: it reads `cradle.meter.partial/2`, `cradle.traffic.partial/1`, "
          + "`cradle.jobs.partial/1`: write all summaries with the version that joins them\n"
      ),
    ]
    for (text, message) in table {
      #expect(Self.refusal(["x"], ["x": text]) == "error[unknown-log]: " + message)
    }
    // The ends of lines, and a mark before the first, say nothing.
    let whole = Self.run(["merge", "x"], ["x": part]).out
    for text in [
      part.replacing("\n", with: "\r\n"), "\u{FEFF}" + part, "\n" + part + "\n",
      String(part.dropLast()),
    ] {
      #expect(Self.run(["merge", "x"], ["x": text]).out == whole)
    }
  }

  @Test("What is no summary is named: empty, compressed, a log, a report")
  func others() throws {
    var files = try Self.slices()
    files["p.csv"] = "time,power_w\n1,2\n3,2\n"
    let any =
      "hint: write one with `cradle meter --partial LOG -o PART`, or `cradle traffic --partial`\n"
    func log(_ kind: String, _ command: String) -> String {
      "`x` is a log of \(kind), and no summary of one\nhint: write its summary with `cradle "
        + "\(command) --partial x -o PART`, and join that\n"
    }
    let empty =
      "`x` is empty\nhint: what was to write it may have failed: look at what it said, and write it again\n"
    let table = [
      ("", empty), (" \n\n", empty), (files["traffic.csv"] ?? "", log("requests", "traffic")),
      (
        "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" 200 2326\n",
        log("requests", "traffic")
      ), (files["p.csv"] ?? "", log("power", "meter")),
      ("JobID|User|Elapsed\n1|a|00:01:00\n", log("jobs", "meter")),
      (
        Self.run(["meter", "p.csv", "-f", "json"], files).out,
        "`x` is a report in JSON, `cradle.meter/1`, and no summary to be joined\nhint: reports cannot "
          + "be joined: " + any.dropFirst(6)
      ),
      (
        Self.run(["meter", "p.csv"], files).out,
        "`x` is not a summary to be joined: it begins `Metered energy`\n" + any
      ),
      (
        "{\"ts\": 1, \"prompt_tokens\": 5}\n",
        "`x` is not a summary to be joined: it begins `{\"ts\": 1, \"prompt_tokens\": 5}`\n" + any
      ),
      (
        String(repeating: "x", count: 90),
        "`x` is not a summary to be joined: it begins `\(String(repeating: "x", count: 60))…`\n"
          + any
      ), ("\u{1B}[31mred\n", "`x` is not text\n" + any), ("a\0b\n", "`x` is not text\n" + any),
      (
        "BZh91AY", "`x` is compressed\nhint: give it decompressed: `bzcat x | cradle merge -`\n"
      ),
    ]
    for (text, message) in table {
      #expect(Self.refusal(["x"], ["x": text]) == "error[unknown-log]: " + message)
    }
    #expect(
      Self.refusal(["y"], [:]) == "error[unreadable]: cannot read `y`: No such file or directory\n")
  }

  @Test("All files that cannot be joined are named, up to eight")
  func all() throws {
    var files = try Self.slices()
    var names: [String] = []
    for number in 0..<12 {
      names.append("e\(number)")
      files["e\(number)"] = ""
    }
    let err = Self.refusal(names + ["s0.traffic"], files)
    #expect(err.split(separator: "\n").count == 18)
    #expect(err.hasPrefix("error[unknown-log]: `e0` is empty\n"))
    #expect(
      err.hasSuffix(
        """

        error[unknown-log]: 4 more cannot be joined
        hint: nothing is answered before all of them can

        """))
  }

  @Test("A job in two slices is named with both, and what to do")
  func jobs() throws {
    let header = "JobID|User|State|Elapsed|Start\n"
    func row(_ job: Int) -> String { "\(job)|a|COMPLETED|02:00:00|2026-03-01T23:00:00\n" }
    var files = [
      "d0": header + row(90), "d1": header + row(99) + row(101) + row(100),
      "d2": header + row(102) + row(101) + row(103),
    ]
    for name in ["d0", "d1", "d2"] {
      files[name + ".jobs"] = Self.run(["meter", "--partial", name], files).out
    }
    files["days.jobs"] = (files["d1.jobs"] ?? "") + (files["d2.jobs"] ?? "")
    files["copy.jobs"] = files["d1.jobs"]
    let hint = """
      hint: a run that stands in two logs counts once only where they are read together: give both logs to one `cradle meter`, or slice one log that holds all; `cradle explain doubtful-log` tells how `sacct` writes logs that share no job

      """
    for (parts, message) in [
      (
        ["d0.jobs", "d1.jobs", "d2.jobs"],
        "the job 101 is both in `d1.jobs` and in `d2.jobs`\n" + hint
      ),
      (["d0.jobs", "days.jobs"], "the job 101 is in two of the slices in `days.jobs`\n" + hint),
      (
        ["d0.jobs", "d1.jobs", "d1.jobs"],
        "`d1.jobs` is given twice\nhint: each job counts once: leave one of them out\n"
      ),
      (
        ["d1.jobs", "d0.jobs", "copy.jobs"],
        "`d1.jobs` and `copy.jobs` are the same to the last byte\n"
          + "hint: each job counts once: leave one of them out\n"
      ),
    ] {
      #expect(Self.refusal(parts, files, status: 1) == "error[doubtful-log]: " + message)
    }
    // Which of its rows is that of the one that runs, only the rows could tell.
    files["d3"] = header + row(4) + row(5) + row(6)
    files["d4"] = header + "5|a|RUNNING|00:10:00|2026-03-01T09:00:00\n"
    for name in ["d3", "d4"] {
      files[name + ".jobs"] = Self.run(["meter", "--partial", name], files).out
    }
    #expect(
      Self.refusal(["d3.jobs", "d4.jobs"], files, status: 1)
        == "error[doubtful-log]: the job 5 stands in several slices, and its rows cannot be told apart "
        + "in them\n" + hint)
    // What the hint says: read together, it counts once.
    let both = Self.run(["meter", "d1", "d2", "-f", "json"], files)
    #expect(both.out.contains("\"used\": 5"), "\(both.out)")
    #expect(both.out.contains("{\"reason\": \"duplicate-job\", \"rows\": 1"), "\(both.out)")
  }

  private static func refusal(
    _ arguments: [String], _ files: [String: String], status: Int32 = 2
  ) -> String {
    let run = run(["merge"] + arguments, files)
    #expect(run.status == status)
    #expect(run.out == "")
    return run.err
  }
}
