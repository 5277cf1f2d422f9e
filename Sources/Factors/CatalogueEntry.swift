/// What an entry of the catalogue is.
public enum EntryKind: String, CaseIterable, Sendable {
  /// A device that computes and is held on its own: a GPU or a TPU.
  case accelerator
  /// A whole machine; its name says whether accelerators are in it.
  case server
  /// A part of a machine or of a network, or a process by which chips are made.
  case component
  /// An electricity grid: a country, a state or province, or the world.
  case grid
  /// A region of a cloud provider.
  case region
  /// A data centre, or the data centres of one operator.
  case site
  /// What stands in for figures that nobody gave.
  case standIn = "default"
}

/// One thing that the catalogue knows, and what people call it.
public struct CatalogueEntry: Hashable, Sendable {
  /// The identifier that studies and the other files of the catalogue use.
  public let id: String
  /// What it is.
  public let kind: EntryKind
  /// Its full name.
  public let name: String
  /// Other names that lead to it.
  public var aliases: [String] { aliasList.split(separator: ";").map(String.init) }

  private let aliasList: String

  /// The entry in a row `id,kind,name,aliases`; nothing if the kind is none of the known ones.
  init?(fields: [String]) {
    guard fields.count == 4, let kind = EntryKind(rawValue: fields[1]) else { return nil }
    self.id = fields[0]
    self.kind = kind
    self.name = fields[2]
    aliasList = fields[3]
  }
}
