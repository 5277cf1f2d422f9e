public import Documents
import Telemetry

extension MeterPage {
  /// What meters say as data, `cradle.meter/1`.
  public var datum: Datum {
    .record([
      ("schema", .text("cradle.meter/1")),
      ("meter", .text(side.rawValue)),
      ("kinds", .list(metered.kinds.map { .text($0.rawValue) })),
      ("scope", .text(scope)),
      ("from", moment(metered.first)),
      ("to", moment(metered.last)),
      ("zone", .text(metered.isZoned ? "stated" : "none")),
      ("kWh", .number(metered.energy.kilowattHours)),
      ("kWhText", .text(metered.energy.text)),
      ("dynamic", metered.dynamic.map { .number($0.kilowattHours) } ?? .null),
      ("idle", metered.idle.map { .number($0.kilowattHours) } ?? .null),
      ("deviceSeconds", .number(metered.coveredSeconds)),
      ("coverage", metered.coverage.map { .number($0) } ?? .null),
      ("rows", rowsDatum),
      ("uncertainty", uncertaintyDatum),
      ("devices", .list(metered.devices.map(datum))),
    ])
  }

  private func moment(_ nanoseconds: Int64?) -> Datum {
    nanoseconds.map { .text(Timestamp(nanoseconds: $0, isZoned: metered.isZoned).text) } ?? .null
  }

  private var rowsDatum: Datum {
    .record([
      ("read", .integer(metered.rows.read)), ("used", .integer(metered.rows.used)),
      (
        "rejected",
        .list(
          metered.rows.rejections.map { rejection in
            .record([
              ("reason", .text(rejection.reason.rawValue)), ("rows", .integer(rejection.count)),
            ])
          })
      ),
    ])
  }

  private var uncertaintyDatum: Datum {
    .record([
      ("kWh", uncertainty.kilowattHours.map { .number($0) } ?? .null),
      (
        "causes",
        .list(
          uncertainty.causes.map { cause in
            .record([
              ("name", .text(cause.name)),
              ("kWh", cause.kilowattHours.map { .number($0) } ?? .null),
              ("about", .text(cause.about)), ("source", .text(cause.source)),
            ])
          })
      ),
    ])
  }

  private func datum(_ device: Metered.Device) -> Datum {
    func seconds(_ nanoseconds: Int64) -> Datum { .number(Double(nanoseconds) / 1e9) }
    func number(_ value: Double?) -> Datum { value.map { .number($0) } ?? .null }
    var gaps: [Datum] = []
    for gap in device.longestGaps {
      gaps.append(.record([("from", moment(gap.start)), ("seconds", seconds(gap.length))]))
    }
    let share = device.span > 0 ? Double(device.covered) / Double(device.span) : nil
    var entries: [(key: String, value: Datum)] = []
    entries.append(("node", .text(device.key.node)))
    entries.append(("device", .text(device.key.name)))
    entries.append(("model", device.model.map { .text($0) } ?? .null))
    entries.append(("counter", .bool(device.key.isCounter)))
    entries.append(("kWh", .number(device.energy.kilowattHours)))
    entries.append(("idle", number(device.idle?.kilowattHours)))
    entries.append(("idleWatts", number(device.idleDraw.map { Double($0) / 1e9 })))
    entries.append(("samples", .integer(Int(device.samples))))
    entries.append(("from", moment(device.first)))
    entries.append(("to", moment(device.last)))
    entries.append(("seconds", seconds(device.covered)))
    entries.append(("coverage", number(share)))
    entries.append(("meanWatts", number(device.meanWatts)))
    entries.append(("largestWatts", number(device.largest.map { Double($0) / 1e9 })))
    entries.append(("medianStep", device.interval.map(seconds) ?? .null))
    entries.append(("longestStep", seconds(device.longestStep)))
    entries.append(("gapBound", device.key.isCounter ? .null : seconds(device.bound)))
    entries.append(("gaps", .integer(Int(device.gaps))))
    entries.append(("longestGaps", .list(gaps)))
    entries.append(("resets", .integer(Int(device.resets))))
    return .record(entries)
  }
}
