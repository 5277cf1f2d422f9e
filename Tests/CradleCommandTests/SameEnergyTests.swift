import Testing

@testable import CradleCommand

@Suite("Several meters of one device")
struct SameEnergyTests {
  /// Two samples of each series, which draw 360 W, or have counted 3,600 J, for 10 s.
  private static func log(_ series: [String], at start: Int = 1_700_000_000) -> String {
    [0, 10].map { second in
      series.map { name in
        let value = name.contains("watts") || name.contains("POWER") ? 360 : second * 360
        return "\(name) \(value) \(start + second)000\n"
      }.joined()
    }.joined()
  }

  private static func run(_ series: [String]) -> (status: Int32, out: String, err: String) {
    TestSystem.run("meter", "p.prom", "-f", "json", files: ["p.prom": log(series)])
  }

  @Test("The same GPU or processor told by two meters is refused by name")
  func twoMeters() {
    let cases: [(series: [String], message: String)] = [
      (
        [
          "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-0\",Hostname=\"n1\"}",
          "kepler_node_gpu_watts{gpu=\"0\",instance=\"n1:28282\"}",
        ],
        "device `n1/GPU-0` and device `n1:28282/gpu 0` count the same energy, told by DCGM and by "
          + "Kepler"
      ),
      (
        [
          "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-0\",Hostname=\"n1\"}",
          "power_monitor_gpu_power_watts{gpu_index=\"0\"}",
        ],
        "device `gpu 0` and device `n1/GPU-0` count the same energy, told by Zeus and by DCGM"
      ),
      (
        [
          "kepler_node_gpu_joules_total{gpu=\"0\",instance=\"n1\"}",
          "power_monitor_gpu_power_watts{gpu_index=\"0\",instance=\"n1\"}",
        ],
        "device `n1/gpu 0` and device `n1/gpu 0` count the same energy, told by Zeus and by Kepler"
      ),
      (
        [
          "kepler_node_cpu_joules_total{zone=\"package\",instance=\"n1.site\"}",
          "node_rapl_package_joules_total{index=\"0\",instance=\"n1:9100\"}",
        ],
        "device `n1.site/cpu package` and device `n1:9100/cpu 0` count the same energy, told by "
          + "Kepler and by RAPL"
      ),
      (
        [
          "kepler_node_cpu_joules_total{zone=\"dram\",instance=\"n1\"}",
          "ceems_rapl_dram_joules_total{path=\"0\",hostname=\"n1\"}",
        ],
        "device `n1/cpu dram` and device `n1/dram 0` count the same energy, told by Kepler and by "
          + "RAPL"
      ),
    ]
    for (series, message) in cases {
      for series in [series, series.reversed()] {
        let run = Self.run(series)
        #expect(run.status == 1)
        #expect(run.out == "")
        #expect(
          run.err == """
            error[doubtful-log]: \(message), from 2023-11-14T22:13:20 to 2023-11-14T22:13:30
            hint: keep the samples of one of the two; where they are of two nodes, and one names none, `--node` tells it

            """)
        let parts = TestSystem.run(
          "meter", "p.prom", "--partial", files: ["p.prom": Self.log(series)])
        let merged = TestSystem.run("merge", "p.meter", files: ["p.meter": parts.out])
        #expect(merged.err == run.err)
      }
    }
  }

  @Test("Meters of different nodes, parts or times add up")
  func apart() {
    for series in [
      [
        "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",Hostname=\"n1\"}",
        "kepler_node_gpu_watts{gpu=\"0\",instance=\"n2\"}",
      ],
      [
        "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",Hostname=\"n1\"}",
        "kepler_node_cpu_watts{zone=\"package\",instance=\"n1\"}",
      ],
      [
        "kepler_node_cpu_watts{zone=\"dram\",instance=\"n1\"}",
        "node_rapl_package_joules_total{index=\"0\",instance=\"n1\"}",
      ],
    ] {
      let run = Self.run(series)
      #expect(run.status == 0)
      #expect(run.err == "")
      #expect(run.out.contains("\"kWhText\": \"0.002\""))
    }
    let later =
      Self.log(["DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",Hostname=\"n1\"}"])
      + Self.log(["kepler_node_gpu_watts{gpu=\"0\",instance=\"n1\"}"], at: 1_700_000_010)
    let run = TestSystem.run("meter", "p.prom", "-f", "json", files: ["p.prom": later])
    #expect(run.status == 0)
    #expect(run.out.contains("\"kWhText\": \"0.002\""))
  }

  @Test("A node that one meter tells by its address is doubted")
  func address() {
    let run = Self.run([
      "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-0\",Hostname=\"n1\"}",
      "kepler_node_gpu_watts{gpu=\"0\",instance=\"10.0.0.1:28282\"}",
    ])
    #expect(run.status == 0)
    #expect(
      run.err == """
        warning[doubtful-log]: device `10.0.0.1:28282/gpu 0` is told by Kepler and device `n1/GPU-0` by DCGM, from 2023-11-14T22:13:20 to 2023-11-14T22:13:30: the node of one is an address
        hint: if it is that of the other, the same energy counts twice: keep the samples of one

        """)
  }

  @Test("Power beside the windows that Zeus counts on the same device is refused")
  func powerOfWindows() {
    let run = Self.run([
      "power_monitor_gpu_power_watts{gpu_index=\"0\"}",
      "energy_monitor_gpu_energy_joules_total{window=\"epoch\",index=\"0\"}",
    ])
    #expect(
      run.err == """
        error[doubtful-log]: device `gpu 0` and device `gpu 0 in window epoch` count the same energy, from 2023-11-14T22:13:20 to 2023-11-14T22:13:30
        hint: leave the power or the windows out of the query

        """)
  }

  @Test("A UUID under two nodes at the same time is refused, and another name of a GPU doubted")
  func uuid() {
    let uuid = "GPU-8a56a4bc-e184-a047-2620-be19fdf913d5"
    func log(_ name: String) -> [String: String] {
      [
        "p.prom": Self.log(["DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"\(name)\",Hostname=\"n1\"}"]),
        "smi.csv": """
        timestamp, uuid, power.draw [W]
        2023/11/14 22:13:20.000, \(name), 360.00 W
        2023/11/14 22:13:30.000, \(name), 360.00 W

        """,
      ]
    }
    let refused = TestSystem.run("meter", "p.prom", "smi.csv", files: log(uuid))
    #expect(refused.status == 1)
    #expect(refused.out == "")
    #expect(
      refused.err == """
        error[doubtful-log]: device `\(uuid)` and device `n1/\(uuid)` count the same energy, for a UUID is that of one GPU, from 2023-11-14T22:13:20 to 2023-11-14T22:13:30
        hint: keep one of the two; logs that name no node take that of `--node`

        """)
    let doubted = TestSystem.run("meter", "p.prom", "smi.csv", files: log("GPU-0"))
    #expect(doubted.status == 0)
    #expect(
      doubted.err == """
        warning[doubtful-log]: device `GPU-0` and device `n1/GPU-0` may be one GPU, and count the same energy then, from 2023-11-14T22:13:20 to 2023-11-14T22:13:30
        hint: if they are, keep one of the two; logs that name no node take that of `--node`

        """)
    // Told its node, the one is the other, and the same times count once.
    let told = TestSystem.run(
      "meter", "p.prom", "smi.csv", "--node", "n1", "-f", "json", files: log(uuid))
    #expect(told.out.contains("\"kWhText\": \"0.001\""), "\(told.err)")
  }

  @Test("The instances of a GPU, series by series in an answer of Prometheus, count once")
  func instances() {
    let series = [1, 2, 5].map { instance in
      "{\"metric\":{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"GPU_I_ID\":\"\(instance)\","
        + "\"UUID\":\"GPU-0\"},\"values\":[[1700000000,\"360\"],[1700000010,\"360\"]]}"
    }
    let text =
      "{\"status\":\"success\",\"data\":{\"result\":[\(series.joined(separator: ","))]}}\n"
    let run = TestSystem.run("meter", "p.json", "-f", "json", files: ["p.json": text])
    #expect(run.out.contains("\"kWhText\": \"0.001\""), "\(run.err)")
    #expect(run.out.contains("\"reason\": \"duplicate\""))
  }
}
