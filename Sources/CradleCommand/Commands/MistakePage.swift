import Diagnostics
import Documents
import Factors

/// The page of an error code: what it means, and each study of the catalogue of mistakes with the
/// message that it gets.
struct MistakePage {
  let code: Code

  init(_ code: Code) { self.code = code }

  /// The folder of the code among the embedded files.
  private var folder: String { "mistakes/\(code.rawValue)/" }

  var document: Document {
    var blocks: [Block] = []
    if let about = Embedded.file(folder + "about.txt") {
      blocks += about.text().split(separator: "\n\n").map { paragraph in
        .paragraph([.text(paragraph.split(separator: "\n").joined(separator: " "))])
      }
    }
    for path in Embedded.paths(under: folder) where path.hasSuffix("/message.txt") {
      let study = String(path.dropLast("message.txt".count)) + "study.yaml"
      guard let message = Embedded.file(path) else { continue }
      if Embedded.file(study) != nil { blocks.append(.heading(1, [.text(title(of: path))])) }
      blocks.append(.preformatted(message.text()))
    }
    return Document(title: [.code(code.rawValue)], blocks: blocks)
  }

  /// The name of a case: its folder, in words.
  private func title(of path: String) -> String {
    let parts = path.split(separator: "/")
    return parts.count > 3 ? parts[2].split(separator: "-").joined(separator: " ") : "Example"
  }
}
