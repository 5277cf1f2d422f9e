/// The versions of the catalogue that the program can still work with.
///
/// `Data/factors/version.txt` names the version of the files beside it. When a release changes
/// figures, `Data/factors/history/VERSION.csv` keeps those of the version before as they were: every
/// row of a figure that differs, in the columns of the other files; a row without a value for a
/// figure that was not told then. An older version is the files of today under the differences of
/// all versions since.
extension FactorCatalog {
  /// The versions that can be had, the newest first; the first is the one that is built in.
  public static var versions: [String] {
    [embedded.version] + history.map(\.version)
  }

  /// The catalogue as it was in a version; nothing where the program does not know it.
  public static func recorded(_ version: String) -> FactorCatalog? {
    embedded.asOf(version, history: history)
  }

  /// The differences that are kept, the newest first.
  private static var history: [Layer] {
    let folder = "factors/history/"
    return Embedded.paths(under: folder).filter { $0.hasSuffix(".csv") }.map { path in
      let name = String(path.dropFirst("factors/".count))
      let text = Embedded.file(path).map(CatalogueTable.Text.embedded) ?? .owned([])
      let table = CatalogueTable(file: .init(name: name, isBundled: true), text: text)
      return Layer(differences: table, version: String(path.dropFirst(folder.count).dropLast(4)))
    }.sorted { isNewer($0.version, than: $1.version) }
  }

  /// This catalogue as it was in a version, from the differences of each version to the next.
  func asOf(_ version: String, history: [Layer]) -> FactorCatalog? {
    if version == self.version { return self }
    guard let last = history.firstIndex(where: { $0.version == version }) else { return nil }
    var copy = self
    for layer in history[...last] { copy.layers.insert(layer, at: 0) }
    copy.versionOfBase = version
    return copy
  }
}

extension FactorCatalog.Layer {
  /// The differences of a version to the next.
  init(differences table: CatalogueTable, version: String) {
    self.init(
      version: version, entries: CatalogueTable(file: table.file, text: .owned([])),
      figures: [table])
  }
}

/// Whether a version such as `2026.11` comes after another: number by number.
func isNewer(_ version: String, than other: String) -> Bool {
  func numbers(_ version: String) -> [Int] { version.split(separator: ".").map { Int($0) ?? 0 } }
  return numbers(other).lexicographicallyPrecedes(numbers(version))
}

/// One figure of an entry that two catalogues tell differently.
public struct FactorDifference: Hashable, Sendable {
  /// The identifier of the entry.
  public let id: String
  /// Which figure of it.
  public let figure: String

  /// A figure of an entry.
  public init(id: String, figure: String) {
    self.id = id
    self.figure = figure
  }
}

extension FactorCatalog {
  /// The figures that another catalogue tells differently: another value, unit, year, method, source
  /// or order. Sorted by identifier. This reads both catalogues.
  public func differences(from other: FactorCatalog) -> [FactorDifference] {
    var found: [FactorDifference] = []
    for entry in entries {
      let rows = rows(of: entry.id)
      let others = other.rows(of: entry.id)
      var figures: [String] = []
      for row in rows + others where !figures.contains(row.figure) { figures.append(row.figure) }
      for figure in figures {
        let here = rows.filter { $0.figure == figure }
        let there = others.filter { $0.figure == figure }
        if !here.elementsEqual(there, by: { $0.tellsTheSame(as: $1) }) {
          found.append(FactorDifference(id: entry.id, figure: figure))
        }
      }
    }
    return found
  }

  /// This catalogue with some figures as another tells them.
  public func taking(_ figures: [FactorDifference], from other: FactorCatalog) -> FactorCatalog {
    var copy = self
    copy.borrowed.append(Borrowed(figures: figures, owner: other))
    return copy
  }

  /// Figures that are those of another catalogue.
  struct Borrowed: Sendable {
    var figures: [FactorDifference]
    var owner: FactorCatalog
  }
}

extension FactorRow {
  /// Whether another row tells the same, wherever it stands and whatever is noted beside it.
  fileprivate func tellsTheSame(as other: FactorRow) -> Bool {
    id == other.id && figure == other.figure && value == other.value && unit == other.unit
      && year == other.year && method == other.method && source == other.source
      && confidence == other.confidence
  }
}
