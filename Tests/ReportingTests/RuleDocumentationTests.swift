import Factors
import Foundation
import Rendering
import Reporting
import Testing

@testable import Accounting

@Suite("What is written about rules")
struct RuleDocumentationTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/Accounting/Accounting.docc/Rules.md")

  /// Run with CRADLE_RECORD=1 to write the page anew.
  @Test("The documentation page is made of the rules' own entries")
  func pageIsGenerated() throws {
    if ProcessInfo.processInfo.environment["CRADLE_RECORD"] == "1" {
      try Rules.markdown.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.page, encoding: .utf8) == Rules.markdown)
  }

  @Test("Every rule has a name of its own, and sources that the bibliography knows")
  func sources() {
    let ids = Rules.entries.map(\.id)
    #expect(Set(ids).count == ids.count)
    for rule in Rules.entries {
      #expect(!rule.sources.isEmpty, "\(rule.id)")
      for (key, place) in rule.sources {
        #expect(Bibliography.embedded.entry(key) != nil, "\(rule.id) cites \(key)")
        #expect(!place.isEmpty, "\(rule.id) cites \(key) without a place")
      }
    }
  }

  @Test("A rule's page holds its formula, when it applies, what else there is, and its source")
  func page() {
    #expect(
      TextRenderer().render(IdleFromHeldTime.entry.document) == """
        Idle energy from the time held (idle-held-time)
        ═══════════════════════════════════════════════

        `idle energy = device-time held × idle draw`

        Applies where no idle energy was stated or metered and the idle draw is known.

        Charged for all the time the equipment is held, working or not, so that dynamic
        energy is only what comes on top. By reservation, as the BLOOM study charges it.

        Sources
        ───────

        [luccioni2023]  Luccioni, Viguier, Ligozat (2023). Estimating the Carbon
                        Footprint of BLOOM, a 176B Parameter Language Model. Journal of
                        Machine Learning Research 24(253). Section 4.3.

        """)
  }
}
