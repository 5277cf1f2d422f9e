public import Documents

/// Renders pages as Markdown in the manner of GitHub: tables with pipes, one line a paragraph.
///
/// What a page says in its texts is escaped, so that none of it is taken for markup or HTML.
public struct MarkdownRenderer: Sendable {
  /// The level of the title; headings below it are deeper.
  public let titleLevel: Int

  /// A renderer whose titles have a level from 1 to 4.
  public init(titleLevel: Int = 1) { self.titleLevel = min(max(1, titleLevel), 4) }

  /// The page, ending with one line feed.
  public func render(_ document: Document) -> String {
    var blocks: [String] = []
    if !document.title.isEmpty { blocks.append(heading(document.title, level: titleLevel)) }
    blocks += document.blocks.map(render).filter { !$0.isEmpty }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// One table with its caption and its notes, ending with one line feed.
  public func render(_ table: Table) -> String { text(of: table) + "\n" }

  private func render(_ block: Block) -> String {
    switch block {
    case .heading(let level, let title): heading(title, level: titleLevel + max(1, level))
    case .paragraph(let text): markdownLine(text)
    case .list(let items): items.map { "- " + markdownLine($0) }.joined(separator: "\n")
    case .table(let table): text(of: table)
    case .equations(let equations): fenced(lines(of: equations))
    case .preformatted(let text): fenced(text)
    case .chart(let chart): fenced(TextRenderer(width: 80).render(chart))
    case .terms(let terms):
      terms.map { term in
        let name = markdownText(term.name)
        return "- " + (name.isEmpty ? "" : "**" + name + "**: ") + markdownText(term.text)
      }.joined(separator: "\n")
    }
  }

  private func heading(_ text: [Inline], level: Int) -> String {
    String(repeating: "#", count: min(level, 6)) + " " + markdownText(text)
  }

  private func text(of table: Table) -> String {
    var parts: [String] = []
    if !table.caption.isEmpty { parts.append("**" + markdownText(table.caption) + "**") }
    if !table.columns.isEmpty { parts.append(MarkdownTable(table).text) }
    parts += table.notes.map(markdownLine)
    return parts.joined(separator: "\n\n")
  }

  /// A derivation as lines of text, aligned at the relation sign.
  private func lines(of equations: [Equation]) -> String {
    var output = TerminalText(color: false)
    TextEquations(equations, width: 100).write(to: &output)
    return output.text
  }

  /// Lines that stand as they are, between fences longer than any within.
  private func fenced(_ text: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { markdownPrintable(String($0)) }
    let kept = lines.last == "" ? lines.dropLast() : lines[...]
    return fence + "text\n" + kept.map { $0 + "\n" }.joined() + fence
  }
}
