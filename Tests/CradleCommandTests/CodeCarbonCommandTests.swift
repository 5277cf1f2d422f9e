import Testing

@testable import CradleCommand

@Suite("cradle meter, of CodeCarbon")
struct CodeCarbonCommandTests {
  private static let header =
    "timestamp,run_id,duration,emissions,energy_consumed,cpu_model,tracking_mode\n"

  private static func rank(_ number: Int) -> String {
    "2026-06-18T12:20:00,rank\(number),3600.0,0.1,2.0,Intel,machine\n"
  }

  private static func run(
    _ arguments: [String], _ files: [String: String]
  ) -> (status: Int32, out: String, err: String) {
    let system = TestSystem(files)
    let status = Cradle.run(arguments, in: system)
    return (status, system.out, system.err)
  }

  private static let doubt = """
    warning[doubtful-log]: 4 runs of CodeCarbon each count all of a machine at the same time: \
    `rank1`, `rank2`, `rank3` and 1 more; if it is one machine, 6.00 kWh of 8.00 kWh are counted \
    more than once
    hint: of the ranks of a job keep the rows of one on each machine; if they ran on machines that \
    are alike, give the log of each, and `--node '*'` tells them apart

    """

  @Test("Ranks that each count the whole machine are doubted, in one log, in several and in slices")
  func ranks() throws {
    var files = ["all.csv": Self.header + (1...4).map(Self.rank).joined()]
    for number in 1...4 { files["\(number).csv"] = Self.header + Self.rank(number) }
    let names = (1...4).map { "\($0).csv" }
    let all = Self.run(["meter", "all.csv"], files)
    #expect(all.status == 0)
    #expect(all.err == Self.doubt)
    #expect(all.out.hasPrefix("Metered energy\n══════════════\n\n8.00 kWh metered"))
    #expect(Self.run(["meter"] + names, files).err == Self.doubt)
    for name in names {
      files["\(name).meter"] = Self.run(["meter", "--partial", name], files).out
    }
    #expect(Self.run(["merge"] + names.reversed().map { "\($0).meter" }, files).err == Self.doubt)
    #expect(Self.run(["meter", "--node", "*"] + names, files).err == "")
  }

  @Test("Logs of two versions end to end are refused, with where to part them")
  func versions() {
    let files = [
      "two.csv": Self.header + Self.rank(1) + Self.header.replacing("cpu_model,", with: "")
        + "2026-06-18T12:20:00,b,3600.0,0.1,2.0,machine\n"
    ]
    let run = Self.run(["meter", "two.csv"], files)
    #expect(run.status == 2)
    #expect(run.out == "")
    #expect(
      run.err == """
        error[unknown-log]: the columns of `two.csv` change at two.csv:3:1
        hint: split the log there, and give both parts

        """)
  }
}
