import Accounting
import Factors
import Studies

extension Report {
  /// The sources that a figure rests on, as BibTeX; nothing where the name stands for no line.
  public func bibTeX(of name: String?) -> String? {
    guard let lines = lines(explained: name ?? boundary.rawValue) else { return nil }
    var text = ""
    for citation in cited(by: lines) {
      guard let entry = entry(citation.key) else { continue }
      text += (text.isEmpty ? "" : "\n") + entry.bibTeX + "\n"
    }
    return text
  }

  /// A source: the study's own words for it, or the bibliography's.
  private func entry(_ key: String) -> BibEntry? {
    if let own = ledger.study.sources.first(where: { $0.key == key }) {
      return BibEntry(
        OwnCatalogue.Source(
          key: key, fields: own.fields.map { BibEntry.Field(name: $0.name, value: $0.text) }))
    }
    return Bibliography.embedded.entry(key)
  }
}
