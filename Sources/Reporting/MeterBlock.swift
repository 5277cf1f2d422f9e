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
    if side == .it, let idle = metered.idle, let dynamic = metered.dynamic {
      text += "  dynamic: \(dynamic.text) kWh\n  idle: \(idle.text) kWh\n"
    } else {
      text += "  \(side.rawValue): \(metered.energy.text) kWh\(half)\n"
    }
    return text
  }

  /// ` ± 1.5 %`, where anything is known to be uncertain.
  private var half: String {
    let energy = metered.energy.kilowattHours
    guard energy > 0, uncertainty.kilowattHours > 0 else { return "" }
    let share = rounded(100 * uncertainty.kilowattHours / energy)
    return share == "0" ? "" : " ± \(share) %"
  }
}
