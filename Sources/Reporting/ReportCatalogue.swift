import Accounting
import Documents
import Formulas
import Inventories
import Quantities
import Studies

/// What a report says of the catalogues that a study names.
extension Report {
  /// The figures that come from the user's own catalogues, each with its place.
  var ownFactors: [[Inline]] {
    ownParameters.map { parameter, place in
      var line: [Inline] = [
        .text("\(parameter.name ?? parameter.identity): "),
        .quantity(parameter.digits, unit: parameter.unit.symbol), .text(", from \(place) "),
      ]
      for source in parameter.sources { line.append(.cite(source)) }
      if let note = parameter.note { line.append(.text("; \(note)")) }
      return line
    }
  }

  private var ownParameters: [(Parameter, place: String)] {
    ledger.parameters.compactMap { parameter in
      guard case .catalogue(_, let place) = parameter.origin, place.isOwn else { return nil }
      return (parameter, place.text)
    }
  }

  /// The same as data, with the version that the study records.
  func datum(of catalogue: StudyCatalogue) -> Datum {
    .record([
      ("recorded", catalogue.version.map { .text($0.name) } ?? .null),
      ("version", .text(ledger.inventory.baseVersion)),
      ("files", .list(catalogue.files.map { .text($0.name) })),
      (
        "own",
        .list(
          ownParameters.map { parameter, place in
            .record([
              ("id", .text(parameter.identity)),
              ("name", parameter.name.map(Datum.text) ?? .null),
              ("value", .number(parameter.unit.fromBase(parameter.value))),
              ("unit", .text(parameter.unit.symbol.isEmpty ? "1" : parameter.unit.symbol)),
              ("source", parameter.sources.first.map(Datum.text) ?? .null),
              ("place", .text(place)),
            ])
          })
      ),
    ])
  }
}
