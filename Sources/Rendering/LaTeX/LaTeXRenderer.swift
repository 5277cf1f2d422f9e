public import Documents

/// Renders pages and their parts as LaTeX for pdflatex, all of it in ASCII.
///
/// Tables need the packages booktabs and siunitx, of either version 2 or 3, and nothing else;
/// derivations need amsmath and siunitx, of version 2 with `\providecommand{\qty}{\SI}`; charts,
/// where they are asked for, need pgfplots.
public struct LaTeXRenderer {
  /// What a paper may want otherwise.
  public struct Options: Hashable, Sendable {
    /// Whether a source is cited by `\cite{key}`, for a paper that has it in its bibliography,
    /// rather than as `[key]`.
    public var citesByCommand: Bool
    /// The points that a line of the paper's text takes: tables are laid out to fit in.
    public var textWidth: Int
    /// Whether charts are drawn, which needs the package pgfplots too.
    public var drawsCharts: Bool

    /// Sources as `[key]`, lines as those of the class article, no charts.
    public init(citesByCommand: Bool = false, textWidth: Int = 345, drawsCharts: Bool = false) {
      self.citesByCommand = citesByCommand
      self.drawsCharts = drawsCharts
      self.textWidth = min(max(100, textWidth), 10_000)
    }
  }

  /// What the paper wants.
  public let options: Options

  /// A renderer for a paper.
  public init(options: Options = Options()) { self.options = options }

  /// A table as a float that a paper takes in with `\input`; one longer than a page becomes
  /// several under one number. Caption and label are the table's own unless given.
  public func fragment(table: Table, caption: String? = nil, label: String? = nil) -> String {
    LaTeXTable(
      table, caption: caption.map { [.text($0)] } ?? table.caption, label: label ?? table.name,
      citation: citation, textWidth: options.textWidth * 10
    ).tex(floating: true)
  }

  /// A derivation that a paper takes in with `\input`, in need of amsmath and siunitx.
  public func fragment(equations: [Equation]) -> String {
    LaTeXEquations(equations, citation: citation, textWidth: options.textWidth * 10).tex
  }

  /// A page that a paper takes in with `\input`: long names in it are broken whatever the paper's
  /// own lines are like.
  public func part(_ document: Document) -> String {
    "\\begingroup\\sloppy\n" + render(document) + "\\par\\endgroup\n"
  }

  /// The body of a report, its tables standing where they are named; the title is left to the
  /// document around it.
  public func render(_ document: Document) -> String {
    var tex = ""
    for (index, block) in document.blocks.enumerated() {
      if index > 0 { tex += "\n" }
      tex += render(block)
    }
    return tex
  }

  /// A whole document, ready for pdflatex.
  public func standalone(_ document: Document) -> String {
    let title = text(document.title)
    return preambleHead + (document.hasEquations ? preambleMath : "")
      + (options.drawsCharts ? preamblePlots : "") + preambleTail
      + (title.isEmpty ? "" : titleBegin + title + titleEnd)
      + render(document) + "\n\\end{document}\n"
  }

  private func render(_ block: Block) -> String {
    switch block {
    case .heading(let level, let title):
      return (level <= 1 ? #"\section*{"# : #"\subsection*{"#) + text(title) + "}\n"
    case .paragraph(let inlines): return text(inlines) + "\n"
    case .list(let items):
      if items.isEmpty { return "" }
      return "\\begin{itemize}\n"
        + items.reduce("") { $0 + "  \\item " + text($1) + "\n" } + "\\end{itemize}\n"
    case .terms(let terms):
      if terms.isEmpty { return "" }
      return "\\begin{description}\\raggedright\n"
        + terms.reduce("") { $0 + item($1) }
        + "\\end{description}\n"
    case .table(let table):
      return LaTeXTable(
        table, caption: table.caption, label: table.name, citation: citation,
        textWidth: options.textWidth * 10
      ).tex(floating: false)
    case .equations(let equations): return fragment(equations: equations)
    case .chart(let chart): return inPlace(chart)
    case .preformatted(let lines):
      return "\\begin{quote}\\ttfamily\\small\n"
        + lines.split(separator: "\n").map { line in
          let indentation = line.prefix { $0 == " " }.count
          return String(repeating: "~", count: indentation)
            + text([.text(String(line.dropFirst(indentation)))])
        }.joined(separator: "\\\\\n") + "\n\\end{quote}\n"
    }
  }

  private func item(_ term: Term) -> String {
    let name = LaTeXText(term.name, citation: citation)
    // A label is never broken into lines: a long name goes into the text.
    let label =
      name.width > options.textWidth * 7
      ? "[]{\\bfseries " + name.tex + "} " : "[{" + name.tex + "}] "
    return "  \\item" + label + text(term.text) + "\n"
  }

  private func text(_ inlines: [Inline]) -> String { LaTeXText(inlines, citation: citation).tex }

  private var citation: LaTeXText.Citation { options.citesByCommand ? .command : .key }
}

private let preambleHead = #"""
  \documentclass[a4paper]{article}
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
  \usepackage{textcomp}
  \usepackage{booktabs}
  \usepackage{siunitx}

  """#

private let preambleMath = #"""
  \usepackage{amsmath}
  \providecommand{\qty}{\SI}

  """#

private let preamblePlots = #"""
  \usepackage{pgfplots}
  \pgfplotsset{compat=1.16}

  """#

private let preambleTail = #"""
  \sloppy
  \begin{document}


  """#

private let titleBegin = #"""
  \begin{center}
    \LARGE\bfseries
  """# + "\n  "

private let titleEnd = "\n\\end{center}\n\n"

extension Document {
  /// Whether a derivation is on the page.
  fileprivate var hasEquations: Bool {
    for block in blocks {
      if case .equations = block { return true }
    }
    return false
  }
}
