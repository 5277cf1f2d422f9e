import Accounting
import Documents
import Quantities

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
    return found
  }
}

extension String {
  /// `end-of-life` as `EndOfLife`.
  var camel: String {
    split { $0 == "-" || $0 == " " }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
