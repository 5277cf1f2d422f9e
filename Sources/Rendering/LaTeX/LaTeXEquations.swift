import Documents

/// A derivation in LaTeX: lists whose labels end with the relation signs, so that these stand
/// under each other, while right sides are paragraphs, broken before any sign of arithmetic.
struct LaTeXEquations {
  /// The source, ending with a line feed.
  let tex: String

  /// Sets a derivation within a width in tenths of a point.
  init(_ equations: [Equation], citation: LaTeXText.Citation, textWidth: Int) {
    if equations.isEmpty {
      tex = ""
      return
    }
    let lefts = equations.map { equation in
      equation.left.map { side($0, fractionWidth: 0, citation: citation) }
    }
    let widest = lefts.compactMap { $0 }.max { $0.width < $1.width }
    let leftsStandAbove = (widest?.width ?? 0) > textWidth * 2 / 5
    let fractionWidth = textWidth / 85
    var tex = "{\\normalfont\n"
    if !leftsStandAbove { tex += listBegin(widestLabel: (widest?.tex ?? "") + #" $\approx$"#) }
    var isOpen = !leftsStandAbove
    for (index, equation) in equations.enumerated() {
      let relation = "$" + relationCommand(equation.relation) + "$"
      var label = relation
      if let left = lefts[index] {
        if leftsStandAbove {
          if isOpen { tex += listEnd }
          tex += "\\par\\noindent " + left.tex + "\\nopagebreak\n"
          isOpen = false
        } else {
          label = left.tex + " " + relation
        }
      }
      if !isOpen {
        tex += listBegin(widestLabel: #"\qquad$\approx$"#)
        isOpen = true
      }
      let right = side(equation.right, fractionWidth: fractionWidth, citation: citation)
      tex += "  \\item[{" + label + "}] " + right.tex
      if !equation.note.isEmpty {
        let note = LaTeXText(equation.note, citation: citation)
        tex += "\\hspace{1.5em plus 1em}{\\footnotesize " + note.tex + "}"
      }
      tex += "\n"
    }
    if isOpen { tex += listEnd }
    self.tex = tex + "\\par}\n"
  }
}

/// A side of an equation as running text, with spaces where a line may end.
private func side(
  _ math: Math, fractionWidth: Int, citation: LaTeXText.Citation
) -> LaTeXText {
  var text = LaTeXText(citation: citation)
  write(mathAtoms(of: math, fractionWidth: fractionWidth), to: &text)
  return text
}

private func write(_ atoms: [MathAtom], to text: inout LaTeXText) {
  for atom in atoms {
    switch atom {
    case .name(let name):
      // A name of a few words stays on a line.
      let isShort = name.utf8.count <= 24 && name.utf8.contains(UInt8(ascii: " "))
      if isShort { text.markup(#"\mbox{"#) }
      text.append(name)
      if isShort { text.markup("}") }
    case .quantity(let number, let unit): text.append(quantity: number, unit)
    case .sign(let sign, _):
      text.markup(" $" + signCommand(sign) + "$~")
      text.advance(by: 140)
      text.pause()
    case .negation:
      text.markup("$-$")
      text.advance(by: 78)
    case .open(let tall):
      text.markup(tall ? #"$\Bigl($"# : "(")
      text.advance(by: 45)
    case .close(let tall):
      text.markup(tall ? #"$\Bigr)$"# : ")")
      text.advance(by: 45)
    case .fraction(let numerator, let denominator):
      text.markup(#"$\displaystyle\frac{\mbox{"#)
      text.pause()
      write(numerator, to: &text)
      text.markup(#"}}{\mbox{"#)
      text.pause()
      write(denominator, to: &text)
      text.markup("}}$")
    }
  }
}

private func signCommand(_ sign: MathAtom.Sign) -> String {
  switch sign {
  case .plus: "+"
  case .minus: "-"
  case .times: #"\times"#
  case .over: "/"
  }
}

private func relationCommand(_ relation: Equation.Relation) -> String {
  switch relation {
  case .equals: "="
  case .approximately: #"\approx"#
  case .atLeast: #"\geq"#
  }
}

private func listBegin(widestLabel: String) -> String {
  "\\begin{list}{}{%\n  \\settowidth{\\labelwidth}{" + widestLabel + "}%\n" + listSettings
}

private let listSettings = #"""
    \setlength{\labelsep}{0.4em}\setlength{\leftmargin}{\labelwidth}%
    \addtolength{\leftmargin}{\labelsep}\setlength{\itemindent}{0pt}%
    \setlength{\itemsep}{0.5ex}\setlength{\parsep}{0pt}\setlength{\rightmargin}{0pt}%
    \setlength{\lineskip}{0.8ex}\setlength{\lineskiplimit}{0.8ex}%
    \renewcommand{\makelabel}[1]{\hfill#1}\raggedright}

  """#

private let listEnd = "\\end{list}\n"
