/// What LaTeX prints for a scalar in running text; nothing for one that pdflatex has no glyph for.
func latexCharacter(_ scalar: Unicode.Scalar) -> String? {
  switch scalar.value {
  case 0x20...0x7E: asciiCharacter(scalar)
  case 0xA0...0x17F:
    latinCharacters[Int(scalar.value) - 0xA0].isEmpty
      ? nil : latinCharacters[Int(scalar.value) - 0xA0]
  case 0x370...0x3FF: greekCharacter(scalar.value)
  case 0x2000...0x22FF: signCharacter(scalar.value)
  default: nil
  }
}

/// The command for a combining mark over or under a letter.
func latexAccent(_ scalar: Unicode.Scalar) -> String? {
  switch scalar.value {
  case 0x300: #"\`"#
  case 0x301: #"\'"#
  case 0x302: #"\^"#
  case 0x303: #"\~"#
  case 0x304: #"\="#
  case 0x306: #"\u"#
  case 0x307: #"\."#
  case 0x308: #"\""#
  case 0x30A: #"\r"#
  case 0x30B: #"\H"#
  case 0x30C: #"\v"#
  case 0x323: #"\d"#
  case 0x327: #"\c"#
  case 0x328: #"\k"#
  case 0x331: #"\b"#
  default: nil
  }
}

/// The width of a character of Computer Modern at 10 pt, in tenths of a point.
func latexWidth(_ scalar: Unicode.Scalar) -> Int {
  let value = Int(scalar.value)
  if value >= 0x20, value < 0x20 + romanWidths.count { return romanWidths[value - 0x20] }
  return 75
}

private func asciiCharacter(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\\": #"\textbackslash{}"#
  case "{": #"\{"#
  case "}": #"\}"#
  case "$": #"\$"#
  case "&": #"\&"#
  case "#": "\\#"
  case "%": #"\%"#
  case "_": #"\_"#
  case "^": #"\textasciicircum{}"#
  case "~": #"\textasciitilde{}"#
  case "<": #"\textless{}"#
  case ">": #"\textgreater{}"#
  case "|": #"\textbar{}"#
  // A straight quote, which no language makes active and no ligature takes.
  case "\"": #"{\char34}"#
  case "`": #"{\char96}"#
  // Neither the argument of a line's end nor that of an item.
  case "[": "{[}"
  case "]": "{]}"
  case "*": "{*}"
  default: String(Character(scalar))
  }
}

private func greekCharacter(_ value: UInt32) -> String? {
  let letters = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "", "pi", "rho", "varsigma", "sigma", "tau", "upsilon", "phi",
    "chi", "psi", "omega",
  ]
  switch value {
  case 0x3B1...0x3C9:
    let letter = letters[Int(value - 0x3B1)]
    return letter.isEmpty ? "o" : #"\ensuremath{\"# + letter + "}"
  case 0x393: return #"\ensuremath{\Gamma}"#
  case 0x394: return #"\ensuremath{\Delta}"#
  case 0x398: return #"\ensuremath{\Theta}"#
  case 0x39B: return #"\ensuremath{\Lambda}"#
  case 0x39E: return #"\ensuremath{\Xi}"#
  case 0x3A0: return #"\ensuremath{\Pi}"#
  case 0x3A3: return #"\ensuremath{\Sigma}"#
  case 0x3A6: return #"\ensuremath{\Phi}"#
  case 0x3A8: return #"\ensuremath{\Psi}"#
  case 0x3A9: return #"\ensuremath{\Omega}"#
  default: return nil
  }
}

private func signCharacter(_ value: UInt32) -> String? {
  switch value {
  case 0x2002, 0x2003: #"\hspace{1em}"#
  case 0x2007, 0x2009, 0x200A, 0x202F: #"\,"#
  case 0x2010, 0x2011: "-"
  case 0x2012, 0x2013: #"\textendash{}"#
  case 0x2014, 0x2015: #"\textemdash{}"#
  case 0x2018: #"\textquoteleft{}"#
  case 0x2019: #"\textquoteright{}"#
  case 0x201A: #"\quotesinglbase{}"#
  case 0x201C: #"\textquotedblleft{}"#
  case 0x201D: #"\textquotedblright{}"#
  case 0x201E: #"\quotedblbase{}"#
  case 0x2020: #"\dag{}"#
  case 0x2021: #"\ddag{}"#
  case 0x2022: #"\textbullet{}"#
  case 0x2026: #"\dots{}"#
  case 0x2030: #"\textperthousand{}"#
  case 0x2032: #"\ensuremath{'}"#
  case 0x2033: #"\ensuremath{''}"#
  case 0x2039: #"\guilsinglleft{}"#
  case 0x203A: #"\guilsinglright{}"#
  case 0x2044: "/"
  case 0x2070: #"\ensuremath{^0}"#
  case 0x2074...0x2079: #"\ensuremath{^"# + String(value - 0x2070) + "}"
  case 0x207B: #"\ensuremath{^-}"#
  case 0x2080...0x2089: #"\textsubscript{"# + String(value - 0x2080) + "}"
  case 0x20AC: #"\texteuro{}"#
  case 0x2122: #"\texttrademark{}"#
  case 0x2126: #"\ensuremath{\Omega}"#
  case 0x2190: #"\ensuremath{\leftarrow}"#
  case 0x2191: #"\ensuremath{\uparrow}"#
  case 0x2192: #"\ensuremath{\rightarrow}"#
  case 0x2193: #"\ensuremath{\downarrow}"#
  case 0x2194: #"\ensuremath{\leftrightarrow}"#
  case 0x21D2: #"\ensuremath{\Rightarrow}"#
  case 0x2206: #"\ensuremath{\Delta}"#
  case 0x2208: #"\ensuremath{\in}"#
  case 0x2211: #"\ensuremath{\Sigma}"#
  case 0x2212: #"\ensuremath{-}"#
  case 0x2215: "/"
  case 0x221A: #"\ensuremath{\surd}"#
  case 0x221D: #"\ensuremath{\propto}"#
  case 0x221E: #"\ensuremath{\infty}"#
  case 0x2248: #"\ensuremath{\approx}"#
  case 0x2260: #"\ensuremath{\neq}"#
  case 0x2264: #"\ensuremath{\leq}"#
  case 0x2265: #"\ensuremath{\geq}"#
  case 0x226A: #"\ensuremath{\ll}"#
  case 0x226B: #"\ensuremath{\gg}"#
  case 0x22C5: #"\ensuremath{\cdot}"#
  default: nil
  }
}

/// The scalars from U+00A0 to U+017F; empty where T1 has no glyph.
private let latinCharacters: [String] = [
  #"~"#, #"\textexclamdown{}"#, #"\textcent{}"#, #"\pounds{}"#, #"\textcurrency{}"#,
  #"\textyen{}"#, #"\textbrokenbar{}"#, #"\S{}"#, #"\textasciidieresis{}"#, #"\copyright{}"#,
  #"\textordfeminine{}"#, #"\guillemotleft{}"#, #"\ensuremath{\lnot}"#, #"\-"#,
  #"\textregistered{}"#, #"\textasciimacron{}"#, #"\ensuremath{^\circ}"#, #"\ensuremath{\pm}"#,
  #"\ensuremath{^2}"#, #"\ensuremath{^3}"#, #"\textasciiacute{}"#, #"\ensuremath{\mu}"#, #"\P{}"#,
  #"\ensuremath{\cdot}"#, #"\c{}"#, #"\ensuremath{^1}"#, #"\textordmasculine{}"#,
  #"\guillemotright{}"#, #"\textonequarter{}"#, #"\textonehalf{}"#, #"\textthreequarters{}"#,
  #"\textquestiondown{}"#, #"\`{A}"#, #"\'{A}"#, #"\^{A}"#, #"\~{A}"#, #"\"{A}"#, #"\r{A}"#,
  #"\AE{}"#, #"\c{C}"#, #"\`{E}"#, #"\'{E}"#, #"\^{E}"#, #"\"{E}"#, #"\`{I}"#, #"\'{I}"#,
  #"\^{I}"#, #"\"{I}"#, #"\DH{}"#, #"\~{N}"#, #"\`{O}"#, #"\'{O}"#, #"\^{O}"#, #"\~{O}"#,
  #"\"{O}"#, #"\ensuremath{\times}"#, #"\O{}"#, #"\`{U}"#, #"\'{U}"#, #"\^{U}"#, #"\"{U}"#,
  #"\'{Y}"#, #"\TH{}"#, #"\ss{}"#, #"\`{a}"#, #"\'{a}"#, #"\^{a}"#, #"\~{a}"#, #"\"{a}"#,
  #"\r{a}"#, #"\ae{}"#, #"\c{c}"#, #"\`{e}"#, #"\'{e}"#, #"\^{e}"#, #"\"{e}"#, #"\`{i}"#,
  #"\'{i}"#, #"\^{i}"#, #"\"{i}"#, #"\dh{}"#, #"\~{n}"#, #"\`{o}"#, #"\'{o}"#, #"\^{o}"#,
  #"\~{o}"#, #"\"{o}"#, #"\ensuremath{\div}"#, #"\o{}"#, #"\`{u}"#, #"\'{u}"#, #"\^{u}"#,
  #"\"{u}"#, #"\'{y}"#, #"\th{}"#, #"\"{y}"#, #"\={A}"#, #"\={a}"#, #"\u{A}"#, #"\u{a}"#,
  #"\k{A}"#, #"\k{a}"#, #"\'{C}"#, #"\'{c}"#, #"\^{C}"#, #"\^{c}"#, #"\.{C}"#, #"\.{c}"#,
  #"\v{C}"#, #"\v{c}"#, #"\v{D}"#, #"\v{d}"#, #"\DJ{}"#, #"\dj{}"#, #"\={E}"#, #"\={e}"#,
  #"\u{E}"#, #"\u{e}"#, #"\.{E}"#, #"\.{e}"#, #"\k{E}"#, #"\k{e}"#, #"\v{E}"#, #"\v{e}"#,
  #"\^{G}"#, #"\^{g}"#, #"\u{G}"#, #"\u{g}"#, #"\.{G}"#, #"\.{g}"#, #"\c{G}"#, #"\c{g}"#,
  #"\^{H}"#, #"\^{h}"#, #""#, #""#, #"\~{I}"#, #"\~{i}"#, #"\={I}"#, #"\={i}"#, #"\u{I}"#,
  #"\u{i}"#, #"\k{I}"#, #"\k{i}"#, #"\.{I}"#, #"\i{}"#, #"IJ"#, #"ij"#, #"\^{J}"#, #"\^{j}"#,
  #"\c{K}"#, #"\c{k}"#, #""#, #"\'{L}"#, #"\'{l}"#, #"\c{L}"#, #"\c{l}"#, #"\v{L}"#, #"\v{l}"#,
  #"L\ensuremath{\cdot}"#, #"l\ensuremath{\cdot}"#, #"\L{}"#, #"\l{}"#, #"\'{N}"#, #"\'{n}"#,
  #"\c{N}"#, #"\c{n}"#, #"\v{N}"#, #"\v{n}"#, #"'n"#, #"\NG{}"#, #"\ng{}"#, #"\={O}"#, #"\={o}"#,
  #"\u{O}"#, #"\u{o}"#, #"\H{O}"#, #"\H{o}"#, #"\OE{}"#, #"\oe{}"#, #"\'{R}"#, #"\'{r}"#,
  #"\c{R}"#, #"\c{r}"#, #"\v{R}"#, #"\v{r}"#, #"\'{S}"#, #"\'{s}"#, #"\^{S}"#, #"\^{s}"#,
  #"\c{S}"#, #"\c{s}"#, #"\v{S}"#, #"\v{s}"#, #"\c{T}"#, #"\c{t}"#, #"\v{T}"#, #"\v{t}"#, #""#,
  #""#, #"\~{U}"#, #"\~{u}"#, #"\={U}"#, #"\={u}"#, #"\u{U}"#, #"\u{u}"#, #"\r{U}"#, #"\r{u}"#,
  #"\H{U}"#, #"\H{u}"#, #"\k{U}"#, #"\k{u}"#, #"\^{W}"#, #"\^{w}"#, #"\^{Y}"#, #"\^{y}"#,
  #"\"{Y}"#, #"\'{Z}"#, #"\'{z}"#, #"\.{Z}"#, #"\.{z}"#, #"\v{Z}"#, #"\v{z}"#, #"s"#,
]

/// The widths of the printable ASCII characters.
private let romanWidths: [Int] = [
  33, 28, 37, 83, 50, 83, 78, 28, 39, 39, 50, 78, 28, 33, 28, 50, 50, 50, 50, 50, 50, 50,
  50, 50, 50, 50, 28, 28, 78, 78, 78, 47, 78, 75, 71, 72, 76, 68, 65, 78, 75, 36, 51, 78, 62,
  92, 75, 78, 68, 78, 74, 56, 72, 75, 75, 103, 75, 75, 61, 28, 50, 28, 56, 75, 28, 50, 56, 44,
  56, 44, 31, 50, 56, 28, 31, 53, 28, 83, 56, 50, 56, 53, 39, 39, 39, 56, 53, 72, 53, 53, 44,
  50, 28, 50, 56,
]
