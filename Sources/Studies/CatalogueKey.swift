import Diagnostics
public import Factors
import StudySyntax

/// `catalogue:`, the figures that a study rests on beside its own.
extension StudyReader {
  /// `my-factors.yaml`, a list of such, or `{version: 2026.11, files: […]}`.
  func readCatalogue(_ node: Node) -> StudyCatalogue? {
    guard case .mapping = node.content else {
      return StudyCatalogue(files: files(node, "catalogue"))
    }
    guard let fields = fields(of: node, known: ["version", "files"], what: "a catalogue") else {
      return nil
    }
    var catalogue = StudyCatalogue()
    catalogue.version = fields["version"].flatMap { node in
      text(node, "version").map { Reference($0, at: node.span) }
    }
    catalogue.files = fields["files"].map { files($0, "files") } ?? []
    return catalogue
  }

  private func files(_ node: Node, _ key: String) -> [Reference] {
    items(of: node).compactMap { item in
      text(item, key).map { Reference($0, at: item.span) }
    }
  }
}

extension Study {
  /// Takes in the sources that its catalogues describe, in the order in which the study names them,
  /// for reports to cite; what the study says of a key itself goes before.
  public mutating func add(_ catalogues: [OwnCatalogue]) {
    for (catalogue, file) in zip(catalogues, self.catalogue?.files ?? []).reversed() {
      for source in catalogue.sources where !sources.contains(where: { $0.key == source.key }) {
        sources.append(
          StudySource(
            key: source.key, span: file.span,
            fields: source.fields.map { (name: $0.name, text: $0.value) }))
      }
    }
  }
}
