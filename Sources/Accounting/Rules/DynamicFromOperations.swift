import Diagnostics
import Factors
import Formulas
import Inventories
import Quantities
import Studies

/// Dynamic energy of a service from the operations that its tokens take.
enum DynamicFromOperations: Rule {
  static let entry = RuleEntry(
    id: "dynamic-operations", title: "Dynamic energy from the operations of a model",
    formula:
      "busy time = tokens × 2 FLOP × parameters / (peak × efficiency); dynamic energy = busy time × (power × load − idle draw)",
    applies:
      "where `energy: {flop: {parameters, peak, efficiency}}` is given beside `traffic` with tokens, and nothing was metered",
    about: """
      Each token, read or generated, takes a multiplication and an addition for each parameter at \
      work: all of a dense model, the active ones of a mixture of experts. It holds for prompts \
      that are short beside six times the width of the model, whose attention is left out. The \
      efficiency is what decides: 30 to 50 % of the peak where prompts are read, a few per cent \
      or less where tokens are generated in small batches. `equipment` names the accelerator \
      where several kinds are held; other equipment is busy as the study says.
      """,
    sources: [
      ("kaplan2020", "section 2.1, equation 2.2: 2 FLOP by parameter and token in a forward pass"),
      ("patel2024", "section 3, how unlike the two phases use an accelerator"),
    ])

  static func apply(to book: inout ActivityBook) {
    guard let use = book.activity.activity.use, case .operations(let figures) = use.model,
      let traffic = book.activity.activity.traffic, let input = traffic.input,
      let output = traffic.output, !book.refusesModel(use),
      let holding = holding(figures, use, &book)
    else { return }
    let busy = busy(of: holding, figures, input, output)
    guard busy.value.base <= holding.held.value.base * (1 + 1e-9) else {
      book.diagnostics.append(
        beyondHeld(holding, busy.value, at: use.keySpan))
      return
    }
    DynamicFromBusyTime.post(holding, busy: busy, rule: entry.id, to: &book)
  }

  /// Tokens × 2 FLOP × parameters / (peak × efficiency).
  private static func busy(
    of holding: ResolvedHolding, _ figures: EnergyByUse.Operations, _ input: Traffic.Count,
    _ output: Traffic.Count
  ) -> Formula<Duration> {
    let tokens = Term.named(
      Definition(
        "tokens", .sum(input.term, output.term), .count(input.unit), origin: .rule(entry.id)))
    let operations = Term.named(
      Definition(
        "operations", .product(.product(tokens, .number(2)), figures.parameters.formula.term),
        .operations, origin: .rule(entry.id)))
    let speed = Term.named(
      Definition(
        "speed reached", .product(figures.peak.term, figures.efficiency.formula.term),
        .operations / .time, origin: .rule(entry.id)))
    return Formula<Duration>(.quotient(operations, speed))
      .named("busy time of \(holding.item)", by: entry.id)
  }

  /// The share of its time in which the equipment that does the operations is busy.
  static func busyShare(of activity: ResolvedActivity) -> Double? {
    var book = ActivityBook(activity)
    guard let use = activity.activity.use, case .operations(let figures) = use.model,
      let traffic = activity.activity.traffic, let input = traffic.input,
      let output = traffic.output, let holding = holding(figures, use, &book)
    else { return nil }
    return busy(of: holding, figures, input, output).value / holding.held.value
  }

  /// The equipment that does the operations: the one named, the only one, or the only accelerator.
  private static func holding(
    _ figures: EnergyByUse.Operations, _ use: EnergyByUse, _ book: inout ActivityBook
  ) -> ResolvedHolding? {
    let holdings = book.activity.holdings
    if let name = figures.equipment {
      if let found = holdings.first(where: { $0.item == name.name }) { return found }
      book.diagnostics.append(notHeld(name, holdings))
      return nil
    }
    if holdings.count == 1 { return holdings[0] }
    let accelerators = holdings.filter { $0.equipment.kind == .accelerator }
    if accelerators.count == 1 { return accelerators[0] }
    book.diagnostics.append(unclear(holdings, at: use.keySpan))
    return nil
  }
}

extension ActivityBook {
  /// Whether a model of energy by use stands beside a figure of the same energy; says so, once.
  mutating func refusesModel(_ use: EnergyByUse) -> Bool {
    let metered = (activity.activity.energy + activity.holdings.flatMap(\.energy)).first {
      [.dynamic, .it, .facility].contains($0.key)
    }
    let emission = activity.activity.emissions.first {
      EmissionKey.covers($0.key).contains(.dynamic)
    }
    guard let other = metered?.keySpan ?? emission?.keySpan else { return false }
    var twice = Self.countedTwice(.dynamic, at: use.keySpan, and: other)
    twice.hint = "leave the model out: it stands in where nothing was metered or stated"
    diagnostics.append(twice)
    return true
  }
}

// What can be wrong with operations.
extension DynamicFromOperations {
  private static func beyondHeld(
    _ holding: ResolvedHolding, _ busy: Quantity<Duration>, at span: Span
  ) -> Diagnostic {
    func hours(_ time: Quantity<Duration>) -> String { "\(plain(time.hours, digits: 6)) h" }
    return Diagnostic(
      .busyBeyondHeld,
      "the operations take \(hours(busy)) of `\(holding.item)`, which is held for \(hours(holding.held.value))",
      at: span,
      hint: "both are device-time: hold more of it, or look at `efficiency`, `peak` and the tokens")
  }

  private static func notHeld(_ name: Reference, _ holdings: [ResolvedHolding]) -> Diagnostic {
    let items = holdings.map(\.item)
    return Diagnostic(
      .unknownEquipment, "`\(name.name)` is not held by this activity", at: name.span,
      hint: nearest(to: name.name, among: items, limit: 1).first.map { "did you mean `\($0)`?" }
        ?? (items.isEmpty
          ? "hold it under `equipment:`"
          : "it holds \(items.map { "`\($0)`" }.joined(separator: ", "))"))
  }

  private static func unclear(_ holdings: [ResolvedHolding], at span: Span) -> Diagnostic {
    guard let first = holdings.first else {
      return Diagnostic(
        .missingKey, "`flop` is work of equipment, and none is held", at: span,
        hint: "hold the accelerators under `equipment:`, such as `gpu: {count: 16, duration: 18 d}`"
      )
    }
    return Diagnostic(
      .missingKey, "several kinds of equipment are held, and `flop` does not say which computes",
      at: span, hint: "add `equipment: \(first.item)`, or another of them")
  }
}
