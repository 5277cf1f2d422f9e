public import Diagnostics

/// Reads the text of a study into a tree.
///
/// The language is a strict subset of YAML 1.2: block and flow collections, the five styles of
/// scalars, comments. What it accepts, any YAML 1.2 reader reads alike, and an older one too when
/// told to keep scalars as text; anything else is refused by name, never read differently.
public struct StudyParser {
  /// How many bytes a study may have.
  public static let mostBytes = 16 << 20

  /// The tree of a text, or nil where no trustworthy one exists.
  ///
  /// Beside a mistake the tree goes on, so that all mistakes of a text come in one run: whoever
  /// checks it further should not take the absence of something for the author's will while
  /// `diagnostics` holds an error of this text.
  public static func parse(
    _ file: FileID, in sources: Sources, diagnostics: inout [Diagnostic]
  ) -> Node? {
    var bytes = sources[file].bytes
    guard bytes.count <= mostBytes else {
      diagnostics.append(.tooLarge(bytes.count, file))
      return nil
    }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let characters = CharacterCheck(bytes, from: start, file: file)
    guard characters.isUTF8 else {
      diagnostics += characters.mistakes
      return nil
    }
    for offset in characters.refusedBytes { bytes[offset] = .delete }
    var reader = Reader(bytes, file: file, at: start)
    let node = reader.study()
    diagnostics += inOrder(characters.mistakes + reader.mistakes)
    return node
  }
}

/// Mistakes in the order of their places, in that of their discovery where the places are equal.
private func inOrder(_ mistakes: [Diagnostic]) -> [Diagnostic] {
  guard mistakes.count > 1 else { return mistakes }
  return mistakes.enumerated()
    .sorted { ($0.element.span?.lower ?? 0, $0.offset) < ($1.element.span?.lower ?? 0, $1.offset) }
    .map(\.element)
}

extension Reader {
  /// The whole text as one node; nil where there is none or reading was given up.
  mutating func study() -> Node? {
    skipPrologue()
    skipToToken()
    if isAtEnd {
      if mistakes.isEmpty, !halted { report(.emptyFile(span(0..<0))) }
      return nil
    }
    let node = blockNode(parent: -1)
    skipToToken()
    if !isAtEnd {
      let range = position..<textEnd(from: position)
      report(.afterTheEnd(excerpt(range), span(range)))
    }
    return halted ? nil : node
  }
}

extension Diagnostic {
  fileprivate static func tooLarge(_ count: Int, _ file: FileID) -> Diagnostic {
    Diagnostic(
      .tooLarge,
      "the file has \(count) bytes; a study has at most \(StudyParser.mostBytes)",
      at: Span(file: file, lower: 0, upper: 0),
      hint: "keep measurements in logs of their own, beside the study")
  }

  fileprivate static func emptyFile(_ span: Span) -> Diagnostic {
    Diagnostic(
      .emptyFile, "the file holds no study", at: span,
      hint: "`cradle new` writes one to start from")
  }

  fileprivate static func afterTheEnd(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .syntax, "\(text) stands behind the end of the study", at: span,
      hint: "write the study as lines of `key: value`")
  }
}
