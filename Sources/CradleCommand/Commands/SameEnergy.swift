import Diagnostics
import Reporting
import Telemetry

// Several meters of one device: each tells the same energy again.
extension Session {
  /// Whether no device is told by two meters, or under two nodes; what can only be guessed at is
  /// doubted.
  static func checkMeters(of metered: Metered) throws(Failure) -> [Diagnostic] {
    let devices = metered.devices.sorted { $0.key < $1.key }
    try checkPowerOfWindows(devices)
    var doubts: [Diagnostic] = []
    for part in Part.allCases {
      if let doubt = try checkPart(part, devices, metered.kinds) { doubts.append(doubt) }
    }
    if let doubt = try checkUUIDs(devices) { doubts.append(doubt) }
    return doubts
  }

  /// What of a node is metered.
  private enum Part: CaseIterable { case gpu, cpu, dram }

  /// A device, and what its meter calls it.
  private struct Told {
    var device: Metered.Device
    var meter: MeterKind
    var host: String
  }

  /// Power that Zeus tells beside the windows of the same device.
  private static func checkPowerOfWindows(_ devices: [Metered.Device]) throws(Failure) {
    for device in devices where !device.key.isCounter && device.key.meter == .zeus {
      let name = "\(device.key.node)/\(device.key.name)"
      let window = devices.first { $0.key.deviceOfWindow == name && overlap($0, device) }
      guard let window else { continue }
      throw sameEnergy(
        device, window, "", "leave the power or the windows out of the query")
    }
  }

  /// Whether no part of a node is told by two meters at the same time.
  private static func checkPart(
    _ part: Part, _ devices: [Metered.Device], _ kinds: [MeterKind]
  ) throws(Failure) -> Diagnostic? {
    var told: [Told] = []
    for device in devices {
      guard let (known, meter) = meter(of: device.key, kinds), known == part else { continue }
      told.append(Told(device: device, meter: meter, host: host(device.key.node)))
    }
    guard let meter = told.first?.meter, told.contains(where: { $0.meter != meter }) else {
      return nil
    }
    var hosts: [Substring: [Int]] = [:]
    for (index, one) in told.enumerated() { hosts[label(one.host), default: []].append(index) }
    for one in told {
      let near =
        one.host.isEmpty
        ? Array(told.indices) : (hosts[label(one.host)] ?? []) + (hosts[""] ?? [])
      for index in near where told[index].meter != one.meter {
        let other = told[index]
        guard isSame(one.host, other.host), overlap(one.device, other.device) else { continue }
        throw sameEnergy(
          one.device, other.device,
          "told by \(one.meter.text) and by \(other.meter.text), ",
          "keep the samples of one of the two; where they are of two nodes, and one names none, "
            + "`--node` tells it")
      }
    }
    // An address does not tell the name.
    guard let one = told.first(where: { isAddress($0.host) }),
      let other = told.first(where: {
        $0.meter != one.meter && !isAddress($0.host) && overlap($0.device, one.device)
      })
    else { return nil }
    return Diagnostic(
      .warning, .doubtfulLog,
      "\(named(one.device.key)) is told by \(one.meter.text) and \(named(other.device.key)) by "
        + "\(other.meter.text), \(common(one.device, other.device)): the node of one is an address",
      hint: "if it is that of the other, the same energy counts twice: keep the samples of one")
  }

  /// Which part of a node a device is, and by which meter; nothing where that is not known.
  private static func meter(
    of key: MeterDevice.Key, _ kinds: [MeterKind]
  ) -> (Part, MeterKind)? {
    let name = key.name.lowercased()
    if let meter = key.meter {
      return (name.hasPrefix("gpu") ? .gpu : name.holds("dram") ? .dram : .cpu, meter)
    }
    let words = name.split { $0 == " " || $0 == "-" }
    let isNumbered = words.count == 2 && words[1].allSatisfy(\.isNumber)
    switch words.first {
    case "gpu" where key.isWindowed && isNumbered: return (.gpu, .zeus)
    case "cpu" where key.isWindowed && isNumbered: return (.cpu, .zeus)
    case "dram" where key.isWindowed && isNumbered && kinds.contains(.zeus): return (.dram, .zeus)
    case "package" where kinds.contains(.rapl): return (.cpu, .rapl)
    case "dram" where kinds.contains(.rapl): return (.dram, .rapl)
    default: break
    }
    let sensors: [MeterKind] = [.dcgm, .nvidiaSMI]
    guard let sensor = sensors.first(where: kinds.contains), !key.isWindowed,
      !key.name.isEmpty,
      isUUID(key.name)
        || kinds.allSatisfy({ sensors.contains($0) || [.kepler, .zeus, .rapl].contains($0) })
    else { return nil }
    return (.gpu, sensor)
  }

  /// Whether no GPU with a UUID is logged under two names at the same time.
  private static func checkUUIDs(_ devices: [Metered.Device]) throws(Failure) -> Diagnostic? {
    var known: [String: [Metered.Device]] = [:]
    var found: (Metered.Device, Metered.Device)?
    var count = 0
    for device in devices where isUUID(device.key.name) {
      if let other = known[device.key.name]?.first(where: { overlap($0, device) }) {
        if found == nil { found = (other, device) }
        count += 1
      }
      known[device.key.name, default: []].append(device)
    }
    guard let (one, other) = found else { return nil }
    let others = count == 1 ? "" : "; \(count - 1) more \(count == 2 ? "is" : "are") like it"
    // Names such as `GPU-0` may be those of two.
    guard one.key.name.utf8.count >= 36 else {
      return Diagnostic(
        .warning, .doubtfulLog,
        "\(named(one.key)) and \(named(other.key)) may be one GPU, and count the same energy then, "
          + common(one, other) + others,
        hint: "if they are, keep one of the two; logs that name no node take that of `--node`")
    }
    throw sameEnergy(
      one, other, "for a UUID is that of one GPU, ",
      "keep one of the two; logs that name no node take that of `--node`", others)
  }

  private static func isUUID(_ name: String) -> Bool {
    name.hasPrefix("GPU-") || name.hasPrefix("MIG-")
  }

  private static func overlap(_ one: Metered.Device, _ other: Metered.Device) -> Bool {
    one.first < other.last && other.first < one.last
  }

  /// The host that a node's name tells, without the port of an exporter.
  private static func host(_ node: String) -> String {
    guard let colon = node.lastIndex(of: ":") else { return node }
    let port = node[node.index(after: colon)...]
    let name = node[..<colon]
    let isPort = !port.isEmpty && port.allSatisfy(\.isNumber)
    return isPort && (!name.contains(":") || name.hasSuffix("]")) ? String(name) : node
  }

  private static func isAddress(_ host: String) -> Bool {
    host.contains(":") || !host.isEmpty && host.allSatisfy { $0.isNumber || $0 == "." }
  }

  /// The first part of the name of a host.
  private static func label(_ host: String) -> Substring {
    isAddress(host) ? host[...] : host.prefix { $0 != "." }
  }

  /// Whether two names may be those of one host; one without a name may be any.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    one == other || one.isEmpty || other.isEmpty || one.hasPrefix(other + ".")
      || other.hasPrefix(one + ".")
  }
}

// The messages.
extension Session {
  private static func common(_ one: Metered.Device, _ other: Metered.Device) -> String {
    "from \(moment(max(one.first, other.first))) to \(moment(min(one.last, other.last)))"
  }

  private static func sameEnergy(
    _ one: Metered.Device, _ other: Metered.Device, _ why: String, _ hint: String,
    _ others: String = ""
  ) -> Failure {
    Failure(
      1,
      Diagnostic(
        .doubtfulLog,
        "\(named(one.key)) and \(named(other.key)) count the same energy, \(why)"
          + common(one, other) + others,
        hint: hint))
  }
}
