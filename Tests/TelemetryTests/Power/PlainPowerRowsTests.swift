import TestSupport
import Testing

@testable import Telemetry

@Suite("Plain rows of power")
struct PlainPowerRowsTests {
  /// A layout of columns, and what stands in their cells: TIME, POWER, OTHER, and the device's
  /// number, or that of a node and of the device in it.
  private struct Layout {
    var header: String
    var cells: String

    func row(_ time: String, _ device: Int, _ power: String, _ other: Int) -> [String] {
      cells.replacing("TIME", with: time).replacing("POWER", with: power)
        .replacing("OTHER", with: "\(other)").replacing("DEVICE", with: "\(device)")
        .replacing("NODE", with: "\(device / 2)").replacing("PART", with: "\(device % 2)")
        .split(separator: "|").map(String.init)
    }
  }

  private static let layouts: [Layout] = [
    Layout(
      header: "timestamp, index, power.draw [W], utilization.gpu [%]",
      cells: "TIME|DEVICE|POWER W|OTHER %"),
    Layout(header: "timestamp, index, power.draw [W]", cells: "TIME|DEVICE|POWER W"),
    Layout(
      header:
        "timestamp, index, power.draw [W], temperature.gpu, memory.used [MiB], clocks.sm [MHz]",
      cells: "TIME|DEVICE|POWER W|OTHER|OTHER9 MiB|1OTHER MHz"),
    Layout(
      header: "timestamp, name, utilization.gpu [%], power.draw [W], index",
      cells: "TIME|NVIDIA A100-SXM4-80GB|OTHER %|POWER W|DEVICE"),
    Layout(
      header: "timestamp, uuid, name, power.draw [W], temperature.gpu",
      cells:
        "TIME|GPU-3f2a91c4-77aa-4f0e-9d55-00000000000DEVICE|NVIDIA H100 80GB HBM3|POWER W|OTHER"),
    Layout(
      header: "timestamp, uuid, power.draw [W]",
      cells: "TIME|GPU-3f2a91c4-77aa-4f0e-9d55-00000000000DEVICE|POWER W"),
    Layout(header: "hostname, timestamp, index, power_w", cells: "nodeNODE|TIME|PART|POWER"),
    Layout(
      header: "timestamp, hostname, index, utilization, power_w, note",
      cells: "TIME|a-very-long-name-of-a-node-NODE|PART|OTHER|POWER|ok"),
    Layout(header: "timestamp, power_w, index", cells: "TIME|POWER|DEVICE"),
  ]

  private static func time(_ milliseconds: Int64, _ style: Int) -> String {
    let moment = Timestamp(nanoseconds: milliseconds * 1_000_000, isZoned: style == 1).text
    switch style {
    case 0: return moment.replacing("T", with: " ").replacing("-", with: "/")
    case 1: return moment
    case 2: return "\(milliseconds)"
    default: return "\(milliseconds / 1000).\(String(milliseconds % 1000 + 1000).dropFirst())"
    }
  }

  private static func draw(_ random: inout SplitMix) -> String {
    let whole = Int.random(in: 0..<700, using: &random)
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return "\(whole)"
    case 1: return "\(whole).\(Int.random(in: 0..<10, using: &random))"
    case 2: return "\(whole).\(Int.random(in: 0..<1_000_000, using: &random))"
    case 3: return "\(whole * 1000).25"
    case 4: return "0\(whole).50"
    default: return "\(whole).\(Int.random(in: 10..<100, using: &random))"
    }
  }

  @Test("Rows of any layout read the same as with a quoted cell, which takes all care")
  func layouts() throws {
    var random = SplitMix(seed: 61)
    for layout in Self.layouts {
      for trial in 0..<24 {
        let separator = trial % 3 == 0 ? "," : ", "
        let ending = trial % 5 == 0 ? "\r\n" : "\n"
        var milliseconds: Int64 = 1_781_740_800_000
        var plain: [String] = []
        var careful: [String] = []
        for tick in 0..<40 {
          milliseconds += Int64([1000, 1001, 1010, 500].randomElement(using: &random) ?? 1)
          let time = Self.time(milliseconds, trial % 4)
          // Devices come in one order, now and then in another, and now and then not at all.
          var devices = Array(0..<6)
          if tick % 7 == 6 { devices.shuffle(using: &random) }
          if tick % 11 == 10 { devices.removeLast() }
          for device in devices {
            let cells = layout.row(
              time, device, Self.draw(&random), Int.random(in: 0...100, using: &random))
            plain.append(cells.joined(separator: separator))
            careful.append((["\"\(cells[0])\""] + cells.dropFirst()).joined(separator: separator))
          }
        }
        let header = layout.header.replacing(", ", with: separator)
        let text = ([header] + plain).joined(separator: ending) + ending
        let quoted = ([header] + careful).joined(separator: ending) + ending
        let read = try power(text)
        let expected = try power(quoted)
        #expect(read.rows.rejected == 0)
        #expect(read.rows.used == plain.count)
        #expect(read.partial == expected.partial)
      }
    }
  }

  @Test(
    "A row that begins like a comment is one in any place, and a bad time leaves the next alone")
  func comments() throws {
    let rows = (0..<240).map { row in
      let second = row / 4
      let time = "2026-06-18T00:00:\(second < 10 ? "0" : "")\(second)\(row == 130 ? "?" : "Z")"
      return "\(row / 4 == 30 ? "#" : "")A100,\(time),\(row % 4),\(100 + row % 7).25\n"
    }
    let text = "name,timestamp,index,power_w\n" + rows.joined()
    let read = try power(text)
    #expect(read.rowsText == "236 read, 235 used; time-invalid 1 at log:132:6")
    #expect(read.zoned == 235)
    #expect(read.unzoned == 0)
    for count in [2, 5, 50] {
      let parts = try power(text, slices: Slice.cut(length: text.utf8.count, into: count))
      #expect(parts.partial == read.partial)
    }
  }

  @Test("A time, a device or a number that begins like the one before is another")
  func beginnings() throws {
    let text = """
      timestamp, index, power.draw [W]
      2026/06/18 00:00:00.000, 1, 100.00 W
      2026/06/18 00:00:00.000, 11, 100.00 W
      2026/06/18 00:00:01.000, 1, 100.00 W
      2026/06/18 00:00:01.000, 11, 100.00 W
      2026/06/18 00:00:02.000, 1, 100.00 W
      2026/06/18 00:00:02.0001, 11, 100.00 W
      2026/06/18 00:00:03.000, 1, 100.00 W
      2026/06/18 00:00:03.000, 1, 1100.00 W
      2026/06/18 00:00:03.000, 11, 100.000 W
      2026/06/18 00:00:04.000, 1, 100.00 Wh
      2026/06/18 00:00:04.000, 11, 100.00W
      2026/06/18 00:00:05.000, 1, 100.0.0 W
      2026/06/18 00:00:05.000, 111, 100.00 W
      2026/06/18 00:00:05.000, 11, 100.00 W

      """
    let read = try power(text)
    #expect(
      read.rowsText
        == "14 read, 11 used; number-invalid 2 at log:11:29 log:13:29; duplicate 1 at log:9:1")
    #expect(
      read.devices.map { "\($0.key.text) \($0.runs.map(\.samples).reduce(0, +))" }
        == ["1 4", "11 6", "111 1"])
  }

  @Test("A last line that was cut is not read on in what the buffer held before it")
  func cutLine() throws {
    // Lines of 32 bytes, so that a whole row stood where the last one is cut.
    let count = LineBlocks.chunkSize / 32 + 100
    let rows = (0..<count).map { row in
      "\(Self.time(1_781_740_800_000 + Int64(row / 2) * 1000, 3)),g0000000\(row % 2),123.45\n"
    }
    let text = "timestamp,index,power_w        \n" + rows.joined()
    #expect(text.utf8.count == 32 * (count + 1))
    let read = try power(String(text.dropLast(5)))
    #expect(read.rowsText == "\(count) read, \(count) used")
    #expect(read.openLines.count == 1)
    #expect(read.devices.map { $0.runs[0].last.value } == [123_450_000_000, 12_000_000_000])
  }
}
