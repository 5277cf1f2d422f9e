import Diagnostics
import Factors
import Formulas
import Inventories
import Quantities
import Studies
import TestSupport

@testable import Accounting

/// A study text on its way through the house, as tests read what comes of it.
struct Book {
  var ledger: Ledger
  /// Errors, each `line:column: error[code]: message`.
  var errors: [String]
  /// Notes and warnings of the ledger.
  var notes: [String]
  /// Published figures beside the computed ones.
  var expectations: [ExpectationResult]

  init(_ text: String, log: ((Reference) -> TrafficTotals?)? = nil) {
    var read = StudyText(text, log: log)
    let inventory = read.study.resolved(diagnostics: &read.diagnostics)
    ledger = inventory.accounted(diagnostics: &read.diagnostics)
    expectations = ledger.expectations(diagnostics: &read.diagnostics)
    errors = read.diagnostics.filter { $0.severity == .error }.map(read.line)
    notes = ledger.notes.map(read.line)
  }

  /// A bundled study.
  init(bundled name: String) { self.init(Embedded.file("studies/\(name).yaml")?.text() ?? "") }

  /// The lines: `training/t/dynamic/gpu: 80 kWh, 8 kg (dynamic-busy-time, modelled)`.
  var lines: [String] {
    ledger.lines.map { line in
      let energy = line.energy.map { "\(plain($0.value.kilowattHours, digits: 9)) kWh, " } ?? ""
      let mass = line.mass.map { "\(plain($0.value.kilograms, digits: 9)) kg" } ?? "no mass"
      let market =
        line.marketMass.map { ", \(plain($0.value.kilograms, digits: 9)) kg market" } ?? ""
      return "\(line.id): \(energy)\(mass)\(market) (\(line.rule), \(line.status.rawValue))"
    }
  }

  /// The gaps but for those of every study: `training/t/idle: why`.
  var gaps: [String] {
    ledger.gaps.filter { $0.leavesIncomplete }.map { "\($0.id): \($0.why)" }
  }

  /// A total: `12.5 kg`, or `≥ 12.5 kg without idle, embodied`.
  func total(_ boundary: Boundary) -> String { Self.text(ledger.total(boundary)) }

  /// All four totals.
  var totals: [String] { Boundary.allCases.map { "\($0.rawValue) \(total($0))" } }

  static func text(_ total: Total) -> String {
    let mass = total.kilograms.map { "\(plain($0, digits: 9)) kg" } ?? "nothing"
    if total.isComplete { return mass }
    return "≥ \(mass) without \(total.missing.map(\.rawValue).joined(separator: ", "))"
  }
}

/// A study with one activity `T` of the stage training at a site of 100 gCO2e/kWh, so that a
/// kilowatt-hour is a tenth of a kilogram.
func study(
  site: String = "", equipment: String = "", activity: String, more: String = ""
) -> String {
  var text = "study: S\nsites:\n  x:\n    grid: 100 gCO2e/kWh\n"
  func indented(_ lines: String, _ spaces: String) -> String {
    lines.split(separator: "\n").map { "\(spaces)\($0)\n" }.joined()
  }
  text += indented(site, "    ")
  if !equipment.isEmpty { text += "equipment:\n" + indented(equipment, "  ") }
  text += "activities:\n  - training: T\n    site: x\n" + indented(activity, "    ")
  return text + more
}
