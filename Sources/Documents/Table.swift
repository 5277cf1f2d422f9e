/// A table: columns with heads, rows with roles, notes at the foot.
public struct Table: Hashable, Sendable {
  /// A column.
  public struct Column: Hashable, Sendable {
    /// How the cells of a column stand under each other.
    public enum Alignment: String, Hashable, Sendable {
      /// Text, flush left.
      case leading
      /// Text, flush right.
      case trailing
      /// Numbers, at their decimal point.
      case decimal
    }

    /// The head.
    public var title: [Inline]
    /// The unit of all numbers in the column, shown with the head; empty for none.
    public var unit: String
    /// How its cells stand.
    public var alignment: Alignment

    /// A column.
    public init(_ title: [Inline], unit: String = "", _ alignment: Alignment = .leading) {
      self.title = title
      self.unit = unit
      self.alignment = alignment
    }
  }

  /// What stands in one place.
  public enum Cell: Hashable, Sendable {
    /// Text.
    case text([Inline])
    /// A rounded number without grouping (`24.7`); `atLeast` where it is a lower bound (`≥ 24.7`).
    case number(String, atLeast: Bool = false)
    /// Nothing to show: a dash, never a zero.
    case none
    /// A place left blank on purpose.
    case blank
  }

  /// A row.
  public struct Row: Hashable, Sendable {
    /// What a row is to the table.
    public enum Role: String, Hashable, Sendable {
      /// One of the things listed.
      case body
      /// A part of the row above it.
      case detail
      /// The sum of what stands above it, set off by a rule.
      case total
    }

    /// One cell a column.
    public var cells: [Cell]
    /// What the row is.
    public var role: Role

    /// A row.
    public init(_ cells: [Cell], role: Role = .body) {
      self.cells = cells
      self.role = role
    }
  }

  /// The name by which a document refers to it: `processes`, `stages`.
  public var name: String
  /// What it shows, in a sentence.
  public var caption: [Inline]
  /// Its columns.
  public var columns: [Column]
  /// Its rows.
  public var rows: [Row]
  /// What stands at its foot.
  public var notes: [[Inline]]

  /// A table.
  public init(
    name: String, caption: [Inline], columns: [Column], rows: [Row], notes: [[Inline]] = []
  ) {
    self.name = name
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }
}
