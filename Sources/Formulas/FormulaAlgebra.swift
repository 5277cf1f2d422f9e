public import Quantities

// The legal products and quotients of formulas; `QuantityAlgebra` holds the same for quantities.

/// Power × Duration = Energy.
public func * (left: Formula<Power>, right: Formula<Duration>) -> Formula<Energy> {
  multiply(left, right)
}
/// Duration × Power = Energy.
public func * (left: Formula<Duration>, right: Formula<Power>) -> Formula<Energy> {
  multiply(left, right)
}
/// Energy / Power = Duration.
public func / (left: Formula<Energy>, right: Formula<Power>) -> Formula<Duration> {
  divide(left, right)
}
/// Energy / Duration = Power.
public func / (left: Formula<Energy>, right: Formula<Duration>) -> Formula<Power> {
  divide(left, right)
}
/// Energy × Intensity = Mass.
public func * (left: Formula<Energy>, right: Formula<Intensity>) -> Formula<Mass> {
  multiply(left, right)
}
/// Intensity × Energy = Mass.
public func * (left: Formula<Intensity>, right: Formula<Energy>) -> Formula<Mass> {
  multiply(left, right)
}
/// Mass / Energy = Intensity.
public func / (left: Formula<Mass>, right: Formula<Energy>) -> Formula<Intensity> {
  divide(left, right)
}
/// Mass / Intensity = Energy.
public func / (left: Formula<Mass>, right: Formula<Intensity>) -> Formula<Energy> {
  divide(left, right)
}
/// MassRate × Duration = Mass.
public func * (left: Formula<MassRate>, right: Formula<Duration>) -> Formula<Mass> {
  multiply(left, right)
}
/// Duration × MassRate = Mass.
public func * (left: Formula<Duration>, right: Formula<MassRate>) -> Formula<Mass> {
  multiply(left, right)
}
/// Mass / MassRate = Duration.
public func / (left: Formula<Mass>, right: Formula<MassRate>) -> Formula<Duration> {
  divide(left, right)
}
/// Mass / Duration = MassRate.
public func / (left: Formula<Mass>, right: Formula<Duration>) -> Formula<MassRate> {
  divide(left, right)
}
/// EnergyByArea × Intensity = MassByArea.
public func * (left: Formula<EnergyByArea>, right: Formula<Intensity>) -> Formula<MassByArea> {
  multiply(left, right)
}
/// Area × MassByArea = Mass.
public func * (left: Formula<Area>, right: Formula<MassByArea>) -> Formula<Mass> {
  multiply(left, right)
}
/// Information × MassByInformation = Mass.
public func * (left: Formula<Information>, right: Formula<MassByInformation>) -> Formula<Mass> {
  multiply(left, right)
}
/// A share or multiple of a formula.
public func * <M>(left: Formula<M>, right: Formula<Ratio>) -> Formula<M> {
  multiply(left, right)
}
/// A part of a formula.
public func / <M>(left: Formula<M>, right: Formula<Ratio>) -> Formula<M> {
  divide(left, right)
}

private func multiply<A, B, C>(_ left: Formula<A>, _ right: Formula<B>) -> Formula<C> {
  Formula(.product(left.term, right.term))
}

private func divide<A, B, C>(_ left: Formula<A>, _ right: Formula<B>) -> Formula<C> {
  Formula(.quotient(left.term, right.term))
}
