import Testing

@testable import CradleCommand

@Suite("Logs of Prometheus of which nothing is read")
struct UnreadPrometheusTests {
  @Test("The metrics of a log, where none is read, are named beside those that are")
  func metrics() {
    let log = """
      kepler_container_joules_total{container="a"} 0 1700000000000
      kepler_process_joules_total{pid="1"} 0 1700000000000

      """
    let run = TestSystem.run("meter", "p.prom", "-f", "json", files: ["p.prom": log])
    #expect(run.status == 1)
    #expect(
      run.err == """
        warning[doubtful-log]: no metric of `p.prom` is read: it has `kepler_container_joules_total`, `kepler_process_joules_total`
        hint: read are DCGM_FI_DEV_POWER_USAGE, DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION, kepler_node_cpu_joules_total, kepler_node_gpu_joules_total, kepler_node_package_joules_total, kepler_node_dram_joules_total, kepler_node_cpu_watts, kepler_node_gpu_watts, energy_monitor_gpu_energy_joules, energy_monitor_cpu_energy_joules, energy_monitor_dram_energy_joules, energy_monitor_gpu_energy_joules_total, energy_monitor_cpu_energy_joules_total, energy_monitor_dram_energy_joules_total, power_monitor_gpu_power_watts, ceems_rapl_package_joules_total, ceems_rapl_dram_joules_total, node_rapl_package_joules_total, node_rapl_dram_joules_total
        error[doubtful-log]: there is no energy in the logs
        hint: two samples of a device make a step; look at the rows that were rejected, and at `--gap`

        """)
  }

  @Test("Series without a name are told as such")
  func nameless() {
    let text =
      "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{\"gpu\":\"0\"},\"values\":"
      + "[[1700000000,\"360\"]]}]}}\n"
    let run = TestSystem.run("meter", "p.json", "-f", "json", files: ["p.json": text])
    #expect(
      run.err.hasPrefix(
        "warning[doubtful-log]: no metric of `p.json` is read: it has series without a name, as "
          + "`sum by (…)` leaves them\nhint: read are DCGM_FI_DEV_POWER_USAGE, "))
  }

  @Test("A query that Prometheus refused, and a log that is the rest of a sample")
  func refused() {
    let text = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}"
    let run = TestSystem.run("meter", "p.json", files: ["p.json": text])
    #expect(run.status == 2)
    #expect(
      run.err == """
        error[unknown-log]: `p.json` holds no samples: Prometheus refused the query, "parse error"
        hint: mend the query, and ask again: `/api/v1/query_range?query=…&start=…&end=…&step=…`

        """)
    let cut = TestSystem.run(
      "meter", "p.prom", files: ["p.prom": "0\",Hostname=\"n1\"} 3 1700000000000\n"])
    #expect(cut.status == 2)
    #expect(
      cut.err == """
        error[unknown-log]: `p.prom` begins in the middle of a sample of Prometheus, and no whole one with its time follows
        hint: give whole lines, as `NAME{LABEL="…"} VALUE MILLISECONDS`

        """)
  }
}
