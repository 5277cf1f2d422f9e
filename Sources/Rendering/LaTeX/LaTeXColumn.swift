import Documents

/// A column of a table in LaTeX: its cells as source, and how wide they make it at 10 pt.
struct LaTeXColumn {
  private let column: Table.Column
  private let rows: [(cell: Table.Cell, isDetail: Bool)]
  private let citation: LaTeXText.Citation
  private let format: Format

  /// The cells, each on one line.
  private let cells: [LaTeXText]
  private let cellWidth: Int
  let unit: LaTeXText
  /// What it takes unbroken, and the least that breaks no word.
  let natural: Int
  let unbroken: Int
  /// What it is given.
  var width: Int

  /// Measures a column; only a first one sets details in.
  init(
    _ column: Table.Column, isFirst: Bool, rows: [(cell: Table.Cell, role: Table.Row.Role)],
    citation: LaTeXText.Citation
  ) {
    self.column = column
    self.rows = rows.map { ($0.cell, isFirst && $0.role == .detail) }
    self.citation = citation
    let format = Format(column.alignment == .decimal ? rows.map(\.cell) : [])
    let head = LaTeXText(column.title, citation: citation, longestWord: .max)
    var unit = LaTeXText(citation: citation, longestWord: .max)
    unit.append(unit: column.unit)
    let cells = self.rows.map { cell, isDetail in
      var text = LaTeXText(citation: citation, longestWord: .max)
      if isDetail {
        text.markup(#"\quad "#)
        text.advance(by: 100)
      }
      write(cell, format: format, to: &text)
      return text
    }
    let isDecimal = column.alignment == .decimal
    let longest = cells.reduce(0) { max($0, isDecimal ? $1.width : $1.longest) }
    cellWidth = cells.reduce(0) { max($0, $1.width) }
    natural = max(cellWidth, head.width, unit.width)
    unbroken = max(longest, head.longest, unit.width)
    width = natural
    self.unit = unit
    self.format = format
    self.cells = cells
  }

  var alignment: Table.Column.Alignment { column.alignment }

  /// Whether its texts are broken into lines.
  var isBroken: Bool { alignment != .decimal && width < cellWidth }

  /// The number of lines a cell is likely to take.
  func height(_ row: Int) -> Int {
    isBroken ? (cells[row].width * 5 / 4 + width) / max(1, width) : 1
  }

  /// The source of a cell.
  func cell(_ row: Int) -> String {
    if !isBroken { return cells[row].tex }
    let room = width * 9 / 10 - (rows[row].isDetail ? 100 : 0)
    var text = LaTeXText(citation: citation, longestWord: room)
    if rows[row].isDetail { text.markup(#"\setlength{\leftskip}{1em}"#) }
    write(rows[row].cell, format: format, to: &text)
    return text.tex
  }

  /// What the tabular is told about the column; a width is a share of the line.
  func specification(scale: Int, textWidth: Int) -> String {
    if isBroken {
      let share = thousandths(width * scale * 10 / textWidth)
      return alignment == .trailing
        ? #">{\raggedleft\arraybackslash\hspace{0pt}}p{"# + share + #"\linewidth}"#
        : #">{\raggedright\arraybackslash\hspace{0pt}}p{"# + share + #"\linewidth}"#
    }
    return switch alignment {
    case .leading: "l"
    case .trailing: "r"
    case .decimal: format.isEmpty ? "c" : "S[table-format=" + format.text + "]"
    }
  }

  /// The title on as many lines as the width asks for, each ready for a cell.
  func head() -> [String] {
    let whole = LaTeXText(column.title, citation: citation, longestWord: width)
    if whole.tex.isEmpty { return [] }
    if whole.width <= width { return [braced(whole.tex)] }
    var lines: [String] = []
    var line = ""
    var lineWidth = 0
    for word in titleWords {
      let text = LaTeXText([word], citation: citation, longestWord: width)
      if !line.isEmpty, lineWidth + 33 + text.width > width {
        lines.append(braced(line))
        line = ""
        lineWidth = 0
      }
      line += (line.isEmpty ? "" : " ") + text.tex
      lineWidth += (lineWidth == 0 ? 0 : 33) + text.width
    }
    lines.append(braced(line))
    return lines
  }

  private var titleWords: [Inline] {
    column.title.flatMap { inline -> [Inline] in
      switch inline {
      case .text(let text): words(text).map { .text($0) }
      case .strong(let text): words(text).map { .strong($0) }
      case .tone(let tone, let text): words(text).map { .tone(tone, $0) }
      case .code, .quantity, .cite: [inline]
      }
    }
  }

  private func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// A cell that siunitx is to leave alone.
  func braced(_ tex: String) -> String { format.isEmpty ? tex : "{" + tex + "}" }
}

/// Writes a cell; what siunitx is to leave alone in a column of numbers stands in braces.
private func write(_ cell: Table.Cell, format: Format, to text: inout LaTeXText) {
  let braces = !format.isEmpty
  switch cell {
  case .blank: break
  case .none: text.markup(braces ? "{--}" : "--")
  case .text(let inlines):
    if braces { text.markup("{") }
    for inline in inlines { text.append(inline) }
    if braces { text.markup("}") }
  case .number(let number, let atLeast):
    if braces, let numeral = Numeral(number) {
      text.markup(format.cell(numeral, atLeast: atLeast))
      text.advance(by: format.width)
      return
    }
    if braces { text.markup("{") }
    if atLeast {
      text.markup(#"$\geq$\,"#)
      text.advance(by: 94)
    }
    text.append(number: number)
    if braces { text.markup("}") }
  }
}

/// `0.123` for 123 thousandths.
private func thousandths(_ value: Int) -> String {
  let digits = String(min(max(1, value), 999))
  return "0." + String(repeating: "0", count: 3 - digits.utf8.count) + digits
}

/// The form of all numbers in a column: what siunitx calls its table format.
private struct Format {
  var signed = false
  var integer = 0
  var fraction = 0

  init(_ cells: [Table.Cell]) {
    for case .number(let text, _) in cells {
      guard let numeral = Numeral(text) else { continue }
      signed = signed || !numeral.sign.isEmpty
      integer = max(integer, numeral.integer.utf8.count)
      fraction = max(fraction, numeral.fraction.utf8.count)
    }
  }

  var isEmpty: Bool { integer == 0 }

  var text: String { (signed ? "-" : "") + "\(integer)" + (fraction > 0 ? ".\(fraction)" : "") }

  var width: Int {
    (signed ? 78 : 0) + 50 * (integer + fraction) + (fraction > 0 ? 28 : 0)
      + 17 * (groups(integer) + groups(fraction))
  }

  /// A number in such a column. A lower bound is padded with what it lacks to the full format, so
  /// that its point stands under the others though siunitx only centres it.
  func cell(_ numeral: Numeral, atLeast: Bool) -> String {
    let number = numeral.sign + numeral.integer + numeral.tail
    if !atLeast { return number }
    let own = numeral.integer.utf8.count
    var before = signed && numeral.sign.isEmpty ? "$-$" : ""
    before += String(repeating: "0", count: integer - own)
    before += String(repeating: #"\,"#, count: groups(integer) - groups(own))
    let ownFraction = numeral.fraction.utf8.count
    var behind = fraction > 0 && ownFraction == 0 ? "." : ""
    behind += String(repeating: "0", count: fraction - ownFraction)
    behind += String(repeating: #"\,"#, count: groups(fraction) - groups(ownFraction))
    return "{" + (before.isEmpty ? "" : #"\hphantom{"# + before + "}")
      + #"\llap{$\geq$\,}\num{"# + number + "}"
      + (behind.isEmpty ? "" : #"\hphantom{"# + behind + "}") + "}"
  }
}
