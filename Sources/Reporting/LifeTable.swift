import Accounting
public import Documents
import Quantities

/// Making beside serving.
extension Report {
  /// How long serving takes to equal all that was done before it, and what a request comes to with
  /// its part of that.
  public var lifeTable: Table? {
    guard let life = ledger.wholeLife(boundary) else { return nil }
    let sides = life.sides
    func row(_ title: String, _ value: (WholeLife.Side) -> (Inline?, Bool)) -> Table.Row {
      Table.Row(
        [.text([.text(title)])]
          + sides.map { side in
            let (inline, atLeast) = value(side)
            return inline.map { .text((atLeast ? ["≥ "] : []) + [$0]) } ?? .none
          })
    }
    func amount(_ total: Total, by count: Double = 1, _ side: WholeLife.Side) -> (Inline?, Bool) {
      guard !side.isByEnergy else {
        return (total.kilowattHours.map { energy($0 / count) }, !total.isEnergyComplete)
      }
      return (total.kilograms.map { mass($0 / count) }, !total.isComplete)
    }
    var rows: [Table.Row] = [
      row("making: all but inference") { amount($0.making, $0) },
      row("serving: inference") { amount($0.serving, $0) },
    ]
    for unit in life.delivered {
      let name = unit.unit.symbol.withArticle
      rows.append(row("serving, \(name)") { amount($0.serving, by: unit.count, $0) })
      rows.append(
        row("amortized, training included, \(name)") { side in
          let whole = Total(
            lines: side.making.lines + side.serving.lines,
            missing: side.making.missing + side.serving.missing)
          return amount(whole, by: unit.count, side)
        })
    }
    for unit in life.delivered {
      rows.append(
        row("break-even, \(unit.unit.plural)") { side in
          (
            side.ratio.map { .quantity(rounded($0 * unit.count, digits: 4), unit: "") },
            false
          )
        })
    }
    if let duration = life.duration {
      rows.append(
        row("break-even, days") { side in
          (
            side.ratio.map { .quantity(rounded($0 * duration.hours / 24, digits: 4), unit: "") },
            false
          )
        })
    }
    return Table(
      name: "life", caption: ["The whole life: making beside serving"],
      columns: [.init(["Figure"])]
        + sides.map { .init([.text($0.boundary.title)], .trailing) },
      rows: rows, notes: lifeNotes(life))
  }

  private func lifeNotes(_ life: WholeLife) -> [[Inline]] {
    var notes: [[Inline]] = [
      [
        "Break-even: served as in the study until serving comes to as much as the making. Amortized: both divided by what is delivered in the study."
      ]
    ]
    if life.sides.contains(where: { $0.isByEnergy && $0.ratio != nil }) {
      notes.append(["Told by energy: the emissions of one of the two are not known."])
    }
    if let side = life.sides.last(where: { !$0.isComplete && $0.ratio != nil }) {
      let words = [("making", side.making), ("serving", side.serving)].filter { !$0.1.isComplete }
        .map { "\($0.0): \($0.1.missingWords)" }
      notes.append([
        .text(
          "The break-even of lower bounds is neither a lower nor an upper bound (\(words.joined(separator: "; ")))."
        )
      ])
    }
    return notes
  }
}
