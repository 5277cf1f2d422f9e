import Diagnostics
import Formulas
import Quantities
import StudySyntax

/// A model of the energy of a service by a line through what was metered of it.
extension StudyReader {
  /// `paired.csv`, or `{log: paired.csv, columns: {…}, unit: kWh, window: 10 min}`.
  func energyFit(
    _ entry: Entry, place: String, served: Traffic.Count, of activity: Activity
  ) -> EnergyFit? {
    guard let logs else { return nil }
    var log: StudyLog?
    var window: Stated<Duration>?
    if case .mapping = entry.value.content {
      let known = ["log", "columns", "unit", "window"]
      guard let fields = fields(of: entry.value, known: known, what: "`fit`") else { return nil }
      guard let file = fields["log"] else {
        if !wasMisspelt(["log"]) { report(Self.fitWithoutLog(at: Self.firstByte(entry.value))) }
        return nil
      }
      log = self.log(file, columns: fields["columns"], roles: logs.pairedRoles())
      if let unit = fields["unit"] {
        guard let symbol = text(unit, "unit") else { return nil }
        guard let found = Unit(parsing: symbol), found.dimension == .energy else {
          report(Self.notAnEnergy(symbol, at: unit.span))
          return nil
        }
        log?.unit = found
      }
      if let node = fields["window"] {
        window = quantity(
          node, "window", place: "\(place).window", label: "length of a window", .positive)
        if window == nil { return nil }
      }
    } else {
      log = self.log(entry.value, columns: nil, roles: logs.pairedRoles())
    }
    guard let log else { return nil }
    guard activity.duration != nil else {
      report(Self.fitWithoutDuration(entry))
      return nil
    }
    guard let windows = logs.paired(log) else { return nil }
    guard let seconds = window?.formula.value.base ?? windows.window else {
      report(Self.unlikeSteps(log))
      return nil
    }
    return energyFit(windows, seconds, log, served.unit, place: place)
  }

  private func energyFit(
    _ windows: PairedWindows, _ window: Double, _ log: StudyLog, _ unit: CountedUnit,
    place: String
  ) -> EnergyFit? {
    var least = Double.infinity
    var most = 0.0
    for pair in windows.pairs {
      least = min(least, pair.x)
      most = max(most, pair.x)
    }
    guard let line = LineFit(windows.pairs) else {
      report(Self.noLine(log, windows.pairs.count, least == most ? least : nil, unit))
      return nil
    }
    guard line.slope >= 0, line.intercept >= 0 else {
      report(Self.falling(log, line, unit, window))
      return nil
    }
    guard let wattHours = Unit(named: "Wh"), let watts = Unit(named: "W"),
      let seconds = Unit(named: "s"),
      let counted = Unit(named: unit.symbol)
    else { return nil }
    func parameter(_ name: String, _ value: Double, _ error: Double, _ unit: Unit) -> Parameter {
      Parameter(
        identity: "\(place).fit: \(name)", name: name, value: value, unit: unit,
        digits: plain(unit.fromBase(value), digits: 6), status: .measured,
        estimate: .normal(halfWidth: line.halfWidth(error)), origin: .study(log.file.span),
        sources: cite,
        note:
          "least squares over \(line.count) windows of `\(log.file.name)`, standard error "
          + "\(plain(unit.fromBase(error), digits: 3)) \(unit.symbol)")
    }
    let request = parameter(
      "energy of a \(unit.symbol)", line.slope, line.slopeError, wattHours / counted)
    // The line is drawn by its mean and its slope, whose errors do not depend on each other; those
    // of the slope and of the ordinate at zero do, strongly.
    let mean = parameter(
      "mean power", line.meanY / window, line.meanError / window, watts)
    let rate = Parameter(
      identity: "\(place).fit: mean rate", name: "mean rate", value: line.meanX / window,
      unit: counted / seconds, digits: plain(line.meanX / window, digits: 6), status: .measured,
      origin: .study(log.file.span), sources: cite,
      note: "\(unit.symbol)s of a mean window of `\(log.file.name)`")
    let idle = Definition(
      "idle power",
      .difference(.parameter(mean), .product(.parameter(request), .parameter(rate))), .power,
      origin: .study(log.file.span),
      note:
        "the line at no \(unit.symbol), standard error "
        + "\(plain(line.interceptError / window, digits: 3)) W")
    return EnergyFit(
      line: line, request: EnergyByUse.Rate(term: .parameter(request), span: log.file.span),
      idle: Stated(Formula(.named(idle)), at: log.file.span), window: window,
      requests: least...max(least, most), log: windows.log)
  }
}

// What can be wrong with a fit.
extension StudyReader {
  private static func fitWithoutLog(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingKey, "`fit` names no log", at: span,
      hint: "add `log: paired.csv`, with the time, the requests and the energy of each window")
  }

  private static func notAnEnergy(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongDimension, "`unit` is that of the energies in the log, not `\(text)`", at: span,
      hint: "write `Wh`, `kWh`, `J` or another unit of energy")
  }

  private static func fitWithoutDuration(_ entry: Entry) -> Diagnostic {
    Diagnostic(
      .missingKey, "`fit` tells the idle power, and nothing says how long the service ran",
      at: entry.keySpan, hint: "add `duration: 18 d` to the activity")
  }

  private static func unlikeSteps(_ log: StudyLog) -> Diagnostic {
    Diagnostic(
      .missingKey, "the windows of `\(log.file.name)` are not all of one length",
      at: log.file.span, hint: "say how long they are: `fit: {log: …, window: 10 min}`")
  }

  private static func noLine(
    _ log: StudyLog, _ count: Int, _ requests: Double?, _ unit: CountedUnit
  ) -> Diagnostic {
    let name = "`\(log.file.name)`"
    if count < 3 {
      return Diagnostic(
        .noFit, "a line needs three windows, and \(name) has \(count)", at: log.file.span,
        hint: "state the figures instead: `idle: …` and `request: …`")
    }
    guard let requests else {
      return Diagnostic(
        .noFit, "no line can be drawn through the \(count) windows of \(name)", at: log.file.span,
        hint: "their figures are too large to be computed with")
    }
    return Diagnostic(
      .noFit,
      "all \(count) windows of \(name) have \(plain(requests)) \(unit.plural), so that nothing tells idle from dynamic",
      at: log.file.span, hint: "log quiet windows too; or state `it`, what the meter shows in all")
  }

  private static func falling(
    _ log: StudyLog, _ line: LineFit, _ unit: CountedUnit, _ window: Double
  ) -> Diagnostic {
    func text(_ value: Double, _ error: Double) -> String {
      "\(plain(value, digits: 3)) ± \(plain(line.halfWidth(error), digits: 3))"
    }
    let isFalling = line.slope < 0
    return Diagnostic(
      .noFit,
      isFalling
        ? "the line through `\(log.file.name)` falls: \(text(line.slope, line.slopeError)) J by \(unit.symbol)"
        : "the line through `\(log.file.name)` begins below zero: \(text(line.intercept / window, line.interceptError / window)) W without a \(unit.symbol)",
      at: log.file.span,
      hint: isFalling
        ? "requests and energy may be of different windows: look at the clocks of both logs"
        : "the line holds for none of these windows: log quiet ones too, or state the figures")
  }
}
