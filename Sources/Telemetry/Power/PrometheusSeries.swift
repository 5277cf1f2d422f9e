/// A series of Prometheus that tells power or energy of a device or a node: whose it is, by its name
/// and labels.
struct PrometheusSeries {
  /// What it measures.
  let metric: PrometheusMetric
  /// The device.
  let key: MeterDevice.Key
  /// What the device is, where a label says.
  let model: String?

  /// A series by its name and labels; `node` where they do not say. Nothing for one of another kind.
  init?(_ name: String, _ labels: [(name: String, value: String)], node: String) {
    guard let metric = PrometheusMetric(name) else { return nil }
    func label(_ names: String...) -> String? {
      for name in names {
        for label in labels where label.name == name && !label.value.isEmpty { return label.value }
      }
      return nil
    }
    // Zones of a processor lie in each other: cores in their package, all in the platform.
    if name.hasPrefix("kepler_node_cpu"), let zone = label("zone"),
      !zone.hasPrefix("package"), !zone.hasPrefix("dram")
    {
      return nil
    }
    // What one exporter counts on one device: packages of processors and dies are told apart, and so
    // are the shares that Kepler gives to rest and work. Instances of a GPU are not: under each
    // `GPU_I_ID` the DCGM exporter tells the power and energy of the whole GPU again.
    var device = label("UUID", "gpu_uuid", "uuid") ?? label("gpu", "gpu_index", "device") ?? ""
    for part in ["zone", "path", "package", "index", "cpu_index", "mode"] {
      if let value = label(part) { device += (device.isEmpty ? "" : " ") + value }
    }
    if metric.kind != .dcgm {
      device =
        (name.holds("gpu") ? "gpu" : name.holds("dram") ? "dram" : "cpu")
        + (device.isEmpty ? "" : " \(device)")
    }
    if metric.kind == .zeus, metric.unit.isEnergy, let window = label("window") {
      device += MeterDevice.Key.window + window
    }
    self.metric = metric
    key = MeterDevice.Key(
      node: label("Hostname", "hostname", "node_name", "node", "instance") ?? node, name: device,
      isCounter: metric.unit.isEnergy, meter: metric.kind == .dcgm ? nil : metric.kind)
    model = label("modelName")
  }
}

extension MeterRecorder {
  /// Notes a series that is not read, by its metric, and by its zone where it is that.
  mutating func noteUnread(_ name: String, _ labels: [(name: String, value: String)]) {
    var text = name
    if PrometheusMetric(name) != nil {
      for label in labels where label.name == "zone" { text += "{zone=\"\(label.value)\"}" }
    }
    noteUnread(text)
  }

  /// Adds a sample of a series, or says why not.
  mutating func add(
    _ series: PrometheusSeries, _ bytes: Span<UInt8>, value: Range<Int>, time stamp: Range<Int>?
  ) -> RejectionReason? {
    // What is left of a time that was cut lies before 1980, when no Prometheus counted.
    guard let stamp, let time = Timestamp(bytes, stamp), time.isZoned,
      time.nanoseconds >= 315_532_800_000_000_000
    else { return .timeInvalid }
    let amount: Int64
    switch series.metric.unit.read(bytes, value) {
    case .value(let read):
      if read < 0 { return .negative }
      // Blank values of DCGM lie at 2^63 less some 15.
      if !series.metric.unit.isEnergy, read > MeterUnit.limit { return .valueMissing }
      amount = read
    case .tooLarge: return .valueMissing
    default: return .numberInvalid
    }
    guard let number = number(of: series.key) else { return .outOfRange }
    note(series.metric.kind)
    zoned += 1
    add(
      number, MeterSample(time: time.nanoseconds, value: amount), isZoned: true,
      model: series.model)
    return nil
  }
}
