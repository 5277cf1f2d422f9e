import Diagnostics
import Formulas
import Quantities
import StudySyntax

/// `embodied: {model: …}`.
extension StudyReader {
  private static let dieAreaKeys = [
    "model", "area", "node", "yield", "fab", "grid", "abatement", "memory", "per-gb", "packaging",
    "note",
  ]
  private static let partsKeys = ["model", "base", "parts", "note"]
  private static let models = ["act", "parts"]

  /// Whether an `embodied:` asks for a model.
  func isModel(_ node: Node) -> Bool {
    guard case .mapping(let entries) = node.content else { return false }
    return entries.contains { $0.key == "model" }
  }

  /// The model that an `embodied:` asks for.
  func embodiedModel(_ node: Node, of id: String) -> EmbodiedModel? {
    guard case .mapping(let entries) = node.content,
      let model = entries.first(where: { $0.key == "model" })
    else { return nil }
    switch choice(model.value, "model", among: Self.models) {
    case "act": return dieAreaModel(node, of: id, at: model.value.span).map(EmbodiedModel.dieArea)
    case "parts": return partsModel(node, of: id, at: model.value.span).map(EmbodiedModel.parts)
    default: return nil
    }
  }

  private func dieAreaModel(_ node: Node, of id: String, at span: Span) -> DieAreaModel? {
    guard let fields = fields(of: node, known: Self.dieAreaKeys, what: "the model `act`") else {
      return nil
    }
    let place = "equipment.\(id).embodied"
    func read<M: Measure>(_ key: String, _ label: String, _ bounds: Bounds) -> Stated<M>? {
      fields[key].flatMap {
        quantity($0, key, place: "\(place).\(key)", label: "\(label) of \(id)", bounds)
      }
    }
    _ = fields["note"].flatMap { text($0, "note") }
    if let fab = fields["fab"] {
      for key in ["grid", "node", "abatement"] {
        if let other = fields[key] { report(Self.besideFab(key, other, fab)) }
      }
    }
    var model = DieAreaModel(span: span)
    model.area = read("area", "die area", .positive)
    model.node = read("node", "process node", .positive)
    model.yield = read("yield", "yield", .positiveShare)
    model.fab = read("fab", "fab carbon by area", .notNegative)
    model.grid = fields["grid"].flatMap {
      grid($0, place: "\(place).grid", label: "grid intensity of the fab of \(id)")
    }
    model.abatement = fields["abatement"].flatMap {
      choice($0, "abatement", among: ["95 %", "99 %"])
    }
    model.memory = read("memory", "memory", .notNegative)
    model.perGB = read("per-gb", "memory carbon by size", .notNegative)
    model.packaging = read("packaging", "packaging", .notNegative)
    return model
  }

  private func partsModel(_ node: Node, of id: String, at span: Span) -> PartsModel? {
    guard let fields = fields(of: node, known: Self.partsKeys, what: "the model `parts`") else {
      return nil
    }
    _ = fields["note"].flatMap { text($0, "note") }
    guard let partsNode = fields["parts"] else {
      if !wasMisspelt(["parts"]) { report(Self.noParts(at: Self.firstByte(node))) }
      return nil
    }
    let place = "equipment.\(id).embodied"
    var model = PartsModel(base: nil, parts: [], span: span)
    if let base = fields["base"] {
      if case .scalar(let scalar) = base.content, !isExpression(scalar.text) {
        model.base = text(base, "base").map { .entry(Reference($0, at: base.span)) }
      } else {
        let mass: Stated<Mass>? = quantity(
          base, "base", place: "\(place).base", label: "base of \(id)")
        model.base = mass.map(PartsModel.Base.stated)
      }
      if model.base == nil { return nil }
    }
    for entry in entries(of: partsNode, "parts", each: "an amount by the name of a part") {
      guard let amount = amount(entry, of: id, place: "\(place).parts.\(entry.key)") else {
        continue
      }
      model.parts.append(
        PartsModel.Part(name: Reference(entry.key, at: entry.keySpan), amount: amount))
    }
    return model
  }

  /// A number of devices, an amount of data, or a mass.
  private func amount(_ entry: Entry, of id: String, place: String) -> PartsModel.Amount? {
    let label = "\(entry.key) in \(id)"
    guard let reading = reading(entry.value, entry.key, place: place, label: label),
      within(.notNegative, reading, entry.key, entry.value)
    else { return nil }
    switch reading.dimension {
    case .none: return .count(Formula(reading.term))
    case .information: return .data(Formula(reading.term))
    case .emissions: return .mass(Formula(reading.term))
    default:
      report(Self.wrongAmount(entry, reading, sources.text(of: entry.value.span)))
      return nil
    }
  }
}

// What can be wrong with a model.
extension StudyReader {
  private static func noParts(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingKey, "the model `parts` has no `parts`", at: span,
      hint: "write `{model: parts, base: 1000 kgCO2e, parts: {gpu: 8, dram: 512 GB}}`")
  }

  private static func besideFab(_ key: String, _ other: Node, _ fab: Node) -> Diagnostic {
    Diagnostic(
      .countedTwice, "`\(key)` has no effect beside `fab`, which stands in its place",
      at: other.span,
      hint: "keep `fab`, or what it is worked out from",
      related: [.init("the carbon of the fab is stated here", at: fab.span)])
  }

  private static func wrongAmount(_ entry: Entry, _ reading: Reading, _ text: String) -> Diagnostic
  {
    Diagnostic(
      .wrongDimension,
      "a part is a number of devices, an amount of data or a mass of emissions; `\(text)` is \(reading.dimension.name)",
      at: entry.value.span, hint: "write `8`, `512 GB` or `100 kgCO2e`")
  }
}
