/// One figure of the catalogue, with all that is known of it: what it is about, how large it is, and
/// who says so.
///
/// The value and the unit are kept as written, so that a report prints what the file holds.
public struct FactorRow: Hashable, Sendable {
  /// Where a row stands.
  public struct Place: Hashable, Sendable {
    /// The file, such as `Data/factors/grids.csv`.
    public var file: String { table.path }
    private let table: CatalogueTable.File
    /// The byte of the file at which the row begins.
    let start: Int
    private let text: CatalogueTable.Text

    init(file: CatalogueTable.File, start: Int, text: CatalogueTable.Text) {
      table = file
      self.start = start
      self.text = text
    }

    /// Whether the file is somebody's own, and not one of those that are built in.
    public var isOwn: Bool { !table.isBundled }

    /// The line in it, the header being line 1. It is counted when it is asked for.
    public var line: Int { text.line(of: start) }

    /// Whether both are the same row of the same file.
    public static func == (left: Place, right: Place) -> Bool {
      left.start == right.start && left.table == right.table
    }

    /// Feeds the file and the place in it to a hasher.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(table)
      hasher.combine(start)
    }
  }

  /// The entry that the figure is about.
  public let id: String
  /// Which figure of it: `power`, `embodied`, `intensity` and so on; the documentation of the
  /// module lists them with their units.
  public let figure: String
  /// The figure as a decimal number; for `zone`, the identifier of a grid.
  public let value: String
  /// The unit of the value in Cradle's own words, such as `gCO2e/kWh`; `zone` for a zone.
  public let unit: String
  /// The year that the figure describes, or that of its source where that is not printed.
  public let year: Int
  /// How the figure came about. For intensities see ``IntensityMethod``.
  public let method: String
  /// The key of the source in the bibliography.
  public let source: String
  /// How far the figure can be trusted: `high`, `medium` or `low`.
  public let confidence: String
  /// What else a reader must know; may be empty.
  public let note: String
  /// Where the row stands.
  public let place: Place

  /// The figure in a row `id,figure,value,unit,year,method,source,confidence,note`; nothing if a
  /// field is missing or the year is no whole number.
  init?(_ row: CatalogueTable.Row, of table: CatalogueTable) {
    let fields = row.fields
    guard fields.count == 9, let year = Int(fields[4]) else { return nil }
    id = fields[0]
    figure = fields[1]
    value = fields[2]
    unit = fields[3]
    self.year = year
    method = fields[5]
    source = fields[6]
    confidence = fields[7]
    note = fields[8]
    place = table.place(ofRowAt: row.start)
  }
}

extension FactorRow {
  /// The header of every file of figures.
  public static let header = "id,figure,value,unit,year,method,source,confidence,note"

  /// The row as its file has it.
  public var csv: String {
    csvLine([id, figure, value, unit, "\(year)", method, source, confidence, note])
  }
}
