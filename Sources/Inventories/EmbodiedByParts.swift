import Diagnostics
import Factors
import Formulas
import Quantities
import Studies

/// The making of a machine from a base (mainboard, chassis, power supply) and the parts in it, as
/// Davy 2021 (Teads) and Faiz et al. 2024 (LLMCarbon) count it:
///
///     emissions = base + Σ number × figure of the part + Σ size × figure by size
extension Resolver {
  /// The name of the rule.
  static let parts = "embodied-parts"

  /// What the model comes to for an entry; nothing, and a message, where something is missing.
  func made(_ model: PartsModel, _ equipment: ResolvedEquipment) -> Formula<Mass>? {
    let id = equipment.id
    guard let base = base(of: model, equipment) else { return nil }
    var sum = base
    var isWhole = true
    for part in model.parts {
      let mass: Formula<Mass>?
      switch part.amount {
      case .mass(let stated): mass = stated
      case .count(let count): mass = making(of: part.name).map { named($0 * count, part, id) }
      case .data(let size): mass = makingBySize(of: part.name).map { named(size * $0, part, id) }
      }
      if let mass {
        sum = sum + mass
      } else {
        isWhole = false
      }
    }
    return isWhole ? sum.named("embodied of \(id)", by: Self.parts) : nil
  }

  private func named(_ mass: Formula<Mass>, _ part: PartsModel.Part, _ id: String) -> Formula<Mass>
  {
    mass.named("embodied of \(part.name.name) in \(id)", by: Self.parts)
  }

  /// What the parts are put into.
  private func base(of model: PartsModel, _ equipment: ResolvedEquipment) -> Formula<Mass>? {
    switch model.base {
    case .stated(let stated): return stated.formula
    case .entry(let reference): return making(of: reference)
    case nil:
      if let inherited = disputeSettled(equipment).embodied { return inherited }
      report(
        Diagnostic(
          .missingKey, "the model `parts` needs a base for `\(equipment.id)`", at: model.span,
          hint:
            "write what the parts are put into, mainboard, chassis and power supply: `base: 1000 kgCO2e`, or `base: generic-server`"
        ))
      return nil
    }
  }

  /// The emissions of making one of an entry.
  private func making(of part: Reference) -> Formula<Mass>? {
    guard let found = held(part) else { return nil }
    if let embodied = found.embodied { return embodied }
    let isSized = found.catalogueID.map { id in
      rows(of: id).contains { $0.figure == "embodied-per-gb" }
    }
    report(
      Diagnostic(
        .unknownRow, "no figure for the making of `\(part.name)` is known", at: part.span,
        hint: isSized == true
          ? "it is known by size: write how much there is of it, such as `512 GB`"
          : "write the emissions of all of them instead, such as `2 * 23.5 kgCO2e`"))
    return nil
  }

  /// The emissions of making an entry, by its size.
  private func makingBySize(of part: Reference) -> Formula<MassByInformation>? {
    guard let found = equipment(part) else { return nil }
    let label = "\(part.name) carbon by size"
    if let id = found.catalogueID,
      let figure: Formula<MassByInformation> = figure(
        id, "embodied-per-gb", FactorChoice(), label: label)
    {
      return figure
    }
    report(
      Diagnostic(
        .unknownRow, "no figure for the making of `\(part.name)` by its size is known",
        at: part.span,
        hint: "write the emissions of all of it instead, such as `512 GB * 65 gCO2e/GB`"))
    return nil
  }
}
