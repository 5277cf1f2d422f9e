import Accounting
import Documents
import Quantities
import Sampling

/// A figure under a name, for the prose of a paper: `Full`, 50.5, tCO2e.
public struct MacroDefinition: Hashable, Sendable {
  /// The name behind the study's: `Full`, `DynamicShare`.
  public let suffix: String
  /// The rounded number.
  public let number: String
  /// Its unit; empty for a factor.
  public let unit: String
  /// Whether it is a lower bound.
  public let isAtLeast: Bool
  /// What it is, in words.
  public let comment: String
}

extension Report {
  /// A name for every total, process, share and figure by unit.
  public var macros: [MacroDefinition] {
    var found: [MacroDefinition] = []
    func add(
      _ suffix: String, _ number: String?, _ unit: String, atLeast: Bool = false, _ comment: String
    ) {
      guard let number, !found.contains(where: { $0.suffix == suffix }) else { return }
      found.append(
        MacroDefinition(
          suffix: suffix, number: number, unit: unit, isAtLeast: atLeast, comment: comment))
    }
    func addTotal(_ name: String, _ total: Total, _ comment: String) {
      if let kilograms = total.kilograms {
        let scale = Scale.mass([kilograms])
        add(name, scale.text(kilograms), scale.unit, atLeast: !total.isComplete, comment)
      }
      if let kilowattHours = total.kilowattHours {
        let scale = Scale.energy([kilowattHours])
        add(
          "\(name)Energy", scale.text(kilowattHours), scale.unit,
          atLeast: !total.isEnergyComplete,
          "energy, \(comment)")
      }
    }
    for boundary in Boundary.allCases {
      addTotal(boundary.rawValue.camel, ledger.total(boundary), "total, \(boundary.title)")
    }
    for process in ledger.processes {
      addTotal(
        process.rawValue.camel,
        ledger.posted(process), process.rawValue)
    }
    let whole = ledger.total(boundary)
    if whole.isComplete, let total = whole.kilograms, total > 0 {
      for process in ledger.processes {
        let part = ledger.posted(process)
        guard part.lines.allSatisfy({ $0.covers.isSubset(of: boundary.processes) }) else {
          continue
        }
        add(
          "\(process.rawValue.camel)Share", part.kilograms.map { percentage($0 / total) }, "%",
          "share of \(process.rawValue) in the total, \(boundary.title)")
      }
      let dynamic = ledger.total(.dynamic)
      if dynamic.isComplete, let least = dynamic.kilograms, least > 0, (total / least).isFinite {
        add("Factor", rounded(total / least), "", "\(boundary.title) over dynamic only")
      }
    }
    for unit in ledger.perUnits {
      for boundary in Boundary.allCases {
        let total = ledger.total(boundary)
        guard let kilograms = unit.kilograms(total) else { continue }
        let scale = Scale.mass([kilograms])
        add(
          "\(boundary.rawValue.camel)Per\(unit.unit.symbol.unitWord.camel)",
          scale.text(kilograms), scale.unit, atLeast: !total.isComplete,
          "\(boundary.title), by \(unit.unit.symbol.unitWord)")
      }
    }
    if let uncertainty {
      for figure in uncertainty.figures {
        guard let name = figure.macroName, !figure.samples.isConstant, figure.samples.count > 0
        else { continue }
        let (low, high) = figure.samples.interval(0.95)
        let unit = figure.scale.unit == "×" ? "" : figure.scale.unit
        let what = "95 % of \(uncertainty.samples) samples, \(figure.title)"
        add(
          "\(name)Low", figure.text(low), unit, atLeast: figure.isAtLeast, "low end of \(what)")
        add(
          "\(name)High", figure.text(high), unit, atLeast: figure.isAtLeast,
          "high end of \(what)")
      }
    }
    return found
  }
}

extension FigureSamples {
  /// What stands before `Low` and `High` in the name of a command; nothing for a figure without one.
  fileprivate var macroName: String? {
    switch (kind, measure) {
    case (.total, .emissions), (.process, .emissions): of.camel
    case (.total, .energy): "\(of.camel)Energy"
    case (.share, _): "\(of.camel)Share"
    case (.factor, _): "Factor"
    case (.perUnit, _): perUnitName
    default: nil
    }
  }

  /// `full/request` as `FullPerRequest`.
  private var perUnitName: String? {
    let parts = of.split(separator: "/", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    return "\(String(parts[0]).camel)Per\(String(parts[1]).unitWord.camel)"
  }
}

extension String {
  /// `end-of-life` as `EndOfLife`.
  var camel: String {
    split { $0 == "-" || $0 == " " }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
