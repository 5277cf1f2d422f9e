import Testing

@testable import Telemetry

@Suite("Units that columns name")
struct ColumnUnitTests {
  /// A minute at 600 W is 10 Wh, however its columns say so.
  private static let powers: [(column: String, cell: String)] = [
    ("power_w", "600"), ("power_mw", "600000"), ("Power_MW", "0.0006"), ("POWER_MW", "600000"),
    ("power (kW)", "0.6"), ("power [mW]", "600000"), ("kilowatts", "0.6"), ("watts", "600"),
    ("draw in microwatts", "600000000"), ("p", "600"),
  ]

  @Test("Power reads alike in each unit", arguments: powers.indices)
  func readsPower(at index: Int) throws {
    let (column, cell) = Self.powers[index]
    let text = "time,\(column)\n0,\(cell)\n60,\(cell)\n"
    #expect(try read(text, "time=time,power=\(column)") == "log: 0.01 kWh")
  }

  /// A counter that goes on by 10 Wh, 36 kJ.
  private static let energies: [(column: String, cells: [String])] = [
    ("energy_j", ["1000", "37000"]), ("energy_mj", ["1000", "36001000"]),
    ("Energy_MJ", ["1", "1.036"]), ("ENERGY_MJ", ["1000", "36001000"]),
    ("microjoules", ["0", "36000000000"]), ("kWh", ["1", "1.01"]), ("E_MWh", ["1", "1.00001"]),
    ("total_energy_mWh", ["5", "10005"]), ("energy [Wh]", ["1", "11"]),
    ("counter", ["1", "36001"]),
  ]

  @Test("Counters read alike in each unit", arguments: energies.indices)
  func readsCounter(at index: Int) throws {
    let (column, cells) = Self.energies[index]
    let text = "time,\(column)\n0,\(cells[0])\n60,\(cells[1])\n"
    #expect(try read(text, "time=time,energy=\(column)") == "log: 0.01 kWh")
  }

  /// Two moments a minute apart.
  private static let times: [(column: String, cells: [String])] = [
    ("time [ms]", ["8640000", "8700000"]), ("time (s)", ["8640", "8700"]),
    ("elapsed_ms", ["8640000", "8700000"]), ("time_ns", ["864000000000000", "864060000000000"]),
    ("t_us", ["864000000000", "864060000000"]), ("time", ["1700000000000", "1700000060000"]),
    ("time_ms", ["2026-06-18 00:00:00", "2026-06-18 00:01:00"]),
  ]

  @Test("Times read alike in each unit", arguments: times.indices)
  func readsTime(at index: Int) throws {
    let (column, cells) = Self.times[index]
    let text = "\(column),watts\n\(cells[0]),600\n\(cells[1]),600\n"
    #expect(try read(text, "time=\(column),power=watts") == "log: 0.01 kWh")
  }

  @Test(
    "Columns that name something else are no power and no energy",
    arguments: [
      "Power (dBm)", "power_kva", "BTU/h", "current_a", "power [%]", "watt_hours", "energy_mwh",
    ])
  func others(column: String) throws {
    for role in ["power", "energy"] {
      let columns = try ColumnNames(
        "time=time,\(role)=\(column)", roles: ["time", "power", "energy"])
      #expect(PowerTable(header: ["time", column], separator: 0x2C, named: columns) == nil)
    }
  }

  private func read(_ text: String, _ columns: String) throws -> String {
    try power(text, columns: columns, bound: 3_600_000_000_000).energies
  }
}
