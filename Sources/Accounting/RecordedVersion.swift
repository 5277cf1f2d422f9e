import Diagnostics
import Factors
import Inventories
import Studies

extension Inventory {
  /// A study that was made with another version of the catalogue than this one.
  func otherVersion(_ recorded: Reference) -> Diagnostic? {
    guard recorded.name != baseVersion else { return nil }
    let isKnown = FactorCatalog.versions.contains(recorded.name)
    return Diagnostic(
      .note, .catalogueVersion,
      "the study was made with catalogue `\(recorded.name)`, and this is `\(baseVersion)`",
      at: recorded.span,
      hint: isKnown
        ? "`cradle check STUDY --against \(recorded.name)` tells which factors moved the total"
        : "the tool holds no such version; `cradle check STUDY --against FILE` takes one that was kept by `cradle factors --format csv`"
    )
  }
}
