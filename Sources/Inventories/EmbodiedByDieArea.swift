import Diagnostics
import Factors
import Formulas
import Quantities
import Studies

/// The making of a chip from the area of its die, its memory and its packages, after Gupta et al.,
/// ACT, ISCA 2022, the equations of E_CF, E_SoC and E_DRAM:
///
///     emissions = area × (fab grid × fab energy + gases + materials) / yield
///       + memory × emissions by its size + packages
extension Resolver {
  /// The name of the rule.
  static let dieArea = "embodied-die-area"

  /// What the model comes to for an entry; nothing, and a message, where something is missing.
  func made(_ model: DieAreaModel, _ equipment: ResolvedEquipment) -> Formula<Mass>? {
    let id = equipment.id
    let area: Formula<Area>? =
      model.area?.formula ?? catalogued("die-area", "die area of \(id)", of: equipment)
    if area == nil { report(Self.missing("area", "die area", "826 mm2", id, at: model.span)) }
    let fab = fabCarbon(model, equipment)
    let memory: Formula<Information>? =
      model.memory?.formula ?? catalogued("memory", "memory of \(id)", of: equipment)
    if memory == nil {
      report(
        Self.missing(
          "memory", "size of the memory", "80 GB", id, at: model.span,
          more: ", or `0 GB` for a chip without its own"))
    }
    guard let area, let fab, let memory,
      let yield: Formula<Ratio> = model.yield?.formula
        ?? standIn("yield", label: "yield of \(id)"),
      let perGB: Formula<MassByInformation> = model.perGB?.formula
        ?? figure("dram", "embodied-per-gb", FactorChoice(), label: "memory carbon by size"),
      let packaging: Formula<Mass> = model.packaging?.formula
        ?? standIn("packaging", label: "packaging of \(id)")
    else { return nil }
    let die = (area * fab / yield).named("die of \(id)", by: Self.dieArea)
    let chips = (memory * perGB).named("memory carbon of \(id)", by: Self.dieArea)
    return (die + chips + packaging).named(
      "embodied of \(id)", by: Self.dieArea,
      note:
        "the embodied figure is that of dies, memory and packages; board, cooler and casing are not in it"
    )
  }

  /// The emissions of the fab by area: stated, or those of the process node.
  private func fabCarbon(
    _ model: DieAreaModel, _ equipment: ResolvedEquipment
  ) -> Formula<MassByArea>? {
    if let fab = model.fab { return fab.formula }
    let known: Formula<Length>? =
      model.node?.formula ?? catalogued("node", "process node of \(equipment.id)", of: equipment)
    guard let node = known else {
      report(Self.missing("node", "process node", "7 nm", equipment.id, at: model.span))
      return nil
    }
    let name = plain(node.value.base * 1e9, digits: 6)
    let id = "fab-\(name)nm"
    let span = model.node?.span ?? model.span
    let gases = model.abatement.map { FactorChoice(methods: ["\($0) abatement"]) } ?? FactorChoice()
    guard
      let energy: Formula<EnergyByArea> = figure(
        id, "fab-energy", FactorChoice(), label: "fab energy at \(name) nm"),
      let gas: Formula<MassByArea> = figure(id, "fab-gas", gases, label: "gases at \(name) nm"),
      let material: Formula<MassByArea> = figure(
        id, "fab-material", FactorChoice(), label: "materials at \(name) nm")
    else {
      report(noFab(of: name, isStated: model.node != nil, at: span))
      return nil
    }
    guard let grid = fabGrid(model.grid, equipment.id) else { return nil }
    return (energy * grid + gas + material).named(
      "fab carbon by area at \(name) nm", by: Self.dieArea)
  }

  /// The intensity of the electricity of the fab; that of Taiwan where nobody says.
  private func fabGrid(_ grid: Site.Grid?, _ id: String) -> Formula<Intensity>? {
    let label = "grid intensity of the fab"
    guard let grid else {
      guard let zone = rows(of: "chip").first(where: { $0.figure == "zone" })?.value,
        let formula: Formula<Intensity> = figure(
          zone, "intensity", FactorChoice(), label: label),
        case .parameter(var parameter) = formula.term
      else { return nil }
      parameter.status = .assumed
      return Formula(parameter)
    }
    var site = ResolvedSite(id: "the fab", name: label, basis: "average")
    switch grid.choice {
    case .stated(let stated): site.intensity = stated.formula
    case .zone(let zone): zoned(&site, zone, grid)
    case .region: break
    }
    return site.intensity
  }

  /// A figure of the catalogue entry that some equipment is.
  private func catalogued<M: Measure>(
    _ figure: String, _ label: String, of equipment: ResolvedEquipment
  ) -> Formula<M>? {
    equipment.catalogueID.flatMap { self.figure($0, figure, FactorChoice(), label: label) }
  }

  /// What stands in for a figure of a chip that nobody gave: an assumption.
  private func standIn<M: Measure>(_ figure: String, label: String) -> Formula<M>? {
    FactorCatalog.preferred(rows(of: "chip").filter { $0.figure == figure }).flatMap {
      parameter($0, label: label, status: .assumed)
    }
  }
}

// What can be missing.
extension Resolver {
  private static func missing(
    _ key: String, _ what: String, _ example: String, _ id: String, at span: Span, more: String = ""
  ) -> Diagnostic {
    Diagnostic(
      .missingKey,
      "the model `act` needs the \(what) of `\(id)`, which the catalogue does not have",
      at: span, hint: "write it beside the model: `{model: act, \(key): \(example)}`\(more)")
  }

  private func noFab(of node: String, isStated: Bool, at span: Span) -> Diagnostic {
    var known: [(size: Double, name: String)] = []
    for entry in catalogue.entries where entry.kind == .component && entry.id.hasPrefix("fab-") {
      let name = String(entry.id.dropFirst(4).prefix { $0.isNumber || $0 == "." })
      if let size = Double(name) { known.append((size, name)) }
    }
    known.sort { $0.size < $1.size }
    let list = known.map(\.name).joined(separator: ", ")
    let which = isStated ? "" : ", which is that of the device"
    return Diagnostic(
      .unknownRow, "the catalogue has no fab of \(node) nm\(which)", at: span,
      hint:
        "it has \(list) nm: write the one to stand in, such as `node: \(known.first { $0.size >= (Double(node) ?? 0) }?.name ?? "7") nm`, or the emissions by area, such as `fab: 1.5 kgCO2e/cm2`"
    )
  }
}
