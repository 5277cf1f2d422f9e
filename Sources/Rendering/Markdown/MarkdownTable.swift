import Documents

/// A table with pipes: one line for the head, with units, one for the alignment, one a row.
struct MarkdownTable {
  /// Its lines, without a line feed at the end.
  let text: String

  /// Lays a table out.
  init(_ table: Table) {
    let heads = table.columns.map { column -> String in
      let title = markdownText(column.title, inTable: true)
      let unit = markdownText([.text(column.unit)], inTable: true)
      if unit.isEmpty { return title }
      return title.isEmpty ? unit : title + ", " + unit
    }
    let rules = table.columns.map { $0.alignment == .leading ? "---" : "---:" }
    let rows = table.rows.map { row in
      table.columns.indices.map { index in
        Self.text(
          index < row.cells.count ? row.cells[index] : .blank, role: row.role,
          isFirst: index == 0)
      }
    }
    text = ([heads, rules] + rows).map(Self.line).joined(separator: "\n")
  }

  private static func line(_ cells: [String]) -> String {
    "|" + cells.map { $0.isEmpty ? " |" : " " + $0 + " |" }.joined()
  }

  /// A cell: totals carry weight, the name of a part is set in.
  private static func text(_ cell: Table.Cell, role: Table.Row.Role, isFirst: Bool) -> String {
    let text: String
    switch cell {
    case .blank: return ""
    case .none: return "–"
    case .number(let number, let atLeast):
      let shown =
        Numeral(number).map { $0.grouped + $0.tail }
        ?? markdownText([.text(number)], inTable: true)
      text = (atLeast ? "≥ " : "") + shown
    case .text(let inlines): text = markdownText(inlines, inTable: true)
    }
    switch role {
    case .body: return text
    case .detail: return isFirst && !text.isEmpty ? "&emsp;" + text : text
    case .total: return text.isEmpty || text.hasPrefix("**") ? text : "**" + text + "**"
    }
  }
}
