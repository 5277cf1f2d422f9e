import TestSupport
import Testing

@testable import Telemetry

@Suite("Logs of windows with their requests and energy")
struct PairedLogTests {
  private static func read(
    _ text: String, columns: ColumnNames = ColumnNames(), joules: Double? = nil
  ) throws -> PairedLog.Reading {
    try PairedLog(
      MemorySource(name: "p.csv", bytes: Array(text.utf8)), columns: columns, joules: joules
    ).read()
  }

  @Test("The columns are known by their names, and the unit by that of the energy")
  func columns() throws {
    let table: [(String, Double)] = [
      ("time,requests,energy_kWh", 3.6e6), ("Timestamp,Energy (Wh),Request Count", 3600),
      ("ts;hits;joules", 1), ("date\tcount\tenergy [MWh]", 3.6e9), ("time,kWh,num_requests", 3.6e6),
      ("timestamp,duration,energy_consumed,requests", 3.6e6), ("time,requests,energy used kJ", 1e3),
    ]
    for (header, joules) in table {
      let cells = header.map { ",;\t".contains($0) ? $0 : "2" }
      let separator = cells.first { $0 != "2" } ?? ","
      let count = header.count { $0 == separator } + 1
      let row = Array(repeating: "2022", count: count).joined(separator: String(separator))
      let reading = try Self.read("\(header)\n\(row)\n")
      #expect(reading.pairs == [.init(requests: 2022, joules: 2022 * joules)], "\(header)")
    }
  }

  @Test("Without a column or the unit of the energy, nothing is read")
  func refused() {
    #expect(throws: PairedLog.Failure.empty) { try Self.read("# nothing\n\n") }
    #expect(throws: PairedLog.Failure.columns(header: ["time", "energy_kWh"])) {
      try Self.read("time,energy_kWh\n1,2\n")
    }
    #expect(throws: PairedLog.Failure.unit(column: "energy")) {
      try Self.read("time,requests,energy\n1,2,3\n")
    }
    #expect(throws: PairedLog.Failure.columns(header: ["a", "b", "c"])) {
      try Self.read("a,b,c\n1,2,3\n")
    }
    let named = ColumnNames([
      .init(role: "time", column: "a"), .init(role: "requests", column: "#2"),
      .init(role: "energy", column: "C"),
    ])
    #expect(
      (try? Self.read("a,b,c\n1,2,3\n", columns: named, joules: 3600))?.pairs
        == [.init(requests: 2, joules: 10800)])
  }

  @Test("Each row is used, or rejected at its place with its reason")
  func rows() throws {
    let reading = try Self.read(
      """
      \u{FEFF}time,requests,energy_Wh
      2022-10-05T00:00Z,1e2,0.5
      2022-10-05T00:10Z,-1,0.5
      2022-10-05T00:20Z,1
      yesterday,1,0.5
      2022-10-05T00:40Z,NaN,0.5
      2022-10-05T00:50Z,0x10,0.5
      2022-10-05T01:00Z,1,
      # a remark

      2022-10-05T01:10Z,1,"0.5
      2022-10-05T01:20Z,1,0\u{0}5
      2022-10-05T01:30Z,1,1e300
      2022-10-05 01:40,"3", 1.5
      """)
    #expect(
      reading.pairs == [.init(requests: 100, joules: 1800), .init(requests: 3, joules: 5400)])
    #expect(reading.rows.used == 2)
    #expect(!reading.isZoned)
    #expect(
      reading.rows.rejections.map {
        "\($0.count) \($0.reason.rawValue) \($0.places.map(\.text).joined(separator: " "))"
      } == [
        "1 nul-byte p.csv:12:22", "1 quote-unclosed p.csv:11:21", "1 column-missing p.csv:4:20",
        "1 value-missing p.csv:8:21", "1 time-invalid p.csv:5:1",
        "2 number-invalid p.csv:6:19 p.csv:7:19", "1 negative p.csv:3:19",
        "1 out-of-range p.csv:13:21",
      ])
  }

  @Test("The length of a window is the median step, where most steps are like it")
  func window() throws {
    func window(_ minutes: [Double]) throws -> Int64? {
      let rows = minutes.map { "\(Int64($0 * 60)),1,1\n" }.joined()
      return try Self.read("time,requests,energy_Wh\n" + rows).window.map { $0 / 1_000_000_000 }
    }
    #expect(try window([0, 10, 20, 30]) == 600)
    #expect(try window([30, 10, 0, 20, 20]) == 600)
    #expect(try window([0, 10, 20, 60, 70, 80]) == 600)
    #expect(try window([0, 10, 20.05, 30, 40]) == 600)
    #expect(try window([0, 10, 25, 45, 70]) == nil)
    #expect(try window([5]) == nil)
    #expect(try window([]) == nil)
  }

  @Test(
    "Whatever the bytes, rows used and rejected add up to the lines that are neither header nor blank"
  )
  func anything() throws {
    var random = SplitMix(seed: 11)
    let pieces = ["1", ",", "\n", "2022-10-05", "-", "\"", "e9", " ", "\u{0}", "é", "9999999999"]
    for _ in 0..<300 {
      var text = "time,requests,energy_Wh\n"
      for _ in 0..<40 { text += pieces[Int(random.next() % UInt64(pieces.count))] }
      let reading = try Self.read(text)
      let lines = text.split(separator: "\n").dropFirst().filter {
        !$0.allSatisfy { $0 == " " }
      }
      #expect(reading.rows.used + reading.rows.rejected == lines.count, "\(text)")
      #expect(reading.pairs.count == reading.rows.used)
    }
  }
}
