import Accounting
import Documents
import Formulas
import Quantities
import Studies

/// Services and the whole life as data.
extension Report {
  /// `services` and `life`, each where the study has one.
  var serviceEntries: [(key: String, value: Datum)] {
    guard mayServe else { return [] }
    let services = ledger.services
    guard !services.isEmpty else { return [] }
    var entries: [(key: String, value: Datum)] = [("services", .list(services.map(service)))]
    if let life = ledger.wholeLife(boundary) { entries.append(("life", datum(life))) }
    return entries
  }

  private func number(_ value: Double?) -> Datum {
    value.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
  }

  private func figures(_ total: Total, by count: Double = 1) -> [(key: String, value: Datum)] {
    [
      ("kgCO2e", number(total.kilograms.map { $0 / count })),
      ("kWh", number(total.kilowattHours.map { $0 / count })),
      ("complete", .bool(total.isComplete)),
    ]
  }

  private func service(_ service: Service) -> Datum {
    let traffic = service.activity.traffic
    return .record([
      ("activity", .text(service.activity.name)), ("id", .text(service.activity.id)),
      ("hours", number(service.duration?.hours)),
      (
        "traffic",
        traffic == nil
          ? .null
          : .record([
            ("unit", traffic?.served.map { .text($0.unit.symbol) } ?? .null),
            ("served", number(service.count(\.served))),
            ("refused", number(service.count(\.refused))),
            ("failed", number(service.count(\.failed))),
            ("inputTokens", number(service.count(\.input))),
            ("outputTokens", number(service.count(\.output))),
            ("log", traffic?.log?.datum ?? .null),
          ])
      ),
      (
        "delivered",
        .list(
          service.countedUnits.map { unit in
            .record([("unit", .text(unit.symbol)), ("count", number(service.delivered(unit)))])
          })
      ),
      ("energyFit", service.activity.use.map(fit) ?? .null),
      ("idleShare", number(service.idleShare)),
      ("per", .list(service.units.map { per($0, service) })),
      ("whatIf", .list(service.whatIfs.map { whatIf($0) })),
      (
        "hourly",
        .list(
          service.hourly.map { hour in
            .record([
              ("share", .number(hour.share)), ("count", number(hour.count)),
              ("kgCO2e", number(hour.kilograms)), ("kWh", number(hour.kilowattHours)),
            ])
          })
      ),
    ])
  }

  /// The line that tells idle power and the energy of a request, where there is one.
  private func fit(_ use: EnergyByUse) -> Datum {
    guard case .fit(let fit) = use.model else { return .null }
    let line = fit.line
    func figure(_ value: Double, _ error: Double, _ size: Double) -> Datum {
      .record([
        ("value", number(value / size)), ("standardError", number(error / size)),
        ("halfWidth95", number(line.halfWidth(error) / size)),
      ])
    }
    return .record([
      ("windows", .integer(line.count)), ("windowSeconds", number(fit.window)),
      ("kWhPerRequest", figure(line.slope, line.slopeError, 3.6e6)),
      ("idleWatts", figure(line.intercept, line.interceptError, fit.window)),
      ("determination", number(line.determination)),
      (
        "requestsPerWindow",
        .list([number(fit.requests.lowerBound), number(fit.requests.upperBound)])
      ),
      ("log", fit.log.datum),
    ])
  }

  private func per(_ unit: Service.Unit, _ service: Service) -> Datum {
    .record(
      [
        ("unit", .text(unit.name)), ("multiple", .number(unit.multiple)),
        ("count", number(unit.count)),
      ]
        + figures(service.total, by: unit.count) + [
          (
            "processes",
            .record(
              service.processes.map { process in
                let part = service.total(process)
                return (
                  process.rawValue,
                  .record([
                    ("kgCO2e", number(part.kilograms.map { $0 / unit.count })),
                    ("kWh", number(part.kilowattHours.map { $0 / unit.count })),
                  ])
                )
              })
          )
        ])
  }

  private func whatIf(_ found: WhatIf) -> Datum {
    .record([
      ("load", .number(found.load)), ("replicas", .number(found.replicas)),
      ("batch", .number(found.batch)),
      ("kgCO2e", number(found.kilograms)), ("kWh", number(found.kilowattHours)),
      ("count", number(found.count)), ("idleShare", number(found.idleShare)),
      ("beyondHeld", .bool(found.isBeyondHeld)),
    ])
  }

  private func datum(_ life: WholeLife) -> Datum {
    .record(
      life.sides.map { side in
        (
          side.boundary.rawValue,
          .record([
            ("making", .record(figures(side.making))), ("serving", .record(figures(side.serving))),
            ("by", .text(side.isByEnergy ? "kWh" : "kgCO2e")), ("complete", .bool(side.isComplete)),
            ("breakEven", .list(breakEven(side, life))),
            ("breakEvenHours", number(times(side.ratio, life.duration?.hours))),
            ("amortized", .list(amortized(side, life))),
          ])
        )
      })
  }

  private func times(_ ratio: Double?, _ hours: Double?) -> Double? {
    ratio.flatMap { ratio in hours.map { ratio * $0 } }
  }

  private func breakEven(_ side: WholeLife.Side, _ life: WholeLife) -> [Datum] {
    life.delivered.map { unit in
      .record([
        ("unit", .text(unit.unit.symbol)), ("count", number(side.ratio.map { $0 * unit.count })),
      ])
    }
  }

  /// Making and serving, by what was delivered: training is included.
  private func amortized(_ side: WholeLife.Side, _ life: WholeLife) -> [Datum] {
    life.delivered.map { unit in
      let whole = Total(
        lines: side.making.lines + side.serving.lines,
        missing: side.making.missing + side.serving.missing)
      return .record([("unit", .text(unit.unit.symbol))] + figures(whole, by: unit.count))
    }
  }
}
