import Rendering
import Reporting
import Testing

@Suite("Comparisons")
struct ComparisonTests {
  @Test("Studies stand side by side; a lower bound is not set against a complete total")
  func sideBySide() {
    let double = small.replacing("100 gCO2e/kWh", with: "200 gCO2e/kWh")
    let partial = small.replacing("embodied: 100 kgCO2e, ", with: "")
    let comparison = Comparison([
      ("small", report(small)), ("double", report(double)), ("partial", report(partial)),
    ])
    // dynamic 1, 2, 1 kg; full 2.5, 2 × 1.5 + 1 = 4, 1.5 kg without embodied.
    #expect(
      TextRenderer().render(comparison.table) == """
        Dynamic energy only beside full life cycle

        Study     Energy   Dynamic     Full   of dynamic   of first
                     kWh    kgCO2e   kgCO2e            ×          ×
        ───────────────────────────────────────────────────────────
        small       15.0      1.00     2.50         2.50       1.00
        double      15.0      2.00     4.00         2.00       1.60
        partial     15.0      1.00   ≥ 1.50         –          –

        ≥ marks a lower bound; it is not set against a complete total.

        """)
  }
}
