import Accounting
import Diagnostics
public import Documents
import Formulas
import Quantities
import Studies

extension Report {
  /// The report as data, `cradle.report/1`: the schema under `Data/schema` describes it.
  public var datum: Datum {
    var entries: [(key: String, value: Datum)] = [
      ("schema", .text("cradle.report/1")),
      ("study", study),
      ("boundary", .text(boundary.rawValue)),
      ("totals", totals),
      ("processes", processes),
      ("stages", stages),
      ("lines", .list(ledger.lines.map(line))),
      ("per", .list(ledger.perUnits.map(per))),
      ("gaps", .list(ledger.gaps.map(gap))),
      ("assumptions", .list(rankedAssumptions.map(assumption))),
      ("estimates", .list(ledger.parameters(where: { $0.estimate != nil }).compactMap(estimate))),
      ("notes", .list(ledger.notes.map(note))),
      ("expectations", .list(expectations.map(expectation))),
      ("sources", .list(cited.map(source))),
      ("provenance", provenanceDatum),
    ]
    if mayServe { entries += serviceEntries }
    if let uncertainty { entries.append(("uncertainty", uncertainty.datum)) }
    if let catalogue = ledger.study.catalogue {
      entries.append(("catalogue", datum(of: catalogue)))
    }
    return .record(entries)
  }

  private var study: Datum {
    .record([("name", .text(ledger.study.name)), ("digest", .text("sha256:\(provenance.digest)"))])
  }

  var provenanceDatum: Datum {
    var entries: [(key: String, value: Datum)] = [
      ("tool", .text("cradle \(provenance.tool)")), ("catalogue", .text(provenance.catalogue)),
      ("changes", .list(provenance.changes.map(Datum.text))),
    ]
    if !provenance.logs.isEmpty {
      entries.append(("logs", .list(provenance.logs.map(Datum.text))))
    }
    if !provenance.records.isEmpty {
      entries.append(("records", .list(provenance.records.map(\.datum))))
    }
    return .record(entries)
  }

  private var totals: Datum {
    .record(Boundary.allCases.map { ($0.rawValue, total(ledger.total($0))) })
  }

  private func total(_ total: Total) -> Datum {
    var entries: [(key: String, value: Datum)] = [("kgCO2e", number(total.kilograms))]
    if let market = total.marketMass {
      entries.append(("kgCO2eMarket", number(market.value.kilograms)))
    }
    entries += [
      ("kWh", number(total.kilowattHours)), ("complete", .bool(total.isComplete)),
      ("missing", .list(total.missing.map { .text($0.rawValue) })),
    ]
    return .record(entries)
  }

  private func number(_ value: Double?) -> Datum { value.map(Datum.number) ?? .null }

  private func text(_ value: String?) -> Datum { value.map(Datum.text) ?? .null }

  private func share(_ kilograms: Double?, inside: Bool) -> Datum {
    guard inside, let kilograms, let whole = ledger.total(boundary).kilograms, whole != 0 else {
      return .null
    }
    return .number(kilograms / whole)
  }

  private var processes: Datum {
    .list(
      ledger.processes.map { process in
        let part = ledger.posted(process)
        let isInside = part.lines.allSatisfy { $0.covers.isSubset(of: boundary.processes) }
        return .record([
          ("process", .text(process.rawValue)), ("kgCO2e", number(part.kilograms)),
          ("kWh", number(part.kilowattHours)), ("share", share(part.kilograms, inside: isInside)),
          ("complete", .bool(part.isComplete)),
        ])
      })
  }

  private var stages: Datum {
    .list(
      ledger.study.activities.map(\.stage).uniqued.map { stage in
        let part = ledger.total(stage: stage, boundary)
        return .record([
          ("stage", .text(stage)), ("kgCO2e", number(part.kilograms)),
          ("kWh", number(part.kilowattHours)), ("share", share(part.kilograms, inside: true)),
          ("complete", .bool(part.isComplete)),
        ])
      })
  }

  private func line(_ line: Line) -> Datum {
    var entries: [(key: String, value: Datum)] = [
      ("id", .text(line.id)), ("stage", .text(line.stage)), ("activity", .text(line.activity)),
      ("process", .text(line.process.rawValue)), ("item", text(line.item)),
      ("kgCO2e", number(line.mass?.value.kilograms)),
    ]
    if let market = line.marketMass {
      entries.append(("kgCO2eMarket", .number(market.value.kilograms)))
    }
    entries += [
      ("kWh", number(line.energy?.value.kilowattHours)), ("rule", .text(line.rule)),
      ("status", .text(line.status.rawValue)),
      ("sources", .list(line.sources.map(Datum.text))),
    ]
    if line.process == .undivided {
      entries.append(("covers", .list(line.covers.sorted().map { .text($0.rawValue) })))
    }
    if let note = line.note { entries.append(("note", .text(note))) }
    return .record(entries)
  }

  private func per(_ per: PerUnit) -> Datum {
    let totals = Boundary.allCases.map { boundary -> (key: String, value: Datum) in
      let total = ledger.total(boundary)
      return (
        boundary.rawValue,
        .record([
          ("kgCO2e", number(per.kilograms(total))), ("kWh", number(per.kilowattHours(total))),
          ("complete", .bool(total.isComplete)),
        ])
      )
    }
    return .record([
      ("unit", .text(per.unit.symbol)), ("count", .number(per.count)), ("totals", .record(totals)),
    ])
  }

  private func gap(_ gap: Gap) -> Datum {
    .record([
      ("id", .text(gap.id)), ("process", .text(gap.process.rawValue)),
      ("activity", .text(gap.activity)), ("item", text(gap.item)), ("why", .text(gap.why)),
    ])
  }

  private func assumption(_ parameter: Parameter) -> Datum {
    let isPercentage = parameter.unit == .percent
    func inUnit(_ base: Double) -> Datum {
      .number(isPercentage ? base : parameter.unit.fromBase(base))
    }
    let unit = isPercentage || parameter.unit.symbol.isEmpty ? "1" : parameter.unit.symbol
    let bounds = bounds(of: parameter)
    let ends = ends(of: parameter)
    var entries: [(key: String, value: Datum)] = [
      ("id", .text(parameter.identity)), ("value", inUnit(parameter.value)), ("unit", .text(unit)),
      ("low", bounds.map { inUnit($0.lowerBound) } ?? .null),
      ("high", bounds.map { inUnit($0.upperBound) } ?? .null),
      ("source", text(parameter.sources.first)), ("effect", .number(effect(of: parameter))),
      ("kgCO2eAtLow", number(ends?.low)), ("kgCO2eAtHigh", number(ends?.high)),
    ]
    if let note = parameter.note { entries.append(("note", .text(note))) }
    return .record(entries)
  }

  private func estimate(_ parameter: Parameter) -> Datum? {
    parameter.estimate.map { estimate in
      let bounds = estimate.bounds(around: parameter.value)
      func inUnit(_ base: Double) -> Datum { .number(parameter.unit.fromBase(base)) }
      return .record([
        ("id", .text(parameter.identity)), ("value", inUnit(parameter.value)),
        ("unit", .text(parameter.unit.symbol.isEmpty ? "1" : parameter.unit.symbol)),
        ("distribution", .text(estimate.name)), ("low", inUnit(bounds.lowerBound)),
        ("high", inUnit(bounds.upperBound)),
      ])
    }
  }

  private func note(_ diagnostic: Diagnostic) -> Datum {
    .record([("code", .text(diagnostic.code.rawValue)), ("message", .text(diagnostic.message))])
  }

  private func source(_ source: Citation) -> Datum {
    .record([("key", .text(source.key)), ("line", .text(source.line))])
  }

  private func expectation(_ result: ExpectationResult) -> Datum {
    let expectation = result.expectation
    let (unit, size) = dataUnit(result.unit)
    func inUnit(_ base: Double?) -> Datum { number(base.map { $0 / size }) }
    let digits = expectation.figure.parameter?.digits ?? ""
    let symbol =
      result.unit.symbol.hasSuffix("CO2e")
      ? String(result.unit.symbol.dropLast(4)) : result.unit.symbol
    return .record([
      ("of", .text(expectation.of)), ("unit", .text(unit)),
      ("printed", .text(symbol.isEmpty ? digits : "\(digits) \(symbol)")),
      ("published", inUnit(result.published)), ("computed", inUnit(result.computed)),
      ("holds", .bool(result.holds)),
      ("within", text(expectation.within?.parameter?.written)), ("but", text(expectation.but)),
      ("where", text(expectation.place)),
    ])
  }

  /// Masses in kgCO2e, energies in kWh, shares as numbers; all else in the unit of print.
  private func dataUnit(_ unit: Unit) -> (String, Double) {
    switch unit.dimension {
    case .emissions: ("kgCO2e", 1000)
    case .energy: ("kWh", 3.6e6)
    case .none: ("1", 1)
    default: (unit.symbol, unit.scale / unit.divisor)
    }
  }
}
