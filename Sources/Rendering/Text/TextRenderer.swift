import Diagnostics
public import Documents

/// Renders a page as text for a terminal, at a width in columns, with colour if asked.
public struct TextRenderer {
  /// The columns that prose keeps to; a table of numbers alone may be wider.
  public let width: Int
  /// Whether styles are written, as SGR sequences.
  public let color: Bool

  /// A renderer for a terminal of this width; widths under 20 count as 20.
  public init(width: Int = 80, color: Bool = false) {
    self.width = max(20, width)
    self.color = color
  }

  /// The page, ending with one line feed.
  public func render(_ document: Document) -> String {
    var output = TerminalText(color: color)
    heading(document.title, underline: "═", to: &output)
    var first = document.title.isEmpty
    for block in document.blocks {
      if !first { output.newline() }
      first = false
      write(block, to: &output)
    }
    let text = output.text
    return text.isEmpty ? "\n" : text
  }

  /// One table with its title and its notes, ending with one line feed.
  public func render(_ table: Table) -> String {
    var output = TerminalText(color: color)
    write(table, to: &output)
    let text = output.text
    return text.isEmpty ? "\n" : text
  }

  /// One chart with its title and its caption, ending with one line feed.
  public func render(_ chart: Chart) -> String {
    var output = TerminalText(color: color)
    TextChart(chart, width: width).write(to: &output)
    return output.text
  }

  private func write(_ block: Block, to output: inout TerminalText) {
    switch block {
    case .heading(let level, let text):
      heading(text, underline: level <= 1 ? "─" : nil, to: &output)
    case .paragraph(let text):
      write(Words(text, quotesCode: true).all, indentation: 0, to: &output)
    case .list(let items):
      for item in items {
        output.write("•", .quiet, width: 1)
        write(Words(item, quotesCode: true).all, indentation: 2, to: &output)
      }
    case .table(let table): write(table, to: &output)
    case .equations(let equations):
      TextEquations(equations, width: width).write(to: &output)
    case .terms(let terms): write(terms, to: &output)
    case .chart(let chart): TextChart(chart, width: width).write(to: &output)
    case .preformatted(let text):
      for line in lines(of: text) {
        output.skip(to: 2)
        output.write(line, width: displayWidth(of: line))
        output.newline()
      }
    }
  }

  /// The lines of a text that stands as it is, made safe for a terminal.
  private func lines(of text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      printable(String($0))
    }
    return lines.last == "" ? lines.dropLast() : lines
  }

  private func heading(_ text: [Inline], underline: String?, to output: inout TerminalText) {
    let lines = Lines(Words(text, style: .strong).all, width: width)
    for line in 0..<lines.count {
      lines.write(line, to: &output)
      output.newline()
    }
    if let underline, let widest = lines.widths.max() { output.rule(underline, widest) }
  }

  /// Writes words as lines that begin at a column; on the first, something may stand before it.
  private func write(_ words: [Word], indentation: Int, to output: inout TerminalText) {
    let lines = Lines(words, width: width - indentation)
    for line in 0..<lines.count {
      output.skip(to: indentation)
      lines.write(line, to: &output)
      output.newline()
    }
    if lines.count == 0 { output.newline() }
  }

  private func write(_ terms: [Term], to output: inout TerminalText) {
    let names = terms.map { Words($0.name).all }
    let widths = names.map { extent(of: $0).natural }
    let limit = width / 3
    let column = (widths.filter { $0 <= limit }.max() ?? 2) + 2
    for (index, term) in terms.enumerated() {
      let lines = Lines(names[index], width: width)
      for line in 0..<lines.count {
        lines.write(line, to: &output)
        if widths[index] > limit || line + 1 < lines.count { output.newline() }
      }
      write(Words(term.text, quotesCode: true).all, indentation: column, to: &output)
    }
  }

  private func write(_ table: Table, to output: inout TerminalText) {
    let lines = Lines(Words(table.caption, style: .strong).all, width: width)
    for line in 0..<lines.count {
      lines.write(line, to: &output)
      output.newline()
    }
    if lines.count > 0, !table.columns.isEmpty { output.newline() }
    TextTable(table, width: width).write(to: &output)
    if !table.notes.isEmpty { output.newline() }
    for note in table.notes {
      write(Words(note, quotesCode: true).all, indentation: 0, to: &output)
    }
  }
}
