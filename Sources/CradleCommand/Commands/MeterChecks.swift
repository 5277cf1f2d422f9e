import Diagnostics
import Telemetry

// Whether what meters say can be parted and added up as it is asked for.
extension Session {
  /// Whether no device counts what another counts, too: windows of Zeus at the same time, and zones
  /// of a processor that lie in each other.
  static func checkParts(of metered: Metered) throws(Failure) {
    var windows: [String: Metered.Device] = [:]
    for device in metered.devices.sorted(by: { $0.first < $1.first }) {
      guard let name = device.key.deviceOfWindow else { continue }
      if let other = windows[name], device.first < other.last {
        throw partOf(
          device.key, other.key,
          "from \(moment(device.first)) to \(moment(min(other.last, device.last)))",
          "leave all but one of such windows out of the query: `{window=\"…\"}`")
      }
      if windows[name].map({ $0.last < device.last }) ?? true { windows[name] = device }
    }
    guard metered.kinds.contains(.rapl) else { return }
    func zone(_ device: Metered.Device) -> Substring {
      device.key.name.lowercased().prefix { $0 != "-" && $0 != " " }
    }
    for device in metered.devices where ["core", "cores", "uncore", "psys"].contains(zone(device)) {
      let whole = metered.devices.first {
        $0.key.node == device.key.node && zone($0) == "package"
          && $0.first < device.last && device.first < $0.last
      }
      guard let whole else { continue }
      throw partOf(
        device.key, whole.key, "for zones of a processor lie in each other",
        "leave the rows of `\(device.key.name)` out, and keep those of packages and `dram`")
    }
  }

  private static func partOf(
    _ device: MeterDevice.Key, _ other: MeterDevice.Key, _ why: String, _ hint: String
  ) -> Failure {
    Failure(
      1,
      Diagnostic(
        .doubtfulLog,
        "\(named(device)) and \(named(other)) count the same energy, \(why)", hint: hint))
  }

  /// Whether idle is known for each device, and no more than all there is.
  static func checkIdle(of metered: Metered) throws(Failure) {
    if let dynamic = metered.dynamic, dynamic.halves < 0 { throw idleAboveAll(metered) }
    guard let device = metered.withoutIdle.first else { return }
    let count = metered.withoutIdle.count
    let others = count == 1 ? "" : "; \(count - 1) more \(count == 2 ? "is" : "are") like it"
    switch metered.baseline {
    case .stretch(let stretch):
      throw Failure(
        1,
        Diagnostic(
          .doubtfulLog,
          "\(named(device.key)) has no two samples from \(stretch.fromText) to "
            + "\(stretch.toText), to tell its draw without work\(others)",
          hint: "name a stretch in which every device was logged; it was from "
            + "\(moment(device.first, isZoned: metered.isZoned)) to "
            + moment(device.last, isZoned: metered.isZoned)))
    case .measured:
      throw Failure(
        1,
        Diagnostic(
          .doubtfulLog,
          "\(named(device.key)) is a counter of energy, whose draws are not known\(others)",
          hint: "name a stretch without work, FROM/TO, or a draw such as `60W`"))
    case .none, .given: return
    }
  }

  /// Whether a stretch and the logs count their times alike.
  static func stretchDoubts(
    _ summary: MeterSummary, _ baseline: Metered.Baseline
  ) -> [Diagnostic] {
    guard case .stretch(let stretch) = baseline else { return [] }
    if stretch.isZoned, summary.unzoned > 0 {
      return [
        Diagnostic(
          .warning, .doubtfulLog,
          "the stretch \(stretch.text) names its zone, and times of the logs do not",
          hint: "those without are read as UTC")
      ]
    }
    if !stretch.isZoned, summary.zoned > 0 {
      return [
        Diagnostic(
          .warning, .doubtfulLog,
          "times of the logs name their zone, and the stretch \(stretch.text) does not",
          hint: "it is read as UTC; a zone stands behind each of its times, such as `Z` or `+02:00`"
        )
      ]
    }
    return []
  }

  static func noIdle(_ text: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`\(text)` tells no draw without work",
        hint: "write a power such as `60W`, `measured`, a stretch without work such as "
          + "`2026-06-18T00:00/2026-06-18T00:10`, or an entry of the catalogue with an idle draw "
          + "(`cradle factors`)"))
  }

  static func noStretch(_ text: String) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage, "`\(text)` is no stretch of time",
        hint: "write its start and its later end, both with a zone or both without: "
          + "`2026-06-18T00:00/2026-06-18T00:10`"))
  }

  static func otherStretch(_ told: Stretch, _ made: Stretch?) -> Failure {
    Failure(
      2,
      Diagnostic(
        .usage,
        made.map { "the summaries hold the draw from \($0.text), and not from \(told.text)" }
          ?? "the summaries do not hold the draw from \(told.text)",
        hint: "make them with it: `cradle meter --partial --idle \(told.text) LOG`"))
  }

  private static func idleAboveAll(_ metered: Metered) -> Failure {
    let hint =
      if case .stretch = metered.baseline {
        "name a stretch in which nothing was at work: in this one more is drawn than on the mean"
      } else {
        "the draw without work is that of one device; look at the mean draw of each"
      }
    return Failure(
      1,
      Diagnostic(
        .negativeRest,
        "idle would be \(metered.idle?.text ?? "") kWh, more than all \(metered.energy.text) kWh",
        hint: hint))
  }
}
