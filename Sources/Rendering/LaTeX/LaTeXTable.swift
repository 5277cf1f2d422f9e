import Documents

/// A table laid out for LaTeX within the width of a line.
struct LaTeXTable {
  /// A size of type, in percent of the normal one, with the space on either side of a column.
  private struct Size {
    let command: String
    let scale: Int
    let separation: Int?
  }

  private let caption: [Inline]
  private let label: String
  private let notes: [[Inline]]
  private let roles: [Table.Row.Role]
  private let citation: LaTeXText.Citation
  private let textWidth: Int
  private let columns: [LaTeXColumn]
  private let size: Size
  /// Whether it keeps within the line; if not, it sticks out on both sides alike.
  private let fits: Bool

  /// Lays a table out; where it is too wide its texts are broken into lines, and where that is not
  /// enough the type is set smaller.
  init(
    _ table: Table, caption: [Inline], label: String, citation: LaTeXText.Citation, textWidth: Int
  ) {
    self.caption = caption
    self.label = latexLabel(label)
    self.citation = citation
    self.textWidth = textWidth
    notes = table.notes
    roles = table.rows.map(\.role)
    let natural = table.columns.enumerated().map { index, column in
      LaTeXColumn(
        column, isFirst: index == 0,
        rows: table.rows.map { (index < $0.cells.count ? $0.cells[index] : .blank, $0.role) },
        citation: citation)
    }
    let sizes = [
      Size(command: "", scale: 100, separation: nil),
      Size(command: #"\small"#, scale: 93, separation: nil),
      Size(command: #"\footnotesize"#, scale: 85, separation: 40),
      Size(command: #"\scriptsize"#, scale: 80, separation: 25),
    ]
    var columns = natural
    var size = sizes[0]
    var fits = false
    for (index, candidate) in sizes.enumerated() {
      columns = natural
      size = candidate
      let gaps = 2 * (candidate.separation ?? 60) * max(0, columns.count - 1)
      // What a font other than the one measured may take more.
      let room = (textWidth - gaps) * 98 / candidate.scale
      fits = fit(&columns, in: room, tight: index == sizes.count - 1)
      if fits { break }
    }
    self.fits = fits
    self.columns = columns
    self.size = size
  }

  /// The table, as a float or in its place; in several parts where it is longer than a page.
  func tex(floating: Bool) -> String {
    if columns.isEmpty { return "" }
    let parts = pages()
    var tex = ""
    for (index, rows) in parts.enumerated() {
      if index > 0 { tex += "\n" }
      tex += floating ? "\\begin{table}\n  \\centering\n" : inPlaceBegin
      let text = LaTeXText(caption, citation: citation).tex
      if index > 0 { tex += "  \\addtocounter{table}{-1}%\n" }
      tex += "  \\caption{" + text + (index > 0 ? " (continued)" : "") + "}\n"
      if index == 0, !label.isEmpty { tex += "  \\label{" + label + "}\n" }
      tex += "  \\smallskip\n"
      if !size.command.isEmpty { tex += "  " + size.command + "\n" }
      if let separation = size.separation {
        tex += "  \\setlength{\\tabcolsep}{\(separation / 10).\(separation % 10)pt}%\n"
      }
      write(rows, to: &tex)
      if index == parts.count - 1 { writeNotes(to: &tex) }
      tex += floating ? "\\end{table}\n" : inPlaceEnd
    }
    return tex
  }

  private func write(_ rows: Range<Int>, to tex: inout String) {
    let specifications = columns.map { $0.specification(scale: size.scale, textWidth: textWidth) }
    if !fits { tex += "  \\makebox[\\linewidth]{%\n" }
    tex += "  \\begin{tabular}{@{}" + specifications.joined() + "@{}}\n    \\toprule\n"
    writeHead(to: &tex)
    tex += "    \\midrule\n"
    for row in rows {
      if row > rows.lowerBound, (roles[row] == .total) != (roles[row - 1] == .total) {
        tex += "    \\midrule\n"
      }
      write(columns.map { $0.cell(row) }, to: &tex)
    }
    tex += "    \\bottomrule\n  \\end{tabular}" + (fits ? "\n" : "}\n")
  }

  private func writeHead(to tex: inout String) {
    let heads = columns.map { $0.head() }
    let height = heads.reduce(0) { max($0, $1.count) }
    for line in 0..<height {
      // Heads of unequal height stand on the same ground.
      write(
        heads.map { line < height - $0.count ? "" : $0[line - (height - $0.count)] }, to: &tex)
    }
    if columns.contains(where: { !$0.unit.tex.isEmpty }) {
      write(columns.map { $0.unit.tex.isEmpty ? "" : $0.braced($0.unit.tex) }, to: &tex)
    }
  }

  private func write(_ cells: [String], to tex: inout String) {
    tex += "    "
    for (index, cell) in cells.enumerated() {
      if index > 0 { tex += cells[index - 1].isEmpty ? "& " : " & " }
      tex += cell
    }
    tex += cells.last?.isEmpty == false ? " \\\\\n" : "\\\\\n"
  }

  private func writeNotes(to tex: inout String) {
    if notes.isEmpty { return }
    tex += "  \\par\\smallskip\n"
    for note in notes {
      let text = LaTeXText(note, citation: citation).tex
      tex += "  {\\footnotesize\\raggedright " + text + "\\par}\n"
    }
  }

  /// The rows of each page.
  private func pages() -> [Range<Int>] {
    let foot = notes.reduce(0) { $0 + lineCount($1) }
    let head = columns.reduce(0) { max($0, $1.head().count) }
    let most = max(8, 39 - lineCount(caption) - head - foot) * 100 / size.scale
    var pages: [Range<Int>] = []
    var start = 0
    var lines = 0
    for row in roles.indices {
      let height = columns.reduce(1) { max($0, $1.height(row)) }
      // A part stays with what it is a part of, a total with what it is the total of.
      if lines + height > most, row > start, roles[row] == .body || lines + height > most + 4 {
        pages.append(start..<row)
        start = row
        lines = 0
      }
      lines += height
    }
    return pages + [start..<roles.count]
  }

  /// The lines that a text of the table's full width takes.
  private func lineCount(_ text: [Inline]) -> Int {
    LaTeXText(text, citation: citation).width / textWidth + 1
  }
}

/// Gives each column its width within some room; false if it does not do so decently.
private func fit(_ columns: inout [LaTeXColumn], in room: Int, tight: Bool) -> Bool {
  if columns.reduce(0, { $0 + $1.width }) <= room { return true }
  func floor(_ column: LaTeXColumn) -> Int {
    let least =
      column.alignment == .decimal
      ? column.unbroken : max(column.unit.width, min(column.unbroken, tight ? 600 : 900))
    return tight ? least : max(least, min(column.natural, 600))
  }
  func total(at level: Int) -> Int {
    columns.reduce(0) { $0 + min($1.width, max(floor($1), level)) }
  }
  var low = 0
  var high = columns.reduce(0) { max($0, $1.width) }
  while low < high {
    let middle = (low + high + 1) / 2
    if total(at: middle) <= room { low = middle } else { high = middle - 1 }
  }
  for index in columns.indices {
    columns[index].width = min(columns[index].width, max(floor(columns[index]), low))
  }
  return columns.reduce(0) { $0 + $1.width } <= room
}

/// A name as a label: `tab:processes`, or as it is where it has a prefix of its own.
func latexLabel(_ name: String, prefix: String = "tab:") -> String {
  var label = ""
  for byte in name.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "+"):
      label.unicodeScalars.append(Unicode.Scalar(byte))
    default: if label.utf8.last != UInt8(ascii: "-") { label += "-" }
    }
  }
  return label.isEmpty || label.utf8.contains(UInt8(ascii: ":")) ? label : prefix + label
}

private let inPlaceBegin = #"""
  \begin{center}
  \begin{minipage}{\linewidth}
    \centering
    \expandafter\def\csname @captype\endcsname{table}%

  """#

private let inPlaceEnd = #"""
  \end{minipage}
  \end{center}

  """#
