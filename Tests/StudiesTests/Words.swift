import Formulas
import Quantities

@testable import Studies

/// A stated quantity: `400 W`, with its name and estimate where it has them.
func text<M: Measure>(_ stated: Stated<M>?) -> String {
  stated.map { text($0.formula.term, in: M.dimension.usualUnit) } ?? "nothing"
}

/// The value of a term in a unit, with what is known about it.
func text(_ term: Term, in symbol: String) -> String {
  let unit = Unit(parsing: symbol) ?? .one
  let space = symbol.isEmpty ? "" : " "
  var text = "\(plain(unit.fromBase(term.value), digits: 12))\(space)\(symbol)"
  var estimate: Estimate?
  var note: String?
  var status: Status?
  switch term {
  case .parameter(let parameter):
    (estimate, note, status) = (parameter.estimate, parameter.note, parameter.status)
  case .named(let definition):
    (estimate, note, status) = (definition.estimate, definition.note, definition.status)
  default: break
  }
  if let estimate { text += ", \(estimate.text(in: unit))" }
  if let status, status != .stated { text += ", \(status.rawValue)" }
  if let note { text += ", \(note)" }
  if !term.sources.isEmpty { text += " [\(term.sources.joined(separator: ", "))]" }
  return text
}
