import Formulas
import Quantities

/// A pure number with an estimate, as a term.
func uncertain(_ name: String, _ value: Double, _ estimate: Estimate) -> Term {
  .parameter(
    Parameter(
      identity: name, name: name, value: value, unit: .one, digits: "\(value)", status: .stated,
      estimate: estimate, origin: .rule("test")))
}

/// How many samples to draw: a tenth in debug builds, which are slow.
#if DEBUG
  let many = 100_000
#else
  let many = 1_000_000
#endif
