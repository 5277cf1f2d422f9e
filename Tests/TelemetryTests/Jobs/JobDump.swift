import TestSupport

@testable import Telemetry

/// Accountings made up at random, as `sacct -P -D` writes them, and what is read of them as text.
struct JobDump {
  static let header =
    "JobID|User|Account|State|Elapsed|Start|NNodes|ReqMem|MaxRSS|ConsumedEnergyRaw|AllocTRES"

  private static let states = [
    "COMPLETED", "FAILED", "CANCELLED by 1000", "CANCELLED", "TIMEOUT", "OUT_OF_ME+", "NODE_FAIL",
    "RUNNING", "PENDING", "REQUEUED", "",
  ]
  private static let allocations = [
    "billing=64,cpu=64,gres/gpu:a100=8,gres/gpu=8,mem=500G,node=2", "cpu=4,mem=2.5G,node=1",
    "cpu=2,gres/gpu:a100=1,gres/gpu:v100=1,gres/gpu=2,mem=1G", "billing=1,cpu=1,node=1", "",
    "billing=8,cpu=8,gres/gpu=1,license/x=3,mem=32G,node=1", "cpu=12,energy=5,gres/gpu:h100=4",
  ]

  /// Rows of so many jobs, with arrays, requeued jobs, steps, and a few that cannot be used.
  static func rows(_ jobs: Int, _ random: inout SplitMix) -> [String] {
    var rows: [String] = []
    var number = 556_100
    for _ in 0..<jobs {
      number += [1, 1, 1, 2, 70, 900].randomElement(using: &random) ?? 1
      switch Int.random(in: 0..<12, using: &random) {
      case 0:
        for task in 0..<Int.random(in: 1...90, using: &random) {
          add("\(number)_\(task)", to: &rows, &random)
        }
      case 1:
        for part in 0..<3 { add("\(number)+\(part)", to: &rows, &random) }
      default: add("\(number)", to: &rows, &random)
      }
    }
    return rows
  }

  private static func add(_ job: String, to rows: inout [String], _ random: inout SplitMix) {
    func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    let user = pick(["alice", "bob", "carol", "d e", "", "é"])
    var day = Int.random(in: 1...9, using: &random)
    for _ in 0..<(Int.random(in: 0..<6, using: &random) == 0 ? 3 : 1) {
      day += 1
      let time = pick(["00:10:00", "1-02:03:04", "00:00:00", "59:59", "INVALID", "12:00:01"])
      rows.append(
        "\(job)|\(user)|\(pick(["ml", "bio"]))|\(pick(states))|\(time)|2026-03-\(10 + day)T0\(day % 8):00:00|"
          + "\(pick(["1", "2", ""]))|\(pick(["4Gc", "100M", "2Gn", ""]))||"
          + "\(pick(["", "3600", "1.5M", "18446744073709551614"]))|\(pick(allocations))")
    }
    for step in ["batch", "extern", "0", "1"].prefix(Int.random(in: 0...4, using: &random)) {
      rows.append(
        "\(job).\(step)||ml|COMPLETED|00:01:00|2026-03-10T00:00:00|1||"
          + "\(pick(["1048576K", "", "3.5G", "0"]))||cpu=1")
    }
  }

  /// A text of rows under a header.
  static func text(_ rows: [String], header: String = header) -> [UInt8] {
    Array((header + "\n" + rows.map { $0 + "\n" }.joined()).utf8)
  }

  /// All that a summary tells; the places of rows if they are asked for.
  static func described(_ summary: JobSummary, places: Bool = true) -> String {
    var text = ""
    for group in summary.groups {
      text += "\(group.name): \(group.sums) \(group.gpus)\n"
    }
    text += "types \(summary.acceleratorTypes)\n"
    for rejection in summary.rows.rejections {
      text += "\(rejection.reason.rawValue) \(rejection.count)"
      text += places ? " \(rejection.places.map(\.text))\n" : "\n"
    }
    text += "used \(summary.rows.used) first \(summary.first ?? 0) last \(summary.last ?? 0)\n"
    text += "memory \(summary.memoryJobs) \(summary.memoryUsed) \(summary.memoryHeld)\n"
    text += "energy \(summary.energyJobs) \(summary.exclusiveJobs) \(summary.exclusiveEnergy)\n"
    text += "without \(summary.withoutAllocation)\n"
    if places {
      text += "lines \(summary.rows.lines) again \(summary.headersAgain.map(\.text))"
      text += " others \(summary.otherHeaders.map(\.text)) open \(summary.openLines.map(\.text))\n"
    }
    return text
  }
}
