/// A figure that the catalogue can tell of an entry, with the unit it is told in.
public struct FigureKind: Hashable, Sendable {
  /// Its name in the files: `power`, `embodied`, `intensity`.
  public let name: String
  /// The unit in which the bundled rows tell it: `W`; `1` for a pure number, `zone` for the
  /// identifier of a grid. Other units of the same dimension are understood.
  public let unit: String

  /// Every figure; the page of the module says what each is.
  public static let all: [FigureKind] = [
    ("power", "W"), ("idle", "W"), ("cores", "1"), ("memory", "GB"), ("mig-slices", "1"),
    ("accelerators", "1"), ("load", "%"), ("idle-share", "%"), ("power-share", "%"),
    ("embodied", "kgCO2e"), ("embodied-die", "kgCO2e"), ("embodied-per-gb", "gCO2e/GB"),
    ("power-per-gb", "W/GB"), ("lifetime", "yr"), ("utilization", "%"), ("transfer", "kWh/GB"),
    ("fab-energy", "kWh/cm2"), ("fab-gas", "gCO2e/cm2"), ("fab-material", "gCO2e/cm2"),
    ("fab-carbon", "kgCO2e/cm2"), ("die-area", "mm2"), ("node", "nm"), ("yield", "%"),
    ("packaging", "gCO2e"), ("intensity", "gCO2e/kWh"), ("pue", "1"), ("zone", "zone"),
  ].map { FigureKind(name: $0.0, unit: $0.1) }

  /// The figure of a name.
  public static func named(_ name: String) -> FigureKind? { all.first { $0.name == name } }
}
