/// A metric of Prometheus that is read, and what it measures.
public struct PrometheusMetric: Sendable {
  /// Its name.
  public let name: String
  let unit: MeterUnit
  let kind: MeterKind

  /// The metrics of the DCGM exporter, of Kepler, of Zeus, and of the RAPL collectors of CEEMS and
  /// the node exporter that tell power or energy of a device or a node; shares of containers, and
  /// parts or sums of what is told anyway (cores of a package, a whole platform), are none of these.
  public static let all = [
    PrometheusMetric("DCGM_FI_DEV_POWER_USAGE", .watt, .dcgm),
    PrometheusMetric("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", .millijoule, .dcgm),
    PrometheusMetric("kepler_node_cpu_joules_total", .joule, .kepler),
    PrometheusMetric("kepler_node_gpu_joules_total", .joule, .kepler),
    PrometheusMetric("kepler_node_package_joules_total", .joule, .kepler),
    PrometheusMetric("kepler_node_dram_joules_total", .joule, .kepler),
    PrometheusMetric("kepler_node_cpu_watts", .watt, .kepler),
    PrometheusMetric("kepler_node_gpu_watts", .watt, .kepler),
    PrometheusMetric("energy_monitor_gpu_energy_joules", .joule, .zeus),
    PrometheusMetric("energy_monitor_cpu_energy_joules", .joule, .zeus),
    PrometheusMetric("energy_monitor_dram_energy_joules", .joule, .zeus),
    PrometheusMetric("energy_monitor_gpu_energy_joules_total", .joule, .zeus),
    PrometheusMetric("energy_monitor_cpu_energy_joules_total", .joule, .zeus),
    PrometheusMetric("energy_monitor_dram_energy_joules_total", .joule, .zeus),
    PrometheusMetric("power_monitor_gpu_power_watts", .watt, .zeus),
    PrometheusMetric("ceems_rapl_package_joules_total", .joule, .rapl),
    PrometheusMetric("ceems_rapl_dram_joules_total", .joule, .rapl),
    PrometheusMetric("node_rapl_package_joules_total", .joule, .rapl),
    PrometheusMetric("node_rapl_dram_joules_total", .joule, .rapl),
  ]

  private init(_ name: String, _ unit: MeterUnit, _ kind: MeterKind) {
    self.name = name
    self.unit = unit
    self.kind = kind
  }

  /// The metric of a name; nothing for one that is not read.
  init?(_ name: String) {
    for metric in Self.all where metric.name == name {
      self = metric
      return
    }
    return nil
  }
}

/// Metrics that were met and are not read: the first few by the alphabet, whatever the order in
/// which they came.
public struct UnreadMetrics: Hashable, Sendable {
  /// How many names are kept.
  static let kept = 8

  /// Their names in order, at most eight; an empty one for series without a name.
  public private(set) var names: [String] = []
  /// Whether there are more than those.
  public private(set) var hasMore = false

  mutating func insert(_ name: String) {
    var index = 0
    while index < names.count, names[index] < name { index += 1 }
    if index < names.count, names[index] == name { return }
    if index < Self.kept { names.insert(name, at: index) }
    if index == Self.kept || names.count > Self.kept { hasMore = true }
    if names.count > Self.kept { names.removeLast() }
  }

  mutating func merge(_ other: UnreadMetrics) {
    for name in other.names { insert(name) }
    hasMore = hasMore || other.hasMore
  }
}
