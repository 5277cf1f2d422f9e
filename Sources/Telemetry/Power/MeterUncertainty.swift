/// How far the energy of meters may be off, by cause: 95 % half-widths in kilowatt-hours.
public struct MeterUncertainty: Hashable, Sendable {
  /// One cause.
  public struct Cause: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The half-width in kilowatt-hours; nothing where no figure is known.
    public var kilowattHours: Double?
    /// What it is, in a sentence.
    public var about: String
    /// Where the figure is from.
    public var source: String
  }

  /// The causes.
  public let causes: [Cause]

  /// The half-width of all together in kilowatt-hours, the causes being independent of each other.
  /// Nothing where no cause has a figure.
  public var kilowattHours: Double? {
    let known = causes.compactMap(\.kilowattHours)
    return known.isEmpty ? nil : known.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// The causes that bear on what was metered.
  ///
  /// Between two samples the power is taken to lie on a line; where it rather stays at either, or
  /// anywhere between, the error of a step is uniform within half its difference of power times its
  /// length, and twelve times the variance is the square of that product. Steps are independent.
  public init(_ metered: Metered) {
    var causes: [Cause] = []
    let power = metered.devices.filter { !$0.key.isCounter }
    if !power.isEmpty {
      // The unit is (2^30 · 10^-18 J)².
      let sum = power.reduce(0.0) { $0 + Double($1.deviation) }
      let joules = 2 * (sum / 12).squareRoot() * 1_073_741_824 * 1e-18
      causes.append(
        Cause(
          name: "sampling", kilowattHours: joules / 3.6e6,
          about: "between samples the draw is taken to lie on a line",
          source: "the differences between samples"))
    }
    if metered.kinds.contains(.nvidiaSMI) || metered.kinds.contains(.dcgm) {
      let seconds = power.reduce(0.0) { $0 + Double($1.covered) } / 1e9
      if !power.isEmpty {
        causes.append(
          Cause(
            name: "sensor", kilowattHours: 5 * seconds / 3.6e6,
            about: "the sensors of NVIDIA GPUs are stated to be right within 5 W",
            source: "NVIDIA, nvidia-smi manual page, power readings"))
      }
      let models = metered.devices.compactMap(\.model)
      let isOther =
        models.count == metered.devices.count
        && models.allSatisfy { !$0.holds("A100") && !$0.holds("H100") }
      if !isOther, !power.isEmpty {
        causes.append(
          Cause(
            name: "part-time sampling", kilowattHours: nil,
            about: "of A100 and H100 only a quarter of the time is seen by the sensor; "
              + "what swings faster than it may be missed, by an amount not known",
            source: "Yang, Adamek and Armour, arXiv:2312.02741, 2023, abstract"))
      }
    }
    if metered.kinds.contains(.ptdaemon) {
      causes.append(
        Cause(
          name: "meter", kilowattHours: 0.01 * metered.energy.kilowattHours,
          about: "meters that SPEC accepts are right within 1 %",
          source: "SPEC, Power and Performance Benchmark Methodology, power analyzers"))
    }
    self.causes = causes
  }
}
