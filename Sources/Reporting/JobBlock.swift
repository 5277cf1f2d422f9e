import Telemetry

extension JobPage {
  /// The `experiments` of a study: device-time held by each user, account, partition or name, and the
  /// jobs that failed or were cancelled by themselves.
  public var block: String {
    var names: [String] = []
    var activities = ""
    let shown = groups.count > Self.mostGroups ? Self.mostGroups - 1 : groups.count
    for index in 0..<shown {
      add(
        title(groups[index].name), groups[index...index], lost: false, to: &activities, &names)
    }
    if shown < groups.count {
      add(
        "jobs of \(groups.count - shown) others", groups[shown...], lost: false, to: &activities,
        &names)
    }
    add("jobs that failed or were cancelled", groups[...], lost: true, to: &activities, &names)
    guard !names.isEmpty else { return "" }
    let listed = names.map { "`\($0)`" }.joined(separator: ", ")
    var text = "# describe each under `equipment:`: \(listed)\n"
    if names != ["core"] {
      text += "# the host of the GPUs goes into their figures, or into `parts:`\n"
    }
    if names.contains("core") {
      text += "# core: a processor as SLURM counts, of jobs without a GPU\n"
    }
    return text + "activities:\n\(activities)"
  }

  private func title(_ name: String) -> String {
    let name = name.isEmpty ? "nobody named" : name
    switch summary.terms.grouping {
    case .user: return "jobs of user \(name)"
    case .account: return "jobs of account \(name)"
    case .partition: return "jobs in partition \(name)"
    case .name: return "jobs named \(name)"
    }
  }

  private func add(
    _ title: String, _ groups: ArraySlice<JobGroup>, lost: Bool, to text: inout String,
    _ names: inout [String]
  ) {
    var held: [(name: String, seconds: Int128)] = []
    for (type, seconds) in gpus(groups, lost: lost).enumerated() where seconds > 0 {
      let key = Self.key(types[type])
      if let known = held.firstIndex(where: { $0.name == key }) {
        held[known].seconds += seconds
      } else {
        held.append((key, seconds))
      }
    }
    var cores: Int128 = 0
    for group in groups { cores += group.total(lost: lost).cpusAlone }
    if cores > 0 { held.append(("core", cores)) }
    guard !held.isEmpty else { return }
    text += "  - experiments: \(Self.quoted(title))\n    equipment:\n"
    for (name, seconds) in held {
      text += "      \(name): \(Self.deviceTime(seconds))\n"
      if !names.contains(name) { names.append(name) }
    }
  }

  /// The name of a type of accelerator as a key: what is neither letter nor digit is a hyphen.
  static func key(_ type: String) -> String {
    var key: [UInt8] = []
    for byte in type.utf8 {
      switch byte {
      case 0x61...0x7A, 0x30...0x39: key.append(byte)
      case 0x41...0x5A: key.append(byte | 0x20)
      default: if key.last != 0x2D { key.append(0x2D) }
      }
    }
    while key.last == 0x2D { key.removeLast() }
    while key.first == 0x2D { key.removeFirst() }
    guard let first = key.first else { return "gpu" }
    let text = String(decoding: key, as: UTF8.self)
    return first &- 0x30 < 10 ? "gpu-\(text)" : text
  }

  /// Seconds as an exact quantity: `1_204 h`, or `1_204 h + 25 s`.
  static func deviceTime(_ seconds: Int128) -> String {
    let (hours, rest) = (seconds / 3600, seconds % 3600)
    if rest == 0 { return "\(digitGroups(hours)) h" }
    return hours == 0 ? "\(rest) s" : "\(digitGroups(hours)) h + \(rest) s"
  }

  /// A name as a YAML scalar in double quotes.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          result += " "
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
