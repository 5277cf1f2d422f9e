import Documents

/// A table laid out in columns of characters: head, rule, rows.
struct TextTable {
  private let columns: [TextColumn]
  /// The column of the line at which each column begins.
  private let starts: [Int]
  private let full: Int
  private let roles: [Table.Row.Role]

  /// Lays a table out; where it is wider than `width` its widest texts are broken into lines.
  init(_ table: Table, width: Int) {
    var columns = table.columns.enumerated().map { index, column in
      TextColumn(
        column, isFirst: index == 0,
        index, of: table.rows)
    }
    let gaps = max(0, columns.count - 1)
    let gap = columns.reduce(0) { $0 + $1.natural } + 3 * gaps <= width ? 3 : 2
    shrink(&columns, to: width - gap * gaps)
    var starts: [Int] = []
    var start = 0
    for column in columns {
      starts.append(start)
      start += column.width + gap
    }
    self.columns = columns
    self.starts = starts
    full = start - gap
    roles = table.rows.map(\.role)
  }

  /// Writes head, rule and rows, with a rule between totals and what they are the totals of.
  func write(to output: inout TerminalText) {
    if columns.isEmpty { return }
    writeHead(to: &output)
    output.rule("─", full)
    for (row, role) in roles.enumerated() {
      if row > 0, (role == .total) != (roles[row - 1] == .total) { output.rule("─", full) }
      write(row: row, to: &output)
    }
  }

  private func writeHead(to output: inout TerminalText) {
    let heads = columns.map { Lines($0.head, width: $0.width) }
    let height = heads.reduce(0) { max($0, $1.count) }
    for line in 0..<height {
      for (index, column) in columns.enumerated() {
        // Heads of unequal height stand on the same ground.
        let own = line - (height - heads[index].count)
        if own < 0 { continue }
        let slack = column.alignment == .leading ? 0 : column.width - heads[index].widths[own]
        output.skip(to: starts[index] + slack)
        heads[index].write(own, to: &output)
      }
      output.newline()
    }
    if columns.allSatisfy({ $0.unit.text.isEmpty }) { return }
    for (index, column) in columns.enumerated() {
      let slack = column.alignment == .leading ? 0 : column.width - column.unit.width
      output.skip(to: starts[index] + slack)
      output.write(column.unit.text, .quiet, width: column.unit.width)
    }
    output.newline()
  }

  private func write(row: Int, to output: inout TerminalText) {
    let layouts = columns.map { column in
      switch column.cells[row].content {
      case .words(let words):
        Lines(words, width: column.width - column.cells[row].indentation)
      case .number: Lines([], width: 1)
      }
    }
    let height = layouts.reduce(1) { max($0, $1.count) }
    let style = roles[row] == .total ? Style.strong : .plain
    for line in 0..<height {
      for (index, column) in columns.enumerated() {
        let cell = column.cells[row]
        switch cell.content {
        case .words:
          if line >= layouts[index].count { continue }
          let slack = column.width - layouts[index].widths[line]
          let offset = column.alignment == .leading ? cell.indentation : slack
          output.skip(to: starts[index] + offset)
          layouts[index].write(line, to: &output)
        case .number(let number):
          if line > 0 { continue }
          column.write(
            number, indentation: cell.indentation, style: style, at: starts[index], to: &output)
        }
      }
      output.newline()
    }
  }
}
