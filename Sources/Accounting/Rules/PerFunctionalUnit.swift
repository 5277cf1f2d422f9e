public import Formulas
public import Quantities
public import Studies

/// Totals divided by what was delivered.
public enum PerFunctionalUnit {
  static let entry = RuleEntry(
    id: "per-functional-unit", title: "Figures per functional unit",
    formula: "figure per unit = total / number of units delivered",
    applies: "where activities state what they `deliver`",
    about: """
      The unit is the study's `functional-unit`; without one it is the unit delivered, where there \
      is only one. Units of several kinds give no figure until the study names one: requests are \
      never added to tokens.
      """,
    sources: [("iso14040", "section 5.2.2"), ("sci2024", "R, the functional unit")])
}

/// The totals of a ledger, divided by what was delivered in one unit.
public struct PerUnit: Sendable {
  /// The unit.
  public let unit: Unit
  /// How much was delivered, in base units.
  public let delivered: Term

  /// How many of the unit were delivered.
  public var count: Double { unit.fromBase(delivered.value) }

  /// A total by unit, in kgCO2e.
  public func kilograms(_ total: Total) -> Double? { total.kilograms.map { $0 / count } }

  /// A total by unit, in kWh.
  public func kilowattHours(_ total: Total) -> Double? { total.kilowattHours.map { $0 / count } }
}

extension Ledger {
  /// What was delivered, by unit: the study's functional units, or the only unit delivered.
  /// A unit of which nothing was delivered gives no figure.
  public var perUnits: [PerUnit] {
    let units = functionalUnits
    return units.compactMap { unit in delivered(unit.unit) }
  }

  private var functionalUnits: [FunctionalUnit] {
    if !study.functionalUnits.isEmpty { return study.functionalUnits }
    let units = study.deliveredUnits
    return units.count == 1 ? units : []
  }

  /// What all activities, or some of them, delivered in a unit.
  public func delivered(
    _ unit: Unit, by isMeant: (Activity) -> Bool = { _ in true }
  ) -> PerUnit? {
    var sum: Term?
    for activity in study.activities where isMeant(activity) {
      for delivery in activity.deliveries where delivery.unit.unit.dimension == unit.dimension {
        let term =
          activity.repetition.map { .product(delivery.term, $0.formula.term) } ?? delivery.term
        sum = sum.map { .sum($0, term) } ?? term
      }
    }
    guard let sum, sum.value > 0, sum.value.isFinite else { return nil }
    return PerUnit(unit: unit, delivered: sum)
  }
}
