import Formulas
import Quantities
import Studies

/// What of a service's dynamic energy goes into generating tokens, and how that follows the batch.
///
/// While tokens are generated an accelerator waits for its memory: the weights are read once for
/// all answers of a batch, so that the time and energy of a token fall as the batch grows, until the
/// operations themselves take longer. Prompts are read at the speed of the operations, whatever the
/// batch (Patel et al., Splitwise, ISCA 2024, section 3, the prompt and the token phase). In
/// proportion to one over the batch is thus the most that a larger batch saves, and the most that a
/// smaller one costs.
struct Generation {
  /// The share of the dynamic energy.
  let share: Double
  /// The share of the operations, where they tell how long equipment is busy.
  let busyShare: Double
  /// By how much the batch can grow before generation would be faster than the operations allow.
  let most: Double

  /// The dynamic energy in such a batch, as a multiple.
  func factor(_ batch: Double) -> Double { 1 - share + share / min(batch, most) }

  /// The time at work in such a batch, as a multiple.
  func busyFactor(_ batch: Double) -> Double { 1 - busyShare + busyShare / min(batch, most) }
}

extension Service {
  /// What goes into generating tokens; nothing where the energy model does not tell.
  var generation: Generation? {
    guard let traffic = activity.traffic, let output = traffic.output,
      let dynamic = total(.dynamic).kilowattHours, dynamic > 0
    else { return nil }
    switch activity.use?.model {
    case .tokens(let input, let rate):
      let read = (traffic.input?.value ?? 0) * (input?.term.value ?? 0)
      let generated = output.value * (rate?.term.value ?? 0)
      let share = generated / (read + generated)
      guard share.isFinite else { return nil }
      return Generation(share: share, busyShare: 0, most: .infinity)
    case .operations(let operations):
      let share = output.value / ((traffic.input?.value ?? 0) + output.value)
      var own = 0.0
      for line in total.lines where line.rule == DynamicFromOperations.entry.id {
        own += line.energy?.value.kilowattHours ?? 0
      }
      guard share.isFinite else { return nil }
      return Generation(
        share: share * own / dynamic, busyShare: share,
        most: 1 / operations.efficiency.formula.value.base)
    case .request, .fit, nil: return nil
    }
  }
}
