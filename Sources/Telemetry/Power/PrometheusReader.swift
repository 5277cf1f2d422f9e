/// Reads samples in the text format of Prometheus, with their time in milliseconds:
/// `DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-…",Hostname="n1"} 409.692 1700000000000`.
///
/// A scrape as an exporter shows it has no times, and tells nothing of energy.
struct PrometheusReader: PowerReader {
  var recorder: MeterRecorder

  init(recorder: MeterRecorder) { self.recorder = recorder }

  /// What a metric measures.
  struct Metric {
    let unit: MeterUnit
    let kind: MeterKind

    /// The metrics of the DCGM exporter, of Kepler, of Zeus, and of the RAPL collectors of CEEMS and
    /// the node exporter that tell power or energy of a device or a node; shares of containers, and
    /// parts or sums of what is told anyway (cores of a package, a whole platform), are none of these.
    init?(_ name: String) {
      switch name {
      case "DCGM_FI_DEV_POWER_USAGE": (unit, kind) = (.watt, .dcgm)
      case "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION": (unit, kind) = (.millijoule, .dcgm)
      case "kepler_node_cpu_joules_total", "kepler_node_gpu_joules_total",
        "kepler_node_package_joules_total", "kepler_node_dram_joules_total":
        (unit, kind) = (.joule, .kepler)
      case "kepler_node_cpu_watts", "kepler_node_gpu_watts": (unit, kind) = (.watt, .kepler)
      case "energy_monitor_gpu_energy_joules", "energy_monitor_cpu_energy_joules",
        "energy_monitor_dram_energy_joules", "energy_monitor_gpu_energy_joules_total",
        "energy_monitor_cpu_energy_joules_total", "energy_monitor_dram_energy_joules_total":
        (unit, kind) = (.joule, .zeus)
      case "power_monitor_gpu_power_watts": (unit, kind) = (.watt, .zeus)
      case "ceems_rapl_package_joules_total", "ceems_rapl_dram_joules_total",
        "node_rapl_package_joules_total", "node_rapl_dram_joules_total":
        (unit, kind) = (.joule, .rapl)
      default: return nil
      }
    }
  }

  /// One sample taken apart.
  struct Line {
    var name: Range<Int>
    var labels: [(name: String, value: String)] = []
    var value: Range<Int>
    var time: Range<Int>?

    /// Nothing for a text that is none.
    init?(_ bytes: Span<UInt8>, _ line: Range<Int>) {
      var index = line.lowerBound
      let end = line.upperBound
      while index < end,
        bytes[index] | 0x20 &- 0x61 < 26 || isDigit(bytes[index])
          || bytes[index] == 0x5F || bytes[index] == 0x3A
      { index += 1 }
      guard index > line.lowerBound, index < end, !isDigit(bytes[line.lowerBound]) else {
        return nil
      }
      name = line.lowerBound..<index
      if bytes[index] == 0x7B {
        index += 1
        while true {
          while index < end, isBlank(bytes[index]) || bytes[index] == 0x2C { index += 1 }
          guard index < end else { return nil }
          if bytes[index] == 0x7D { break }
          let start = index
          while index < end, bytes[index] != 0x3D { index += 1 }
          guard index + 1 < end, bytes[index + 1] == 0x22 else { return nil }
          let label = bytes.text(bytes.trimmed(start..<index))
          index += 2
          let first = index
          while index < end, bytes[index] != 0x22 { index += bytes[index] == 0x5C ? 2 : 1 }
          guard index < end else { return nil }
          labels.append((label, bytes.text(first..<index)))
          index += 1
        }
        index += 1
      }
      guard index < end, isBlank(bytes[index]) else { return nil }
      while index < end, isBlank(bytes[index]) { index += 1 }
      let start = index
      while index < end, !isBlank(bytes[index]) { index += 1 }
      guard index > start else { return nil }
      value = start..<index
      let rest = bytes.trimmed(index..<end)
      if !rest.isEmpty { time = rest }
    }
  }

  mutating func read(_ bytes: Span<UInt8>, _ block: Range<Int>) {
    var index = block.lowerBound
    while index < block.upperBound {
      let end = bytes.index(of: 0x0A, from: index, to: block.upperBound)
      recorder.lines += 1
      let line = bytes.trimmed(index..<end)
      if !line.isEmpty, bytes[line.lowerBound] != 0x23, let reason = use(bytes, line) {
        recorder.reject(reason, column: 1)
      }
      index = end + 1
    }
  }

  private mutating func use(_ bytes: Span<UInt8>, _ line: Range<Int>) -> RejectionReason? {
    guard let sample = Line(bytes, line) else { return .malformed }
    let name = bytes.text(sample.name)
    guard let series = PrometheusSeries(name, sample.labels, node: recorder.node) else {
      return .notAskedFor
    }
    return recorder.add(series, bytes, value: sample.value, time: sample.time)
  }
}
