import Diagnostics
import Documents
import Factors

/// The page of the code of a message: what it means, and each study of the catalogue of mistakes
/// with the message that it gets.
struct MistakePage {
  let code: Code

  init(_ code: Code) { self.code = code }

  /// The folder of the code among the embedded files.
  private var folder: String { "mistakes/\(code.rawValue)/" }

  var document: Document {
    let about = Embedded.file(folder + "about.txt")?.text() ?? ""
    var blocks = paragraphs(about).map { Block.paragraph(inlines($0)) }
    let messages = Embedded.paths(under: folder).filter { $0.hasSuffix("/message.txt") }
    if !messages.isEmpty {
      blocks.append(.heading(1, [messages.count == 1 ? "Example" : "Examples"]))
    }
    for path in messages {
      if messages.count > 1 { blocks.append(.heading(2, [.text(title(of: path))])) }
      blocks.append(.preformatted(Embedded.file(path)?.text() ?? ""))
    }
    return Document(title: [.code(code.rawValue)], blocks: blocks)
  }

  /// The paragraphs of a text, each on one line.
  private func paragraphs(_ text: String) -> [String] {
    var paragraphs: [String] = []
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if !line.isEmpty { lines.append(line) }
      if line.isEmpty, !lines.isEmpty {
        paragraphs.append(lines.joined(separator: " "))
        lines = []
      }
    }
    return lines.isEmpty ? paragraphs : paragraphs + [lines.joined(separator: " ")]
  }

  /// A paragraph with what stands in backticks as it was typed.
  private func inlines(_ paragraph: String) -> [Inline] {
    paragraph.split(separator: "`", omittingEmptySubsequences: false).enumerated().compactMap {
      index, piece in
      piece.isEmpty ? nil : index.isMultiple(of: 2) ? .text(String(piece)) : .code(String(piece))
    }
  }

  /// The name of a case: its folder, in words.
  private func title(of path: String) -> String {
    let parts = path.split(separator: "/")
    let words = (parts.count > 3 ? parts[2] : parts[1]).split(separator: "-")
      .joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
