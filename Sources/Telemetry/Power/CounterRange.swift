/// After how much the counters of one name begin again: the zones of a processor each have a range of
/// their own, which powercap shows as `max_energy_range_uj`.
public struct CounterRange: Hashable, Sendable {
  /// The name of the device, on its node or behind the name of that: `package-0`, `n1/package-0`.
  public var name: String
  /// The range in microjoules.
  public var microjoules: Int64

  /// The range of the counters of a name.
  public init(name: String, microjoules: Int64) {
    self.name = name
    self.microjoules = microjoules
  }
}
