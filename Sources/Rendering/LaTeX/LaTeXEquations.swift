import Documents

/// A derivation in LaTeX: an `align*` of amsmath, its numbers and units through siunitx, its lines
/// broken before a sign of arithmetic, an outer one if there is one in reach.
struct LaTeXEquations {
  /// The source, ending with a line feed.
  let tex: String

  /// Sets a derivation within a width in tenths of a point.
  init(_ equations: [Equation], citation: LaTeXText.Citation, textWidth: Int) {
    if equations.isEmpty {
      tex = ""
      return
    }
    // What is told of the width of a line is an estimate: a twentieth is left over.
    let width = textWidth * 19 / 20
    let writer = EquationWriter(citation: citation, fractionWidth: textWidth / 85)
    let lefts = equations.map { equation in
      equation.left.map { writer.line($0, width: width) }
    }
    var widest = 0
    for left in lefts { widest = max(widest, left?.width ?? 0) }
    let leftsStandAbove = widest > textWidth * 2 / 5
    let indent = leftsStandAbove ? quad : 0
    let room = width - (leftsStandAbove ? 0 : widest) - indent - relationWidth
    var rows: [String] = []
    for (index, equation) in equations.enumerated() {
      var start = "  "
      if let left = lefts[index] {
        if leftsStandAbove { rows.append("  & " + left.tex) } else { start += left.tex + " " }
      }
      start += leftsStandAbove ? #"& \quad "# : "& "
      var lines = writer.lines(equation.right, width: room)
      if !equation.note.isEmpty { writer.append(equation.note, to: &lines, width: room) }
      for (number, line) in lines.enumerated() {
        if number == 0 {
          rows.append(start + relationCommand(equation.relation) + " " + line.tex)
        } else {
          rows.append("  & " + (leftsStandAbove ? #"\quad"# : "") + #"\quad "# + line.tex)
        }
      }
    }
    tex =
      equationsBegin
      + rows.enumerated().map { index, row in
        row + (index + 1 == rows.count ? "\n" : lineEnd(row, leftsStandAbove))
      }.joined() + equationsEnd
  }
}

/// The end of a row; one that holds a left side alone is kept with the next.
private func lineEnd(_ row: String, _ leftsStandAbove: Bool) -> String {
  leftsStandAbove && row.hasPrefix(#"  & \text"#) ? " \\\\*\n" : " \\\\\n"
}

/// A line of arithmetic, and the width it takes in tenths of a point.
private struct EquationLine {
  var tex: String
  var width: Int
}

/// Writes arithmetic for the mathematics of LaTeX.
private struct EquationWriter {
  let citation: LaTeXText.Citation
  /// The characters that a side of a fraction with a bar may have.
  let fractionWidth: Int

  /// A piece that no line's end parts: a sign with what stands behind it.
  private struct Piece {
    var tex = ""
    var width = 0
    /// How bad a place before it is for a break.
    var depth: UInt8 = 0
    var hasFraction = false
  }

  /// A side that stands on one line.
  func line(_ math: Math, width: Int) -> EquationLine {
    var line = EquationLine(tex: "", width: 0)
    for piece in pieces(mathAtoms(of: math), width: width) {
      line.tex += (line.tex.isEmpty ? "" : " ") + piece.tex
      line.width += piece.width
    }
    return line
  }

  /// A side in as many lines as it takes.
  func lines(_ math: Math, width: Int) -> [EquationLine] {
    var pieces = pieces(mathAtoms(of: math, fractionWidth: fractionWidth), width: width)
    if pieces.contains(where: { $0.hasFraction && $0.width > width }) {
      pieces = self.pieces(mathAtoms(of: math), width: width)
    }
    var lines: [EquationLine] = []
    var start = 0
    while start < pieces.count {
      let room = start == 0 ? width : width - quad
      var end = start
      var taken = 0
      while end < pieces.count, end == start || taken + pieces[end].width <= room {
        taken += pieces[end].width
        end += 1
      }
      if end < pieces.count {
        var best = end
        for place in stride(from: end - 1, to: start, by: -1)
        where pieces[place].depth < pieces[best].depth {
          best = place
        }
        end = best
      }
      var line = EquationLine(tex: start == 0 ? "" : "{}", width: start == 0 ? 0 : quad)
      for piece in pieces[start..<end] {
        line.tex += (line.tex.isEmpty ? "" : " ") + piece.tex
        line.width += piece.width
      }
      lines.append(line)
      start = end
    }
    return lines
  }

  /// Puts a note behind the last line, or below it where it does not fit.
  func append(_ note: [Inline], to lines: inout [EquationLine], width: Int) {
    let text = LaTeXText(note, citation: citation)
    let small = text.width * 4 / 5
    if let last = lines.last, last.width + 2 * quad + small <= width {
      lines[lines.count - 1].tex += #" \qquad \text{\footnotesize "# + text.tex + "}"
    } else {
      let room = width - 2 * quad
      let tex =
        small <= room
        ? #"\text{\footnotesize "# + text.tex + "}"
        : parbox(
          room, #"\footnotesize "#, LaTeXText(note, citation: citation, longestWord: room).tex)
      lines.append(EquationLine(tex: tex, width: min(small, room)))
    }
  }

  private func parbox(_ width: Int, _ face: String, _ tex: String) -> String {
    #"\parbox[t]{"# + "\(max(20, width) / 100)em}{" + face + #"\raggedright "# + tex + "}"
  }

  /// What stands between the places where a line may end.
  private func pieces(_ atoms: [MathAtom], width: Int) -> [Piece] {
    var pieces: [Piece] = []
    var piece = Piece()
    func add(_ tex: String, _ width: Int, spaced: Bool = true) {
      let isSpaced = spaced && !piece.tex.isEmpty && !piece.tex.hasSuffix("(")
      piece.tex += (isSpaced ? " " : "") + tex
      piece.width += width
    }
    for atom in atoms {
      switch atom {
      case .name(let name):
        let text = LaTeXText([.text(name)], citation: citation, longestWord: width)
        let most = width - quad
        if text.width > most {
          let narrow = LaTeXText([.text(name)], citation: citation, longestWord: most * 4 / 5)
          add(parbox(most, "", narrow.tex), most)
        } else {
          add(#"\text{"# + text.tex + "}", text.width)
        }
      case .quantity(let number, let unit):
        let quantity = LaTeXQuantity(number, unit: unit, citation: citation)
        add(quantity.tex, quantity.width)
      case .sign(let sign, let depth):
        if !piece.tex.isEmpty { pieces.append(piece) }
        piece = Piece(tex: signCommand(sign), width: signWidth, depth: depth)
      case .negation: add("-", 78)
      case .open(let tall): add(tall ? #"\Bigl("# : "(", tall ? 60 : 40)
      case .close(let tall): add(tall ? #"\Bigr)"# : ")", tall ? 60 : 40, spaced: false)
      case .fraction(let above, let below):
        let (above, below) = (side(above, width: width), side(below, width: width))
        piece.hasFraction = true
        add(#"\frac{"# + above.tex + "}{" + below.tex + "}", max(above.width, below.width) + 24)
      }
    }
    if !piece.tex.isEmpty { pieces.append(piece) }
    return pieces
  }

  /// A side of a fraction.
  private func side(_ atoms: [MathAtom], width: Int) -> EquationLine {
    var line = EquationLine(tex: "", width: 0)
    for piece in pieces(atoms, width: width) {
      line.tex += (line.tex.isEmpty ? "" : " ") + piece.tex
      line.width += piece.width
    }
    return line
  }
}

/// What a quad takes, in tenths of a point.
private let quad = 100
private let signWidth = 122
private let relationWidth = 134

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

private let equationsBegin = #"""
  \begingroup\allowdisplaybreaks[2]
  \begin{align*}

  """#

private let equationsEnd = #"""
  \end{align*}
  \endgroup

  """#
