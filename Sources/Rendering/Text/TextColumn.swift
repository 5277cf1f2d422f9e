import Documents

/// A column of a table on a terminal: its cells as words and numbers, and how wide they make it.
struct TextColumn {
  /// A cell and how far it is set in.
  struct Cell {
    let content: Content
    let indentation: Int
  }

  /// What stands in a cell.
  enum Content {
    case words([Word])
    case number(Number)
  }

  /// A number in two parts that meet at its decimal point.
  struct Number {
    let head: String
    let headWidth: Int
    let tail: String
    var tailWidth: Int { tail.utf8.count }
  }

  let alignment: Table.Column.Alignment
  /// The words of the head.
  let head: [Word]
  /// The unit under the head, ready to be written; empty for none.
  let unit: (text: String, width: Int)
  let cells: [Cell]
  /// The columns that all of it takes on one line each.
  let natural: Int
  /// The least columns that break no word.
  let unbroken: Int
  /// The least columns that break no number and no unit.
  let least: Int
  /// The columns it is given.
  var width: Int

  /// The widest head and the widest tail of its numbers.
  private let headWidth: Int
  private let tailWidth: Int

  /// Measures a column; only a first one sets details in.
  init(_ column: Table.Column, isFirst: Bool, _ index: Int, of rows: [Table.Row]) {
    alignment = column.alignment
    head = Words(column.title).all
    unit = measured(column.unit)
    let headExtent = extent(of: head)
    var natural = max(headExtent.natural, unit.width)
    var unbroken = max(headExtent.longest, unit.width)
    var least = max(headExtent.whole, unit.width)
    var headWidth = 0
    var tailWidth = 0
    var cells: [Cell] = []
    cells.reserveCapacity(rows.count)
    for row in rows {
      let role = row.role
      let cell = index < row.cells.count ? row.cells[index] : .blank
      let indentation = isFirst && role == .detail ? 2 : 0
      switch cell {
      case .text(let inlines):
        let words = Words(inlines, style: role == .total ? .strong : .plain).all
        let sizes = extent(of: words)
        natural = max(natural, sizes.natural + indentation)
        unbroken = max(unbroken, sizes.longest + indentation)
        least = max(least, sizes.whole + indentation, min(sizes.longest, 8) + indentation)
        cells.append(Cell(content: .words(words), indentation: indentation))
      case .blank: cells.append(Cell(content: .words([]), indentation: indentation))
      case .number(let text, let atLeast):
        let number = Number(text, atLeast: atLeast)
        headWidth = max(headWidth, number.headWidth + indentation)
        tailWidth = max(tailWidth, number.tailWidth)
        cells.append(Cell(content: .number(number), indentation: indentation))
      case .none:
        let dash = Number(head: "–", headWidth: 1, tail: "")
        headWidth = max(headWidth, 1 + indentation)
        cells.append(Cell(content: .number(dash), indentation: indentation))
      }
    }
    let numbers = headWidth + tailWidth
    self.cells = cells
    self.headWidth = headWidth
    self.tailWidth = tailWidth
    self.natural = max(natural, numbers)
    self.unbroken = max(unbroken, numbers)
    self.least = max(least, numbers)
    width = max(natural, numbers)
  }

  /// Writes a number where the alignment of the column puts it.
  func write(
    _ number: Number, indentation: Int, style: Style, at start: Int,
    to output: inout TerminalText
  ) {
    switch alignment {
    case .leading: output.skip(to: start + indentation)
    case .trailing: output.skip(to: start + width - number.headWidth - number.tailWidth)
    case .decimal: output.skip(to: start + width - tailWidth - number.headWidth)
    }
    output.write(number.head, style, width: number.headWidth)
    output.write(number.tail, style, width: number.tailWidth)
  }
}

extension TextColumn.Number {
  /// A number with its thousands grouped, a lower bound behind `≥`; what is no plain number stands
  /// as it is.
  init(_ text: String, atLeast: Bool) {
    let bound = atLeast ? "≥ " : ""
    let boundWidth = atLeast ? 2 : 0
    if let numeral = Numeral(text) {
      let grouped = numeral.grouped
      self.init(
        head: bound + grouped, headWidth: boundWidth + grouped.utf8.count, tail: numeral.tail)
    } else {
      let shown = measured(text)
      self.init(head: bound + shown.text, headWidth: boundWidth + shown.width, tail: "")
    }
  }
}

/// Narrows the widest columns until all fit: first at spaces only, then within words.
func shrink(_ columns: inout [TextColumn], to width: Int) {
  if columns.reduce(0, { $0 + $1.width }) <= width { return }
  for breaksWords in [false, true] {
    func floor(_ column: TextColumn) -> Int { breaksWords ? column.least : column.unbroken }
    func total(at level: Int) -> Int {
      columns.reduce(0) { $0 + min($1.width, max(floor($1), level)) }
    }
    var low = 0
    var high = columns.reduce(0) { max($0, $1.width) }
    // The greatest level at which everything fits; 0 where nothing helps.
    while low < high {
      let middle = (low + high + 1) / 2
      if total(at: middle) <= width { low = middle } else { high = middle - 1 }
    }
    let spare = max(0, width - total(at: low))
    var given = 0
    for index in columns.indices {
      let narrowed = min(columns[index].width, max(floor(columns[index]), low))
      // What rounding leaves over goes to the first columns that can use it.
      let more = narrowed == low && columns[index].width > narrowed && given < spare ? 1 : 0
      given += more
      columns[index].width = narrowed + more
    }
    if columns.reduce(0, { $0 + $1.width }) <= width { return }
  }
}
