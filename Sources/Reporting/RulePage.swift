public import Accounting
public import Documents
import Factors

extension RuleEntry {
  /// The documentation entry of the rule.
  public var document: Document {
    var blocks: [Block] = [
      .paragraph([.code(formula)]),
      .paragraph([.text("Applies \(applies).")]),
      .paragraph([.text(about)]),
      .heading(1, ["Sources"]),
    ]
    blocks.append(
      .terms(
        sources.map { key, place in
          Term(
            [.cite(key)],
            [.text("\(Bibliography.embedded.entry(key)?.line ?? key) \(sentence(place))")])
        }))
    return Document(title: [.text("\(title) ("), .code(id), ")"], blocks: blocks)
  }
}
