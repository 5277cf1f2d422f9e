import Documents
import Rendering
import Testing

@Suite("LaTeX")
struct LaTeXTests {
  let renderer = LaTeXRenderer()

  @Test("A table is a float with its columns aligned by siunitx")
  func table() {
    #expect(
      renderer.fragment(table: Samples.processes)
        == #"""
        \begin{table}
          \centering
          \caption{Emissions of the final training run, by process}
          \label{tab:processes}
          \smallskip
          \begin{tabular}{@{}lS[table-format=3.1]S[table-format=2.2]S[table-format=3.1]l@{}}
            \toprule
            Process & {Energy} & {Emissions} & {Share} & Sources \\
            & {MWh} & {tCO\textsubscript{2}e} & {\%} & \\
            \midrule
            Dynamic & 433 & 24.7 & 48.9 & {[}luccioni2023{]} \\
            Idle & 180 & 10.3 & 20.4 & {[}luccioni2023{]} \\
            Infrastructure & 76.1 & 4.34 & 8.6 & \\
            Embodied & {--} & 11.2 & 22.2 & \\
            \quad GPUs & {--} & 3.64 & 7.2 & \\
            \quad nodes & {--} & 7.58 & 15.0 & \\
            \midrule
            Total & 690 & 50.5 & 100 & \\
            \bottomrule
          \end{tabular}
          \par\smallskip
          {\footnotesize\raggedright Figures are rounded singly and need not add up.\par}
        \end{table}

        """#)
  }

  @Test("Caption and label can be given, wide texts are broken, lower bounds keep their point")
  func comparison() {
    #expect(
      renderer.fragment(table: Samples.comparison, caption: "100 % of_it", label: "fig:x y")
        == #"""
        \begin{table}
          \centering
          \caption{100 \% of\_it}
          \label{fig:x-y}
          \smallskip
          \begin{tabular}{@{}>{\raggedright\arraybackslash\hspace{0pt}}p{0.260\linewidth}>{\raggedright\arraybackslash\hspace{0pt}}p{0.210\linewidth}S[table-format=3.1]S[table-format=4.1]S[table-format=3.1]@{}}
            \toprule
            Study & Hardware & {Dynamic} & {Full} & {Grid intensity} \\
            & & {tCO\textsubscript{2}e} & {tCO\textsubscript{2}e} & {gCO\textsubscript{2}e/kWh} \\
            \midrule
            BLOOM, final training run & 384 \ensuremath{\times} NVIDIA A100 SXM4 80 GB in HPE Apollo 6500 Gen10 Plus nodes & 24.7 & 50.5 & 57 \\
            GPT-3 & 10,000 \ensuremath{\times} NVIDIA V100 & 502 & {\hphantom{0}\llap{$\geq$\,}\num{552}\hphantom{.0}} & 429 \\
            A study with a long name: {[}U+5927{]}\allowbreak{}{[}U+898F{]}\allowbreak{}{[}U+6A21{]}\allowbreak{}{[}U+8A00{]}\allowbreak{}{[}U+8A9E{]}\allowbreak{}{[}U+30E2{]}\allowbreak{}{[}U+30C7{]}\allowbreak{}{[}U+30EB{]} & not said & {--} & {\llap{$\geq$\,}\num{1234.5}} & 0.5 \\
            \bottomrule
          \end{tabular}
          \par\smallskip
          {\footnotesize\raggedright A figure behind \ensuremath{\geq} is a lower bound: the study leaves out a process of the boundary, and \texttt{compare} does not rank it.\par}
        \end{table}

        """#)
  }

  @Test("A derivation is aligned at its relations, with siunitx for numbers and units")
  func equations() {
    #expect(
      renderer.fragment(equations: Samples.derivation)
        == #"""
        \begingroup\allowdisplaybreaks[2]
        \begin{align*}
          \text{embodied, node} & = \frac{\text{embodied} \times \text{device-time}}{\text{lifetime} \times \text{utilization}} \qquad \text{\footnotesize rule \texttt{embodied-amortization}} \\
          & = \frac{\qty{2500}{kgCO_2e} \times \text{gpu\_time} / \num{8}}{\qty{6}{yr} \times \qty{85}{\%}} \qquad \text{\footnotesize bloom.yaml:22} \\
          & \approx \qty{7575}{kgCO_2e}
        \end{align*}
        \endgroup

        """#)
  }

  @Test("A long side breaks before its outer signs, and has fractions where they fit")
  func longEquations() {
    #expect(
      renderer.fragment(equations: Samples.longDerivation)
        == #"""
        \begingroup\allowdisplaybreaks[2]
        \begin{align*}
          \text{full} & = \text{gpu\_time} \times \qty{400}{W} \times \text{grid} + \qty{64}{kW} \times \frac{\text{gpu\_time}}{\text{partition}} \times \text{grid} \\
          & \quad {} + (\text{facility energy} - \text{it energy}) \times \text{grid} \\
          & \quad {} + \qty{2500}{kgCO_2e} \times \frac{\text{gpu\_time}}{\num{8}} \\
          & \quad {} / (\qty{6}{yr} \times \qty{85}{\%} \\
          & \quad {} \times \text{the share of the lifetime in which somebody holds the equipment}) \\
          & \geq \qty{50532.45}{kgCO_2e} \qquad \text{\footnotesize network not covered}
        \end{align*}
        \endgroup

        """#)
  }

  @Test("Left sides that are too long stand above; a name too long for a line becomes a paragraph")
  func longSides() {
    #expect(
      renderer.fragment(equations: [
        Equation(
          .name("what all the nodes of this cluster took to make, in all"), .equals,
          .product([
            .name(String(repeating: "a name without an end ", count: 4)),
            .quantity("3.14e23", unit: "FLOP"), .quantity("2", unit: "1/token"),
            .quantity("1.5", unit: "kW*h/cm2"), .quantity("5", unit: "µs"),
            .quantity("many", unit: "W"),
          ]), note: ["a note that is too long to stand behind the line that it belongs to, by far"])
      ])
        == #"""
        \begingroup\allowdisplaybreaks[2]
        \begin{align*}
          & \text{what all the nodes of this cluster took to make, in all} \\*
          & \quad = \parbox[t]{29em}{\raggedright a name without an end a name without an end a name without an end a name without an end } \\
          & \quad\quad {} \times \qty{3.14e23}{FLOP} \times \qty{2}{1/token} \times \qty{1.5}{kW.h/cm^2} \times \num{5}\,\text{\ensuremath{\mu}s} \\
          & \quad\quad {} \times \text{many\,W} \\
          & \quad\quad \text{\footnotesize a note that is too long to stand behind the line that it belongs to, by far}
        \end{align*}
        \endgroup

        """#)
  }

  @Test("What LaTeX gives a meaning to is escaped, what it cannot print shows its number")
  func hostile() {
    let document = Document(
      title: [],
      blocks: [.paragraph([.text(Samples.hostile)]), .paragraph([.code(Samples.hostile)])])
    #expect(
      renderer.render(document)
        == ##"""
        50\% \& \$x\_1\textasciicircum{}2\$ \#\{a\}\textasciitilde{}\textbackslash{}b \textless{}c\textbar{}d\textgreater{} {\char34}q{\char34} 'r' -{}-{}- {\char96}s{\char96} ,{}, {[}t{]} {[}U+4E2D{]}{[}U+6587{]} {[}U+1F600{]} \'{e} \.{z} \ensuremath{\mu} \dots{} {[}U+001B{]}{[}31m {[}U+202E{]} {*}

        \texttt{50\% \& \$x\_1\textasciicircum{}2\$ \#\{a\}\textasciitilde{}\textbackslash{}b \textless{}c\textbar{}d\textgreater{} {\char34}q{\char34} 'r' -{}-{}- {\char96}s{\char96} ,{}, {[}t{]} {[}U+4E2D{]}{[}U+6587{]} {[}U+1F600{]} \'{e} \.{z} \ensuremath{\mu} \dots{} {[}U+001B{]}{[}31m {[}U+202E{]} {*}}

        """##)
  }

  @Test("A whole document declares what it needs")
  func standalone() {
    let document = Document(
      title: ["A & B"],
      blocks: [
        .heading(1, ["One"]), .heading(2, ["Two"]),
        .paragraph([
          "See ", .cite("a_b"), ", ", .quantity("48.9", unit: "%"), " of CO2e and 5 cm2.",
        ]),
        .list([["a"], ["[b]"]]), .terms([Term(["c"], ["d"])]),
        .table(
          Table(
            name: "t", caption: ["T"], columns: [Table.Column(["N"])],
            rows: [Table.Row([.text(["x"])])])),
      ])
    #expect(
      renderer.standalone(document)
        == #"""
        \documentclass[a4paper]{article}
        \usepackage[T1]{fontenc}
        \usepackage[utf8]{inputenc}
        \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
        \usepackage{textcomp}
        \usepackage{booktabs}
        \usepackage{siunitx}
        \sloppy
        \begin{document}

        \begin{center}
          \LARGE\bfseries
          A \& B
        \end{center}

        \section*{One}

        \subsection*{Two}

        See {[}a\_b{]}, \num{48.9}\,\% of CO\textsubscript{2}e and 5 cm2.

        \begin{itemize}
          \item a
          \item {[}b{]}
        \end{itemize}

        \begin{description}\raggedright
          \item[{c}] d
        \end{description}

        \begin{center}
        \begin{minipage}{\linewidth}
          \centering
          \expandafter\def\csname @captype\endcsname{table}%
          \caption{T}
          \label{tab:t}
          \smallskip
          \begin{tabular}{@{}l@{}}
            \toprule
            N \\
            \midrule
            x \\
            \bottomrule
          \end{tabular}
        \end{minipage}
        \end{center}

        \end{document}

        """#)
  }

  @Test("Any scalar comes out as ASCII without control characters and with its braces in pairs")
  func everyScalar() {
    for plane: UInt32 in [0, 0x1F300] {
      for value in plane..<(plane + 0x3000) {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let text = "a" + String(Character(scalar)) + "b"
        let tex = renderer.render(Document(title: [], blocks: [.paragraph([.text(text)])]))
        #expect(isWellFormed(tex), "U+\(String(value, radix: 16))")
      }
    }
  }

  @Test("Hostile names leave every part of a page well-formed")
  func wellFormed() {
    #expect(isWellFormed(renderer.standalone(Samples.hostileReport)))
    #expect(isWellFormed(renderer.fragment(table: Samples.hostileTable)))
    #expect(
      isWellFormed(
        renderer.macros(
          name: Samples.hostile,
          definitions: [
            .init(suffix: "é", number: Samples.hostile, unit: Samples.hostile)
          ])))
  }

  @Test("Sources are cited by command where a paper asks for it and the key is one")
  func citations() {
    let renderer = LaTeXRenderer(options: .init(citesByCommand: true))
    let document = Document(
      title: [], blocks: [.paragraph([.cite("luccioni2023"), " ", .cite("a}b")])])
    #expect(renderer.render(document) == #"\cite{luccioni2023} {[}a\}b{]}"# + "\n")
  }

  @Test("A table longer than a page becomes several under one number, its details unparted")
  func longTable() {
    let rows = (0..<100).map {
      Table.Row([.text([.text("\($0)")])], role: $0 % 2 == 0 ? .body : .detail)
    }
    let tex = renderer.fragment(
      table: Table(name: "t", caption: ["T"], columns: [Table.Column(["N"])], rows: rows))
    let parts = tex.split(separator: "\n\n")
    #expect(parts.count == 3)
    #expect(parts[0].contains("  \\caption{T}\n  \\label{tab:t}\n"))
    #expect(
      parts[1].contains("  \\addtocounter{table}{-1}%\n  \\caption{T (continued)}\n  \\smallskip"))
    for part in parts { #expect(!part.contains("\\midrule\n    \\quad")) }
  }

  @Test("A table of many numbers is set smaller and sticks out evenly")
  func wideTable() {
    func table(_ count: Int) -> String {
      renderer.fragment(
        table: Table(
          name: "t", caption: ["T"],
          columns: (0..<count).map { _ in Table.Column(["Energy"], unit: "kWh", .decimal) },
          rows: [Table.Row((0..<count).map { _ in .number("123456.78") })]))
    }
    #expect(!table(5).contains("small\n"))
    #expect(table(8).contains("\\footnotesize\n") || table(8).contains("\\scriptsize\n"))
    #expect(!table(8).contains("\\makebox"))
    #expect(table(20).contains("  \\makebox[\\linewidth]{%\n"))
  }
}

@Suite("Macros")
struct MacroTests {
  @Test("Names have letters only, and no two are equal")
  func macros() {
    #expect(
      LaTeXRenderer().macros(
        name: "BLOOM-176B",
        definitions: [
          .init(suffix: "Full", number: "50.5", unit: "tCO2e", comment: "everything,\nin full"),
          .init(suffix: "full", number: "48.9", unit: "%"),
          .init(suffix: "Full", number: "552", unit: "gCO2e/kWh", atLeast: true),
          .init(suffix: "GPU-hours", number: "1082990", unit: ""),
        ])
          == #"""
          % Figures to be quoted by name; write \Name{} where a space follows. Needs siunitx.
          % everything, in full
          \newcommand*{\BLOOMOneSevenSixBFull}{\mbox{\num{50.5}\,tCO\textsubscript{2}e}}
          \newcommand*{\BLOOMOneSevenSixBFullII}{\mbox{\num{48.9}\,\%}}
          \newcommand*{\BLOOMOneSevenSixBFullIII}{\mbox{$\geq$\,\num{552}\,gCO\textsubscript{2}e/kWh}}
          \newcommand*{\BLOOMOneSevenSixBGPUHours}{\mbox{\num{1082990}}}

          """#)
  }

  @Test("A suffix that looks like a number of ours takes the next")
  func clash() {
    let tex = LaTeXRenderer().macros(
      name: "a",
      definitions: [
        .init(suffix: "x", number: "1", unit: ""), .init(suffix: "xII", number: "2", unit: ""),
        .init(suffix: "x", number: "3", unit: ""), .init(suffix: "中", number: "4", unit: ""),
      ])
    #expect(tex.contains("\\AX}{\\mbox{\\num{1}}}\n"))
    #expect(tex.contains("\\AXII}{\\mbox{\\num{2}}}\n"))
    #expect(tex.contains("\\AXIII}{\\mbox{\\num{3}}}\n"))
    #expect(tex.contains("\\A}{\\mbox{\\num{4}}}\n"))
  }
}

/// Whether a source is ASCII, without control characters, its unescaped braces in pairs.
private func isWellFormed(_ tex: String) -> Bool {
  var depth = 0
  var escaped = false
  for byte in tex.utf8 {
    if byte > 0x7E || (byte < 0x20 && byte != 0x0A) { return false }
    if escaped {
      escaped = false
    } else if byte == UInt8(ascii: "\\") {
      escaped = true
    } else if byte == UInt8(ascii: "{") {
      depth += 1
    } else if byte == UInt8(ascii: "}") {
      depth -= 1
      if depth < 0 { return false }
    }
  }
  return depth == 0
}
