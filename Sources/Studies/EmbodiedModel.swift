public import Diagnostics
public import Formulas
public import Quantities

/// How the emissions of making a device are modelled, where a study asks for that and states no
/// figure.
public indirect enum EmbodiedModel: Sendable {
  /// From the area of its die, its memory and its packages: `model: act`.
  case dieArea(DieAreaModel)
  /// From a base and the parts in it: `model: parts`.
  case parts(PartsModel)
}

/// What a study says of a chip for the model of Gupta et al. 2022; the catalogue fills the rest.
public struct DieAreaModel: Sendable {
  /// The area of its die, or of all its dies of one node.
  public var area: Stated<Area>?
  /// The process node: `7 nm`.
  public var node: Stated<Length>?
  /// The share of the dies that are good.
  public var yield: Stated<Ratio>?
  /// The emissions of the fab by area, in place of what the catalogue knows of the node.
  public var fab: Stated<MassByArea>?
  /// The electricity of the fab.
  public var grid: Site.Grid?
  /// How much of the process gases is destroyed: `95 %` or `99 %`.
  public var abatement: String?
  /// The size of its memory.
  public var memory: Stated<Information>?
  /// The emissions of making the memory, by its size.
  public var perGB: Stated<MassByInformation>?
  /// The emissions of its packages, all of them together.
  public var packaging: Stated<Mass>?
  /// Where the model is asked for.
  public var span: Span
}

/// What a study says of a machine whose making is that of its parts.
public struct PartsModel: Sendable {
  /// What the parts are put into: mainboard, chassis, power supply.
  public enum Base: Sendable {
    /// The emissions of making it.
    case stated(Stated<Mass>)
    /// Another entry, or one of the catalogue.
    case entry(Reference)
  }
  /// One part.
  public struct Part: Sendable {
    /// What it is.
    public var name: Reference
    /// How much of it: a number of devices, an amount of data, or the emissions themselves.
    public var amount: Amount
  }
  /// How much of a part there is.
  public enum Amount: Sendable {
    /// A number of devices.
    case count(Formula<Ratio>)
    /// An amount of data, of memory or disks.
    case data(Formula<Information>)
    /// The emissions of making all of them.
    case mass(Formula<Mass>)
  }

  /// The base; nothing for what the entry is like.
  public var base: Base?
  /// The parts.
  public var parts: [Part]
  /// Where the model is asked for.
  public var span: Span
}
