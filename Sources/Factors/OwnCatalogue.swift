/// Somebody's own catalogue: one file of entries and figures that stand above the bundled ones.
///
/// Whoever reads such a file vouches for its rows; here they become a layer that is searched like
/// the bundled files, and whose rows know the line of the file that they come from.
public struct OwnCatalogue: Sendable {
  /// An entry that the file describes.
  public struct Entry: Hashable, Sendable {
    /// Its identifier.
    public var id: String
    /// What it is.
    public var kind: EntryKind
    /// Its full name.
    public var name: String
    /// Other names that lead to it.
    public var aliases: [String]

    /// An entry.
    public init(id: String, kind: EntryKind, name: String, aliases: [String] = []) {
      self.id = id
      self.kind = kind
      self.name = name
      self.aliases = aliases
    }
  }

  /// A figure that the file tells.
  public struct Row: Hashable, Sendable {
    /// The entry that the figure is about.
    public var id: String
    /// Which figure of it.
    public var figure: String
    /// The figure as a decimal number; for `zone`, the identifier of a grid.
    public var value: String
    /// The unit of the value; `1` for a pure number, `zone` for a zone.
    public var unit: String
    /// The year that the figure describes.
    public var year: Int
    /// How the figure came about.
    public var method: String
    /// The key of its source.
    public var source: String
    /// `high`, `medium` or `low`.
    public var confidence: String
    /// What else a reader must know; may be empty.
    public var note: String
    /// The byte of the file at which the figure stands.
    public var start: Int

    /// A figure.
    public init(
      id: String, figure: String, value: String, unit: String, year: Int, method: String,
      source: String, confidence: String, note: String, start: Int
    ) {
      self.id = id
      self.figure = figure
      self.value = value
      self.unit = unit
      self.year = year
      self.method = method
      self.source = source
      self.confidence = confidence
      self.note = note
      self.start = start
    }
  }

  /// A source that the file describes itself.
  public struct Source: Hashable, Sendable {
    /// Its key.
    public var key: String
    /// What is said of it, in the order of the file: `author`, `title`, `year` …
    public var fields: [BibEntry.Field]

    /// A source.
    public init(key: String, fields: [BibEntry.Field]) {
      self.key = key
      self.fields = fields
    }
  }

  /// The file, as people know it.
  public var file: String
  /// Its bytes, in which lines are counted.
  public var bytes: [UInt8]
  /// What a report calls it: the file, and a digest where there is one.
  public var version: String
  /// What it describes.
  public var entries: [Entry]
  /// What it tells.
  public var rows: [Row]
  /// What it cites beside the bundled bibliography.
  public var sources: [Source]
  /// Whether it is a table in the columns of the catalogue, not YAML.
  public var isTable: Bool

  /// A file that was read.
  public init(
    file: String, bytes: [UInt8], version: String, entries: [Entry] = [], rows: [Row] = [],
    sources: [Source] = [], isTable: Bool = false
  ) {
    self.file = file
    self.bytes = bytes
    self.version = version
    self.entries = entries
    self.rows = rows
    self.sources = sources
    self.isTable = isTable
  }
}

extension FactorCatalog {
  /// This catalogue with another on top: what that tells of a figure replaces all rows that this one
  /// has of it.
  public func under(_ own: OwnCatalogue) -> FactorCatalog {
    var copy = self
    copy.layers.insert(own.layer, at: 0)
    copy.sources = own.sources + sources
    return copy
  }
}

extension FactorCatalog {
  /// The entries of this catalogue with the figures of another in place of all that it tells: a whole
  /// catalogue that was kept from another time.
  public func replaced(by kept: OwnCatalogue) -> FactorCatalog {
    var copy = self
    guard let lowest = layers.last else { return self }
    var layer = kept.layer
    layer.entries = lowest.entries
    copy.layers = [layer]
    copy.versionOfBase = kept.version
    return copy
  }
}

// The layer.

extension OwnCatalogue {
  fileprivate var layer: FactorCatalog.Layer {
    let name = CatalogueTable.File(name: file)
    let sorted = entries.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    var list = "id,kind,name,aliases\n"
    for entry in sorted {
      list +=
        csvLine([
          entry.id, entry.kind.rawValue, entry.name, entry.aliases.joined(separator: ";"),
        ]) + "\n"
    }
    var text = Array((FactorRow.header + "\n").utf8)
    var origin = CatalogueTable.Origin(text: .owned(bytes))
    for row in inOrder {
      origin.rows.append((here: text.count, there: row.start))
      let fields = [
        row.id, row.figure, row.value, row.unit, "\(row.year)", row.method, row.source,
        row.confidence, row.note,
      ]
      text += Array((csvLine(fields) + "\n").utf8)
    }
    return FactorCatalog.Layer(
      version: version, entries: CatalogueTable(file: name, text: .owned(Array(list.utf8))),
      figures: [CatalogueTable(file: name, text: .owned(text), origin: origin)])
  }

  /// The rows by identifier, those of one figure together; else in the order of the file.
  private var inOrder: [Row] {
    var ranks: [[String]: Int] = [:]
    for row in rows where ranks[[row.id, row.figure]] == nil {
      ranks[[row.id, row.figure]] = ranks.count
    }
    let ranked = rows.enumerated().map { index, row in
      (row: row, figure: ranks[[row.id, row.figure]] ?? 0, index: index)
    }
    return ranked.sorted { first, second in
      if first.row.id != second.row.id {
        return first.row.id.utf8.lexicographicallyPrecedes(second.row.id.utf8)
      }
      return (first.figure, first.index) < (second.figure, second.index)
    }.map(\.row)
  }
}

/// Fields as a line of a table; a line break in one becomes a space.
func csvLine(_ fields: [String]) -> String {
  fields.map { field in
    let field = String(field.map { $0.isNewline ? " " : $0 })
    guard field.utf8.contains(where: { $0 == comma || $0 == quote }) else { return field }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }.joined(separator: ",")
}
