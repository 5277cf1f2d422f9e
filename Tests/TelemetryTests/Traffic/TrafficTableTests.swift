import Telemetry
import Testing

@Suite("Tables of requests")
struct TrafficTableTests {
  static let header = "TIMESTAMP,ContextTokens,GeneratedTokens\r\n"
  static let azure =
    header
      + """
      2023-11-16 18:15:46.6805900,374,44\r
      2023-11-16 18:15:50.9951690,396,109\r
      2023-11-16 18:59:59.9999999,879,55\r
      2023-11-16 20:00:00.0000000,91,16\r\n
      """

  @Test("The layout of the Azure trace: sums, span, windows, hours of the day")
  func azureLayout() throws {
    let summary = try traffic(Self.azure)
    #expect(summary.rowsText == "4 read, 4 used")
    #expect(summary.sums == [4, 1740, 224])
    #expect(summary.first == 1_700_158_546_680_590_000)
    #expect(summary.last == 1_700_164_800_000_000_000)
    #expect(summary.unzoned == 4)
    let windows = summary.windows(TrafficSummary.hour)
    #expect(windows.map(\.start) == [1_700_157_600_000_000_000, 1_700_164_800_000_000_000])
    #expect(windows.map(\.tally.all.requests) == [3, 1])
    #expect(windows.map(\.tally.served.input) == [1649, 91])
    #expect(summary.windowCount(TrafficSummary.hour) == 3)
    #expect(summary.byHourOfDay.map(\.all.output)[18...20] == [208, 0, 16])
    #expect(summary.inputs.percentile(50) == 374)
    #expect(summary.inputs.percentile(100) == 879)
    #expect(summary.outputs.percentile(0) == 16)
  }

  @Test("Columns in any order, of any name, between commas, tabs, semicolons or bars")
  func columns() throws {
    let expected: [Int64] = [2, 30, 7]
    let logs: [(String, String?)] = [
      (
        "out,ts,who,in\n5,2023-11-16 18:15,a,10\n2,1700158546,b,20\n", "time=ts,input=in,output=out"
      ),
      ("generated tokens;Prompt_Tokens;Date\n5;10;2023-11-16\n2;20;2023-11-17\n", nil),
      ("\ttimestamp\tinput_tokens\toutput_tokens\n0\t1700158546000\t10\t5\n1\t1\t20\t2\n", nil),
      ("1700158546|10|5\n1700158547|20|2\n", "time=#1,input=#2,output=#3"),
      (
        "\u{FEFF}time,prompt_tokens,completion_tokens,note\n\"1700158546\",10, 5 ,\"a,b\"\n9,20,2,\n",
        nil
      ),
      (
        "# a comment\n\ntime,prompt_tokens,completion_tokens\n# more\n1,1e1,5\n\n2,2.0e1,2.0\n", nil
      ),
      (
        "time,prompt_tokens,completion_tokens\n1,10,5\ntime,prompt_tokens,completion_tokens\n2,20,2\n",
        nil
      ),
    ]
    for (log, columns) in logs {
      for isStream in [false, true] {
        let summary = try traffic(log, columns: columns, isStream: isStream)
        #expect(summary.sums == expected, "\(log)")
        #expect(summary.rowsText == "2 read, 2 used", "\(log)")
      }
    }
  }

  @Test("Windows with a number of requests, statuses and ids")
  func windowsAndStatuses() throws {
    let windows = try traffic("hour,requests\n2023-11-16T18:00Z,558\n2023-11-16T19:00Z,0\n")
    #expect(windows.sums == [558, 0, 0])
    #expect(windows.rowsText == "2 read, 2 used")
    let log = """
      time,status,id
      1,200,a
      2,503,b
      3,400,a
      4,500,c
      5,OK,
      6,timeout,d
      7,418?,e

      """
    let summary = try traffic(log)
    #expect(summary.total.served.requests == 2)
    #expect(summary.total.refused.requests == 1)
    #expect(summary.total.failed.requests == 3)
    #expect(
      summary.statuses == ["200": 1, "503": 1, "400": 1, "500": 1, "ok": 1, "timeout": 1])
    #expect(summary.rowsText == "7 read, 6 used; status-unknown 1 at log:8:3")
    #expect(summary.identifiers.repetitions == 1)
    #expect(
      summary.identifiers.repeated.map { [$0.first.text, $0.second?.text] } == [
        ["log:2:1", "log:4:1"]
      ])
    #expect(summary.requestsWithoutInput == 6)
  }

  @Test("The answers of BLOOM's API by status: 224,889, 5,523, 343 and 13")
  func bloom() throws {
    // Luccioni et al. 2023, the notebook of the authors: OK, bad request, refused, server error.
    let summary = try traffic(
      "day,requests,status\n1664323200,224889,200\n1664323200,5523,400\n1664323200,343,503\n"
        + "1664323200,13,500\n", columns: "time=day,requests=requests,status=status")
    #expect(summary.statuses == ["200": 224_889, "400": 5523, "503": 343, "500": 13])
    #expect(summary.total.served.requests == 224_889)
    #expect(summary.total.refused.requests == 343)
    #expect(summary.total.failed.requests == 5523 + 13)
    #expect(summary.total.all.requests == 230_768)
  }

  @Test("Every bad row is counted with its reason and its place")
  func badRows() throws {
    let log =
      "time,input_tokens,output_tokens\n" + """
        x,1,1
        2023-11-16,1
        2023-11-16,-1,1
        2023-11-16,1.5,1
        2023-11-16,NaN,1
        2023-11-16,1e30,1
        2023-11-16,2000000000000,1
        ,1,1
        2023-11-16,"1,1
        2023-11-16,1,\u{0}
        2023-11-16,,
        2023-11-16,é7,1
        2023-11-16,7,3

        """
    let expected =
      "13 read, 2 used; nul-byte 1 at log:11:14; quote-unclosed 1 at log:10:12; "
      + "column-missing 1 at log:3:13; value-missing 1 at log:9:1; time-invalid 1 at log:2:1; "
      + "number-invalid 2 at log:6:12 log:13:12; number-inexact 1 at log:5:12; "
      + "negative 1 at log:4:12; out-of-range 2 at log:7:12 log:8:12"
    for slices in 1...9 {
      let summary = try traffic(log, slices: slices)
      #expect(summary.rowsText == expected)
      #expect(summary.sums == [2, 7, 3])
      #expect(summary.requestsWithoutInput == 1)
      #expect(summary.requestsWithoutOutput == 1)
    }
  }

  @Test("A clock that goes back, an open last line, mixed zones and a line of 10 MB are told")
  func doubts() throws {
    let log = "time,requests\n2023-11-16 18:00,1\n2023-11-16 17:59,1\n2023-11-16 18:00Z,1"
    for slices in 1...6 {
      let summary = try traffic(log, slices: slices)
      #expect(summary.stepsBack.count == 1)
      #expect(summary.stepsBack.first?.text == "log:3:1")
      #expect(summary.openLines.first?.text == "log:4:1")
      #expect((summary.zoned, summary.unzoned) == (1, 2))
    }
    let long = Array("time,requests\n1,1\n".utf8) + [UInt8](repeating: 0x78, count: 10 << 20)
    for isStream in [false, true] {
      let summary = try traffic(long + Array("\n2,1\n3,-1\n".utf8), isStream: isStream)
      #expect(
        summary.rowsText
          == "4 read, 2 used; line-too-long 1 at log:3:1; negative 1 at log:5:3")
    }
  }

  @Test("A last line that was cut is told, whether it can be used or not, in every format")
  func cut() throws {
    let table: [(log: String, open: String?, cut: String?)] = [
      ("time,requests\n1,1\n2,1", "log:3:1", nil), ("time,requests\n1,1\n2", nil, "log:3:1"),
      ("time,requests\n1,1\n2,1\n", nil, nil), ("time,requests\n1,1\n2\n", nil, nil),
      ("{\"created\":1,\"usage\":{\"prompt_tokens\":3}}\n{\"created\":1,\"usa", nil, "log:2:1"),
      ("{\"created\":1,\"usage\":{\"prompt_tokens\":3}}", nil, nil),
      ("h - - [16/Nov/2023:18:15:46 +0000] \"GET / HTTP/1.1\" 200 2\nh - - [16/N", nil, "log:2:1"),
    ]
    for (log, open, cut) in table {
      for isStream in [false, true] {
        let summary = try traffic(Array(log.utf8), isStream: isStream)
        #expect(summary.openLines.first?.text == open, "\(log)")
        #expect(summary.cutLines.first?.text == cut, "\(log)")
        #expect(summary.cutLines.count == (cut == nil ? 0 : 1))
      }
    }
  }

  @Test("A log that grows while it is read is read to the end that it has then")
  func growing() throws {
    let bytes = Array("time,requests\n1,1\n2,1\n3,1\n".utf8)
    for known in [14, 15, 18, 20, 26] {
      let log = TrafficLog(Growing(bytes: bytes, length: known))
      #expect(try log.read().summary.rowsText == "3 read, 3 used")
    }
  }

  /// Bytes of which fewer were there when it was opened.
  private struct Growing: ByteSource {
    let bytes: [UInt8]
    let length: Int?
    var name: String { "log" }

    func read(
      at offset: Int, into buffer: inout [UInt8], from start: Int
    ) throws(ReadFailure) -> Int {
      try MemorySource(name: name, bytes: bytes).read(at: offset, into: &buffer, from: start)
    }
  }

  @Test("A log without rows is no mistake; one whose columns change is refused")
  func edges() throws {
    #expect(try traffic("").rowsText == "0 read, 0 used")
    #expect(try traffic("\n\n# nothing\n").rowsText == "0 read, 0 used")
    #expect(try traffic(Self.header).rowsText == "0 read, 0 used")
    let changed = Self.azure + "GeneratedTokens,ContextTokens,TIMESTAMP\r\n1,2,2023-11-16\r\n"
    for slices in 1...5 {
      #expect(throws: TrafficLog.Failure.columnsChange(RowPlace(file: "log", line: 6, column: 1))) {
        try traffic(changed, slices: slices)
      }
    }
  }

  @Test("What is no log of requests is refused with what was seen")
  func unknown() {
    let cases: [(String, TrafficFormat.Unknown)] = [
      (
        "timestamp, index, power.draw [W]\n",
        .columns(header: ["timestamp", "index", "power.draw [W]"])
      ),
      ("[{\"a\": 1}]", .jsonList), ("\u{1F}\u{8B}\u{8}xyz", .binary), ("hello\n", .unlike("hello")),
    ]
    for (text, unknown) in cases {
      #expect(throws: TrafficLog.Failure.unknown(unknown)) { try traffic(text) }
    }
    let long = [UInt8](repeating: 0x78, count: 10 << 20) + Array("\n1,2\n2,3\n".utf8)
    for isStream in [false, true] {
      #expect(throws: TrafficLog.Failure.unknown(.headerTooLong)) {
        try traffic(long, isStream: isStream)
      }
    }
    #expect(throws: TrafficLog.Failure.unknown(.columns(header: ["a", "b"]))) {
      try traffic("a,b\n1,2\n", columns: "time=c")
    }
  }
}
