import Documents

/// A derivation as lines of text, aligned at the relation sign.
struct TextEquations {
  private struct Line {
    let left: [Word]
    let relation: String
    let right: Lines
    let note: [Word]
    let noteWidth: Int
  }

  private let lines: [Line]
  private let width: Int
  /// Where the relation signs stand.
  private let relationColumn: Int
  /// Whether a left side takes a line of its own, being too long to stand beside the right ones.
  private let leftAbove: Bool
  /// Where the notes stand; nothing where they take lines of their own.
  private let noteColumn: Int?

  /// Lays a derivation out within a width.
  init(_ equations: [Equation], width: Int) {
    let lefts = equations.map { $0.left.map { mathWords($0) } ?? [] }
    let leftWidth = lefts.reduce(0) { max($0, extent(of: $1).natural) }
    leftAbove = leftWidth > width / 3
    relationColumn = leftAbove ? 4 : (leftWidth > 0 ? leftWidth + 1 : 0)
    let rightColumn = relationColumn + 2
    lines = equations.enumerated().map { index, equation in
      let note = Words(equation.note, style: .quiet).all
      return Line(
        left: lefts[index], relation: equation.relation.rawValue,
        right: Lines(mathWords(equation.right), width: width - rightColumn), note: note,
        noteWidth: extent(of: note).natural)
    }
    let noted = lines.filter { !$0.note.isEmpty }
    let end = noted.reduce(0) { max($0, $1.right.widths.last ?? 0) }
    let longest = noted.reduce(0) { max($0, $1.noteWidth) }
    noteColumn = rightColumn + end + 3 + longest <= width ? rightColumn + end + 3 : nil
    self.width = width
  }

  /// Writes the derivation.
  func write(to output: inout TerminalText) {
    let rightColumn = relationColumn + 2
    for line in lines {
      if leftAbove {
        write(Lines(line.left, width: width), at: 0, to: &output)
      } else {
        let left = Lines(line.left, width: max(1, width))
        if left.count > 0 { left.write(0, to: &output) }
      }
      output.skip(to: relationColumn)
      output.write(line.relation, width: 1)
      for part in 0..<line.right.count {
        output.skip(to: rightColumn)
        line.right.write(part, to: &output)
        if part + 1 < line.right.count { output.newline() }
      }
      if line.note.isEmpty {
        output.newline()
      } else if let noteColumn {
        output.skip(to: noteColumn)
        Lines(line.note, width: width).write(0, to: &output)
        output.newline()
      } else {
        output.newline()
        output.skip(to: rightColumn)
        output.write("←", .quiet, width: 1)
        write(Lines(line.note, width: width - rightColumn - 2), at: rightColumn + 2, to: &output)
      }
    }
  }

  private func write(_ lines: Lines, at column: Int, to output: inout TerminalText) {
    for line in 0..<lines.count {
      output.skip(to: column)
      lines.write(line, to: &output)
      output.newline()
    }
  }
}

/// Arithmetic as words of which a line may begin with any sign, with an outer one if it can.
func mathWords(_ math: Math) -> [Word] {
  var words: [Word] = []
  var spaced = false
  func append(_ text: String, spacedNext: Bool) {
    words.append(Word(text: text, style: .plain, width: 1, spaced: spaced, breakable: false))
    spaced = spacedNext
  }
  func append(_ inline: Inline) {
    let start = words.count
    words += Words([inline]).all
    for index in start..<words.count {
      words[index].breakable = false
      words[index].depth = .max
    }
    if start < words.count { words[start].spaced = spaced }
    spaced = false
  }
  for atom in mathAtoms(of: math) {
    switch atom {
    case .name(let name): append(.text(name))
    case .quantity(let number, let unit): append(.quantity(number, unit: unit))
    case .negation: append("−", spacedNext: false)
    case .open: append("(", spacedNext: false)
    case .close:
      spaced = false
      append(")", spacedNext: false)
    case .sign(let sign, let depth):
      spaced = true
      append(sign.rawValue, spacedNext: true)
      words[words.count - 1].breakable = true
      words[words.count - 1].depth = depth
    case .fraction: break
    }
  }
  return words
}
