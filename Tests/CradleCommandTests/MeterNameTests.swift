import Testing

@testable import CradleCommand

@Suite("What a log of power does not name")
struct MeterNameTests {
  private static let rows =
    "2026/06/18 00:00:00.000, 0, 300.00 W\n2026/06/18 00:00:01.000, 0, 300.00 W\n"
  private static let header = "timestamp, index, power.draw [W]\n"

  @Test("A log without its header is told of, and read with it")
  func header() {
    let files = ["rows.csv": Self.rows, "header.csv": Self.header]
    let run = TestSystem.run("meter", "rows.csv", files: files)
    #expect(
      run.err == """
        error[unknown-log]: `rows.csv` has no header: it begins with a row
        hint: give its header, `--header FILE`, or say by their numbers which columns hold what, `--columns time=#1,power=#3,device=#2`

        """)
    #expect(run.status == 2)
    for arguments in [
      ["--header", "header.csv"], ["--columns", "time=#1,power=#3,device=#2"],
    ] {
      let read = TestSystem.run(
        "meter", "rows.csv", arguments[0], arguments[1], "-f", "json", files: files)
      #expect(read.out.contains("\"kWhText\": \"0.000083333333\""), "\(read.out) \(read.err)")
    }
  }

  @Test("Slices of a log that alone names its device ask for a node")
  func slices() {
    let log = "time,watts\n0,300\n1,300\n"
    let run = TestSystem.run("meter", "--partial", "a.csv", files: ["a.csv": log])
    #expect(
      run.err.contains(
        """
        warning[doubtful-log]: the device of `a.csv` has no name but that of the log
        hint: slices of one log need one name, as `--node n1`, to be joined as one device

        """), "\(run.err)")
    #expect(run.status == 0)
    let named = TestSystem.run("meter", "--partial", "a.csv", "--node", "n1", files: ["a.csv": log])
    #expect(!named.err.contains("no name"))
  }

  @Test("Sensors of chips are no meter of a building")
  func building() {
    let run = TestSystem.run(
      "meter", "--meter", "facility", "a.csv", files: ["a.csv": Self.header + Self.rows])
    #expect(
      run.err == """
        error[usage]: sensors of processors are no meter of a building
        hint: leave out `--meter facility`: what a building takes is their energy times its PUE

        """)
    #expect(run.status == 2)
    // A log without a row has no sensors either.
    let empty = TestSystem.run("meter", "--meter", "facility", "a.csv", files: ["a.csv": ""])
    #expect(empty.err.contains("error[doubtful-log]: there is no energy in the logs\n"))
  }
}
