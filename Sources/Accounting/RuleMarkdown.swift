extension Rules {
  /// The documentation of the rules, as it stands in `Accounting.docc/Rules.md`.
  static var markdown: String {
    let head = """
      # The rules of the book

      What turns an inventory into lines, in the order of application.

      ## Overview

      What was stated or metered comes before what is modelled; a rule never touches what another \
      has posted. This page is made from the rules' own entries, which `cradle explain RULE` prints \
      too.

      """
    return entries.reduce(head) { $0 + "\n" + $1.markdown }
  }
}

extension RuleEntry {
  /// The entry of one rule.
  fileprivate var markdown: String {
    let cited = sources.map { "\($0.key), \($0.place)" }.joined(separator: "; ")
    return """
      ### \(title)

      `\(id)` applies \(applies).

      > \(formula)

      \(about)

      Source: \(cited).

      """
  }
}
