import Accounting
public import Documents
import Formulas
import Quantities
import Studies

extension Report {
  /// Every parameter that the lines rest on, with its value, interval, status and source: an appendix
  /// for a paper.
  public var parameterTable: Table {
    let rows = ledger.parameters.map { parameter in
      Table.Row([
        .text([.text(parameter.name ?? parameter.place)]),
        .text([.quantity(Derivation.digits(parameter), unit: parameter.unit.symbol)]),
        parameter.estimate.map { .text([.text($0.text(in: parameter.unit))]) } ?? .none,
        .text([.text(parameter.status.rawValue)]), citations(of: parameter),
      ])
    }
    return Table(
      name: "parameters", caption: [.text("\(ledger.study.name): parameters")],
      columns: [
        .init(["Parameter"]), .init(["Value"]), .init(["Interval"]), .init(["Status"]),
        .init(["Source"]),
      ],
      rows: rows)
  }

  private func citations(of parameter: Parameter) -> Table.Cell {
    var cited: [Inline] = []
    for source in parameter.sources {
      if !cited.isEmpty { cited.append(" ") }
      cited.append(sourceLine(source) == source ? .text(source) : .cite(source))
    }
    return cited.isEmpty ? .none : .text(cited)
  }
}
