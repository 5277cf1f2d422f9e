/// The catalogue: hardware, grids, cloud regions and sites, each figure with its source.
///
/// A catalogue is a pile of layers. What an upper layer says of a figure replaces what the layers
/// below say of it, and an entry of an upper layer hides the one of the same identifier below.
/// Looking something up searches the files as they lie; nothing is loaded beforehand.
public struct FactorCatalog: Sendable {
  /// One set of files.
  struct Layer: Sendable {
    var version: String
    var entries: CatalogueTable
    var figures: [CatalogueTable]

    /// Whether somebody else wrote it.
    var isOwn: Bool { figures.first.map { !$0.file.isBundled } ?? true }
  }

  /// The layers, the uppermost first.
  var layers: [Layer]
  /// What own catalogues cite beside the bundled bibliography.
  public internal(set) var sources: [OwnCatalogue.Source] = []
  /// The version below all own catalogues, where that is not the one of the lowest layer.
  var versionOfBase: String?
  /// Figures that are those of another catalogue.
  var borrowed: [Borrowed] = []

  init(layers: [Layer]) { self.layers = layers }

  /// The catalogue that is built into the program, from `Data/factors`.
  public static let embedded = FactorCatalog(layers: [.embedded])

  /// The version of the catalogue, such as `2026.11`, to be printed with every result.
  public var version: String {
    if layers.count == 1 { return layers[0].version }
    var version = baseVersion
    for layer in layers.reversed() where layer.isOwn {
      version = "\(layer.version) over \(version)"
    }
    return version
  }

  /// The version of what lies below all own catalogues: `2026.11`.
  public var baseVersion: String { versionOfBase ?? layers.last?.version ?? "" }

  /// Whether somebody's own catalogue lies on top.
  public var hasOwn: Bool { layers.first?.isOwn ?? false }

  /// The entry of that identifier or, failing that, of that identifier, name or alias without
  /// regard to case, spaces and punctuation, and to what instruments print beside a name: marks such
  /// as `(R)`, the number of cores, the clock.
  public func entry(_ nameOrAlias: String) -> CatalogueEntry? {
    for layer in layers {
      if let row = layer.entries.rows(of: nameOrAlias).first,
        let entry = CatalogueEntry(fields: row.fields)
      {
        return entry
      }
    }
    if let entry = entry(named: NormalizedName(nameOrAlias)) { return entry }
    return NormalizedName(reported: nameOrAlias).flatMap(entry(named:))
  }

  private func entry(named name: NormalizedName) -> CatalogueEntry? {
    guard !name.bytes.isEmpty else { return nil }
    for layer in layers {
      if let row = layer.entries.row(named: name) { return CatalogueEntry(fields: row.fields) }
    }
    return nil
  }

  /// The rows that tell one figure of an entry, in the order of the file, of which the first is the
  /// one that ``row(of:figure:)`` picks. The defaults are figures of `equipment`, `region` and `site`.
  public func rows(of id: String, figure: String) -> [FactorRow] {
    if !borrowed.isEmpty { return rows(of: id).filter { $0.figure == figure } }
    for layer in layers {
      let rows = layer.rows(of: id).filter { $0.figure == figure }
      if !rows.isEmpty { return rows.filter { !$0.value.isEmpty } }
    }
    return []
  }

  /// The row that stands for a figure unless somebody picks another by year, method or source: the
  /// ``preferred(_:)`` one.
  public func row(of id: String, figure: String) -> FactorRow? {
    Self.preferred(rows(of: id, figure: figure))
  }

  /// All that the catalogue tells of one figure, beside what stands for it; nothing if it tells no
  /// number.
  public func spread(of id: String, figure: String) -> FactorSpread? {
    FactorSpread(rows(of: id, figure: figure))
  }

  /// Every row about an entry, in the order of the file.
  public func rows(of id: String) -> [FactorRow] {
    if layers.count == 1, borrowed.isEmpty { return layers[0].rows(of: id) }
    var rows: [FactorRow] = []
    for layer in layers {
      let told = Set(rows.map(\.figure))
      rows += layer.rows(of: id).filter { !told.contains($0.figure) }
    }
    // A row without a value says that the figure is not told.
    rows.removeAll(where: \.value.isEmpty)
    for borrowed in borrowed {
      for figure in borrowed.figures where figure.id == id {
        rows.removeAll { $0.figure == figure.figure }
        rows += borrowed.owner.rows(of: id, figure: figure.figure)
      }
    }
    return rows
  }

  /// Every entry, sorted by the bytes of its identifier. This reads the whole list.
  public var entries: [CatalogueEntry] {
    var known: Set<String> = []
    var entries: [CatalogueEntry] = []
    for layer in layers {
      let rows = layer.entries.allRows().compactMap { CatalogueEntry(fields: $0.fields) }
      entries += rows.filter { known.insert($0.id).inserted }
    }
    return entries.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }

  /// The identifiers of the entries of some kinds that a mistaken name may have meant, the likeliest
  /// first; none if nothing is close, and none that is much less likely than the first, where a
  /// `reach` below 1 says how much.
  public func nearest(
    to name: String, kinds: [EntryKind] = EntryKind.allCases, limit: Int = 3,
    within reach: Double = 1
  ) -> [String] {
    let written = WrittenName(name)
    var identifiers: [String] = []
    var scores: [Double] = []
    for entry in entries where kinds.contains(entry.kind) {
      var score = max(written.similarity(to: entry.id), written.similarity(to: entry.name))
      for alias in entry.aliases { score = max(score, written.similarity(to: alias)) }
      guard score > 0 else { continue }
      identifiers.append(entry.id)
      scores.append(score)
    }
    return best(of: identifiers, scores: scores, limit: limit, within: reach)
  }
}

extension FactorCatalog.Layer {
  /// The files under `Data/factors`.
  static var embedded: Self {
    func table(_ name: String) -> CatalogueTable {
      let path = "factors/" + name
      let text = Embedded.file(path).map(CatalogueTable.Text.embedded) ?? .owned([])
      return CatalogueTable(file: .init(name: name, isBundled: true), text: text)
    }
    let version = Embedded.file("factors/version.txt")?.text() ?? ""
    return Self(
      version: String(Substring(version.utf8.prefix { $0 > UInt8(ascii: " ") })),
      entries: table("entries.csv"),
      figures: [
        table("equipment.csv"), table("grids.csv"), table("regions.csv"), table("sites.csv"),
        table("defaults.csv"),
      ])
  }

  func rows(of id: String) -> [FactorRow] {
    figures.flatMap { table in
      table.rows(of: id).compactMap { FactorRow($0, of: table) }
    }
  }
}
