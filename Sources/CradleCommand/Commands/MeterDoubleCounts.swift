import Diagnostics
import Quantities
import Telemetry

extension Session {
  /// Counters that each count all of one machine at the same time.
  static func doubleCounts(_ metered: Metered) -> [Diagnostic] {
    guard metered.kinds.contains(.codecarbon) else { return [] }
    return metered.doubleCounts.prefix(8).map { double in
      var names = double.devices.prefix(3).map { "`\($0.text)`" }.joined(separator: ", ")
      if double.devices.count > 3 { names += " and \(double.devices.count - 3) more" }
      return Diagnostic(
        .warning, .doubtfulLog,
        "\(double.devices.count) runs of CodeCarbon each count all of a machine at the same time: "
          + "\(names); if it is one machine, \(rounded(double.excess.kilowattHours)) kWh of "
          + "\(rounded(metered.energy.kilowattHours)) kWh are counted more than once",
        hint: "of the ranks of a job keep the rows of one on each machine; if they ran on machines "
          + "that are alike, give the log of each, and `--node '*'` tells them apart")
    }
  }
}
