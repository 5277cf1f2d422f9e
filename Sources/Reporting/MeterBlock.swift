import Quantities
import Telemetry

extension MeterPage {
  /// The `energy:` of the equipment, or of the activity, that was metered.
  public var block: String {
    var text = "energy:"
    if let first = metered.first, let last = metered.last {
      text += "  # \(Timestamp(nanoseconds: first, isZoned: metered.isZoned).text) to "
      text += Timestamp(nanoseconds: last, isZoned: metered.isZoned).text
    }
    text += "\n"
    if metered.kinds == [.nvidiaSMI] || metered.kinds == [.dcgm] {
      text += "  # under the entry of the GPUs: their host is not in it\n"
    }
    for figure in figures { text += "  \(figure.key): \(figure.value)\n" }
    return text
  }

  /// The keys of a study under `energy:`, with their quantities.
  public var figures: [(key: String, value: String)] {
    if side == .it, let idle = metered.idle, let dynamic = metered.dynamic {
      return [("dynamic", "\(dynamic.text) kWh"), ("idle", "\(idle.text) kWh")]
    }
    return [(side.rawValue, "\(metered.energy.text) kWh\(half)")]
  }

  /// What was metered in one phrase: by what, how many devices, how much of the time.
  public var summary: String {
    let count = metered.devices.count
    var text = "\(listed(kinds)), \(count == 1 ? "1 device" : "\(count) devices")"
    if let coverage = metered.coverage { text += ", \(percentage(coverage)) % covered" }
    let rejected = metered.rows.rejected
    if rejected > 0 { text += ", \(rejected) of \(metered.rows.read) rows rejected" }
    return text
  }

  /// ` ± 1.5 %`, where anything is known to be uncertain.
  private var half: String {
    let energy = metered.energy.kilowattHours
    guard energy > 0, let half = uncertainty.kilowattHours else { return "" }
    let share = rounded(100 * half / energy)
    return share == "0" ? "" : " ± \(share) %"
  }
}
