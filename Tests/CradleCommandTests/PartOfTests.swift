import Testing

@testable import CradleCommand

@Suite("What counts the same energy twice is refused")
struct PartOfTests {
  private static func message(_ log: String) -> String {
    let run = TestSystem.run("meter", "p.csv", files: ["p.csv": log])
    #expect(run.status == 1)
    #expect(run.out == "")
    return run.err
  }

  @Test("A zone of a processor beside the package that holds it")
  func zones() {
    let log = """
      timestamp,zone,energy_uj
      1700000000,package-0,0
      1700000000,core,0
      1700000000,dram,0
      1700000010,package-0,3600000000
      1700000010,core,3000000000
      1700000010,dram,100000000

      """
    #expect(
      Self.message(log) == """
        error[doubtful-log]: device `core` and device `package-0` count the same energy, for zones of a processor lie in each other
        hint: leave the rows of `core` out, and keep those of packages and `dram`

        """)
    let rest = log.split(separator: "\n").filter { !$0.contains("core") }.joined(separator: "\n")
    #expect(
      TestSystem.run("meter", "p.csv", "-f", "json", files: ["p.csv": rest + "\n"]).out.contains(
        "\"kWhText\": \"0.001027777778\""))
  }

  @Test("Windows of Zeus that lie in each other; those that follow each other add up")
  func windows() {
    func log(_ start: Int) -> String {
      [("run", 0, 3600), ("epoch", start, 1800)].map { name, start, joules in
        let series = "energy_monitor_gpu_energy_joules_total{window=\"\(name)\",index=\"0\"}"
        return "\(series) 0 \(1_700_000_000_000 + start)\n\(series) \(joules) "
          + "\(1_700_000_010_000 + start)\n"
      }.joined()
    }
    #expect(
      Self.message(log(4000)) == """
        error[doubtful-log]: device `gpu 0 in window epoch` and device `gpu 0 in window run` count the same energy, from 2023-11-14T22:13:24 to 2023-11-14T22:13:30
        hint: leave all but one of such windows out of the query: `{window="…"}`

        """)
    let apart = TestSystem.run("meter", "p.csv", "-f", "json", files: ["p.csv": log(10_000)])
    #expect(apart.out.contains("\"kWhText\": \"0.0015\""), "\(apart.err)")
  }

  @Test("Lines of turbostat by processor are refused with the options to write it by")
  func turbostat() {
    for header in ["Time_Of_Day_Seconds\tCore\tCPU\tPkgWatt", "Busy%\tPkgWatt"] {
      let run = TestSystem.run("meter", "p.csv", files: ["p.csv": header + "\n"])
      #expect(
        run.err == """
          error[unknown-log]: `p.csv` has lines of `turbostat` without their time, or by processor beside their sum
          hint: write it by `turbostat --quiet --Summary --show Time_Of_Day_Seconds,PkgWatt,RAMWatt`

          """)
    }
  }
}
