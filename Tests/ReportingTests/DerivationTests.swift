import Rendering
import Reporting
import Testing

@Suite("Derivations")
struct DerivationTests {
  @Test("A line is derived down to the places of its figures")
  func line() throws {
    let page = try #require(Derivation.document(report(small), of: "embodied"))
    #expect(
      TextRenderer().render(page) == """
        Small: how the figures come about
        ═════════════════════════════════

        training/run/embodied/box
        ─────────────────────────

        Embodied emissions by amortization (`embodied-amortization`), modelled.

        emissions = embodied of box × device-time of box / hours held in the life of box
                  = 100 kgCO2e × 10 h / 1,000 h
                  = 1 kgCO2e

        where

        hours held in the life of box
            = lifetime of box × utilization of box
            = 1,000 h × 100 %
            = 1,000 h

        embodied of box     100 kgCO2e, stated at study.yaml:4
        device-time of box  10 h, stated at study.yaml:8
        lifetime of box     1,000 h, stated at study.yaml:4
        utilization of box  100 %, stated at study.yaml:4

        cradle test, catalogue none, study sha256:\(sha256(Array(small.utf8)).prefix(16))

        """)
  }

  @Test("A total is the sum of its lines")
  func total() throws {
    let page = try #require(Derivation.document(report(small), of: "operational"))
    #expect(
      TextRenderer().render(page).contains(
        """
        operational = training/run/dynamic/box + training/run/idle/box
                      + training/run/infrastructure
                    = 1 kgCO2e + 0 gCO2e + 500 gCO2e
                    = 1.5 kgCO2e

        """))
  }

  @Test("A name that stands for nothing has no derivation")
  func unknown() {
    #expect(Derivation.document(report(small), of: "nothing") == nil)
  }
}
