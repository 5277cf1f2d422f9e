public import Documents
import Telemetry

extension JobPage {
  /// What an accounting adds up to as data, `cradle.jobs/1`.
  public var datum: Datum {
    let rows = summary.rows
    return .record([
      ("schema", .text("cradle.jobs/1")),
      ("by", .text(summary.terms.grouping.rawValue)),
      ("from", summary.first.map { .text(moment($0)) } ?? .null),
      ("to", summary.last.map { .text(moment($0)) } ?? .null),
      (
        "rows",
        .record([
          ("read", .integer(rows.read)), ("used", .integer(rows.used)),
          (
            "rejected",
            .list(
              rows.rejections.map {
                .record([("reason", .text($0.reason.rawValue)), ("rows", .integer($0.count))])
              })
          ),
        ])
      ),
      ("total", datum(total, gpus(groups[...]))),
      ("lost", datum(total(lost: true), gpus(groups[...], lost: true))),
      (
        "groups",
        .list(
          groups.map { group in
            .record([
              ("name", .text(group.name)),
              ("total", datum(group.total, gpus([group]))),
              (
                "outcomes",
                .list(
                  JobOutcome.allCases.filter { group[$0].jobs > 0 }.map { outcome in
                    .record([
                      ("outcome", .text(outcome.name)), ("lost", .bool(outcome.isLost)),
                      ("held", datum(group[outcome], group.gpus[outcome.rawValue])),
                    ])
                  })
              ),
            ])
          })
      ),
      ("memory", memoryDatum), ("energy", energyDatum),
    ])
  }

  private func datum(_ sums: JobSums, _ gpus: [Int128]) -> Datum {
    var list: [Datum] = []
    for (type, seconds) in gpus.enumerated() where seconds > 0 {
      list.append(
        .record([
          ("type", typeDatum(type)), ("seconds", Self.whole(seconds)),
        ]))
    }
    return .record([
      ("jobs", .integer(sums.jobs)), ("seconds", Self.whole(sums.elapsed)),
      ("gpuSeconds", Self.whole(sums.gpus)), ("cpuSeconds", Self.whole(sums.cpus)),
      ("cpuSecondsWithoutGPU", Self.whole(sums.cpusAlone)),
      ("nodeSeconds", Self.whole(sums.nodes)), ("GiBSeconds", Self.gibibytes(sums.memory)),
      ("gpus", .list(list)),
    ])
  }

  private func typeDatum(_ type: Int) -> Datum { types[type].isEmpty ? .null : .text(types[type]) }

  /// A whole number, which is exact up to 2^63.
  private static func whole(_ number: Int128) -> Datum {
    Int(exactly: number).map(Datum.integer) ?? .number(Double(number))
  }

  private static func gibibytes(_ bytes: Int128) -> Datum { .number(Double(bytes) / 1_073_741_824) }

  private var memoryDatum: Datum {
    guard summary.memoryJobs > 0 else { return .null }
    return .record([
      ("jobs", .integer(summary.memoryJobs)),
      ("allocatedGiBSeconds", Self.gibibytes(summary.memoryHeld)),
      ("usedGiBSeconds", Self.gibibytes(summary.memoryUsed)),
    ])
  }

  private var energyDatum: Datum {
    guard summary.energyJobs > 0 else { return .null }
    let isKnown = summary.terms.nodeCPUs != nil
    return .record([
      ("jobs", .integer(summary.energyJobs)),
      ("exclusiveJobs", isKnown ? .integer(summary.exclusiveJobs) : .null),
      ("kWh", isKnown ? .number(Double(summary.exclusiveEnergy) / 3_600_000) : .null),
    ])
  }
}
