import Accounting
import Documents
import Quantities

/// The unit of a column, chosen for its largest figure.
struct Scale {
  /// The unit as shown: `tCO2e`.
  let unit: String
  /// How many kilograms or kilowatt-hours it holds.
  let size: Double

  /// For emissions in kilograms.
  static func mass(_ kilograms: [Double?]) -> Scale {
    let largest = kilograms.compactMap { $0.map(abs) }.max() ?? 0
    if largest >= 1e9 { return Scale(unit: "MtCO2e", size: 1e9) }
    if largest >= 1e6 { return Scale(unit: "ktCO2e", size: 1e6) }
    if largest >= 1000 { return Scale(unit: "tCO2e", size: 1000) }
    if largest >= 1 || largest == 0 { return Scale(unit: "kgCO2e", size: 1) }
    if largest >= 1e-3 { return Scale(unit: "gCO2e", size: 1e-3) }
    return Scale(unit: "mgCO2e", size: 1e-6)
  }

  /// For energies in kilowatt-hours.
  static func energy(_ kilowattHours: [Double?]) -> Scale {
    let largest = kilowattHours.compactMap { $0.map(abs) }.max() ?? 0
    if largest >= 1e6 { return Scale(unit: "GWh", size: 1e6) }
    if largest >= 1e4 { return Scale(unit: "MWh", size: 1000) }
    if largest >= 1 || largest == 0 { return Scale(unit: "kWh", size: 1) }
    if largest >= 1e-3 { return Scale(unit: "Wh", size: 1e-3) }
    return Scale(unit: "mWh", size: 1e-6)
  }

  /// A figure in this unit, to three digits.
  func text(_ number: Double) -> String { rounded(number / size) }

  /// A cell of a table; a dash for nothing.
  func cell(_ number: Double?, atLeast: Bool = false) -> Table.Cell {
    number.map { .number(text($0), atLeast: atLeast) } ?? .none
  }

  /// A figure in running text.
  func inline(_ number: Double) -> Inline { .quantity(text(number), unit: unit) }
}

/// A share as a percentage of one decimal: 48.9.
func percentage(_ share: Double) -> String {
  guard let text = Decimal(share * 100)?.rounded(toPlaces: 1).text(places: 1) else { return "–" }
  return text == "100.0" ? "100" : text
}

/// A mass in running text, in a unit of its own.
func mass(_ kilograms: Double) -> Inline { Scale.mass([kilograms]).inline(kilograms) }

/// An energy in running text, in a unit of its own.
func energy(_ kilowattHours: Double) -> Inline {
  Scale.energy([kilowattHours]).inline(kilowattHours)
}

extension Total {
  /// The total's figures as cells; a lower bound where something is missing.
  func cells(_ masses: Scale, _ energies: Scale) -> (mass: Table.Cell, energy: Table.Cell) {
    (
      masses.cell(kilograms, atLeast: !isComplete),
      energies.cell(kilowattHours, atLeast: !isEnergyComplete)
    )
  }

  /// Whether nothing that has energy is missing.
  var isEnergyComplete: Bool { missing.allSatisfy { $0 == .embodied || $0 == .endOfLife } }

  /// `embodied not covered`, or `not wholly covered` where a part of it is.
  var missingWords: String {
    let partly = missing.filter { process in lines.contains { $0.covers.contains(process) } }
    let wholly = missing.filter { !partly.contains($0) }
    var words: [String] = []
    if !wholly.isEmpty { words.append("\(listed(wholly.map(\.rawValue))) not covered") }
    if !partly.isEmpty { words.append("\(listed(partly.map(\.rawValue))) not wholly covered") }
    return words.joined(separator: ", ")
  }
}

/// `a, b and c`.
func listed(_ words: [String]) -> String {
  guard words.count > 1, let last = words.last else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " and " + last
}
