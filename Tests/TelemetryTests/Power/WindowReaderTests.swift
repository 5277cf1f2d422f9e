import TestSupport
import Testing

@testable import Telemetry

@Suite("Energy of windows: what Zeus logs, and perf stat -I")
struct WindowReaderTests {
  private static let header = "start_time,window_name,elapsed_time,gpu0_energy,gpu1_energy\n"

  @Test("Windows of Zeus that follow each other add up; the time between them is not covered")
  func zeus() throws {
    let text =
      Self.header + """
        1700000000.5,a,10.0,1800.0,3600
        1700000010.5,b,10.0,1800.0,3600.0
        1700000030.5,c,20.0000000001,3600.0000009,7200.0

        """
    let summary = try power(text)
    #expect(summary.energies == "gpu 0: 0.002 kWh; gpu 1: 0.004 kWh")
    #expect(summary.rowsText == "3 read, 3 used")
    let metered = Metered(summary.joined().summary)
    #expect(metered.devices.map(\.covered) == [40_000_000_000, 40_000_000_000])
    #expect(metered.devices.map(\.span) == [50_000_000_000, 50_000_000_000])
    #expect(metered.devices.map(\.resets) == [0, 0])
  }

  @Test("Windows in slices, in any order, and as a stream give what one pass does")
  func slices() throws {
    var random = SplitMix(seed: 71)
    var milliseconds: Int64 = 1_700_000_000_000
    var rows: [String] = []
    var joules: Int64 = 0
    for window in 0..<200 {
      // Some begin where the one before them ends.
      milliseconds += [0, 0, 1, 5000].randomElement(using: &random) ?? 0
      let length = Int64.random(in: 1...20_000, using: &random)
      let energy = Int64.random(in: 0...5000, using: &random)
      joules += energy
      rows.append(
        "\(milliseconds / 1000).\(String(1000 + milliseconds % 1000).dropFirst()),w\(window),"
          + "\(length / 1000).\(String(1000 + length % 1000).dropFirst()),\(energy),7\n")
      milliseconds += length
    }
    let text = Self.header + rows.joined()
    let whole = try power(text)
    let expected = Metered(whole.joined().summary)
    #expect(expected.devices[0].energy.halves == Int128(joules) * 2_000_000_000_000_000_000)
    #expect(expected.rows.read == 200 && expected.rows.used == 200)
    for count in [2, 9, 100] {
      let parts = try power(text, slices: Slice.cut(length: text.utf8.count, into: count))
      #expect(parts.partial == whole.partial)
      #expect(parts.rowsText == whole.rowsText)
    }
    #expect(try power(text, isStream: true).partial == whole.partial)
    var cuts = [0, 1, 3, 77, 78, 150, 200]
    for _ in 0..<20 { cuts.append(Int.random(in: 0...200, using: &random)) }
    cuts.sort()
    var parts: [String] = []
    for (from, to) in zip(cuts, cuts.dropFirst()) {
      parts.append(try power(rows[from..<to].joined(), header: Self.header).partial)
    }
    parts.shuffle(using: &random)
    var joined: MeterSummary?
    for part in parts { try MeterSummary.join(part, to: &joined) }
    let (summary, overlaps) = try #require(joined).joined()
    #expect(overlaps.isEmpty)
    #expect(Metered(summary) == expected)
  }

  @Test("A window that lies in another, or holds others, overlaps, wherever it is cut")
  func nested() throws {
    let text =
      Self.header + """
        1700000000,step,10,1,1
        1700000010,step,10,1,1
        1700000000,epoch,30,3,3

        """
    for slices in [nil, Slice.cut(length: text.utf8.count, into: 4)] {
      let overlaps = try power(text, slices: slices).joined().overlaps
      #expect(overlaps.map(\.device.text) == ["gpu 0", "gpu 1"])
      #expect(overlaps.map(\.device.isWindowed) == [true, true])
      #expect(overlaps.first?.from == 1_700_000_000_000_000_000)
      #expect(overlaps.first?.to == 1_700_000_020_000_000_000)
    }
  }

  @Test("Windows that cannot be used are counted by reason, and no device has part of one")
  func rejections() throws {
    let text =
      Self.header + """
        1700000000,a,10,3600,3600
        1700000010,b,10,3600,
        1700000020,c,-1,3600,3600
        1700000030,d,0,3600,3600
        1700000040,e,10,3600
        soon,f,10,3600,3600
        1700000050,g,10,3600,NaN
        1700000060,h,10,-3600,1
        1700000070,i,10,1e30,1
        1700000080,j,1e10,1,1
        start_time,window_name,elapsed_time,gpu0_energy,gpu1_energy
        1700000090,"k,10,3600,1
        1700000100,l\u{0},10,3600,
        """
    let summary = try power(text)
    #expect(summary.energies == "gpu 0: 0.001 kWh; gpu 1: 0.001 kWh")
    #expect(
      summary.rowsText
        == "12 read, 1 used; nul-byte 1 at log:14:13; quote-unclosed 1 at log:13:12; "
        + "column-missing 1 at log:6:21; value-missing 1 at log:3:22; time-invalid 1 at log:7:1; "
        + "number-invalid 1 at log:8:22; negative 2 at log:4:14 log:9:17; "
        + "out-of-range 3 at log:5:14 log:10:17 log:11:14")
    #expect(summary.headersAgain.count == 1)
  }

  private static let perf = """
    # started on Thu Jun 18 00:00:00 2026

         1.000000000,100.00,Joules,power/energy-pkg/,2002406532,100.00,,
         1.000000000,10.00,Joules,power/energy-ram/,2002406532,100.00,,
         1.000000000,80.00,Joules,power/energy-cores/,2002406532,100.00,,
         1.000000000,4000000,,cycles,2002406532,100.00,,
         2.000000000,3600.00,Joules,power/energy-pkg/,2002617705,100.00,,
         2.000000000,360.00,Joules,power/energy-ram/,2002617705,100.00,,
         3.500000000,1800.00,Joules,power/energy-pkg/,2002617705,100.00,,
         3.500000000,<not counted>,Joules,power/energy-ram/,0,100.00,,

    """

  @Test("perf stat: packages and memory, each line being what was used since the one before")
  func perfStat() throws {
    let summary = try power(Self.perf)
    #expect(summary.energies == "log/dram: 0.000102777778 kWh; log/package: 0.001527777778 kWh")
    #expect(
      summary.rowsText
        == "8 read, 5 used; value-missing 1 at log:10:18; not-asked-for 2 at log:5:31 log:6:6")
    #expect(
      Metered(summary.joined().summary).devices.map(\.covered) == [2_000_000_000, 3_500_000_000])
    for count in [2, 3, 8] {
      let parts = try power(Self.perf, slices: Slice.cut(length: Self.perf.utf8.count, into: count))
      #expect(parts.partial == summary.partial)
    }
    var lines = Self.perf.split(separator: "\n").map { "\($0)\n" }
    var joined: MeterSummary?
    lines.reverse()
    for line in lines.dropLast() where !line.contains("cycles") {
      try MeterSummary.join(try power(line).partial, to: &joined)
    }
    let whole = Metered(try #require(joined).joined().summary)
    #expect(whole.devices == Metered(summary.joined().summary).devices)
  }

  @Test("perf stat: a window that was not counted is not covered, and nor is its time")
  func notCounted() throws {
    let text = (1...5).map { second in
      "     \(second).0,\(second == 3 ? "<not counted>" : "10.00"),Joules,power/energy-pkg/,1,100.00,,\n"
    }.joined()
    let summary = try power(text)
    #expect(summary.rowsText == "5 read, 4 used; value-missing 1 at log:3:10")
    let device = try #require(Metered(summary.joined().summary).devices.first)
    // Four of a second are left, each of 10 J.
    #expect(device.covered == 4_000_000_000)
    #expect(device.span == 5_000_000_000)
    #expect(device.energy.halves == Int128(40_000_000) * 2_000_000_000_000)
  }

  @Test("perf stat: where the first lines are missing, the length of the first window is not known")
  func headless() throws {
    func device(_ seconds: [String]) throws -> Metered.Device {
      let text = seconds.map { "\($0),10.00,Joules,power/energy-pkg/,1,100.00,,\n" }.joined()
      return try #require(Metered(try power(text).joined().summary).devices.first)
    }
    let whole = try device(["1.000105", "2.000300", "3.0004"])
    #expect(whole.covered == 3_000_400_000)
    #expect(whole.energy.text == "0.000008333333")  // 30 J
    #expect(whole.first == 0)
    let rest = try device(["2.000300", "3.0004", "4.0005"])
    #expect(rest.covered == 2_000_200_000)
    #expect(rest.energy.text == "0.000005555556")  // 20 J
    #expect(rest.first == 2_000_300_000)
  }

  @Test("perf stat: columns parted by other bytes, and decimal commas, read the same")
  func separators() throws {
    let expected = try power(Self.perf).energies
    for separator in [";", "\t", "|"] {
      let parted = Self.perf.replacing(",", with: separator)
      #expect(try power(parted).energies == expected)
      let numbers = parted.replacing(".0", with: ",0").replacing(".5", with: ",5")
      #expect(numbers != parted)
      #expect(try power(numbers).energies == expected)
    }
    for text in [
      "1,001048308,19,63,Joules,power/energy-pkg/,1001201203,100,00,,\n",
      "1,001048308,S0,1,19,63,Joules,power/energy-pkg/,1001201203,100,00,,\n",
      "1,001048308,4000000,,cycles,1001201203,100,00,,\n"
        + "1,001048308,19,63,Joules,power/energy-pkg/,1001201203,100,00,,\n",
    ] {
      #expect(throws: PowerLog.Failure.unknown(.decimalCommas)) { try power("# at\n" + text) }
    }
  }

  @Test("A window without energy is covered; what lies between two is not, however it is cut")
  func withoutEnergy() throws {
    let rows = ["1700000000,a,10,0,5\n", "1700000010,b,10,7,0\n", "1700000030,c,5,0,0\n"]
    let text = Self.header + rows.joined()
    let expected = Metered(try power(text).joined().summary)
    #expect(expected.devices.map(\.covered) == [25_000_000_000, 25_000_000_000])
    #expect(expected.devices.map(\.span) == [35_000_000_000, 35_000_000_000])
    // 7 J and 5 J.
    #expect(expected.devices.map(\.energy.text) == ["0.000001944444", "0.000001388889"])
    var joined: MeterSummary?
    for row in rows.reversed() {
      try MeterSummary.join(try power(row, header: Self.header).partial, to: &joined)
    }
    #expect(Metered(try #require(joined).joined().summary) == expected)
    for count in [2, 3, 5] {
      let parts = try power(text, slices: Slice.cut(length: text.utf8.count, into: count))
      #expect(try parts.partial == power(text).partial)
    }
  }

  @Test("perf stat by socket: each is a device")
  func sockets() throws {
    let text = (1...2).map { second in
      (0...1).map {
        "\(second).000,S\($0),1,3600.00,Joules,power/energy-pkg/,1000406532,100.00,,\n"
      }.joined()
    }.joined()
    #expect(
      try power(text, node: "n").energies == "n/package S0: 0.002 kWh; n/package S1: 0.002 kWh")
  }
}
