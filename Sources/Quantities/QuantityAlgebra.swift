// The legal products and quotients of quantities; `FormulaAlgebra` holds the same for formulas.

/// Power × Duration = Energy.
public func * (left: Quantity<Power>, right: Quantity<Duration>) -> Quantity<Energy> {
  multiply(left, right)
}
/// Duration × Power = Energy.
public func * (left: Quantity<Duration>, right: Quantity<Power>) -> Quantity<Energy> {
  multiply(left, right)
}
/// Energy / Power = Duration.
public func / (left: Quantity<Energy>, right: Quantity<Power>) -> Quantity<Duration> {
  divide(left, right)
}
/// Energy / Duration = Power.
public func / (left: Quantity<Energy>, right: Quantity<Duration>) -> Quantity<Power> {
  divide(left, right)
}
/// Energy × Intensity = Mass.
public func * (left: Quantity<Energy>, right: Quantity<Intensity>) -> Quantity<Mass> {
  multiply(left, right)
}
/// Intensity × Energy = Mass.
public func * (left: Quantity<Intensity>, right: Quantity<Energy>) -> Quantity<Mass> {
  multiply(left, right)
}
/// Mass / Energy = Intensity.
public func / (left: Quantity<Mass>, right: Quantity<Energy>) -> Quantity<Intensity> {
  divide(left, right)
}
/// Mass / Intensity = Energy.
public func / (left: Quantity<Mass>, right: Quantity<Intensity>) -> Quantity<Energy> {
  divide(left, right)
}
/// MassRate × Duration = Mass.
public func * (left: Quantity<MassRate>, right: Quantity<Duration>) -> Quantity<Mass> {
  multiply(left, right)
}
/// Duration × MassRate = Mass.
public func * (left: Quantity<Duration>, right: Quantity<MassRate>) -> Quantity<Mass> {
  multiply(left, right)
}
/// Mass / MassRate = Duration.
public func / (left: Quantity<Mass>, right: Quantity<MassRate>) -> Quantity<Duration> {
  divide(left, right)
}
/// Mass / Duration = MassRate.
public func / (left: Quantity<Mass>, right: Quantity<Duration>) -> Quantity<MassRate> {
  divide(left, right)
}
/// EnergyByArea × Intensity = MassByArea.
public func * (left: Quantity<EnergyByArea>, right: Quantity<Intensity>) -> Quantity<MassByArea> {
  multiply(left, right)
}
/// Area × MassByArea = Mass.
public func * (left: Quantity<Area>, right: Quantity<MassByArea>) -> Quantity<Mass> {
  multiply(left, right)
}
/// Information × MassByInformation = Mass.
public func * (left: Quantity<Information>, right: Quantity<MassByInformation>) -> Quantity<Mass> {
  multiply(left, right)
}
/// A share or multiple of a quantity.
public func * <M>(left: Quantity<M>, right: Quantity<Ratio>) -> Quantity<M> {
  multiply(left, right)
}

private func multiply<A, B, C>(_ left: Quantity<A>, _ right: Quantity<B>) -> Quantity<C> {
  Quantity(base: left.base * right.base)
}

private func divide<A, B, C>(_ left: Quantity<A>, _ right: Quantity<B>) -> Quantity<C> {
  Quantity(base: left.base / right.base)
}
