import Testing

@testable import Telemetry

@Suite("Counters of processors, under the names that their readers give them")
struct ProcessorCounterTests {
  /// Two readings 10 s apart; 3600 J more.
  private static func series(_ name: String, _ labels: String, _ start: Int = 1000) -> String {
    "\(name){\(labels)} \(start) 1700000000000\n\(name){\(labels)} \(start + 3600) 1700000010000\n"
  }

  @Test("RAPL collectors of CEEMS and of the node exporter: packages and memory, not cores")
  func collectors() throws {
    let text =
      Self.series("ceems_rapl_package_joules_total", "hostname=\"n1\",index=\"0\",path=\"a\"")
      + Self.series("ceems_rapl_dram_joules_total", "hostname=\"n1\",index=\"0\",path=\"a\"")
      + Self.series("node_rapl_package_joules_total", "instance=\"n2\",index=\"0\"")
      + Self.series("node_rapl_package_joules_total", "instance=\"n2\",index=\"1\"", 9)
      + Self.series("node_rapl_core_joules_total", "instance=\"n2\",index=\"0\"")
    let summary = try power(text)
    #expect(
      summary.energies
        == "n1/cpu a 0: 0.001 kWh; n1/dram a 0: 0.001 kWh; n2/cpu 0: 0.001 kWh; n2/cpu 1: 0.001 kWh"
    )
    #expect(summary.rowsText == "10 read, 8 used; not-asked-for 2 at log:9:1 log:10:1")
    #expect(summary.kinds == [.rapl])
  }

  @Test("Kepler: zones that lie in a package or hold it are left out; rest and work are parts")
  func kepler() throws {
    let zones = ["package", "dram", "core", "uncore", "psys"].map {
      Self.series("kepler_node_cpu_joules_total", "node_name=\"n1\",zone=\"\($0)\"")
    }
    let summary = try power(zones.joined())
    #expect(summary.energies == "n1/cpu dram: 0.001 kWh; n1/cpu package: 0.001 kWh")
    #expect(summary.rowsText == "10 read, 4 used; not-asked-for 6 at log:5:1 log:6:1 log:7:1")
    let older = ["idle", "dynamic"].flatMap { mode in
      ["package", "dram", "platform", "core"].map {
        Self.series(
          "kepler_node_\($0)_joules_total", "instance=\"n1\",mode=\"\(mode)\"",
          mode == "idle" ? 0 : 77)
      }
    }
    #expect(
      try power(older.joined()).energies
        == "n1/cpu dynamic: 0.001 kWh; n1/cpu idle: 0.001 kWh; "
        + "n1/dram dynamic: 0.001 kWh; n1/dram idle: 0.001 kWh")
  }

  @Test("Zeus: power of GPUs whatever the window; counters by window")
  func zeus() throws {
    let text = """
      power_monitor_gpu_power_watts{window="epoch",index="0"} 360 1700000000000
      power_monitor_gpu_power_watts{window="step",index="0"} 360 1700000005000
      power_monitor_gpu_power_watts{window="epoch",index="0"} 360 1700000010000

      """
    #expect(try power(text).energies == "gpu 0: 0.001 kWh")
    let counters = ["a", "b"].map {
      Self.series("energy_monitor_gpu_energy_joules_total", "window=\"\($0)\",index=\"0\"")
    }
    let summary = try power(counters.joined())
    #expect(
      summary.energies == "gpu 0 in window a: 0.001 kWh; gpu 0 in window b: 0.001 kWh")
    #expect(summary.devices.map(\.key.deviceOfWindow) == ["/gpu 0", "/gpu 0"])
  }

  @Test("turbostat: the power of packages by the time of day; lines by processor are refused")
  func turbostat() throws {
    let text = """
      Time_Of_Day_Seconds\tPkgWatt\tRAMWatt
      1700000000.500000\t360.00\t20.10
      1700000010.500000\t360.00\t20.10

      """
    let summary = try power(text)
    // 380.1 W for 10 s: packages and memory add, cores and graphics lie in the package.
    #expect(summary.energies == "log/package and dram: 0.001055833333 kWh")
    #expect(summary.kinds == [.rapl])
    let cores = text.replacing("RAMWatt", with: "CorWatt")
    #expect(try power(cores).energies == "log: 0.001 kWh")
    let cut = text + "1700000020.5\t360.00\n1700000020.5\t1e8\t1e8\n1700000020.5\t360.00\t-\n"
    #expect(
      try power(cut).rowsText
        == "5 read, 2 used; column-missing 1 at log:4:20; value-missing 1 at log:6:21; "
        + "out-of-range 1 at log:5:18")
    #expect(throws: PowerLog.Failure.self) {
      try power(text.replacing("RAMWatt", with: "CPU"))
    }
  }

  @Test("Polls of powercap: zones by their names, and a wrap at the range that is told")
  func powercap() throws {
    let text = """
      timestamp,name,energy_uj
      1700000000,package-0,1000000
      1700000000,dram,262143328849
      1700000010,package-0,3601000000
      1700000010,dram,3599999999

      """
    #expect(try power(text).energies == "dram: 0.001 kWh; package-0: 0.001 kWh")
    #expect(try power(text).devices.map(\.runs[0].resets) == [0, 1])
    // One microjoule to the end, and then 3599.999999 J.
    let told = try power(text, range: 262_143_328_850)
    #expect(Metered(told.joined().summary).energy.text == "0.002")
    #expect(told.devices.map(\.runs[0].resets) == [0, 0])
    // A range below what the counter shows is not its own: it has begun again.
    let wrong = try power(text, range: 65_712_999_613)
    #expect(wrong.devices.map(\.runs[0].resets) == [0, 1])
    #expect(wrong.energies == "dram: 0.001 kWh; package-0: 0.001 kWh")
  }

  @Test("Each zone wraps at the range that is told for its name, in slices as in one pass")
  func ranges() throws {
    let header = "timestamp,node,name,energy_uj\n"
    // Each goes on by 3600 J over its end; that of n2/dram is not known, and it begins again.
    let rows = [
      "1700000000,n1,package-0,262143328849\n", "1700000000,n1,dram,65712999612\n",
      "1700000000,n2,dram,5000000000\n", "1700000010,n1,package-0,3599999999\n",
      "1700000010,n1,dram,3599999999\n", "1700000010,n2,dram,3599999999\n",
    ]
    let ranges = [
      CounterRange(name: "package-0", microjoules: 262_143_328_850),
      CounterRange(name: "dram", microjoules: 65_712_999_613),
      CounterRange(name: "n2/dram", microjoules: 1),
      CounterRange(name: "psys", microjoules: 1),
    ]
    let whole = try power(header + rows.joined(), ranges: ranges)
    #expect(
      whole.energies == "n1/dram: 0.001 kWh; n1/package-0: 0.001 kWh; n2/dram: 0.001 kWh")
    #expect(whole.devices.map(\.runs[0].resets) == [0, 0, 1])
    #expect(whole.rangesOfNone == ["psys"])
    var joined: MeterSummary?
    for row in rows.reversed() {
      let part = try power(row, ranges: ranges.reversed(), header: header).partial
      try MeterSummary.join(part, to: &joined)
    }
    #expect(Metered(try #require(joined).joined().summary) == Metered(whole.joined().summary))
    #expect(throws: PartialMistake.terms) {
      try MeterSummary.join(try power(header + rows[0]).partial, to: &joined)
    }
  }
}
